// The card that tells what an outcome means: which sale it is open for, and the key that opens it.
import type { SaleView } from "../platform/counter";
import { go } from "../shared/state/route.svelte";
import { helpOf, type Outcome } from "./outcomes";

let shown = $state.raw<Outcome | null>(null);

export const whatNow = {
  get outcome(): Outcome | null {
    return shown;
  },
  show(sale: SaleView): void {
    shown = helpOf(sale);
  },
  close(): void {
    shown = null;
  },
};

/** The class of every button that opens the card. */
export const ASKS = "what-now";

/** F1: the button nearest to the cursor, else the first on the screen, else `last`; without any sale, all outcomes. */
export function askWhatNow(last: SaleView | null): void {
  const within = document.activeElement?.closest("article, section") ?? null;
  const button = [within, document].map((each) => each?.querySelector<HTMLButtonElement>(`button.${ASKS}`) ?? null).find((each) => each !== null);
  if (button) button.click();
  else if (last !== null) whatNow.show(last);
  else go("settings", "help");
}
