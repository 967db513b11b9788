// The words for what a person writes down of a sale.
import { m } from "../paraglide/messages.js";
import type { PersonsWord, Problem, Said, SaleView, WordField } from "../platform/counter";
import { language } from "../shared/language.svelte";
import { dayMonthOf, dayOf, timeOf } from "../shared/time";

export const saidWords: Record<Said, () => string> = { succeeded: m.said_succeeded, failed: m.said_failed, given_back: m.said_given_back };

export const bookWords: Record<Said, () => string> = {
  succeeded: m.word_book_succeeded,
  failed: m.word_book_failed,
  given_back: m.word_book_given_back,
};

export const meansWords: Record<Said, (of: { provider: string }) => string> = {
  succeeded: m.word_means_succeeded,
  failed: m.word_means_failed,
  given_back: m.word_means_given_back,
};

/** "17:42", and on another day than today "29 Nov, 17:42". */
export function momentWords(ms: number, clock: number): string {
  const time = timeOf(ms, language());
  return dayOf(ms) === dayOf(clock) ? time : `${dayMonthOf(ms, language())}, ${time}`;
}

/** By whose word a sale stands, and where it can be looked up. */
export function standsWords(word: PersonsWord, clock: number): string | null {
  if (word.said === null) return null;
  const time = word.told_at_ms === null ? "–" : momentWords(word.told_at_ms, clock);
  return m.word_stands({ said: saidWords[word.said](), by: word.by, reference: word.reference, time });
}

/** What the button says that opens the form. */
export function enterWords(sale: SaleView): string {
  if (sale.state === "succeeded") return m.word_enter_given_back();
  return sale.state === "failed" ? m.word_enter_done() : m.word_enter();
}

/** "28-11-2026", as a date is written in India. */
export function typedDay(ms: number): string {
  return dayOf(ms).split("-").reverse().join("-");
}

/** The problem of one field of the form. */
export function wordProblem(problems: Problem[], field: WordField): Problem | null {
  return problems.find((problem) => problem.kind === "word" && problem.data.field === field) ?? null;
}

/** Problems of the form as a whole. */
export function formProblem(problems: Problem[]): Problem | null {
  return problems.find((problem) => problem.kind !== "word") ?? null;
}
