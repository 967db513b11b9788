import { expect, test } from "vitest";
import { render } from "svelte/server";
import Dotted from "../parts/Dotted.svelte";
import type { SaleView } from "../../platform/counter";
import { saleLine } from "./sale-lines";
import { joined, partsOf } from "./joined";

test("a_part_that_is_missing_leaves_no_dot_behind", () => {
  expect(joined([null, "sent 3 min ago", "", undefined, " ", "do not send again"])).toBe("sent 3 min ago · do not send again");
  expect(joined(["", null])).toBe("");
  expect(joined(["twice", "twice"])).toBe("twice");
});

test("a_sale_without_an_operator_or_a_circle_has_no_dot_at_an_end", () => {
  // No operator of that name is known here, and an empty circle has no name.
  for (const [operator, circle, line] of [["", "delhi", "delhi"], ["jio", null, "jio"], ["jio", "", "jio"], ["jio", "delhi", "jio · delhi"]] as const) expect(saleLine({ operator, circle } as SaleView)).toBe(line);
});

test("a_joined_line_comes_apart_into_its_parts", () => {
  expect(partsOf(joined(["a b", null, "c", "d"]))).toEqual(["a b", "c", "d"]);
});

test("the_dot_is_there_for_who_hears_the_line_and_stands_at_no_end_of_a_line", () => {
  const { body } = render(Dotted, { props: { words: "a b · c" } });
  // Two blanks are one on the screen, and at the end of a line none.
  expect(body.replace(/<!--.*?-->|<[^>]+>/g, "")).toBe("a b · c");
});

const sources = Object.entries(import.meta.glob(["../../**/*.ts", "../../**/*.svelte", "!../../paraglide/**", "!../../bindings.ts"], { eager: true, query: "?raw", import: "default" }) as Record<string, string>);
/** A list of parts that are joined by hand, after the empty ones were left out by hand. */
const BY_HAND = [/\.filter\([^\n]{1,60}\)\.join\(" · "\)/, /=== (?:""|null) \? "" : `(?: · |[^`\n]{1,80} · `)/];

test("parts_that_may_be_missing_are_joined_in_one_place", () => {
  const isByHand = (text: string): boolean => BY_HAND.some((way) => way.test(text));
  expect(isByHand('[a, b].filter((part) => part !== "").join(" · ")')).toBe(true);
  const found = sources.filter(([file, text]) => !/joined\.(test\.)?ts$/.test(file) && isByHand(text)).map(([file]) => file);
  expect(found).toEqual([]);
});
