import { expect, test } from "vitest";
import type { DeskOrder, LoadView, Problem, SaleState } from "../platform/counter";
import { deskTileLine, markOf, numberOf, placeOf, stateLineOf } from "../shared/words/desk-orders";
import type { DeskSale, DeskKind } from "../shared/words/desk-services";
import { countdown } from "./countdown";
import { digitCount, maskAadhaar } from "./mask";
import { paiseOf } from "../shared/words/money";
import { orderWords, toldWords } from "./order-words";
import { stepsOf } from "./steps";
import { warningTone, warningWords } from "./warnings";

const order: DeskOrder = { customer: null, pan_masked: null, pan_mode: null, consent: null, fee_paise: null, can_open_page: true, link_expired: false, can_ask_by_pan: false, can_abandon: true, can_admit: false, otp: null, person: null, load: null };

function saleOf(service: DeskKind, state: SaleState, more: Partial<DeskSale> = {}): DeskSale {
  return {
    id: 7, service, operator: "x", number: service === "aadhaar_check" ? "1234" : "9876501234", circle: null, amount_paise: 100000, provider: "p", provider_name: "The company", state,
    order_id: "G1", created_at_ms: 0, settled_at_ms: null, provider_ref: "T1", operator_ref: null, words: null, problem: null, earned_paise: null, verdict: "never", reason: "accepted",
    attention: null, word: null, seen: { state: "pending", order_id: "G1", contradictions: [] }, can_say: [], say_from_ms: null, can_dispute: false, disputed_at_ms: null, is_loud: false, can_deal: false, is_elsewhere: false, says_now: null, company_agrees: false, payment: "cash", charge_paise: 0, owed_paise: 0, back_paise: 0, pay_note: null, customer: null, sold_chit: null, next_check_at_ms: null, checks: 0, no_record_at_ms: null, fields: [], attempts: [], told_earned_paise: null, desk: order, ...more,
  };
}

const marks = (sale: DeskSale): string => stepsOf(sale).map(({ mark }) => mark).join(" ");
const closed: Problem = { kind: "not_finished" };

test("of_an_aadhaar_number_the_last_four_digits_are_shown_and_only_once_it_is_whole", () => {
  expect(maskAadhaar("234123412346")).toBe("•••• •••• 2346");
  expect(maskAadhaar("2341 2341 2346")).toBe("•••• •••• 2346");
  expect(maskAadhaar("२३४१२३४१२३४६")).toBe("•••• •••• 2346");
  expect(maskAadhaar("23412341234")).toBe("•••• •••• •••");
  expect(maskAadhaar("2341234123467")).not.toMatch(/\d/);
  expect(maskAadhaar("")).toBe("");
  expect(digitCount("2341 2341 234")).toBe(11);
});

test("the_countdown_never_says_zero_while_there_is_time", () => {
  expect(countdown(162_000, 0)).toMatchObject({ text: "2:42", over: false });
  expect(countdown(1_000, 999)).toMatchObject({ text: "0:01", over: false });
  expect(countdown(1_000, 1_000)).toMatchObject({ text: "0:00", over: true, part: 0 });
  expect(countdown(1_000, 99_000)).toMatchObject({ text: "0:00", over: true });
  expect(countdown(200, 150, 100).part).toBe(0.5);
});

test("the_steps_follow_the_order", () => {
  expect(marks(saleOf("pan_card", "submitted"))).toBe("now later later later");
  expect(marks(saleOf("pan_card", "unknown"))).toBe("now later later later");
  expect(marks(saleOf("pan_card", "not_sent"))).toBe("failed later later later");
  expect(marks(saleOf("pan_card", "pending"))).toBe("done now later later");
  expect(marks(saleOf("bank_account", "pending", { desk: { ...order, can_open_page: false } }))).toBe("done done now later");
  expect(marks(saleOf("pan_card", "succeeded"))).toBe("done done done done");
  expect(marks(saleOf("pan_card", "failed"))).toBe("done done failed later");
  expect(marks(saleOf("pan_card", "failed", { provider_ref: null }))).toBe("failed later later later");
  expect(marks(saleOf("pan_card", "failed", { problem: closed }))).toBe("done failed later later");
  expect(marks(saleOf("bank_account", "reversed"))).toBe("done done done failed");
});

test("started_is_not_done", () => {
  for (const service of ["pan_card", "bank_account"] as const) expect(orderWords(saleOf(service, "pending"), 0).title).toBe("Started – the customer must finish on the page. Not done yet.");
  for (const service of ["pan_card", "bank_account", "aadhaar_check", "wallet_load"] as const) {
    const { title, more } = orderWords(saleOf(service, "pending"), 0);
    expect(`${title} ${more ?? ""}`).toContain("Not done yet.");
    expect(stateLineOf(saleOf(service, "pending"))).toContain("Not done yet.");
    expect(deskTileLine(saleOf(service, "pending"), 0)).toMatch(/^waiting for the/);
  }
});

test("an_order_that_was_closed_says_so_and_not_that_it_failed", () => {
  const sale = saleOf("pan_card", "failed", { problem: closed, verdict: "safe", reason: "declared_failed" });
  expect(markOf(sale)).toBe("Closed");
  expect(orderWords(sale, 0).title).toBe("Closed at this counter");
  expect(deskTileLine(sale, 0)).toMatch(/^Closed at this counter/);
});

test("a_link_that_expired_and_an_otp_that_is_too_old_are_said_at_once", () => {
  const expired = saleOf("pan_card", "pending", { desk: { ...order, link_expired: true } });
  expect(orderWords(expired, 0).title).toBe("The link has expired. Not done yet.");
  expect(deskTileLine(expired, 0)).toMatch(/^the link has expired/);
  const otp = saleOf("aadhaar_check", "pending", { desk: { ...order, otp: { expires_at_ms: 1000, tries_left: 3, can_resend: true } } });
  expect(orderWords(otp, 999).title).toBe("OTP sent");
  expect(orderWords(otp, 1000).title).toBe("The time is over");
});

test("about_an_otp_without_an_answer_nobody_is_said_to_be_asking", () => {
  const sale = saleOf("aadhaar_check", "unknown", { verdict: "not_yet", reason: "no_answer" });
  for (const words of [orderWords(sale, 0).more, stateLineOf(sale)]) expect(words).toContain("begin again");
  expect(deskTileLine(sale, 0)).toContain("begin again");
  expect(orderWords(saleOf("pan_card", "unknown"), 0).more).toContain("Do\u00a0not\u00a0begin\u00a0it\u00a0again");
});

const load: LoadView = { qr: false, payee: "shop@bank", expires_at_ms: 0, paid_paise: 200000, new_balance_paise: 300000, told: "paid" };

test("every_way_of_paying_has_its_sentence_with_the_figures", () => {
  const told = (how: LoadView["told"]): string | null => toldWords(saleOf("wallet_load", "succeeded", { desk: { ...order, load: { ...load, told: how } } }));
  expect(told("paid")).toBeNull();
  expect(told(null)).toBeNull();
  expect(told("paid_twice")).toMatch(/twice.*₹ 2,000.*₹ 1,000.*The company/);
  expect(told("paid_late")).toMatch(/after the code was gone.*₹ 2,000.*The company/);
  expect(told("other_amount")).toMatch(/₹ 2,000 instead of ₹ 1,000/);
});

test("a_customer_is_known_by_what_may_be_shown", () => {
  expect(numberOf(saleOf("pan_card", "pending"))).toBe("98765 01234");
  expect(numberOf(saleOf("aadhaar_check", "pending"))).toBe("Aadhaar •••• 1234");
  expect(numberOf(saleOf("wallet_load", "pending", { number: "" }))).toBe("The company");
});

test("an_unfinished_order_leads_to_its_page_and_a_finished_one_to_the_day_book", () => {
  expect(placeOf(saleOf("pan_card", "pending"))).toBe("#services/order/7");
  expect(placeOf(saleOf("pan_card", "unknown"))).toBe("#services/order/7");
  expect(placeOf(saleOf("pan_card", "succeeded"))).toBe("#day-book/7");
});

test("rupees_as_typed_are_understood_and_nothing_else_is", () => {
  expect(paiseOf("150")).toBe(15000);
  expect(paiseOf(" ₹ 1,234.5 ")).toBe(123450);
  expect(paiseOf("१५०")).toBe(15000);
  for (const text of ["", "abc", "1.234", "-5", "1e3", "."]) expect([text, paiseOf(text)]).toEqual([text, null]);
});

test("a_warning_is_as_loud_as_it_matters", () => {
  expect(warningWords({ kind: "plan_ends", data: { days: 0 } }, "The company")).toContain("today");
  expect(warningWords({ kind: "plan_ends", data: { days: 1 } }, "The company")).toContain("1 day.");
  expect(warningWords({ kind: "balance_low", data: { balance_paise: 8450, least_paise: 10700 } }, "The company")).toMatch(/₹ 84\.50.*₹ 107/);
  expect(warningWords({ kind: "access", data: { problem: { kind: "address_not_listed", data: { words: "IP" } } } }, "The company")).toContain("Ask the company to register your address");
  expect(warningTone({ kind: "address_differs", data: { bound: "a", own: "b" } })).toBe("bad");
  expect(warningTone({ kind: "access", data: { problem: { kind: "no_network" } } })).toBe("wait");
});
