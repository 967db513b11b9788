import { render } from "svelte/server";
import { expect, test } from "vitest";
import type { Counter } from "../platform/counter";
import { house } from "../shared/state/house.svelte";
import LoginNotice from "./LoginNotice.svelte";

/** The words of the notice, as they stand beside each other; a line of its own begins with `|`. */
function told(keychain: string, waiting: number[]): string {
  const missing = waiting.map((count, at) => ({ provider: `p${at}`, name: `Provider ${at}`, waiting: count }));
  house.counter = { keychain, settings: { mode: "real" }, logins: { missing, found: [] } } as unknown as Counter;
  return render(LoginNotice).body.replace(/<!--.*?-->/gs, "").replace(/<p[^>]*>/g, "|").replace(/<[^>]+>/g, "");
}

test("no_sentence_of_the_keychain_sticks_to_the_next", () => {
  for (const keychain of ["ok", "locked", "missing"]) {
    const words = told(keychain, [0, 0, 1, 2]);
    expect(words).toMatch(/\|(?:The login of|Login not available:) Provider 1\b/);
    expect(words).not.toMatch(/[.:;?!।](?=\p{L})/u);
  }
});

test("a_locked_keychain_is_to_be_unlocked_and_nothing_is_to_be_typed_again", () => {
  expect(told("locked", [0, 2])).toMatch(/Unlock it.*not available: Provider 0\..*not available: Provider 1\. 2 sales wait/s);
  expect(told("locked", [0, 2])).not.toContain("Type");
  expect(told("ok", [0, 2])).toMatch(/Provider 0 is missing. Type it in Settings.*Type the login of Provider 1 again: 2 sales wait/s);
});

test("its_button_leads_to_the_login_that_sales_wait_for", () => {
  told("ok", [0, 2]);
  expect(render(LoginNotice).body).toContain('href="#settings/providers/p1"');
  told("ok", [0, 0]);
  expect(render(LoginNotice).body).toContain('href="#settings/providers/p0"');
  told("locked", []);
  expect(render(LoginNotice).body).not.toContain("href");
});
