// What a verdict says, in large type and in a sentence below it.
import { m } from "../paraglide/messages.js";
import type { SlipChecked, SlipFault, SlipPart, SlipSays, SlipTold, SlipVerdict } from "../platform/counter";
import { language } from "../shared/state/language.svelte";
import { rupees } from "../shared/words/money";
import { dayMonthYearOf, timeOf } from "../shared/words/time";

export type Tone = "good" | "wait" | "bad";

const says: Record<SlipSays, () => string> = {
  done: m.slip_says_done,
  waiting: m.slip_says_waiting,
  failed: m.slip_says_failed,
  taken_back: m.slip_says_taken_back,
  given_back: m.slip_says_given_back,
};

const parts: Record<SlipPart, () => string> = {
  order_id: m.slip_part_order,
  amount: m.slip_part_amount,
  outcome: m.slip_part_outcome,
  time: m.slip_part_time,
  signature: m.slip_part_signature,
};

const faults: Record<SlipFault, () => string> = {
  nothing: m.slip_fault_nothing,
  code_broken: m.slip_fault_code,
  signs_length: m.slip_fault_length,
  signs_letter: m.slip_fault_letter,
  signs_typo: m.slip_fault_typo,
};

/** "SUCCESSFUL · ₹ 299 · 21 November 2026, 0:00 · K7QX2M000017": what a slip says in one line. */
export function toldLine(told: SlipTold): string {
  const at = `${dayMonthYearOf(told.sold_at_ms, language())} ${timeOf(told.sold_at_ms, language())}`;
  return [says[told.says](), rupees(told.amount_paise, language()), at, told.order_id].join(" · ");
}

export function toneOf(verdict: SlipVerdict): Tone {
  switch (verdict.kind) {
    case "genuine":
      return "good";
    case "changed":
      return verdict.data.now.says === "done" ? "wait" : "bad";
    case "lost":
    case "order_id":
    case "unreadable":
      return "wait";
    case "edited":
    case "practice":
    case "other_practice":
    case "not_ours":
      return "bad";
  }
}

/** The verdict in a few words. */
export function titleOf(verdict: SlipVerdict): string {
  switch (verdict.kind) {
    case "genuine":
      return m.slip_genuine();
    case "changed":
      if (verdict.data.now.says === "taken_back") return m.slip_taken_back();
      return verdict.data.now.says === "given_back" ? m.slip_given_back() : m.slip_changed();
    case "edited":
      return m.slip_edited();
    case "lost":
      return m.slip_lost();
    case "practice":
      return m.slip_practice();
    case "other_practice":
      return m.slip_other_practice();
    case "order_id":
      return m.slip_order_id();
    case "not_ours":
      return m.slip_not_ours();
    case "unreadable":
      return m.slip_unreadable();
  }
}

/** What it means, and what to do. */
export function sentenceOf(checked: SlipChecked): string {
  const verdict = checked.verdict;
  switch (verdict.kind) {
    case "genuine":
      return checked.practice ? m.slip_genuine_practice() : m.slip_genuine_line();
    case "changed":
      return m.slip_changed_line();
    case "edited":
      return m.slip_edited_line({ parts: verdict.data.differs.map((part) => parts[part]()).join(", ") });
    case "lost":
      return m.slip_lost_line();
    case "practice":
      return m.slip_practice_line();
    case "other_practice":
      return m.slip_other_practice_line();
    case "order_id":
      return verdict.data.sale === null ? m.slip_order_id_unknown() : m.slip_order_id_line();
    case "not_ours":
      return checked.practice ? m.slip_not_ours_practice() : m.slip_not_ours_line();
    case "unreadable":
      return faults[verdict.data.fault]();
  }
}

/** What stands on the paper and what the books say, line by line. */
export function linesOf(verdict: SlipVerdict): { label: string; line: string }[] {
  switch (verdict.kind) {
    case "genuine":
    case "lost":
      return [{ label: m.slip_must_say(), line: toldLine(verdict.data.says) }];
    case "changed":
      return [
        { label: m.slip_said(), line: toldLine(verdict.data.says) },
        { label: m.slip_now(), line: toldLine(verdict.data.now) },
      ];
    case "edited":
      return [
        { label: m.slip_said(), line: toldLine(verdict.data.says) },
        ...(verdict.data.now === null ? [] : [{ label: m.slip_now(), line: toldLine(verdict.data.now) }]),
      ];
    case "practice":
    case "other_practice":
    case "order_id":
    case "not_ours":
    case "unreadable":
      return [];
  }
}

/** The sale to look at; `null` where there is none. */
export function saleOf(verdict: SlipVerdict) {
  switch (verdict.kind) {
    case "genuine":
    case "changed":
    case "edited":
    case "order_id":
      return verdict.data.sale;
    case "lost":
    case "practice":
    case "other_practice":
    case "not_ours":
    case "unreadable":
      return null;
  }
}
