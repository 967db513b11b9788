import { afterEach, expect, test } from "vitest";
import type { PlanRow } from "../../platform/counter";
import { speak } from "../state/language.svelte";
import { dataWords, planWords, saidOf, shortPlanWords } from "./plans";

const plan = (change: Partial<PlanRow>): PlanRow => ({
  key: { operator: "airtel", circle: "", amount_paise: 29900 }, days: 28, data: { mb: 1536, per: "day" }, words: { en: "Calls to all", hi: "सबको कॉल" }, source: "typed", told_by: "", at_ms: 0, ...change,
});

afterEach(() => speak("en"));

test("a_plan_is_told_in_few_words", () => {
  expect(planWords(plan({}))).toBe("28 days · 1.5 GB/day");
  expect(planWords(plan({ days: 1, data: null }))).toBe("1 day");
  expect(planWords(plan({ days: null, data: { mb: 6144, per: "total" } }))).toBe("6 GB");
  expect(planWords(plan({ days: null, data: null }))).toBe("Calls to all");
  expect([plan({}), plan({ days: null }), plan({ days: null, data: null })].map(shortPlanWords)).toEqual(["28 days", "1.5 GB/day", "Calls to all"]);
  speak("hi");
  expect(planWords(plan({}))).toBe("28 दिन · 1.5 जीबी/दिन");
  expect(planWords(plan({ days: null, data: null }))).toBe("सबको कॉल");
});

test("data_has_the_figures_that_a_customer_is_told", () => {
  expect([100, 512, 1023, 1024, 1536, 2560, 3000].map((mb) => dataWords({ mb, per: "total" }))).toEqual(["100 MB", "512 MB", "1023 MB", "1 GB", "1.5 GB", "2.5 GB", "2.93 GB"]);
});

test("what_is_said_in_another_language_is_better_than_nothing", () => {
  expect(saidOf(plan({ words: { hi: "सबको कॉल" } }))).toBe("सबको कॉल");
  expect(saidOf(plan({ words: {} }))).toBe("");
});
