import { expect, test } from "vitest";
import type { ComplaintView, SaleView } from "../platform/counter";
import { speak } from "../shared/state/language.svelte";
import { dueTone, dueWords, likelyReason, nextWords, outcomes, outcomeWords, reasons, reasonWords, sinceWords } from "./words";

const open = { since_ms: 1_795_170_000_000, age_days: 3, next_day: "2026-11-22", next_step: "call again", due: "later", outcome: null } as ComplaintView;

test("every_reason_and_outcome_is_in_the_form_and_has_words", () => {
  expect([...reasons].sort()).toEqual(Object.keys(reasonWords).sort());
  expect([...outcomes].sort()).toEqual(Object.keys(outcomeWords).sort());
});

test("what_is_overdue_is_loud", () => {
  speak("en");
  expect([dueWords(open), dueTone(open)]).toEqual(["22 Nov", "quiet"]);
  expect([dueWords({ ...open, due: "overdue" }), dueTone({ ...open, due: "overdue" })]).toEqual(["Overdue since 22 Nov", "bad"]);
  expect([dueWords({ ...open, due: "today" }), dueTone({ ...open, due: "today" })]).toEqual(["Today", "wait"]);
  expect(dueWords({ ...open, next_day: null, next_step: null })).toBe("Nothing is planned");
  expect(dueWords({ ...open, next_day: null })).toBe("");
});

test("a_day_without_a_step_asks_again", () => {
  speak("en");
  expect(nextWords(open)).toBe("call again");
  expect(nextWords({ ...open, next_step: null })).toBe("Ask again");
  expect(nextWords({ ...open, next_step: null, next_day: null })).toBeNull();
});

test("its_age_is_told_in_both_languages", () => {
  speak("en");
  expect(sinceWords(open)).toBe("Since 20 Nov · 3 days");
  expect(sinceWords({ ...open, age_days: 0 })).toBe("Since 20 Nov · today");
  speak("hi");
  expect(sinceWords({ ...open, age_days: 1 })).toContain("1 दिन");
  speak("en");
});

test("the_likeliest_reason_follows_from_how_the_sale_stands", () => {
  const as = (state: SaleView["state"]): SaleView => ({ state }) as SaleView;
  expect([likelyReason(as("pending")), likelyReason(as("succeeded")), likelyReason(as("failed"))]).toEqual(["waiting", "not_received", "money_not_back"]);
});
