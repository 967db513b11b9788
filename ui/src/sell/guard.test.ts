// What stands between a sale and a mistake: the question whether the same is to be sold again, a wallet that is too low, an old result.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Operator } from "../platform/counter";
import { SaleForm } from "./sale-form.svelte";
import { Person } from "./person";
import { Shop } from "./stand-in";

let shop: Shop;
let form: SaleForm;
let person: Person;

beforeEach(() => {
  vi.useFakeTimers();
  shop = new Shop();
  form = new SaleForm(shop, () => "practice");
  person = new Person(form);
});
afterEach(() => vi.useRealTimers());

test.each(["F4", "typed"])("the_question_whether_to_sell_again_is_the_same_however_it_was_reached: %s", async (how) => {
  shop.repeat = { sale_id: 1, minutes_ago: 3, sold_at_ms: 0, contradicted: false };
  let asked = 0;
  form.onask = () => (asked += 1);
  if (how === "F4") await person.f4();
  else {
    await person.type("9876543210");
    await person.enter();
  }
  expect(form.spot.at).toBe("decline");
  // What is typed before anybody can have read it is no answer.
  expect(asked).toBe(1);
  await person.enter();
  expect([shop.sold, form.spot.at]).toEqual([[], "number"]);
});

test("F4_is_a_yes_to_nothing_but_the_question", async () => {
  await person.f4();
  expect(form.spot.at).toBe("send");
  expect(form.confirmRepeat()).toBe(false);
  expect(shop.sold).toEqual([]);
  shop.repeat = { sale_id: 1, minutes_ago: 3, sold_at_ms: 0, contradicted: false };
  await form.requote();
  form.moveTo("amount");
  expect(form.confirmRepeat()).toBe(false);
});

test("what_the_wallet_cannot_pay_is_not_sent", async () => {
  shop.walletAfter = -1;
  let asked = 0;
  form.onask = () => (asked += 1);
  await person.type("9876543210");
  await person.enter();
  expect([form.isShort, asked]).toEqual([true, 1]);
  await person.enter();
  expect(shop.sold).toEqual([]);
  // Money was added meanwhile.
  shop.walletAfter = 100;
  await form.requote();
  await person.enter();
  expect(shop.sold).toHaveLength(1);
});

test("a_new_sale_puts_the_last_ones_outcome_away", async () => {
  await person.f4();
  await person.enter();
  expect(form.outcome).not.toBeNull();
  form.beginSale();
  expect(form.outcome).toBeNull();
});

test("the_only_operator_is_taken_by_itself", async () => {
  const play = { id: "google-play", sold_by: ["inspay"], offers: [], number_kind: "mobile", number_min: 10 };
  const closed = { ...play, id: "other", sold_by: [] };
  const sold = [play, closed] as unknown as Operator[];
  form = new SaleForm(shop, () => "practice", { operator: (id) => sold.find((each) => each.id === id) ?? null, operatorsOf: () => sold });
  shop.suggest = async (_service, number) => ({ status: "ok", data: { number, operator: null, operator_from: null, circle: null, circle_from: null, last_sales: [], customer: null, fields: [] } });
  await new Person(form).type("7011982236");
  expect(form.operator.id).toBe("google-play");
  // It goes with its number, as every guess.
  form.typeNumber("70119", 5);
  expect(form.operator.id).toBeNull();
});

test("after_the_button_no_what_is_typed_is_the_next_customers", async () => {
  shop.repeat = { sale_id: 1, minutes_ago: 3, sold_at_ms: 0, contradicted: false };
  await person.f4();
  expect(form.asksAgain).toBe(true);
  await person.enter();
  expect([form.number, form.amount, form.spot.at, form.asksAgain, shop.sold]).toEqual(["", "", "number", false, []]);
});

test.each(["decline", "send"] as const)("esc_on_either_answer_is_the_no: %s", async (at) => {
  shop.repeat = { sale_id: 1, minutes_ago: 3, sold_at_ms: 0, contradicted: false };
  await person.f4();
  form.moveTo(at);
  expect(form.back(at)).toBe(true);
  // Another amount for the same number is typed at once.
  expect([form.empty, form.spot.at, shop.sold]).toEqual([false, "amount", []]);
});
