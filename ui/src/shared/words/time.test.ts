import { expect, test } from "vitest";
import { clockTyped, momentOf, nearDayOf } from "./time";

test("a_moment_of_another_year_tells_its_year", () => {
  const now = Date.parse("2026-11-29T17:42:00+05:30");
  expect(momentOf(Date.parse("2026-11-29T10:00:00+05:30"), now, "en")).toBe("10:00\u00a0AM");
  expect(momentOf(Date.parse("2026-01-01T10:00:00+05:30"), now, "en")).toBe("1 Jan, 10:00\u00a0AM");
  expect(momentOf(Date.parse("2016-01-01T10:00:00+05:30"), now, "en")).toBe("1 Jan 2016, 10:00\u00a0AM");
  expect(nearDayOf(Date.parse("2025-12-31T23:59:00+05:30"), now, "en")).toBe("31 Dec 2025");
});

test("a_time_of_day_is_typed_as_it_is_shown", () => {
  expect([0, 240, 750, 1_190].map((minutes) => clockTyped(minutes, "en"))).toEqual(["12:00 AM", "4:00 AM", "12:30 PM", "7:50 PM"]);
});
