import { expect, test } from "vitest";
import { isLost } from "./hands";

/** An element of the page, as far as it is asked: what it is, and in what it stands. */
const at = (is: string, within = ""): Element => ({ matches: (names: string) => names.split(", ").includes(is), closest: (names: string) => (names.split(", ").includes(within) ? {} : null) }) as unknown as Element;

test("a_digit_goes_to_Number_wherever_it_would_be_lost", () => {
  for (const place of [null, at("body"), at("button"), at("a")]) {
    expect(isLost("9", place)).toBe(true);
    expect(isLost("\u096f", place)).toBe(true);
  }
});

test("it_stays_where_text_goes_and_on_the_strip_and_in_a_dialog", () => {
  for (const place of [at("input"), at("textarea"), at("select"), at("button", "#sell-strip"), at("button", "dialog")]) expect(isLost("9", place)).toBe(false);
});

test("what_is_pasted_goes_there_when_it_is_a_number", () => {
  expect(["+91 98765-43210", "9876543210", "(011) 2345 6789"].map((text) => isLost(text, null))).toEqual([true, true, true]);
  // Keys that mean something else, and words.
  expect(["P", "O", "?", "F4", "Enter", "call 9876543210", "-", ""].some((text) => isLost(text, null))).toBe(false);
});
