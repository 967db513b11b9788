// Which sales the day book shows, and in which order. It is remembered in this window: what is filtered by and a word like *this week* for
// good, dates for their day alone, because whoever opens the day book the next morning means that day.
import type { Outcome, Payment, Period, SaleOrder, SalesFilter, Service } from "../platform/counter";
import { emptyFilter } from "../shared/state/sales-filter";
import { periodWords } from "../shared/words/periods";
import { paymentWords, serviceWords } from "../shared/words/words";
import { columnsAt, sortedBy } from "./columns";
import { outcomeWords } from "./outcomes";

type Kept = { filter: SalesFilter; order: SaleOrder; is_rising: boolean; day: string };
type Lists = "outcomes" | "services" | "operators" | "companies" | "payments";

/** Whether it asks for anything beside the days. */
export function isNarrow(filter: SalesFilter): boolean {
  return countOf(filter) > 0;
}

/** By how many things it narrows. */
export function countOf(filter: SalesFilter): number {
  const lists = [filter.outcomes, filter.services, filter.operators, filter.companies, filter.payments];
  const others = [filter.customer !== null, filter.least.trim() !== "", filter.most.trim() !== "", filter.needs_attention];
  return lists.reduce((sum, list) => sum + list.length, 0) + others.filter(Boolean).length;
}

export class DayFilter {
  filter = $state.raw<SalesFilter>(emptyFilter({ kind: "today" }));
  /** What is remembered: the same, until another screen asks for something else. */
  #kept = $state.raw<SalesFilter>(this.filter);
  order = $state<SaleOrder>("time");
  is_rising = $state(false);
  readonly #key: string;
  readonly #today: () => string;

  /** `books`: practice or real, because each has customers of its own. `today`: the present business day. */
  constructor(books: "practice" | "real", today: () => string) {
    this.#key = `galla.day-book.${books}`;
    this.#today = today;
    const kept = this.#read();
    if (kept === null) return;
    const isOver = kept.filter.period.kind === "days" && kept.day !== today();
    this.filter = isOver ? { ...kept.filter, period: { kind: "today" } } : kept.filter;
    this.#kept = this.filter;
    [this.order, this.is_rising] = [kept.order, kept.is_rising];
  }

  change(by: Partial<SalesFilter>): void {
    this.#keep({ ...this.filter, ...by });
  }

  /** Shows what another screen asked for. It is remembered only once a person changes it. */
  pass(filter: SalesFilter): void {
    this.filter = filter;
  }

  /** Whether what another screen asked for is shown. */
  get isPassing(): boolean {
    return this.filter !== this.#kept;
  }

  /** Shows again what is remembered. */
  back(): void {
    this.filter = this.#kept;
  }

  /** Takes a value into one of the lists, or out of it. */
  turn<L extends Lists>(list: L, value: SalesFilter[L][number]): void {
    const now = this.filter[list] as string[];
    this.change({ [list]: now.includes(value) ? now.filter((each) => each !== value) : [...now, value] });
  }

  /** All sales of the same days. */
  clear(): void {
    this.#keep(emptyFilter(this.filter.period));
  }

  sort(column: SaleOrder): void {
    ({ order: this.order, is_rising: this.is_rising } = sortedBy(column, this));
    this.#write();
  }

  #keep(filter: SalesFilter): void {
    this.filter = this.#kept = filter;
    this.#write();
  }

  #read(): Kept | null {
    try {
      return keptOf(JSON.parse(localStorage.getItem(this.#key) ?? "null"));
    } catch {
      // A window without storage begins with today.
      return null;
    }
  }

  #write(): void {
    const kept: Kept = { filter: this.#kept, order: this.order, is_rising: this.is_rising, day: this.#today() };
    try {
      localStorage.setItem(this.#key, JSON.stringify(kept));
    } catch {
      // It is a courtesy.
    }
  }
}

type Loose = Record<string, unknown>;
const isLoose = (value: unknown): value is Loose => typeof value === "object" && value !== null;
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((each) => typeof each === "string") : []);

function among<T extends string>(value: unknown, known: Record<T, unknown>): T[] {
  return texts(value).filter((each): each is T => each in known);
}

function periodOf(value: unknown): Period {
  if (!isLoose(value)) return { kind: "today" };
  const [kind] = among<Period["kind"]>([value.kind], periodWords);
  if (kind === undefined) return { kind: "today" };
  if (kind !== "days") return { kind };
  const days = isLoose(value.data) ? value.data : {};
  return { kind, data: { from: text(days.from), to: text(days.to) } };
}

/** What was remembered. What another version wrote, and this one does not know, is left out. */
export function keptOf(value: unknown): Kept | null {
  if (!isLoose(value) || !isLoose(value.filter)) return null;
  const { filter } = value;
  return {
    filter: {
      period: periodOf(filter.period),
      outcomes: among<Outcome>(filter.outcomes, outcomeWords),
      services: among<Service>(filter.services, serviceWords),
      operators: texts(filter.operators),
      companies: texts(filter.companies),
      payments: among<Payment>(filter.payments, paymentWords),
      customer: typeof filter.customer === "number" ? filter.customer : null,
      least: text(filter.least),
      most: text(filter.most),
      needs_attention: filter.needs_attention === true,
    },
    order: columnsAt(Number.POSITIVE_INFINITY).find((column) => column.order === value.order)?.order ?? "time",
    is_rising: value.is_rising === true,
    day: text(value.day),
  };
}
