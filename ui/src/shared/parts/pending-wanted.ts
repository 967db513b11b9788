// What a notice leads to on the screen *Pending*: the sale itself, and not the head of the page.
import type { SaleView } from "../../platform/counter";
import { isOpen } from "../words/words";

/** The first sale that contradicts itself. */
export const IN_DOUBT = "in-doubt";
/** The first sale that still waits for its answer. */
export const WAITS = "waits";

/** Which of the shown sales the address asks for by the part after `#pending/`; null where there is none such. */
export function wantedOf(sales: readonly SaleView[], part: string | null): number | null {
  if (part === null) return null;
  const found = part === IN_DOUBT ? sales.find((sale) => sale.is_loud) : part === WAITS ? sales.find(isOpen) : sales.find((sale) => String(sale.id) === part);
  return found?.id ?? null;
}
