import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { commands } from "../platform/counter";
import type { Counter, RehearsalView } from "../platform/counter";
import { house } from "../shared/state/house.svelte";
import { rehearsal } from "./rehearsal.svelte";
import { tour } from "./tour.svelte";

const going: RehearsalView = { day: "2026-11-28", visit: null, score: null };

beforeEach(() => {
  house.counter = { settings: { mode: "practice", tour: { is: "offered" } } } as unknown as Counter;
});

afterEach(() => {
  vi.restoreAllMocks();
  house.counter = null;
});

test("whether_there_is_a_day_is_known_before_anybody_presses", async () => {
  const can = vi.spyOn(commands, "canRehearse").mockResolvedValue({ status: "ok", data: false });
  await rehearsal.look();
  expect(rehearsal.nothing).toBe(true);
  can.mockResolvedValue({ status: "ok", data: true });
  await rehearsal.look();
  expect(rehearsal.nothing).toBe(false);
});

test("the_tour_is_not_offered_while_a_rehearsal_goes_on", async () => {
  const step = vi.spyOn(commands, "stepRehearsal").mockResolvedValue({ status: "ok", data: going });
  expect(tour.isOffered).toBe(true);
  await rehearsal.step("begin");
  expect(tour.isOffered).toBe(false);
  step.mockResolvedValue({ status: "ok", data: null });
  await rehearsal.step("leave");
  expect([tour.isOffered, rehearsal.nothing]).toEqual([true, false]);
});
