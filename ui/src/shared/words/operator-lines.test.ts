import { expect, test } from "vitest";
import type { Operator } from "../../platform/counter";
import { inUse, operatorOptions } from "./operator-lines";

function operator(id: string, more: Partial<Operator> = {}): Operator {
  const names = { en: id, hi: id };
  return { id, service: "prepaid", names, short: id, place: null, badge: "X", colour: "#000000", min_paise: 100, max_paise: 100_000, number_kind: "mobile", number_min: 10, number_max: 10, chips_paise: [], own: false, now: null, sold_by: ["a1topup"], offers: [], ...more };
}

const ids = (operators: Operator[]): string[] => operators.map((each) => each.id);

test("what_is_out_of_use_is_offered_to_a_known_customer_alone", () => {
  const all = [operator("vi"), operator("idea", { now: "vi" })];
  expect(ids(inUse(all, [null]))).toEqual(["vi"]);
  expect(ids(inUse(all, ["idea"]))).toEqual(["vi", "idea"]);
});

test("an_old_code_is_offered_where_nobody_sells_the_one_that_replaced_it", () => {
  const all = [operator("best", { sold_by: [] }), operator("best-other", { now: "best" })];
  expect(ids(inUse(all, []))).toEqual(["best", "best-other"]);
});

test("a_row_tells_the_place_and_no_supplier", () => {
  const [row] = operatorOptions([operator("msedcl", { short: "MSEDCL", sold_by: ["inspay", "a1topup"] })]);
  expect(row?.line).toBe("MSEDCL");
});
