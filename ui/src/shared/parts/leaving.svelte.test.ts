import { expect, test } from "vitest";
import { Leaving } from "./leaving.svelte";

test("the_first_esc_after_something_was_typed_asks_and_the_second_leaves", () => {
  const form = new Leaving(() => true);
  form.typed();
  expect([form.leave(), form.asked, form.leave()]).toEqual([false, true, true]);
});

test("who_goes_on_typing_is_asked_again", () => {
  const form = new Leaving(() => true);
  form.typed();
  form.leave();
  form.typed();
  expect([form.asked, form.leave(), form.asked]).toEqual([false, false, true]);
});

test("nothing_is_asked_where_nothing_would_be_lost", () => {
  expect(new Leaving(() => true).leave(), "nothing was typed").toBe(true);
  const kept = new Leaving(() => false);
  kept.typed();
  expect([kept.leave(), kept.asked], "it is kept").toEqual([true, false]);
});
