import { expect, test } from "vitest";
import type { Missing, Subject } from "../platform/counter";
import { mendOf, mistakeWords, nothingExplains, saleWords, subjectWords } from "./mistakes";

const missing: Missing = {
  drawer: [],
  wallets: [],
  sales: [{ sale_id: 12, number: "9876543210", operator: "airtel", amount_paise: 29_900, at_ms: 1_795_170_000_000 }],
  vouchers: [{ seq: 7, at_ms: 1_795_170_000_000, kind: "cash_out", from: "cash", to: "spent", amount_paise: 6_000, by: "", reason: "Tea", reference: "", mends: null, mended_by: null, customer: null }],
};

const subjects: Subject[] = [
  { kind: "sale", sale_id: 12 },
  { kind: "voucher", seq: 7 },
  { kind: "pieces", paise: 50_000, coin: false, opening: false },
  { kind: "pieces", paise: 2_000, coin: true, opening: true },
  { kind: "sum", opening: false },
  { kind: "customer", id: 3 },
  { kind: "wallet", provider: "inspay" },
  { kind: "opening", account: "wallet:inspay" },
];

test("each_mistake_says_what_it_is_about", () => {
  expect(mistakeWords("load_not_entered", -735_000)).toContain("₹\u00a07,350");
  for (const subject of subjects) expect(subjectWords(subject, missing)).not.toBe("");
  expect(saleWords(12, missing)).toContain("98765 43210");
  expect(saleWords(99, missing)).toBe("");
});

test("each_mistake_leads_to_the_place_that_mends_it", () => {
  const mends = subjects.map((subject) => mendOf({ mistake: "one_piece", subject, effect_paise: 1 }));
  const places = mends.map((mend) => (mend === null ? null : "href" in mend ? mend.href : mend.act));
  expect(places).toEqual(["#day-book/12", "#day-book/money", "count", null, "count", "#day-book/customers/3", "load", "opening"]);
});

test("an_opening_that_nothing_explains_does_not_speak_of_a_shift_that_is_not_open", () => {
  expect(nothingExplains(false)).toContain("this shift");
  expect(nothingExplains(true)).not.toContain("this shift");
  expect(nothingExplains(true)).toContain("since the last shift was closed");
});
