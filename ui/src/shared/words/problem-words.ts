// One plain sentence for every problem, saying what to do.
import { m } from "../../paraglide/messages.js";
import type { Closing, Problem, SaleState } from "../../platform/counter";
import { deskSentences } from "./desk-words";
import { chitFaultWords, commissionFaultWords, customerFaultWords, moneyFaultWords, planFieldWords, statementFaultWords, wordFaultWords } from "./fault-words";
import { exportSentences } from "./export-words";
import { printerSentences } from "./printer-words";
import { counting } from "../state/counting.svelte";
import { house } from "../state/house.svelte";
import { language } from "../state/language.svelte";
import { rupeesInWords } from "./money";
import { groupNumber } from "./number";
import type { Sentences } from "./problems";
import { dayMonthYearOf, momentOf } from "./time";
import { extraWords, stateWords } from "./words";

/** An amount inside a sentence never breaks behind the rupee sign. */
function sum(paise: number): string {
  return rupeesInWords(paise, language());
}

/** What a sale has become while a form about it was filled in. */
function movedOnWords(state: SaleState, words: string | null): string {
  const stands = stateWords[state]();
  return words === null ? m.problem_sale_moved_on({ stands }) : m.problem_sale_moved_on_said({ stands, words });
}

/** One sentence for every kind: a new kind does not compile until it stands here. */
const sentences: Sentences = {
  // What was typed, and what the sale needs.
  number_missing: m.problem_number_missing,
  number_too_short: m.problem_number_too_short,
  number_too_long: m.problem_number_too_long,
  number_has_letters: m.problem_number_has_letters,
  number_is_landline: m.problem_number_is_landline,
  number_is_foreign: m.problem_number_is_foreign,
  number_is_nobodys: m.problem_number_is_nobodys,
  operator_missing: m.problem_operator_missing,
  operator_not_sold: (data) => m.problem_operator_not_sold({ operator: house.operatorName(data.operator) }),
  circle_missing: m.problem_circle_missing,
  amount_missing: m.problem_amount_missing,
  amount_not_a_number: m.problem_amount_not_a_number,
  amount_zero: m.problem_amount_zero,
  amount_too_fine: m.problem_amount_too_fine,
  amount_too_large: m.problem_amount_too_large,
  amount_below: (data) => m.problem_amount_below({ amount: sum(data.min_paise) }),
  amount_above: (data) => m.problem_amount_above({ amount: sum(data.max_paise) }),
  upi_address_wrong: m.problem_upi_address_wrong,
  upi_address_is_email: m.problem_upi_address_is_email,
  money_moved: m.problem_money_moved,
  credit_no_customer: m.problem_credit_no_customer,
  charge_take_above_most: m.problem_charge_take_above_most,
  charge_by_missing: m.problem_charge_by_missing,
  payment_no_customer: m.problem_payment_no_customer,
  payment_no_limit: m.problem_payment_no_limit,
  payment_over_limit: (data) => (data.used_paise > 0 ? m.problem_payment_over_limit : m.problem_payment_over_limit_first)({ over: sum(data.over_paise), used: sum(data.used_paise), limit: sum(data.limit_paise) }),
  charge_off: m.problem_charge_off,
  charge_not_a_number: m.problem_charge_not_a_number,
  charge_above: (data) => m.problem_charge_above({ amount: sum(data.max_paise) }),
  chit: (data) => chitFaultWords(data.fault),
  repeat_recent: ({ contradicted, minutes_ago, sold_at_ms }) => {
    if (contradicted === true) return m.problem_repeat_contradicted();
    if (minutes_ago < 0 && sold_at_ms !== undefined) return m.problem_repeat_ahead({ time: momentOf(sold_at_ms, house.coarse, language()) });
    return minutes_ago < 1 ? m.problem_repeat_just_now() : m.problem_repeat_recent({ minutes: minutes_ago });
  },
  already_open: m.problem_already_open,
  wallet_short: (data) => m.problem_wallet_short({ provider: house.providerName(data.provider), amount: sum(data.balance_paise) }),
  login_missing: (data) => m.problem_login_missing({ provider: house.providerName(data.provider) }),
  wallet_empty: m.problem_wallet_empty,
  no_provider_connected: m.problem_no_provider_connected,
  provider_not_connected: (data) => m.problem_provider_not_connected({ provider: house.providerName(data.provider) }),
  shop_name_missing: m.problem_shop_name_missing,
  shop_phone_wrong: m.problem_shop_phone_wrong,
  shop_circle_missing: m.problem_shop_circle_missing,
  shop_text_too_long: (data) => m.problem_shop_text_too_long({ max: data.max }),
  company_name_too_long: (data) => m.problem_company_name_too_long({ most: data.most }),
  company_name_taken: (data) => m.problem_company_name_taken({ provider: house.providerName(data.provider) }),
  company_phone_wrong: m.problem_company_phone_wrong,
  base_address_wrong: m.problem_base_address_wrong,
  base_address_not_https: m.problem_base_address_not_https,
  credential_missing: m.problem_credential_missing,
  credential_has_control_character: m.problem_credential_has_control_character,
  commission: ({ field, fault }) => commissionFaultWords(field, fault),
  tds_twice: ({ amount_paise, at_ms }) => m.problem_tds_twice({ amount: sum(amount_paise), day: dayMonthYearOf(at_ms, language()) }),
  word: (data) => wordFaultWords(data.field, data.fault),
  customer: (data) => customerFaultWords(data.field, data.fault),
  customer_number_wrong: (data) => m.problem_customer_number_wrong({ typed: data.typed }),
  customer_number_taken: (data) => m.problem_customer_number_taken({ number: groupNumber("prepaid", data.number), name: data.name === "" ? m.another_customer() : data.name }),
  customer_not_found: m.problem_customer_not_found,
  customer_owes: ({ balance_paise, waiting_paise }) => {
    if (balance_paise > 0) return m.problem_customer_owes({ amount: sum(balance_paise) });
    return balance_paise < 0 || waiting_paise === 0 ? m.problem_customer_shop_owes({ amount: sum(-balance_paise) }) : m.problem_customer_waiting();
  },
  limit_below_owed: (data) => m.problem_limit_below_owed({ amount: sum(data.owed_paise) }),
  money: (data) => moneyFaultWords(data.field, data.fault),
  statement: (data) => statementFaultWords[data.fault](),
  plan_wrong: (data) => planFieldWords[data.field](),
  plan_file_no_columns: m.problem_plan_file_no_columns,
  voucher_like_it: ({ minutes_ago, written_at_ms }) => {
    if (minutes_ago < 0) return m.problem_voucher_like_it_ahead({ time: momentOf(written_at_ms, house.coarse, language()) });
    return minutes_ago === 0 ? m.problem_voucher_like_it_now() : m.problem_voucher_like_it({ minutes: minutes_ago });
  },
  drawer_has_less: (data) => (counting.isBegun ? m.problem_drawer_has_less_hidden() : m.problem_drawer_has_less({ amount: sum(data.balance_paise) })),
  loaded_at_desk: (data) => m.problem_loaded_at_desk({ time: momentOf(data.at_ms, house.coarse, language()) }),
  voucher_mended: m.problem_voucher_mended,
  account_unknown: m.problem_account_unknown,
  count_not_a_number: m.problem_count_not_a_number,
  count_strange: (data) => m.problem_count_strange({ amount: sum(data.counted_paise) }),
  shift_is_open: m.problem_shift_is_open,
  count_is_old: m.problem_count_is_old,
  count_is_gone: m.problem_count_is_gone,
  shift_reason_missing: (data) => m.problem_shift_reason_missing({ amount: sum(data.small_paise) }),
  close_unknown: m.problem_close_unknown,
  seal: (data) => ({ length: m.problem_seal_length, sign: m.problem_seal_sign, check: m.problem_seal })[data.fault](),
  day_start_wrong: m.problem_day_start_wrong,

  // What stands beside the number that a bill needs, and numbers that are not of digits.
  field_missing: (data) => m.problem_field_missing({ field: extraWords[data.field]() }),
  field_too_short: (data) => m.problem_field_too_short({ field: extraWords[data.field](), least: data.least }),
  field_too_long: (data) => m.problem_field_too_long({ field: extraWords[data.field](), most: data.most }),
  field_not_digits: (data) => m.problem_field_not_digits({ field: extraWords[data.field]() }),
  field_strange_sign: (data) => data.field === "customer_name" ? m.problem_field_name_strange() : m.problem_field_strange_sign({ field: extraWords[data.field]() }),
  field_date_wrong: m.problem_field_date_wrong,
  field_date_in_future: m.problem_field_date_in_future,
  field_other_vehicle: m.problem_field_other_vehicle,
  field_vehicle_wrong: m.problem_field_vehicle_wrong,
  number_strange_sign: m.problem_number_strange_sign,
  number_not_a_vehicle: m.problem_number_not_a_vehicle,

  // What is doubtful in the catalogue, and what the settings do not take.
  code_unsure: (data) => m.problem_code_unsure({ operator: house.operatorName(data.operator), provider: house.providerName(data.provider) }),
  circle_unsure: (data) => m.problem_circle_unsure({ circle: house.circleName(data.circle), provider: house.providerName(data.provider) }),
  no_parameters: (data) => m.problem_no_parameters({ operator: house.operatorName(data.operator) }),
  code_wrong: m.problem_code_wrong,
  operator_name_missing: m.problem_operator_name_missing,
  path_wrong: m.problem_path_wrong,
  level_wrong: m.problem_level_wrong,
  callback_address_wrong: m.problem_callback_address_wrong,
  callback_port_taken: m.problem_callback_port_taken,
  callback_not_opened: m.problem_callback_not_opened,
  list_not_offered: m.problem_list_not_offered,

  // What the line to a provider, or the provider itself, said; then what the house itself cannot do.
  credentials_refused: m.problem_credentials_refused,
  address_not_listed: m.problem_address_not_listed,
  no_network: m.problem_no_network,
  clock_wrong: m.problem_clock_wrong,
  connection_refused: m.problem_connection_refused,
  certificate_wrong: m.problem_certificate_wrong,
  issuer_unknown: m.problem_issuer_unknown,
  speaks_plain_http: m.problem_speaks_plain_http,
  speaks_tls: m.problem_speaks_tls,
  host_unknown: m.problem_host_unknown,
  proxy_login: m.problem_proxy_login,
  led_elsewhere: m.problem_led_elsewhere,
  provider_closed: (data) => closedWords(data.provider, data.closing, data.said, readNowWords()),
  answers_elsewhere: m.problem_answers_elsewhere,
  answers_otherwise: (data) => data.in_address ? m.problem_answers_otherwise() : m.problem_answers_otherwise_body(),
  encryption_too_old: m.problem_encryption_too_old,
  timed_out: m.problem_timed_out,
  line_broke: m.problem_line_broke,
  provider_error: m.problem_provider_error,
  web_page_at_address: m.problem_web_page_at_address,
  nothing_at_address: m.problem_nothing_at_address,
  wall_between: m.problem_wall_between,
  balance_unreadable: (data) => data.words === "" ? m.problem_balance_empty() : m.problem_balance_unreadable(data),
  answer_unreadable: m.problem_answer_unreadable,
  answer_not_ours: m.problem_answer_not_ours,
  answer_contradicts_itself: m.problem_answer_contradicts_itself,
  answer_word_unknown: m.problem_answer_word_unknown,
  duplicate_order: m.problem_duplicate_order,
  field_refused: m.problem_field_refused,
  restarted: m.problem_restarted,
  provider_says: m.problem_provider_says,
  asked_too_soon: m.problem_asked_too_soon,
  not_allowed_now: m.problem_not_allowed_now,
  counter_not_open: m.problem_counter_not_open,
  cannot_be_asked: m.problem_cannot_be_asked,
  counter_fault: m.problem_counter_fault,
  complaint_moved_on: m.problem_complaint_moved_on,
  sale_moved_on: (data) => movedOnWords(data.state, data.words),
  sale_not_found: m.problem_sale_not_found,
  disk_full: m.problem_disk_full,
  books_not_as_journal: m.problem_books_not_as_journal,
  upgrade_no_room: (data) => m.problem_upgrade_no_room({ megabytes: data.megabytes }),
  ledger_read_only: m.problem_ledger_read_only,
  ledger_corrupt: m.problem_ledger_corrupt,
  ledger_newer: m.problem_ledger_newer,
  ledger_busy: m.problem_ledger_busy,
  ledger_not_given: m.problem_ledger_not_given,
  ledger_unread: m.problem_ledger_unread,
  ledger_failed: m.problem_ledger_failed,
  backup_missing: m.problem_backup_missing,
  backup_bad: m.problem_backup_bad,
  backup_newer: m.problem_backup_newer,
  backup_no_room: (data) => m.problem_backup_no_room({ megabytes: data.megabytes }),
  backup_folder_missing: m.problem_backup_folder_missing,
  backup_folder_silent: m.problem_backup_folder_silent,
  backup_folder_read_only: m.problem_backup_folder_read_only,
  backup_folder_own: m.problem_backup_folder_own,
  orders_on_line: m.problem_orders_on_line,
  second_copy: m.problem_second_copy,
  path_too_long: m.problem_path_too_long,
  practice_failed: m.problem_practice_failed,
  settings_unreadable: m.problem_settings_unreadable,
  settings_not_written: m.problem_settings_not_written,
  restore_note_unreadable: m.problem_restore_note_unreadable,
  print_not_opened: m.problem_print_not_opened,
  of_another_version: (data) => data.kind === "" ? m.problem_of_another_version_unnamed() : m.problem_of_another_version(data),
  keychain_missing: m.problem_keychain_missing,
  keychain_locked: m.problem_keychain_locked,

  // Those of the services desk stand with its fields.
  ...deskSentences,
  ...exportSentences,
  ...printerSentences,
};

export function problemWords(problem: Problem): string {
  // Its data are those of its own kind, which the type checker does not see through a lookup.
  const sentence = sentences[problem.kind] as (data: unknown) => string;
  return sentence("data" in problem ? problem.data : undefined);
}

/** Why a provider gets no new sales, in as few words as stand on the strip. */
export const closingWords: Record<Closing, () => string> = {
  never_read: m.closed_never_read,
  web_page: m.closed_web_page,
  no_such_address: m.closed_no_such_address,
  wall_between: m.closed_wall_between,
  login_refused: m.closed_login_refused,
  address_not_listed: m.closed_address_not_listed,
  encryption_too_old: m.closed_encryption_too_old,
  certificate_wrong: m.closed_certificate_wrong,
  issuer_unknown: m.closed_issuer_unknown,
  speaks_plain_http: m.closed_speaks_plain_http,
  speaks_tls: m.closed_speaks_tls,
  proxy_login: m.closed_proxy_login,
  led_elsewhere: m.closed_led_elsewhere,
  balance_unreadable: m.closed_balance_unreadable,
};

/** Where a wallet is read at once. The providers' own cards are those of real money. */
export function readNowWords(): string {
  return house.practice ? m.wallets_read_now() : m.check_balance();
}

/** The same as a sentence that says what happens next; `button` is where the wallet can be read at once. */
export function closedWords(slug: string, closing: Closing, said: string | null, button: string): string {
  const provider = house.providerName(slug);
  if (closing === "balance_unreadable" && said !== null) {
    return said === "" ? m.problem_provider_balance_empty({ provider, button }) : m.problem_provider_balance_unreadable({ provider, said, button });
  }
  return closing === "never_read" ? m.problem_provider_unread({ provider, button }) : m.problem_provider_closed({ provider, why: closingWords[closing](), button });
}

/** Why a provider was passed over, in as few words as stand on the strip. */
export function skippedWords(problem: Problem): string {
  switch (problem.kind) {
    case "wallet_short":
    case "wallet_empty":
      return m.skipped_wallet();
    case "login_missing":
      return m.skipped_login();
    case "provider_closed":
      return closingWords[problem.data.closing]();
    case "code_unsure":
      return m.skipped_code();
    case "circle_missing":
    case "circle_unsure":
      return m.skipped_circle();
    case "field_missing":
      return m.skipped_field({ field: extraWords[problem.data.field]() });
    default:
      return problemWords(problem);
  }
}
