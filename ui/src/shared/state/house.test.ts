import { expect, test, vi } from "vitest";
import type { Answer, Counter, CounterNow, Problem } from "../../platform/counter";

const asked = vi.hoisted(() => ({ openCounter: vi.fn(), counterNow: vi.fn() }));
vi.mock("../../bindings", () => {
  const silent = { listen: () => Promise.resolve(() => undefined) };
  return { commands: asked, events: { saleChanged: silent, walletChanged: silent, booksChanged: silent } };
});

import { askFirst } from "../../platform/counter";
import { house } from "./house.svelte";

const counter = { settings: { mode: "practice", language: "en" } } as Counter;

function figures(pending: number): Answer<CounterNow, Problem> {
  return { status: "ok", data: { now_ms: Date.now(), pending, books_problem: null } as CounterNow };
}

test("a_counter_that_cannot_open_is_asked_for_no_figures_and_opens_at_the_next_try", async () => {
  vi.useFakeTimers();
  const problem: Problem = { kind: "ledger_unread", data: { words: "locked" } };
  asked.openCounter.mockResolvedValueOnce({ status: "error", error: problem });
  await house.open();
  expect([house.startProblem, house.counter, asked.counterNow.mock.calls.length]).toEqual([problem, null, 0]);
  asked.openCounter.mockResolvedValueOnce({ status: "ok", data: counter });
  asked.counterNow.mockResolvedValueOnce(figures(3));
  await house.open();
  expect([house.startProblem, house.counter, house.now?.pending]).toEqual([null, counter, 3]);
  vi.useRealTimers();
});

test("what_was_asked_early_is_not_asked_again", async () => {
  asked.openCounter.mockClear().mockResolvedValueOnce({ status: "ok", data: counter });
  asked.counterNow.mockClear().mockResolvedValueOnce(figures(5));
  const early = askFirst();
  await house.open(early);
  expect([house.now?.pending, asked.openCounter.mock.calls.length, asked.counterNow.mock.calls.length]).toEqual([5, 1, 1]);
});

test("figures_that_are_refused_at_the_start_are_told_and_the_counter_is_open", async () => {
  const problem: Problem = { kind: "ledger_unread", data: { words: "no such table" } };
  asked.openCounter.mockResolvedValueOnce({ status: "ok", data: counter });
  asked.counterNow.mockResolvedValueOnce({ status: "error", error: problem });
  await house.open();
  expect([house.counter, house.startProblem, house.booksProblem]).toEqual([counter, null, problem]);
});
