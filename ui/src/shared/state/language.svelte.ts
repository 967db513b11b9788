import { overwriteGetLocale } from "../../paraglide/runtime.js";
import type { Language } from "../../platform/counter";

// Messages are functions that ask for the locale when called; asking this rune makes every string on the screen follow a switch
// of language without a reload.
const KEY = "galla.language";

// What was spoken here last, for the words before the counter is open and its settings are read.
function lastSpoken(): Language {
  try {
    return localStorage.getItem(KEY) === "hi" ? "hi" : "en";
  } catch {
    return "en";
  }
}

let current = $state<Language>(lastSpoken());
if (typeof document !== "undefined") document.documentElement.lang = lastSpoken();

overwriteGetLocale(() => current);

export function language(): Language {
  return current;
}

export function speak(next: Language): void {
  current = next;
  if (typeof document !== "undefined") document.documentElement.lang = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // A window without storage begins in English.
  }
}
