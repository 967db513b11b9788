// Which columns the list of sales has at which width. What folds away stands in the row's second line, or in the sale.
import type { SaleOrder } from "../platform/counter";
import { m } from "../paraglide/messages.js";

export type Column = { order: SaleOrder; label: () => string; width: string; right?: boolean; from: number };

/** In the order of the row. `from`: the width in px from which on it is there. */
const columns: Column[] = [
  { order: "time", label: m.col_time, width: "76px", from: 0 },
  { order: "number", label: m.col_number, width: "minmax(148px, 1.3fr)", from: 0 },
  { order: "customer", label: m.col_customer, width: "minmax(110px, 1.1fr)", from: 1134 },
  { order: "operator", label: m.col_operator, width: "minmax(100px, 1fr)", from: 910 },
  { order: "provider", label: m.col_through, width: "minmax(136px, 1.2fr)", from: 700 },
  { order: "payment", label: m.col_paid, width: "84px", from: 790 },
  { order: "amount", label: m.col_amount, width: "118px", right: true, from: 0 },
  { order: "earned", label: m.col_earned, width: "92px", right: true, from: 1134 },
  { order: "outcome", label: m.col_outcome, width: "136px", right: true, from: 0 },
];

export function columnsAt(width: number): Column[] {
  return columns.filter((column) => column.from <= width);
}

/** The list in another order: a column by its usual side first, the same column the other way round. */
export function sortedBy(column: SaleOrder, now: { order: SaleOrder; is_rising: boolean }): { order: SaleOrder; is_rising: boolean } {
  if (column === now.order) return { order: column, is_rising: !now.is_rising };
  // The newest and the largest are looked for first; words are read from A on.
  const isFalling = column === "time" || column === "amount" || column === "earned";
  return { order: column, is_rising: !isFalling };
}
