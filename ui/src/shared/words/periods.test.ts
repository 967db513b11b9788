import { m } from "../../paraglide/messages.js";
import { expect, test } from "vitest";
import type { Period } from "../../platform/counter";
import { dayTyped, daysLine, daysOf, firstOfMonth, lastOfMonth, periodLine, stepped, typedDay, typedSpan, weekdayOf } from "./periods";

// A Sunday. The same table stands in the tests of `domain::Period`.
const today = "2026-11-29";
const days = (from: string, to: string): Period => ({ kind: "days", data: { from, to } });
const back = (period: Period) => stepped(period, today, today, -1);
const on = (period: Period, last = today) => stepped(period, today, last, 1);

test("words_mean_the_same_days_as_behind_the_window", () => {
  const words: [Period["kind"], string, string][] = [
    ["today", "2026-11-29", "2026-11-29"],
    ["yesterday", "2026-11-28", "2026-11-28"],
    ["this_week", "2026-11-23", "2026-11-29"],
    ["last_week", "2026-11-16", "2026-11-22"],
    ["this_month", "2026-11-01", "2026-11-29"],
    ["last_month", "2026-10-01", "2026-10-31"],
    ["this_year", "2026-04-01", "2026-11-29"],
    ["last_year", "2025-04-01", "2026-03-31"],
  ];
  for (const [kind, from, to] of words) expect(daysOf({ kind } as Period, today), kind).toEqual({ from, to });
  expect(daysOf({ kind: "last_month" }, "2027-01-31")).toEqual({ from: "2026-12-01", to: "2026-12-31" });
  expect(daysOf({ kind: "this_year" }, "2027-03-31")).toEqual({ from: "2026-04-01", to: "2027-03-31" });
  expect(daysOf({ kind: "always" }, today)).toBeNull();
  expect([weekdayOf("2026-11-23"), weekdayOf(today)]).toEqual([0, 6]);
});

test("the_arrows_step_by_what_is_shown", () => {
  expect(back({ kind: "today" })).toEqual(days("2026-11-28", "2026-11-28"));
  expect(on(days("2026-11-28", "2026-11-28"))).toEqual({ kind: "today" });
  expect(back({ kind: "this_week" })).toEqual(days("2026-11-16", "2026-11-22"));
  expect(on({ kind: "last_week" })).toEqual({ kind: "this_week" });
  expect(back({ kind: "this_month" })).toEqual(days("2026-10-01", "2026-10-31"));
  expect(back(days("2027-01-01", "2027-01-31"))).toEqual(days("2026-12-01", "2026-12-31"));
  expect(on(days("2026-10-01", "2026-10-31"))).toEqual({ kind: "this_month" });
  expect(back({ kind: "this_year" })).toEqual(days("2025-04-01", "2026-03-31"));
  expect(on({ kind: "last_year" })).toEqual({ kind: "this_year" });
  expect(back(days("2026-11-10", "2026-11-12"))).toEqual(days("2026-11-07", "2026-11-09"));
});

test("nothing_lies_after_today_but_what_was_sold_under_a_clock_ahead", () => {
  for (const kind of ["today", "this_week", "this_month", "this_year"] as const) expect(on({ kind }), kind).toBeNull();
  expect(on({ kind: "today" }, "2026-12-29")).toEqual(days("2026-11-30", "2026-11-30"));
  expect([back({ kind: "always" }), on({ kind: "always" })]).toEqual([null, null]);
  expect(back(days("2026-11-02", "2026-11-01")), "no days at all").toBeNull();
});

test("a_day_is_typed_as_it_is_written_in_india", () => {
  for (const text of ["28-11-2026", "28/11/2026", " 28.11.26 ", "28 11 2026", "२८-११-२०२६", "2026-11-28"]) expect(typedDay(text), text).toBe("2026-11-28");
  for (const text of ["", "28-11", "31-11-2026", "30-02-2026", "28-13-2026", "28-11-026", "tomorrow", "28-11-2026-1", "00-11-2026"]) expect(typedDay(text), text).toBeNull();
  expect(dayTyped("2026-11-28")).toBe("28-11-2026");
  expect(typedDay(dayTyped("2024-02-29"))).toBe("2024-02-29");
});

test("two_days_that_are_both_days_are_told_that_they_stand_the_wrong_way_round", () => {
  expect(typedSpan("1/11/2026", "29/11/2026", today)).toEqual({ days: { from: "2026-11-01", to: "2026-11-29" }, wrong: null });
  expect(typedSpan("29/11/2026", "29/11/2026", today).wrong).toBeNull();
  expect(typedSpan("29/11/2026", "1/11/2026", today).wrong).toEqual({ from: null, to: "before_first" });
  expect(typedSpan("31/11/2026", "1/11/2026", today).wrong).toEqual({ from: "no_such_day", to: null });
  expect(typedSpan("1/11/2026", "", today).wrong).toEqual({ from: null, to: "no_such_day" });
});

test("a_year_that_no_shop_means_is_refused_at_its_own_field", () => {
  expect(typedSpan("01-01-1900", "31-12-9999", today)).toEqual({ days: null, wrong: { from: "far_away", to: "far_away" } });
  expect(typedSpan("01-01-2000", "01-01-2028", today).wrong).toEqual({ from: null, to: "far_away" });
  expect(typedSpan("01-01-2000", "31-12-2027", today).wrong).toBeNull();
});

test("a_month_has_its_first_and_its_last_day_at_both_ends_of_time", () => {
  const ends = (day: string) => [firstOfMonth(day), lastOfMonth(day)];
  expect(ends("2024-02-10")).toEqual(["2024-02-01", "2024-02-29"]);
  expect(ends("9999-12-31")).toEqual(["9999-12-01", "9999-12-31"]);
  expect(ends("0000-01-01")).toEqual(["0000-01-01", "0000-01-31"]);
});

test("days_are_called_by_their_word_and_their_dates", () => {
  expect(periodLine({ kind: "today" }, today, "en")).toBe("Today · Sun, 29 Nov");
  expect(periodLine({ kind: "this_month" }, today, "en")).toBe("This month · 1 – 29 Nov");
  expect(periodLine({ kind: "this_month" }, "2026-12-01", "en")).toBe("This month · 1 Dec");
  expect(periodLine({ kind: "this_week" }, "2026-12-02", "en")).toBe("This week · 30 Nov – 2 Dec");
  expect(periodLine({ kind: "last_month" }, today, "en")).toBe("Last month · October 2026");
  expect(periodLine({ kind: "last_week" }, "2027-01-04", "en")).toBe("Last week · 28 Dec 2026 – 3 Jan 2027");
  expect(periodLine(days("2026-10-01", "2026-10-31"), today, "en")).toBe("October 2026");
  expect(periodLine(days("2026-10-01", "2026-10-30"), today, "en")).toBe("1 – 30 Oct 2026");
  expect(periodLine(days("2026-09-28", "2026-10-04"), today, "en")).toBe("28 Sept – 4 Oct 2026");
  expect(periodLine(days("2026-10-03", "2026-10-03"), today, "en")).toBe("Saturday, 3 October 2026");
  expect(daysLine({ from: "2026-10-01", to: "2026-10-30" }, "en")).toBe("1 Oct 2026 – 30 Oct 2026");
  expect(periodLine({ kind: "always" }, today, "en")).toBe("All days");
  expect(daysLine({ from: "0000-01-01", to: "9999-12-31" }, "en")).toBe("All days");
});

// A date in grey looks like one that was filled in.
test("no_field_of_a_day_shows_a_day_before_one_is_typed", () => {
  const sources: Record<string, string> = import.meta.glob("../../**/*.svelte", { eager: true, import: "default", query: "?raw" });
  expect(Object.keys(sources).length).toBeGreaterThan(100);
  expect(Object.entries(sources).filter(([, text]) => /placeholder="\d\d-\d\d-/.test(text)).map(([file]) => file)).toEqual([]);
  for (const language of ["en", "hi"] as const) expect(m.period_form({}, { locale: language })).toBe(m.date_placeholder({}, { locale: language }));
});

test("the_list_beside_the_counter_is_not_called_todays", () => {
  expect(m.now_title({}, { locale: "en" })).not.toMatch(/today/i);
  expect(m.now_title({}, { locale: "hi" })).not.toContain("आज");
});
