import { afterEach, expect, test } from "vitest";
import { byLanguage, language, languages, nameOf, otherNamesOf, speak } from "../state/language.svelte";
import { ownNameOf } from "./words";

const delhi = { names: { en: "Delhi", hi: "दिल्ली" } };

afterEach(() => speak("en"));

test("a_thing_is_called_in_the_language_of_the_screen_and_found_by_the_others", () => {
  expect([nameOf(delhi), otherNamesOf(delhi).trim()]).toEqual(["Delhi", "दिल्ली"]);
  speak("hi");
  expect([nameOf(delhi), otherNamesOf(delhi).trim()]).toEqual(["दिल्ली", "Delhi"]);
});

test("a_language_is_called_by_its_own_name_whatever_the_screen_speaks", () => {
  speak("hi");
  expect(languages.map(ownNameOf).slice(0, 2)).toEqual(["English", "हिन्दी"]);
  expect(new Set(languages.map(ownNameOf)).size).toBe(languages.length);
  expect(byLanguage((each) => each)).toMatchObject({ en: "en", hi: "hi" });
});

test("a_language_that_this_window_does_not_know_is_spoken_in_english", () => {
  speak("hi");
  speak("tlh");
  expect(language()).toBe("en");
});

test("what_a_language_needs_is_made_when_it_is_spoken_and_once", () => {
  const made: string[] = [];
  const signs = byLanguage((each) => { made.push(each); return each.toUpperCase(); });
  expect(made).toEqual([]);
  expect([signs.hi, signs.hi]).toEqual(["HI", "HI"]);
  expect(made).toEqual(["hi"]);
});
