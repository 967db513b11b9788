import { expect, test } from "vitest";
import type { DueLine } from "../platform/counter";
import { belowOf, countWords, sinceWords, whenWords, whoOf, whyWords } from "./words";

const line: DueLine = {
  sale_id: 1, number: "9876500001", service: "prepaid", operator: "airtel", amount_paise: 29_900, plan: null, sold_on: "2026-11-01", due_day: "2026-11-29", in_days: 0,
  why: { kind: "own_gaps", days: 28, times: 3 }, sure: "likely", customer: null, name: "", language: "en", message: "", mobile: null,
};

test("a_day_is_said_as_people_say_it", () => {
  expect([0, 1, -1, -3].map(whenWords)).toEqual(["Today", "Tomorrow", "1 day ago", "3 days ago"]);
});

test("the_days_since_the_last_sale_are_those_of_today", () => {
  expect(sinceWords(line, "2026-11-29")).toBe("28 days since 1 Nov");
  expect(sinceWords(line, "2026-12-01")).toBe("30 days since 1 Nov");
  expect(sinceWords({ sold_on: "2025-12-01" }, "2026-11-29")).toBe("363 days since 1 Dec 2025");
});

test("it_is_said_why_and_how_sure_it_is", () => {
  expect(whyWords(line)).toBe("likely · 3 times before");
  expect(whyWords({ why: { kind: "plan", days: 28 }, sure: "perhaps" })).toBe("perhaps · by your list of plans");
});

test("a_number_stands_once_whether_its_name_is_known_or_not", () => {
  expect([whoOf(line), belowOf(line)]).toEqual(["98765 00001", "airtel"]);
  const plan = { key: { operator: "airtel", circle: "", amount_paise: 29_900 }, days: 28, data: null, words: {}, source: "typed", at_ms: 0 } as unknown as DueLine["plan"];
  const known = { ...line, name: "Asha", plan };
  expect([whoOf(known), belowOf(known)]).toEqual(["Asha", "98765 00001 · airtel · 28 days"]);
});

test("those_of_today_tomorrow_and_before_are_counted", () => {
  expect(countWords([0, 0, 1, -1, -3].map((in_days) => ({ in_days })))).toBe("2 today · 1 tomorrow · 2 overdue");
});
