// One plain sentence for every problem, saying what to do. Exhaustive: a new kind does not compile until it has a sentence.
import { m } from "../../paraglide/messages.js";
import type { Closing, Problem, SaleState, WordFault, WordField } from "../../platform/counter";
import { type DeskProblem, deskProblemWords, isDeskProblem } from "./desk-words";
import { house } from "../state/house.svelte";
import { language } from "../state/language.svelte";
import { rupees } from "./money";
import { extraWords, stateWords } from "./words";

/** An amount inside a sentence never breaks behind the rupee sign. */
function sum(paise: number): string {
  return rupees(paise, language()).replace(" ", "\u00a0");
}

export function problemWords(problem: Problem): string {
  if (isDeskProblem(problem)) return deskProblemWords(problem);
  switch (problem.kind) {
    case "number_missing":
      return m.problem_number_missing();
    case "number_too_short":
      return m.problem_number_too_short(problem.data);
    case "number_too_long":
      return m.problem_number_too_long(problem.data);
    case "number_has_letters":
      return m.problem_number_has_letters();
    case "number_is_landline":
      return m.problem_number_is_landline();
    case "number_is_foreign":
      return m.problem_number_is_foreign();
    case "operator_missing":
      return m.problem_operator_missing();
    case "operator_not_sold":
      return m.problem_operator_not_sold({ operator: house.operatorName(problem.data.operator) });
    case "circle_missing":
      return m.problem_circle_missing();
    case "amount_missing":
      return m.problem_amount_missing();
    case "amount_not_a_number":
      return m.problem_amount_not_a_number();
    case "amount_zero":
      return m.problem_amount_zero();
    case "amount_too_fine":
      return m.problem_amount_too_fine();
    case "amount_below":
      return m.problem_amount_below({ amount: sum(problem.data.min_paise) });
    case "amount_above":
      return m.problem_amount_above({ amount: sum(problem.data.max_paise) });
    case "repeat_recent":
      if (problem.data.contradicted === true) return m.problem_repeat_contradicted();
      return problem.data.minutes_ago < 1 ? m.problem_repeat_just_now() : m.problem_repeat_recent({ minutes: problem.data.minutes_ago });
    case "already_open":
      return m.problem_already_open();
    case "wallet_short":
      return m.problem_wallet_short({ provider: house.providerName(problem.data.provider), amount: sum(problem.data.balance_paise) });
    case "login_missing":
      return m.problem_login_missing({ provider: house.providerName(problem.data.provider) });
    case "wallet_empty":
      return m.problem_wallet_empty(problem.data);
    case "no_provider_connected":
      return m.problem_no_provider_connected();
    case "shop_name_missing":
      return m.problem_shop_name_missing();
    case "shop_phone_wrong":
      return m.problem_shop_phone_wrong();
    case "shop_circle_missing":
      return m.problem_shop_circle_missing();
    case "shop_text_too_long":
      return m.problem_shop_text_too_long({ max: problem.data.max });
    case "base_address_wrong":
      return m.problem_base_address_wrong();
    case "base_address_not_https":
      return m.problem_base_address_not_https();
    case "credential_missing":
      return m.problem_credential_missing();
    case "credential_has_control_character":
      return m.problem_credential_has_control_character();
    case "rate_wrong":
      return m.problem_rate_wrong();
    case "word":
      return wordFaultWords(problem.data.field, problem.data.fault);
    default:
      return extraFieldWords(problem);
  }
}

/** Every problem but those of the services desk. */
type SaleProblem = Exclude<Problem, DeskProblem>;
type FieldKind =
  | `shop_${string}` | `base_address_${string}` | `credential_${string}` | `rate_${string}` | `amount_${string}` | "number_missing" | "number_too_short"
  | "number_too_long" | "number_has_letters" | "number_is_landline" | "number_is_foreign" | "operator_missing" | "operator_not_sold" | "circle_missing"
  | "repeat_recent" | "already_open" | "wallet_short" | "login_missing" | "wallet_empty" | "no_provider_connected" | "word";
type ExtraKind =
  | "field_missing" | "field_too_short" | "field_too_long" | "field_not_digits" | "field_strange_sign" | "field_date_wrong" | "field_date_in_future"
  | "field_vehicle_wrong" | "field_other_vehicle" | "number_strange_sign" | "number_not_a_vehicle";
type CatalogueKind =
  | "code_unsure" | "circle_unsure" | "no_parameters" | "code_wrong" | "operator_name_missing" | "path_wrong" | "level_wrong" | "callback_address_wrong"
  | "callback_port_taken" | "list_not_offered";

/** What a sale has become while a form about it was filled in. */
function movedOnWords(state: SaleState, words: string | null): string {
  const stands = stateWords[state]();
  return words === null ? m.problem_sale_moved_on({ stands }) : m.problem_sale_moved_on_said({ stands, words });
}

/** What is wrong with a field of the form for a person's word. */
function wordFaultWords(field: WordField, fault: WordFault): string {
  switch (fault) {
    case "missing":
      return m.problem_word_missing();
    case "too_long":
      return m.problem_word_too_long();
    case "in_future":
      return m.problem_word_in_future();
    case "before_sale":
      return m.problem_word_before_sale();
    case "not_this_number":
      return m.problem_word_not_this_number();
    case "wrong_form":
      if (field === "day") return m.problem_word_day();
      return field === "time" ? m.problem_word_time() : m.problem_word();
  }
}

/** What stands beside the number that a bill needs, and numbers that are not of digits. */
function extraFieldWords(problem: Exclude<SaleProblem, { kind: FieldKind }>): string {
  switch (problem.kind) {
    case "field_missing":
      return m.problem_field_missing({ field: extraWords[problem.data.field]() });
    case "field_too_short":
      return m.problem_field_too_short({ field: extraWords[problem.data.field](), least: problem.data.least });
    case "field_too_long":
      return m.problem_field_too_long({ field: extraWords[problem.data.field](), most: problem.data.most });
    case "field_not_digits":
      return m.problem_field_not_digits({ field: extraWords[problem.data.field]() });
    case "field_strange_sign":
      return m.problem_field_strange_sign({ field: extraWords[problem.data.field]() });
    case "field_date_wrong":
      return m.problem_field_date_wrong();
    case "field_date_in_future":
      return m.problem_field_date_in_future();
    case "field_other_vehicle":
      return m.problem_field_other_vehicle();
    case "field_vehicle_wrong":
      return m.problem_field_vehicle_wrong();
    case "number_strange_sign":
      return m.problem_number_strange_sign();
    case "number_not_a_vehicle":
      return m.problem_number_not_a_vehicle();
    default:
      return catalogueWords(problem);
  }
}

/** What is doubtful in the catalogue, and what the settings do not take. */
function catalogueWords(problem: Exclude<SaleProblem, { kind: FieldKind | ExtraKind }>): string {
  switch (problem.kind) {
    case "code_unsure":
      return m.problem_code_unsure({ operator: house.operatorName(problem.data.operator), provider: house.providerName(problem.data.provider) });
    case "circle_unsure":
      return m.problem_circle_unsure({ circle: house.circleName(problem.data.circle), provider: house.providerName(problem.data.provider) });
    case "no_parameters":
      return m.problem_no_parameters({ operator: house.operatorName(problem.data.operator) });
    case "code_wrong":
      return m.problem_code_wrong();
    case "operator_name_missing":
      return m.problem_operator_name_missing();
    case "path_wrong":
      return m.problem_path_wrong();
    case "level_wrong":
      return m.problem_level_wrong();
    case "callback_address_wrong":
      return m.problem_callback_address_wrong();
    case "callback_port_taken":
      return m.problem_callback_port_taken();
    case "list_not_offered":
      return m.problem_list_not_offered();
    default:
      return providerWords(problem);
  }
}

/** What the line to a provider, or the provider itself, said. */
function providerWords(problem: Exclude<SaleProblem, { kind: FieldKind | ExtraKind | CatalogueKind }>): string {
  switch (problem.kind) {
    case "credentials_refused":
      return m.problem_credentials_refused(problem.data);
    case "address_not_listed":
      return m.problem_address_not_listed(problem.data);
    case "no_network":
      return m.problem_no_network();
    case "clock_wrong":
      return m.problem_clock_wrong();
    case "connection_refused":
      return m.problem_connection_refused();
    case "certificate_wrong":
      return m.problem_certificate_wrong();
    case "issuer_unknown":
      return m.problem_issuer_unknown();
    case "speaks_plain_http":
      return m.problem_speaks_plain_http();
    case "speaks_tls":
      return m.problem_speaks_tls();
    case "host_unknown":
      return m.problem_host_unknown();
    case "proxy_login":
      return m.problem_proxy_login();
    case "led_elsewhere":
      return m.problem_led_elsewhere(problem.data);
    case "provider_closed":
      return closedWords(problem.data.provider, problem.data.closing, problem.data.said);
    case "answers_elsewhere":
      return m.problem_answers_elsewhere(problem.data);
    case "answers_otherwise":
      return problem.data.in_address ? m.problem_answers_otherwise() : m.problem_answers_otherwise_body();
    case "encryption_too_old":
      return m.problem_encryption_too_old();
    case "timed_out":
      return m.problem_timed_out();
    case "line_broke":
      return m.problem_line_broke();
    case "provider_error":
      return m.problem_provider_error(problem.data);
    case "web_page_at_address":
      return m.problem_web_page_at_address();
    case "nothing_at_address":
      return m.problem_nothing_at_address(problem.data);
    case "wall_between":
      return m.problem_wall_between(problem.data);
    case "balance_unreadable":
      return problem.data.words === "" ? m.problem_balance_empty() : m.problem_balance_unreadable(problem.data);
    case "answer_unreadable":
      return m.problem_answer_unreadable();
    case "answer_not_ours":
      return m.problem_answer_not_ours();
    case "answer_contradicts_itself":
      return m.problem_answer_contradicts_itself();
    case "answer_word_unknown":
      return m.problem_answer_word_unknown(problem.data);
    case "duplicate_order":
      return m.problem_duplicate_order();
    case "field_refused":
      return m.problem_field_refused(problem.data);
    case "restarted":
      return m.problem_restarted();
    case "provider_says":
      return m.problem_provider_says(problem.data);
    case "asked_too_soon":
      return m.problem_asked_too_soon();
    case "not_allowed_now":
      return m.problem_not_allowed_now();
    case "sale_moved_on":
      return movedOnWords(problem.data.state, problem.data.words);
    case "sale_not_found":
      return m.problem_sale_not_found();
    case "disk_full":
      return m.problem_disk_full();
    case "ledger_read_only":
      return m.problem_ledger_read_only();
    case "ledger_corrupt":
      return m.problem_ledger_corrupt();
    case "ledger_newer":
      return m.problem_ledger_newer();
    case "ledger_failed":
      return m.problem_ledger_failed(problem.data);
    case "backup_missing":
      return m.problem_backup_missing();
    case "backup_bad":
      return m.problem_backup_bad();
    case "backup_newer":
      return m.problem_backup_newer();
    case "backup_folder_missing":
      return m.problem_backup_folder_missing();
    case "backup_folder_silent":
      return m.problem_backup_folder_silent();
    case "backup_folder_read_only":
      return m.problem_backup_folder_read_only();
    case "backup_folder_own":
      return m.problem_backup_folder_own();
    case "orders_on_line":
      return m.problem_orders_on_line(problem.data);
    case "second_copy":
      return m.problem_second_copy();
    case "path_too_long":
      return m.problem_path_too_long();
    case "practice_failed":
      return m.problem_practice_failed(problem.data);
    case "settings_unreadable":
      return m.problem_settings_unreadable();
    case "keychain_missing":
      return m.problem_keychain_missing();
    case "keychain_locked":
      return m.problem_keychain_locked();
  }
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

/** The same as a sentence that says what happens next. */
export function closedWords(slug: string, closing: Closing, said: string | null): string {
  const provider = house.providerName(slug);
  if (closing === "balance_unreadable" && said !== null) {
    return said === "" ? m.problem_provider_balance_empty({ provider }) : m.problem_provider_balance_unreadable({ provider, said });
  }
  return closing === "never_read" ? m.problem_provider_unread({ provider }) : m.problem_provider_closed({ provider, why: closingWords[closing]() });
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
