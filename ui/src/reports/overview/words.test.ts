import { afterEach, expect, test } from "vitest";
import { speak } from "../../shared/state/language.svelte";
import { emptyLine } from "./lines";
import { dayWords, keyWords, salesWords, shareWords, shortRupees, toldWords, tookWords, weekdayWords } from "./words";

afterEach(() => speak("en"));

test("times_are_told_in_the_unit_that_one_would_say", () => {
  // How a unit is shortened is the engine's own.
  const expected = [/^–$/, /^4 sec/, /^119 sec/, /^3 min/, /^2 hr/, /^2 days$/];
  [null, 4_400, 119_000, 180_000, 7_200_000, 172_800_000].forEach((ms, place) => expect(tookWords(ms)).toMatch(expected[place] ?? ""));
  speak("hi");
  expect(tookWords(180_000)).toMatch(/^3 मि/);
});

test("a_weekday_is_the_one_of_its_number_in_both_languages", () => {
  expect(["1", "7"].map(weekdayWords)).toEqual(["Monday", "Sunday"]);
  expect(dayWords("2026-11-07")).toBe("Sat 7 Nov");
  expect(keyWords(emptyLine("6 18"), "weekday_hour")).toBe("Saturday 18–19");
  speak("hi");
  expect(["1", "7"].map(weekdayWords)).toEqual(["सोमवार", "रविवार"]);
});

test("figures_beside_an_axis_are_short", () => {
  expect([shortRupees(12_34_567_00), shortRupees(50_000_00), shortRupees(99_00), shareWords(974), shareWords(null), salesWords(1), salesWords(12_345)]).toEqual(["₹ 12.3 L", "₹ 50k", "₹ 99", "97.4%", "–", "1 sale", "12,345 sales"]);
});

test("what_a_company_told_is_held_against_what_is_booked_of_the_same_sales", () => {
  const line = { ...emptyLine(""), told_sales: 2, told_booked_paise: 1_000 };
  expect([900, 1_000, 1_250].map((told) => toldWords({ ...line, told_paise: told }))).toEqual(["₹ 1 less", "the same", "₹ 2.50 more"]);
  expect(toldWords(emptyLine(""))).toBe("–");
});

test("who_is_not_known_by_name_is_told_so", () => {
  expect(keyWords(emptyLine(""), "customer")).toBe("Not known by name");
  expect(keyWords({ ...emptyLine("7"), name: "रमेश" }, "customer")).toBe("रमेश");
});
