import { expect, test } from "vitest";
import type { CompanySum } from "../../platform/counter";
import { bestOf, pointsOf, shareOf } from "./compare";

function sum(provider: string, more: Partial<CompanySum> = {}): CompanySum {
  return {
    provider, asked: 100, done: 90, failed: 10, waiting: 0, given_back: 0, contradicted: 0, disputed: 0, median_ms: 4_000, nine_of_ten_ms: 9_000,
    amount_paise: 900_000, earned_paise: 18_000, told_sales: 0, told_paise: 0, told_booked_paise: 0, ...more,
  };
}

test("the_best_is_told_by_shares_and_not_by_counts", () => {
  const large = sum("large", { asked: 1_000, done: 900, failed: 100, given_back: 10, earned_paise: 180_000, amount_paise: 9_000_000 });
  const small = sum("small", { done: 95, failed: 5, given_back: 2, median_ms: 5_000, earned_paise: 20_000 });
  expect(bestOf("done", [large, small])).toEqual(["small"]);
  expect(bestOf("given_back", [large, small])).toEqual(["large"]);
  expect(bestOf("median", [large, small])).toEqual(["large"]);
  expect(bestOf("earned", [large, small])).toEqual(["small"]);
});

test("several_can_be_best_and_where_all_are_alike_none_is", () => {
  const three = [sum("a"), sum("b"), sum("c", { done: 80, failed: 20 })];
  expect(bestOf("done", three)).toEqual(["a", "b"]);
  expect(bestOf("contradicted", three)).toEqual([]);
  expect(bestOf("done", [sum("a")])).toEqual([]);
  expect(bestOf("done", [])).toEqual([]);
});

test("a_company_with_few_requests_is_not_compared", () => {
  const few = sum("few", { asked: 19, done: 19, failed: 0 });
  expect(bestOf("done", [sum("a"), sum("b", { done: 50, failed: 50 }), few])).toEqual(["a"]);
  expect(bestOf("done", [sum("a"), few])).toEqual([]);
});

test("one_without_a_value_is_left_out", () => {
  const waits = sum("waits", { done: 0, failed: 0, waiting: 100, median_ms: null, nine_of_ten_ms: null, amount_paise: 0, earned_paise: 0 });
  expect(bestOf("median", [sum("a"), sum("b", { median_ms: 5_000 }), waits])).toEqual(["a"]);
  expect(bestOf("earned", [sum("a"), waits])).toEqual([]);
});

test("a_share_is_rounded_down_so_that_only_all_is_all", () => {
  expect(pointsOf(9_999, 10_000)).toBe(9_999);
  expect(pointsOf(99_999, 100_000)).toBe(9_999);
  expect(pointsOf(1, 3)).toBe(3_333);
  expect(pointsOf(0, 0)).toBeNull();
  expect(shareOf(sum("a", { done: 90, failed: 5, given_back: 5, waiting: 50 }))).toBe(9_000);
  expect(shareOf(sum("a", { done: 0, failed: 0 }))).toBeNull();
});
