// Typing ahead: whatever the counter, the wallet and the page need, a row of keys means what it means to somebody who looks up after
// each of them, and types no further when he is asked something.
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { digitsOf } from "../shared/words/number";
import { Stream } from "./stream.svelte";
import { BACK, COMPOSED, COMPOSES, DOWN, ELSEWHERE, ENTER, env, ESC, hurried, INTO_AMOUNT, LAST, NEW, Page, pass, patient, PAUSE_MS, POINTED, SEED, SEND, told } from "./patient";

const gaps = fc.array(fc.oneof(fc.constantFrom(0, 1, 5, 12, 25, 50, 120), fc.integer({ min: 0, max: 200 })), { minLength: 1, maxLength: 8 });
const delays = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 2_000 })), { minLength: 1, maxLength: 12 });
const number = fc.constantFrom("9811500001", "9811600001", "9811500012", "7011600019");
const amount = fc.constantFrom("41", "42", "43", "5", "999");

const sale = fc.tuple(number, amount).map(([to, rupees]) => `${to}${ENTER}${rupees}${ENTER}${ENTER}`);
const piece = fc.oneof(
  { weight: 6, arbitrary: sale },
  { weight: 2, arbitrary: fc.tuple(fc.constant(NEW), sale).map((both) => both.join("")) },
  { weight: 3, arbitrary: fc.array(fc.constantFrom("0", "1", "9", "4", ENTER, ENTER, ESC, BACK, NEW, LAST, DOWN), { maxLength: 5 }).map((keys) => keys.join("")) },
  { weight: 1, arbitrary: fc.constantFrom(LAST + ENTER, `0001${ENTER}`, `0012${ENTER}${ENTER}`, `0001${DOWN}${ENTER}`) },
);
const keys = fc.array(piece, { minLength: 1, maxLength: 5 }).map((pieces) => [...pieces.join("")]);

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("any_keys_mean_what_they_mean_to_somebody_who_waits", { timeout: 240_000 }, async () => {
  const runs = Number(env["GALLA_TYPING_RUNS"] ?? "200");
  await fc.assert(
    fc.asyncProperty(keys, gaps, delays, async (typed, between, takes) => {
      const { page: slow, left } = await patient(typed);
      const fast = await hurried(typed, between, takes);
      expect(fast.seen).toEqual(slow.seen);
      // Short of the pause after a question he may have been slow enough to have read it; what is not used is always shown.
      const shown = fast.stream.unused.replace("…", "");
      expect(left.startsWith(shown)).toBe(true);
    }),
    { numRuns: runs, seed: SEED },
  );
});

const pointed = fc.oneof(
  { weight: 4, arbitrary: piece },
  { weight: 3, arbitrary: fc.tuple(number, amount, fc.constantFrom(ENTER, INTO_AMOUNT), fc.constantFrom(ENTER, SEND)).map(([to, rupees, next, send]) => `${to}${next}${rupees}${ENTER}${send}`) },
  { weight: 4, arbitrary: fc.constantFrom(...POINTED) },
);
const keysAndClicks = fc.array(pointed, { minLength: 1, maxLength: 8 }).map((pieces) => [...pieces.join("")]);

test("clicks_and_compositions_keep_their_place_among_the_keys", { timeout: 240_000 }, async () => {
  const runs = Number(env["GALLA_TYPING_RUNS"] ?? "200");
  await fc.assert(
    fc.asyncProperty(keysAndClicks, gaps, delays, async (typed, between, takes) => {
      const fast = await hurried(typed, between, takes);
      const { page: slow, left } = await patient(typed, fast.fates);
      expect(fast.seen).toEqual(slow.seen);
      expect(left.replaceAll(COMPOSES, COMPOSED).startsWith(fast.stream.unused.replace("…", "").replaceAll(COMPOSES, COMPOSED))).toBe(true);
    }),
    { numRuns: runs, seed: SEED },
  );
});

const mouseAndKeys = keysAndClicks.map((typed) => typed.filter((key) => key !== COMPOSES));
const busy = fc.array(fc.tuple(fc.integer({ min: 0, max: 1_500 }), fc.integer({ min: 0, max: 1_500 })), { maxLength: 3 });
const trips = fc.array(fc.oneof(fc.constantFrom(0, 1, 5), fc.integer({ min: 0, max: 450 })), { minLength: 1, maxLength: 8 });

test("a_click_that_is_told_before_older_keys_comes_after_them", { timeout: 240_000 }, async () => {
  const runs = Number(env["GALLA_TYPING_RUNS"] ?? "200");
  await fc.assert(
    fc.asyncProperty(mouseAndKeys, gaps, delays, busy, trips, async (typed, between, takes, stands, each) => {
      const fast = await told(typed, between, takes, stands, each);
      const { page: slow, left } = await patient(typed, fast.fates);
      expect(fast.seen).toEqual(slow.seen);
      expect(left.startsWith(fast.stream.unused.replace("…", ""))).toBe(true);
    }),
    { numRuns: runs, seed: SEED },
  );
});

/** What no wait can help: the click was made, and then an older key comes. */
test("a_key_that_comes_when_a_younger_click_is_made_stops_visibly", async () => {
  const page = new Page(() => 0);
  const type = async (typed: string, at: number): Promise<void> => {
    for (const [index, key] of [...typed].entries()) {
      page.press(key, at + index);
      await pass(page, 5);
    }
  };
  const start = Date.now();
  await type("9811500001", start);
  await pass(page, 1_000);
  page.click(INTO_AMOUNT, start + 1_000);
  await pass(page, 100);
  // Older than the click, and what was pressed after it in the same breath, however late.
  await type("⏎", start + 900);
  await pass(page, PAUSE_MS);
  await type("41⏎⏎", start + 1_010);
  await pass(page, PAUSE_MS);
  expect(page.seen).toMatchObject({ number: "98115 00001", amount: "", sold: [] });
  expect(page.stream.unused).toBe("⏎41⏎⏎");
  // Read, and typed again.
  await type("41⏎⏎", start + 5_000);
  await pass(page, PAUSE_MS);
  expect(page.counter.sold).toEqual([{ number: "9811500001", rupees: 41 }]);
});

test("a_click_that_comes_when_a_younger_key_is_used_stops_visibly", async () => {
  const page = new Page(() => 0);
  const start = Date.now();
  page.press("9", start + 50);
  page.click(INTO_AMOUNT, start + 20);
  page.press("8", start + 60);
  await pass(page, 5);
  expect([page.form.number, page.stream.unused]).toEqual(["9", `${INTO_AMOUNT}8`]);
});

test("nothing_that_was_lost_is_left_out", async () => {
  const page = new Page(() => 0);
  page.stream.stop();
  const typed = "9811600001⏎42⏎⏎".repeat(10);
  for (const key of typed) page.press(key);
  await pass(page, 5);
  expect(page.stream.unused).toBe(typed);
});

test("a_click_waits_a_moment_that_nobody_notices_and_long_only_while_keys_are_under_way", async () => {
  const page = new Page(() => 0);
  const waits = async (): Promise<number> => {
    const [from, before] = [Date.now(), page.elsewhere];
    page.click(ELSEWHERE);
    while (page.elsewhere === before) await pass(page, 5);
    return Date.now() - from;
  };
  expect(await waits()).toBeLessThanOrEqual(50);
  page.press("9");
  expect(await waits()).toBeGreaterThanOrEqual(1_000);
  page.press("8");
  page.click(ELSEWHERE);
  // A younger key tells that no older one is left.
  page.press("1");
  await pass(page, 20);
  expect(page.elsewhere).toBe(3);
});

test("a_click_elsewhere_waits_for_the_keys_before_it", async () => {
  const page = new Page(() => 300);
  let number = "";
  for (const key of "9811500001⏎41⏎⏎9811600001") {
    page.press(key);
    await pass(page, 5);
  }
  page.stream.take({ sign: "[Pending]", aside: true, elsewhere: true, use: () => { number = page.form.number; return true; } });
  expect(page.stream.ahead.endsWith("[Pending]")).toBe(true);
  await pass(page, 10_000);
  expect(digitsOf(number)).toBe("9811600001");
  expect(page.counter.sold).toEqual([{ number: "9811500001", rupees: 41 }]);
});

test("a_click_elsewhere_is_no_answer_and_needs_no_pause", async () => {
  const page = await hurried([..."9811500001⏎41⏎⏎9811500001⏎"], [200], [0]);
  page.stream.stop();
  let gone = 0;
  expect(page.stream.take({ sign: "[Pending]", aside: true, elsewhere: true, use: () => { gone += 1; return true; } })).toBe(false);
  expect(page.stream.take({ sign: "[Recharge]", use: () => { gone += 1; return true; } })).toBe(true);
  expect([gone, page.stream.unused.endsWith("[Recharge]")]).toEqual([0, true]);
});

test("what_an_input_method_makes_while_keys_wait_goes_where_the_keys_go", async () => {
  const page = await hurried([..."9811500001⏎ⓒ⏎⏎"], [3], [40]);
  expect(page.counter.sold).toEqual([{ number: "9811500001", rupees: 12 }]);
  expect(page.stream.unused).toBe("");
});

test("sales_typed_one_after_another_are_exactly_those_sales", { timeout: 120_000 }, async () => {
  const book = fc.uniqueArray(fc.tuple(fc.constantFrom("981150000", "701160001", "888550002"), fc.integer({ min: 0, max: 8 }), fc.integer({ min: 10, max: 500 })), { minLength: 2, maxLength: 6, selector: ([to, end]) => `${to}${end}` });
  await fc.assert(
    fc.asyncProperty(book, gaps, delays, async (sales, between, takes) => {
      const wanted = sales.map(([to, end, rupees]) => ({ number: `${to}${end}`, rupees }));
      const typed = wanted.map((each) => `${each.number}${ENTER}${each.rupees}${ENTER}${ENTER}`).join("");
      const page = await hurried([...typed], between, takes);
      expect(page.counter.sold).toEqual(wanted);
      expect(page.stream.unused).toBe("");
    }),
    { numRuns: 60, seed: SEED },
  );
});

/** The control: a click that is taken where it comes sells what nobody asked for. */
test("a_click_that_does_not_wait_overtakes_older_keys", async () => {
  class Hasty extends Stream {
    override calmMs(): number {
      return 0;
    }
    override isOvertaken(): boolean {
      return false;
    }
  }
  const typed = [..."9811500001⏎41⏎4ⓝ⏎"];
  const wanted = await told(typed, [1], [0], [[14, 500]], [300]);
  const hasty = await told(typed, [1], [0], [[14, 500]], [300], Hasty);
  expect(hasty.seen).not.toEqual(wanted.seen);
});

/** The control: without waiting the same page does what the counter once did. */
test("a_page_that_takes_every_key_at_once_sells_the_wrong_thing", async () => {
  class Careless extends Stream {
    override take(): boolean {
      return false;
    }
  }
  const page = await hurried([..."9811500001⏎41⏎⏎9811600001⏎42⏎⏎"], [5], [0, 30], Careless);
  expect(page.counter.sold).not.toEqual([{ number: "9811500001", rupees: 41 }, { number: "9811600001", rupees: 42 }]);
});

test("what_was_typed_before_a_question_could_be_read_is_no_answer_to_it", async () => {
  const page = await hurried([..."9811500001⏎41⏎⏎9811500001⏎⏎⏎42⏎⏎"], [5], [0, 30]);
  expect(page.counter.sold).toEqual([{ number: "9811500001", rupees: 41 }]);
  expect(page.seen).toMatchObject({ cursor: "decline", amount: "41" });
  expect(page.stream.unused).toBe("⏎⏎42⏎⏎");
  // Read, and answered: another amount.
  for (const key of "42⏎⏎") {
    page.press(key);
    await pass(page, PAUSE_MS);
  }
  expect(page.counter.sold.at(-1)).toEqual({ number: "9811500001", rupees: 42 });
});

test("a_new_sale_typed_after_a_question_is_made_and_the_first_is_shown_as_not_used", async () => {
  const page = await hurried([..."7011600019⏎41⏎⏎98⑧9811600001⏎42⏎⏎"], [1], [20]);
  expect(page.counter.sold).toEqual([{ number: "9811600001", rupees: 42 }]);
  expect(page.stream.unused).toBe("98");
});

test("what_was_not_used_goes_with_the_next_thing_that_is_done_by_somebody_who_has_looked", async () => {
  const page = await hurried([..."7011600019⏎41⏎⏎98"], [1], [20]);
  expect(page.stream.unused).toBe("98");
  await pass(page, 2_000);
  page.stream.goOn();
  expect(page.stream.unused).toBe("");
});

test("what_was_not_used_stays_before_somebody_who_types_on_without_a_look", async () => {
  const page = new Page(() => 0);
  page.stream.stop();
  for (const key of "9811600001") page.press(key);
  expect(page.stream.unused).toBe("9811600001");
  for (let each = 0; each < 10; each += 1) {
    await pass(page, 1_000);
    page.press(BACK);
    page.stream.goOn();
  }
  expect(page.stream.unused).not.toBe("");
});

test("a_sale_that_takes_long_to_hand_over_can_be_left_to_itself", async () => {
  const page = new Page(() => 0);
  const handed = page.counter.sell;
  page.counter.sell = async (input) => {
    await new Promise((done) => setTimeout(done, 30_000));
    return handed(input);
  };
  for (const key of "9811500001⏎41⏎⏎⑧98116") {
    page.press(key);
    await pass(page, 20);
  }
  expect(page.seen).toMatchObject({ number: "98116", sold: [] });
  await pass(page, 31_000);
  expect(page.seen).toMatchObject({ number: "98116", sold: [{ number: "9811500001", rupees: 41 }] });
});

test("esc_is_a_no_at_once_however_new_the_question", async () => {
  const page = await hurried([..."9811500001⏎41⏎⏎"], [200], [0]);
  for (const key of "9811500001⏎") page.press(key);
  await pass(page, 50);
  expect([page.seen, page.stream.hushed]).toMatchObject([{ cursor: "decline" }, true]);
  // Before the pause is over, and after a breath: a person has read it, and another amount may follow.
  await pass(page, 300);
  page.press(ESC, Date.now());
  await pass(page, 50);
  expect(page.seen).toMatchObject({ number: "98115 00001", cursor: "amount", asked: 1 });
  expect([page.stream.unused, page.stream.hushed]).toEqual(["", false]);
});

test("esc_typed_ahead_of_a_question_is_a_no_and_what_follows_it_is_put_aside", async () => {
  const page = await hurried([..."9811500001⏎41⏎⏎9811500001⏎⏎␛42⏎⏎"], [5], [0, 30]);
  expect(page.counter.sold).toEqual([{ number: "9811500001", rupees: 41 }]);
  expect(page.seen).toMatchObject({ number: "98115 00001", cursor: "amount" });
  expect(page.stream.unused).toBe("⏎42⏎⏎");
});
