// The wallet that will run out first, and how long each lasts.
import { m } from "../paraglide/messages.js";
import type { Wallet } from "../platform/counter";
import { addDays, dayOf, hourOf } from "../shared/words/time";

const DAY_MS = 86_400_000;
const HALF_HOUR_MS = 1_800_000;

/**
 * The more urgent of two: what is used up first, then what the shop calls low, then what holds least. A wallet that was never read
 * is told last, and one that nothing was ever sold through waits behind all that something was.
 */
function sooner(one: Wallet, other: Wallet): number {
  const ends = (wallet: Wallet): number => wallet.used_up_at_ms ?? Number.POSITIVE_INFINITY;
  const holds = (wallet: Wallet): number => wallet.balance_paise ?? Number.POSITIVE_INFINITY;
  if (one.is_used !== other.is_used) return one.is_used ? -1 : 1;
  if (ends(one) !== ends(other)) return ends(one) < ends(other) ? -1 : 1;
  if (one.is_low !== other.is_low) return one.is_low ? -1 : 1;
  return holds(one) === holds(other) ? 0 : holds(one) < holds(other) ? -1 : 1;
}

/** The one that a shopkeeper should load first; null where there is none. */
export function firstToRunOut(wallets: Wallet[]): Wallet | null {
  return [...wallets].sort(sooner)[0] ?? null;
}

/** The wallet that the sale on the strip is paid from; null where no strip stands, or its company has no wallet here. */
export function soldFrom(wallets: Wallet[], provider: string | null): Wallet | null {
  return wallets.find((wallet) => wallet.provider === provider) ?? null;
}

/** What the header shows: one wallet, or before anything was sold through one of several, what is in all of them; null where there is none. */
export function inHeader(wallets: Wallet[]): { first: Wallet } | { sum_paise: number | null } | null {
  const first = firstToRunOut(wallets);
  if (first === null) return null;
  if (first.is_used || wallets.length === 1) return { first };
  const read = wallets.flatMap((wallet) => (wallet.balance_paise === null ? [] : [wallet.balance_paise]));
  return { sum_paise: read.length === 0 ? null : read.reduce((sum, paise) => sum + paise, 0) };
}

/** "6 PM", "12 noon", "शाम 6 बजे". */
export function hourWords(ms: number): string {
  const hour = hourOf(ms + HALF_HOUR_MS);
  if (hour === 0) return m.hour_midnight();
  if (hour === 12) return m.hour_midday();
  const of = { hour: hour % 12 };
  if (hour < 4) return m.hour_small(of);
  if (hour < 12) return m.hour_morning(of);
  if (hour < 16) return m.hour_noon(of);
  return hour < 20 ? m.hour_evening(of) : m.hour_late(of);
}

/** How long a wallet lasts by the pace of the last days; null where too little is known, or it lasts longer than a week. */
export function lastsWords(wallet: Wallet, now: number): string | null {
  const ends = wallet.used_up_at_ms;
  if (ends === null) return null;
  if (wallet.balance_paise !== null && wallet.balance_paise <= 0) return m.purse_empty();
  // Rounded to the hour that is told, so that "about midnight" is of the day that it ends.
  const [today, day] = [dayOf(now), dayOf(ends)];
  if (day === today) return m.purse_till({ time: hourWords(ends) });
  if (day === addDays(today, 1)) return m.purse_till_tomorrow({ time: hourWords(ends) });
  return m.purse_days({ days: Math.max(2, Math.round((ends - now) / DAY_MS)) });
}
