// Old orders of the desk, by what a customer brings: the acknowledgement number, the mobile number, the order's id, a name.
import type { SearchGroup } from "../platform/counter";
import { type DeskSale, isDeskSale } from "../shared/words/desk-services";

/** Fewer signs find too much. */
const LEAST = 3;

/** Whether it is worth a search. */
export function searches(text: string): boolean {
  return text.trim().length >= LEAST;
}

/** The orders among what was found, each once, the best match first. */
export function ordersOf(groups: SearchGroup[]): DeskSale[] {
  const found = new Map<number, DeskSale>();
  for (const sale of groups.flatMap((group) => group.rows)) if (isDeskSale(sale) && !found.has(sale.id)) found.set(sale.id, sale);
  return [...found.values()];
}
