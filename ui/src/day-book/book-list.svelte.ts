// What some days come to and the list of their sales, which are always of the same filter.
import { ask, commands } from "../platform/counter";
import type { Answer, DayBook, Problem, SalesFilter } from "../platform/counter";
import type { SalePages, Wanted } from "./pages.svelte";

/** The list on the screen. */
type Rows = { refresh: () => Promise<void>; toTop: () => Promise<void> };
type Fetch = (filter: SalesFilter) => Promise<Answer<DayBook, Problem>>;

export class BookList {
  book = $state.raw<DayBook | null>(null);
  problem = $state.raw<Problem | null>(null);
  #asked = 0;
  readonly #pages: SalePages;
  readonly #rows: Rows;
  readonly #fetch: Fetch;

  constructor(pages: SalePages, rows: Rows, fetch: Fetch = (filter) => ask(() => commands.dayBook(filter))) {
    this.#pages = pages;
    this.#rows = rows;
    this.#fetch = fetch;
  }

  /** Shows other sales. False: the counter refused them, or something else was asked meanwhile. */
  async open(wanted: Wanted): Promise<boolean> {
    if (!(await this.#read(wanted.filter))) return false;
    await this.sort(wanted);
    return true;
  }

  /** Shows the same sales in another order. */
  async sort(wanted: Wanted): Promise<void> {
    await this.#pages.open(wanted);
    await this.#rows.toTop();
  }

  /** The books have changed. Where other sales were on their way, they are shown: true. */
  async changed(wanted: Wanted): Promise<boolean> {
    if (!(await this.#read(wanted.filter))) return false;
    const isOther = !this.#pages.isOf(wanted.filter);
    await (isOther ? this.sort(wanted) : this.#rows.refresh());
    return isOther;
  }

  async #read(filter: SalesFilter): Promise<boolean> {
    const turn = ++this.#asked;
    const answer = await this.#fetch(filter);
    if (turn !== this.#asked) return false;
    this.problem = answer.status === "error" ? answer.error : null;
    if (answer.status === "ok") this.book = answer.data;
    return answer.status === "ok";
  }
}
