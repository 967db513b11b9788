import { expect, test } from "vitest";
import { dayByKey, monthsOn, weeksOf } from "./calendar";

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

test("the_keys_walk_days_weeks_and_months", () => {
  const from = "2026-03-31";
  const led = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"].map((key) => dayByKey(key, from));
  expect(led).toEqual(["2026-03-30", "2026-04-01", "2026-03-24", "2026-04-07", "2026-03-30", "2026-04-05", "2026-02-28", "2026-04-30"]);
  expect(dayByKey("a", from)).toBeNull();
  expect([monthsOn("2024-02-29", 12), monthsOn("2026-12-31", 1)]).toEqual(["2025-02-28", "2027-01-31"]);
});
