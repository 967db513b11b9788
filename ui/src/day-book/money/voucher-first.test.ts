import { render } from "svelte/server";
import { expect, test } from "vitest";
import type { MoneyBook } from "../../platform/counter";
import type { Prefilled } from "./voucher-form.svelte";
import VoucherForm from "./VoucherForm.svelte";

const book = { wallets: [] } as unknown as MoneyBook;

/** The kinds on which the cursor may begin. */
function firsts(prefilled: Prefilled | null): string[] {
  const { body } = render(VoucherForm, { props: { book, prefilled, onclose: () => {}, onwritten: () => {} } });
  const inputs = [...body.matchAll(/<input[^>]*name="voucher-kind"[^>]*>/g)].map((each) => each[0]);
  expect(inputs.length).toBeGreaterThan(8);
  return inputs.filter((each) => each.includes("data-first")).map((each) => /value="(\w+)"/.exec(each)?.[1] ?? "");
}

test("the_cursor_begins_on_the_kind_that_is_chosen", () => {
  expect(firsts(null)).toEqual(["wallet_loaded"]);
  expect(firsts({ kind: "opening", to: "wallet:inspay" })).toEqual(["opening"]);
  expect(firsts({ kind: "cash_out", amount: "50" })).toEqual(["cash_out"]);
});
