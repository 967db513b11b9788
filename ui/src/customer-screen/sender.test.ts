import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { CustomerSight } from "../platform/customer";
import { FRAME_MS, Sender } from "./sender";

function typed(number: string): CustomerSight {
  return { shop: "Sharma", language: "en", dark: false, practice: false, phase: "typing", sale: { number, operator: "", amount_paise: null }, pay_paise: null, code: null, reference: null };
}

let told: (string | undefined)[] = [];
let arrive: () => void = () => undefined;
let isSlow = false;
let sender: Sender;

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  isSlow = false;
  sender = new Sender((sight) => {
    told.push(sight.sale?.number);
    return isSlow ? new Promise<void>((done) => { arrive = done; }) : Promise.resolve();
  });
});
afterEach(() => vi.useRealTimers());

test("nothing_is_sent_while_nobody_hears", () => {
  sender.show(typed("9"));
  vi.advanceTimersByTime(1_000);
  expect(told).toEqual([]);
});

test("who_types_fast_sends_once_for_each_painting_and_waits_for_nothing", () => {
  sender.open();
  for (const number of ["9", "98", "987"]) sender.show(typed(number));
  expect(told).toEqual([]);
  vi.advanceTimersByTime(FRAME_MS);
  expect(told).toEqual(["987"]);
});

test("the_same_is_not_told_twice_but_a_new_window_is_told_what_stands_there", async () => {
  sender.open();
  sender.show(typed("98"));
  await vi.advanceTimersByTimeAsync(FRAME_MS);
  sender.show(typed("98"));
  await vi.advanceTimersByTimeAsync(FRAME_MS);
  expect(told).toEqual(["98"]);
  sender.open();
  await vi.advanceTimersByTimeAsync(FRAME_MS);
  expect(told).toEqual(["98", "98"]);
});

test("an_older_one_never_comes_behind_a_newer_one", async () => {
  isSlow = true;
  sender.open();
  sender.show(typed("9"));
  await vi.advanceTimersByTimeAsync(FRAME_MS);
  sender.show(typed("98"));
  sender.show(typed("987"));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(told).toEqual(["9"]);
  arrive();
  await vi.advanceTimersByTimeAsync(FRAME_MS);
  expect(told).toEqual(["9", "987"]);
});

test("a_window_that_is_closed_hears_no_more_and_nothing_is_kept_for_it", async () => {
  sender.open();
  sender.show(typed("9"));
  sender.close();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(told).toEqual([]);
  sender.open();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(told).toEqual([]);
});
