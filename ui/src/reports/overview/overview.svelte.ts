// The reports that the overview shows, of the days and the companies that were chosen. They are asked for one after the other, so
// that a sale never waits behind all of them.
import { untrack } from "svelte";
import { ask, commands } from "../../platform/counter";
import { emptyFilter } from "../../shared/state/sales-filter";
import type { Answer, MonthsCompared, Period, Problem, Report, ReportBy, SalesFacets, SalesFilter, Service } from "../../platform/counter";
import { house } from "../../shared/state/house.svelte";

const charts: ReportBy[] = ["all", "day", "weekday_hour", "operator", "customer"];
/** What the table of figures can be put together by. */
export const figuresBy = ["day", "hour", "weekday", "operator", "service", "company", "customer"] as const satisfies readonly ReportBy[];
export type FiguresBy = (typeof figuresBy)[number];

function reportOf(filter: SalesFilter, by: ReportBy): Promise<Answer<Report, Problem>> {
  return ask(() => commands.report({ filter, by }));
}

class Overview {
  period = $state.raw<Period>({ kind: "this_month" });
  service = $state<Service | "">("");
  operator = $state("");
  company = $state("");
  by = $state<FiguresBy>("company");
  reports = $state.raw<Partial<Record<ReportBy, Report>>>({});
  months = $state.raw<MonthsCompared | null>(null);
  /** The operators that anything was sold of in these days, whatever else is chosen. */
  sold = $state.raw<string[]>([]);
  problem = $state.raw<Problem | null>(null);
  /** When the figures were read, in ms since 1970; null while they are read. */
  readAt = $state<number | null>(null);
  printProblem = $state.raw<Problem | null>(null);
  #asked = 0;
  /** Grows with every change of books. */
  #books = $state(0);

  /** Reads all of it whenever something else is chosen. By what the table is put together is no such thing. */
  follow(): void {
    // Before the screen is built: the counter answers meanwhile.
    $effect.pre(() => {
      void [this.period, this.service, this.operator, this.company, this.#books];
      untrack(() => void this.load());
    });
  }

  filter(): SalesFilter {
    const one = <Each>(chosen: Each | ""): Each[] => (chosen === "" ? [] : [chosen]);
    return { ...emptyFilter(this.period), services: one(this.service), operators: one(this.operator), companies: one(this.company) };
  }

  async print(): Promise<void> {
    const answer = await ask(() => commands.printPage());
    this.printProblem = answer.status === "error" ? answer.error : null;
  }

  /** Reads all of it anew. What is shown stays until the new figures are there. */
  async load(): Promise<void> {
    const turn = ++this.#asked;
    this.readAt = null;
    const filter = this.filter();
    // What is not of the charts is asked for meanwhile: a sale waits behind two questions at most.
    const beside = this.#beside(filter);
    const found: Partial<Record<ReportBy, Report>> = {};
    // The table may be put together by something else meanwhile.
    const missing = (): ReportBy | undefined => [...charts, this.by].find((each) => found[each] === undefined);
    for (let by = missing(); by !== undefined; by = missing()) {
      const answer = await reportOf(filter, by);
      if (turn !== this.#asked) return;
      if (answer.status === "error") return this.#refuse(answer.error);
      found[by] = answer.data;
    }
    const [months, facets] = await beside;
    if (turn !== this.#asked) return;
    if (months.status === "error") return this.#refuse(months.error);
    if (facets.status === "error") return this.#refuse(facets.error);
    this.sold = facets.data.operators.map((each) => each.operator);
    this.problem = null;
    this.reports = found;
    this.months = months.data;
    this.readAt = house.clock;
    await this.show(this.by);
  }

  async #beside(filter: SalesFilter): Promise<[Answer<MonthsCompared, Problem>, Answer<SalesFacets, Problem>]> {
    return [await ask(() => commands.compareMonths(filter)), await ask(() => commands.salesFacets(filter))];
  }

  /** Puts the table of figures together by something else. While all of it is read, this is read with it. */
  async show(by: FiguresBy): Promise<void> {
    this.by = by;
    if (this.readAt === null || this.reports[by] !== undefined) return;
    const turn = this.#asked;
    const answer = await reportOf(this.filter(), by);
    if (turn !== this.#asked) return;
    if (answer.status === "ok") this.reports = { ...this.reports, [by]: answer.data };
    else this.problem = answer.error;
  }

  /** Practice and real sales have books apart. */
  forget(): void {
    this.#asked += 1;
    this.#empty();
    this.problem = null;
    this.#books += 1;
  }

  /** No figures stand below what they are not of. */
  #refuse(problem: Problem): void {
    this.#empty();
    this.problem = problem;
    this.readAt = house.clock;
  }

  #empty(): void {
    this.reports = {};
    this.months = null;
    this.sold = [];
  }
}

export const overview = new Overview();
