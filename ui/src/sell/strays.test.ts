import { expect, test, vi } from "vitest";
import { m } from "../paraglide/messages.js";
import { form } from "./here.svelte";
import { amountSays } from "./amount-says";
import { Strays, strays } from "./strays.svelte";

test("all_letters_are_told_and_only_at_their_own_field", () => {
  const some = new Strays();
  for (const letter of ["a", "b", "क"]) some.add("sell-amount", letter);
  expect([some.of("sell-amount"), some.of("sell-charge")]).toEqual(["abक", ""]);
  some.add("sell-charge", "x");
  expect([some.of("sell-amount"), some.of("sell-charge")]).toEqual(["", "x"]);
  some.forget();
  expect(some.of("sell-charge")).toBe("");
});

test("what_is_wrong_with_what_was_written_is_told_before_the_letters_that_were_not", () => {
  const told = vi.spyOn(form, "problem").mockReturnValue({ kind: "amount_not_a_number" });
  form.amount = "1,9.9";
  strays.add("sell-amount", "x");
  expect([strays.has("sell-amount"), strays.has("sell-charge")]).toEqual([true, false]);
  expect(amountSays()).toBe(m.amount_commas({ typed: "1,9.9" }));
  // Where nothing was written, the letters say more.
  told.mockReturnValue({ kind: "amount_missing" });
  expect(amountSays()).toBe(m.amount_no_letters({ letters: "x" }));
  told.mockRestore();
  strays.forget();
  form.clear();
});

test("amount_says_which_letters_were_not_written_where_nothing_else_is_wrong", () => {
  expect(amountSays()).toBeNull();
  strays.add("sell-amount", "b");
  strays.add("sell-amount", "c");
  expect(amountSays()).toBe(m.amount_no_letters({ letters: "bc" }));
  strays.forget();
  expect(amountSays()).toBe(form.problem("amount"));
});
