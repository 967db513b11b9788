import { expect, test } from "vitest";
import type { Difference, MatchResult, MatchRow, Outcome, SaleState } from "../../platform/counter";
import type { Filled } from "../../word/form.svelte";
import { canComplain, canWrite, filledOf, notCompared, reasonOf, shownPaise, walletWords } from "./words";

const rowOf = (row: Partial<MatchRow>): MatchRow => ({ fingerprint: "f", file: null, book: null, by: null, differences: [], why: null, ignored: null, ...row });
const book = { is_earlier: false } as NonNullable<MatchRow["book"]>;
const earlier = { is_earlier: true } as NonNullable<MatchRow["book"]>;
const file = { row: 2 } as NonNullable<MatchRow["file"]>;
const result = { unknown_lines: 0, without_amounts: false, without_numbers: false } as MatchResult;

test("a_complaint_is_about_what_differs", () => {
  expect(reasonOf(rowOf({ differences: ["commission"] }))).toBe("commission");
  expect(reasonOf(rowOf({ differences: ["company_failed", "amount"] }))).toBe("money_not_back");
  expect(reasonOf(rowOf({ differences: ["company_done"] }))).toBe("not_received");
  expect(reasonOf(rowOf({ differences: ["number"] }))).toBe("wrong_thing");
  expect(reasonOf(rowOf({ why: "charged_twice" }))).toBe("taken_twice");
  expect(reasonOf(rowOf({ why: "missing" }))).toBeNull();
});

test("an_earlier_attempt_can_be_complained_about_and_nothing_said_of_it", () => {
  const row = rowOf({ file, book: earlier, differences: ["company_done"] });
  expect([canComplain(row), canWrite(row)]).toEqual([true, false]);
  const last = rowOf({ file, book, differences: ["company_done"] });
  expect([canComplain(last), canWrite(last)]).toEqual([true, true]);
  expect(canComplain(rowOf({ file, book, why: "charged_twice" }))).toBe(true);
  expect(canComplain(rowOf({ file, why: "twice" }))).toBe(false);
  expect(canComplain(rowOf({ file, book }))).toBe(false);
});

test("a_row_fills_in_the_word_that_the_file_tells", () => {
  const of = (told: Outcome | null, state: SaleState, differences: Difference[]): Filled | null => filledOf(rowOf({ file: { ...file, told, reference: "BR98X", order_id: "G1" }, book: { ...book, state }, differences }));
  expect(of("failed", "succeeded", ["company_failed"])).toEqual({ said: "given_back", reference: "BR98X" });
  expect(of("succeeded", "failed", ["company_done"])).toEqual({ said: "succeeded", reference: "BR98X" });
  expect(of("failed", "unknown", ["book_waits"])?.said).toBe("failed");
  expect(of("reversed", "unknown", ["book_waits"])?.said).toBe("given_back");
  expect([of("waiting", "succeeded", ["company_waits"]), of(null, "succeeded", ["amount"])]).toEqual([null, null]);
  expect(filledOf(rowOf({ file: { ...file, told: "failed", reference: null, order_id: "G1" }, book: { ...book, state: "unknown" } }))?.reference).toBe("G1");
});

test("what_was_not_compared_is_said", () => {
  expect(notCompared(result)).toEqual([]);
  const words = notCompared({ ...result, unknown_lines: 1727, without_amounts: true, without_numbers: true });
  expect(words).toHaveLength(3);
  expect(words[0]).toContain("1,727");
});

test("money_that_came_back_for_no_sale_stands_below_nothing", () => {
  const line = (taken_paise: number) => ({ ...file, amount_paise: 29_900, taken_paise });
  expect(shownPaise(rowOf({ file: line(-29_900), why: "not_here" }))).toBe(-29_900);
  expect(shownPaise(rowOf({ file: line(0), why: "not_here" })), "a failed line says its amount").toBe(29_900);
  expect(shownPaise(rowOf({ file: line(-29_900), book, differences: ["company_gave_back"] }))).toBe(29_900);
  expect(shownPaise(rowOf({ book, why: "missing" }))).toBeNull();
});

test("a_sum_of_lines_says_which_way_the_money_went", () => {
  expect([walletWords(19_900), walletWords(0), walletWords(-29_900)]).toEqual(["₹\u00a0199 out of the wallet", "₹\u00a00 out of the wallet", "₹\u00a0299 back into the wallet"]);
});
