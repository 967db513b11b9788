import { render } from "svelte/server";
import { expect, test } from "vitest";
import type { Counter, CounterNow } from "../platform/counter";
import { house } from "../shared/state/house.svelte";
import Header from "./Header.svelte";

function mark(mode: "practice" | "real", real_pending: number | null): string {
  house.counter = { settings: { mode, shop_name: "Verma Mobile" }, books: null } as unknown as Counter;
  house.now = { real_pending, wallets: [], hand_back: [], to_tell: [] } as unknown as CounterNow;
  return render(Header).body.match(/<span class="practice[^>]*>([^<]*)</)?.[1] ?? "";
}

test("the_mark_of_practice_tells_of_real_sales_that_wait", () => {
  expect(mark("practice", 1)).toBe("Practice · 1 real sale waits");
  expect(mark("practice", 2)).toBe("Practice · 2 real sales wait");
  expect([mark("practice", 0), mark("practice", null)]).toEqual(Array(2).fill("Practice · no real money"));
  expect(mark("real", null)).toBe("");
});
