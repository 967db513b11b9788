// What a restore or a repair brought, in sentences: each line only where it applies.
import { m } from "../paraglide/messages.js";
import type { CannotAsk, OrderLeft, RepairReport } from "../platform/counter";
import { house } from "../shared/state/house.svelte";
import { ledgerWords, salesWords, whenWords } from "./words";

const whyLeft: Record<CannotAsk, (inputs: { provider: string }) => string> = {
  not_connected: m.cannot_ask_not_connected,
  no_enquiry: m.cannot_ask_no_enquiry,
};

export function leftWords(order: OrderLeft): string {
  return whyLeft[order.why]({ provider: house.providerName(order.provider) });
}

export function titleOf(report: RepairReport, now: number): string {
  const when = whenWords(report.at_ms, now);
  return report.damaged ? m.report_repaired({ when }) : m.report_restored({ when });
}

export function recovered(report: RepairReport, now: number): string[] {
  const lines: string[] = [];
  if (report.backup !== null) lines.push(m.report_backup({ sales: salesWords(report.sales_from_backup), when: report.backup_made_at_ms === null ? report.backup : whenWords(report.backup_made_at_ms, now) }));
  if (report.orders_from_log > 0) lines.push(m.report_from_log({ count: report.orders_from_log }));
  if (report.orders_from_ledger > 0) lines.push(m.report_from_ledger({ count: report.orders_from_ledger }));
  if (report.orders_asked > 0) lines.push(m.report_asked({ count: report.orders_asked }));
  if ((report.words_put_back ?? 0) > 0) lines.push(m.report_words_back({ count: report.words_put_back ?? 0 }));
  if ((report.disputes_put_back ?? 0) > 0) lines.push(m.report_disputes_back({ count: report.disputes_put_back ?? 0 }));
  if (report.settled_again > 0) lines.push(m.report_settled_again({ count: report.settled_again }));
  if (report.settings_taken) lines.push(m.report_settings_taken());
  for (const name of [...(report.set_aside_before ?? []), ...(report.set_aside === null ? [] : [report.set_aside])]) lines.push(m.report_set_aside({ name }));
  return lines;
}

/** Beside the orders left, which are a list of their own. */
export function notRecovered(report: RepairReport, now: number): string[] {
  const lines: string[] = [];
  if (report.backup === null && report.ledger_stayed !== true) lines.push(m.report_no_backup());
  if (report.orders_missing.length > 0) lines.push(m.report_missing({ orders: report.orders_missing.join(", ") }));
  if (report.orders_refused.length > 0) lines.push(m.report_refused({ orders: report.orders_refused.join(", ") }));
  if (report.lines_unreadable > 0) lines.push(m.report_unreadable({ count: report.lines_unreadable }));
  if (report.rows_unreadable > 0) lines.push(m.report_rows_unreadable({ count: report.rows_unreadable }));
  if (report.words_unsure === true) lines.push(report.backup_made_at_ms === null ? m.report_words_unsure_always() : m.report_words_unsure({ when: whenWords(report.backup_made_at_ms, now) }));
  const hasBackup = report.backup !== null;
  if (report.later_unknown) lines.push(hasBackup ? m.report_later_unknown() : m.report_sales_unknown());
  if (report.changes_lost) lines.push(hasBackup ? m.report_changes_lost() : m.report_changes_gone());
  if (report.settings_refused === true) lines.push(m.report_settings_refused());
  return lines;
}

/** The whole of it for the clipboard. */
export function reportText(report: RepairReport, now: number): string {
  const left = report.orders_left.map((order) => `  ${order.order_id} · ${leftWords(order)}`);
  const lost = [...notRecovered(report, now).map((line) => `- ${line}`), ...(left.length > 0 ? [`- ${m.report_left({ count: left.length })}`, ...left] : [])];
  return [
    `${titleOf(report, now)} · ${ledgerWords[report.mode]()}`,
    m.report_good(),
    ...recovered(report, now).map((line) => `- ${line}`),
    ...(lost.length > 0 ? [m.report_lost(), ...lost] : [m.report_whole()]),
  ].join("\n");
}
