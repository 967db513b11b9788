// The words for what a person writes down of a sale.
import { m } from "../paraglide/messages.js";
import type { CompanySays, PersonsWord, Problem, Said, SaleView, WordField } from "../platform/counter";
import { language } from "../shared/state/language.svelte";
import { momentOf } from "../shared/words/time";
import { quoted } from "../shared/words/refused";
import { heardOf, isOpen, stateWords } from "../shared/words/words";
import { joined } from "../shared/words/joined";

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
  return momentOf(ms, clock, language());
}

/** By whose word a sale stands, and where it can be looked up. */
export function standsWords(word: PersonsWord, agreed: boolean, clock: number): string | null {
  if (word.said === null) return null;
  const time = word.told_at_ms === null ? "–" : momentWords(word.told_at_ms, clock);
  const where = joined([word.by, word.reference, time]);
  const told = { said: saidWords[word.said](), where };
  return agreed ? m.word_stands_agreed(told) : m.word_stands(told);
}

/** Its word and its sentence. What an earlier version wrote down has no word: then its sentence stands beside what stands here. */
function saidNow(sale: SaleView, says: CompanySays): (string | null)[] {
  const [provider, words] = [says.provider_name, quoted(says.words)];
  if (says.word !== null) return [m.company_says({ provider, said: heardOf(says.word) }), words];
  if (words === null) return [m.company_differs({ provider })];
  const here = sale.attempts.find((attempt) => attempt.order_id === says.order_id)?.state ?? sale.state;
  return [`${m.company_says_now({ state: stateWords[here](), provider })}: ${words}`];
}

/** What a company last said of a request that contradicts itself, when, and where it can be looked up. */
export function companyWords(sale: SaleView, clock: number): string | null {
  const says = sale.says_now;
  if (says === null) return null;
  const order = sale.attempts.length > 1 ? m.company_order({ order: says.order_id }) : null;
  const ref = says.reference === null ? null : m.company_ref({ ref: says.reference });
  const parts = [...saidNow(sale, says), ref, order, momentWords(says.at_ms, clock)];
  return joined(parts);
}

/** What is about to be confirmed: "“It failed” · Ramesh · BR98X". */
export function confirmLine(said: Said, told: { by: string; reference: string }): string {
  return joined([`“${saidWords[said]()}”`, told.by.trim(), told.reference.trim()]);
}

/** Whether what a person said of a sale can be said rightly: it stands by their word alone. */
function isMending(sale: SaleView): boolean {
  return !isOpen(sale) && sale.word !== null && sale.can_say.some((said) => said !== "given_back");
}

/** What the button says that opens the form. */
export function enterWords(sale: SaleView): string {
  if (isOpen(sale)) return m.word_enter();
  if (isMending(sale)) return m.word_enter_mend();
  return sale.can_say.includes("succeeded") ? m.word_enter_done() : m.word_enter_given_back();
}

/** What the form says above its fields. */
export function introWords(sale: SaleView): string {
  const where = { provider: sale.provider_name, order: sale.order_id };
  return isMending(sale) ? m.word_intro_mend(where) : m.word_intro(where);
}

/** The problem of one field of the form. */
export function wordProblem(problems: Problem[], field: WordField): Problem | null {
  return problems.find((problem) => problem.kind === "word" && problem.data.field === field) ?? null;
}

/** Problems of the form as a whole. */
export function formProblem(problems: Problem[]): Problem | null {
  return problems.find((problem) => problem.kind !== "word") ?? null;
}
