import { expect, test } from "vitest";
import { hrefOf } from "../shared/state/route.svelte";
import { tabOf, tabs } from "./tabs";

test("each_tab_has_a_place_and_is_found_there_again", () => {
  for (const { tab } of tabs) expect(tabOf(hrefOf("reports", tab).split("/")[1] ?? null)).toBe(tab);
  expect([tabOf(null), tabOf("12")]).toEqual(["overview", "overview"]);
});
