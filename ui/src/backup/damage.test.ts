import { render } from "svelte/server";
import { expect, test } from "vitest";
import type { Counter } from "../platform/counter";
import { house } from "../shared/state/house.svelte";
import Damage from "./Damage.svelte";

function shown(not_given: boolean): string {
  const damage = { mode: "real", not_given, backup: null, orders_to_ask: 0 };
  house.counter = { books: { damage } } as unknown as Counter;
  return render(Damage).body;
}

test("a_disk_that_does_not_give_the_books_is_told_apart_and_repair_is_not_the_first_thing", () => {
  const unread = shown(true);
  expect(unread).toContain("The disk does not give a part of the books");
  expect(unread.indexOf("look at its plug")).toBeLessThan(unread.indexOf(">Repair<"));
  expect(unread).not.toContain("The ledger is damaged");
  expect(unread.match(/<button class="go.*?<\/button>/g)).toEqual([expect.stringContaining(">Try again<")]);
  const damaged = shown(false);
  expect(damaged).toContain("The ledger is damaged");
  expect(damaged).toMatch(/<button class="go[^>]*>Repair</);
  expect(damaged).not.toContain("Try again");
});
