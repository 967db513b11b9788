import { flushSync, settled } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { commands } from "../platform/counter";
import type { SaleComplaints, SaleView } from "../platform/counter";
import { house } from "../shared/state/house.svelte";
import { mayComplain } from "./form.svelte";
import { ComplaintsOfSale } from "./of-sale.svelte";

const none: SaleComplaints = { requests: [], complaints: [] };
let asked: number[] = [];
let answer = none;

beforeEach(() => {
  [asked, answer] = [[], none];
  vi.spyOn(commands, "saleComplaints").mockImplementation(async (id) => {
    asked.push(id);
    return { status: "ok", data: answer };
  });
});

afterEach(() => vi.restoreAllMocks());

async function quiet(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) {
    flushSync();
    await settled();
  }
}

test("a_change_that_brings_the_sale_anew_asks_once", async () => {
  const seen = $state({ sale: { id: 7 } as SaleView });
  const complaints = new ComplaintsOfSale();
  const end = $effect.root(() => complaints.follow(() => seen.sale.id));
  await quiet();
  expect([asked, complaints.known]).toEqual([[7], none]);
  house.changes += 1;
  await quiet();
  seen.sale = { ...seen.sale };
  await quiet();
  expect(asked).toEqual([7, 7]);
  seen.sale = { ...seen.sale, id: 8 };
  await quiet();
  expect(asked).toEqual([7, 7, 8]);
  end();
});

test("only_an_open_complaint_about_the_money_asks_for_it", async () => {
  const seen = $state({ sale: 7 });
  const complaints = new ComplaintsOfSale();
  const end = $effect.root(() => complaints.follow(() => seen.sale));
  const told: boolean[] = [];
  for (const complaint of [{ reason: "money_not_back", outcome: null }, { reason: "money_not_back", outcome: "money_back" }, { reason: "waiting", outcome: null }]) {
    answer = { ...none, complaints: [complaint] } as SaleComplaints;
    house.changes += 1;
    await quiet();
    told.push(complaints.asksMoney);
  }
  expect(told).toEqual([true, false, false]);
  // Of another sale nothing is said by the complaints of the one before.
  answer = { ...none, complaints: [{ reason: "money_not_back", outcome: null }] } as SaleComplaints;
  house.changes += 1;
  await quiet();
  vi.spyOn(commands, "saleComplaints").mockImplementation(() => new Promise(() => {}));
  seen.sale = 8;
  await quiet();
  expect(complaints.asksMoney).toBe(false);
  end();
});

test("only_a_sale_with_a_complaint_asks_whether_another_may_be_opened", async () => {
  const seen = $state({ sale: { id: 7, can_dispute: true, disputed_at_ms: null } as SaleView });
  const complaints = new ComplaintsOfSale();
  const end = $effect.root(() => complaints.follow(() => (seen.sale.can_dispute && seen.sale.disputed_at_ms !== null ? seen.sale.id : null)));
  await quiet();
  expect([asked, mayComplain(seen.sale, complaints.known)]).toEqual([[], true]);
  seen.sale = { ...seen.sale, disputed_at_ms: 1 };
  await quiet();
  expect([asked, mayComplain(seen.sale, complaints.known)]).toEqual([[7], false]);
  // It ended.
  answer = { ...none, requests: [{ order_id: "G1", provider_name: "INSPAY" }] } as SaleComplaints;
  house.changes += 1;
  await quiet();
  expect([asked, mayComplain(seen.sale, complaints.known)]).toEqual([[7, 7], true]);
  seen.sale = { ...seen.sale, can_dispute: false };
  await quiet();
  expect([asked, complaints.known]).toEqual([[7, 7], null]);
  end();
});
