// The first tour: three prepared numbers, done by the shopkeeper's own keys. No DOM and no clock: what is seen decides.
import { m } from "../paraglide/messages.js";
import type { SaleState, SaleView } from "../platform/counter";
import type { Screen } from "../shared/state/route.svelte";
import { groupNumber } from "../shared/words/number";
import { isOpen } from "../shared/words/words";

/** Practice numbers: their last five digits choose what becomes of the sale. */
export const NUMBERS = { done: "9876500001", waits: "9876500002", takenBack: "9876500005" } as const;
const AMOUNT = "199";

/** What the counter shows at this moment. */
export type Seen = {
  screen: Screen;
  /** The digits in Number. */
  number: string;
  /** Where the cursor is wanted in the form. */
  at: string;
  /** The strip stands there. */
  strip: boolean;
  /** The strip asks whether the same is to be sold again. */
  asks: boolean;
  /** A slip is on the screen, or at the printer. */
  slip: boolean;
  /** The sales of today that are at hand. */
  sales: Pick<SaleView, "id" | "number" | "state">[];
  /** The sales whose customers are still to be told, or to be given their money. */
  toTell: number[];
};

type Step = { words: (seen: Seen) => string; isDone: (seen: Seen, since: number) => boolean };

/** The newest sale of a number. */
function newest(seen: Seen, number: string): Seen["sales"][number] | null {
  const of = seen.sales.filter((sale) => sale.number === number);
  return of.reduce<Seen["sales"][number] | null>((last, sale) => (last === null || sale.id > last.id ? sale : last), null);
}

/** The highest id among the sales at hand: what is newer was sold since. */
export function newestId(seen: Seen): number {
  return Math.max(0, ...seen.sales.map((sale) => sale.id));
}

function isSold(number: string): Step["isDone"] {
  return (seen, since) => (newest(seen, number)?.id ?? 0) > since;
}

function isSettled(seen: Seen, number: string): boolean {
  const sale = newest(seen, number);
  return sale !== null && !isOpen(sale as SaleView);
}

const stateOf = (seen: Seen, number: string): SaleState | null => newest(seen, number)?.state ?? null;
const spaced = (number: string): string => groupNumber("prepaid", number);
const onSell = (seen: Seen): boolean => seen.screen === "sell";

/** What is said while another screen than Sell stands there, where the step is done on Sell. */
function atSell(words: (seen: Seen) => string): (seen: Seen) => string {
  return (seen) => (onSell(seen) ? words(seen) : m.tour_to_sell());
}

/** A number to be sold, from its first digit to the strip's Enter, in the words for where the cursor is. */
function sellWords(number: string, begin: (of: { number: string }) => string): (seen: Seen) => string {
  return atSell((seen) => {
    if (seen.number !== number || seen.at === "number") return begin({ number: spaced(number) });
    if (seen.strip) return m.tour_send();
    return seen.at === "operator" ? m.tour_operator() : m.tour_amount({ amount: AMOUNT });
  });
}

export const steps: readonly Step[] = [
  { words: sellWords(NUMBERS.done, m.tour_number), isDone: isSold(NUMBERS.done) },
  { words: atSell(() => m.tour_print()), isDone: (seen) => seen.slip },
  { words: atSell(() => m.tour_repeat()), isDone: (seen) => seen.asks },
  { words: () => m.tour_leave(), isDone: (seen) => !seen.asks },
  { words: sellWords(NUMBERS.waits, m.tour_number_waits), isDone: isSold(NUMBERS.waits) },
  { words: () => m.tour_pending(), isDone: (seen) => seen.screen === "pending" || isSettled(seen, NUMBERS.waits) },
  { words: () => m.tour_waiting(), isDone: (seen) => isSettled(seen, NUMBERS.waits) },
  { words: sellWords(NUMBERS.takenBack, m.tour_number_taken), isDone: isSold(NUMBERS.takenBack) },
  {
    words: (seen) => (seen.screen === "day-book" ? m.tour_check() : m.tour_open({ number: spaced(NUMBERS.takenBack) })),
    isDone: (seen) => stateOf(seen, NUMBERS.takenBack) === "reversed",
  },
  { words: () => m.tour_tell(), isDone: (seen) => !seen.toTell.includes(newest(seen, NUMBERS.takenBack)?.id ?? 0) },
];

/** Where a walk stands after what is seen now: one step at a time, because each begins with what was there before it. */
export function walked(done: number, seen: Seen, since: number): number {
  const step = steps[done];
  return step !== undefined && step.isDone(seen, since) ? done + 1 : done;
}

/** What the coach says; null after the last step. */
export function coachWords(done: number, seen: Seen): string | null {
  return steps[done]?.words(seen) ?? null;
}
