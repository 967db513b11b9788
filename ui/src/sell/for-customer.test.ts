// What of the form goes out to the customer, and what never does.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { PayCode, Quote, SaleView } from "../platform/counter";
import type { Backend } from "./fields.svelte";
import { type Counter, forCustomer } from "./for-customer";
import { Person } from "./person";
import { SaleForm } from "./sale-form.svelte";
import { Shop } from "./stand-in";

const shown = { shop: "Sharma Telecom", language: "en" as const, dark: false, practice: false };
const nobody = { ...shown, phase: "idle", sale: null, pay_paise: null, code: null, reference: null };
const ramesh = { id: 3, name: "Ramesh Kumar", owed_paise: 77_700, limit_paise: 88_800, number: "9876543210", since_ms: 0 };
const code: PayCode = { qr: { size: 29, path: "M4 4h7v1h-7z" }, payee: "sharma@okaxis", total_paise: 30_400, note: "NOTE2345" };

/** A counter that knows all that no customer may see. */
class Knowing extends Shop {
  told: Partial<Quote["pay"]> = {};
  override suggest: Backend["suggest"] = async (_service, number) => ({
    status: "ok",
    data: { number, operator: "airtel", operator_from: "history", circle: "upw", circle_from: "home", last_sales: [{ amount_paise: 11_100, operator: "airtel", at_ms: 1 }], customer: ramesh, fields: [] },
  });
  readonly #plain = new Shop();
  override quote: Backend["quote"] = async (input) => {
    const answer = await this.#plain.quote(input);
    if (answer.status === "error") return answer;
    const secret: Partial<Quote> = { provider: "inspay", provider_name: "INSPAY", wallet_after_paise: 55_500, earn_paise: 66_600, choices: ["inspay", "paygrt"], try_next: ["paygrt"], circle: "upw" };
    return { status: "ok", data: { ...answer.data, ...secret, pay: { ...answer.data.pay, customer: ramesh, charge_most_paise: 1_000, ...this.told } } };
  };
}

const SECRET = /inspay|paygrt|ramesh|555|666|777|888|111|upw|G1|NOTE2345|okaxis|first/i;

let shop: Knowing;
let form: SaleForm;
let person: Person;
let counter: Counter;

beforeEach(() => {
  vi.useFakeTimers();
  shop = new Knowing();
  form = new SaleForm(shop, () => "practice");
  person = new Person(form);
  counter = { form, code: null, at: "sell", nameOf: (operator) => ({ airtel: "Airtel" })[operator] ?? operator };
});
afterEach(() => vi.useRealTimers());

const seen = (): ReturnType<typeof forCustomer> => forCustomer(shown, counter);

async function toStrip(): Promise<void> {
  await person.type("9876543210");
  await vi.advanceTimersByTimeAsync(1_000);
  form.typeAmount("299");
  await form.enterAmount();
  expect(form.spot.at).toBe("send");
}

function saleOf(change: Partial<SaleView>): SaleView {
  return {
    id: 7, service: "prepaid", operator: "airtel", number: "9876543210", amount_paise: 29_900, provider: "inspay", provider_name: "INSPAY", state: "succeeded", order_id: "G1", provider_ref: "INSPAY-555", operator_ref: "BR00069",
    words: "INSPAY says 666", earned_paise: 66_600, is_loud: false, problem: { kind: "wallet_short", data: { provider: "inspay" } }, owed_paise: 77_700, customer: ramesh, ...change,
  } as unknown as SaleView;
}

test("an_empty_form_shows_the_shop_and_nobody", () => {
  expect(seen()).toEqual(nobody);
});

test("what_is_typed_is_seen_as_it_is_typed", async () => {
  await person.type("98765");
  expect(seen()).toEqual({ ...nobody, phase: "typing", sale: { number: "98765", operator: "", amount_paise: null } });
  await person.type("4");
  expect(seen().sale?.number).toBe("98765 4");
  form.typeAmount("1,2");
  expect(seen().sale?.amount_paise).toBeNull();
});

test("before_it_is_sent_number_operator_and_amount_are_seen_and_nothing_that_the_counter_knows_beside", async () => {
  await toStrip();
  expect(form.quote?.earn_paise).toBe(66_600);
  expect(seen()).toEqual({ ...nobody, phase: "asked", sale: { number: "98765 43210", operator: "Airtel", amount_paise: 29_900 } });
  expect(JSON.stringify(seen())).not.toMatch(SECRET);
});

test("a_charge_makes_it_another_sum_and_udhaar_takes_nothing_now", async () => {
  await toStrip();
  form.pay.typeCharge("5");
  expect(seen().pay_paise).toBe(30_400);
  form.choosePayment("udhaar");
  expect(form.pay.payment).toBe("udhaar");
  expect(seen().pay_paise).toBeNull();
  expect(JSON.stringify(seen())).not.toMatch(SECRET);
});

test("a_code_to_pay_by_goes_without_its_note_and_its_payee", async () => {
  await toStrip();
  counter = { ...counter, code };
  expect(seen()).toMatchObject({ phase: "asked", pay_paise: 30_400, code: code.qr });
  expect(Object.keys(seen().code ?? {}).toSorted()).toEqual(["path", "size"]);
  expect(JSON.stringify(seen())).not.toMatch(SECRET);
});

test.each([
  ["submitted", false, "sending"], ["intended", false, "sending"], ["pending", false, "waiting"], ["unknown", false, "waiting"], ["succeeded", false, "done"],
  ["failed", false, "failed"], ["not_sent", false, "failed"], ["reversed", false, "given_back"],
  // A company that contradicts itself has told nobody anything certain.
  ["succeeded", true, "waiting"], ["failed", true, "waiting"],
] as const)("%s_and_loud_%s_is_%s_to_the_customer", (state, is_loud, phase) => {
  form.outcome = saleOf({ state, is_loud });
  expect(seen()).toEqual({ ...nobody, phase, sale: { number: "98765 43210", operator: "Airtel", amount_paise: 29_900 }, reference: phase === "done" ? "BR00069" : null });
  expect(JSON.stringify(seen())).not.toMatch(SECRET);
});

test("the_last_customer_leaves_at_the_first_digit_of_the_next", async () => {
  form.outcome = saleOf({});
  await person.type("8");
  expect(seen()).toEqual({ ...nobody, phase: "typing", sale: { number: "8", operator: "", amount_paise: null } });
  form.beginSale();
  expect(seen()).toEqual(nobody);
});

test("a_sale_that_is_being_handed_over_is_on_its_way", async () => {
  await toStrip();
  let answer: () => void = () => undefined;
  const sold = shop.sell;
  shop.sell = async (input) => {
    await new Promise<void>((done) => { answer = done; });
    return sold(input);
  };
  const sent = form.send(false);
  expect(seen().phase).toBe("sending");
  answer();
  await sent;
  expect(seen()).toMatchObject({ phase: "sending", sale: { number: "98765 43210" } });
  expect(JSON.stringify(seen())).not.toMatch(SECRET);
});

test("what_stands_half_typed_behind_another_screen_is_nobodys_there", async () => {
  await toStrip();
  for (const at of ["day-book", "services", "settings"]) {
    counter = { ...counter, at };
    expect(seen()).toEqual(nobody);
  }
});

test("of_the_desk_only_the_code_to_pay_by_is_seen", () => {
  form.outcome = saleOf({});
  counter = { ...counter, at: "services" };
  expect(seen()).toEqual(nobody);
  counter = { ...counter, code };
  expect(seen()).toEqual({ ...nobody, phase: "asked", pay_paise: 30_400, code: code.qr });
});
