import { expect, test } from "vitest";
import type { SaleView } from "../../platform/counter";
import { saleLine } from "./sale-lines";
import { dotsKept, joined } from "./joined";

test("a_part_that_is_missing_leaves_no_dot_behind", () => {
  expect(joined([null, "sent 3 min ago", "", undefined, " ", "do not send again"])).toBe("sent 3 min ago · do not send again");
  expect(joined(["", null])).toBe("");
  expect(joined(["twice", "twice"])).toBe("twice");
});

test("a_sale_without_an_operator_or_a_circle_has_no_dot_at_an_end", () => {
  // No operator of that name is known here, and an empty circle has no name.
  for (const [operator, circle, line] of [["", "delhi", "delhi"], ["jio", null, "jio"], ["jio", "", "jio"], ["jio", "delhi", "jio · delhi"]] as const) expect(saleLine({ operator, circle } as SaleView)).toBe(line);
});

test("no_line_begins_with_a_dot", () => {
  expect(dotsKept("a b · c · d")).toBe("a b\u00a0· c\u00a0· d");
});

const sources = Object.entries(import.meta.glob(["../../**/*.ts", "../../**/*.svelte", "!../../paraglide/**", "!../../bindings.ts"], { eager: true, query: "?raw", import: "default" }) as Record<string, string>);
/** A list of parts that are joined by hand, after the empty ones were left out by hand. */
const BY_HAND = [/\.filter\([^\n]{1,60}\)\.join\(" · "\)/, /=== (?:""|null) \? "" : `(?: · |[^`\n]{1,80} · `)/];

test("parts_that_may_be_missing_are_joined_in_one_place", () => {
  const isByHand = (text: string): boolean => BY_HAND.some((way) => way.test(text));
  expect(isByHand('[a, b].filter((part) => part !== "").join(" · ")')).toBe(true);
  const found = sources.filter(([file, text]) => !/joined\.(test\.)?ts$|\/sell\//.test(file) && isByHand(text)).map(([file]) => file);
  expect(found).toEqual([]);
});
