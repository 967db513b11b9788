import { render } from "svelte/server";
import { expect, test } from "vitest";
import type { Books, Counter } from "../../platform/counter";
import { house } from "../../shared/state/house.svelte";
import BooksCheck from "./BooksCheck.svelte";

/** The card's words while the check stands so. */
function shown(check: Partial<Books["file_check"]>, damage: object | null = null): string {
  const file_check = { ended_ms: null, damage: null, is_unread: false, ...check };
  house.counter = { books: { file_check, damage, thinned: [] } } as unknown as Counter;
  return render(BooksCheck).body.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ").trim();
}

test("the_check_up_says_when_the_books_were_checked_and_what_was_found", () => {
  const ended_ms = Date.UTC(2025, 10, 20, 11, 12);
  expect(shown({ ended_ms: null, damage: null })).toMatch(/^– The books Not checked /);
  expect(shown({ ended_ms, damage: null })).toMatch(/^✓ The books Checked from the first page to the last: 20 Nov 2025, 4:42.PM\. Nothing is damaged\./);
  expect(shown({ ended_ms, damage: "pages of sale" })).toMatch(/^✗ The books Damage was found: 20 Nov 2025, 4:42.PM \(pages of sale\)\./);
});

test("books_that_are_damaged_are_never_called_whole", () => {
  for (const ended_ms of [null, Date.UTC(2025, 10, 20)]) {
    expect(shown({ ended_ms, damage: null }, {})).toMatch(/^✗ The books The ledger is damaged\. Do not sell/);
  }
});

test("a_disk_that_does_not_give_a_part_of_the_books_is_told_of_and_damage_comes_before_it", () => {
  for (const ended_ms of [null, Date.UTC(2025, 10, 20)]) {
    expect(shown({ ended_ms, is_unread: true })).toMatch(/^✗ The books The disk could not read a part of the books.*make a backup on another disk now/);
    expect(shown({ ended_ms, is_unread: true }, {})).toMatch(/^✗ The books The ledger is damaged\. Do not sell/);
  }
  expect(shown({ ended_ms: Date.UTC(2025, 10, 20), damage: "seals", is_unread: true })).toMatch(/^✗ The books Damage was found/);
});

test("books_that_the_disk_did_not_give_at_the_start_are_not_called_damaged", () => {
  expect(shown({}, { not_given: true })).toMatch(/^✗ The books The disk could not read a part of the books/);
  expect(shown({}, { not_given: false })).toMatch(/^✗ The books The ledger is damaged\. Do not sell/);
});

test("backups_that_went_before_their_time_are_told_of", () => {
  const file_check = { ended_ms: null, damage: null, is_unread: false };
  const thinned = [{ place: "own", gone: 1, left: 6 }, { place: "second", gone: 4, left: 3 }];
  house.counter = { books: { file_check, damage: null, thinned } } as unknown as Counter;
  const { body } = render(BooksCheck);
  expect(body).toContain("The oldest backup was thrown away before its time, so that the new one had room; 6 older ones are left.");
  expect(body).toContain("The 4 oldest copies there were thrown away before their time; 3 older ones are left.");
});
