import { expect, test } from "vitest";
import { placed } from "./hint";

const room = { width: 911, height: 512 };
const hint = { width: 100, height: 30 };
const at = (left: number, top: number): { left: number; top: number; bottom: number; width: number } => ({ left, top, bottom: top + 44, width: 44 });

test("a_hint_stands_within_the_window", () => {
  expect(placed(at(400, 100), hint, room)).toEqual({ left: 372, top: 150 });
  expect(placed(at(0, 100), hint, room).left).toBe(8);
  expect(placed(at(867, 100), hint, room).left).toBe(803);
  // No room below: above.
  expect(placed(at(400, 460), hint, room).top).toBe(424);
});

const sources = Object.entries(import.meta.glob("../**/*.svelte", { eager: true, query: "?raw", import: "default" }) as Record<string, string>);
/** A native tooltip on an element of the page; a part of ours, with a large letter, calls its heading so. */
const NATIVE = /<[a-z][a-z0-9]*(?:\s(?:[^<>{}]|\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|=>)*?)?\stitle=/;

test("no_word_stands_in_a_tooltip_of_the_system_which_has_no_hindi_letters", () => {
  expect(NATIVE.test('<button class="a" title={m.print()} onclick={() => {}}>')).toBe(true);
  expect(NATIVE.test('<Screen title={m.print()}>')).toBe(false);
  const found = sources.filter(([, text]) => NATIVE.test(text)).map(([file]) => file);
  expect(found).toEqual([]);
});

test("a_sign_that_says_what_it_is_has_a_name_for_the_ear", () => {
  const hinted = sources.flatMap(([file, text]) => [...text.matchAll(/<button[^>]*data-hint=[^>]*>(?!.*<span class="brief">)/g)].map(([tag]) => [file, tag] as const));
  expect(hinted.length).toBeGreaterThan(2);
  for (const [file, tag] of hinted) {
    expect(tag, file).toMatch(/aria-label=|<button[^>]*class="one/);
    // A word that is not shown at some width names nothing there.
    expect(tag, file).not.toMatch(/aria-label=\{[^}]*undefined/);
  }
});

test("a_word_that_a_narrow_window_leaves_out_still_names_its_button", () => {
  const brief = sources.filter(([, text]) => text.includes('<span class="brief">'));
  expect(brief.map(([file]) => file).sort()).toEqual(["../help/WhatNow.svelte"]);
  for (const [file, text] of brief) {
    const rules = [...text.matchAll(/\.brief \{([^}]*)\}/g)].map(([, rule]) => rule);
    expect(rules.length, file).toBeGreaterThan(0);
    for (const rule of rules) expect(rule, file).toMatch(/clip-path: inset\(50%\)/);
    // Two names for one button would not agree.
    for (const [tag] of text.matchAll(/<button[^>]*>(?=.*<span class="brief">)/g)) expect(tag, file).not.toContain("aria-label");
  }
});
