// What a customer owes, in words, and which sentence stands beside which field.
import { m } from "../paraglide/messages.js";
import type { CustomerField, DuesView, Problem, StatementLine } from "../platform/counter";
import { language } from "../shared/state/language.svelte";
import { rupees } from "../shared/words/money";

/** Why a line of an account stands there. */
export function movedWords(line: StatementLine): string {
  if (line.sale !== null) {
    if (line.sale.kind === "credited") return m.moved_credited();
    return line.amount_paise > 0 ? m.moved_sold() : m.moved_taken_back();
  }
  switch (line.voucher?.kind) {
    case "udhaar_paid":
      return line.voucher.to === "upi" ? m.moved_paid_upi() : m.moved_paid_cash();
    case "credit_back":
      return m.moved_given_back();
    case "opening":
      return m.moved_opening();
    default:
      return m.moved_corrected();
  }
}

/** "Owes ₹ 598", "The shop owes ₹ 20", "Nothing owed". */
export function owedWords(paise: number): string {
  if (paise > 0) return m.customer_owes({ amount: rupees(paise, language()) });
  return paise < 0 ? m.customer_credit({ amount: rupees(-paise, language()) }) : m.customer_even();
}

/** What is due by its age, youngest first. */
export function agesOf(dues: DuesView): { age: string; paise: number }[] {
  return [
    { age: m.due_week(), paise: dues.week_paise },
    { age: m.due_month(), paise: dues.month_paise },
    { age: m.due_quarter(), paise: dues.quarter_paise },
    { age: m.due_older(), paise: dues.older_paise },
  ];
}

/** The field of a customer's forms that a problem stands beside; null: it is about the whole form. */
export function fieldOf(problem: Problem): CustomerField | null {
  if (problem.kind === "customer") return problem.data.field;
  return problem.kind === "customer_number_wrong" || problem.kind === "customer_number_taken" ? "numbers" : null;
}

export function problemAt(problems: Problem[], field: CustomerField): Problem | null {
  return problems.find((problem) => fieldOf(problem) === field) ?? null;
}

/** What is wrong with the form as a whole; a question is none. */
export function wholeProblem(problems: Problem[]): Problem | null {
  return problems.find((problem) => fieldOf(problem) === null && problem.kind !== "limit_below_owed" && problem.kind !== "voucher_like_it") ?? null;
}
