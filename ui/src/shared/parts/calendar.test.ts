import { expect, test } from "vitest";
import { dayByKey, monthsOn, turnedTo, weeksOf } from "./calendar";

test("a_month_is_whole_weeks_from_monday_to_sunday", () => {
  const weeks = weeksOf("2026-11-15");
  expect(weeks.map((week) => [week[0], week[6]])).toEqual([
    ["2026-10-26", "2026-11-01"],
    ["2026-11-02", "2026-11-08"],
    ["2026-11-09", "2026-11-15"],
    ["2026-11-16", "2026-11-22"],
    ["2026-11-23", "2026-11-29"],
    ["2026-11-30", "2026-12-06"],
  ]);
  expect(weeksOf("2027-02-10"), "a February of four weeks").toHaveLength(4);
});

test("a_month_has_at_most_six_weeks_up_to_the_last_day_that_there_is", () => {
  const last = weeksOf("9999-12-31");
  expect(last).toHaveLength(5);
  expect(last[4]?.slice(0, 5)).toEqual(["9999-12-27", "9999-12-28", "9999-12-29", "9999-12-30", "9999-12-31"]);
  for (const day of ["0000-01-01", "0999-12-31", "1900-01-01", "9999-12-01"]) expect(weeksOf(day).length, day).toBeLessThanOrEqual(6);
});

test("a_calendar_turns_to_no_day_that_nobody_means", () => {
  const today = "2026-11-29";
  expect([turnedTo("2027-12-31", today), turnedTo("2000-01-01", today)]).toEqual(["2027-12-31", "2000-01-01"]);
  expect([turnedTo("9999-12-31", today), turnedTo("1900-01-01", today), turnedTo(null, today)]).toEqual([today, today, today]);
});

test("the_keys_walk_days_weeks_and_months", () => {
  const from = "2026-03-31";
  const led = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"].map((key) => dayByKey(key, from));
  expect(led).toEqual(["2026-03-30", "2026-04-01", "2026-03-24", "2026-04-07", "2026-03-30", "2026-04-05", "2026-02-28", "2026-04-30"]);
  expect(dayByKey("a", from)).toBeNull();
  expect([monthsOn("2024-02-29", 12), monthsOn("2026-12-31", 1)]).toEqual(["2025-02-28", "2027-01-31"]);
});
