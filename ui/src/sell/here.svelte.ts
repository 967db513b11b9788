// The one Sell desk of this window: it outlives the screen, so nothing typed is lost by looking at the day book.
import { ask, askForm, commands } from "../platform/counter";
import type { Problem } from "../platform/counter";
import { slip } from "../receipt/slip.svelte";
import { house } from "../shared/house.svelte";
import { go, route } from "../shared/route.svelte";
import { isOpen } from "../shared/words";
import { Desk } from "./desk.svelte";

export const desk = new Desk({
  suggest: (service, number) => ask(() => commands.suggest(service, number)),
  knownNumbers: (digits) => ask(() => commands.knownNumbers(digits)),
  quote: (input) => askForm(() => commands.quote(input)),
  sell: (input) => askForm(() => commands.sell(input)),
}, () => (house.practice ? "practice" : "real"), house);

/** What the last "check now" from the Sell screen was refused with. */
export const check = $state<{ problem: Problem | null }>({ problem: null });

/** Practice and real sales are numbered apart: nothing of the one ledger may be looked up in the other. */
export function changeLedger(): void {
  desk.changeLedger();
  slip.saleId = null;
  check.problem = null;
}

export function revisit(): void {
  desk.moveTo("number");
}

function atSell(): void {
  if (route.screen !== "sell") go("sell");
}

/** F8: a fresh sale, cursor in Number. */
export function focusNumber(): void {
  atSell();
  desk.startOver();
}

/** F2 */
export async function recentNumbers(): Promise<void> {
  atSell();
  await desk.showRecent();
}

/** F4 */
export async function repeatLastSale(): Promise<void> {
  atSell();
  await desk.repeatLast();
}

/** F6: asks about the newest sale whose end is not known. */
export async function checkNewest(): Promise<void> {
  const newest = house.now?.tiles.find((sale) => isOpen(sale) && sale.service !== "aadhaar_check");
  if (newest !== undefined) await checkSale(newest.id);
}

export async function checkSale(saleId: number): Promise<void> {
  const answer = await ask(() => commands.checkNow(saleId));
  check.problem = answer.status === "error" ? answer.error : null;
  if (answer.status === "ok" && desk.outcome?.id === saleId) desk.outcome = answer.data;
  house.changed();
}
