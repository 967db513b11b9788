import { render } from "svelte/server";
import { expect, test } from "vitest";
import type { Books, Counter, CounterNow, SaleView } from "../platform/counter";
import { house } from "../shared/state/house.svelte";
import Notices from "./Notices.svelte";

const read = "files_taken_back";

/** What stands above the form with so many notices about the start, and sales in doubt. */
function shown(files: Partial<Books>, loud: number, inFlight = 0): string {
  const books = { files_taken_back: [], files_made_anew: [], files_unread: [], has_reports: false, ...files };
  house.counter = { books, in_flight_at_start: inFlight, logins: { missing: [], found: [] }, keychain: "ok" } as unknown as Counter;
  house.now = { clock: null, loud: Array.from({ length: loud }, () => ({}) as SaleView) } as unknown as CounterNow;
  return render(Notices).body.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ").trim();
}

test("two_notices_stand_as_they_are", () => {
  expect(shown({}, 0)).toBe("");
  const both = shown({ [read]: ["settings.json"] }, 2);
  expect(both).toContain("2 sales may have been carried out twice");
  expect(both).toContain("settings.json was damaged");
});

test("a_file_that_could_not_be_read_is_told", () => {
  expect(shown({ files_unread: ["settings.json"] }, 0)).toContain("settings.json could not be read and was left as it is");
});

test("more_than_two_notices_are_one_line_that_opens", () => {
  expect(shown({ [read]: ["settings.json"], has_reports: true }, 2)).toBe("3 notices, one about sales in doubt Show");
  expect(shown({ [read]: ["settings.json"], has_reports: true }, 0, 1)).toBe("3 notices to look at Show");
});
