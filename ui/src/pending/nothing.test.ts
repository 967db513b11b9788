import { afterEach, expect, test } from "vitest";
import type { CounterNow, SaleView } from "../platform/counter";
import { house } from "../shared/state/house.svelte";
import { nothingOf } from "./nothing";

function asks(...ids: number[]): void {
  house.now = { hand_back: ids.map((id) => ({ id }) as SaleView) } as unknown as CounterNow;
}

afterEach(() => (house.now = null));

test("what_is_not_known_yet_is_not_claimed", () => {
  expect(nothingOf(0, 0)).toBeNull();
  asks();
  for (const [waiting, owed] of [[null, 0], [0, null], [1, 0], [2, 3]] as const) expect(nothingOf(waiting, owed)).toBeNull();
});

test("without_any_customers_money_all_is_well", () => {
  asks();
  expect(nothingOf(0, 0)).toEqual({ is: "well" });
  expect(nothingOf(0, 1)).toEqual({ is: "line", words: "No sale waits for its answer." });
});

test("while_it_is_asked_whether_money_went_back_nobody_says_that_all_is_well", () => {
  asks(7);
  expect([nothingOf(0, 0), nothingOf(0, 1)]).toEqual([null, { is: "line", words: "No sale waits for its answer." }]);
});
