import { expect, test } from "vitest";
import { composing, entered } from "./keys";

function key(change: Partial<KeyboardEvent>): KeyboardEvent {
  return { key: "Enter", keyCode: 13, isComposing: false, repeat: false, ...change } as KeyboardEvent;
}

test("the_enter_that_ends_a_composition_is_no_enter", () => {
  expect(entered(key({}))).toBe(true);
  // Chromium tells of it within the composition, WebKit after its end.
  expect(entered(key({ isComposing: true, keyCode: 229 }))).toBe(false);
  expect(entered(key({ keyCode: 229 }))).toBe(false);
  expect(entered(key({ repeat: true }))).toBe(false);
  expect(entered(key({ key: "a", keyCode: 65 }))).toBe(false);
  expect(composing(key({ key: "Process", keyCode: 229 }))).toBe(true);
});
