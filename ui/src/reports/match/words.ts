// The words of a comparison.
import { m } from "../../paraglide/messages.js";
import type { ComplaintReason, Difference, LeftWhy, MatchGroup, MatchProgress, MatchResult, MatchRow, Meaning, Outcome, Problem, Said, SaleState } from "../../platform/counter";
import { language } from "../../shared/state/language.svelte";
import { count, rupeesInWords } from "../../shared/words/money";
import { stateWords } from "../../shared/words/words";
import type { Filled } from "../../word/form.svelte";

export const meaningWords: Record<Meaning, () => string> = {
  order_id: m.match_is_order_id,
  reference: m.match_is_reference,
  operator_ref: m.match_is_operator_ref,
  number: m.match_is_number,
  amount: m.match_is_amount,
  debit: m.match_is_debit,
  credit: m.match_is_credit,
  status: m.match_is_status,
  date: m.match_is_date,
  time: m.match_is_time,
  commission: m.match_is_commission,
  balance: m.match_is_balance,
  kind: m.match_is_kind,
  nothing: m.match_is_nothing,
};

export const groupWords: Record<MatchGroup, () => string> = {
  differ: m.match_group_differ,
  only_file: m.match_group_only_file,
  only_book: m.match_group_only_book,
  agree: m.match_group_agree,
  ignored: m.match_group_ignored,
};

export const differenceWords: Record<Difference, () => string> = {
  amount: m.match_differs_amount,
  company_failed: m.match_differs_company_failed,
  company_gave_back: m.match_differs_company_gave_back,
  company_done: m.match_differs_company_done,
  company_waits: m.match_differs_company_waits,
  book_waits: m.match_differs_book_waits,
  number: m.match_differs_number,
  commission: m.match_differs_commission,
};

export const whyWords: Record<LeftWhy, () => string> = {
  twice: m.match_why_twice,
  charged_twice: m.match_why_charged_twice,
  ruined: m.match_why_ruined,
  came_back: m.match_why_came_back,
  other_company: m.match_why_other_company,
  not_here: m.match_why_not_here,
  waits: m.match_why_waits,
  edge: m.match_why_edge,
  missing: m.match_why_missing,
};

const reasonOfDifference: Record<Difference, ComplaintReason> = {
  amount: "wrong_thing",
  number: "wrong_thing",
  company_failed: "money_not_back",
  company_gave_back: "money_not_back",
  company_done: "not_received",
  company_waits: "waiting",
  book_waits: "waiting",
  commission: "commission",
};

/** What a complaint about a row is likely about; null where the sale itself tells it better. */
export function reasonOf({ why, differences }: MatchRow): ComplaintReason | null {
  if (why === "charged_twice") return "taken_twice";
  const [first] = differences;
  return first === undefined ? null : reasonOfDifference[first];
}

/** Whether something can be complained about: an earlier attempt as well, because the complaint names its own order. */
export function canComplain(row: MatchRow): boolean {
  return row.book !== null && row.ignored === null && (row.why !== null || row.differences.length > 0);
}

/** Whether a person's word can be written down of it: only the last attempt of a sale has one, and a line that stands in the file once more tells nothing new. */
export function canWrite(row: MatchRow): boolean {
  return canComplain(row) && row.book?.is_earlier === false && row.file !== null && row.why === null;
}

/** The amount of a line, in paise. Money that came back and belongs to no sale stands below nothing, as in the sum above the list. */
export function shownPaise({ file, why }: MatchRow): number | null {
  if (file === null) return null;
  return why !== null && (file.taken_paise ?? 0) < 0 ? file.taken_paise : file.amount_paise;
}

/** What lines took from the wallet together. What failed or came back on its own line took nothing. */
export function walletWords(paise: number): string {
  const amount = rupeesInWords(Math.abs(paise), language());
  return paise < 0 ? m.match_in({ amount }) : m.match_out({ amount });
}

/** Whether a sale that the book has as done came back by the file. */
export function canGiveBack(row: MatchRow): boolean {
  return row.book?.state === "succeeded" && row.differences.some((each) => each === "company_failed" || each === "company_gave_back");
}

/** Whether the file has an end that the book has not. */
export function canSay(row: MatchRow): boolean {
  return row.differences.some((each) => each === "company_done" || each === "book_waits");
}

const saidOf: Record<Outcome, Said | null> = { succeeded: "succeeded", waiting: null, failed: "failed", reversed: "given_back" };

/** What the file tells a person to write down of a row; null where it tells no end. */
export function filledOf(row: MatchRow): Filled | null {
  const told = row.file?.told ?? null;
  const said = canGiveBack(row) ? "given_back" : told === null ? null : saidOf[told];
  return said === null ? null : { said, reference: row.file?.reference ?? row.file?.order_id ?? "" };
}

/** What of the file could not be held against the book, in sentences. */
export function notCompared(result: MatchResult): string[] {
  const words: string[] = [];
  if (result.unknown_lines > 0) words.push(m.match_unknown_lines({ count: result.unknown_lines, shown: count(result.unknown_lines, language()) }));
  if (result.without_amounts) words.push(m.match_without_amounts());
  if (result.without_numbers) words.push(m.match_without_numbers());
  return words;
}

/** How the book calls an end that the file tells. */
export const stateOf = { succeeded: "succeeded", waiting: "pending", failed: "failed", reversed: "reversed" } as const satisfies Record<Outcome, SaleState>;

export function outcomeWords(outcome: Outcome): string {
  return stateWords[stateOf[outcome]]();
}

export const outcomes = Object.keys(stateOf) as Outcome[];

/** What is being done, and how far it is. */
export function progressWords(progress: MatchProgress | null): string {
  const of = (value: number): string => count(value, language());
  switch (progress?.step) {
    case "reading":
      return m.match_step_reading({ rows: of(progress.done) });
    case "booking":
      return m.match_step_booking({ done: of(progress.done), all: of(progress.all) });
    case "holding":
      return m.match_step_holding();
    case "taking":
    case undefined:
      return m.match_step_taking();
  }
}

/** What is wrong with a column, and what is wrong with the file as a whole. */
export function problemOfColumn(problems: Problem[], column: number | null): Problem | null {
  return problems.find((problem) => (problem.kind === "statement" ? problem.data.column === column : column === null)) ?? null;
}
