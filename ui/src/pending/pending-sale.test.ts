import { render } from "svelte/server";
import { expect, test } from "vitest";
import type { SaleView } from "../platform/counter";
import { house } from "../shared/state/house.svelte";
import { speak } from "../shared/state/language.svelte";
import PendingSale from "./PendingSale.svelte";

const AT = Date.parse("2026-11-05T12:57:00+05:30");
const sale = {
  id: 1, service: "prepaid", operator: "airtel", number: "9000031930", circle: null, amount_paise: 34_900, provider: "a1topup", provider_name: "A1Topup", state: "failed", order_id: "G1",
  created_at_ms: AT, settled_at_ms: AT, provider_ref: null, operator_ref: null, words: "Refused", problem: null, earned_paise: null, verdict: "never", reason: "contradicted", attention: "contradicted",
  word: null, seen: { state: "failed", order_id: "G1", contradictions: [] }, can_say: ["succeeded"], say_from_ms: null, can_dispute: true, disputed_at_ms: null, is_loud: true, can_deal: true,
  is_elsewhere: false, company_agrees: false, payment: "cash", charge_paise: 0, owed_paise: 0, back_paise: 0, pay_note: null, customer: null, sold_chit: null, next_check_at_ms: null, checks: 0,
  no_record_at_ms: null, attempts: [], fields: [], told_earned_paise: null, desk: null,
  says_now: { provider_name: "A1Topup", order_id: "G1", word: null, words: "Success", reference: "7788001025", at_ms: AT, agrees: false },
} as SaleView;

function shown(of: SaleView): string {
  return render(PendingSale, { props: { sale: of, onchange: () => {} } }).body;
}

test("what_can_be_done_stands_in_one_row", () => {
  const rows = shown(sale).split(/<div class="actions[^>]*>/).slice(1).map((row) => row.split("</article>")[0] ?? "");
  expect(rows).toHaveLength(1);
  for (const words of ["It succeeded after all", "Complain to the company", "Check now"]) expect(rows[0]).toContain(words);
});

test("one_that_ended_waits_no_more_and_nothing_is_put_into_the_companys_mouth", () => {
  const said: [("en" | "hi"), string, string][] = [["en", "Waiting since", "Here: Failed. A1Topup now says: “Success”"], ["hi", "कब से रुका है", "A1Topup अब कहता है: “Success”"]];
  for (const [language, waits, says] of said) {
    speak(language);
    expect(shown(sale)).not.toContain(waits);
    expect(shown(sale)).toContain(says);
    // The control: one that is open waits.
    expect(shown({ ...sale, state: "pending", settled_at_ms: null })).toContain(waits);
  }
  speak("en");
  expect(shown(sale)).toMatch(/5 Nov[^<]*12:57/);
  expect(house.now).toBeNull();
});

test("before_what_may_have_gone_through_is_sent_again_the_company_is_looked_at", () => {
  const lost: SaleView = { ...sale, state: "unknown", settled_at_ms: null, verdict: "safe", reason: "no_record_confirmed", attention: null, is_loud: false, says_now: null };
  for (const [language, first, safe] of [["en", "Look at the company first.", "Safe."], ["hi", "पहले कंपनी में देखें।", "हाँ, भेज सकते हैं।"]] as const) {
    speak(language);
    expect(shown(lost)).toContain(first);
    expect(shown(lost)).not.toContain(safe);
    expect(shown(lost)).toMatch(/class="verdict not_yet/);
    // The control: what failed is sent again without a look.
    expect(shown({ ...lost, reason: "failed_by_provider" })).toContain(safe);
  }
  speak("en");
});
