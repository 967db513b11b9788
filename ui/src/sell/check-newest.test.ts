import { expect, test } from "vitest";
import type { CounterNow } from "../platform/counter";
import { house } from "../shared/state/house.svelte";
import { check, checkNewest, forgetCheck } from "./here.svelte";

test("the_key_for_the_newest_open_sale_says_so_when_none_is_open", async () => {
  house.now = { tiles: [] } as unknown as CounterNow;
  await checkNewest();
  expect(check).toEqual({ problem: null, nothingWaits: true });
  forgetCheck();
  expect(check).toEqual({ problem: null, nothingWaits: false });
});
