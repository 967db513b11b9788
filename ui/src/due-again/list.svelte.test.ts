import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { commands } from "../platform/counter";
import type { Answer, DueDismissed, DueLine, DuePage, Problem } from "../platform/counter";
import { DueList, keyOf } from "./list.svelte";

function line(number: string, in_days: number): DueLine {
  return {
    sale_id: 1, number, service: "prepaid", operator: "airtel", amount_paise: 29_900, plan: null, sold_on: "2026-11-01", due_day: "2026-11-29", in_days,
    why: { kind: "own_gaps", days: 28, times: 2 }, sure: "perhaps", customer: null, name: "", language: "en", message: "Namaste", mobile: number,
  };
}

/** What the counter would list, without what was put away. */
let all: DueLine[];
let away: DueDismissed[];
let refuse: Problem | null;

function answered<T>(data: T): Answer<T, Problem> {
  return refuse === null ? { status: "ok", data } : { status: "error", error: refuse };
}

beforeEach(() => {
  [all, away, refuse] = [[line("9876500001", 0), line("9876500002", 0), line("9876500003", 1), line("9876500004", -2)], [], null];
  vi.spyOn(commands, "dueAgain").mockImplementation(async () => answered({ today: "2026-11-29", lines: all.filter((each) => !away.some((input) => input.number === each.number)) }));
  vi.spyOn(commands, "dismissDue").mockImplementation(async (input) => {
    if (refuse === null) away.push(input);
    return answered(null);
  });
  vi.spyOn(commands, "heedDue").mockImplementation(async (input) => {
    if (refuse === null) away = away.filter((each) => each.number !== input.number);
    return answered(null);
  });
});
afterEach(() => vi.restoreAllMocks());

const numbers = (list: DueList): string[] => list.lines.map((each) => each.number.slice(-1));

test("only_todays_are_counted_on_sell", async () => {
  const list = new DueList();
  expect(list.today).toBe(0);
  await list.load();
  expect([numbers(list), list.today]).toEqual([["1", "2", "3", "4"], 2]);
});

test("a_line_is_put_away_and_put_back_by_its_number_and_day", async () => {
  const list = new DueList();
  await list.load();
  expect(await list.dismiss(all[1]!)).toBe(true);
  expect(away).toEqual([{ number: "9876500002", service: "prepaid", due_day: "2026-11-29" }]);
  expect([numbers(list), list.away]).toEqual([["1", "3", "4"], all[1]]);
  expect(await list.undo()).toBe(all[1]);
  expect([numbers(list), list.away]).toEqual([["1", "2", "3", "4"], null]);
  expect(await list.undo()).toBeNull();
});

test("what_the_books_refuse_changes_nothing_and_is_told", async () => {
  const list = new DueList();
  await list.load();
  refuse = { kind: "disk_full" };
  expect(await list.dismiss(all[0]!)).toBe(false);
  expect([numbers(list), list.away, list.problem]).toEqual([["1", "2", "3", "4"], null, refuse]);
  await list.load();
  expect([numbers(list).length, list.problem]).toEqual([4, refuse]);
  refuse = null;
  await list.load();
  expect(list.problem).toBeNull();
});

test("an_answer_of_other_books_is_thrown_away", async () => {
  const list = new DueList();
  let answer: (page: Answer<DuePage, Problem>) => void = () => undefined;
  vi.spyOn(commands, "dueAgain").mockImplementation(() => new Promise((resolve) => (answer = resolve)));
  const asked = list.load();
  list.forget();
  answer({ status: "ok", data: { today: "2026-11-29", lines: all } });
  await asked;
  expect(list.page).toBeNull();
});

test("a_number_of_two_services_is_two_lines", () => {
  expect(keyOf(line("9876500001", 0))).not.toBe(keyOf({ number: "9876500001", service: "data_card" }));
});
