// Backups in words: when, how large, how they stand, and what a restore or a repair will do.
import { m } from "../paraglide/messages.js";
import type { Backup, BackupPlace, Backups, Books, Damage, Mode, RestorePlan, Thinned } from "../platform/counter";
import { byLanguage, language } from "../shared/state/language.svelte";
import { count, localeOf } from "../shared/words/money";
import { addDays, dayMonthOf, dayMonthYearOf, dayOf, noonOf, timeOf } from "../shared/words/time";

const sizes = byLanguage((each) => new Intl.NumberFormat(localeOf(each), { maximumFractionDigits: 1 }));

const placeNames: Record<BackupPlace, () => string> = { own: m.backup_place_own, second: m.backup_place_second };
const elsewhereNames: Record<BackupPlace, () => string> = { own: m.backup_place_laid, second: m.backup_place_elsewhere };
export const ledgerWords: Record<Mode, () => string> = { practice: m.report_practice, real: m.report_real };

/** "today, 9:10 PM", "yesterday, 9:10 PM", "19 Nov, 9:10 PM"; with its year where that is another one: a stick can be old. */
export function whenWords(ms: number, now: number): string {
  const time = timeOf(ms, language());
  const [day, today] = [dayOf(ms), dayOf(now)];
  if (day === today) return m.when_today({ time });
  if (day === addDays(today, -1)) return m.when_yesterday({ time });
  return m.when_day({ day: dayWords(ms, now), time });
}

function dayWords(ms: number, now: number): string {
  const sameYear = dayOf(ms).slice(0, 4) === dayOf(now).slice(0, 4);
  return (sameYear ? dayMonthOf : dayMonthYearOf)(ms, language());
}

/** When it was made; of one that cannot be read, the day by its name. */
export function madeWords(backup: Backup, now: number): string {
  return backup.made_at_ms === null ? dayWords(noonOf(backup.day), now) : whenWords(backup.made_at_ms, now);
}

/** Where it lies, and that it is another computer's. */
export function placeWords(backup: Backup): string {
  return (backup.elsewhere ? elsewhereNames : placeNames)[backup.place]();
}

/** "1,204 sales" */
export function salesWords(sales: number): string {
  return m.backup_sales({ count: sales, figure: count(sales, language()) });
}

/** "84 KB", "12.5 MB" */
export function sizeWords(bytes: number): string {
  if (bytes < 1_000_000) return m.size_kb({ count: count(Math.ceil(bytes / 1000), language()) });
  return m.size_mb({ count: sizes[language()].format(bytes / 1_000_000) });
}

/** The newest good backup of the shown ledger. */
function lastGood(view: Backups, mode: Mode): Backup | null {
  return view.backups.find((backup) => backup.problem === null && backup.mode === mode && backup.made_at_ms === view.books.last_backup_ms) ?? null;
}

/** "Last good backup: today, 9:10 PM · 1,204 sales" */
export function lastBackupWords(view: Backups, mode: Mode, now: number): string {
  if (view.books.last_backup_ms === null) return m.backup_none_yet();
  const last = m.backup_last({ when: whenWords(view.books.last_backup_ms, now) });
  const backup = lastGood(view, mode);
  return backup === null ? last : `${last} · ${salesWords(backup.sales)}`;
}

/** Whether the backups need nobody's attention. */
export function isWell(books: Books): boolean {
  return books.last_backup_ms !== null && !books.backup_old && books.backup_problem === null;
}

/** What the header says when the backups need somebody; null while they do not. A shop's first hours without one are no fault. */
export function headerWords(books: Books): string | null {
  if (books.backup_problem !== null) return m.header_backup_failed();
  return books.backup_old ? m.header_backup_old() : null;
}

/** That backups went before their time, and where room is needed. */
export function thinnedWords({ place, gone, left }: Thinned): string {
  return place === "own" ? m.backup_thinned_own({ gone, left }) : m.backup_thinned_second({ gone, left });
}

/** What a restore will do, a sentence a line. */
export function planLines(plan: RestorePlan): string[] {
  const { backup } = plan;
  const sales = salesWords(backup.sales);
  return [
    ...(backup.elsewhere ? [m.restore_elsewhere()] : []),
    backup.shop_name === "" ? m.restore_has({ sales }) : m.restore_has_shop({ sales, shop: backup.shop_name }),
    plan.sales_now === null ? m.restore_unreadable_now() : m.restore_has_now({ sales: salesWords(plan.sales_now) }),
    plan.orders_to_ask > 0 ? m.restore_orders({ count: plan.orders_to_ask }) : m.restore_no_orders(),
    ...(plan.later_unknown ? [m.restore_later_unknown()] : []),
    m.restore_changes(),
  ];
}

/** What a repair will do, a sentence a line. */
export function damageLines(damage: Damage, now: number): string[] {
  const { backup, orders_to_ask: orders } = damage;
  if (backup === null) return [m.damage_from_log(), ...(orders > 0 ? [m.damage_log_orders({ count: orders })] : []), m.damage_kept()];
  const from = m.damage_from({ when: madeWords(backup, now), sales: salesWords(backup.sales) });
  return [from, orders > 0 ? m.damage_orders({ count: orders }) : m.damage_no_orders(), m.damage_kept()];
}
