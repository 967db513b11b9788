import { expect, test } from "vitest";
import type { Face } from "../platform/counter";
import { CountDraft, keyOf, piecesOf } from "./count-draft.svelte";

const faces: Face[] = [
  { paise: 50_000, coin: false },
  { paise: 2_000, coin: false },
  { paise: 2_000, coin: true },
];
const [note, twenty, coin] = faces as [Face, Face, Face];

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
