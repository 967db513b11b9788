// The words for complaints.
import { m } from "../paraglide/messages.js";
import type { ComplaintOutcome, ComplaintReason, ComplaintView, EventKind, SaleView } from "../platform/counter";
import { language } from "../shared/state/language.svelte";
import { dayMonthOf, noonOf } from "../shared/words/time";
import { isOpen } from "../shared/words/words";
import type { Tone } from "../shared/words/words";

export const reasonWords: Record<ComplaintReason, () => string> = {
  not_received: m.complaint_reason_not_received,
  money_not_back: m.complaint_reason_money_not_back,
  waiting: m.complaint_reason_waiting,
  taken_twice: m.complaint_reason_taken_twice,
  wrong_thing: m.complaint_reason_wrong_thing,
  commission: m.complaint_reason_commission,
  other: m.complaint_reason_other,
};

/** In the order of the form. */
export const reasons: ComplaintReason[] = ["not_received", "money_not_back", "waiting", "taken_twice", "wrong_thing", "commission", "other"];

export const outcomeWords: Record<ComplaintOutcome, () => string> = {
  money_back: m.complaint_outcome_money_back,
  done_after_all: m.complaint_outcome_done_after_all,
  refused: m.complaint_outcome_refused,
  given_up: m.complaint_outcome_given_up,
  mistake: m.complaint_outcome_mistake,
};

/** In the order of the form. */
export const outcomes: ComplaintOutcome[] = ["money_back", "done_after_all", "refused", "given_up", "mistake"];

/** What is most likely wrong with a sale, as it stands. */
export function likelyReason(sale: SaleView): ComplaintReason {
  if (isOpen(sale)) return "waiting";
  return sale.state === "succeeded" ? "not_received" : "money_not_back";
}

/** What a row about a complaint is. */
export function stepWords(kind: EventKind): string {
  if (kind === "disputed") return m.complaint_step_disputed();
  return kind === "complaint_closed" ? m.complaint_step_closed() : m.complaint_step_noted();
}

/** "Since 20 Nov · 3 days". */
export function sinceWords(complaint: ComplaintView): string {
  const days = complaint.age_days;
  const age = days === 0 && complaint.outcome === null ? m.complaint_age_today() : m.complaint_age({ count: days });
  return m.complaint_since({ day: dayMonthOf(complaint.since_ms, language()), age });
}

/** When the next step is due: loud where its day is over. */
export function dueWords(complaint: ComplaintView): string {
  if (complaint.next_day === null) return complaint.next_step === null ? m.complaint_next_none() : "";
  const day = dayMonthOf(noonOf(complaint.next_day), language());
  if (complaint.due === "overdue") return m.complaint_next_overdue({ day });
  return complaint.due === "today" ? m.complaint_next_today() : day;
}

export function dueTone(complaint: ComplaintView): Tone {
  if (complaint.due === "overdue") return "bad";
  return complaint.due === "today" ? "wait" : "quiet";
}

/** What comes next; a day without a step asks again. */
export function nextWords(complaint: ComplaintView): string | null {
  return complaint.next_step ?? (complaint.next_day === null ? null : m.complaint_ask_again());
}
