import { afterEach, expect, test } from "vitest";
import type { BillTold } from "../platform/counter";
import { speak } from "../shared/state/language.svelte";
import { billBrief, billWords } from "./bill";

afterEach(() => speak("en"));

const AT = Date.parse("2026-11-29T05:12:00Z");
const bill: BillTold = { amount_paise: 123_450, name: "Asha Patil", due_date: "2026-12-05", is_overdue: false, bill_number: "B1", period: "2026-11", at_ms: AT };

test("a_bill_says_whose_it_is_what_is_due_and_who_told_it", () => {
  const words = billWords(bill, "Soochna", AT, "en");
  expect(words).toMatch(/^Asha Patil · ₹ ?1,234\.50 · due 5 Dec · bill B1 · Nov 2026 · told by Soochna, /);
  expect(billWords({ ...bill, is_overdue: true }, "Soochna", AT, "en")).toContain("was due 5 Dec");
});

test("the_strip_says_whose_bill_it_is_and_what_it_asks_for_where_another_amount_is_paid", () => {
  expect(billBrief(bill, 123_450, "en")).toBe("Asha Patil · due 5 Dec");
  expect(billBrief(bill, 100_000, "en")).toBe("Asha Patil · ₹ 1,234.50 · due 5 Dec");
  expect(billBrief({ ...bill, name: null, due_date: null }, 123_450, "en")).toBe("");
  speak("hi");
  expect(billBrief(bill, 123_450, "hi")).toMatch(/^Asha Patil · .*5/);
});

test("what_was_not_told_is_left_out_and_nothing_due_is_said", () => {
  const bare = { ...bill, amount_paise: 0, name: null, bill_number: null, period: null };
  expect(billWords(bare, "Soochna", AT, "en")).toMatch(/^Nothing is due · told by Soochna, /);
});

test("no_word_of_a_bill_in_hindi_can_be_taken_for_a_debt", () => {
  speak("hi");
  expect(billWords(bill, "Soochna", AT, "hi")).not.toMatch(/बाकी|उधार|कर्ज़/);
});
