import { expect, test } from "vitest";
import type { SaleView, Wallet } from "../platform/counter";
import { newestOf } from "./last";
import { canPay, paiseOf } from "./wallets";

const wallet = (provider: string, balance_paise: number | null): Wallet => ({ provider, balance_paise }) as Wallet;

test("only_a_wallet_that_can_pay_is_offered", () => {
  const wallets = [wallet("a", 278518), wallet("b", 15_000_000), wallet("c", null)];
  expect(canPay(["a", "b", "c", "d"], 14_999_900, wallets)).toEqual(["b", "c", "d"]);
  expect(canPay(["a"], null, wallets)).toEqual(["a"]);
});

test("an_amount_is_read_as_it_is_typed", () => {
  expect(["1,49,999", "₹ 99.5", "", "12a"].map(paiseOf)).toEqual([14_999_900, 9950, null, null]);
});

test("the_last_sale_is_the_newest_and_no_order_of_the_desk", () => {
  const sale = (id: number, service: SaleView["service"]): SaleView => ({ id, service }) as SaleView;
  expect(newestOf([sale(4, "prepaid"), sale(9, "pan_card"), sale(7, "dth")])?.id).toBe(7);
  expect(newestOf([])).toBeNull();
});
