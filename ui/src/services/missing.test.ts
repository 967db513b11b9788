import { expect, test } from "vitest";
import { m } from "../paraglide/messages.js";
import { missingWords } from "./missing";

const sources: Record<string, string> = import.meta.glob("./*.svelte", { eager: true, import: "default", query: "?raw" });
const typed = (texts: Record<string, string>): { text(field: string): string } => ({ text: (field) => texts[field] ?? "" });

test("the_first_field_that_is_empty_is_named", () => {
  expect(missingWords(typed({ mobile: " ", charge: "" }), ["mobile", "charge"])).toBe(m.desk_missing({ field: m.deskfield_mobile() }));
  expect(missingWords(typed({ mobile: "9876543210", charge: "" }), ["mobile", "charge"])).toBe(m.desk_missing({ field: m.deskfield_charge() }));
  expect(missingWords(typed({ mobile: "9876543210", charge: "107" }), ["mobile", "charge"])).toBeNull();
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
