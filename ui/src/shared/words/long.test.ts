import { expect, test } from "vitest";
import { CODE, lengthened, lengthenedMessages } from "../../../long-words.js";
import { languages } from "../state/language.svelte";

test("the_long_language_keeps_holes_and_forms_and_leaves_no_plain_letter", () => {
  expect(lengthened("Pay {amount} now")).toBe("[Þáý {amount} ñóŵ ŏŏ]");
  expect(lengthened("{start} {amount}")).toBe("{start} {amount}");
  const forms = [{ declarations: ["input count"], match: { "plural=one": "{count} sale", "plural=other": "{count} sales" } }];
  const long = lengthenedMessages({ $schema: "s", nav: "Sell", open: forms });
  expect(long).toEqual({
    $schema: "s",
    nav: "[Šéļļ ŏŏ]",
    open: [{ declarations: ["input count"], match: { "plural=one": "[{count} šáļé ŏŏ]", "plural=other": "[{count} šáļéš ŏŏ]" } }],
  });
  expect(lengthened("The quick brown fox jumps over a lazy dog. JUMPS, VEXED: QUICK BROWN FOX GLYPHS WALTZ")).not.toMatch(/[A-Za-z]/);
});

test("nobody_is_offered_the_long_language", () => {
  expect(languages).not.toContain(CODE);
});
