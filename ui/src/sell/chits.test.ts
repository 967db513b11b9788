// Chits: each goes through the form like any sale, and is tied to its own number alone.
import { expect, test } from "vitest";
import { m } from "../paraglide/messages.js";
import type { Chit, CounterNow } from "../platform/counter";
import { house } from "../shared/state/house.svelte";
import { beyond, expiredOf, nextOf, unheeded, waitingOf, whyNoChit } from "./chit-order";
import { pressW } from "./chits.svelte";
import { check, forgetCheck } from "./here.svelte";
import { SaleForm } from "./sale-form.svelte";
import { Shop } from "./stand-in";

const chit: Chit = {
  id: 31, day_number: 3, made_at_ms: 1, expires_at_ms: 2, service: "prepaid", operator: "airtel", circle: "mumbai", number: "9876511111",
  amount_paise: 19_900, fields: [], phone: "9876522222", taken: null, standing: "waiting",
};

function begin(): { shop: Shop; form: SaleForm } {
  const shop = new Shop();
  return { shop, form: new SaleForm(shop, () => "practice") };
}

test("a_chit_is_sold_by_one_enter_on_the_strip_and_by_nothing_else", async () => {
  const { shop, form } = begin();
  await form.takeChit(chit);
  expect(form.spot.at).toBe("send");
  expect(shop.sold).toEqual([]);
  expect(shop.quoted.at(-1)).toMatchObject({ chit: 31, number: "98765 11111", operator: "airtel", circle: "mumbai", amount: "199" });
  await form.send(false);
  expect(shop.sold.map((sold) => sold.chit)).toEqual([31]);
  // The next customer's sale is for no chit.
  expect(form.input.chit).toBeNull();
});

test("another_number_is_no_chits", async () => {
  const { shop, form } = begin();
  await form.takeChit(chit);
  form.typeNumber("98765 11112", 11);
  expect(form.chit).toBeNull();
  await form.takeChit(chit);
  form.typeAmount("299");
  expect(form.chit?.id).toBe(31);
  form.startOver();
  expect(form.input.chit).toBeNull();
  expect(shop.sold).toEqual([]);
});

test("a_chit_that_may_have_been_sold_is_asked_about_with_no_as_the_answer", async () => {
  const { shop, form } = begin();
  shop.repeat = { sale_id: 4, minutes_ago: 90, sold_at_ms: 1, contradicted: false };
  await form.takeChit(chit);
  expect(form.spot.at).toBe("decline");
  await form.send(false);
  expect(shop.sold).toEqual([]);
});

test("money_that_was_taken_is_what_the_strip_begins_with", async () => {
  const { shop, form } = begin();
  await form.takeChit({ ...chit, taken: "upi" });
  expect(form.pay.payment).toBe("upi");
  await form.send(false);
  expect(shop.sold[0]).toMatchObject({ payment: "upi", chit: 31 });
});

test("what_was_received_with_a_chit_is_asked_for_by_no_field", async () => {
  const { form } = begin();
  await form.takeChit({ ...chit, taken: "cash" });
  expect([form.toTendered(), form.spot.at]).toEqual([false, "send"]);
  await form.takeChit(chit);
  expect([form.toTendered(), form.spot.at]).toEqual([true, "tendered"]);
});

test("the_oldest_that_can_be_sold_is_next_and_none_while_the_line_is_down", () => {
  const [unsure, first, second, over] = [{ ...chit, id: 1, standing: "unsure" as const }, { ...chit, id: 2 }, { ...chit, id: 3 }, { ...chit, id: 4, standing: "expired" as const }];
  const paper = { is_line_down: false, chits: [over, unsure, first, second] };
  expect(nextOf(paper)?.id).toBe(2);
  expect(nextOf({ ...paper, is_line_down: true })).toBeNull();
  expect(waitingOf(paper).map((each) => each.id)).toEqual([1, 2, 3]);
  expect(expiredOf(paper).map((each) => each.id)).toEqual([4]);
});

test("a_sale_beside_a_chit_for_its_number_is_told_of_it", async () => {
  const paper = { is_line_down: false, chits: [chit] };
  const { form } = begin();
  form.typeNumber("98765 11111", 11);
  expect(unheeded(paper, form)?.id).toBe(31);
  form.typeNumber("98765 11112", 11);
  expect(unheeded(paper, form)).toBeNull();
  await form.takeChit(chit);
  expect(unheeded(paper, form)).toBeNull();
  expect(unheeded({ ...paper, chits: [{ ...chit, standing: "expired" }] }, { chit: null, number: chit.number, amount: "" })).toBeNull();
});

test("what_is_asked_for_beyond_the_chit_is_counted", async () => {
  const { form } = begin();
  await form.takeChit(chit);
  expect(beyond(form)).toBe(0);
  form.typeAmount("299");
  expect(beyond(form)).toBe(10_000);
  form.typeAmount("99");
  expect(beyond(form)).toBe(-10_000);
  form.typeAmount("");
  expect(beyond(form)).toBe(0);
});

test("where_no_chit_can_begin_it_is_said_why", () => {
  const down = whyNoChit({ is_line_down: true, chits: [] });
  const up = whyNoChit({ is_line_down: false, chits: [] });
  const full = whyNoChit({ is_line_down: false, chits: [chit] });
  expect([down, up, full]).toEqual([m.chit_why_empty(), m.chit_why_line(), m.chit_why_full()]);
  // A chit that may have been sold already is none that W takes.
  expect(whyNoChit({ is_line_down: false, chits: [{ ...chit, standing: "unsure" }] })).toBe(up);
});

test("the_key_w_is_never_silent", async () => {
  house.now = { paper: { is_line_down: false, chits: [] }, tiles: [] } as unknown as CounterNow;
  pressW();
  expect(check.said).toBe(m.chit_why_line());
  forgetCheck();
});
