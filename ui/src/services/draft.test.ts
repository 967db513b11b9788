import { beforeEach, expect, test, vi } from "vitest";
import type { Problem } from "../platform/counter";
import { Draft } from "./draft.svelte";

const stored = new Map<string, string>();

beforeEach(() => {
  stored.clear();
  vi.stubGlobal("sessionStorage", { getItem: (key: string) => stored.get(key) ?? null, setItem: (key: string, text: string) => stored.set(key, text), removeItem: (key: string) => stored.delete(key) });
});

function draft(): Draft<"mobile" | "pan" | "charge"> {
  return new Draft("test", { mobile: "", pan: "", charge: "" }, { money: "charge", kept: ["mobile"] });
}

const refuse = (...problems: Problem[]) => async () => ({ status: "error" as const, error: problems });

test("what_was_typed_outlives_a_refusal_and_a_reload_and_a_pan_is_never_stored", async () => {
  const first = draft();
  first.type("mobile", "98765 01234");
  first.type("pan", "ABCDE1234F");
  await first.send(refuse({ kind: "no_network" }));
  expect(first.texts).toEqual({ mobile: "98765 01234", pan: "ABCDE1234F", charge: "" });
  expect([...stored.values()].join()).not.toContain("ABCDE1234F");
  expect(draft().texts).toEqual({ mobile: "98765 01234", pan: "", charge: "" });
});

test("a_problem_stands_at_its_field_until_that_is_typed_anew", async () => {
  const form = draft();
  await form.send(refuse({ kind: "number_missing" }, { kind: "desk", data: { field: "pan", fault: "wrong_form" } }, { kind: "amount_missing" }, { kind: "no_network" }, { kind: "desk", data: { field: "email", fault: "missing" } }));
  expect(form.problem("mobile")?.kind).toBe("number_missing");
  expect(form.problem("pan")?.kind).toBe("desk");
  expect(form.problem("charge")?.kind).toBe("amount_missing");
  // A field this form does not have is not swallowed.
  expect(form.others.map((problem) => problem.kind)).toEqual(["no_network", "desk"]);
  form.type("pan", "A");
  expect(form.problem("pan")).toBeNull();
  expect(form.problem("mobile")?.kind).toBe("number_missing");
});

test("a_price_is_filled_in_until_one_is_typed", () => {
  const form = draft();
  form.suggest("charge", "150");
  form.suggest("charge", "170");
  expect(form.text("charge")).toBe("170");
  form.type("charge", "200");
  form.suggest("charge", "150");
  expect(form.text("charge")).toBe("200");
  form.clear();
  form.suggest("charge", "150");
  expect(form.text("charge")).toBe("150");
});

test("one_deliberate_act_has_one_intent_and_a_second_touch_does_nothing", async () => {
  const form = draft();
  const intents: string[] = [];
  let answer: (value: { status: "ok"; data: number }) => void = () => undefined;
  const first = form.send((intent) => {
    intents.push(intent);
    return new Promise<{ status: "ok"; data: number }>((done) => (answer = done));
  });
  expect(await form.send(async () => ({ status: "ok" as const, data: 2 }))).toBeNull();
  answer({ status: "ok", data: 1 });
  expect(await first).toBe(1);
  const same = form.intent;
  expect(intents).toEqual([same]);
  form.type("charge", "9");
  expect(form.intent).not.toBe(same);
});

test("another_person_in_the_field_is_asked_about_again", async () => {
  const form = draft();
  form.meant = true;
  await form.send(refuse({ kind: "order_open", data: { sale_id: 3 } }));
  expect(form.others).toHaveLength(1);
  form.type("mobile", "9");
  expect(form.others).toEqual([]);
  expect(form.meant).toBe(false);
});

test("a_window_without_storage_keeps_what_is_typed_in_memory", () => {
  vi.stubGlobal("sessionStorage", undefined);
  const form = draft();
  form.type("mobile", "98765");
  expect(form.text("mobile")).toBe("98765");
});

const ramesh = { id: 3, name: "Ramesh", owed_paise: 0, limit_paise: null, number: "9876543210", since_ms: 0 };

test("an_order_is_paid_as_a_sale_is", async () => {
  const form = draft();
  expect(form.payment).toBe("cash");
  form.type("charge", "150");
  form.choosePayment("udhaar");
  expect(form.payment).toBe("cash");
  form.payer = { customer: ramesh, hasCode: true };
  form.choosePayment("udhaar");
  expect([form.payment, form.pay.hasCode]).toEqual(["udhaar", false]);
  form.choosePayment("upi");
  expect([form.payment, form.pay.hasCode, form.pay.due]).toEqual(["upi", true, 15_000]);
  // Another number's customer owes nothing for this one, and nobody owes ₹ 0.
  form.choosePayment("udhaar");
  form.payer = { customer: null, hasCode: true };
  expect(form.payment).toBe("cash");
  form.choosePayment("upi");
  form.type("charge", "0");
  expect([form.payment, form.pay.hasCode]).toEqual(["cash", false]);
});

test("with_less_cash_than_an_order_costs_nothing_is_begun", async () => {
  const form = draft();
  form.type("charge", "150");
  form.pay.tendered = "100";
  let called = 0;
  const call = async () => ({ status: "ok" as const, data: (called += 1) });
  expect(await form.send(call)).toBeNull();
  expect([called, form.refusals, form.pay.tendered]).toEqual([0, 1, "100"]);
  form.pay.tendered = "150";
  expect(await form.send(call)).toBe(1);
});

test("the_note_of_the_code_stays_for_one_customer_whatever_is_mended", () => {
  const form = draft();
  form.type("mobile", "98765");
  const first = form.intent;
  expect(first).toMatch(/^[2-9A-HJ-NP-Z]{8}-/);
  form.type("mobile", "9876501234");
  expect(form.intent).not.toBe(first);
  expect(form.intent.slice(0, 9)).toBe(first.slice(0, 9));
  form.clear();
  expect(form.intent.slice(0, 9)).not.toBe(first.slice(0, 9));
});

test("what_is_wrong_with_a_field_stands_there_once_it_is_whole_or_left", async () => {
  const asked: string[] = [];
  const form = new Draft("test", { mobile: "", pan: "", charge: "" }, { money: "charge" }, async (field, typed) => {
    asked.push(`${field} ${typed}`);
    if (field === "mobile") return typed.length < 11 ? { kind: "number_too_short", data: { digits: typed.length, wanted: 10 } } : { kind: "number_is_landline" };
    return field === "charge" ? { kind: "desk", data: { field, fault: "wrong_form" } } : null;
  });
  form.type("mobile", "98765");
  await Promise.resolve();
  expect([asked, form.problem("mobile")]).toEqual([[], null]);
  await form.leave("mobile");
  expect(form.problem("mobile")).toEqual({ kind: "number_too_short", data: { digits: 5, wanted: 10 } });
  // Ten digits are told while the cursor is still there, and typing takes it away again.
  form.type("mobile", "12345 67890");
  await Promise.resolve();
  await Promise.resolve();
  expect(form.problem("mobile")?.kind).toBe("number_is_landline");
  form.type("mobile", "12345 6789");
  expect(form.problem("mobile")).toBeNull();
  await form.leave("charge");
  expect(form.problem("charge")).toBeNull();
  form.type("charge", "2,99");
  await form.leave("charge");
  expect(form.problem("charge")?.kind).toBe("desk");
});

test("an_answer_about_an_earlier_text_is_none", async () => {
  const answers: ((problem: Problem | null) => void)[] = [];
  const form = new Draft("test", { mobile: "" }, {}, () => new Promise((done) => answers.push(done)));
  form.type("mobile", "12345");
  const left = form.leave("mobile");
  form.type("mobile", "98765 43210");
  expect(answers.length).toBe(2);
  answers[0]?.({ kind: "number_is_landline" });
  await left;
  expect(form.problem("mobile")).toBeNull();
});

test("an_empty_field_that_is_passed_says_what_is_wanted_and_one_that_is_left_does_not", async () => {
  const form = new Draft("test", { mobile: "", pan: "" }, {}, async (field) => (field === "mobile" ? { kind: "number_missing" } : null));
  await form.leave("mobile");
  expect(form.problem("mobile")).toBeNull();
  expect([await form.want("mobile"), form.problem("mobile")?.kind]).toEqual([true, "number_missing"]);
  // Of what the counter has nothing to say nobody is held up.
  expect(await form.want("pan")).toBe(false);
  form.type("mobile", "9");
  expect(form.problem("mobile")).toBeNull();
});
