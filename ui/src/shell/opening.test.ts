import { render } from "svelte/server";
import { expect, test } from "vitest";
import type { Upgrade } from "../platform/counter";
import { house } from "../shared/state/house.svelte";
import { speak } from "../shared/state/language.svelte";
import Opening from "./Opening.svelte";

function shown(): string {
  return render(Opening, { props: { upgrade: house.upgrade } }).body;
}

test("books_that_take_long_to_be_brought_up_to_date_have_a_bar_that_grows", () => {
  const at = (step: Upgrade["step"], percent: number): Upgrade => ({ step, percent });
  house.hearUpgrade(at("copying", 0), 5_000);
  house.hearUpgrade(at("copying", 40), 5_999);
  expect(shown()).toContain("Opening the counter");
  expect(shown()).not.toContain("<progress");
  house.hearUpgrade(at("copying", 41), 6_000);
  expect(shown()).toMatch(/<progress max="100" value="41"/);
  expect(shown()).toContain("copies the books");
  house.hearUpgrade(at("updating", 7), 9_000);
  expect(shown()).toMatch(/<progress max="100" value="7"/);
  speak("hi");
  expect(shown()).toContain("बही नए रूप में आ रही है");
  speak("en");
});

test("a_counter_that_is_open_shows_no_bar", () => {
  house.opening = false;
  house.upgrade = null;
  house.hearUpgrade({ step: "updating", percent: 50 }, 1);
  house.hearUpgrade({ step: "updating", percent: 60 }, 100_000);
  expect(house.upgrade).toBe(null);
});
