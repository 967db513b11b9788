import { afterEach, expect, test } from "vitest";
import { speak } from "../state/language.svelte";
import { toldMonth, toldGender } from "./told-fields";

afterEach(() => speak("en"));

test("a_month_is_told_in_the_language_of_the_screen_however_it_was_written", () => {
  for (const told of ["2026-11", "2026/11", "202611", "11-2026", "11/2026", " Nov 2026 ", "NOVEMBER-2026", "nov. 2026"]) {
    expect(toldMonth(told, "en")).toBe("Nov 2026");
  }
  expect(toldMonth("Sept 2026", "en")).toMatch(/^Sept? 2026$/);
  expect(toldMonth("2026-11", "hi")).toMatch(/^नव.* 2026$/);
});

test("what_is_not_plainly_a_month_stays_in_the_companys_words", () => {
  for (const told of ["2026-13", "2026-00", "Q3 2026", "Nov 26", "Oct-Nov 2026", "202600", "monsoon 2026", "01-11-2026", "2026"]) {
    expect(toldMonth(told, "en")).toBe(`“${told}”`);
  }
  expect(toldMonth("  ", "en")).toBe("");
});

test("a_gender_is_told_in_the_language_of_the_screen", () => {
  const told = (): string[] => (["female", "male", "transgender"] as const).map((kind) => toldGender({ kind }));
  expect(told()).toEqual(["Female", "Male", "Transgender"]);
  speak("hi");
  expect(told().slice(0, 2)).toEqual(["महिला", "पुरुष"]);
  expect(["Fem", ""].map((words) => toldGender({ kind: "other", data: { words } }))).toEqual(["“Fem”", ""]);
});
