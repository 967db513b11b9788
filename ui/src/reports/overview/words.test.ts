import { afterEach, expect, test } from "vitest";
import { speak } from "../../shared/state/language.svelte";
import { emptyLine } from "./lines";
import { dayWords, keyWords, monthsTitle, salesShareWords, salesWords, shareWords, shortRupees, toldWords, tookSentence, tookWords, weekdayWords } from "./words";

afterEach(() => speak("en"));

test("times_are_told_in_the_unit_that_one_would_say", () => {
  expect([null, 400, 4_400, 105_000, 180_000, 7_200_000, 172_800_000].map(tookWords)).toEqual(["–", "under 1 s", "5 s", "2 min", "3 min", "2 h", "2 days"]);
  speak("hi");
  expect(tookWords(180_000)).toBe("3 मिनट");
});

test("months_are_compared_by_days_that_the_books_had_begun_in", () => {
  const sum = (from: string, to: string, rupees: number) => ({ days: { from, to }, sum: { ...emptyLine(""), sales: rupees > 0 ? 1 : 0, done_amount_paise: rupees * 100 } });
  const months = (same: number, begun: string) => ({ begun, present: sum("2026-11-01", "2026-11-29", 500), same_days: sum("2026-10-01", "2026-10-29", same), whole: sum("2026-10-01", "2026-10-31", same + 100) });
  expect(monthsTitle(months(200, "2026-09-12"))).toBe("₹\u00a0300 more than in as many days of October 2026");
  expect(monthsTitle(months(200, "2026-10-01"))).toContain("more than");
  expect(monthsTitle(months(200, "2026-10-20"))).toBe("The books begin on 20 Oct 2026: too late to compare with October 2026");
  expect(monthsTitle(months(0, "2026-10-31"))).toContain("The books begin on 31 Oct 2026");
  const first = { ...months(200, "2026-09-12"), present: sum("2026-11-01", "2026-11-01", 5) };
  expect(monthsTitle(first), "a day that has begun against a whole one").toBe("The month has just begun. Compare it with October 2026 from tomorrow on");
  expect(monthsTitle(months(0, "2026-09-12"))).toBe("There are no sales in as many days of October 2026 to compare with");
});

test("a_weekday_is_the_one_of_its_number_in_both_languages", () => {
  expect(["1", "7"].map(weekdayWords)).toEqual(["Monday", "Sunday"]);
  expect(dayWords("2026-11-07")).toBe("Sat 7 Nov");
  expect(keyWords(emptyLine("6 18"), "weekday_hour")).toBe("Saturday 6–7\u00a0PM");
  speak("hi");
  expect(["1", "7"].map(weekdayWords)).toEqual(["सोमवार", "रविवार"]);
});

test("figures_beside_an_axis_are_short", () => {
  expect([0, 50_000_00, 1_00_000_00].map((paise) => shortRupees(paise, 2_50_000_00)), "an axis has one unit").toEqual(["₹ 0", "₹ 0.5 L", "₹ 1 L"]);
  expect([shortRupees(12_34_567_00), shortRupees(50_000_00), shortRupees(99_00), shareWords({ of: 974, whole: 1_000 }), shareWords({ of: 0, whole: 0 }), salesWords(1), salesWords(12_345)]).toEqual(["₹ 12.3 L", "₹ 50k", "₹ 99", "97.4%", "–", "1 sale", "12,345 sales"]);
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

test("shares_have_one_place_and_a_few_sales_have_none", () => {
  expect([3, 30, 40].map((of) => shareWords({ of, whole: 40 }))).toEqual(["7.5%", "75.0%", "100.0%"]);
  expect([{ of: 1, whole: 3 }, { of: 0, whole: 0 }, { of: 18, whole: 20 }].map(salesShareWords)).toEqual(["1 of 3", "–", "90.0%"]);
});

test("one_time_is_said_once", () => {
  const took = (median_ms: number | null, nine_of_ten_ms: number | null) => tookSentence({ ...emptyLine(""), median_ms, nine_of_ten_ms });
  expect([took(null, null), took(3_400, 4_000), took(3_400, 9_000)]).toEqual(["", "Nearly all were done within 4 s.", "Usually done within 4 s, nearly all within 9 s."]);
});
