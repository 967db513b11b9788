import { expect, test } from "vitest";
import type { SaleView, SlipTold, SlipVerdict } from "../platform/counter";
import { linesOf, saleOf, sentenceOf, titleOf, toldLine, toneOf } from "./words";

const done: SlipTold = { order_id: "K7QX2M000017", amount_paise: 29_900, says: "done", sold_at_ms: 1_795_199_400_000 };
const back: SlipTold = { ...done, says: "taken_back" };
const sale = { id: 7, number: "9876543210" } as SaleView;

const verdicts: SlipVerdict[] = [
  { kind: "genuine", data: { says: done, sale } },
  { kind: "changed", data: { says: done, now: back, sale } },
  { kind: "changed", data: { says: done, now: { ...done, says: "given_back" }, sale } },
  { kind: "changed", data: { says: { ...done, says: "waiting" }, now: done, sale } },
  { kind: "edited", data: { differs: ["amount", "outcome"], says: done, now: back, sale } },
  { kind: "lost", data: { says: done } },
  { kind: "practice" },
  { kind: "other_practice" },
  { kind: "order_id", data: { sale } },
  { kind: "not_ours" },
  { kind: "unreadable", data: { fault: "signs_typo" } },
];

test("each_verdict_has_a_title_and_a_sentence_of_its_own", () => {
  const titles = verdicts.map(titleOf);
  expect(new Set(titles).size).toBe(verdicts.length);
  const sentences = verdicts.map((verdict) => sentenceOf({ practice: false, verdict }));
  expect(sentences.every((sentence) => sentence !== "")).toBe(true);
});

test("only_what_still_stands_is_good", () => {
  expect(verdicts.map(toneOf)).toEqual(["good", "bad", "bad", "wait", "bad", "wait", "bad", "bad", "wait", "bad", "wait"]);
});

test("an_edited_slip_names_what_was_edited_and_what_the_books_say", () => {
  const edited = verdicts[4]!;
  expect(sentenceOf({ practice: false, verdict: edited })).toContain("the amount, the outcome");
  expect(linesOf(edited).map(({ line }) => line)).toEqual([toldLine(done), toldLine(back)]);
  expect(toldLine(done)).toContain("₹ 299");
  expect(toldLine(done)).toContain("K7QX2M000017");
});

test("a_sale_is_shown_where_there_is_one", () => {
  expect(verdicts.map((verdict) => saleOf(verdict)?.id ?? null)).toEqual([7, 7, 7, 7, 7, null, null, null, 7, null, null]);
});

test("an_order_id_leads_to_its_sale_and_one_of_nobody_says_so", () => {
  const of = (found: SaleView | null) => sentenceOf({ practice: false, verdict: { kind: "order_id", data: { sale: found } } });
  expect(of(sale)).toContain("names the sale below");
  expect(of(null)).toContain("no sale of this order ID");
});

test("practice_says_that_no_real_money_is_behind_it", () => {
  expect(sentenceOf({ practice: true, verdict: verdicts[0]! })).toContain("no real money");
  expect(sentenceOf({ practice: true, verdict: { kind: "not_ours" } })).toContain("its own slips alone");
});
