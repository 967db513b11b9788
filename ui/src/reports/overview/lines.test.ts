import { expect, test } from "vitest";
import type { Report, ReportLine } from "../../platform/counter";
import { busiestWeekday, daysOf, doneShare, emptyLine, hourSpan, hoursOf, monthsOf, most, salesAt, stepOf, sum, weekdayDays, weeksOf, withRest } from "./lines";

function line(key: string, done: number, rupees = done): ReportLine {
  return { ...emptyLine(key), sales: done, done, done_amount_paise: rupees * 100 };
}
function report(lines: ReportLine[], from: string, to: string): Report {
  return { days: { from, to }, today: "2026-11-05", by: "day", lines, is_cut: false };
}

test("a_day_without_sales_has_its_place_and_days_to_come_have_none", () => {
  const days = daysOf(report([line("2026-11-02", 3), line("2026-11-04", 1)], "2026-11-01", "2026-11-30"));
  expect(days.map((each) => [each.key, each.sales])).toEqual([["2026-11-01", 0], ["2026-11-02", 3], ["2026-11-03", 0], ["2026-11-04", 1], ["2026-11-05", 0]]);
  expect(daysOf(report([], "2026-10-30", "2026-11-01")).map((each) => each.key)).toEqual(["2026-10-30", "2026-10-31", "2026-11-01"]);
});

test("months_are_told_as_they_are", () => {
  const months: Report = { ...report([line("2026-10", 2)], "0000-01-01", "9999-12-31"), by: "month" };
  expect(daysOf(months).map((each) => each.key)).toEqual(["2026-10"]);
});

test("the_heat_goes_from_the_first_hour_with_a_sale_to_the_last", () => {
  const lines = [line("1 09", 2), line("6 11", 5), line("7 23", 0)];
  expect(hoursOf(lines)).toEqual(["09", "10", "11"]);
  expect(hoursOf([])).toEqual([]);
  expect(salesAt(lines, "6", "11")).toBe(5);
  expect(salesAt(lines, "6", "10")).toBe(0);
  expect(["00", "09", "11", "12", "18", "23"].map(hourSpan)).toEqual(["12–1\u00a0AM", "9–10\u00a0AM", "11\u00a0AM–12\u00a0PM", "12–1\u00a0PM", "6–7\u00a0PM", "11\u00a0PM–12\u00a0AM"]);
});

test("the_busiest_weekday_is_so_on_average", () => {
  // 1 November 2026 is a Sunday; up to Thursday the 5th there is one Thursday and, from 26 October on, two of Monday to Thursday.
  const span = { days: { from: "2026-10-26", to: "2026-11-30" }, today: "2026-11-05" };
  expect(["1", "4", "5", "7"].map((day) => weekdayDays(span, day))).toEqual([2, 2, 1, 1]);
  expect(weekdayDays({ days: { from: "2026-11-05", to: "2026-11-05" }, today: "2026-11-05" }, "1")).toBe(0);
  expect(weekdayDays({ days: { from: "2026-12-01", to: "2026-12-31" }, today: "2026-11-05" }, "1")).toBe(0);
  const lines = [line("1 09", 6), line("1 10", 2), line("7 11", 5)];
  expect(busiestWeekday({ ...span, lines }), "8 on two Mondays, 5 on one Sunday").toBe("7");
  expect(busiestWeekday({ ...span, lines: [] })).toBeNull();
});

test("the_first_of_the_largest_stands_out_and_nothing_does_where_nothing_was_sold", () => {
  expect(most([1, 4, 4, 2], (each) => each)).toBe(4);
  expect(most([{ at: 1, of: 3 }, { at: 2, of: 3 }], (each) => each.of)?.at).toBe(1);
  expect(most([0, 0], (each) => each)).toBeNull();
});

test("what_waits_is_no_part_of_the_share", () => {
  expect(doneShare({ ...line("", 97), failed: 2, reversed: 1, waiting: 40 })).toEqual({ of: 97, whole: 100 });
  expect(doneShare({ ...emptyLine(""), waiting: 3 })).toEqual({ of: 0, whole: 0 });
});

test("the_rest_is_one_line_and_never_a_single_other", () => {
  const lines = [9, 8, 7, 6].map((done) => line(`o${done}`, done));
  expect(withRest(lines, 3).rest).toBeNull();
  const { shown, rest } = withRest(lines, 2);
  expect(shown.map((each) => each.key)).toEqual(["o9", "o8"]);
  expect([rest?.done, rest?.done_amount_paise]).toEqual([13, 1300]);
  expect(sum([...shown, ...(rest === null ? [] : [rest])], (each) => each.done)).toBe(30);
});

test("a_month_hangs_on_the_wall_from_monday_on", () => {
  const november = weeksOf("2026-11");
  expect(november).toHaveLength(6);
  expect(november[0]).toEqual([null, null, null, null, null, null, "2026-11-01"]);
  expect(november[5]).toEqual(["2026-11-30", null, null, null, null, null, null]);
  expect(weeksOf("2027-02").flat()).toEqual(Array.from({ length: 28 }, (_, day) => `2027-02-${String(day + 1).padStart(2, "0")}`));
});

test("each_month_sums_its_own_days_of_the_span_and_no_others", () => {
  const lines = [line("2026-10-31", 1, 100), line("2026-11-02", 3, 30), line("2026-11-05", 1, 5)];
  const months = monthsOf(report(lines, "2026-10-30", "2026-11-30"));
  expect(months.map(({ month, from, to, amount_paise, sold }) => [month, from, to, amount_paise, sold])).toEqual([
    ["2026-10", "2026-10-30", "2026-10-31", 100_00, 1],
    ["2026-11", "2026-11-01", "2026-11-05", 35_00, 2],
  ]);
  const [week] = monthsOf(report([line("2026-11-02", 3)], "2026-11-02", "2026-11-03"));
  expect([...(week?.found.keys() ?? [])], "a day outside the span is no day without sales").toEqual(["2026-11-02", "2026-11-03"]);
  expect(monthsOf(report([], "2026-12-01", "2026-12-02"))).toEqual([]);
});

test("only_nothing_has_no_shade_and_only_the_most_has_the_last", () => {
  expect([0, 1, 20, 21, 99, 100].map((value) => stepOf(value, 100))).toEqual([0, 1, 1, 2, 5, 5]);
  expect(stepOf(0, 0)).toBe(0);
});
