import { render } from "svelte/server";
import { afterEach, expect, test } from "vitest";
import { speak } from "../shared/state/language.svelte";
import Chips from "./Chips.svelte";
import source from "./Chips.svelte?raw";
import { form } from "./here.svelte";

afterEach(() => {
  form.clear();
  speak("en");
});

test("what_the_number_took_last_looks_pressed_only_while_it_is_the_amount", () => {
  form.lastSales = [{ amount_paise: 29_900, operator: "airtel", at_ms: 0 }];
  const chip = (words: string): string => new RegExp(`<button class="([^"]*)" aria-pressed="(true|false)"[^<]*<span[^>]*>${words}`).exec(render(Chips, { props: { usual: true } }).body.replaceAll("<!--[-->", "").replaceAll(/<!--[^>]*-->/g, ""))?.slice(1).join(" ") ?? "";
  for (const [language, words] of [["en", "₹ 299 last"], ["hi", "₹ 299 पिछली बार"]] as const) {
    speak(language);
    form.amount = "2990";
    const other = chip(words);
    expect(other).toMatch(/^chip figures.* false$/);
    form.amount = "299";
    expect(chip(words)).toBe(other.replace("false", "true"));
  }
  // Nothing but being pressed gives a chip its wash.
  expect([...source.matchAll(/([^\n{]*)\{[^}]*--peacock-wash/g)].map((found) => found[1]?.trim())).toEqual(['button[aria-pressed="true"]']);
});
