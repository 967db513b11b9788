// The words for what the counter sends as codes. Every switch here is exhaustive: a new code does not compile until it has words.
import { m } from "../paraglide/messages.js";
import type { Attention, EventKind, Reason, SaleState, SaleView, Service, Verdict } from "../platform/counter";
import { spanOf } from "./time";

export type Tone = "ok" | "wait" | "bad" | "quiet";

export const stateWords: Record<SaleState, () => string> = {
  intended: m.state_intended,
  submitted: m.state_submitted,
  not_sent: m.state_not_sent,
  pending: m.state_pending,
  unknown: m.state_unknown,
  succeeded: m.state_succeeded,
  failed: m.state_failed,
  reversed: m.state_reversed,
};

export const stateTones: Record<SaleState, Tone> = {
  intended: "wait",
  submitted: "wait",
  pending: "wait",
  unknown: "wait",
  not_sent: "bad",
  failed: "bad",
  succeeded: "ok",
  reversed: "quiet",
};

export const reasonWords: Record<Reason, () => string> = {
  failed_by_provider: m.reason_failed_by_provider,
  never_left: m.reason_never_left,
  declared_failed: m.reason_declared_failed,
  reversed: m.reason_reversed,
  no_record_confirmed: m.reason_no_record_confirmed,
  sending: m.reason_sending,
  no_answer: m.reason_no_answer,
  no_record_yet: m.reason_no_record_yet,
  accepted: m.reason_accepted,
  done: m.reason_done,
};

export const verdictWords: Record<Verdict, () => string> = {
  safe: m.verdict_safe,
  not_yet: m.verdict_not_yet,
  never: m.verdict_never,
};

export const attentionWords: Record<Attention, () => string> = {
  contradicted: m.attention_contradicted,
  needs_person: m.attention_needs_person,
};

export const eventWords: Record<EventKind, () => string> = {
  intended: m.event_intended,
  submitted: m.event_submitted,
  not_sent: m.event_not_sent,
  accepted: m.event_accepted,
  succeeded: m.event_succeeded,
  rejected: m.event_rejected,
  lost_track: m.event_lost_track,
  reversed: m.event_reversed,
  no_record: m.event_no_record,
  no_news: m.event_no_news,
  contradicted: m.event_contradicted,
  declared_failed: m.event_declared_failed,
  printed: m.event_printed,
};

export const serviceWords: Record<Service, () => string> = {
  prepaid: m.service_prepaid,
  postpaid: m.service_postpaid,
  dth: m.service_dth,
  landline: m.service_landline,
  data_card: m.service_data_card,
  electricity: m.service_electricity,
  gas: m.service_gas,
  insurance: m.service_insurance,
  fastag: m.service_fastag,
  voucher: m.service_voucher,
  cash_drop: m.service_cash_drop,
  money_transfer: m.service_money_transfer,
};

/** A sale nobody knows the end of yet. */
export function isOpen(sale: SaleView): boolean {
  return sale.state === "intended" || sale.state === "submitted" || sale.state === "pending" || sale.state === "unknown";
}

/** "40 s", "3 min", "2 h", "5 days" */
export function spanWords(ms: number): string {
  const span = spanOf(ms);
  switch (span.unit) {
    case "second":
      return m.span_seconds({ count: span.count });
    case "minute":
      return m.span_minutes({ count: span.count });
    case "hour":
      return m.span_hours({ count: span.count });
    case "day":
      return m.span_days({ count: span.count });
  }
}
