import { expect, test } from "vitest";
import type { OwedSale, SaleView } from "../platform/counter";
import { MOST_WHOLE, merged, rowsOf } from "./owed";

const owed = (...ids: number[]): OwedSale[] => ids.map((id) => ({ sale: { id } as SaleView, customer: null }));
const ids = (list: OwedSale[]): number[] => list.map(({ sale }) => sale.id);
const rows = (shown: number[], now: number[], opened: number[] = []): number[] => [...rowsOf(owed(...shown), new Set(now), new Set(opened))];

test("a_few_stand_whole_and_of_many_the_first", () => {
  expect(MOST_WHOLE).toBe(3);
  expect(rows([1, 2, 3], [1, 2, 3])).toEqual([]);
  expect(rows([1, 2, 3, 4], [1, 2, 3, 4])).toEqual([2, 3, 4]);
});

test("what_somebody_opened_or_settled_stays_whole", () => {
  expect(rows([1, 2, 3, 4, 5], [1, 2, 3, 4, 5], [4])).toEqual([2, 3, 5]);
  // The first was settled: it stays, and the next one stands whole, too.
  expect(rows([1, 2, 3, 4, 5], [2, 3, 4, 5])).toEqual([3, 4, 5]);
});

test("nothing_changes_its_place_when_one_is_settled_or_comes", () => {
  expect(ids(merged(owed(1, 2, 3), owed(1, 3), owed(2)))).toEqual([1, 2, 3]);
  expect(ids(merged(owed(1, 2), owed(9, 2), owed(1)))).toEqual([1, 2, 9]);
  // What is neither owed nor was settled here leaves.
  expect(ids(merged(owed(1, 2), owed(2), []))).toEqual([2]);
});
