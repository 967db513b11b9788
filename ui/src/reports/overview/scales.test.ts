import { expect, test } from "vitest";
import { band, rise } from "./scales";

test("places_side_by_side_fill_their_room_and_do_not_touch", () => {
  const places = band(["a", "b", "c", "d"], 10, 50, 0.2);
  expect([places.width, places.at("a"), places.at("d"), places.middle("a")]).toEqual([8, 11, 41, 15]);
  expect(band([], 0, 9, 0.5).at("a")).toBe(0);
  // A single day is no slab.
  const one = band(["a"], 0, 800, 0.22, 64);
  expect([one.width, one.at("a"), one.middle("a")]).toEqual([64, 368, 400]);
});

test("heights_end_at_a_round_figure_and_begin_at_nothing", () => {
  const heights = rise(17_125_100, 200, 20);
  expect(heights.ticks).toEqual([0, 5_000_000, 10_000_000, 15_000_000, 20_000_000]);
  expect([heights.at(0), heights.at(20_000_000), heights.at(10_000_000)]).toEqual([200, 20, 110]);
  expect(rise(0, 200, 20).at(0)).toBe(200);
});
