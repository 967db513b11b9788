// What stands at Amount: the letters that were not written, or what is wrong with what was.
import { m } from "../paraglide/messages.js";
import type { Problem } from "../platform/counter";
import { noAmountWords } from "../shared/words/amounts";
import { form } from "./here.svelte";
import { strays } from "./strays.svelte";

export function amountSays(): Problem | string | null {
  const letters = strays.of("sell-amount");
  if (letters !== "") return m.amount_no_letters({ letters });
  const problem = form.problem("amount");
  return problem?.kind === "amount_not_a_number" ? noAmountWords(form.amount) : problem;
}
