import { expect, test } from "vitest";
import { placeOf, tabOf, tabs } from "./tabs";

test("each_tab_has_a_place_and_is_found_there_again", () => {
  for (const { tab } of tabs) expect(tabOf(placeOf(tab).split("/")[1] ?? null)).toBe(tab);
  expect(tabOf("12")).toBe("sales");
});
