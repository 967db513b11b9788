import { expect, test } from "vitest";
import { m } from "../paraglide/messages.js";
import type { Problem } from "../platform/counter";
import { speak } from "../shared/state/language.svelte";
import { missingWords } from "./missing";

const sources: Record<string, string> = import.meta.glob("./*.svelte", { eager: true, import: "default", query: "?raw" });
const typed = (texts: Record<string, string>): { text(field: string): string } => ({ text: (field) => texts[field] ?? "" });

test("the_first_field_that_is_empty_is_named", () => {
  expect(missingWords(typed({ mobile: " ", charge: "" }), ["mobile", "charge"])).toBe(m.desk_missing({ field: m.deskfield_mobile() }));
  expect(missingWords(typed({ mobile: "9876543210", charge: "" }), ["mobile", "charge"])).toBe(m.desk_missing({ field: m.deskfield_charge() }));
  expect(missingWords(typed({ mobile: "9876543210", charge: "107" }), ["mobile", "charge"])).toBeNull();
});

test("a_field_that_is_filled_in_and_wrong_is_named_too", () => {
  const wrong = m.desk_wrong({ field: m.deskfield_mobile() });
  expect(missingWords(typed({ mobile: "98765 4321", charge: "107" }), ["mobile", "charge"])).toBe(wrong);
  expect(missingWords(typed({ mobile: "98765 43210", charge: "1o7" }), ["mobile", "charge"])).toBe(m.desk_wrong({ field: m.deskfield_charge() }));
  // What the counter has found wrong, until something else is typed there.
  const refused = { ...typed({ mobile: "98765 43210" }), problem: () => ({ kind: "number_missing" }) as Problem };
  expect(missingWords(refused, ["mobile"])).toBe(wrong);
  speak("hi");
  expect(missingWords(typed({ mobile: "98765" }), ["mobile"])).toMatch(/^अभी ठीक नहीं: /);
  speak("en");
});

// A button that can begin nothing yet does not glow.
test("every_button_that_begins_an_order_says_what_is_missing", () => {
  const glowing = Object.entries(sources).filter(([, text]) => /class="go"/.test(text));
  expect(glowing.length).toBeGreaterThan(1);
  expect(glowing.filter(([, text]) => !text.includes("class:unready={missing !== null}")).map(([file]) => file)).toEqual([]);
  const strips = Object.entries(sources).filter(([, text]) => /<Strip\b/.test(text));
  expect(strips.length).toBeGreaterThan(2);
  expect(strips.filter(([, text]) => !/<Strip\b[^\n]*(\{missing\}|missing=)/.test(text)).map(([file]) => file)).toEqual([]);
});
