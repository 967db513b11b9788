import { flushSync } from "svelte";
import { expect, test } from "vitest";
import { turned } from "../customer-screen/choice.svelte";
import { closeForm, customerForm } from "../customers/forms.svelte";
import { whatNow } from "../help/what-now.svelte";
import type { SaleView } from "../platform/counter";
import { slip, slipOfSale } from "../receipt/slip.svelte";
import { help } from "../shared/state/help.svelte";
import { wordForm } from "../word/form.svelte";
import { Later } from "./later.svelte";
import { Unread } from "./unread.svelte";

const sale = { id: 7, reason: "accepted", state: "pending", is_loud: false } as SaleView;

function openAll(): void {
  help.open = true;
  whatNow.show(sale);
  slip.open = slipOfSale(7);
  turned.open = true;
  customerForm.open = { kind: "add", number: "", saved: () => undefined };
  wordForm.show("deal", sale);
}

function openNow(): boolean[] {
  return [help.open, whatNow.outcome !== null, slip.open !== null, turned.open, customerForm.open !== null, wordForm.open !== null];
}

test("each_press_for_what_cannot_be_read_is_answered", async () => {
  const later = new Later(() => Promise.reject(new Error("no such file")));
  const unread = new Unread(later);
  const end = $effect.root(() => unread.follow());
  openAll();
  flushSync();
  expect([unread.times, openNow().every(Boolean)], "while it is read, what was asked for waits").toEqual([0, true]);
  await later.read();
  flushSync();
  expect([unread.times, openNow().some(Boolean)]).toEqual([1, false]);
  help.open = true;
  flushSync();
  help.open = true;
  flushSync();
  expect([unread.times, help.open]).toEqual([3, false]);
  end();
});

test("what_can_be_read_is_left_open", async () => {
  const later = new Later(async () => ({}) as NonNullable<Later["rest"]>);
  const unread = new Unread(later);
  const end = $effect.root(() => unread.follow());
  await later.read();
  openAll();
  flushSync();
  expect([unread.times, openNow().every(Boolean)]).toEqual([0, true]);
  end();
  help.open = turned.open = false;
  slip.open = null;
  whatNow.close();
  closeForm();
  wordForm.close();
});
