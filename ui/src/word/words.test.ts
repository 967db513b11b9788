import { expect, test } from "vitest";
import type { Problem, SaleView } from "../platform/counter";
import { speak } from "../shared/state/language.svelte";
import { companyWords, confirmLine, enterWords, formProblem, momentWords, standsWords, wordProblem } from "./words";

// 28 November 2026, 17:42 in India.
const AT = Date.parse("2026-11-28T17:42:00+05:30");
const DAY = 86_400_000;

test("a_time_of_today_needs_no_date", () => {
  expect(momentWords(AT, AT + 3_600_000)).toBe("5:42\u00a0PM");
  expect(momentWords(AT, AT + DAY)).toContain("28");
});

test("a_word_is_told_with_who_where_and_when", () => {
  const word = { said: "given_back" as const, by: "Asha", reference: "CMP-77", told_at_ms: AT, note: "" };
  const told = standsWords(word, false, AT);
  for (const part of ["Asha", "CMP-77", "5:42\u00a0PM", "given back"]) expect(told).toContain(part);
  expect(standsWords({ ...word, said: null }, false, AT)).toBeNull();
});

test("a_problem_stands_beside_its_field_or_below_the_form", () => {
  const problems: Problem[] = [{ kind: "word", data: { field: "by", fault: "missing" } }, { kind: "not_allowed_now" }];
  expect(wordProblem(problems, "by")).toBe(problems[0]);
  expect(wordProblem(problems, "reference")).toBeNull();
  expect(formProblem(problems)).toBe(problems[1]);
});

test("a_word_without_a_reference_is_told_without_a_gap", () => {
  const word = { said: "failed" as const, by: "Asha", reference: "", told_at_ms: AT, note: "" };
  expect(standsWords(word, false, AT)).toContain("Asha · 5:42\u00a0PM");
});

test("what_the_company_says_too_is_not_said_to_be_a_persons_word_alone", () => {
  const word = { said: "succeeded" as const, by: "Asha", reference: "CMP-77", told_at_ms: AT, note: "" };
  expect(standsWords(word, false, AT)).toBe("By a person's word, not the company's own answer: “It succeeded” · Asha · CMP-77 · 5:42\u00a0PM");
  expect(standsWords(word, true, AT)).toBe("By a person's word, and the company itself says the same now: “It succeeded” · Asha · CMP-77 · 5:42\u00a0PM");
});

test("what_the_company_says_otherwise_is_named_with_its_word", () => {
  const says = { provider_name: "A1Topup", order_id: "G1", word: "succeeded" as const, words: null, reference: "BR98X", at_ms: AT, agrees: false };
  const of = (more: object, attempts: number): SaleView => ({ says_now: { ...says, ...more }, attempts: Array(attempts).fill({}) }) as unknown as SaleView;
  expect(companyWords(of({}, 1), AT)).toBe("A1Topup said “It succeeded” · reference BR98X · 5:42\u00a0PM");
  expect(companyWords(of({ word: "accepted", words: "In queue", reference: null }, 1), AT)).toBe("A1Topup said “It is being worked on” · “In queue” · 5:42\u00a0PM");
  expect(companyWords(of({ word: null, reference: null }, 2), AT)).toBe("A1Topup says something different · order G1 · 5:42\u00a0PM");
  // What is not the company's own stands in no quotation marks.
  const failed = { ...of({ word: null, words: "Success" }, 1), state: "failed" } as SaleView;
  expect(companyWords(failed, AT)).toBe("Here: Failed. A1Topup now says: “Success” · reference BR98X · 5:42\u00a0PM");
  speak("hi");
  expect(companyWords(failed, AT)).toMatch(/^यहाँ: .*। A1Topup अब कहता है: “Success” · /);
  speak("en");
  expect(companyWords({ says_now: null } as SaleView, AT)).toBeNull();
});

test("what_is_confirmed_stands_apart", () => {
  expect(confirmLine("failed", { by: "Ramesh", reference: "BR98X" })).toBe("“It failed” · Ramesh · BR98X");
  expect(confirmLine("failed", { by: " Ramesh ", reference: " " })).toBe("“It failed” · Ramesh");
});

test("the_button_says_what_can_be_written_down", () => {
  const word = { said: "given_back" as const, by: "Asha", reference: "CMP-77", told_at_ms: AT, note: "" };
  const rows: [Partial<SaleView>, string][] = [
    [{ state: "unknown", can_say: ["succeeded", "failed", "given_back"], word: null }, "Enter what the company says"],
    [{ state: "succeeded", can_say: ["given_back"], word: null }, "Money was given back"],
    [{ state: "failed", can_say: ["succeeded"], word: null }, "It succeeded after all"],
    [{ state: "reversed", can_say: ["succeeded"], word }, "Correct what was entered"],
    [{ state: "failed", can_say: ["succeeded"], word }, "Correct what was entered"],
    [{ state: "succeeded", can_say: ["failed", "given_back"], word }, "Correct what was entered"],
    [{ state: "succeeded", can_say: ["given_back"], word }, "Money was given back"],
  ];
  for (const [sale, words] of rows) expect(enterWords(sale as SaleView)).toBe(words);
});
