// The complaints of one sale, as somebody looks at it.
import { untrack } from "svelte";
import { ask, commands } from "../platform/counter";
import type { Problem, SaleComplaints } from "../platform/counter";
import { house } from "../shared/state/house.svelte";

export class ComplaintsOfSale {
  /** Null until they have come, and where there is nothing to ask. */
  known = $state.raw<SaleComplaints | null>(null);
  problem = $state.raw<Problem | null>(null);
  /** Somebody asks the company for the money of a sale that came to nothing, and has no answer yet. */
  asksMoney = $derived(this.known?.complaints.some(({ reason, outcome }) => reason === "money_not_back" && outcome === null) ?? false);
  #turn = 0;

  /** Reads them, and once again with every change. A change brings the same sale anew: that alone asks nothing. `of`: the sale's id, or
   * null where nothing is to be asked. */
  follow(of: () => number | null): void {
    const id = $derived(of());
    $effect(() => {
      void id;
      untrack(() => (this.known = null));
    });
    $effect(() => {
      void house.changes;
      const wanted = id;
      untrack(() => void this.#read(wanted));
    });
  }

  async #read(id: number | null): Promise<void> {
    const turn = ++this.#turn;
    if (id === null) {
      [this.known, this.problem] = [null, null];
      return;
    }
    const answer = await ask(() => commands.saleComplaints(id));
    if (turn !== this.#turn) return;
    this.problem = answer.status === "error" ? answer.error : null;
    if (answer.status === "ok") this.known = answer.data;
  }
}
