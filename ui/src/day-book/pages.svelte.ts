// A list of sales of any length, of which only the pages in sight are read.
import { ask, commands } from "../platform/counter";
import type { Answer, Days, Problem, SaleOrder, SalesFilter, SalesPage, SalesQuery, SaleView } from "../platform/counter";

/** Rows of a page. */
export const PAGE = 60;

/** Which list. */
export type Wanted = { filter: SalesFilter; order: SaleOrder; is_rising: boolean };
type Fetch = (query: SalesQuery) => Promise<Answer<SalesPage, Problem>>;

export class SalePages {
  days = $state.raw<Days | null>(null);
  /** How many rows the whole list has; null while nobody knows. */
  allRows = $state<number | null>(null);
  problem = $state.raw<Problem | null>(null);

  /** By the number of the page. */
  #pages = $state.raw<ReadonlyMap<number, SaleView[]>>(new Map());
  #names = $state.raw<ReadonlyMap<number, string>>(new Map());
  #wanted: Wanted | null = null;
  /** Grows with every list and with every change of the books: an answer to an older question is not shown. */
  #round = 0;
  #fetched = new Set<number>();
  #isFilling = false;
  readonly #fetch: Fetch;

  constructor(fetch: Fetch = (query) => ask(() => commands.salesPage(query))) {
    this.#fetch = fetch;
  }

  /** Another list. What stands there stays until the first page of the new one has come. */
  async open(wanted: Wanted): Promise<void> {
    this.#wanted = wanted;
    this.#begin();
    const round = this.#round;
    const page = await this.#read(0, round);
    if (page === null || round !== this.#round) return;
    this.#pages = new Map([[0, page.rows]]);
    this.#names = new Map(page.customers.map(({ id, name }) => [id, name]));
    this.#told(page);
  }

  /** Whether these sales are what was asked for last. */
  isOf(filter: SalesFilter): boolean {
    return this.#wanted?.filter === filter;
  }

  /** The books have changed: what is in sight is read again. Other pages are read when they come into sight. */
  async refresh(from: number, to: number): Promise<void> {
    if (this.#wanted === null) return;
    this.#begin();
    const round = this.#round;
    const pages = await Promise.all(pagesOf(from, to).map(async (at) => [at, await this.#read(at, round)] as const));
    if (round !== this.#round) return;
    const fresh = new Map<number, SaleView[]>();
    for (const [at, page] of pages) {
      if (page === null) return;
      fresh.set(at, page.rows);
      this.#named(page);
      this.#told(page);
    }
    this.#pages = fresh;
  }

  /**
   * Reads what is in sight, and what comes into sight meanwhile: one question after the other, so that nothing is read of what was only
   * scrolled past.
   */
  async fill(sight: () => { from: number; to: number }): Promise<void> {
    if (this.#isFilling) return;
    this.#isFilling = true;
    for (let { from, to } = sight(); this.#missing(from, to).length > 0; { from, to } = sight()) {
      await this.need(from, to);
      if (this.problem !== null) break;
    }
    this.#isFilling = false;
  }

  /** Reads the pages of these rows that are not there. */
  async need(from: number, to: number): Promise<void> {
    const round = this.#round;
    await Promise.all(this.#missing(from, to).map(async (at) => {
      const page = await this.#read(at, round);
      if (page === null || round !== this.#round) return;
      this.#pages = new Map(this.#pages).set(at, page.rows);
      this.#named(page);
      this.#told(page);
    }));
  }

  /** The sale at a place; undefined while its page is not there. */
  row(index: number): SaleView | undefined {
    return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  /** The place of a sale; null where no page that is there has it. */
  placeOf(saleId: number): number | null {
    for (const [at, rows] of this.#pages) {
      const place = rows.findIndex((row) => row.id === saleId);
      if (place >= 0) return at * PAGE + place;
    }
    return null;
  }

  nameOf(customer: number | null): string {
    return customer === null ? "" : this.#names.get(customer) ?? "";
  }

  #missing(from: number, to: number): number[] {
    const last = Math.min(to, this.allRows ?? 0);
    return pagesOf(Math.min(from, last), last).filter((at) => !this.#pages.has(at) && !this.#fetched.has(at));
  }

  #begin(): void {
    this.#round += 1;
    this.#fetched.clear();
  }

  #told(page: SalesPage): void {
    this.days = page.days;
    this.allRows = page.all_rows;
    this.problem = null;
  }

  #named(page: SalesPage): void {
    if (page.customers.length > 0) this.#names = new Map([...this.#names, ...page.customers.map(({ id, name }) => [id, name] as const)]);
  }

  async #read(at: number, round: number): Promise<SalesPage | null> {
    if (this.#wanted === null) return null;
    this.#fetched.add(at);
    const answer = await this.#fetch({ ...this.#wanted, after: at * PAGE, rows: PAGE });
    if (round !== this.#round) return null;
    if (answer.status === "ok") return answer.data;
    this.#fetched.delete(at);
    this.problem = answer.error;
    return null;
  }
}

/** The pages that some rows stand on, the first row included and the last one not. */
export function pagesOf(from: number, to: number): number[] {
  const [first, last] = [Math.floor(Math.max(0, from) / PAGE), Math.floor(Math.max(from, to - 1, 0) / PAGE)];
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}
