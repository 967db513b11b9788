import { render } from "svelte/server";
import { expect, test } from "vitest";
import type { Counter, Wallet } from "../platform/counter";
import { house } from "../shared/state/house.svelte";
import { speak } from "../shared/state/language.svelte";
import { firstToRunOut, hourWords, inHeader, lastsWords, soldFrom } from "./purse";
import Purse from "./Purse.svelte";

const at = (text: string): number => Date.parse(`${text}+05:30`);
const now = at("2026-11-20T15:10:00");

function wallet(name: string, more: Partial<Wallet>): Wallet {
  return { provider: name, name, balance_paise: 100_000, read_at_ms: now, used_up_at_ms: null, is_used: true, booked_paise: null, low_paise: null, is_low: false, closed: null, said: null, ...more };
}

test("the_wallet_that_is_used_up_first_is_told_and_then_the_low_one", () => {
  const plain = wallet("plain", { balance_paise: 50_000 });
  const low = wallet("low", { is_low: true });
  const soon = wallet("soon", { used_up_at_ms: now + 3_600_000, balance_paise: 900_000 });
  const later = wallet("later", { used_up_at_ms: now + 7_200_000 });
  const unread = wallet("unread", { balance_paise: null });
  expect(firstToRunOut([plain, low, later, soon, unread])?.name).toBe("soon");
  expect(firstToRunOut([plain, low, unread])?.name).toBe("low");
  expect(firstToRunOut([unread, plain])?.name).toBe("plain");
  expect(firstToRunOut([unread])?.name).toBe("unread");
  expect(firstToRunOut([])).toBeNull();
});

test("a_wallet_that_nothing_was_ever_sold_through_is_not_the_one_to_load", () => {
  const empty = wallet("empty", { is_used: false, balance_paise: 0, is_low: true });
  const used = wallet("used", { balance_paise: 900_000 });
  expect(firstToRunOut([empty, used])?.name).toBe("used");
  // Before the first sale there is none to choose from.
  expect(firstToRunOut([empty])?.name).toBe("empty");
});

test("how_long_a_wallet_lasts_is_said_in_hours_of_the_day", () => {
  const lasts = (ends: string): string | null => lastsWords(wallet("a", { used_up_at_ms: at(ends) }), now);
  expect(lasts("2026-11-20T17:50:00")).toBe("till about 6\u00a0PM");
  expect(lasts("2026-11-20T18:29:00")).toBe("till about 6\u00a0PM");
  expect(lasts("2026-11-21T11:10:00")).toBe("till tomorrow about 11\u00a0AM");
  expect(lasts("2026-11-24T12:00:00")).toBe("for about 4 days");
  expect(lastsWords(wallet("a", {}), now)).toBeNull();
  expect(lastsWords(wallet("a", { used_up_at_ms: now, balance_paise: -5 }), now)).toBe("used up");
});

test("the_hour_is_said_as_a_shopkeeper_says_it", () => {
  const said = [["12:10", "12\u00a0noon"], ["12:40", "1\u00a0PM"], ["21:10", "9\u00a0PM"], ["23:40", "midnight"], ["00:40", "1\u00a0AM"], ["07:00", "7\u00a0AM"]] as const;
  for (const [time, words] of said) expect(hourWords(at(`2026-11-20T${time}:00`))).toBe(words);
  speak("hi");
  expect(hourWords(at("2026-11-20T17:50:00"))).toBe("शाम 6 बजे");
  expect(hourWords(at("2026-11-20T13:10:00"))).toBe("दोपहर 1 बजे");
  expect(hourWords(at("2026-11-20T23:40:00"))).toBe("रात 12 बजे");
  speak("en");
});

test("before_the_first_sale_no_company_is_named_where_there_are_several", () => {
  const [one, other] = [wallet("one", { is_used: false, balance_paise: 5_000 }), wallet("other", { is_used: false, balance_paise: null })];
  expect(inHeader([one, other])).toEqual({ sum_paise: 5_000 });
  expect(inHeader([other, { ...other }])).toEqual({ sum_paise: null });
  // The only one needs no choice, and the first sale makes one.
  expect(inHeader([one])).toEqual({ first: one });
  expect(inHeader([one, { ...other, is_used: true }])).toEqual({ first: { ...other, is_used: true } });
  expect(inHeader([])).toBeNull();
});

test("while_a_strip_stands_its_own_wallet_is_shown", () => {
  const [soon, other] = [wallet("soon", { used_up_at_ms: now + 3_600_000 }), wallet("other", {})];
  expect(soldFrom([soon, other], "other")?.name).toBe("other");
  expect(soldFrom([soon, other], null)).toBeNull();
  expect(soldFrom([soon], "other")).toBeNull();
});

test("the_header_says_why_it_shows_that_wallet", () => {
  house.counter = { settings: { mode: "real" } } as unknown as Counter;
  const [soon, other] = [wallet("soon", { used_up_at_ms: now + 3_600_000 }), wallet("other", {})];
  const said = (wallets: Wallet[]): string => render(Purse, { props: { wallets } }).body;
  expect(said([soon, other])).toMatch(/<span class="why[^>]*>Runs out first:</);
  speak("hi");
  expect(said([soon, other])).toMatch(/<span class="why[^>]*>पहले खत्म होगा:</);
  speak("en");
  // Of the only one there is nothing to say.
  expect(said([soon])).not.toContain("Runs out first");
});
