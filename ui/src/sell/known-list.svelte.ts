// The list of known customers under Number: those with the digits typed, or the most recent ones.
import type { Answer, KnownNumber, Problem } from "../platform/counter";
import { isDeskKind } from "../shared/words/desk-services";
import type { Backend } from "./fields.svelte";
import { UnderWay } from "./under-way";

export const TAIL_DIGITS = 4;

/** Enter takes a customer without an arrow key only when exactly four digits name exactly one. */
export function namesOne(digits: string, rows: KnownNumber[]): boolean {
  return digits.length === TAIL_DIGITS && rows.length === 1 && rows[0]?.number.endsWith(digits) === true;
}

export class KnownList {
  kind = $state<"tail" | "recent" | null>(null);
  rows = $state.raw<KnownNumber[]>([]);
  at = $state(-1);

  #soon: { timer: ReturnType<typeof setTimeout>; find: () => Promise<void> } | null = null;
  #finding = new UnderWay();

  constructor(private readonly backend: Pick<Backend, "knownNumbers">) {}

  /** What the services desk did for somebody is nothing to sell again here. */
  async ask(digits: string): Promise<Answer<KnownNumber[], Problem>> {
    const answer = await this.backend.knownNumbers(digits);
    return answer.status === "ok" ? { status: "ok", data: answer.data.filter((known) => !isDeskKind(known.service)) } : answer;
  }

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
