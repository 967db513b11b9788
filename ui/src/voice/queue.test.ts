import { expect, test } from "vitest";
import type { News, Outcome } from "./outcomes";
import { Queue } from "./queue";

/** Writes down what is said; each sentence lasts until the test ends it. */
function counter() {
  const said: string[] = [];
  let end: (() => void) | null = null;
  const queue = new Queue(async (news) => {
    said.push(`${news.saleId} ${news.outcome}`);
    let stop = (): void => undefined;
    const done = new Promise<void>((resolve) => (stop = resolve));
    end = stop;
    return { done, stop };
  });
  const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
  return {
    said, queue, turn,
    async next(): Promise<void> {
      end?.();
      await turn();
    },
  };
}

const news = (saleId: number, outcome: Outcome): News => ({ saleId, outcome, paise: 100, operator: "airtel" });

test("one_after_the_other_and_what_calls_for_the_customer_first", async () => {
  const { queue, said, turn, next } = counter();
  for (const each of [news(1, "done"), news(2, "done"), news(3, "failed"), news(4, "give_back"), news(5, "look")]) queue.add(each);
  await turn();
  expect(said).toEqual(["1 done"]);
  for (let time = 0; time < 5; time += 1) await next();
  // Two could not wait; the screen has them.
  expect(said).toEqual(["1 done", "4 give_back", "5 look", "3 failed"]);
});

test("the_newest_of_one_sale_takes_the_place_of_the_older", async () => {
  const { queue, said, turn, next } = counter();
  queue.add(news(1, "waiting"));
  await turn();
  queue.add(news(2, "waiting"));
  queue.add(news(2, "done"));
  queue.add(news(1, "done"));
  await turn();
  expect(said).toEqual(["1 waiting", "2 done"]);
  await next();
  expect(said).toEqual(["1 waiting", "2 done", "1 done"]);
});

test("silence_and_faults_stop_nothing", async () => {
  const said: number[] = [];
  const queue = new Queue(async ({ saleId }) => {
    said.push(saleId);
    if (saleId === 2) throw new Error("no sound card");
    return null;
  });
  for (const saleId of [1, 2, 3]) queue.add(news(saleId, "done"));
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(said).toEqual([1, 2, 3]);
});

test("what_is_cleared_is_not_said", async () => {
  const { queue, said, turn } = counter();
  queue.add(news(1, "done"));
  queue.add(news(2, "done"));
  await turn();
  queue.clear();
  await turn();
  expect(said).toEqual(["1 done"]);
});
