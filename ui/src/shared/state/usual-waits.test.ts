import { beforeEach, expect, test, vi } from "vitest";
import type { UsualWait } from "../../platform/counter";
import { usualWaits } from "./usual-waits.svelte";

const { usualWait } = vi.hoisted(() => ({ usualWait: vi.fn<(operator: string, provider: string) => Promise<unknown>>() }));
vi.mock("../../platform/counter", () => ({ commands: { usualWait }, ask: (call: () => Promise<unknown>) => call() }));

const wait: UsualWait = { operator: "jio", provider: "one", waited: 20, nine_of_ten_ms: 90_000 };
/** Lets every answer that is there be taken. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) await Promise.resolve();
}

beforeEach(() => {
  usualWaits.forget();
  usualWait.mockReset();
});

test("many_sales_alike_ask_once", async () => {
  usualWait.mockResolvedValue({ status: "ok", data: wait });
  expect(usualWaits.of("jio", "one")).toBeNull();
  for (let sale = 0; sale < 40; sale += 1) usualWaits.want("jio", "one");
  usualWaits.want("vi", "one");
  await settled();
  expect(usualWait.mock.calls).toEqual([["jio", "one"], ["vi", "one"]]);
  expect(usualWaits.of("jio", "one")).toBe(90_000);
});

test("too_little_is_known_and_not_asked_again_at_once", async () => {
  usualWait.mockResolvedValue({ status: "ok", data: null });
  usualWaits.want("jio", "one");
  await settled();
  usualWaits.want("jio", "one");
  expect(usualWaits.of("jio", "one")).toBeNull();
  expect(usualWait).toHaveBeenCalledTimes(1);
});

test("what_was_refused_is_asked_again", async () => {
  usualWait.mockResolvedValueOnce({ status: "error", error: { kind: "counter_not_open" } });
  usualWaits.want("jio", "one");
  await settled();
  usualWait.mockResolvedValue({ status: "ok", data: wait });
  usualWaits.want("jio", "one");
  await settled();
  expect(usualWaits.of("jio", "one")).toBe(90_000);
});

test("an_answer_of_the_other_books_is_not_kept", async () => {
  usualWait.mockResolvedValue({ status: "ok", data: wait });
  usualWaits.want("jio", "one");
  usualWaits.forget();
  await settled();
  expect(usualWaits.of("jio", "one")).toBeNull();
});
