import { expect, test } from "vitest";
import type { AttemptView, SaleView } from "../../platform/counter";
import { house } from "../state/house.svelte";
import { speak } from "../state/language.svelte";
import { markOf, toneOf } from "./desk-orders";
import { problemWords } from "./problem-words";
import { attentionOf, lastSaid, tileLine, tryingNext, verdictOf, whyNotAnywhere } from "./sale-lines";

const attempt = (name: string, words: string | null): AttemptView => ({ provider: name.toLowerCase(), provider_name: name, order_id: `G${name}`, state: words === null ? "pending" : "failed", words, problem: null, submitted_at_ms: 0 });
const sale = {
  id: 1, service: "prepaid", operator: "airtel", number: "9876543210", circle: null, amount_paise: 29900, provider: "a1topup", provider_name: "A1Topup", state: "pending",
  order_id: "G1", created_at_ms: 0, settled_at_ms: null, provider_ref: null, operator_ref: null, words: null, problem: null, earned_paise: null, verdict: "never", reason: "accepted",
  attention: null, word: null, seen: { state: "pending", order_id: "G1", contradictions: [] }, can_say: [], say_from_ms: null, can_dispute: false, disputed_at_ms: null, is_loud: false, can_deal: false, is_elsewhere: false, says_now: null, company_agrees: false, payment: "cash", charge_paise: 0, owed_paise: 0, back_paise: 0, pay_note: null, customer: null, sold_chit: null, next_check_at_ms: null, checks: 0, no_record_at_ms: null, attempts: [attempt("INSPAY", "Invalid number"), attempt("A1Topup", null)], fields: [], told_earned_paise: null, desk: null,
} as SaleView;

test("an_open_sale_says_who_refused_and_who_is_tried_now", () => {
  expect(tryingNext(sale)).toBe("INSPAY did not take it · now trying A1Topup");
  expect(tileLine(sale, 5000)).toMatch(/^INSPAY did not take it · now trying A1Topup · sent 5 s ago/);
});

test("a_sale_that_goes_on_is_not_called_failed", () => {
  expect(tryingNext({ ...sale, attempts: [attempt("INSPAY", "Failed"), attempt("A1Topup", null)] })).not.toContain("Failed");
});

test("nothing_is_being_tried_with_one_attempt_or_after_the_end", () => {
  expect(tryingNext({ ...sale, attempts: [attempt("A1Topup", null)] })).toBeNull();
  expect(tryingNext({ ...sale, state: "succeeded" })).toBeNull();
});

test("what_contradicts_itself_is_called_out_until_it_was_dealt_with", () => {
  const failed: SaleView = { ...sale, state: "failed", verdict: "never", reason: "contradicted", attention: "contradicted", is_loud: true, can_deal: true };
  expect(attentionOf(failed)).toBe("Two different answers came. Compare with your account at the company.");
  expect(attentionOf({ ...failed, is_loud: false, can_deal: false })).toBeNull();
  const word = { said: "failed" as const, by: "Asha", reference: "CMP-77", told_at_ms: 0, note: "" };
  const ended: SaleView = { ...failed, reason: "said_otherwise", word };
  expect(attentionOf(ended)).toBe("The company now says something different from what was entered here. Compare with its portal.");
  expect(tileLine(ended, 0).split(" · ")).toContain("by a person's word");
  expect(tileLine({ ...ended, company_agrees: true }, 0).split(" · ")).not.toContain("by a person's word");
});

test("what_the_company_said_last_is_its_word_where_it_says_no_sentence", () => {
  const says = { provider_name: "A1Topup", order_id: "G1", word: "succeeded" as const, words: null, reference: null, at_ms: 0, agrees: false };
  const contradicted: SaleView = { ...sale, state: "failed", words: "Refused", attention: "contradicted", is_loud: true, can_deal: true, says_now: says };
  expect(lastSaid(sale)).toEqual({ said: null, words: null });
  expect(lastSaid({ ...contradicted, says_now: null })).toEqual({ said: "It failed", words: "“Refused”" });
  // What a person wrote down was not said by the company.
  expect(lastSaid({ ...contradicted, says_now: null, word: { said: "failed", by: "Asha", reference: "CMP-77", told_at_ms: 0, note: "" } })).toEqual({ said: null, words: "“Refused”" });
  expect(lastSaid(contradicted)).toEqual({ said: "It succeeded", words: null });
  expect(lastSaid({ ...contradicted, says_now: { ...says, word: "accepted", words: "In queue" } })).toEqual({ said: "It is being worked on", words: "“In queue”" });
  // What was said of an earlier request is not what is said of this one.
  expect(lastSaid({ ...contradicted, order_id: "G2" })).toEqual({ said: "It failed", words: "“Refused”" });
  // It is loud no more, and somebody may still look at it.
  expect(attentionOf({ ...contradicted, is_loud: false, says_now: { ...says, agrees: true } })).toContain("now says again what is shown here");
});

const NOON = Date.parse("2026-11-29T12:00:00+05:30");
const DAY = 86_400_000;
const word = { said: "failed" as const, by: "Asha", reference: "CMP-77", told_at_ms: 0, note: "" };
const denied = { provider_name: "A1Topup", order_id: "G1", word: "succeeded" as const, words: null, reference: null, at_ms: NOON, agrees: false };
const ended: SaleView = { ...sale, state: "failed", created_at_ms: NOON, settled_at_ms: NOON, words: "Refused", attention: "contradicted", is_loud: true, can_deal: true, says_now: denied };
const tiles: [string, SaleView, RegExp][] = [
  ["failed by the company's word", { ...ended, reason: "contradicted_done" }, /^Do\u00a0not\u00a0send\u00a0again · A1Topup said “It succeeded” · 12:00\u00a0PM$/],
  ["failed by a person's word", { ...ended, reason: "said_otherwise", word }, /^Do\u00a0not\u00a0send\u00a0again · A1Topup said “It succeeded” · by a person's word · 12:00\u00a0PM$/],
  ["done by a person's word", { ...ended, state: "succeeded", reason: "said_done", word, says_now: { ...denied, word: "failed" } }, /^Two different answers: look at the company's portal · A1Topup said “It failed” · by a person's word · 12:00\u00a0PM$/],
  ["dealt with", { ...ended, reason: "contradicted_done", is_loud: false, can_deal: false }, /^Do\u00a0not\u00a0send\u00a0again · The company first said .* · 12:00\u00a0PM$/],
  ["dealt with, by a person's word", { ...ended, reason: "said_otherwise", word, is_loud: false, can_deal: false }, /^Do\u00a0not\u00a0send\u00a0again · Somebody entered here [^·]* · by a person's word · 12:00\u00a0PM/],
  ["agreed again", { ...ended, verdict: "not_yet", reason: "agrees_again", is_loud: false }, /^Look at the company's portal before you sell it again: [^·]* · 12:00\u00a0PM/],
  ["agreed again with a person", { ...ended, verdict: "not_yet", reason: "agrees_again", word, is_loud: false }, /^Look at the company's portal before you sell it again: /],
];

test.each(tiles)("the_tile_of_one_that_was_contradicted_says_first_what_matters_and_nothing_twice: %s", (_, tile, wanted) => {
  for (const attempts of [tile.attempts, []]) {
    const line = tileLine({ ...tile, attempts }, NOON);
    expect(line).toMatch(wanted);
    const parts = line.split(" · ");
    expect(parts).toEqual([...new Set(parts)]);
  }
  // At 1024 px a line of a tile has some forty letters, and it has three lines.
  if (tile.is_loud) expect(tileLine(tile, NOON).length).toBeLessThan(125);
});

test("one_that_a_company_denies_has_a_loud_tone_whatever_it_stands_as", () => {
  for (const state of ["succeeded", "failed", "reversed", "not_sent", "unknown", "pending"] as const) expect(toneOf({ ...ended, state })).toBe("bad");
  expect(markOf({ ...ended, state: "succeeded" })).toBe("In doubt");
  const quiet: SaleView = { ...ended, state: "succeeded", is_loud: false };
  expect([toneOf(quiet), markOf(quiet)]).toEqual(["ok", null]);
});

const refused = (provider: string, kind: "wallet_empty" | "connection_refused" | null, words: string): AttemptView => {
  const problem = kind === "wallet_empty" ? { kind, data: { words } } : kind === null ? null : { kind };
  return { ...attempt(provider, words), state: "failed", problem };
};
const notRight = "the number is not right. Check it with the customer.";
const reasons: [string, AttemptView[], string, string | null][] = [
  ["every wallet is empty", [refused("INSPAY", "wallet_empty", "Insufficient balance"), refused("Paygrt", "wallet_empty", "Insufficient Merchant Balance")], "Your wallets have too little. Add money to one.", null],
  ["one tells it in words alone", [refused("INSPAY", "wallet_empty", "Insufficient balance"), refused("Paygrt", null, "Insufficient Merchant Balance")], "Your wallets have too little. Add money to one.", null],
  ["nobody is reached", [refused("INSPAY", "connection_refused", ""), refused("Paygrt", "connection_refused", ""), refused("Paygrt", "connection_refused", "")], "No company could be reached.", null],
  ["all say the same", [refused("INSPAY", null, "Invalid number"), refused("Paygrt", null, "invalid number")], `INSPAY, Paygrt: ${notRight}`, "“Invalid number”"],
  ["the customer's reason goes first", [refused("INSPAY", "wallet_empty", "Insufficient balance"), refused("Paygrt", null, "Invalid number")], `Paygrt: ${notRight} No other company took it.`, "“Invalid number”"],
  ["no reason is known", [refused("INSPAY", "wallet_empty", "Insufficient balance"), refused("Paygrt", null, "Failed")], "Paygrt and the others did not take it.", "“Failed”"],
];

test.each(reasons)("why_a_sale_came_to_nothing_is_said_once: %s", (_, attempts, said, words) => {
  const failed: SaleView = { ...sale, state: "failed", verdict: "safe", reason: "failed_by_provider", attempts };
  expect(whyNotAnywhere(failed)).toEqual({ said, words });
  // A tile has two facts, and no provider's English.
  expect(tileLine({ ...failed, back_paise: 29900, settled_at_ms: NOON, created_at_ms: NOON }, NOON)).toBe("given back ₹ 299 · safe to try again · 12:00\u00a0PM");
});

test("what_was_taken_back_is_loud_until_the_customer_has_the_money", () => {
  const reversed: SaleView = { ...sale, state: "reversed", owed_paise: 29900 };
  expect([toneOf(reversed), toneOf({ ...reversed, owed_paise: 0 })]).toEqual(["bad", "quiet"]);
});

test("a_tile_of_another_day_bears_its_date", () => {
  const done: SaleView = { ...sale, state: "succeeded", reason: "done", created_at_ms: NOON, settled_at_ms: NOON + 1000, attempts: [] };
  expect(tileLine(done, NOON + 5000)).toBe("12:00\u00a0PM");
  expect(tileLine({ ...done, created_at_ms: NOON + 30 * DAY, settled_at_ms: NOON + 30 * DAY }, NOON)).toBe("29 Dec, 12:00\u00a0PM");
  expect(tileLine({ ...done, created_at_ms: NOON - DAY }, NOON)).toBe("28 Nov, 12:00\u00a0PM");
  // Nobody sent anything in a month from now.
  expect(tileLine({ ...sale, attempts: [], created_at_ms: NOON + 30 * DAY }, NOON)).toMatch(/^sent 29 Dec, 12:00\u00a0PM · do\u00a0not\u00a0send\u00a0again/);
});

test("the_same_sale_of_a_day_ahead_is_asked_about_by_its_date", () => {
  const recent = { kind: "repeat_recent" as const, data: { sale_id: 1, minutes_ago: -43_200, sold_at_ms: house.coarse + 30 * DAY, contradicted: false } };
  expect(problemWords(recent)).toContain("a day that has not come yet");
  expect(problemWords({ ...recent, data: { ...recent.data, minutes_ago: 0 } })).toContain("a moment ago");
});

test("that_no_money_was_taken_is_not_said_while_somebody_asks_for_it", () => {
  const failed: SaleView = { ...sale, state: "failed", verdict: "safe", reason: "failed_by_provider" };
  expect(verdictOf(failed, NOON, false).why).toBe("The company said it failed. Nothing was charged.");
  expect(verdictOf(failed, NOON, true)).toEqual({ verdict: "safe", why: "The company said it failed. A complaint about the money is open." });
  // What else may be said of a sale says nothing of its money.
  expect(verdictOf({ ...failed, reason: "done" }, NOON, true).why).toBe("It is done.");
});

test("once_no_record_is_sure_nothing_says_to_wait", () => {
  const lost: SaleView = { ...sale, state: "unknown", verdict: "safe", reason: "no_record_confirmed", problem: { kind: "line_broke" }, words: "No such order" };
  expect(lastSaid(lost)).toEqual({ said: "It has no record of it", words: "“No such order”" });
  // Somebody looks at the company's own account first, in Pending; until then nothing is sent.
  expect(tileLine({ ...lost, attempts: [] }, NOON)).toMatch(/^Do\u00a0not\u00a0send\u00a0again · No record/);
  expect(lastSaid({ ...lost, verdict: "not_yet", reason: "no_record_yet" }).said).toMatch(/Wait/);
});

test("no_record_after_it_was_being_worked_on_is_the_newest_word", () => {
  const at = NOON + 8 * 3_600_000 + 20 * 60_000;
  const denied: SaleView = { ...sale, words: "No record found", no_record_at_ms: at };
  expect(verdictOf(denied, at)).toEqual({ verdict: "never", why: "At first the company said it was working on it. Asked at 8:20\u00a0PM, it found no record. Call it." });
  expect(lastSaid(denied)).toEqual({ said: "It has no record of it", words: "“No record found”" });
  expect(verdictOf(sale, at).why).toBe("The company has it and is working on it.");
  speak("hi");
  expect(verdictOf(denied, at).why).toMatch(/रिकॉर्ड नहीं मिला। कंपनी को फ़ोन करें।$/);
  expect(lastSaid(denied).said).toBe("उसके पास रिकॉर्ड नहीं");
  speak("en");
});

test("what_has_no_word_is_quoted_as_no_words_of_the_company", () => {
  const old: SaleView = { ...ended, reason: "contradicted", says_now: { ...denied, word: null, words: "Success" } };
  expect(lastSaid(old)).toEqual({ said: null, words: "“Success”" });
  expect(tileLine(old, NOON)).toContain("A1Topup says something different");
});
