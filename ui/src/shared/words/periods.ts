// Spans of business days as a person reads, types and steps through them. What a word means is decided behind the window; the same rule
// stands here for the calendar and the arrows alone.
import { m } from "../../paraglide/messages.js";
import type { Days, Period } from "../../platform/counter";
import type { Language } from "../state/language.svelte";
import { plainOf } from "./number";
import { addDays, dayMonthOf, dayNameOf, dayOfUtc, dayWithYearOf, longDayOf, monthOf, noonOf } from "./time";

export const periodWords = {
  today: m.period_today,
  yesterday: m.period_yesterday,
  this_week: m.period_this_week,
  last_week: m.period_last_week,
  this_month: m.period_this_month,
  last_month: m.period_last_month,
  this_year: m.period_this_year,
  last_year: m.period_last_year,
  always: m.period_always,
  days: m.period_days,
} satisfies Record<Period["kind"], () => string>;

/** The words that stand for days by themselves, in the order in which they are offered. */
export const wordKinds = ["today", "yesterday", "this_week", "last_week", "this_month", "last_month", "this_year", "last_year", "always"] as const;

function parts(day: string): [number, number, number] {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return [year, month, date];
}

function dayAt(year: number, month: number, date: number): string {
  const at = new Date(0);
  // Date.UTC would take a year before 100 for one of the twentieth century.
  at.setUTCFullYear(year, month - 1, date);
  return dayOfUtc(at.getTime());
}

/** 0 for Monday, 6 for Sunday. */
export function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

export function firstOfMonth(day: string, months = 0): string {
  const [year, month] = parts(day);
  return dayAt(year, month + months, 1);
}

export function lastOfMonth(day: string): string {
  const [year, month] = parts(day);
  return dayAt(year, month + 1, 0);
}

/** The 1 April on which the financial year of a day began. */
function yearStart(day: string, years = 0): string {
  const [year, month] = parts(day);
  return dayAt((month >= 4 ? year : year - 1) + years, 4, 1);
}

/** The days of a period; null for all of them. */
export function daysOf(period: Period, today: string): Days | null {
  const monday = addDays(today, -weekdayOf(today));
  switch (period.kind) {
    case "today":
      return { from: today, to: today };
    case "yesterday":
      return { from: addDays(today, -1), to: addDays(today, -1) };
    case "this_week":
      return { from: monday, to: today };
    case "last_week":
      return { from: addDays(monday, -7), to: addDays(monday, -1) };
    case "this_month":
      return { from: firstOfMonth(today), to: today };
    case "last_month":
      return { from: firstOfMonth(today, -1), to: addDays(firstOfMonth(today), -1) };
    case "this_year":
      return { from: yearStart(today), to: today };
    case "last_year":
      return { from: yearStart(today, -1), to: addDays(yearStart(today), -1) };
    case "always":
      return null;
    case "days":
      return period.data;
  }
}

type Unit = { step: (day: string, by: number) => Days; now: Period };

function spanFrom(from: string, next: string): Days {
  return { from, to: addDays(next, -1) };
}

const day: Unit = { step: (from, by) => spanFrom(addDays(from, by), addDays(from, by + 1)), now: { kind: "today" } };
const week: Unit = { step: (from, by) => spanFrom(addDays(from, 7 * by), addDays(from, 7 * by + 7)), now: { kind: "this_week" } };
const month: Unit = { step: (from, by) => spanFrom(firstOfMonth(from, by), firstOfMonth(from, by + 1)), now: { kind: "this_month" } };
const year: Unit = { step: (from, by) => spanFrom(yearStart(from, by), yearStart(from, by + 1)), now: { kind: "this_year" } };

/** What the arrows move by: a day, week, month or year where the days are one of these; up to today counts as one that is not over. */
function unitOf({ from, to }: Days, today: string): Unit | null {
  const units = [day, week, month, year];
  return units.find((unit) => {
    const whole = unit.step(from, 0);
    return whole.from === from && (whole.to === to || (to === today && today < whole.to && unit !== day));
  }) ?? null;
}

/** The days beside these, before (-1) or after them (1): as many again. Null where there are none: after today, or of all days. */
export function stepped(period: Period, today: string, last: string, by: -1 | 1): Period | null {
  const days = daysOf(period, today);
  if (days === null || days.to < days.from) return null;
  const length = Math.round((Date.parse(days.to) - Date.parse(days.from)) / 86_400_000) + 1;
  const unit = period.kind === "this_week" ? week : period.kind === "this_month" ? month : period.kind === "this_year" ? year : unitOf(days, today);
  const next = unit === null ? { from: addDays(days.from, by * length), to: addDays(days.to, by * length) } : unit.step(days.from, by);
  if (by === 1 && next.from > last) return null;
  // The span that today is in goes by its word, so that it stays the present one.
  if (unit !== null && next.from <= today && today <= next.to) return unit.now;
  return { kind: "days", data: next };
}

function isMonth(days: Days): boolean {
  return days.from === firstOfMonth(days.from) && days.to === lastOfMonth(days.from);
}

/** Days by their dates, a whole month by its name: "Sunday, 29 November 2026", "November 2026", "1 Nov 2026 – 12 Nov 2026". Before the year
 * 1000 only all days begin. */
export function daysLine(days: Days, language: Language): string {
  if (days.from < "1000") return m.period_always();
  if (days.from === days.to) return longDayOf(days.from, language);
  return isMonth(days) ? monthOf(days.from.slice(0, 7), language) : `${dayWithYearOf(days.from, language)} – ${dayWithYearOf(days.to, language)}`;
}

/** The same in few words: "1 – 12 Nov 2026", "30 Nov – 6 Dec 2026"; `year`: the one that is said already. */
function fewWords(days: Days, year: string | null, language: Language): string {
  if (days.from === days.to) return year === null ? longDayOf(days.from, language) : dayMonthOf(noonOf(days.from), language);
  if (isMonth(days)) return monthOf(days.from.slice(0, 7), language);
  const isOneYear = days.from.slice(0, 4) === days.to.slice(0, 4);
  const end = isOneYear && days.to.slice(0, 4) === year ? dayMonthOf(noonOf(days.to), language) : dayWithYearOf(days.to, language);
  if (days.from.slice(0, 7) === days.to.slice(0, 7)) return `${Number(days.from.slice(8))} – ${end}`;
  return `${isOneYear ? dayMonthOf(noonOf(days.from), language) : dayWithYearOf(days.from, language)} – ${end}`;
}

/** What the days are called. It stands in a row of choices: in few words. "Today · Sun, 29 Nov", "This month · 1 – 12 Nov",
 * "1 – 12 Nov 2025". */
export function periodLine(period: Period, today: string, language: Language): string {
  const days = daysOf(period, today);
  if (days === null) return m.period_always();
  // What was typed says its year; a word has said it, unless its days reach into another.
  if (period.kind === "days") return fewWords(days, null, language);
  const isOneDay = period.kind === "today" || period.kind === "yesterday";
  return `${periodWords[period.kind]()} · ${isOneDay ? dayNameOf(noonOf(days.from), language) : fewWords(days, today.slice(0, 4), language)}`;
}

/** "28-11-2026" of the day "2026-11-28", as a date is typed in India. */
export function dayTyped(day: string): string {
  return day.split("-").reverse().join("-");
}

/** The first year that a shop can mean. */
export const FIRST_YEAR = 2000;

/** The last year that a shop can mean: the next one. A day that is ahead of the clock is still shown. */
export function lastYear(today: string): number {
  return parts(today)[0] + 1;
}

/** Whether a shop can mean the day. */
export function isSane(day: string, today: string): boolean {
  const [year] = parts(day);
  return year >= FIRST_YEAR && year <= lastYear(today);
}

/** What is wrong with two days that were typed. */
export type SpanFault = "no_such_day" | "far_away" | "before_first";

function faultOf(day: string | null, today: string): SpanFault | null {
  if (day === null) return "no_such_day";
  return isSane(day, today) ? null : "far_away";
}

/** The days of two typed ones, or what is wrong with each of them. */
export function typedSpan(from: string, to: string, today: string): { days: Days; wrong: null } | { days: null; wrong: { from: SpanFault | null; to: SpanFault | null } } {
  const [first, last] = [typedDay(from), typedDay(to)];
  const wrong = { from: faultOf(first, today), to: faultOf(last, today) };
  if (first === null || last === null || wrong.from !== null || wrong.to !== null) return { days: null, wrong };
  return first <= last ? { days: { from: first, to: last }, wrong: null } : { days: null, wrong: { from: null, to: "before_first" } };
}

/** The day that was typed as 28-11-2026, 28/11/26 or 2026-11-28, with any Indian digits; null for what is no day. */
export function typedDay(text: string): string | null {
  const found = plainOf(text).trim().split(/[\s\-/.]+/).filter((part) => part !== "");
  if (found.length !== 3 || found.some((part) => !/^\d{1,4}$/.test(part))) return null;
  const [first = "", second = "", third = ""] = found;
  const [yearText, monthText, dateText] = first.length === 4 ? [first, second, third] : [third.length === 2 ? `20${third}` : third, second, first];
  if (yearText.length !== 4) return null;
  const day = `${yearText}-${monthText.padStart(2, "0")}-${dateText.padStart(2, "0")}`;
  const [year, month, date] = parts(day);
  return dayAt(year, month, date) === day ? day : null;
}
