// The key budget, counted: what the shopkeeper presses, from an empty Number to the sale handed over.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { digitsOf } from "../shared/words/number";
import { SaleForm } from "./sale-form.svelte";
import { Person } from "./person";
import { known, Shop } from "./stand-in";

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

test("repeating_the_last_sale_takes_2_keys", async () => {
  await person.f4();
  await person.enter();
  expect(person.keys).toBe(2);
  expect(shop.sold).toHaveLength(1);
  expect(shop.sold[0]).toMatchObject({ number: "98765 43210", operator: "airtel", circle: "upw", amount: "299", provider: "first", repeat_confirmed: false });
  expect(form.spot.at).toBe("number");
  expect(form.empty).toBe(true);
});

test("repeating_it_within_minutes_takes_2_keys_too", async () => {
  shop.repeat = { sale_id: 1, minutes_ago: 3, sold_at_ms: 0, contradicted: false };
  await person.f4();
  await person.f4();
  expect(person.keys).toBe(2);
  expect(shop.sold[0]?.repeat_confirmed).toBe(true);
});

test("a_known_customer_by_four_digits_takes_6_keys", async () => {
  await person.type("5107");
  await person.enter();
  await person.enter();
  expect(person.keys).toBe(6);
  expect(shop.sold[0]).toMatchObject({ number: "88260 55107", amount: "199" });
});

test("a_whole_known_number_takes_12_keys", async () => {
  await person.type("9876543210");
  await person.enter();
  await person.enter();
  expect(person.keys).toBe(12);
  expect(shop.sold[0]).toMatchObject({ operator: "airtel", amount: "299" });
});

test("a_new_number_takes_its_digits_and_three_enters", async () => {
  await person.type("7011982236");
  await person.enter();
  expect(form.spot.at).toBe("amount");
  await person.type("155");
  await person.enter();
  expect(form.spot.at).toBe("send");
  await person.enter();
  expect(person.keys).toBe(16);
  expect(shop.sold[0]).toMatchObject({ operator: "vi", amount: "155" });
});

test("a_pause_lists_known_customers_and_enter_takes_the_one_marked", async () => {
  known.push({ number: "7000055107", service: "prepaid", operator: "vi", amount_paise: 9900, at_ms: 0 });
  await person.type("5107");
  await vi.advanceTimersByTimeAsync(400);
  expect(form.known.rows).toHaveLength(2);
  expect(form.known.at).toBe(-1);
  form.known.move(-1);
  await person.enter();
  expect(form.quote?.number).toBe("7000055107");
  known.pop();
});

test("four_digits_of_one_customer_are_marked", async () => {
  await person.type("5107");
  await vi.advanceTimersByTimeAsync(400);
  expect(form.known.at).toBe(0);
  await person.enter();
  expect(form.quote?.number).toBe("8826055107");
});

test.each(["55107", "055107", "826055107"])("enter_takes_nobody_by_more_than_four_digits: %s", async (digits) => {
  await person.type(digits);
  await vi.advanceTimersByTimeAsync(400);
  expect(form.known.rows).toHaveLength(1);
  expect(form.known.at).toBe(-1);
  await person.enter();
  expect(digitsOf(form.number)).toBe(digits);
  expect(form.problem("number")?.kind).toBe("number_too_short");
  expect(form.spot.at).toBe("number");
  form.known.move(1);
  await person.enter();
  expect(form.quote?.number).toBe("8826055107");
});

test("two_customers_with_the_same_digits_are_never_guessed_between", async () => {
  known.push({ number: "7000055107", service: "prepaid", operator: "vi", amount_paise: 9900, at_ms: 0 });
  await person.type("5107");
  await person.enter();
  expect(form.known.rows).toHaveLength(2);
  expect(form.number).toBe("5107");
  known.pop();
});

test("f2_and_enter_take_the_newest_customer_even_over_a_whole_number", async () => {
  await person.type("7011982236");
  await form.showRecent();
  await person.enter();
  expect(form.quote?.number).toBe("9876543210");
  expect(form.spot.at).toBe("send");
});

test("the_list_never_steals_enter_from_a_whole_number", async () => {
  await person.type("70119822");
  await vi.advanceTimersByTimeAsync(400);
  await person.type("36");
  expect(form.known.open).toBe(false);
  await person.enter();
  expect(form.spot.at).toBe("amount");
});

test("a_suggestion_never_overwrites_a_choice_made_by_hand", async () => {
  form.chooseOperator("jio");
  form.chooseCircle("del");
  await person.type("9876543210");
  await vi.advanceTimersByTimeAsync(400);
  expect(form.operator.id).toBe("jio");
  expect(form.circle.id).toBe("del");
});

test("another_number_drops_what_was_guessed_for_the_first", async () => {
  await person.type("9876543210");
  await vi.advanceTimersByTimeAsync(400);
  expect(form.quote?.amount_paise).toBe(29900);
  form.typeNumber("9876543211", 10);
  expect(form.quote).toBeNull();
  expect(form.amount).toBe("");
  expect(form.lastSales).toEqual([]);
});

test("a_stale_quote_cannot_be_sent", async () => {
  await person.type("9876543210");
  await person.enter();
  form.typeAmount("500");
  expect(form.quote).toBeNull();
  expect(await form.send(false)).toBeNull();
  expect(shop.sold).toEqual([]);
});

test("a_second_enter_while_sending_sends_nothing", async () => {
  await person.type("9876543210");
  await person.enter();
  await Promise.all([form.send(false), form.send(false)]);
  expect(shop.sold).toHaveLength(1);
});

test("enter_out_of_habit_does_not_sell_the_same_again", async () => {
  shop.repeat = { sale_id: 1, minutes_ago: 3, sold_at_ms: 0, contradicted: false };
  await person.type("9876543210");
  await person.enter();
  expect(form.spot.at).toBe("decline");
  await person.enter();
  await person.enter();
  expect(shop.sold).toEqual([]);
});

test("problems_wait_until_their_field_is_left", async () => {
  await person.type("98765");
  await vi.advanceTimersByTimeAsync(600);
  expect(form.problem("number")).toBeNull();
  await person.enter();
  expect(form.problem("number")?.kind).toBe("number_too_short");
  expect(form.problem("amount")).toBeNull();
});

test("a_problem_of_the_whole_sale_is_told_on_the_strip", async () => {
  shop.refuse = [{ kind: "wallet_short", data: { provider: "inspay", balance_paise: 100 } }];
  await person.type("9876543210");
  await person.enter();
  expect(form.formProblems.map((problem) => problem.kind)).toEqual(["wallet_short"]);
  expect(form.quote).toBeNull();
});

test("esc_goes_back_one_step_at_a_time", async () => {
  await person.type("9876543210");
  await person.enter();
  expect(form.back("send")).toBe(true);
  expect(form.spot.at).toBe("amount");
  form.back("amount");
  expect(form.spot.at).toBe("number");
  form.back("number");
  expect(form.empty).toBe(true);
  expect(form.back("number")).toBe(false);
});

test("one_intent_for_each_deliberate_sale", async () => {
  await person.type("9876543210");
  await person.enter();
  await Promise.all([form.send(false), form.send(false)]);
  await person.f4();
  await person.enter();
  const [first, second] = shop.sold;
  expect(shop.sold).toHaveLength(2);
  expect(first?.mode).toBe("practice");
  // It begins with the note of the UPI code, by which the sale is found.
  expect(first?.intent).toMatch(/^[2-9A-HJ-NP-Z]{8}-[0-9a-f-]{36}$/);
  expect(second?.intent.slice(0, 8)).not.toBe(first?.intent.slice(0, 8));
  expect(second?.intent).not.toBe(first?.intent);
});

test("the_same_intent_goes_out_again_when_the_channel_broke", async () => {
  const sell = shop.sell;
  shop.sell = async (input) => {
    await sell(input);
    return { status: "error", error: [{ kind: "no_network" }] };
  };
  await person.type("9876543210");
  await person.enter();
  await person.enter();
  shop.sell = sell;
  await person.enter();
  await person.enter();
  expect(shop.sold).toHaveLength(2);
  expect(shop.sold[1]?.intent).toBe(shop.sold[0]?.intent);
});

test("another_amount_is_another_intent", async () => {
  await person.type("9876543210");
  await person.enter();
  form.typeAmount("500");
  await form.enterAmount();
  const intents = new Set(shop.quoted.filter((input) => input.amount !== "").map((input) => input.intent));
  expect(intents.size).toBe(2);
});

test.each(["sold", "refused"])("a_late_answer_leaves_the_next_customer_alone: %s", async (how) => {
  const sell = shop.sell;
  shop.sell = async (input) => {
    await new Promise((done) => setTimeout(done, 5000));
    return how === "sold" ? sell(input) : { status: "error", error: [{ kind: "wallet_short", data: { provider: "inspay", balance_paise: 100 } }] };
  };
  await person.type("9876543210");
  await person.enter();
  const sent = form.send(false);
  expect(form.sending).toBe(true);
  form.startOver();
  await person.type("70119");
  expect(form.sending).toBe(false);
  await vi.advanceTimersByTimeAsync(6000);
  await sent;
  expect(form.number).toBe("70119");
  expect(form.formProblems).toEqual([]);
  expect(form.outcome).toBeNull();
  expect(form.refusal?.number ?? null).toBe(how === "sold" ? null : "9876543210");
});

test("a_wrong_number_keeps_the_cursor", async () => {
  shop.refuse = [{ kind: "number_is_landline" }];
  await person.type("1123456789");
  await person.enter();
  expect(form.spot.at).toBe("number");
  expect(form.problem("number")?.kind).toBe("number_is_landline");
});

test("what_the_services_desk_did_is_no_sale_to_repeat", async () => {
  shop.knownNumbers = async () => ({ status: "ok", data: [{ number: "9811122233", service: "pan_card", operator: "pan-new", amount_paise: 15000, at_ms: 9 }, ...known] });
  await person.f4();
  expect(form.quote?.number).toBe("9876543210");
  expect(form.service).toBe("prepaid");
});

test("the_other_ledger_begins_with_an_empty_form", async () => {
  await person.f4();
  await person.enter();
  await person.f4();
  form.changeLedger();
  expect(form.empty).toBe(true);
  expect(form.outcome).toBeNull();
  expect(form.quote).toBeNull();
});

test("a_slip_scanned_into_number_is_checked_and_never_sold", async () => {
  const code = "GALLA1*K7QX2M000017*29900*DONE*1795199400*6HTGZ6*H5P0Y80CTN";
  const checked: string[] = [];
  form.onslip = (text) => {
    checked.push(text);
    form.clear();
  };
  expect(form.takesLetters).toBe(false);
  form.typeNumber("GALLA1", 6);
  expect(form.takesLetters).toBe(true);
  form.typeNumber(code, code.length);
  await form.enterNumber();
  expect(checked).toEqual([code]);
  expect(form.number).toBe("");
  expect(shop.sold).toEqual([]);
});

test("a_number_that_is_due_again_is_filled_in_and_nothing_is_asked_or_sent", async () => {
  await person.type("70000");
  await form.fillIn({ service: "prepaid", operator: "airtel", number: "9876543210", amount_paise: 29_900 });
  expect([form.number, form.operator.id, form.amount, form.spot.at]).toEqual(["98765 43210", "airtel", "299", "amount"]);
  expect(form.quote).toBeNull();
  expect(shop.sold).toHaveLength(0);
  await person.enter();
  await person.enter();
  expect(shop.sold[0]).toMatchObject({ number: "98765 43210", operator: "airtel", amount: "299" });
});
