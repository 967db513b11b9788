import { expect, test } from "vitest";
import endings from "../../../src-tauri/crates/simulator/src/outcome.rs?raw";
import { m } from "../paraglide/messages.js";
import { NUMBERS, type Seen, coachWords, newestId, steps, walked } from "./tour";

const sell: Seen = { screen: "sell", number: "", at: "number", strip: false, asks: false, slip: false, sales: [], toTell: [] };
const sale = (id: number, number: string, state: Seen["sales"][number]["state"]): Seen["sales"][number] => ({ id, number, state });

/** Walks along what is seen, one after the other, as the window does. Gives the steps done and what was said before each look. */
function walk(all: Partial<Seen>[]): { done: number; said: (string | null)[] } {
  let [done, since] = [0, 0];
  const said: (string | null)[] = [];
  for (const part of all) {
    const seen = { ...sell, ...part };
    said.push(coachWords(done, seen));
    const next = walked(done, seen, since);
    if (next !== done) since = newestId(seen);
    done = next;
  }
  return { done, said };
}

test("the_prepared_numbers_do_what_the_tour_says", () => {
  const chosen = (number: string): string | undefined => new RegExp(`chooses\\("${number.slice(-5)}", Outcome::(\\w+)`).exec(endings)?.[1];
  expect([chosen(NUMBERS.done), chosen(NUMBERS.waits), chosen(NUMBERS.takenBack)]).toEqual(["Success", "PendingThenSuccess", "Reversed"]);
});

const one = sale(1, NUMBERS.done, "succeeded");
const two = (state: "pending" | "succeeded"): Seen["sales"][number] => sale(2, NUMBERS.waits, state);
const three = (state: "succeeded" | "reversed"): Seen["sales"][number] => sale(3, NUMBERS.takenBack, state);
const round: Partial<Seen>[] = [
  {},
  { number: NUMBERS.done, at: "operator" },
  { number: NUMBERS.done, at: "amount" },
  { number: NUMBERS.done, at: "send", strip: true },
  { sales: [one] },
  { sales: [one], slip: true },
  { sales: [one], number: NUMBERS.done, strip: true, asks: true, at: "decline" },
  { sales: [one] },
  { sales: [two("pending"), one] },
  { sales: [two("pending"), one], screen: "pending" },
  { sales: [two("succeeded"), one], screen: "pending" },
  { sales: [two("succeeded"), one], screen: "pending" },
  { sales: [three("succeeded"), two("succeeded"), one] },
  { sales: [three("succeeded"), two("succeeded"), one], screen: "day-book" },
  { sales: [three("reversed"), two("succeeded"), one], screen: "day-book", toTell: [3] },
  { sales: [three("reversed"), two("succeeded"), one], screen: "day-book", toTell: [3] },
  { sales: [three("reversed"), two("succeeded"), one], screen: "day-book" },
];

test("a_whole_round_is_walked_by_what_is_done_at_the_counter", () => {
  const { done, said } = walk(round);
  expect(done).toBe(steps.length);
  expect(said[0]).toBe(m.tour_number({ number: "98765 00001" }));
  expect(said[1]).toBe(m.tour_operator());
  expect(said[2]).toBe(m.tour_amount({ amount: "199" }));
  expect(said[3]).toBe(m.tour_send());
  expect(said[11]).toBe(m.tour_to_sell());
  expect(coachWords(done, sell)).toBeNull();
});

test("what_was_sold_before_a_step_began_is_not_taken_for_it", () => {
  const earlier = { ...sell, sales: [one] };
  expect(walked(0, earlier, newestId(earlier))).toBe(0);
  expect(walked(0, { ...sell, sales: [sale(7, NUMBERS.done, "submitted"), one] }, newestId(earlier))).toBe(1);
});

test("one_look_is_one_step", () => {
  expect(walked(2, { ...sell, asks: false }, 0)).toBe(2);
  expect(walked(3, { ...sell, asks: true }, 0)).toBe(3);
  expect(walked(steps.length, sell, 0)).toBe(steps.length);
});

test("who_skips_pending_because_it_is_over_goes_on", () => {
  expect(walked(5, { ...sell, sales: [two("succeeded")] }, 0)).toBe(6);
  expect(walked(5, { ...sell, sales: [two("pending")] }, 0)).toBe(5);
});
