// The list of customers whose money is here, as it stands on the screen.
import type { OwedSale } from "../platform/counter";

/** So many stand whole. Of more, the first does; each other one is a row until somebody opens it. */
export const MOST_WHOLE = 3;

/**
 * What is shown now. What was shown keeps its place, so that nothing comes under a hand that is about to press; `ended` was settled
 * meanwhile and stays, `now` is what is owed.
 */
export function merged(shown: readonly OwedSale[], now: readonly OwedSale[], ended: readonly OwedSale[]): OwedSale[] {
  const found = new Map([...ended, ...now].map((each) => [each.sale.id, each]));
  const before = new Set(shown.map(({ sale }) => sale.id));
  return [...shown.flatMap(({ sale }) => found.get(sale.id) ?? []), ...now.filter(({ sale }) => !before.has(sale.id))];
}

/** Which of those shown are rows. What was opened, and what was settled a moment ago, stays whole: its slip and its way back are there. */
export function rowsOf(shown: readonly OwedSale[], owed: ReadonlySet<number>, opened: ReadonlySet<number>): Set<number> {
  const ids = shown.map(({ sale }) => sale.id).filter((id) => owed.has(id));
  return new Set(ids.length > MOST_WHOLE ? ids.slice(1).filter((id) => !opened.has(id)) : []);
}
