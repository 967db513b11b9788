import { expect, test } from "vitest";
import { m } from "../paraglide/messages.js";
import type { Verdict } from "../platform/counter";
import { type Language, languages } from "../shared/state/language.svelte";
import { type Outcome, helpOf, outcomeOf, outcomes } from "./outcomes";

const all = Object.entries(outcomes) as [Outcome, (typeof outcomes)[Outcome]][];
/** How it is said that the same is not sold again. */
const forbids: Record<Language, RegExp> = { en: /Do not sell it again/, hi: /दोबारा न बेचें/ };
/** How it is said that it may be. */
const allows: Record<Language, RegExp> = { en: /[Ss]ell it again|sold again|[Bb]egin it again/, hi: /फिर से बेच|नए सिरे से शुरू/ };

test.each(languages)("every_outcome_has_words_of_its_own_in_%s", (locale) => {
  for (const part of ["title", "means", "does", "says"] as const) {
    const words = all.map(([, each]) => each[part]({}, { locale }));
    for (const each of words) expect(each.trim()).not.toBe("");
    expect(new Set(words).size, part).toBe(words.length);
  }
});

test.each(languages)("no_words_contradict_the_verdict_in_%s", (locale) => {
  const verdicts = new Set<Verdict>();
  for (const [name, { verdict, does }] of all) {
    verdicts.add(verdict);
    const words = does({}, { locale });
    expect([name, forbids[locale].test(words)]).toEqual([name, verdict !== "safe"]);
    expect([name, allows[locale].test(words.replace(forbids[locale], ""))]).toEqual([name, verdict === "safe"]);
  }
  expect(verdicts.size).toBe(3);
});

test.each(languages)("the_customer_is_offered_a_second_try_only_where_it_is_safe_in_%s", (locale) => {
  const offers = locale === "en" ? /once more|begin again|wait a little/ : /भेजें|भेज दें|भेज देंगे|नए सिरे|रुकेंगे/;
  for (const [name, { verdict, says }] of all) expect([name, offers.test(says({}, { locale }))]).toEqual([name, verdict === "safe"]);
});

test("a_done_sale_that_the_company_denies_is_in_doubt", () => {
  expect(helpOf({ state: "succeeded", reason: "done", is_loud: true })).toBe("in_doubt");
  expect(helpOf({ state: "succeeded", reason: "said_done", is_loud: true })).toBe("in_doubt");
  expect(helpOf({ state: "succeeded", reason: "done", is_loud: false })).toBe("done");
  expect(helpOf({ state: "failed", reason: "contradicted_done", is_loud: true })).toBe("contradicted");
});

test("every_outcome_is_one_that_a_sale_can_have", () => {
  const met = new Set<Outcome>([...Object.values(outcomeOf), "in_doubt"]);
  expect([...met].sort()).toEqual(all.map(([name]) => name).sort());
});

// A button that is named must bear that name.
test.each(languages)("a_button_is_called_what_it_is_called_in_%s", (locale) => {
  const named = (words: string): boolean => all.some(([, { does }]) => does({}, { locale }).includes(words));
  expect(named(m.deal_enter({}, { locale }))).toBe(true);
  expect(named(m.check_now({}, { locale }))).toBe(true);
  expect(named(m.nav_pending({}, { locale }))).toBe(true);
});
