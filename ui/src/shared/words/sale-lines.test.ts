import { expect, test } from "vitest";
import type { AttemptView, SaleView } from "../../platform/counter";
import { attentionOf, lastSaid, tileLine, tryingNext } from "./sale-lines";

const attempt = (name: string, words: string | null): AttemptView => ({ provider: name.toLowerCase(), provider_name: name, order_id: `G${name}`, state: words === null ? "pending" : "failed", words, problem: null, submitted_at_ms: 0 });
const sale = {
  id: 1, service: "prepaid", operator: "airtel", number: "9876543210", circle: null, amount_paise: 29900, provider: "a1topup", provider_name: "A1Topup", state: "pending",
  order_id: "G1", created_at_ms: 0, settled_at_ms: null, provider_ref: null, operator_ref: null, words: null, problem: null, earned_paise: null, verdict: "never", reason: "accepted",
  attention: null, word: null, seen: { state: "pending", order_id: "G1", contradictions: [] }, can_say: [], say_from_ms: null, can_dispute: false, disputed_at_ms: null, is_loud: false, is_elsewhere: false, says_now: null, company_agrees: false, next_check_at_ms: null, checks: 0, attempts: [attempt("INSPAY", "Invalid number"), attempt("A1Topup", null)], fields: [], told_earned_paise: null, desk: null,
} as SaleView;

test("an_open_sale_says_who_refused_and_who_is_tried_now", () => {
  expect(tryingNext(sale)).toBe("INSPAY: Invalid number · now trying A1Topup");
  expect(tileLine(sale, 5000)).toMatch(/^INSPAY: Invalid number · now trying A1Topup · sent 5 s ago/);
});

test("a_refusal_without_words_is_told_by_its_problem", () => {
  const silent = { ...attempt("INSPAY", ""), problem: { kind: "connection_refused" as const } };
  expect(tryingNext({ ...sale, attempts: [silent, attempt("A1Topup", null)] })).toContain("INSPAY: The provider's computer did not take the connection.");
});

test("nothing_is_being_tried_with_one_attempt_or_after_the_end", () => {
  expect(tryingNext({ ...sale, attempts: [attempt("A1Topup", null)] })).toBeNull();
  expect(tryingNext({ ...sale, state: "succeeded" })).toBeNull();
});

test("what_contradicts_itself_is_called_out_until_it_was_dealt_with", () => {
  const failed: SaleView = { ...sale, state: "failed", verdict: "never", reason: "contradicted", attention: "contradicted", is_loud: true };
  expect(attentionOf(failed)).toBe("Two different answers came. Compare with your provider account.");
  expect(attentionOf({ ...failed, is_loud: false })).toBeNull();
  const word = { said: "failed" as const, by: "Asha", reference: "CMP-77", told_at_ms: 0, note: "" };
  const ended: SaleView = { ...failed, reason: "said_otherwise", word };
  expect(attentionOf(ended)).toBe("The company now says otherwise than was entered here. Compare with its portal.");
  expect(tileLine(ended, 0).split(" · ")).toContain("by a person's word");
  expect(tileLine({ ...ended, company_agrees: true }, 0).split(" · ")).not.toContain("by a person's word");
});

test("what_the_company_said_last_is_its_word_where_it_says_no_sentence", () => {
  const says = { provider_name: "A1Topup", order_id: "G1", word: "succeeded" as const, words: null, reference: null, at_ms: 0, agrees: false };
  const contradicted: SaleView = { ...sale, state: "failed", words: "Refused", attention: "contradicted", is_loud: true, says_now: says };
  expect(lastSaid(sale)).toBeNull();
  expect(lastSaid({ ...contradicted, says_now: null })).toBe("“Refused”");
  expect(lastSaid(contradicted)).toBe("It succeeded");
  expect(lastSaid({ ...contradicted, says_now: { ...says, word: "accepted", words: "In queue" } })).toBe("It is being worked on · “In queue”");
  // What was said of an earlier request is not what is said of this one.
  expect(lastSaid({ ...contradicted, order_id: "G2" })).toBe("“Refused”");
  expect(attentionOf({ ...contradicted, says_now: { ...says, agrees: true } })).toContain("now says again what stands here");
});
