import { overwriteGetLocale } from "../paraglide/runtime.js";
import type { Language } from "../platform/counter";

// Messages are functions that ask for the locale when called; asking this rune makes every string on the screen follow a switch
// of language without a reload.
let current = $state<Language>("en");

overwriteGetLocale(() => current);

export function language(): Language {
  return current;
}

export function speak(next: Language): void {
  current = next;
  if (typeof document !== "undefined") document.documentElement.lang = next;
}
