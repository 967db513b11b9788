import { expect, test } from "vitest";
import { foldWords, folds } from "./told";

const most = (window: "low" | "short" | "tall", isBusy: boolean): number => [0, 1, 2, 3].filter((count) => !folds(count, window, isBusy)).length - 1;

test("the_form_is_whole_before_notices_are", () => {
  expect((["low", "short", "tall"] as const).map((window) => most(window, false))).toEqual([1, 2, 2]);
  // In a low window the outcome has all of the room.
  expect((["low", "short", "tall"] as const).map((window) => most(window, true))).toEqual([0, 1, 2]);
  expect(folds(0, "low", true)).toBe(false);
  expect([folds(1, "short", true, true), folds(1, "short", false, true), folds(1, "low", false, true), folds(0, "low", true, true)], "a line that leads somebody has the room of one").toEqual([true, false, true, false]);
});

test("what_is_folded_says_how_much_it_is_and_what_is_in_doubt", () => {
  expect(foldWords(3, true)).toBe("3 notices: sales may have gone through twice");
  expect(foldWords(3, false)).toBe("3 notices to look at");
  expect(foldWords(1, true)).toBe("1 notice: sales may have gone through twice");
});
