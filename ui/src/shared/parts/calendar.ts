// A month as weeks from Monday on, and where the keys lead in it.
import { firstOfMonth, isSane, lastOfMonth, weekdayOf } from "../words/periods";
import { addDays } from "../words/time";

/** The weeks of a day's month, with the days of its neighbours that fill the first and the last. */
export function weeksOf(day: string): string[][] {
  const first = firstOfMonth(day);
  const before = weekdayOf(first);
  const weeks = Math.ceil((before + Number(lastOfMonth(day).slice(8))) / 7);
  return Array.from({ length: weeks }, (_, week) => [0, 1, 2, 3, 4, 5, 6].map((place) => addDays(first, 7 * week + place - before)));
}

/** The day whose month a calendar turns to: that day, or today for one that is too far away to be meant. */
export function turnedTo(day: string | null, today: string): string {
  return day !== null && isSane(day, today) ? day : today;
}

/** The same date of another month; its last day where that month is shorter. */
export function monthsOn(day: string, months: number): string {
  const first = firstOfMonth(day, months);
  const last = lastOfMonth(first);
  const same = `${first.slice(0, 8)}${day.slice(8)}`;
  return same > last ? last : same;
}

/** The day to which a key leads; null for a key that leads nowhere. */
export function dayByKey(key: string, day: string): string | null {
  const moves: Record<string, () => string> = {
    ArrowLeft: () => addDays(day, -1),
    ArrowRight: () => addDays(day, 1),
    ArrowUp: () => addDays(day, -7),
    ArrowDown: () => addDays(day, 7),
    Home: () => addDays(day, -weekdayOf(day)),
    End: () => addDays(day, 6 - weekdayOf(day)),
    PageUp: () => monthsOn(day, -1),
    PageDown: () => monthsOn(day, 1),
  };
  return moves[key]?.() ?? null;
}
