// What stands at Amount: what is wrong with what was written, or the letters that were not.
import { m } from "../paraglide/messages.js";
import type { Problem } from "../platform/counter";
import { noAmountWords } from "../shared/words/amounts";
import { form } from "./here.svelte";
import { strays } from "./strays.svelte";

export function amountSays(): Problem | string | null {
  const letters = strays.of("sell-amount");
  const problem = form.problem("amount");
  // Where letters are all that was typed, they say more than that the amount is missing.
  if (letters !== "" && (problem === null || problem.kind === "amount_missing")) return m.amount_no_letters({ letters });
  return problem?.kind === "amount_not_a_number" ? noAmountWords(form.amount) : problem;
}
