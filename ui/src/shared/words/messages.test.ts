import { expect, test } from "vitest";
import bindings from "../../bindings.ts?raw";
import { m } from "../../paraglide/messages.js";
import { byLanguage, languages as spoken } from "../state/language.svelte";
import type { Language } from "../state/language.svelte";

type Messages = Record<string, unknown>;

function messagesOf(raw: string): Messages {
  const parsed: unknown = JSON.parse(raw);
  if (typeof parsed !== "object" || parsed === null) throw new Error("messages are an object");
  return Object.fromEntries(Object.entries(parsed).filter(([key]) => key !== "$schema"));
}

/** Every text of a message: one, or one for each form of a plural. */
function textsOf(message: unknown): string[] {
  if (typeof message === "string") return [message];
  const forms: unknown = Array.isArray(message) ? message[0] : null;
  if (typeof forms !== "object" || forms === null || !("match" in forms)) return [];
  return Object.values(forms.match as Record<string, string>);
}

function holesOf(message: unknown): string[] {
  return [...new Set(textsOf(message).flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map((hole) => String(hole[1]))))].sort();
}

/** The words of a union of string literals in the bindings, or the kinds of a tagged one. */
function wordsOf(type: string, tagged = false): string[] {
  const from = bindings.indexOf(`export type ${type} =`);
  if (from < 0) return [];
  const rest = bindings.slice(from + 12);
  const next = rest.search(/\n(export |\/\* Tauri)/);
  const body = (next < 0 ? rest : rest.slice(0, next)).replace(/\/\*[\s\S]*?\*\//g, "").replace(/\/\/.*$/gm, "");
  const words = tagged ? body.matchAll(/["']?kind["']?\s*:\s*"(\w+)"/g) : body.matchAll(/"(\w+)"/g);
  return [...new Set([...words].map((word) => String(word[1])))];
}

const files = import.meta.glob<string>("../../../messages/*.json", { query: "?raw", import: "default", eager: true });
const languages: Record<Language, Messages> = byLanguage((each) => messagesOf(files[`../../../messages/${each}.json`] ?? ""));
const others = spoken.filter((each) => each !== "en");

/** All that may say a message: `m.key`, or the page that stands there before any script runs. A test says nothing to anybody. */
const code = import.meta.glob<string>(["../../**/*.{ts,svelte}", "!../../paraglide/**", "!../../**/*.test.ts", "!../../bindings.ts"], { query: "?raw", import: "default", eager: true });
const said = new Set(Object.values(code).flatMap((text) => [...text.matchAll(/\bm\.(\w+)/g)].map((found) => String(found[1]))));
const before = import.meta.glob<string>("../../../languages.js", { query: "?raw", import: "default", eager: true });
const saidBefore = new Set(Object.values(before).flatMap((text) => [...text.matchAll(/\bsilent_\w+/g)].map((found) => found[0])));

test("every_message_is_said_somewhere", () => {
  expect(Object.keys(code).length).toBeGreaterThan(300);
  expect([...said].filter((key) => key in languages.en).length).toBeGreaterThan(2000);
  expect(Object.keys(languages.en).filter((key) => !said.has(key) && !saidBefore.has(key))).toEqual([]);
});

test("every_file_of_messages_is_spoken", () => {
  expect(Object.keys(files)).toHaveLength(spoken.length);
  expect(others).toContain("hi");
});

test.each(others)("%s_has_the_keys_of_english", (other) => {
  expect(Object.keys(languages[other]).sort()).toEqual(Object.keys(languages.en).sort());
});

test.each(spoken)("no_message_is_empty_in_%s", (language) => {
  const empty = Object.entries(languages[language]).filter(([, message]) => textsOf(message).length === 0 || textsOf(message).some((text) => text.trim() === ""));
  expect(empty).toEqual([]);
});

test.each(others)("%s_has_the_holes_of_english", (other) => {
  for (const [key, message] of Object.entries(languages.en)) expect([key, holesOf(languages[other][key])]).toEqual([key, holesOf(message)]);
});

test("hindi_is_written_in_devanagari", () => {
  const foreign = Object.entries(languages.hi).filter(([key, message]) => key !== "key_enter" && textsOf(message).some((text) => /[A-Za-z]/.test(text.replace(/\{\w+\}/g, "")) && !/[\u0900-\u097f]/.test(text)));
  expect(foreign).toEqual([]);
});

// Offline, a message plugin that was not found compiles to nothing without a word.
test("the_compiled_messages_speak", () => {
  expect(m.nav_sell({}, { locale: "en" })).toBe("Sell");
  expect(m.nav_sell({}, { locale: "hi" })).toBe("बिक्री");
  expect(m.nav_open_sales({ count: 1 }, { locale: "en" })).toBe("1 sale is to be settled");
  expect(m.nav_open_sales({ count: 2 }, { locale: "en" })).toBe("2 sales are to be settled");
  expect(m.shift_waiting({ count: 1, amount: "₹ 9" }, { locale: "en" })).toContain("1 sale waits");
  expect(m.shift_waiting({ count: 2, amount: "₹ 9" }, { locale: "en" })).toContain("2 sales wait");
});

// "1 sales" is read as a mistake of the program.
test("what_is_counted_has_a_form_for_one", () => {
  const counts = /\{(count|days|digits|hours|least|left|max|minutes|months|most|orders|times|tries)\} (more )?[a-z’]+s\b/;
  const stiff = Object.entries(languages.en).filter(([, message]) => typeof message === "string" && counts.test(message));
  expect(stiff).toEqual([]);
  expect(m.shift_waiting({ count: 1, amount: "₹ 299" }, { locale: "en" })).toMatch(/^1 sale waits/);
  expect(m.shift_waiting({ count: 2, amount: "₹ 598" }, { locale: "en" })).toMatch(/^2 sales wait /);
});

test("what_may_be_left_out_is_not_said_to_be_needed", () => {
  for (const text of Object.values(languages.hi).flatMap(textsOf)) expect(text).not.toContain("(ज़रूरी हो तो)");
});

// The word for what waits is not the word for what is owed.
test("pending_is_no_word_of_udhaar", () => {
  expect(m.nav_pending({}, { locale: "hi" })).toBe("रुके हुए");
  expect(m.slip_says_waiting({}, { locale: "hi" })).toBe("अभी पूरा नहीं हुआ (PENDING)");
  for (const text of Object.values(languages.hi).flatMap(textsOf)) expect(text).not.toMatch(/[“"]बाकी[”"]/);
});

const codes: [type: string, prefix: string, atLeast: number][] = [
  ["SaleState", "state_", 8],
  ["Reason", "reason_", 11],
  ["EventKind", "event_", 15],
  ["Attention", "attention_", 2],
  ["Service", "service_", 16],
  ["Field", "extra_", 10],
  ["WhyNot", "why_not_", 5],
  ["Provenance", "provenance_", 6],
  ["Check", "checked_", 10],
  ["Verdict", "verdict_", 3],
  ["DeskField", "deskfield_", 24],
  ["PanMode", "pan_mode_", 2],
  ["CannotAsk", "cannot_ask_", 2],
];

test.each(codes)("every_%s_has_words", (type, prefix, atLeast) => {
  const words = wordsOf(type);
  expect(words.length).toBeGreaterThanOrEqual(atLeast);
  for (const word of words) expect(Object.keys(languages.en)).toContain(`${prefix}${word}`);
});

test("every_problem_has_a_sentence", () => {
  const kinds = wordsOf("Problem", true);
  expect(kinds.length).toBeGreaterThan(90);
  for (const kind of kinds) {
    expect(Object.keys(languages.en)).toContain(`problem_${kind}`);
    for (const text of Object.values(languages).flatMap((language) => textsOf(language[`problem_${kind}`]))) expect(text).toMatch(/[.।”]$|example\.in$|होता है।$/);
  }
});
