import { expect, test } from "vitest";

const sources: Record<string, string> = import.meta.glob("../**/*.svelte", { eager: true, import: "default", query: "?raw" });

// Svelte takes away the blanks at both ends of a block, so words that trust in one stick to what stands beside them.
test("no_words_of_a_block_begin_or_end_with_a_blank", () => {
  const lost = /\{(?:#|:else)[^{}\n]*\} +[^\s{<][^\n]*|[^\s>}]+ +\{(?:\/|:else)[^\n]*/g;
  expect(Object.keys(sources).length).toBeGreaterThan(100);
  expect(Object.entries(sources).flatMap(([file, text]) => [...text.matchAll(lost)].map(([found]) => `${file}: ${found}`))).toEqual([]);
});

// The dot is painted on a blank of its own, and of two blanks the second has no width.
test("no_blank_stands_before_a_dot", () => {
  const unseen = /\s(?:\{[#:][^{}\n]*\})?<Dot \/>/g;
  expect(Object.entries(sources).flatMap(([file, text]) => [...text.matchAll(unseen)].map(([found]) => `${file}: ${found}`))).toEqual([]);
});
