// The list of known customers under Number: those with the digits typed, or the most recent ones.
import type { KnownNumber } from "../platform/counter";
import { UnderWay } from "./under-way";

export class KnownList {
  kind = $state<"tail" | "recent" | null>(null);
  rows = $state.raw<KnownNumber[]>([]);
  at = $state(-1);

  #soon: { timer: ReturnType<typeof setTimeout>; find: () => Promise<void> } | null = null;
  #finding = new UnderWay();

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

  later(find: () => Promise<void>, ms: number): void {
    this.#soon = { timer: setTimeout(() => void this.now(), ms), find };
  }

  /** True while the list may still come up by itself. */
  get waits(): boolean {
    return this.#soon !== null || this.#finding.any;
  }

  /** Finds at once what would be found after the pause. */
  async now(): Promise<void> {
    const soon = this.#soon;
    this.#hush();
    if (soon !== null) void this.#finding.run(soon.find);
    await this.#finding.done();
  }

  #hush(): void {
    if (this.#soon !== null) clearTimeout(this.#soon.timer);
    this.#soon = null;
  }

  close(): void {
    this.#hush();
    this.kind = null;
    this.rows = [];
    this.at = -1;
  }
}
