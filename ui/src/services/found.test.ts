import { expect, test } from "vitest";
import type { FoundBy, SaleView, SearchGroup } from "../platform/counter";
import { ordersOf, searches } from "./found";

const sale = (id: number, service: SaleView["service"]): SaleView => ({ id, service }) as SaleView;
const group = (by: FoundBy, rows: SaleView[]): SearchGroup => ({ by, meant: [], rows, has_more: false });

test("orders_of_the_desk_are_found_once_and_sales_of_the_counter_are_not", () => {
  const found = ordersOf([group("number", [sale(3, "pan_card"), sale(1, "prepaid")]), group("reference", [sale(2, "bank_account"), sale(3, "pan_card")])]);
  expect(found.map((order) => order.id)).toEqual([3, 2]);
  expect(ordersOf([])).toEqual([]);
});

test("a_sign_or_two_search_for_nothing", () => {
  expect(["", " 8 ", "88", "881", " 881030 "].map(searches)).toEqual([false, false, false, true, true]);
});
