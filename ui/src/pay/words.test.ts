import { expect, test } from "vitest";
import type { KnownCustomer } from "../platform/counter";
import { problemWords } from "../shared/words/problem-words";
import { duesWords } from "./words";

const owes = (owed_paise: number): KnownCustomer => ({ id: 3, name: "Ramesh", owed_paise }) as KnownCustomer;

test("where_nothing_is_owed_nothing_is_said_of_dues", () => {
  expect(duesWords(null)).toBeNull();
  expect(duesWords(owes(0))).toBeNull();
  expect(duesWords(owes(29_900))).toBe("Owes ₹ 299 already");
  expect(duesWords(owes(-2_000))).toBe("The shop owes ₹ 20");
});

test("a_first_udhaar_above_the_limit_does_not_speak_of_what_is_owed", () => {
  const over = (used_paise: number): string => problemWords({ kind: "payment_over_limit", data: { customer: 3, used_paise, limit_paise: 20_000, over_paise: 9_900 } }).replaceAll("\u00a0", " ");
  expect(over(0)).toBe("₹ 99 above the limit of ₹ 200. Take cash or UPI.");
  expect(over(5_000)).toContain("₹ 50 is owed");
});
