import { expect, test } from "vitest";
import type { SaleView } from "../../platform/counter";
import { hrefOf } from "../state/route.svelte";
import { IN_DOUBT, wantedOf, WAITS } from "./pending-wanted";

const sales = [
  { id: 31, state: "failed", is_loud: false },
  { id: 32, state: "failed", is_loud: true },
  { id: 33, state: "pending", is_loud: false },
  { id: 34, state: "unknown", is_loud: true },
] as SaleView[];

test("a_notice_leads_to_the_first_sale_that_it_tells_of", () => {
  expect(wantedOf(sales, IN_DOUBT)).toBe(32);
  expect(wantedOf(sales, WAITS)).toBe(33);
  expect(wantedOf(sales, "34")).toBe(34);
});

test("who_only_opens_the_screen_stays_at_its_head_and_what_is_gone_leads_nowhere", () => {
  expect([null, "99", "nonsense"].map((part) => wantedOf(sales, part))).toEqual([null, null, null]);
  expect([IN_DOUBT, WAITS].map((part) => wantedOf([], part))).toEqual([null, null]);
});

const sources = Object.entries(import.meta.glob("../../**/*.svelte", { eager: true, query: "?raw", import: "default" }) as Record<string, string>);
/** Notices that tell of certain sales. */
const told = ["LoudSales.svelte", "StartNotice.svelte", "services/Form.svelte", "sell/Strip.svelte", "sell/Outcome.svelte"];

test("each_notice_that_tells_of_certain_sales_leads_to_them", () => {
  for (const name of told) {
    const [, text] = sources.find(([file]) => file.endsWith(name)) ?? ["", ""];
    expect(text, name).toMatch(/hrefOf\("pending", /);
    expect(text, name).not.toContain('hrefOf("pending")');
  }
  expect(hrefOf("pending", IN_DOUBT)).toBe("#pending/in-doubt");
});
