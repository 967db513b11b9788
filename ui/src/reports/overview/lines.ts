// What charts are made of: the lines of a report put in order, and what stands out in them.
import type { Report, ReportLine } from "../../platform/counter";
import { lastOfMonth, weekdayOf } from "../../shared/words/periods";
import { eachDay } from "../../shared/words/time";

/** A line without sales. */
export function emptyLine(key: string): ReportLine {
  return {
    key, name: "", sales: 0, amount_paise: 0, done: 0, done_amount_paise: 0, waiting: 0, failed: 0, reversed: 0, charge_paise: 0, booked_paise: 0,
    told_sales: 0, told_paise: 0, told_booked_paise: 0, median_ms: null, nine_of_ten_ms: null,
  };
}

function known(lines: ReportLine[], key: string): ReportLine {
  return lines.find((line) => line.key === key) ?? emptyLine(key);
}

/** The days of a report up to today, also those without sales. By months only those with sales are told. */
export function daysOf(report: Report): ReportLine[] {
  if (report.by !== "day") return report.lines;
  const found = new Map(report.lines.map((line) => [line.key, line]));
  const last = report.days.to < report.today ? report.days.to : report.today;
  return eachDay(report.days.from, last).map((day) => found.get(day) ?? emptyLine(day));
}

export const weekdays = ["1", "2", "3", "4", "5", "6", "7"] as const;

function twoDigits(hour: number): string {
  return String(hour).padStart(2, "0");
}

/** The hours from the first to the last one with a sale. */
export function hoursOf(lines: ReportLine[]): string[] {
  const hours = lines.filter((line) => line.sales > 0).map((line) => Number(line.key.slice(2)));
  if (hours.length === 0) return [];
  const first = Math.min(...hours);
  return Array.from({ length: Math.max(...hours) - first + 1 }, (_, place) => twoDigits(first + place));
}

/** Sales of a weekday and an hour. */
export function salesAt(lines: ReportLine[], weekday: string, hour: string): number {
  return known(lines, `${weekday} ${hour}`).sales;
}

/** How many days of each weekday there are from one day to another: those to come are none yet. */
export function weekdayDays({ days, today }: Pick<Report, "days" | "today">, weekday: string): number {
  const last = days.to < today ? days.to : today;
  const all = Math.round((Date.parse(last) - Date.parse(days.from)) / 86_400_000) + 1;
  if (!(all > 0)) return 0;
  const first = weekdayOf(days.from);
  const till = (Number(weekday) - 1 - first + 7) % 7;
  return till >= all ? 0 : Math.floor((all - 1 - till) / 7) + 1;
}

/** The weekday with the most sales on one day of it, on average; null where nothing was sold. */
export function busiestWeekday(report: Pick<Report, "days" | "today" | "lines">): string | null {
  return most(weekdays, (day) => {
    const sales = sum(report.lines.filter((line) => line.key.startsWith(`${day} `)), (line) => line.sales);
    return sales / Math.max(1, weekdayDays(report, day));
  });
}

/** The first of those with the most; null where nobody has any. */
export function most<Each>(all: readonly Each[], of: (each: Each) => number): Each | null {
  let best: Each | null = null;
  for (const each of all) if (of(each) > 0 && (best === null || of(each) > of(best))) best = each;
  return best;
}

export function sum<Each>(all: readonly Each[], of: (each: Each) => number): number {
  return all.reduce((total, each) => total + of(each), 0);
}

/** "6" of the hour "18". */
export function hourOfClock(hour: string): number {
  return Number(hour) % 12 || 12;
}

/** "6–7 PM" of the hour "18", as a time is told elsewhere; an hour that ends at noon or midnight names both halves of the day. */
export function hourSpan(hour: string): string {
  const next = String(Number(hour) + 1);
  const half = (of: string): string => (Number(of) % 24 < 12 ? "AM" : "PM");
  const first = half(hour) === half(next) ? String(hourOfClock(hour)) : `${hourOfClock(hour)}\u00a0${half(hour)}`;
  return `${first}–${hourOfClock(next)}\u00a0${half(next)}`;
}

/** So much of a whole: of sales, or of money. */
export type Part = { of: number; whole: number };

/** How many of the settled sales were done. */
export function doneShare(line: ReportLine): Part {
  return { of: line.done, whole: line.done + line.failed + line.reversed };
}

/** The first lines, and all others as one at the end. */
export function withRest(lines: ReportLine[], first: number): { shown: ReportLine[]; rest: ReportLine | null } {
  if (lines.length <= first + 1) return { shown: lines, rest: null };
  const others = lines.slice(first);
  const rest: ReportLine = {
    ...emptyLine(""),
    sales: sum(others, (line) => line.sales),
    done: sum(others, (line) => line.done),
    done_amount_paise: sum(others, (line) => line.done_amount_paise),
  };
  return { shown: lines.slice(0, first), rest };
}

/** The weeks of a month, from Monday on; a place that is of another month is null. */
export function weeksOf(month: string): (string | null)[][] {
  const first = `${month}-01`;
  const before = weekdayOf(first);
  const places: (string | null)[] = [...Array.from({ length: before }, () => null), ...eachDay(first, lastOfMonth(first))];
  while (places.length % 7 !== 0) places.push(null);
  return Array.from({ length: places.length / 7 }, (_, week) => places.slice(week * 7, week * 7 + 7));
}

/** A month of the wall: the days of it that the report sums, from its first to its last, and what they come to. */
export type MonthOfSheet = { month: string; from: string; to: string; found: Map<string, ReportLine>; amount_paise: number; sold: number };

/** The months that the days of a report lie in, the first one first; without a day there is none. */
export function monthsOf(report: Report): MonthOfSheet[] {
  const days = daysOf(report);
  const months = [...new Set(days.map((line) => line.key.slice(0, 7)))];
  return months.map((month) => {
    const lines = days.filter((line) => line.key.startsWith(month));
    return {
      month,
      from: lines[0]?.key ?? `${month}-01`,
      to: lines.at(-1)?.key ?? `${month}-01`,
      found: new Map(lines.map((line) => [line.key, line])),
      amount_paise: sum(lines, (line) => line.done_amount_paise),
      sold: lines.filter((line) => line.sales > 0).length,
    };
  });
}

/** In which of five steps a value is of the largest: 0 for nothing, 5 for the most. */
export function stepOf(value: number, largest: number): number {
  return value <= 0 || largest <= 0 ? 0 : Math.max(1, Math.ceil((value * 5) / largest));
}
