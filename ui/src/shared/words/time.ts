import { byLanguage } from "../state/language.svelte";
import type { Language } from "../state/language.svelte";
import { localeOf } from "./money";

const timeZone = "Asia/Kolkata";
/** India's clock is five and a half hours ahead of UTC all year. */
const INDIA_MS = 19_800_000;

function formats(options: Intl.DateTimeFormatOptions): Record<Language, Intl.DateTimeFormat> {
  return byLanguage((each) => new Intl.DateTimeFormat(localeOf(each), { timeZone, ...options }));
}

const clock = formats({ hour: "numeric", minute: "2-digit", hourCycle: "h12" });
const clockSeconds = formats({ hour: "numeric", minute: "2-digit", second: "2-digit", hourCycle: "h12" });
const dayMonth = formats({ day: "numeric", month: "short" });
const dayMonthYear = formats({ day: "numeric", month: "short", year: "numeric" });
const longDay = formats({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const weekday = formats({ weekday: "short" });
const dayName = formats({ weekday: "short", day: "numeric", month: "short" });
const monthYear = formats({ month: "long", year: "numeric" });
const shortMonthYear = formats({ month: "short", year: "numeric" });
const dayParts = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });

/** As it is said in a shop: with a large AM or PM that stays on the line of its figures. */
function said(time: string): string {
  return time.replace(/\s*([ap]m)$/i, (_, half: string) => `\u00a0${half.toUpperCase()}`);
}

/** "4:42 PM" */
export function timeOf(ms: number, language: Language): string {
  return said(clock[language].format(ms));
}

/** "4:42:07 PM" */
export function timeWithSeconds(ms: number, language: Language): string {
  return said(clockSeconds[language].format(ms));
}

/** "4:42 PM" with a plain blank, as it is typed into a field. */
export function timeTyped(ms: number, language: Language): string {
  return timeOf(ms, language).replace("\u00a0", " ");
}

/** "4:42 PM" of the minutes since midnight, as it is typed into a field. */
export function clockTyped(minutes: number, language: Language): string {
  return timeTyped(minutes * 60_000 - INDIA_MS, language);
}

/** "Sun, 29 Nov" */
export function dayNameOf(ms: number, language: Language): string {
  return dayName[language].format(ms);
}

/** The hour of the day in India, 0 to 23. */
export function hourOf(ms: number): number {
  return Math.floor((ms + INDIA_MS) / 3_600_000) % 24;
}

/** "23 Oct" */
export function dayMonthOf(ms: number, language: Language): string {
  return dayMonth[language].format(ms);
}

/** "29 Nov", and in another year than this "29 Nov 2016". */
export function nearDayOf(ms: number, now: number, language: Language): string {
  return dayOf(ms).slice(0, 4) === dayOf(now).slice(0, 4) ? dayMonthOf(ms, language) : dayMonthYearOf(ms, language);
}

/** "5:42 PM", on another day than today "29 Nov, 5:42 PM", and in another year than this "29 Nov 2016, 5:42 PM". */
export function momentOf(ms: number, now: number, language: Language): string {
  const time = timeOf(ms, language);
  return dayOf(ms) === dayOf(now) ? time : `${nearDayOf(ms, now, language)}, ${time}`;
}

/** "23 Oct 2026" */
export function dayMonthYearOf(ms: number, language: Language): string {
  return dayMonthYear[language].format(ms);
}

/** "Friday, 20 November 2026", from a day "2026-11-20". */
export function longDayOf(day: string, language: Language): string {
  return longDay[language].format(noonOf(day));
}

/** "20 Nov 2026", from a day "2026-11-20". */
export function dayWithYearOf(day: string, language: Language): string {
  return dayMonthYear[language].format(noonOf(day));
}

/** "Fri", from a day "2026-11-20". */
export function weekdayNameOf(day: string, language: Language): string {
  return weekday[language].format(noonOf(day));
}

/** "November 2026", from a month "2026-11". */
export function monthOf(month: string, language: Language): string {
  return monthYear[language].format(noonOf(`${month}-01`));
}

/** "Nov 2026", from a month "2026-11". */
export function shortMonthOf(month: string, language: Language): string {
  return shortMonthYear[language].format(noonOf(`${month}-01`));
}

/** "2026-11-20": the day in India at this instant. */
export function dayOf(ms: number): string {
  const parts = new Map(dayParts.formatToParts(ms).map((part) => [part.type, part.value]));
  return `${parts.get("year")}-${parts.get("month")}-${parts.get("day")}`;
}

const FIRST_DAY_MS = Date.parse("0000-01-01T00:00:00Z");
const LAST_DAY_MS = Date.parse("9999-12-31T00:00:00Z");

/** The day in UTC at this instant. Days compare as text because each has a year of four digits: there is none before 0000 and after 9999. */
export function dayOfUtc(ms: number): string {
  return new Date(Math.min(Math.max(ms, FIRST_DAY_MS), LAST_DAY_MS)).toISOString().slice(0, 10);
}

/** So many days on, or back. Whoever goes through days counts them (`eachDay`), because after the last day comes the last day again. */
export function addDays(day: string, days: number): string {
  return dayOfUtc(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000);
}

/** Every day from one to another, both included; none where the second is before the first. */
export function eachDay(from: string, to: string): string[] {
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
  return Array.from({ length: Math.max(0, days) }, (_, place) => addDays(from, place));
}

/** India keeps no summer time, so noon of a day is always the same offset from UTC. */
export function noonOf(day: string): number {
  return Date.parse(`${day}T12:00:00+05:30`);
}

export type Span = { unit: "second" | "minute" | "hour" | "day"; count: number };

/** A span in the largest unit that fits, rounded down. */
export function spanOf(ms: number): Span {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return { unit: "second", count: seconds };
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return { unit: "minute", count: minutes };
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? { unit: "hour", count: hours } : { unit: "day", count: Math.floor(hours / 24) };
}
