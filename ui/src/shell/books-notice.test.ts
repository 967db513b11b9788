import { render } from "svelte/server";
import { expect, test, vi } from "vitest";
import type { Answer, CounterNow, Problem } from "../platform/counter";

const asked = vi.hoisted(() => ({ counterNow: vi.fn() }));
vi.mock("../platform/counter", async (original) => ({ ...(await original<object>()), commands: asked }));

import { house } from "../shared/state/house.svelte";
import BooksNotice from "./BooksNotice.svelte";

const unread: Problem = { kind: "ledger_unread", data: { words: "no such table" } };

async function told(answer: Answer<CounterNow, Problem>): Promise<string> {
  asked.counterNow.mockResolvedValueOnce(answer);
  await house.refresh();
  return render(BooksNotice).body.replace(/<[^>]+>/g, "");
}

function figures(books_problem: Problem | null): Answer<CounterNow, Problem> {
  return { status: "ok", data: { now_ms: Date.now(), books_problem } as CounterNow };
}

test("figures_that_cannot_be_read_are_told_above_every_screen_and_the_old_ones_stay", async () => {
  expect(await told(figures(null))).toBe("");
  const before = house.now;
  expect(await told({ status: "error", error: unread })).toContain("could not be read (“no such table”)");
  expect(house.now).toBe(before);
  expect(await told(figures(null))).toBe("");
});

test("what_the_counters_own_tasks_could_not_write_is_told_as_well", async () => {
  expect(await told(figures({ kind: "disk_full" }))).toContain("The disk is full");
});

test("while_a_ledger_is_changed_for_another_nothing_is_told", async () => {
  await told(figures(null));
  expect(await told({ status: "error", error: { kind: "not_allowed_now" } })).toBe("");
});
