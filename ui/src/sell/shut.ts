// What the strip says when nobody takes the sale: one provider's reason alone could mislead where all of them have one.
import { m } from "../paraglide/messages.js";
import type { Problem } from "../platform/counter";
import { house } from "../shared/state/house.svelte";
import { joined } from "../shared/words/joined";
import { closingWords, problemWords, readNowWords, skippedWords } from "../shared/words/problem-words";

type Shut = Extract<Problem, { kind: "provider_closed" | "login_missing" }>;

/** Why a provider gets no new sales; null as far as is known that it does. */
function whyShut(slug: string, problem: Shut): string | null {
  if (problem.data.provider === slug) return skippedWords(problem);
  if (!house.practice && house.counter?.logins.missing.some((login) => login.provider === slug)) return m.skipped_login();
  const closed = house.now?.wallets.find((wallet) => wallet.provider === slug)?.closed ?? null;
  return closed === null ? null : closingWords[closed]();
}

/** A problem of the whole sale; where everybody who sells the operator is shut, each is named with its reason. */
export function formWords(problem: Problem, operator: string | null): string {
  if (problem.kind !== "provider_closed" && problem.kind !== "login_missing") return problemWords(problem);
  const sellers = house.operator(operator)?.sold_by ?? [];
  const reasons = sellers.map((slug) => ({ slug, why: whyShut(slug, problem) }));
  if (sellers.length < 2 || reasons.some(({ why }) => why === null)) return problemWords(problem);
  const named = reasons.map(({ slug, why }) => `${house.providerName(slug)}: ${why}`);
  return m.problem_all_closed({ reasons: joined(named), button: readNowWords() });
}
