import { expect, test } from "vitest";
import { marked, matching } from "./marks";

const shown = (text: string, sought: string): string => marked(text, sought).map((part) => (part.on ? `[${part.text}]` : part.text)).join("");

test("a_match_is_marked_across_blanks_and_capitals", () => {
  expect(shown("98765 43210", "6543")).toBe("987[65 43]210");
  expect(shown("98765 43210", "98765")).toBe("[98765] 43210");
  expect(shown("Br9Ew", "R9E")).toBe("B[r9E]w");
  expect(shown("रमेश कुमार", "कुमार")).toBe("रमेश [कुमार]");
  expect(shown("98765", "9876")).toBe("[9876]5");
});

test("nothing_is_marked_where_nothing_matches", () => {
  for (const sought of ["", " ", "7", "987654"]) expect(marked("98 65", sought)).toEqual([{ text: "98 65", on: false }]);
});

test("the_text_that_matched_is_found_among_several", () => {
  expect(matching([null, undefined, "TXN1", "BR77"], "r77")).toBe("BR77");
  expect(matching(["TXN1"], "zz")).toBeNull();
});
