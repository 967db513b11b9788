import { beforeEach, expect, test, vi } from "vitest";
import { emptyFilter } from "../shared/state/sales-filter";
import { DayFilter, countOf, isNarrow, keptOf } from "./filter.svelte";

const stored = new Map<string, string>();
let today = "2026-11-29";
const opened = (books: "practice" | "real" = "practice") => new DayFilter(books, () => today);

beforeEach(() => {
  stored.clear();
  today = "2026-11-29";
  vi.stubGlobal("localStorage", { getItem: (key: string) => stored.get(key) ?? null, setItem: (key: string, text: string) => stored.set(key, text) });
});

test("what_is_filtered_by_is_remembered_and_each_money_has_its_own", () => {
  const filter = opened();
  filter.turn("outcomes", "failed");
  filter.turn("operators", "jio");
  filter.turn("operators", "airtel");
  filter.turn("operators", "jio");
  filter.change({ customer: 7, least: "2x", needs_attention: true });
  filter.sort("amount");
  const again = opened();
  expect(again.filter).toEqual({ ...emptyFilter({ kind: "today" }), outcomes: ["failed"], operators: ["airtel"], customer: 7, least: "2x", needs_attention: true });
  expect([again.order, again.is_rising, countOf(again.filter)]).toEqual(["amount", false, 5]);
  expect(opened("real").filter).toEqual(emptyFilter({ kind: "today" }));
  again.clear();
  expect(isNarrow(opened().filter)).toBe(false);
});

test("a_word_is_remembered_for_good_and_dates_for_their_day", () => {
  opened().change({ period: { kind: "this_week" } });
  today = "2026-11-30";
  expect(opened().filter.period).toEqual({ kind: "this_week" });
  const days = { kind: "days", data: { from: "2026-11-28", to: "2026-11-28" } } as const;
  opened().change({ period: days, outcomes: ["failed"] });
  expect(opened().filter.period, "a reload keeps it").toEqual(days);
  today = "2026-12-01";
  expect(opened().filter).toEqual({ ...emptyFilter({ kind: "today" }), outcomes: ["failed"] });
});

test("what_another_screen_asks_for_passes_and_is_remembered_once_a_person_changes_it", () => {
  const filter = opened();
  filter.change({ period: { kind: "this_week" }, outcomes: ["failed"] });
  expect(filter.isPassing).toBe(false);
  const wanted = { ...emptyFilter({ kind: "days", data: { from: "2026-11-20", to: "2026-11-20" } }), operators: ["jio"] };
  filter.pass(wanted);
  expect([filter.filter, filter.isPassing]).toEqual([wanted, true]);
  filter.sort("amount");
  expect([opened().filter.outcomes, opened().order], "an order is remembered without it").toEqual([["failed"], "amount"]);
  filter.back();
  expect([filter.filter.period, filter.filter.outcomes, filter.isPassing]).toEqual([{ kind: "this_week" }, ["failed"], false]);
  filter.pass(wanted);
  filter.turn("payments", "cash");
  expect([opened().filter, filter.isPassing]).toEqual([{ ...wanted, payments: ["cash"] }, false]);
});

test("clearing_keeps_the_days", () => {
  const filter = opened();
  filter.change({ period: { kind: "last_month" }, least: "5" });
  filter.clear();
  expect(filter.filter).toEqual(emptyFilter({ kind: "last_month" }));
});

test("what_another_version_wrote_is_left_out", () => {
  const filter = { period: { kind: "this_decade" }, outcomes: ["failed", "exploded"], services: 7, payments: ["cash", "barter"], customer: "x", needs_attention: "yes" };
  expect(keptOf({ filter, order: "smell", day: 5 })).toEqual({ filter: { ...emptyFilter({ kind: "today" }), outcomes: ["failed"], payments: ["cash"] }, order: "time", is_rising: false, day: "" });
  for (const text of ["{", "null", "[]", "{\"filter\":1}"]) {
    stored.set("galla.day-book.practice", text);
    expect(opened().filter, text).toEqual(emptyFilter({ kind: "today" }));
  }
});

test("without_storage_it_works_all_the_same", () => {
  vi.stubGlobal("localStorage", undefined);
  const filter = opened();
  filter.turn("payments", "upi");
  expect(filter.filter.payments).toEqual(["upi"]);
});
