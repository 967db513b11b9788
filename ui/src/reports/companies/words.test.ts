import { expect, test } from "vitest";
import type { OtherOrder } from "../../platform/counter";
import { changedWords, orderSentence } from "./words";

const other: OtherOrder = { operator: "jio", service: "prepaid", first: "inspay", instead: "paygrt", attempts: 100, more_paise: 41_200, more_failures: 9, by_all_operators: false, order: ["paygrt", "inspay"] };

test("the_sentence_says_more_or_less_of_both", () => {
  expect(orderSentence(other)).toBe("jio: with paygrt before inspay, ₹\u00a0412 more commission and 9 more failures in four weeks.");
  expect(orderSentence({ ...other, more_paise: -150, more_failures: -1 })).toBe("jio: with paygrt before inspay, ₹\u00a01.50 less commission and 1 fewer failure in four weeks.");
  expect(orderSentence({ ...other, more_paise: 0, more_failures: 0 })).toBe("jio: with paygrt before inspay, the same commission and as many failures in four weeks.");
  expect(orderSentence({ ...other, more_failures: 1 })).toContain("1 more failure in");
});

test("what_was_accepted_is_not_said_to_be_put_away", () => {
  expect(changedWords(other)).toBe("jio goes to paygrt first from now on. The next advice comes on Monday.");
});
