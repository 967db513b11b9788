import { expect, test } from "vitest";
import type { CustomerField, Problem } from "../platform/counter";
import { problemWords } from "../shared/words/problem-words";
import { agesOf, owedWords, problemAt, wholeProblem } from "./words";

const fault = (field: CustomerField): Problem => ({ kind: "customer", data: { field, fault: "missing" } });

test("what_is_owed_either_way_is_said_without_a_minus", () => {
  expect(owedWords(59_800)).toBe("Owes ₹ 598");
  expect(owedWords(-2_050)).toBe("The shop owes ₹ 20.50");
  expect(owedWords(0)).toBe("Nothing owed");
  expect(owedWords(9_999_999_900)).toBe("Owes ₹ 9,99,99,999");
});

test("the_ages_of_dues_stand_youngest_first", () => {
  const dues = { week_paise: 1, month_paise: 2, quarter_paise: 3, older_paise: 4 };
  expect(agesOf(dues).map(({ paise }) => paise)).toEqual([1, 2, 3, 4]);
});

test("a_problem_stands_beside_its_field_and_a_question_beside_none", () => {
  const taken: Problem = { kind: "customer_number_taken", data: { number: "9876500001", customer: 7, name: "" } };
  const asked: Problem = { kind: "limit_below_owed", data: { owed_paise: 100 } };
  const full: Problem = { kind: "disk_full" };
  const all = [fault("by"), taken, asked, full];
  expect(problemAt(all, "by")).toBe(all[0]);
  expect(problemAt(all, "numbers")).toBe(taken);
  expect(problemAt(all, "name")).toBeNull();
  expect(wholeProblem(all)).toBe(full);
  expect(wholeProblem([asked, { kind: "voucher_like_it", data: { minutes_ago: 1, written_at_ms: 1 } }])).toBeNull();
  expect(problemWords(taken)).toBe("98765 00001 already belongs to another customer.");
});

test("who_is_not_forgotten_is_told_what_is_open", () => {
  const owes = (balance_paise: number, waiting_paise: number): string => problemWords({ kind: "customer_owes", data: { balance_paise, waiting_paise } });
  expect(owes(100, 0)).toContain("₹\u00a01 is still owed");
  expect(owes(-100, 0)).toContain("The shop still owes ₹\u00a01");
  expect(owes(0, 29_900)).toContain("not settled yet");
});
