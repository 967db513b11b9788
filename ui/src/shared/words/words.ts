// The words for what the counter sends as codes. Every switch here is exhaustive: a new code does not compile until it has words.
import { m } from "../../paraglide/messages.js";
import type { Attention, Check, CompanyWord, EventKind, Field, Finding, Offer, PanMode, Payment, Reason, SaleState, SaleView, Service, Verdict, WhyNot } from "../../platform/counter";
import { languages } from "../state/language.svelte";
import { spanOf } from "./time";

export type Tone = "ok" | "wait" | "bad" | "quiet";

export const stateWords: Record<SaleState, () => string> = {
  intended: m.state_intended,
  submitted: m.state_submitted,
  not_sent: m.state_not_sent,
  pending: m.state_pending,
  unknown: m.state_unknown,
  succeeded: m.state_succeeded,
  failed: m.state_failed,
  reversed: m.state_reversed,
};

export const stateTones: Record<SaleState, Tone> = {
  intended: "wait",
  submitted: "wait",
  pending: "wait",
  unknown: "wait",
  not_sent: "bad",
  failed: "bad",
  succeeded: "ok",
  reversed: "quiet",
};

export const reasonWords: Record<Reason, () => string> = {
  failed_by_provider: m.reason_failed_by_provider,
  never_left: m.reason_never_left,
  declared_failed: m.reason_declared_failed,
  reversed: m.reason_reversed,
  no_record_confirmed: m.reason_no_record_confirmed,
  sending: m.reason_sending,
  no_answer: m.reason_no_answer,
  no_record_yet: m.reason_no_record_yet,
  accepted: m.reason_accepted,
  done: m.reason_done,
  said_done: m.reason_said_done,
  said_given_back: m.reason_said_given_back,
  said_otherwise: m.reason_said_otherwise,
  closed: m.reason_closed,
  contradicted: m.reason_contradicted,
  contradicted_done: m.reason_contradicted_done,
  contradicted_working: m.reason_contradicted_working,
  agrees_again: m.reason_agrees_again,
};

export const verdictWords: Record<Verdict, () => string> = {
  safe: m.verdict_safe,
  not_yet: m.verdict_not_yet,
  never: m.verdict_never,
};

export const attentionWords: Record<Attention, () => string> = {
  contradicted: m.attention_contradicted,
  needs_person: m.attention_needs_person,
};

/** What a company says of a request, by its word. */
export const heardWords: Record<CompanyWord, () => string> = {
  accepted: m.heard_accepted,
  succeeded: m.said_succeeded,
  failed: m.said_failed,
  refunded: m.said_given_back,
};

/** The same; a row that an earlier version wrote has no word. */
export function heardOf(word: CompanyWord | null): string {
  return word === null ? m.heard_otherwise() : heardWords[word]();
}

export const eventWords: Record<EventKind, () => string> = {
  intended: m.event_intended,
  submitted: m.event_submitted,
  not_sent: m.event_not_sent,
  accepted: m.event_accepted,
  succeeded: m.event_succeeded,
  rejected: m.event_rejected,
  lost_track: m.event_lost_track,
  reversed: m.event_reversed,
  no_record: m.event_no_record,
  no_news: m.event_no_news,
  contradicted: m.event_contradicted,
  declared_failed: m.event_declared_failed,
  printed: m.event_printed,
  abandoned: m.event_abandoned,
  admitted: m.event_admitted,
  paid_again: m.event_paid_again,
  recovered: m.event_recovered,
  person_said: m.event_person_said,
  disputed: m.event_disputed,
  complaint_noted: m.event_complaint_noted,
  complaint_closed: m.event_complaint_closed,
  dealt_with: m.event_dealt_with,
  commission_told: m.event_commission_told,
  commission_corrected: m.event_commission_corrected,
  given_back: m.event_given_back,
  still_owed: m.event_still_owed,
  kept_for_next: m.event_kept_for_next,
  credited: m.event_credited,
  collected: m.event_collected,
  customer_told: m.event_customer_told,
};

export const paymentWords: Record<Payment, () => string> = {
  cash: m.pay_cash,
  upi: m.pay_upi,
  udhaar: m.pay_udhaar,
};

export const serviceWords: Record<Service, () => string> = {
  prepaid: m.service_prepaid,
  postpaid: m.service_postpaid,
  dth: m.service_dth,
  landline: m.service_landline,
  data_card: m.service_data_card,
  electricity: m.service_electricity,
  gas: m.service_gas,
  insurance: m.service_insurance,
  fastag: m.service_fastag,
  voucher: m.service_voucher,
  cash_drop: m.service_cash_drop,
  money_transfer: m.service_money_transfer,
  pan_card: m.service_pan_card,
  bank_account: m.service_bank_account,
  aadhaar_check: m.service_aadhaar_check,
  wallet_load: m.service_wallet_load,
};

export const panModeWords: Record<PanMode, () => string> = {
  ekyc: m.pan_mode_ekyc,
  esign: m.pan_mode_esign,
};

/** What the provider needs besides the number, as the form calls it. */
export const extraWords: Record<Field, () => string> = {
  std_code: m.extra_std_code,
  account_number: m.extra_account_number,
  ca_number: m.extra_ca_number,
  bill_group: m.extra_bill_group,
  billing_unit: m.extra_billing_unit,
  processing_cycle: m.extra_processing_cycle,
  cycle_number: m.extra_cycle_number,
  date_of_birth: m.extra_date_of_birth,
  vehicle_number: m.extra_vehicle_number,
  customer_name: m.extra_customer_name,
};

const reasonsNotToSell = {
  unsure: m.why_not_unsure,
  switched_off: m.why_not_switched_off,
  not_connected: m.why_not_not_connected,
  no_parameters: m.why_not_no_parameters,
  left_list: m.why_not_left_list,
};
export const whyNotWords: Record<WhyNot, () => string> = reasonsNotToSell;

export const provenanceWords: Record<Offer["provenance"], () => string> = {
  seed: m.provenance_seed,
  repaired: m.provenance_repaired,
  public: m.provenance_public,
  unsure: m.provenance_unsure,
  own: m.provenance_own,
  listed: m.provenance_listed,
};

export const checkWords: Record<Check, () => string> = {
  keychain: m.checked_keychain,
  login: m.checked_login,
  address: m.checked_address,
  reach: m.checked_reach,
  tls: m.checked_tls,
  clock: m.checked_clock,
  credentials: m.checked_credentials,
  listed: m.checked_listed,
  balance: m.checked_balance,
  other_address: m.checked_other_address,
  parameters: m.checked_parameters,
  subscription: m.checked_subscription,
};

export const findingWords: Record<Finding["state"], () => string> = {
  good: m.finding_good,
  warning: m.finding_warning,
  bad: m.finding_bad,
  not_checked: m.finding_not_checked,
};

/** A language by its own name, whatever the screen speaks. */
export function ownNameOf(code: string): string {
  const language = languages.find((each) => each === code);
  return language === undefined ? code : m.language_name({}, { locale: language });
}

/** A sale nobody knows the end of yet. */
export function isOpen(sale: SaleView): boolean {
  return sale.state === "intended" || sale.state === "submitted" || sale.state === "pending" || sale.state === "unknown";
}

/** "40 s", "3 min", "2 h", "5 days" */
export function spanWords(ms: number): string {
  const span = spanOf(ms);
  switch (span.unit) {
    case "second":
      return m.span_seconds({ count: span.count });
    case "minute":
      return m.span_minutes({ count: span.count });
    case "hour":
      return m.span_hours({ count: span.count });
    case "day":
      return m.span_days({ count: span.count });
  }
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** How long something took, rounded up, so that "within" is true of it: "under 1 s", "40 s", "3 min". */
export function tookWords(ms: number): string {
  if (ms < 1000) return m.span_under_second();
  const unit = ms <= MINUTE_MS - 1000 ? 1000 : ms <= HOUR_MS - MINUTE_MS ? MINUTE_MS : ms <= 47 * HOUR_MS ? HOUR_MS : DAY_MS;
  return spanWords(Math.ceil(ms / unit) * unit);
}
