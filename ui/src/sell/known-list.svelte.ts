// The list of known customers under Number: those with the digits typed, or the most recent ones.
import type { Answer, CustomerView, KnownNumber, Problem } from "../platform/counter";
import { isDeskKind } from "../shared/words/desk-services";
import type { Backend } from "./fields.svelte";
import { UnderWay } from "./under-way";

export const TAIL_DIGITS = 4;

/** So many are shown at most. */
const MOST = 8;

/** Whose number it is, where the shop has noted the customer. */
type Owner = { name: string; owed_paise: number };
/** A number that was sold to. */
type Sold = KnownNumber & { owner: Owner | null };
/** A number that is noted, and was never sold to here. */
type Noted = { number: string; owner: Owner };
export type KnownRow = Sold | Noted;

export function isNoted(row: KnownRow): row is Noted {
  return !("operator" in row);
}

/** Enter takes a customer without an arrow key only when exactly four digits name exactly one. */
export function namesOne(digits: string, rows: readonly { number: string }[]): boolean {
  return digits.length === TAIL_DIGITS && rows.length === 1 && rows[0]?.number.endsWith(digits) === true;
}

function numbersOf(customers: CustomerView[]): Noted[] {
  return customers.filter((each) => !each.forgotten).flatMap(({ numbers, name, owed_paise }) => numbers.map((number) => ({ number, owner: { name, owed_paise } })));
}

function soldOf(known: KnownNumber[], customers: CustomerView[]): Sold[] {
  const owners = new Map(numbersOf(customers).map(({ number, owner }) => [number, owner]));
  return known.filter((each) => !isDeskKind(each.service)).map((each) => ({ ...each, owner: owners.get(each.number) ?? null }));
}

export class KnownList {
  kind = $state<"tail" | "name" | "recent" | null>(null);
  rows = $state.raw<KnownRow[]>([]);
  at = $state(-1);

  #soon: { timer: ReturnType<typeof setTimeout>; find: () => Promise<void> } | null = null;
  #finding = new UnderWay();

  constructor(private readonly backend: Pick<Backend, "knownNumbers" | "customers">) {}

  /** The latest numbers. What the services desk did for somebody is nothing to sell again here. */
  async latest(): Promise<Answer<Sold[], Problem>> {
    const answer = await this.backend.knownNumbers("");
    return answer.status === "ok" ? { status: "ok", data: soldOf(answer.data, []) } : answer;
  }

  /** Numbers with these digits at one end: those that were sold to, and those that are only noted. */
  async ask(digits: string): Promise<Answer<KnownRow[], Problem>> {
    const [known, noted] = await Promise.all([this.backend.knownNumbers(digits), this.backend.customers(digits)]);
    if (known.status === "error") return known;
    // Whom the books refuse to name is still found by what was sold.
    const customers = noted.status === "ok" ? noted.data.rows : [];
    const sold = soldOf(known.data, customers);
    const fits = (number: string): boolean => number.endsWith(digits) || number.startsWith(digits);
    const taken = new Set(sold.map((row) => row.number));
    return { status: "ok", data: [...sold, ...numbersOf(customers).filter(({ number }) => fits(number) && !taken.has(number))].slice(0, MOST) };
  }

  /** Numbers of customers with these letters in their names. */
  async named(name: string): Promise<Answer<KnownRow[], Problem>> {
    const answer = await this.backend.customers(name);
    return answer.status === "ok" ? { status: "ok", data: numbersOf(answer.data.rows).slice(0, MOST) } : answer;
  }

  get open(): boolean {
    return this.kind !== null;
  }

  get picked(): KnownRow | undefined {
    return this.kind === null ? undefined : this.rows[this.at];
  }

  /** `marked`: Enter takes the first without an arrow key. */
  show(kind: "tail" | "name" | "recent", rows: KnownRow[], marked: boolean): void {
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
