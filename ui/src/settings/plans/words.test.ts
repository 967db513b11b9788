import { expect, test } from "vitest";
import type { PlanRow, StatementFault } from "../../platform/counter";
import en from "../../../messages/en.json";
import hi from "../../../messages/hi.json";
import { ageWords, fileProblemWords, isFound } from "./words";

const DAY = 86_400_000;
const plan: PlanRow = { key: { operator: "airtel", circle: "", amount_paise: 29900 }, days: 28, data: { mb: 1536, per: "day" }, words: { en: "Calls to all", hi: "सबको कॉल" }, source: "typed", told_by: "", at_ms: 0 };

test("the_age_of_a_plan_is_told_as_people_say_it", () => {
  expect([-DAY, 0, DAY - 1, DAY, 59 * DAY, 60 * DAY, 95 * DAY].map((age) => ageWords(0, age))).toEqual(["today", "today", "today", "1 day ago", "59 days ago", "2 months ago", "3 months ago"]);
});

test("a_search_finds_a_plan_by_all_that_is_said_of_it", () => {
  for (const typed of ["", "airtel", "299", "28 days", "1.5 gb", "calls", "airtel 299", "all circles"]) expect([typed, isFound(plan, typed)]).toEqual([typed, true]);
  for (const typed of ["jio", "airtel 199", "365 days"]) expect([typed, isFound(plan, typed)]).toEqual([typed, false]);
});

test("a_file_of_plans_is_never_called_a_statement", () => {
  const faults: StatementFault[] = ["empty", "too_large", "too_many_rows", "password", "broken", "pdf", "archive", "no_table", "only_heading"];
  for (const fault of faults) {
    const words = fileProblemWords({ kind: "statement", data: { fault, column: null } });
    expect(words, fault).not.toMatch(/statement|portal|64 MB|2,00,000/i);
  }
  expect(fileProblemWords({ kind: "statement", data: { fault: "too_large", column: null } })).toContain("4 MB");
  expect(fileProblemWords({ kind: "plan_file_no_columns" })).toContain("Amount");
  const own = Object.entries<unknown>({ ...en, ...hi }).filter(([key]) => key.startsWith("plans_file_"));
  for (const [key, words] of own) expect(JSON.stringify(words), key).not.toMatch(/स्टेटमेंट|पोर्टल/);
});
