import { render } from "svelte/server";
import { expect, test } from "vitest";
import type { Counter, CounterNow, SaleView } from "../platform/counter";
import { house } from "../shared/state/house.svelte";
import alarm from "./Alarm.svelte?raw";
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

const failed = (id: number, payment: string): SaleView => ({ id, service: "prepaid", operator: "airtel", number: "9876500004", state: "failed", payment, owed_paise: 0, back_paise: 29_900, sold_chit: null }) as unknown as SaleView;

function header(hand_back: SaleView[]): string {
  house.counter = { settings: { mode: "real", shop_name: "Verma Mobile" }, books: null, operators: [], desk_products: [], circles: [] } as unknown as Counter;
  house.now = { real_pending: null, wallets: [], hand_back, to_tell: [] } as unknown as CounterNow;
  return render(Header).body;
}

test("the_red_bar_says_how_many_more_there_are_in_every_window", () => {
  const sales = Array.from({ length: 9 }, (_, id) => failed(id + 1, "cash"));
  expect(header(sales)).toContain("+8 more");
  const hidden = [...alarm.matchAll(/([^{}]*)\{[^{}]*display: none[^{}]*\}/g)].map(([, selector]) => selector ?? "");
  expect(hidden.filter((selector) => selector.includes(".more"))).toEqual([]);
});

test("the_red_bar_asks_for_the_way_by_which_the_money_came", () => {
  expect(header([failed(1, "upi")])).toContain(">…0004 given back by UPI<");
  expect(header([failed(1, "upi")])).not.toContain("in cash");
  expect(header([failed(1, "cash")])).toContain(">…0004 given back in cash<");
});

test("the_shops_name_stands_before_the_red_bar", () => {
  const body = header([failed(1, "cash")]);
  expect(body.indexOf("Verma Mobile")).toBeGreaterThan(0);
  expect(body.indexOf("Verma Mobile")).toBeLessThan(body.indexOf('role="group"'));
});
