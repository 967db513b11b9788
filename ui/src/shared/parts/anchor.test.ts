import { expect, test } from "vitest";
import { heldTop, middle } from "./anchor";

test("a_dialog_stands_in_the_middle_and_never_above_the_edge", () => {
  expect([middle(600, 800, 24), middle(601, 800, 24), middle(790, 800, 24)]).toEqual([100, 99, 24]);
});

test("what_comes_into_it_moves_nothing_above_as_long_as_there_is_room_below", () => {
  expect([635, 658, 676].map((height) => heldTop(100, height, 800, 24))).toEqual([100, 100, 100]);
  // It reaches the edge: only then it goes up, and never beyond the upper one.
  expect([700, 752, 900].map((height) => heldTop(100, height, 800, 24))).toEqual([76, 24, 24]);
});

test("what_goes_from_it_moves_nothing_above", () => {
  expect(heldTop(100, 200, 800, 24)).toBe(100);
});
