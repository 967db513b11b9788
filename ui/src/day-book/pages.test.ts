import { expect, test } from "vitest";
import type { Answer, Problem, SalesFilter, SalesPage, SalesQuery, SaleView } from "../platform/counter";
import { PAGE, SalePages, pagesOf } from "./pages.svelte";

const filter = { period: { kind: "today" } } as SalesFilter;
const wanted = { filter, order: "time", is_rising: false } as const;
const days = { from: "2026-11-29", to: "2026-11-29" };
const problem = { kind: "ledger_unread" } as unknown as Problem;

/** A list of so many sales, whose answers come when the test lets them. */
function books(all: number) {
  const asked: SalesQuery[] = [];
  const waiting: (() => void)[] = [];
  const shop = { all, firstId: 1, fails: false, holds: false, asked };
  const fetch = (query: SalesQuery): Promise<Answer<SalesPage, Problem>> => {
    asked.push(query);
    const rows = Array.from({ length: Math.max(0, Math.min(query.rows, shop.all - query.after)) }, (_, at) => ({ id: shop.firstId + query.after + at, customer: 7 }) as SaleView);
    const answer: Answer<SalesPage, Problem> = shop.fails ? { status: "error", error: problem } : { status: "ok", data: { days, all_rows: shop.all, rows, customers: [{ id: 7, name: "Ramesh" }] } };
    return shop.holds ? new Promise((resolve) => waiting.push(() => resolve(answer))) : Promise.resolve(answer);
  };
  return { shop, pages: new SalePages(fetch), letGo: () => waiting.splice(0).forEach((go) => go()) };
}

test("only_pages_in_sight_are_read_and_each_once", async () => {
  const { shop, pages } = books(100_000);
  await pages.open(wanted);
  expect([pages.allRows, pages.row(0)?.id, pages.row(PAGE)]).toEqual([100_000, 1, undefined]);
  await Promise.all([pages.need(50_000, 50_020), pages.need(50_010, 50_025)]);
  expect(pages.row(50_010)?.id).toBe(50_011);
  await pages.need(50_000, 50_020);
  expect(shop.asked.map((query) => query.after)).toEqual([0, 49_980]);
  expect([pages.placeOf(50_011), pages.placeOf(99), pages.nameOf(7), pages.nameOf(null)]).toEqual([50_010, null, "Ramesh", ""]);
});

test("nothing_is_read_beyond_the_last_row", async () => {
  const { shop, pages } = books(PAGE + 1);
  await pages.open(wanted);
  await pages.need(0, 500);
  expect(shop.asked.map((query) => query.after)).toEqual([0, PAGE]);
  expect([pages.row(PAGE)?.id, pages.row(PAGE + 1)]).toEqual([PAGE + 1, undefined]);
});

test("an_answer_about_another_list_is_not_shown", async () => {
  const { shop, pages, letGo } = books(500);
  await pages.open(wanted);
  shop.holds = true;
  const late = pages.need(300, 310);
  shop.holds = false;
  shop.firstId = 9_000;
  await pages.open({ ...wanted, is_rising: true });
  letGo();
  await late;
  expect([pages.row(0)?.id, pages.row(300)]).toEqual([9_000, undefined]);
});

test("a_change_reads_what_is_in_sight_again_and_shows_the_old_rows_until_then", async () => {
  const { shop, pages, letGo } = books(500);
  await pages.open(wanted);
  await pages.need(200, 210);
  [shop.firstId, shop.all, shop.holds] = [0, 501, true];
  const refreshed = pages.refresh(200, 210);
  expect(pages.row(200)?.id, "until then").toBe(201);
  letGo();
  await refreshed;
  expect([pages.row(200)?.id, pages.placeOf(201), pages.allRows, pages.row(0)]).toEqual([200, 201, 501, undefined]);
});

test("what_was_only_scrolled_past_is_not_read", async () => {
  const { shop, pages, letGo } = books(100_000);
  await pages.open(wanted);
  shop.holds = true;
  let sight = { from: 1_000, to: 1_015 };
  const filled = pages.fill(() => sight);
  for (const from of [2_000, 3_000, 60_000]) {
    sight = { from, to: from + 20 };
    void pages.fill(() => sight);
  }
  shop.holds = false;
  letGo();
  await filled;
  expect(shop.asked.map((query) => query.after)).toEqual([0, 960, 60_000]);
  expect(pages.row(60_010)?.id).toBe(60_011);
});

test("what_is_refused_leaves_the_rows_and_is_asked_again", async () => {
  const { shop, pages } = books(500);
  await pages.open(wanted);
  shop.fails = true;
  await pages.need(300, 310);
  await pages.refresh(0, 10);
  expect([pages.problem, pages.row(0)?.id]).toEqual([problem, 1]);
  shop.fails = false;
  await pages.need(300, 310);
  expect([pages.problem, pages.row(300)?.id]).toEqual([null, 301]);
});

test("rows_stand_on_pages", () => {
  expect([pagesOf(0, 0), pagesOf(0, PAGE), pagesOf(PAGE - 1, PAGE + 1), pagesOf(-5, 3)]).toEqual([[0], [0], [0, 1], [0]]);
});
