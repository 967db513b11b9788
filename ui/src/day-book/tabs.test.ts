import { expect, test } from "vitest";
import { stepped } from "../shared/parts/tabs";
import { placeOf, tabOf, tabs } from "./tabs";

test("each_tab_has_a_place_and_is_found_there_again", () => {
  for (const { tab } of tabs) expect(tabOf(placeOf(tab).split("/")[1] ?? null)).toBe(tab);
  expect(tabOf("12")).toBe("sales");
});

test("the_arrows_go_round", () => {
  expect(stepped(tabs, "sales", 1)).toBe("money");
  expect(stepped(tabs, "sales", -1)).toBe("close");
  expect(stepped(tabs, "close", 1)).toBe("sales");
});
