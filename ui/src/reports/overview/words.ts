// Figures of reports in words.
import { m } from "../../paraglide/messages.js";
import type { MonthsCompared, ReportBy, ReportLine, Service } from "../../platform/counter";
import { house } from "../../shared/state/house.svelte";
import { byLanguage, language } from "../../shared/state/language.svelte";
import { count, localeOf, rupees } from "../../shared/words/money";
import { dayMonthOf, dayWithYearOf, monthOf, noonOf } from "../../shared/words/time";
import { serviceWords, tookWords as spanTookWords } from "../../shared/words/words";
import { LEAST_ASKED } from "../companies/compare";
import { hourSpan, type Part } from "./lines";

const short = byLanguage((each) => new Intl.NumberFormat(localeOf(each), { maximumSignificantDigits: 3 }));
const shares = byLanguage((each) => new Intl.NumberFormat(localeOf(each), { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 }));
const longWeekday = byLanguage((each) => new Intl.DateTimeFormat(localeOf(each), { timeZone: "UTC", weekday: "long" }));
const shortWeekday = byLanguage((each) => new Intl.DateTimeFormat(localeOf(each), { timeZone: "UTC", weekday: "short" }));

/**
 * "₹ 1.5 L": beside an axis, where there is no room. All of an axis has the unit of its largest figure, `of`: "₹ 0.5 L" below "₹ 1 L". The
 * engine's own short form has a T for a thousand, which nobody here writes.
 */
export function shortRupees(paise: number, of = paise): string {
  const rupees = paise / 100;
  const unit = paise === 0 ? 0 : of / 100;
  const figure = (each: number): string => short[language()].format(rupees / each);
  if (unit >= 10_000_000) return m.report_crore({ amount: figure(10_000_000) });
  if (unit >= 100_000) return m.report_lakh({ amount: figure(100_000) });
  return unit >= 1_000 ? m.report_thousand({ amount: figure(1_000) }) : `₹ ${figure(1)}`;
}

/** A sum in a title, which is not torn from its sign at the end of a line. */
export function wholeRupees(paise: number): string {
  return rupees(Math.round(paise / 100) * 100, language()).replaceAll(" ", "\u00a0");
}

/** "97.4%"; nothing of nothing is a dash. */
export function shareWords({ of, whole }: Part): string {
  return whole === 0 ? "–" : shares[language()].format(of / whole);
}

/** How many of these sales: "97.4%", and "1 of 3" where there are too few for a share. */
export function salesShareWords({ of, whole }: Part): string {
  const isFew = whole > 0 && whole < LEAST_ASKED;
  return isFew ? m.companies_done_of({ count: count(of, language()), of: count(whole, language()) }) : shareWords({ of, whole });
}

/** "8 s", "3 min", "2 h", as everywhere; nothing is a dash. */
export function tookWords(ms: number | null): string {
  return ms === null ? "–" : spanTookWords(ms);
}

/** "Usually done within 4 s, nearly all within 9 s."; one figure where the two are the same; nothing where none is known. */
export function tookSentence(line: ReportLine): string {
  if (line.median_ms === null) return "";
  const [half, most] = [tookWords(line.median_ms), tookWords(line.nine_of_ten_ms)];
  return half === most ? m.report_took_all({ most }) : m.report_took({ half, most });
}

/** This month beside the same days of the last one. Of days before the books began nothing can be said. */
export function monthsTitle({ present, same_days, whole, begun }: MonthsCompared): string {
  const month = monthOf(whole.days.from.slice(0, 7), language());
  // A day that has just begun is not held against a whole one.
  if (present.days.from === present.days.to) return m.report_months_first({ month });
  if (begun !== null && begun > same_days.days.from) return m.report_months_begun({ month, day: dayWithYearOf(begun, language()) });
  if (same_days.sum.sales === 0) return m.report_months_alone({ month });
  const more = present.sum.done_amount_paise - same_days.sum.done_amount_paise;
  if (more === 0) return m.report_months_same({ month });
  const amount = wholeRupees(Math.abs(more));
  return more > 0 ? m.report_months_more({ amount, month }) : m.report_months_less({ amount, month });
}

/** 5 January 1970 was a Monday. */
function weekdayMs(weekday: string): number {
  return (3 + Number(weekday)) * 86_400_000;
}

export function weekdayWords(weekday: string): string {
  return longWeekday[language()].format(weekdayMs(weekday));
}

export function weekdayShort(weekday: string): string {
  return shortWeekday[language()].format(weekdayMs(weekday));
}

/** "Sat 7 Nov", and "November 2026" of a month. */
export function dayWords(key: string): string {
  if (key.length === 7) return monthOf(key, language());
  const weekday = shortWeekday[language()].format(Date.parse(`${key}T12:00:00Z`));
  return `${weekday} ${dayMonthOf(noonOf(key), language())}`;
}

export function customerWords(line: ReportLine): string {
  if (line.key === "") return m.report_nobody();
  return line.name === "" ? m.report_customer_of({ id: line.key }) : line.name;
}

/** What a line is of. */
export function keyWords(line: ReportLine, by: ReportBy): string {
  const names: Record<ReportBy, () => string> = {
    all: m.report_all,
    day: () => dayWords(line.key),
    month: () => dayWords(line.key),
    hour: () => hourSpan(line.key),
    weekday: () => weekdayWords(line.key),
    weekday_hour: () => `${weekdayWords(line.key.slice(0, 1))} ${hourSpan(line.key.slice(2))}`,
    operator: () => house.operatorName(line.key),
    service: () => serviceWords[line.key as Service](),
    company: () => house.providerName(line.key),
    customer: () => customerWords(line),
  };
  return names[by]();
}

/** What companies told of their commission, beside what is booked of the same sales. */
export function toldWords(line: ReportLine): string {
  if (line.told_sales === 0) return "–";
  const more = line.told_paise - line.told_booked_paise;
  const amount = rupees(Math.abs(more), language());
  if (more === 0) return m.report_told_same();
  return more < 0 ? m.report_told_less({ amount }) : m.report_told_more({ amount });
}

export function salesWords(sales: number): string {
  return m.report_sales_count({ count: sales, shown: count(sales, language()) });
}
