// What a counter sells, those first that are sold most often.
import type { Operator } from "../../platform/counter";
import type { DeskKind, SaleKind } from "./desk-services";

const order: SaleKind[] = ["prepaid", "dth", "postpaid", "electricity", "fastag", "gas", "landline", "insurance", "data_card", "voucher", "cash_drop", "money_transfer"];

/** What is sold to customers at the services desk. A wallet is loaded by the shop itself. */
export const deskSales: DeskKind[] = ["pan_card", "bank_account", "aadhaar_check"];

/** The services of the Sell screen that these operators are of. */
export function servicesOf(operators: Operator[]): SaleKind[] {
  const sold = new Set<string>(operators.map((operator) => operator.service));
  return order.filter((service) => sold.has(service));
}
