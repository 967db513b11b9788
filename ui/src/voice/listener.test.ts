import { expect, test } from "vitest";
import type { CounterNow, SaleView } from "../platform/counter";
import { Listener } from "./listener";

const now = { now_ms: 1000, tiles: [] as SaleView[], loud: [], hand_back: [] } as unknown as CounterNow;
const plain = { operator: "airtel", amount_paise: 100, problem: null, desk: null, is_loud: false, owed_paise: 0, reason: "done", created_at_ms: 2000, settled_at_ms: null };

/** Sales as the books have them, each answer held back until the test lets it go. */
function books() {
  const states = new Map<number, string>();
  const waiting: (() => void)[] = [];
  const told: string[] = [];
  const asked: number[] = [];
  const listener = new Listener(async (id) => {
    asked.push(id);
    const sale = { ...plain, id, state: states.get(id) } as unknown as SaleView;
    await new Promise<void>((resolve) => waiting.push(resolve));
    return { status: "ok", data: { sale } };
  }, (news) => told.push(`${news.saleId} ${news.outcome}`));
  const answer = async (): Promise<void> => {
    waiting.shift()?.();
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  return { states, told, asked, listener, answer };
}

test("changes_are_asked_about_one_after_the_other", async () => {
  const { states, told, asked, listener, answer } = books();
  listener.begin(now);
  states.set(1, "pending").set(2, "succeeded");
  void listener.changed(1);
  void listener.changed(2);
  void listener.changed(2);
  states.set(1, "succeeded");
  void listener.changed(1);
  expect(asked).toEqual([1]);
  for (let time = 0; time < 4; time += 1) await answer();
  expect(asked).toEqual([1, 2, 1]);
  expect(told).toEqual(["1 waiting", "2 done", "1 done"]);
});

test("nothing_of_one_ledger_is_told_in_the_other", async () => {
  const { states, told, listener, answer } = books();
  listener.begin(now);
  states.set(1, "succeeded");
  void listener.changed(1);
  listener.forget();
  listener.begin(now);
  await answer();
  expect(told).toEqual([]);
});

test("without_sound_nothing_is_asked", async () => {
  const { asked, listener } = books();
  await listener.changed(1);
  listener.begin(now);
  listener.forget();
  await listener.changed(2);
  expect(asked).toEqual([]);
});
