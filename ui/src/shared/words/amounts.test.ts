import { afterEach, expect, test } from "vitest";
import { speak } from "../state/language.svelte";
import { noAmountWords } from "./amounts";

afterEach(() => speak("en"));

test("what_is_no_amount_is_told_by_the_sign_that_is_wrong", () => {
  expect(noAmountWords("2,99")).toBe("“2,99” may be 2.99 or 299. Type it without the comma.");
  expect(noAmountWords("2.5.0")).toBe("“2.5.0” has more than one point. Leave one, as in 299.50.");
  expect(noAmountWords("29,9,00")).toBe("The comma stands in the wrong place in “29,9,00”. Type it without commas.");
  expect(noAmountWords("₹ -50/-")).toBe("“-/” does not belong in an amount. Type it in digits, like 299 or 12.50.");
  expect(noAmountWords("२,९९")).toBe("“2,99” may be 2.99 or 299. Type it without the comma.");
  expect(noAmountWords("Rs.")).toBe("Type the amount in digits, for example 299.");
  speak("hi");
  expect(noAmountWords("2,99")).toBe("“2,99” का मतलब 2.99 है या 299? बिना कॉमा के लिखें।");
});
