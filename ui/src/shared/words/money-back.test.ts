import { afterEach, expect, test } from "vitest";
import type { CounterNow, SaleView } from "../../platform/counter";
import { house } from "../state/house.svelte";
import { speak } from "../state/language.svelte";
import { moneyLine, moneyOf } from "./money-back";

function sale(more: Partial<SaleView>): SaleView {
  return { id: 7, state: "failed", owed_paise: 0, back_paise: 0, ...more } as SaleView;
}

function asks(...sales: SaleView[]): void {
  house.now = { hand_back: sales } as unknown as CounterNow;
}

afterEach(() => {
  house.now = null;
  speak("en");
});

test("a_list_says_whether_the_money_went_back_or_still_has_to", () => {
  const back = sale({ back_paise: 29_900 });
  expect([moneyOf(back)?.is, moneyLine(back)]).toEqual(["given_back", "given back ₹ 299"]);
  asks(back);
  expect([moneyOf(back)?.is, moneyLine(back)]).toEqual(["hand_back", "give ₹ 299 back"]);
  const owed = sale({ id: 8, owed_paise: 30_100, state: "reversed" });
  expect([moneyOf(owed)?.is, moneyLine(owed)]).toEqual(["owed", "give ₹ 301 back"]);
  speak("hi");
  expect(moneyLine(owed)).toBe("₹ 301 लौटाने हैं");
});

test("of_a_sale_that_waits_or_is_done_and_of_udhaar_there_is_nothing_to_say", () => {
  for (const none of [sale({ state: "pending", owed_paise: 29_900 }), sale({ state: "succeeded" }), sale({})]) expect(moneyLine(none)).toBeNull();
});
