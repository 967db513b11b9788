import { expect, test } from "vitest";
import type { PrintedTable } from "../platform/counter";
import { pagesOf } from "./pages";

function table(rows: string[][], sums: number): PrintedTable {
  const columns = [false, true].map((is_figure) => ({ title: "", is_figure, is_firm: is_figure }));
  return { title: "Statement", lines: [], columns, rows, sums: Array.from({ length: sums }, () => ["Total", "1.00"]) };
}

const rows = (count: number, what = "Sale"): string[][] => Array.from({ length: count }, (_, at) => [what, `${at}.00`]);
const counts = (of: PrintedTable): number[] => pagesOf(of).map((page) => page.length);

test("every_row_stands_on_one_page_in_its_order", () => {
  const long = table(rows(161), 2);
  expect(pagesOf(long).flat()).toEqual(long.rows);
  expect(counts(long)).toEqual([34, 39, 39, 39, 10]);
});

test("a_page_has_fewer_rows_where_they_are_long", () => {
  expect(counts(table(rows(60, "x".repeat(100)), 2))).toEqual([17, 19, 19, 5]);
});

test("a_short_table_is_one_page_and_one_without_rows_has_its_sums", () => {
  expect(counts(table(rows(3), 2))).toEqual([3]);
  expect(counts(table([], 2))).toEqual([0]);
});

test("sums_never_stand_alone", () => {
  expect(counts(table(rows(34), 2))).toEqual([33, 1]);
  expect(counts(table(rows(33), 2))).toEqual([32, 1]);
  expect(counts(table(rows(32), 2))).toEqual([32]);
});

test("a_row_that_is_longer_than_a_page_is_there", () => {
  expect(counts(table([["x".repeat(5_000), "1.00"], ["Sale", "2.00"]], 1))).toEqual([1, 1]);
});
