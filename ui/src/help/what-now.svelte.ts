// The card that tells what an outcome means: which sale it is open for, and the key that opens it. It follows the sale, because a sale that
// waited may fail while somebody reads.
import { untrack } from "svelte";
import { ask, commands } from "../platform/counter";
import type { SaleView } from "../platform/counter";
import { house } from "../shared/state/house.svelte";
import { go } from "../shared/state/route.svelte";
import { helpOf, type Outcome } from "./outcomes";

let shown = $state.raw<SaleView | null>(null);
let turn = 0;

async function look(id: number): Promise<void> {
  const mine = ++turn;
  const answer = await ask(() => commands.sale(id));
  if (mine === turn && shown?.id === id && answer.status === "ok") shown = answer.data.sale;
}

export const whatNow = {
  get outcome(): Outcome | null {
    return shown === null ? null : helpOf(shown);
  },
  show(sale: SaleView): void {
    shown = sale;
  },
  close(): void {
    shown = null;
  },
  /** While the card stands, its sale is read again with every change. */
  follow(): void {
    const id = $derived(shown?.id ?? null);
    $effect(() => {
      void house.changes;
      const wanted = id;
      if (wanted !== null) untrack(() => void look(wanted));
    });
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
