import { expect, test } from "vitest";
import { placeOf, stepped, tabOf, tabOfKey, tabs } from "./tabs";

test("each_tab_has_a_place_and_is_found_there_again", () => {
  for (const { tab } of tabs) expect(tabOf(placeOf(tab).split("/")[1] ?? null)).toBe(tab);
  expect(tabOf("12")).toBe("sales");
});

test("the_arrows_go_round", () => {
  expect(stepped("sales", 1)).toBe("money");
  expect(stepped("sales", -1)).toBe("close");
  expect(stepped("close", 1)).toBe("sales");
});

test("a_digit_opens_a_tab_and_no_other_key_does", () => {
  expect(tabOfKey("1")).toBe("sales");
  expect(tabOfKey("4")).toBe("close");
  for (const key of ["0", "5", "9", "a", "Enter", " "]) expect(tabOfKey(key)).toBeNull();
});
