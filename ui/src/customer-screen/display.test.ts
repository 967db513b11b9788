import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { CustomerSight } from "../platform/customer";
import { Display, PATIENT_MS, QUIET_MS } from "./display.svelte";

const shop = { shop: "Sharma Telecom", language: "en", dark: false, practice: false };
const nothing = { sale: null, pay_paise: null, code: null, reference: null };

function sight(phase: CustomerSight["phase"], number: string, more: Partial<CustomerSight> = {}): CustomerSight {
  return { ...shop, ...nothing, phase, sale: { number, operator: "Airtel", amount_paise: 29_900 }, ...more };
}

let display: Display;
beforeEach(() => {
  vi.useFakeTimers();
  display = new Display();
});
afterEach(() => vi.useRealTimers());

test("a_sale_leaves_after_a_minute_in_which_nothing_came_of_it", () => {
  display.take(sight("done", "98765 43210", { reference: "BR1" }));
  vi.advanceTimersByTime(QUIET_MS - 1);
  expect(display.sight?.sale?.number).toBe("98765 43210");
  vi.advanceTimersByTime(1);
  expect(display.sight).toEqual({ ...shop, ...nothing, phase: "idle" });
});

test("each_digit_begins_the_minute_anew", () => {
  display.take(sight("typing", "98765"));
  vi.advanceTimersByTime(QUIET_MS - 1);
  display.take(sight("typing", "98765 4"));
  vi.advanceTimersByTime(QUIET_MS - 1);
  expect(display.sight?.sale?.number).toBe("98765 4");
  vi.advanceTimersByTime(1);
  expect(display.sight?.sale).toBeNull();
});

test("another_look_or_language_keeps_nobody_on_the_screen", () => {
  display.take(sight("done", "98765 43210"));
  vi.advanceTimersByTime(QUIET_MS - 1);
  display.take(sight("done", "98765 43210", { dark: true, language: "hi" }));
  expect(display.sight?.dark).toBe(true);
  vi.advanceTimersByTime(1);
  expect(display.sight?.sale).toBeNull();
});

test("who_pays_by_a_code_or_waits_has_longer", () => {
  for (const patient of [sight("asked", "98765 43210", { code: { size: 21, path: "M4 4h1v1h-1z" } }), sight("waiting", "98765 43210")]) {
    display.take(patient);
    vi.advanceTimersByTime(PATIENT_MS - 1);
    expect(display.sight?.sale).not.toBeNull();
    vi.advanceTimersByTime(1);
    expect(display.sight?.sale).toBeNull();
  }
});

test("news_of_a_sale_that_left_is_not_for_whoever_stands_there_now", () => {
  display.take(sight("waiting", "98765 43210"));
  vi.advanceTimersByTime(PATIENT_MS);
  display.take(sight("given_back", "98765 43210"));
  expect(display.sight).toEqual({ ...shop, ...nothing, phase: "idle" });
  // The same number sold again is another sale.
  display.take(sight("asked", "98765 43210"));
  display.take(sight("done", "98765 43210"));
  expect(display.sight?.phase).toBe("done");
});

test("who_took_long_to_pay_sees_how_it_ends", () => {
  display.take(sight("asked", "98765 43210"));
  vi.advanceTimersByTime(QUIET_MS);
  expect(display.sight?.phase).toBe("idle");
  display.take(sight("sending", "98765 43210"));
  expect(display.sight?.phase).toBe("sending");
});

test("the_first_digit_of_the_next_takes_the_place_of_the_last", () => {
  display.take(sight("done", "98765 43210", { reference: "BR1" }));
  display.take({ ...shop, ...nothing, phase: "typing", sale: { number: "8", operator: "", amount_paise: null } });
  expect(JSON.stringify(display.sight)).not.toMatch(/98765|29900|Airtel|BR1/);
});
