// The list of known customers under Number: those with the digits typed, or the most recent ones.
import type { KnownNumber } from "../platform/counter";

export class KnownList {
  kind = $state<"tail" | "recent" | null>(null);
  rows = $state.raw<KnownNumber[]>([]);
  at = $state(-1);

  #soon: ReturnType<typeof setTimeout> | null = null;

  get open(): boolean {
    return this.kind !== null;
  }

  get picked(): KnownNumber | undefined {
    return this.kind === null ? undefined : this.rows[this.at];
  }

  /** `marked`: Enter takes the first without an arrow key. */
  show(kind: "tail" | "recent", rows: KnownNumber[], marked: boolean): void {
    this.kind = kind;
    this.rows = rows;
    this.at = marked && rows.length > 0 ? 0 : -1;
  }

  move(by: number): void {
    const from = this.at < 0 && by < 0 ? 0 : this.at;
    if (this.rows.length > 0) this.at = (from + by + this.rows.length) % this.rows.length;
  }

  later(find: () => void, ms: number): void {
    this.#soon = setTimeout(find, ms);
  }

  close(): void {
    if (this.#soon !== null) clearTimeout(this.#soon);
    this.#soon = null;
    this.kind = null;
    this.rows = [];
    this.at = -1;
  }
}
