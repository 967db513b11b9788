import { expect, test } from "vitest";
import { stepped } from "./tabs";

const tabs = [{ tab: "sales" }, { tab: "money" }, { tab: "close" }] as const;

test("the_arrows_go_round", () => {
  expect(stepped(tabs, "sales", 1)).toBe("money");
  expect(stepped(tabs, "sales", -1)).toBe("close");
  expect(stepped(tabs, "close", 1)).toBe("sales");
});
