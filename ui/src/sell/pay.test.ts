// How the customer pays, chosen and typed on the strip.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { m } from "../paraglide/messages.js";
import type { SaleView } from "../platform/counter";
import { QUIET_MS } from "../shared/keys";
import { buttonWords } from "../pay/words";
import { Person } from "./person";
import { SaleForm } from "./sale-form.svelte";
import { Shop } from "./stand-in";
import { Stream } from "./stream.svelte";

const ramesh = { id: 3, name: "Ramesh", owed_paise: 0, limit_paise: 50_000, number: "9876543210", since_ms: 0 };

let shop: Shop;
let form: SaleForm;
let person: Person;

beforeEach(() => {
  vi.useFakeTimers();
  shop = new Shop([]);
  shop.pay = { ...shop.pay, has_code: true };
  form = new SaleForm(shop, () => "practice");
  person = new Person(form);
});
afterEach(() => vi.useRealTimers());

async function toStrip(): Promise<void> {
  await person.type("9876543210");
  await person.enter();
  await person.type("299");
  await person.enter();
  expect(form.spot.at).toBe("send");
}

test("a_sale_is_paid_in_cash_unless_another_way_is_chosen", async () => {
  await toStrip();
  await person.enter();
  expect(shop.sold[0]).toMatchObject({ payment: "cash", customer: null, charge: "", instead_of: null });
});

test("another_way_is_one_key_and_asks_nobody_anything_anew", async () => {
  await toStrip();
  const before = shop.quoted.length;
  form.choosePayment("upi");
  expect([form.pay.payment, form.spot.at, form.quote !== null, shop.quoted.length]).toEqual(["upi", "send", true, before]);
  await person.enter();
  expect(shop.sold[0]).toMatchObject({ payment: "upi" });
});

test("udhaar_is_for_a_known_customer_alone", async () => {
  await toStrip();
  form.choosePayment("udhaar");
  expect(form.pay.payment).toBe("cash");
  shop.pay = { ...shop.pay, customer: ramesh };
  await form.requote();
  form.choosePayment("udhaar");
  await person.enter();
  expect(shop.sold[0]).toMatchObject({ payment: "udhaar", customer: 3 });
});

test("the_strip_begins_as_this_number_paid_last_and_forgets_what_was_chosen_for_another", async () => {
  shop.pay = { ...shop.pay, payment: "udhaar", customer: ramesh };
  await toStrip();
  expect(form.pay.payment).toBe("udhaar");
  form.choosePayment("cash");
  await person.enter();
  await toStrip();
  expect(form.pay.payment).toBe("udhaar");
});

test("a_code_is_a_question_that_no_key_typed_before_it_answers", async () => {
  const stream = new Stream(form, async () => undefined);
  form.onask = () => stream.stop();
  shop.pay = { ...shop.pay, payment: "upi" };
  await toStrip();
  expect(stream.take({ sign: "⏎", use: () => true })).toBe(true);
  expect(stream.unused).toBe("⏎");
  expect(shop.sold).toEqual([]);
  await vi.advanceTimersByTimeAsync(QUIET_MS);
  expect(stream.take({ sign: "⏎", use: () => true, at: 5_000 })).toBe(false);
});

test("choosing_the_code_is_the_same_question", async () => {
  await toStrip();
  let asked = 0;
  form.onask = () => (asked += 1);
  form.choosePayment("upi");
  form.choosePayment("upi");
  form.choosePayment("cash");
  expect(asked).toBe(1);
});

test("without_a_code_the_key_and_what_follows_it_in_one_breath_count", async () => {
  const stream = new Stream(form, async () => undefined);
  form.onask = () => stream.stop();
  shop.pay = { ...shop.pay, has_code: false };
  await toStrip();
  form.choosePayment("upi");
  expect(stream.take({ sign: "⏎", use: () => true, at: 5_000 })).toBe(false);
  await person.enter();
  await person.type("9811600001");
  expect([stream.unused, form.number, shop.sold.map((sale) => sale.payment)]).toEqual(["", "98116 00001", ["upi"]]);
});

test("a_charge_stands_apart_and_is_never_above_what_the_shop_allows_itself", async () => {
  shop.pay = { ...shop.pay, charge_take_paise: 200, charge_most_paise: 1_000 };
  await toStrip();
  expect([form.pay.charge, form.pay.total]).toEqual(["2", 30_100]);
  form.pay.typeCharge("12");
  expect(form.pay.chargeProblem).toEqual({ kind: "charge_above", data: { max_paise: 1_000 } });
  await person.enter();
  expect([shop.sold.length, form.spot.at, form.pay.charge, form.amount]).toEqual([0, "charge", "12", "299"]);
  form.pay.typeCharge("ten");
  form.enterCharge();
  expect([form.pay.chargeProblem?.kind, form.spot.at]).toEqual(["charge_not_a_number", "charge"]);
  form.pay.typeCharge("7.50");
  form.enterCharge();
  expect([form.spot.at, form.pay.total]).toEqual(["send", 30_650]);
  await person.enter();
  expect(shop.sold[0]).toMatchObject({ charge: "7.50", amount: "299" });
});

test("where_no_charge_is_taken_none_is_sent", async () => {
  await toStrip();
  form.pay.typeCharge("5");
  expect([form.pay.total, form.pay.chargeProblem]).toEqual([29_900, null]);
  await person.enter();
  expect(shop.sold[0]?.charge).toBe("");
});

test("what_the_counter_refuses_of_the_payment_stays_on_the_strip", async () => {
  shop.pay = { ...shop.pay, charge_most_paise: 1_000 };
  await toStrip();
  form.pay.typeCharge("5");
  shop.refuseSale = [{ kind: "charge_above", data: { max_paise: 300 } }];
  await person.enter();
  expect([form.quote !== null, form.spot.at, form.pay.charge, form.pay.chargeProblem?.kind]).toEqual([true, "charge", "5", "charge_above"]);
  shop.refuseSale = [{ kind: "payment_no_customer" }];
  form.pay.typeCharge("3");
  form.enterCharge();
  await person.enter();
  expect([form.quote !== null, form.spot.at, form.pay.problem?.kind]).toEqual([true, "send", "payment_no_customer"]);
  shop.refuseSale = [];
  form.choosePayment("cash");
  await person.enter();
  expect(shop.sold).toHaveLength(1);
});

test("what_is_handed_over_computes_what_goes_back", async () => {
  await toStrip();
  expect(form.pay.change).toBeNull();
  for (const [typed, change] of [["500", 20_100], ["299", 0], ["200", -9_900], ["५००", 20_100], ["", null], ["abc", null]] as const) {
    form.pay.tendered = typed;
    expect([typed, form.pay.change]).toEqual([typed, change]);
  }
  form.pay.tendered = "500";
  await person.enter();
  expect(shop.sold[0]).toMatchObject({ payment: "cash", amount: "299" });
  expect(form.pay.tendered).toBe("");
});

test("with_less_cash_than_is_due_nothing_is_sold_and_nothing_typed_is_lost", async () => {
  let asked = 0;
  form.onask = () => (asked += 1);
  await toStrip();
  for (const typed of ["249", "abc"]) {
    form.moveTo("tendered");
    form.pay.tendered = typed;
    form.enterTendered();
    expect([form.spot.at, form.pay.tendered, form.pay.isTenderedFit]).toEqual(["tendered", typed, false]);
    // Also where the button is pressed, by hand or because a charge was typed after it.
    form.moveTo("send");
    await person.enter();
    expect([shop.sold.length, form.spot.at, form.pay.tendered, form.quote !== null]).toEqual([0, "tendered", typed, true]);
  }
  expect(asked).toBe(4);
  form.pay.tendered = "299";
  form.enterTendered();
  expect(form.spot.at).toBe("send");
  await person.enter();
  expect(shop.sold).toHaveLength(1);
});

test("less_cash_than_the_charge_makes_due_is_less", async () => {
  shop.pay = { ...shop.pay, charge_most_paise: 1_000 };
  await toStrip();
  form.pay.tendered = "300";
  form.pay.typeCharge("2");
  await person.enter();
  expect([shop.sold.length, form.spot.at, form.pay.change]).toEqual([0, "tendered", -100]);
});

test("what_was_handed_over_in_cash_keeps_no_other_way_to_pay_back", async () => {
  await toStrip();
  form.pay.tendered = "100";
  form.choosePayment("upi");
  await person.enter();
  expect(shop.sold[0]).toMatchObject({ payment: "upi" });
});

test("another_number_is_another_payer", async () => {
  shop.pay = { ...shop.pay, customer: ramesh, charge_most_paise: 1_000 };
  await toStrip();
  form.choosePayment("udhaar");
  form.pay.typeCharge("5");
  form.pay.tendered = "500";
  // The same number typed anew changes nothing.
  form.typeNumber("98765 43210", 11);
  expect([form.pay.payment, form.pay.charge]).toEqual(["udhaar", "5"]);
  form.typeNumber("9876543211", 10);
  await form.enterNumber();
  expect([form.pay.payment, form.pay.charge, form.pay.tendered]).toEqual(["cash", "", ""]);
});

test("the_button_says_what_it_does_with_the_money", async () => {
  const says = (): string => buttonWords(form.pay, "Recharge ₹ 299", m.upi_send);
  shop.pay = { ...shop.pay, customer: ramesh, charge_most_paise: 1_000 };
  await toStrip();
  expect(says()).toBe("Recharge ₹ 299");
  form.choosePayment("udhaar");
  expect(says()).toBe("Recharge ₹ 299 on udhaar");
  form.pay.typeCharge("2");
  expect(says()).toBe("Recharge ₹ 299: ₹ 301 on udhaar");
  form.choosePayment("upi");
  expect([says(), form.pay.hasCode]).toEqual(["₹ 301 received: send", true]);
});

test("money_that_is_with_the_shop_is_not_asked_for_by_a_code", async () => {
  const old = { id: 4, service: "prepaid", operator: "vi", number: "9876543210", circle: "upw", amount_paise: 29_900, fields: [], owed_paise: 29_900, payment: "upi" } as unknown as SaleView;
  await form.tryAgain(old);
  expect([form.pay.payment, form.pay.due, form.pay.hasCode]).toEqual(["upi", 0, false]);
  expect(buttonWords(form.pay, "Recharge ₹ 299", m.upi_send)).toBe("Recharge ₹ 299");
  form.typeAmount("349");
  await form.enterAmount();
  expect([form.pay.due, form.pay.hasCode]).toEqual([5_000, true]);
  expect(buttonWords(form.pay, "Recharge ₹ 349", m.upi_send)).toBe("₹ 50 received: send");
});

test("money_that_is_owed_pays_for_the_next_sale", async () => {
  const old = { id: 4, service: "prepaid", operator: "vi", number: "9876543210", circle: "upw", amount_paise: 29_900, fields: [], owed_paise: 30_400, payment: "upi" } as unknown as SaleView;
  await form.tryAgain(old);
  expect([form.pay.payment, form.pay.due]).toEqual(["upi", -500]);
  await form.send(false);
  expect(shop.sold[0]).toMatchObject({ instead_of: 4, payment: "upi" });
  await toStrip();
  expect(form.pay.input.instead_of).toBeNull();
});

test("the_note_of_the_code_stays_for_one_customer", async () => {
  await toStrip();
  const first = form.offered?.intent ?? "";
  form.chooseProvider("a1topup");
  await vi.advanceTimersByTimeAsync(500);
  const other = form.offered?.intent ?? "";
  expect(other.slice(0, 8)).toBe(first.slice(0, 8));
  expect(other).not.toBe(first);
  form.startOver();
  await toStrip();
  expect(form.offered?.intent.slice(0, 8)).not.toBe(first.slice(0, 8));
});
