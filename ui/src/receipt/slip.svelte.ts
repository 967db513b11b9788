import type { SlipOf } from "../platform/counter";

/** The slip that is on the screen, if any. */
export const slip = $state<{ open: SlipOf | null }>({ open: null });

/** The slip of a sale. */
export const slipOfSale = (saleId: number): SlipOf => ({ kind: "sale", data: { sale_id: saleId } });

/** The slip of money that was given back. */
export const slipOfMoneyBack = (saleId: number): SlipOf => ({ kind: "money_back", data: { sale_id: saleId } });

/** Two slips about the same thing have the same key. */
export function keyOf(of: SlipOf): string {
  const data = of.kind === "test" ? {} : of.data;
  return [of.kind, ...Object.entries(data).sort(([a], [b]) => a.localeCompare(b)).flat()].join(" ");
}
