// The sentences of the services desk. One for each field and fault that matters, a general one for the rest.
import { m } from "../../paraglide/messages.js";
import type { DeskFault, DeskField } from "../../platform/counter";
import { language } from "../state/language.svelte";
import { rupees } from "./money";
import type { Sentences } from "./problems";

/** A sentence for each kind of problem that only the services desk has. */
export const deskSentences = {
  desk: (data) => faultWords(data.field, data.fault),
  order_open: m.problem_order_open,
  desk_not_connected: m.problem_desk_not_connected,
  agent_missing: m.problem_agent_missing,
  agent_pan_missing: m.problem_agent_pan_missing,
  otp_wrong: (data) => m.problem_otp_wrong({ left: data.left }),
  otp_expired: m.problem_otp_expired,
  otp_tries_over: m.problem_otp_tries_over,
  aadhaar_gone: m.problem_aadhaar_gone,
  link_expired: m.problem_link_expired,
  page_unknown: m.problem_page_unknown,
  browser_missing: m.problem_browser_missing,
  qr_missing: m.problem_qr_missing,
  not_finished: m.problem_not_finished,
  already_onboarded: m.problem_already_onboarded,
} satisfies Partial<Sentences>;

/** What a field is called, on its form and in every sentence about it. */
export const deskFieldWords: Record<DeskField, () => string> = {
  charge: m.deskfield_charge,
  amount: m.deskfield_amount,
  mobile: m.deskfield_mobile,
  first_name: m.deskfield_first_name,
  middle_name: m.deskfield_middle_name,
  last_name: m.deskfield_last_name,
  email: m.deskfield_email,
  pan: m.deskfield_pan,
  pincode: m.deskfield_pincode,
  shop_name: m.deskfield_shop_name,
  name: m.deskfield_name,
  date_of_birth: m.deskfield_date_of_birth,
  address: m.deskfield_address,
  state: m.deskfield_state,
  city: m.deskfield_city,
  agent_id: m.deskfield_agent_id,
  agent_pan: m.deskfield_agent_pan,
  aadhaar: m.deskfield_aadhaar,
  otp: m.deskfield_otp,
  consent: m.deskfield_consent,
  consent_by: m.deskfield_consent_by,
  fee: m.deskfield_fee,
  plan_ends: m.deskfield_plan_ends,
  return_url: m.deskfield_return_url,
};

/** How the company calls the state of the shop's account, in words: `ACTIVE` is said as a sentence would have it. */
export function accessStateWords(state: string): string {
  if (state === "ACTIVE") return m.access_active();
  if (state === "INACTIVE") return m.access_inactive();
  return /[a-z]/.test(state) ? state : state.slice(0, 1) + state.slice(1).toLowerCase();
}

type FaultWords = Partial<Record<DeskFault, () => string>>;

/** One sentence for everything that is wrong with the shape of a field. */
function shape(sentence: () => string): FaultWords {
  return { wrong_form: sentence, too_short: sentence, too_long: sentence, strange_sign: sentence, has_spaces: sentence };
}

const name: FaultWords = { has_dots: m.deskfault_name_dots, one_word: m.deskfault_name_one_word, wrong_form: m.deskfault_name_sign, strange_sign: m.deskfault_name_sign };
const pan: FaultWords = { ...shape(m.deskfault_pan_form), same_as_agent: m.deskfault_same_as_agent, not_this_order: m.deskfault_not_this_order };
/** The most that a charge or a fee may be, in paise; the counter has the same. */
const MOST_PAISE = 10_000_000;
const money: FaultWords = { ...shape(m.deskfault_money_form), too_long: () => m.deskfault_money_most({ most: rupees(MOST_PAISE, language()) }) };

const sentences: Partial<Record<DeskField, FaultWords>> = {
  pan,
  agent_pan: pan,
  pincode: shape(m.deskfault_pincode_form),
  email: { wrong_form: m.deskfault_email_form, strange_sign: m.deskfault_email_form, has_spaces: m.deskfault_email_spaces },
  first_name: name,
  middle_name: name,
  last_name: { ...name, missing: m.deskfault_last_name_missing },
  name,
  aadhaar: { ...shape(m.deskfault_aadhaar_form), mistyped: m.deskfault_aadhaar_mistyped },
  otp: shape(m.deskfault_otp_form),
  consent: { missing: m.deskfault_consent_missing },
  consent_by: { missing: m.deskfault_consent_by_missing },
  date_of_birth: shape(m.deskfault_date_form),
  plan_ends: { ...shape(m.deskfault_plan_form), no_such_day: m.deskfault_plan_no_day },
  return_url: shape(m.deskfault_return_url_form),
  agent_id: shape(m.deskfault_agent_id_form),
  state: { missing: m.deskfault_state_missing, wrong_form: m.deskfault_state_missing },
  fee: money,
  charge: money,
  amount: money,
};

const general: Record<DeskFault, (about: { field: string }) => string> = {
  missing: m.deskfault_missing,
  wrong_form: m.problem_desk,
  too_long: m.deskfault_too_long,
  has_dots: m.deskfault_has_dots,
  one_word: m.deskfault_one_word,
  has_spaces: m.deskfault_has_spaces,
  strange_sign: m.deskfault_strange_sign,
  no_such_day: () => m.deskfault_no_such_day(),
  in_future: () => m.deskfault_in_future(),
  too_young: () => m.deskfault_too_young(),
  too_short: m.deskfault_too_short,
  mistyped: m.deskfault_mistyped,
  same_as_agent: () => m.deskfault_same_as_agent(),
  not_this_order: () => m.deskfault_not_this_order(),
};

export function faultWords(field: DeskField, fault: DeskFault): string {
  return sentences[field]?.[fault]?.() ?? general[fault]({ field: deskFieldWords[field]() });
}
