// The last sale of the counter.
import type { SaleView } from "../platform/counter";
import { isDeskSale } from "../shared/words/desk-services";

/** The one made last; the tiles have open ones first, however old. Orders of the services desk have their own slips. */
export function newestOf(sales: SaleView[]): SaleView | null {
  const sold = sales.filter((sale) => !isDeskSale(sale));
  return sold.reduce<SaleView | null>((newest, sale) => (newest === null || sale.id > newest.id ? sale : newest), null);
}
