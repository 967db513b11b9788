import { expect, test } from "vitest";
import { m } from "../paraglide/messages.js";
import type { Score, VisitView } from "../platform/counter";
import { scoreLines, visitWords } from "./score";

const perfect: Score = { customers: 20, right: 20, not_sold: 0, wrong_amount: 0, wrong_operator: 0, wrong_number: 0, sold_twice: 0, waited: 4, waited_right: 4, came_back: 3, told: 3, median_ms: 9_000 };
const buys: VisitView = { kind: "buys", place: 3, visits: 20, service: "prepaid", operator: "airtel", number: "9876512345", amount_paise: 29_900, first_said_paise: null, payment: "upi" };

test("what_is_right_needs_no_advice", () => {
  const lines = scoreLines(perfect);
  expect(lines).toHaveLength(7);
  expect(lines.every(({ isGood, advice }) => isGood && advice === m.score_good())).toBe(true);
});

test("each_fault_has_its_own_sentence", () => {
  const lines = scoreLines({ customers: 20, right: 11, not_sold: 1, wrong_amount: 2, wrong_operator: 1, wrong_number: 1, sold_twice: 2, waited: 4, waited_right: 2, came_back: 3, told: 1, median_ms: 31_000 });
  expect(lines.filter(({ isGood }) => isGood)).toEqual([]);
  expect(new Set(lines.map(({ advice }) => advice)).size).toBe(lines.length);
  expect(lines[0]?.words).toBe("Sold right: 11 of 20");
});

test("what_did_not_happen_is_not_told", () => {
  expect(scoreLines({ ...perfect, waited: 0, waited_right: 0, came_back: 0, told: 0, median_ms: null })).toHaveLength(4);
});

test("one_kind_of_wrong_is_enough_for_the_advice", () => {
  for (const wrong of [{ wrong_amount: 1 }, { wrong_operator: 1 }, { wrong_number: 1 }]) expect(scoreLines({ ...perfect, ...wrong })[1]?.isGood).toBe(false);
});

test("a_customer_says_what_he_wants", () => {
  expect(visitWords(buys)).toContain("98765 12345");
  expect(visitWords(buys)).toContain("299");
  expect(visitWords({ ...buys, first_said_paise: 299_000 })).toContain("2,990");
  expect(visitWords({ ...buys, kind: "asks" })).toBe(m.rehearse_asks({ number: "98765 12345" }));
  expect(visitWords({ ...buys, kind: "comes_back" })).toBe(m.rehearse_comes_back({ number: "98765 12345" }));
});
