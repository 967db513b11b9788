import { expect, test } from "vitest";
import type { LastSale } from "../platform/counter";
import { timeOf } from "../shared/words/time";
import { lastLines } from "./last-lines";

const NOON = Date.parse("2026-11-29T12:00:00+05:30");
const DAY = 86_400_000;
const sale = (at_ms: number, amount_paise = 19900): LastSale => ({ amount_paise, operator: "airtel", at_ms });

test("equal_sales_of_a_day_are_one_and_today_is_told_by_its_time", () => {
  const lines = lastLines([sale(NOON - 60_000), sale(NOON - 120_000), sale(NOON - DAY), sale(NOON - DAY - 1, 29900), sale(NOON - 2 * DAY)], NOON, "en");
  expect(lines.map((line) => [line.amount_paise, line.when])).toEqual([[19900, `today ${timeOf(NOON - 60_000, "en")}`], [19900, "28 Nov"], [29900, "28 Nov"]]);
});
