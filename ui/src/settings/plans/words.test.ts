import { expect, test } from "vitest";
import type { PlanRow } from "../../platform/counter";
import { ageWords, isFound } from "./words";

const DAY = 86_400_000;
const plan: PlanRow = { key: { operator: "airtel", circle: "", amount_paise: 29900 }, days: 28, data: { mb: 1536, per: "day" }, words: { en: "Calls to all", hi: "सबको कॉल" }, source: "typed", told_by: "", at_ms: 0 };

test("the_age_of_a_plan_is_told_as_people_say_it", () => {
  expect([-DAY, 0, DAY - 1, DAY, 59 * DAY, 60 * DAY, 95 * DAY].map((age) => ageWords(0, age))).toEqual(["today", "today", "today", "1 day ago", "59 days ago", "2 months ago", "3 months ago"]);
});

test("a_search_finds_a_plan_by_all_that_is_said_of_it", () => {
  for (const typed of ["", "airtel", "299", "28 days", "1.5 gb", "calls", "airtel 299", "all circles"]) expect([typed, isFound(plan, typed)]).toEqual([typed, true]);
  for (const typed of ["jio", "airtel 199", "365 days"]) expect([typed, isFound(plan, typed)]).toEqual([typed, false]);
});
