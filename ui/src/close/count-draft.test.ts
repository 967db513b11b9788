import { render } from "svelte/server";
import { beforeEach, expect, test, vi } from "vitest";
import type { Face } from "../platform/counter";
import { counting } from "../shared/state/counting.svelte";
import { m } from "../paraglide/messages.js";
import { speak } from "../shared/state/language.svelte";
import CountForm from "./CountForm.svelte";
import { CountDraft, draft as shared, keyOf, piecesOf } from "./count-draft.svelte";

const faces: Face[] = [
  { paise: 50_000, coin: false },
  { paise: 2_000, coin: false },
  { paise: 2_000, coin: true },
];
const [note, twenty, coin] = faces as [Face, Face, Face];

const stored = new Map<string, string>();
beforeEach(() => {
  stored.clear();
  vi.stubGlobal("sessionStorage", { getItem: (key: string) => stored.get(key) ?? null, setItem: (key: string, text: string) => stored.set(key, text), removeItem: (key: string) => stored.delete(key) });
});

test("whole_numbers_are_counted_and_nothing_else", () => {
  expect(["", " 12 ", "१२", "0"].map(piecesOf)).toEqual([0, 12, 12, 0]);
  expect(["-1", "1.5", "x", "1234567"].map(piecesOf)).toEqual([null, null, null, null]);
});

test("a_note_and_a_coin_of_one_worth_are_two_lines", () => {
  const draft = new CountDraft();
  draft.counts[keyOf(twenty)] = "3";
  draft.counts[keyOf(coin)] = "2";
  draft.counts[keyOf(note)] = "four";
  expect(draft.worth(faces)).toBe(10_000);
  expect(draft.isByPieces(faces)).toBe(true);
});

test("nothing_typed_is_nothing_counted_and_a_0_is_a_count", () => {
  const draft = new CountDraft();
  expect(draft.isBlank(faces)).toBe(true);
  draft.sum = "0";
  expect(draft.isBlank(faces)).toBe(false);
  draft.sum = " ";
  draft.counts[keyOf(note)] = "0";
  expect(draft.isBlank(faces)).toBe(false);
});

test("an_empty_count_opens_nothing", () => {
  shared.clear();
  const shown = (): string => render(CountForm, { props: { faces, title: m.shift_open_title(), line: "", button: m.shift_open_button, onsend: async () => true } }).body;
  for (const [language, says] of [["en", "Nothing counted yet"], ["hi", "अभी कुछ नहीं गिना"]] as const) {
    speak(language);
    expect(shown()).toContain(says);
    expect(shown()).not.toContain("button primary");
  }
  speak("en");
  shared.sum = "0";
  expect(shown()).toMatch(/class="button primary[^>]*>Open with ₹ 0</);
  shared.clear();
});

test("a_sum_beside_notes_is_told_not_to_count", () => {
  const draft = new CountDraft();
  draft.sum = "500";
  expect(draft.isBoth(faces)).toBe(false);
  draft.counts[keyOf(note)] = "0";
  expect(draft.isBoth(faces)).toBe(true);
  draft.sum = " ";
  expect(draft.isBoth(faces)).toBe(false);
});

test("one_act_keeps_its_name_until_something_is_typed_or_taken", () => {
  const draft = new CountDraft();
  draft.sum = "500";
  const first = draft.input(faces).intent;
  expect(draft.input(faces).intent).toBe(first);
  draft.changed();
  const second = draft.input(faces).intent;
  expect(second).not.toBe(first);
  draft.taken();
  expect(draft.input(faces).intent).not.toBe(second);
  expect(draft.sum).toBe("500");
});

test("a_strange_count_is_sure_at_the_second_press_only", () => {
  const draft = new CountDraft();
  expect(draft.input(faces).sure).toBe(false);
  draft.problems = [{ kind: "count_strange", data: { counted_paise: 0 } }];
  expect(draft.input(faces).sure).toBe(true);
  draft.changed();
  expect(draft.input(faces).sure).toBe(false);
});

test("each_problem_stands_beside_its_field", () => {
  const draft = new CountDraft();
  draft.problems = [{ kind: "count_not_a_number", data: { face_paise: 2_000, coin: true } }, { kind: "amount_missing" }];
  expect(draft.problemOf(coin)).not.toBeNull();
  expect(draft.problemOf(twenty)).toBeNull();
  expect(draft.problemAt("sum")?.kind).toBe("amount_missing");
  expect(draft.problemAt(null)).toBeNull();
});

test("a_count_is_begun_with_the_first_key_and_until_it_is_taken", () => {
  const draft = new CountDraft();
  expect(draft.isBegun).toBe(false);
  draft.counts[keyOf(coin)] = "2";
  draft.changed();
  expect(draft.isBegun).toBe(true);
  draft.taken();
  expect(draft.isBegun).toBe(false);
  draft.sum = "5";
  draft.changed();
  expect(draft.isBegun).toBe(true);
  draft.reason = "milk";
  draft.clear();
  expect([draft.isBegun, draft.reason]).toEqual([false, ""]);
});

/** What the window has after a reload: the module is evaluated anew. */
function reloaded(): CountDraft {
  counting.isBegun = false;
  return new CountDraft();
}

test("a_count_that_was_begun_outlives_a_reload_and_the_drawer_stays_hidden", () => {
  const draft = new CountDraft();
  draft.counts[keyOf(note)] = "4";
  draft.by = "Asha";
  draft.changed();
  expect(counting.isBegun).toBe(true);
  const again = reloaded();
  expect([again.counts[keyOf(note)], again.by, again.isBegun, counting.isBegun]).toEqual(["4", "Asha", true, true]);
});

test("a_count_that_was_taken_or_given_up_hides_nothing_after_a_reload", () => {
  const draft = new CountDraft();
  draft.sum = "500";
  draft.changed();
  draft.taken();
  expect([reloaded().sum, counting.isBegun]).toEqual(["500", false]);
  draft.sum = "700";
  draft.changed();
  expect([reloaded().isBegun, counting.isBegun]).toEqual([true, true]);
  draft.sum = "";
  draft.changed();
  expect([counting.isBegun, reloaded().isBegun, stored.size]).toEqual([false, false, 0]);
});

test("what_is_no_count_is_not_read_and_a_window_without_a_store_counts_all_the_same", () => {
  for (const text of ["{", "7", "null", '{"counts":7,"sum":{}}', '{"counts":{"50000":4}}']) {
    stored.set("galla.count", text);
    expect(reloaded().isBegun).toBe(false);
  }
  vi.stubGlobal("sessionStorage", undefined);
  const draft = reloaded();
  draft.sum = "5";
  draft.changed();
  expect([draft.isBegun, counting.isBegun]).toEqual([true, true]);
});

test("what_is_counted_is_the_pieces_or_else_the_sum", () => {
  const draft = new CountDraft();
  expect(draft.counted(faces)).toBe(0);
  draft.sum = "36000";
  expect(draft.counted(faces)).toBe(3_600_000);
  draft.sum = "36 thousand";
  expect(draft.counted(faces)).toBeNull();
  draft.counts[keyOf(note)] = "2";
  expect(draft.counted(faces)).toBe(100_000);
});
