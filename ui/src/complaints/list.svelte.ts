// The complaints of one list, as far as somebody has opened it.
import { untrack } from "svelte";
import { ask, commands } from "../platform/counter";
import type { ComplaintFilter, ComplaintLine, ComplaintOrder, ComplaintsDue, Problem } from "../platform/counter";
import { house } from "../shared/state/house.svelte";

const ROWS = 50;
/** The counter gives no more at once. */
const MOST_ROWS = 100;

export class ComplaintList {
  order = $state<ComplaintOrder>("open_by_day");
  /** What it is narrowed to; it is remembered nowhere. */
  filter = $state.raw<ComplaintFilter>({ company: "", least_days: 0 });
  /** Null until the first have come. */
  lines = $state.raw<ComplaintLine[] | null>(null);
  due = $state.raw<ComplaintsDue | null>(null);
  hasMore = $state(false);
  problem = $state.raw<Problem | null>(null);
  #turn = 0;
  /** So many rows somebody wants to see. */
  #wanted = ROWS;

  /** Reads the list, and reads it again with every change. What it has read is not followed: that would never end. */
  follow(): void {
    $effect(() => {
      void [this.order, this.filter, house.changes];
      untrack(() => void this.#read());
    });
  }

  turnTo(order: ComplaintOrder): void {
    this.order = order;
    this.#begin();
  }

  get isNarrow(): boolean {
    return this.filter.company !== "" || this.filter.least_days > 0;
  }

  narrow(by: Partial<ComplaintFilter>): void {
    const next = { ...this.filter, ...by };
    // A list to choose from may tell once more what is chosen already.
    if (next.company === this.filter.company && next.least_days === this.filter.least_days) return;
    this.filter = next;
    this.#begin();
  }

  #begin(): void {
    this.lines = null;
    this.#wanted = ROWS;
    this.#turn += 1;
  }

  more(): Promise<void> {
    this.#wanted = (this.lines?.length ?? 0) + ROWS;
    return this.#read();
  }

  /** Reads as many rows as are wanted, so that what was shown stays shown. */
  async #read(): Promise<void> {
    const turn = ++this.#turn;
    const rows: ComplaintLine[] = [];
    for (let hasMore = true; hasMore && rows.length < this.#wanted;) {
      const query = { order: this.order, filter: this.filter, after: rows.length, rows: Math.min(this.#wanted - rows.length, MOST_ROWS) };
      const answer = await ask(() => commands.complaints(query));
      if (turn !== this.#turn) return;
      this.problem = answer.status === "error" ? answer.error : null;
      if (answer.status === "error") return;
      rows.push(...answer.data.rows);
      hasMore = answer.data.has_more;
      this.hasMore = hasMore;
      this.due = answer.data.due;
    }
    this.lines = rows;
  }
}
