import { expect, test } from "vitest";
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

test("amount_says_which_letters_were_not_written_before_anything_else", () => {
  expect(amountSays()).toBeNull();
  strays.add("sell-amount", "b");
  strays.add("sell-amount", "c");
  expect(amountSays()).toBe(m.amount_no_letters({ letters: "bc" }));
  strays.forget();
  expect(amountSays()).toBe(form.problem("amount"));
});
