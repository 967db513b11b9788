import { expect, test } from "vitest";
import { m } from "../paraglide/messages.js";
import type { CounterNow } from "../platform/counter";
import { house } from "../shared/state/house.svelte";
import { check, checkNewest, forgetCheck } from "./here.svelte";

test("the_key_for_the_newest_open_sale_says_so_when_none_is_open", async () => {
  house.now = { tiles: [] } as unknown as CounterNow;
  await checkNewest();
  expect(check).toEqual({ problem: null, said: m.pending_none_waits() });
  forgetCheck();
  expect(check).toEqual({ problem: null, said: "" });
});
