// What was sold to a number before, in few words.
import { m } from "../paraglide/messages.js";
import type { LastSale } from "../platform/counter";
import type { Language } from "../shared/state/language.svelte";
import { dayOf, nearDayOf, timeOf } from "../shared/words/time";

const MOST = 3;

/** The newest sales. Equal ones of one day are one. Of today the time says when, of other days the day. */
export function lastLines(sales: readonly LastSale[], now: number, language: Language): (LastSale & { when: string })[] {
  const isLike = (sale: LastSale) => (other: LastSale): boolean =>
    other.amount_paise === sale.amount_paise && other.operator === sale.operator && dayOf(other.at_ms) === dayOf(sale.at_ms);
  const apart = sales.filter((sale, at) => sales.findIndex(isLike(sale)) === at);
  return apart.slice(0, MOST).map((sale) => {
    const isToday = dayOf(sale.at_ms) === dayOf(now);
    return { ...sale, when: isToday ? m.last_today({ time: timeOf(sale.at_ms, language) }) : nearDayOf(sale.at_ms, now, language) };
  });
}
