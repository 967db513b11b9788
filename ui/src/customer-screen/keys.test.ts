import { expect, test } from "vitest";
import { type Meaning, meaningOf } from "./keys";

const meaning = (key: string, code = "", repeat = false): Meaning => meaningOf({ key, code, repeat }, false);

test("no_key_of_the_counter_is_lost_while_the_customer_reads", () => {
  for (const [key, code] of [["u", "KeyU"], ["U", "KeyU"], ["Enter", "Enter"], ["9", "Digit9"], ["F4", "F4"], ["Backspace", "Backspace"], ["Tab", "Tab"], ["+", "Equal"]] as const) expect(meaning(key, code), key).toBe("on");
});

test("esc_and_the_space_bar_lead_back_and_the_key_that_brought_it_does_not_bring_it_again", () => {
  expect([meaning("Escape", "Escape"), meaning(" ", "Space"), meaning("v", "KeyV"), meaning("v", "KeyV", true)]).toEqual(["back", "back", "back", "none"]);
});

test("a_key_that_is_held_or_writes_nothing_by_itself_does_nothing", () => {
  expect([meaning("Enter", "Enter", true), meaning("Shift", "ShiftLeft"), meaning("Control", "ControlLeft")]).toEqual(["none", "none", "none"]);
});

test("no_key_answers_a_question_or_sends_what_is_doubted_while_the_customers_view_covers_it", () => {
  const covered = (key: string, code = ""): Meaning => meaningOf({ key, code, repeat: false }, true);
  expect(["Enter", "F4", "u", "U", "c", "T", "Tab", "Escape", " "].map((key) => covered(key))).toEqual(Array(9).fill("back"));
  expect([covered("9", "Digit9"), covered("Shift", "ShiftLeft")]).toEqual(["on", "none"]);
});
