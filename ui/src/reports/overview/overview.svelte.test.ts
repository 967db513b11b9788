import { flushSync, settled } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { commands } from "../../platform/counter";
import type { MonthsCompared, Problem, Report, SalesFacets } from "../../platform/counter";
import { overview } from "./overview.svelte";

const problem: Problem = { kind: "not_allowed_now" };
let asked: string[] = [];
let waiting: (() => void)[] = [];
let holds = false;
let refuses = false;
let end = (): void => undefined;

beforeEach(() => {
  [asked, waiting, holds, refuses] = [[], [], false, false];
  [overview.by, overview.company] = ["company", ""];
  vi.spyOn(commands, "report").mockImplementation(async ({ filter, by }) => {
    asked.push(by);
    if (holds) await new Promise<void>((resolve) => waiting.push(resolve));
    return refuses ? { status: "error", error: problem } : { status: "ok", data: { by, of: filter.companies } as unknown as Report };
  });
  vi.spyOn(commands, "compareMonths").mockResolvedValue({ status: "ok", data: {} as MonthsCompared });
  vi.spyOn(commands, "salesFacets").mockResolvedValue({ status: "ok", data: { operators: [{ operator: "jio" }] } as SalesFacets });
  end = $effect.root(() => overview.follow());
});

afterEach(() => {
  end();
  vi.restoreAllMocks();
});

async function quiet(): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) {
    flushSync();
    await settled();
  }
}

const all = ["all", "day", "weekday_hour", "operator", "customer"];

test("another_table_is_read_alone", async () => {
  await quiet();
  expect(asked).toEqual([...all, "company"]);
  await overview.show("hour");
  await quiet();
  expect(asked).toEqual([...all, "company", "hour"]);
  expect(overview.reports.hour?.by).toBe("hour");
});

test("a_table_that_is_chosen_while_all_is_read_comes_with_the_rest", async () => {
  await quiet();
  holds = true;
  overview.company = "inspay";
  await quiet();
  await overview.show("hour");
  expect(overview.reports.hour).toBeUndefined();
  holds = false;
  waiting.splice(0).forEach((go) => go());
  await quiet();
  expect(overview.reports.hour).toEqual({ by: "hour", of: ["inspay"] });
  expect(overview.reports.all).toEqual({ by: "all", of: ["inspay"] });
});

test("no_figures_stand_below_what_they_are_not_of", async () => {
  await quiet();
  expect([overview.sold, overview.months]).toEqual([["jio"], {}]);
  refuses = true;
  overview.company = "inspay";
  await quiet();
  expect([overview.problem, overview.reports, overview.months, overview.sold]).toEqual([problem, {}, null, []]);
  expect(overview.readAt).not.toBeNull();
});

test("the_figures_of_other_books_are_read_anew", async () => {
  await quiet();
  asked = [];
  overview.forget();
  expect(overview.reports).toEqual({});
  await quiet();
  expect(asked).toEqual([...all, "company"]);
});
