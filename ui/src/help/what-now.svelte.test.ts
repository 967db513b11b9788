import { flushSync, settled } from "svelte";
import { afterEach, expect, test, vi } from "vitest";
import { commands } from "../platform/counter";
import type { SaleView } from "../platform/counter";
import { house } from "../shared/state/house.svelte";
import { whatNow } from "./what-now.svelte";

const sale = (id: number, reason: SaleView["reason"]): SaleView => ({ id, reason, state: "pending", is_loud: false }) as SaleView;

afterEach(() => {
  whatNow.close();
  vi.restoreAllMocks();
});

async function quiet(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) {
    flushSync();
    await settled();
  }
}

test("the_card_says_what_has_become_of_its_sale_meanwhile", async () => {
  let now = sale(7, "accepted");
  const look = vi.spyOn(commands, "sale").mockImplementation(async () => ({ status: "ok", data: { sale: now } }) as Awaited<ReturnType<typeof commands.sale>>);
  whatNow.show(now);
  const end = $effect.root(() => whatNow.follow());
  await quiet();
  expect(whatNow.outcome).toBe("waiting");
  now = sale(7, "failed_by_provider");
  house.changes += 1;
  await quiet();
  expect([whatNow.outcome, look.mock.calls]).toEqual(["failed", [[7], [7]]]);
  whatNow.close();
  house.changes += 1;
  await quiet();
  expect([whatNow.outcome, look.mock.calls.length], "a closed card asks nothing").toEqual([null, 2]);
  end();
});

test("an_answer_about_another_sale_is_not_shown", async () => {
  const answers: ((sale: SaleView) => void)[] = [];
  vi.spyOn(commands, "sale").mockImplementation(() => new Promise((tell) => answers.push((of) => tell({ status: "ok", data: { sale: of } } as Awaited<ReturnType<typeof commands.sale>>))));
  whatNow.show(sale(7, "accepted"));
  const end = $effect.root(() => whatNow.follow());
  await quiet();
  whatNow.show(sale(8, "done"));
  await quiet();
  answers[0]?.(sale(7, "failed_by_provider"));
  await quiet();
  expect([answers.length, whatNow.outcome]).toEqual([2, "done"]);
  end();
});
