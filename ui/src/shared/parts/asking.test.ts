import { expect, test } from "vitest";
import { QUIET_MS } from "../keys";
import { Asking } from "./asking";

const ASKED = 1_000;
const READ = ASKED + QUIET_MS;

function said(key: string, now: number, isText = false, change: Partial<KeyboardEvent> = {}): string | null {
  const event = { key, keyCode: 0, repeat: false, isComposing: false, ctrlKey: false, altKey: false, metaKey: false, ...change };
  return new Asking(ASKED).said(event, isText, now);
}

test("esc_is_a_no_at_once", () => {
  expect([said("Escape", ASKED), said("Escape", READ), said("Escape", ASKED, true)]).toEqual(["no", "no", "no"]);
});

test("what_was_typed_before_the_question_could_be_read_is_no_answer", () => {
  expect(["Enter", " ", "F4"].map((key) => said(key, READ - 1))).toEqual(["hushed", "hushed", "hushed"]);
  // Then Enter and space press what has the cursor, and the yes has its own key.
  expect(["Enter", " ", "F4"].map((key) => said(key, READ))).toEqual([null, null, "yes"]);
});

test("a_key_that_is_held_down_answers_nothing", () => {
  expect(["Enter", " ", "F4", "Escape"].map((key) => said(key, READ, false, { repeat: true }))).toEqual(["hushed", "hushed", "hushed", "hushed"]);
});

test("enter_in_a_field_of_the_question_says_neither", () => {
  expect([said("Enter", READ, true), said(" ", READ, true), said("7", READ, true), said("F4", READ, true)]).toEqual(["on", null, null, "yes"]);
});

test("what_is_typed_on_an_answer_goes_into_the_field", () => {
  expect([said("7", ASKED), said("म", READ), said("Tab", READ), said("c", READ, false, { ctrlKey: true })]).toEqual(["typed", "typed", null, null]);
});

test("the_keys_of_a_composition_are_its_own", () => {
  expect(said("Enter", READ, true, { keyCode: 229 })).toBeNull();
  expect(said("Escape", READ, true, { isComposing: true })).toBeNull();
});
