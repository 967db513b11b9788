import { beforeEach, expect, test, vi } from "vitest";
import type { OfferedPlan } from "../platform/counter";
import { Offered } from "./offered.svelte";

type Asked = { operator: string; circle: string | null; answer: (plans: OfferedPlan[]) => void; refuse: () => void };
const { asked } = vi.hoisted(() => ({ asked: [] as Asked[] }));

vi.mock("../platform/counter", () => ({
  ask: (call: () => Promise<unknown>) => call(),
  commands: {
    offeredPlans: (operator: string, circle: string | null) => new Promise((resolve) => {
      asked.push({ operator, circle, answer: (data) => resolve({ status: "ok", data }), refuse: () => resolve({ status: "error", error: { kind: "ledger_busy" } }) });
    }),
  },
}));

const plan = (paise: number): OfferedPlan => ({ plan: { key: { operator: "airtel", circle: "", amount_paise: paise }, days: 28, data: null, words: {}, source: "typed", at_ms: 0 } as OfferedPlan["plan"], sales: 1 });

beforeEach(() => asked.splice(0));

test("it_is_asked_once_for_each_operator_and_circle", async () => {
  const offered = new Offered();
  expect(offered.of(null, null)).toEqual([]);
  const first = offered.look("airtel", "delhi");
  void offered.look("airtel", "delhi");
  expect(asked.map(({ operator, circle }) => [operator, circle])).toEqual([["airtel", "delhi"]]);
  expect(offered.of("airtel", "delhi")).toBeNull();
  asked[0]?.answer([plan(29900)]);
  await first;
  expect(offered.of("airtel", "delhi")).toEqual([plan(29900)]);
  expect(offered.of("airtel", "mumbai")).toBeNull();
});

test("an_answer_that_comes_late_is_not_that_of_another_operator", async () => {
  const offered = new Offered();
  const [first, second] = [offered.look("airtel", null), offered.look("jio", null)];
  asked[1]?.answer([plan(23900)]);
  await second;
  asked[0]?.answer([plan(29900)]);
  await first;
  expect(offered.of("jio", null)).toEqual([plan(23900)]);
  expect(offered.of("airtel", null)).toBeNull();
});

test("what_the_books_refuse_leaves_the_usual_amounts", async () => {
  const offered = new Offered();
  const looked = offered.look("airtel", null);
  asked[0]?.refuse();
  await looked;
  expect(offered.of("airtel", null)).toEqual([]);
});
