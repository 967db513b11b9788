import { expect, test } from "vitest";
import type { Answer, DayBook, Problem, SalesFilter } from "../platform/counter";
import { BookList } from "./book-list.svelte";
import { SalePages } from "./pages.svelte";

const days = { from: "2026-11-29", to: "2026-11-29" };
const wantedOf = (kind: "today" | "yesterday") => ({ filter: { period: { kind } } as SalesFilter, order: "time", is_rising: false }) as const;
const [today, yesterday] = [wantedOf("today"), wantedOf("yesterday")];

/** A day book whose totals come when the test lets them. */
function bookList() {
  const told: string[] = [];
  const waiting: (() => void)[] = [];
  const pages = new SalePages(async ({ filter }) => {
    told.push(`rows ${filter.period.kind}`);
    return { status: "ok", data: { days, all_rows: 0, rows: [], customers: [] } };
  });
  const rows = { refresh: async () => void told.push("refresh"), toTop: async () => undefined };
  const fetch = (filter: SalesFilter) => new Promise<Answer<DayBook, Problem>>((resolve) => {
    told.push(`book ${filter.period.kind}`);
    waiting.push(() => resolve({ status: "ok", data: filter.period as unknown as DayBook }));
  });
  const letGo = () => waiting.splice(0).forEach((go) => go());
  return { list: new BookList(pages, rows, fetch), told, letGo };
}

test("a_change_while_other_sales_are_on_their_way_shows_those", async () => {
  const { list, told, letGo } = bookList();
  const first = list.open(today);
  letGo();
  expect(await first).toBe(true);
  const [opened, changed] = [list.open(yesterday), list.changed(yesterday)];
  letGo();
  expect(await Promise.all([opened, changed])).toEqual([false, true]);
  expect(told).toEqual(["book today", "rows today", "book yesterday", "book yesterday", "rows yesterday"]);
  expect(list.book).toEqual(yesterday.filter.period);
});

test("a_change_reads_the_rows_in_sight_again", async () => {
  const { list, told, letGo } = bookList();
  const first = list.open(today);
  letGo();
  await first;
  const changed = list.changed(today);
  letGo();
  expect(await changed).toBe(false);
  expect(told).toEqual(["book today", "rows today", "book today", "refresh"]);
});
