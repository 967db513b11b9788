// Paper mode at Sell: while the line is down a sale becomes a chit, and when it is back each chit goes through the form like any sale.
import { ask, askForm, commands } from "../platform/counter";
import type { Chit, ChitInput, ChitsNow, Problem, SaleView } from "../platform/counter";
import { unpaid } from "../pay/pay.svelte";
import { house } from "../shared/state/house.svelte";
import { handedBack, moneyOf } from "../shared/words/money-back";
import { form, tellWhy } from "./here.svelte";
import { nextOf, whyNoChit } from "./chit-order";

const none: ChitsNow = { is_line_down: false, chits: [] };

/** Which of the two dialogs is open. */
export const chits = $state<{ open: "write" | "list" | null }>({ open: null });

export function paperNow(): ChitsNow {
  return house.now?.paper ?? none;
}

/** The chit that is offered next; null while the line is down, where none waits, and while something stands in the form. */
export function nextChit(): Chit | null {
  return form.empty ? nextOf(paperNow()) : null;
}

/** Takes a chit into the form. Nothing is sent before Enter on the strip. */
export function sellChit(chit: Chit): void {
  chits.open = null;
  form.outcome = null;
  void form.takeChit(chit);
}

/** True where a sale may become a chit: the line is down, and something is wanted. */
export function mayWrite(): boolean {
  return paperNow().is_line_down && (!form.empty || unsent() !== null);
}

/** The sale that stands on the screen and never left, because nobody could be reached. */
function unsent(): SaleView | null {
  const sale = form.outcome;
  return form.empty && sale?.state === "not_sent" && sale.verdict === "safe" ? sale : null;
}

/** The sale that never left, while the form of its chit is open. */
let unsentSale: SaleView | null = null;

/** Opens the form of a chit for what is wanted. */
export async function beginChit(): Promise<void> {
  unsentSale = unsent();
  if (unsentSale !== null) await form.tryAgain(unsentSale);
  chits.open = "write";
}

/** The key W. Where no chit can begin, it says why. */
export function pressW(): void {
  const next = nextChit();
  if (mayWrite()) void beginChit();
  else if (next !== null) sellChit(next);
  else tellWhy(whyNoChit(paperNow()));
}

/** Writes a chit of what stands in the form. `intent` is drawn once for each chit. */
export async function writeChit(intent: string, phone: string, taken: ChitInput["taken"]): Promise<Chit | Problem[]> {
  const sale = { ...form.input, ...unpaid, chit: null, intent };
  const answer = await askForm(() => commands.writeChit({ sale, phone, taken }));
  if (answer.status === "error") return answer.error;
  // The chit says where the customer's money is: given back, or taken with the chit.
  if (unsentSale !== null && moneyOf(unsentSale)?.is === "hand_back") void handedBack(unsentSale.id);
  unsentSale = null;
  form.beginSale();
  house.changed();
  return answer.data;
}

/** Changes a chit by a command; tells what was refused. */
export async function changeChit(change: "keepChit" | "throwChitAway", chit: Chit): Promise<Problem | null> {
  const answer = await ask(() => commands[change](chit.id));
  await house.refresh();
  return answer.status === "error" ? answer.error : null;
}
