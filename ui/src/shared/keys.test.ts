import { afterEach, expect, test, vi } from "vitest";
import { composing, entered, isCovered, isLetter, isShortcut, plain } from "./keys";

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

afterEach(() => vi.unstubAllGlobals());

test("a_panel_covers_the_screen_like_a_dialog", () => {
  let standing = "";
  vi.stubGlobal("document", { querySelector: (wanted: string) => (wanted.split(", ").includes(standing) ? {} : null) });
  const found = ["", "dialog[open]", '[role="dialog"]'].map((there) => {
    standing = there;
    return isCovered();
  });
  expect(found).toEqual([false, true, true]);
});

test("a_key_that_is_held_is_as_plain_as_another", () => {
  expect([plain(key({ repeat: true })), plain(key({ ctrlKey: true })), plain(key({ isComposing: true }))]).toEqual([true, false, false]);
});

test("a_letter_of_any_script_is_one, and_no_other_key_is", () => {
  expect(["w", "W", "é", "क", "\u093e"].every(isLetter)).toBe(true);
  expect(["1", "\u096f", ".", ",", "₹", " ", "?", "Enter", "Tab", "End", "F2", "ArrowUp"].some(isLetter)).toBe(false);
});

test("a_shortcut_is_no_typed_letter", () => {
  const bare = { ctrlKey: false, metaKey: false, altKey: false };
  expect([{ ...bare, key: "a", ctrlKey: true }, { ...bare, key: "n", metaKey: true }, { ...bare, key: "f", altKey: true }, { ...bare, key: "F4" }, { ...bare, key: "F12" }].every(isShortcut)).toBe(true);
  expect(["a", "F", "9", "Enter", "Backspace", "Escape"].some((key) => isShortcut({ ...bare, key }))).toBe(false);
});
