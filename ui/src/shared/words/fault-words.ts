// What is wrong with a field of a form: one plain sentence for each fault.
import { m } from "../../paraglide/messages.js";
import type { ChitFault, CommissionFault, CommissionField, CustomerFault, CustomerField, MoneyFault, MoneyField, PlanField, StatementFault, WordFault, WordField } from "../../platform/counter";

/** Why a chit cannot be written or sold. */
export function chitFaultWords(fault: ChitFault): string {
  return { phone: m.problem_chit_phone, sold: m.problem_chit_sold, gone: m.problem_chit }[fault]();
}

/** What is wrong with a field of the form for a person's word. */
export function wordFaultWords(field: WordField, fault: WordFault): string {
  switch (fault) {
    case "missing":
      return m.problem_word_missing();
    case "too_long":
      return field === "words" ? m.problem_word_note_too_long() : m.problem_word_too_long();
    case "in_past":
      return m.problem_word_in_past();
    case "too_far":
      return m.problem_word_too_far();
    case "in_future":
      return m.problem_word_in_future();
    case "before_sale":
      return m.problem_word_before_sale();
    case "not_this_number":
      return m.problem_word_not_this_number();
    case "wrong_form":
      if (field === "day" || field === "next_day") return m.problem_word_day();
      return field === "time" ? m.problem_word_time() : m.problem_word();
  }
}

/** What is wrong with a field of the forms of commission and of tax kept back. */
export function commissionFaultWords(field: CommissionField, fault: CommissionFault): string {
  switch (fault) {
    case "missing":
      return m.problem_word_missing();
    case "too_long":
      return m.problem_word_too_long();
    case "too_much":
      return m.problem_commission_too_much();
    case "too_many":
      return m.problem_commission_too_many();
    case "too_far":
      return m.problem_commission_too_far();
    case "too_many_sales":
      return m.problem_commission_too_many_sales();
    case "gap":
      return m.problem_commission_gap();
    case "not_increasing":
      return m.problem_commission_not_increasing();
    case "wrong_form":
      if (field === "from") return m.problem_word_day();
      if (field === "year") return m.problem_commission_year();
      return field === "month" ? m.problem_commission_month() : m.problem_commission();
  }
}

/** What is wrong with a field of a customer's forms. */
export function customerFaultWords(field: CustomerField, fault: CustomerFault): string {
  switch (fault) {
    case "missing":
      if (field === "by") return m.problem_customer_by_missing();
      return field === "amount" ? m.problem_customer_amount_missing() : m.problem_customer();
    case "too_long":
      if (field === "name") return m.problem_customer_name_too_long();
      if (field === "numbers") return m.problem_customer_numbers_too_many();
      return field === "note" ? m.problem_customer_note_too_long() : m.problem_word_too_long();
    case "not_a_number":
      return m.problem_amount_not_a_number();
    case "zero":
      return m.problem_amount_zero();
    case "too_fine":
      return m.problem_amount_too_fine();
    case "too_large":
      return m.problem_customer_amount_too_large();
    case "more_than_credit":
      return m.problem_customer_more_than_credit();
  }
}

/** What is wrong with a field of a voucher, or of a statement. */
export function moneyFaultWords(field: MoneyField, fault: MoneyFault): string {
  switch (fault) {
    case "missing":
      if (field === "from") return m.problem_money_from_missing();
      if (field === "to") return m.problem_money_to_missing();
      if (field === "by") return m.problem_money_by_missing();
      return field === "reason" ? m.problem_money_reason_missing() : m.problem_money();
    case "too_long":
      return m.problem_money_too_long();
    case "gone":
      return m.problem_money_gone();
    case "does_not_fit":
      return m.problem_money_does_not_fit();
    case "no_such_day":
      return m.problem_money_no_such_day();
    case "no_amount":
      return m.problem_money_no_amount();
    case "below_least":
      return m.problem_money_below_least();
  }
}

/** What is wrong with a plan as typed. */
export const planFieldWords: Record<PlanField, () => string> = {
  days: m.problem_plan_wrong_days,
  data: m.problem_plan_wrong_data,
  words: m.problem_plan_wrong_words,
  nothing: m.problem_plan_wrong,
};

/** What is wrong with a company's statement file, or with what was said of its columns. */
export const statementFaultWords: Record<StatementFault, () => string> = {
  empty: m.problem_statement_empty,
  too_large: m.problem_statement_too_large,
  too_many_rows: m.problem_statement_too_many_rows,
  password: m.problem_statement_password,
  broken: m.problem_statement_broken,
  pdf: m.problem_statement_pdf,
  archive: m.problem_statement_archive,
  no_table: m.problem_statement,
  no_lines: m.problem_statement_no_lines,
  only_heading: m.problem_statement_only_heading,
  stopped: m.problem_statement_stopped,
  gone: m.problem_statement_gone,
  mapped_twice: m.problem_statement_mapped_twice,
  no_key: m.problem_statement_no_key,
  no_date: m.problem_statement_no_date,
  not_dates: m.problem_statement_not_dates,
  dates_undecided: m.problem_statement_dates_undecided,
  not_amounts: m.problem_statement_not_amounts,
};
