// What the page of the customer's window is made of: it can hold nothing that a customer may not see.
import { expect, test } from "vitest";
import html from "../../customer.html?raw";
import bindings from "../bindings.ts?raw";

const sources = import.meta.glob<string>(["../**/*.{ts,svelte}", "!../paraglide/**", "!../**/*.test.ts"], { query: "?raw", import: "default", eager: true });
const files = new Map(Object.entries(sources).map(([path, text]) => [new URL(path, "https://x/src/customer-screen/").pathname.slice(5), text]));

/** Every file that this one brings in, one through another. What is imported as a type is not in the page. */
function reached(from: string, seen = new Set<string>()): Set<string> {
  seen.add(from);
  for (const [, path] of (files.get(from) ?? "").matchAll(/^\s*import (?!type\b)(?:[^;]*? from )?"(\.[^"]+)"/gm)) {
    const target = new URL(path ?? "", `https://x/${from}`).pathname.slice(1);
    const file = [target, `${target}.ts`].find((each) => files.has(each));
    if (file !== undefined && !seen.has(file)) reached(file, seen);
  }
  return seen;
}

test("the_page_is_made_of_these_files_and_has_no_way_to_the_counter", () => {
  expect([...reached("customer-screen/main.ts")].toSorted()).toEqual([
    "bindings.ts", "customer-screen/Page.svelte", "customer-screen/Sight.svelte", "customer-screen/display.svelte.ts", "customer-screen/main.ts", "platform/customer.ts",
    "shared/state/language.svelte.ts", "shared/window-keys.ts", "shared/words/money.ts", "shared/words/number.ts",
  ]);
});

test("a_way_to_the_counter_would_be_found", () => {
  expect(reached("main.ts").has("platform/counter.ts")).toBe(true);
  expect(reached("customer-screen/second.svelte.ts").has("platform/counter.ts")).toBe(true);
});

test("of_all_that_the_program_tells_it_hears_one_thing", () => {
  const platform = files.get("platform/customer.ts") ?? "";
  expect([...platform.matchAll(/\b(events|commands)\.(\w+)\.(\w+)/g)].map(([words]) => words)).toEqual(["events.customerShown.listen"]);
  expect(platform).not.toContain("commands");
});

test("the_html_brings_in_that_page_alone", () => {
  expect([...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((found) => found[1])).toEqual(["/src/customer-screen/main.ts"]);
});

/** The fields of a type in the bindings. */
function fieldsOf(type: string): string[] {
  const body = new RegExp(`export type ${type} = \\{([\\s\\S]*?)\\n\\};`).exec(bindings)?.[1] ?? "";
  return [...body.replace(/\/\*[\s\S]*?\*\//g, "").matchAll(/^\s*(\w+)\??:/gm)].map((found) => String(found[1])).toSorted();
}

test("what_crosses_to_it_has_these_fields_and_no_other", () => {
  expect(fieldsOf("CustomerShown")).toEqual(["sight"]);
  expect(fieldsOf("CustomerSight")).toEqual(["code", "dark", "language", "pay_paise", "phase", "practice", "reference", "sale", "shop"]);
  expect(fieldsOf("SightSale")).toEqual(["amount_paise", "number", "operator"]);
  expect(fieldsOf("Qr")).toEqual(["path", "size"]);
});
