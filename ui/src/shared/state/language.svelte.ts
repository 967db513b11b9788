import { baseLocale, locales, overwriteGetLocale } from "../../paraglide/runtime.js";

/** A language that the window speaks, by its code. */
export type Language = (typeof locales)[number];

/** Every language there is: one file of messages each. */
export const languages: readonly Language[] = locales;

/** What a window begins in. */
const firstLanguage: Language = baseLocale;

/** Something made once for every language, when it is first wanted: formats of times and money take long to make, and a start has no time. */
export function byLanguage<Made>(make: (language: Language) => Made): Readonly<Record<Language, Made>> {
  const made: { [Each in Language]?: Made } = {};
  for (const each of languages) Object.defineProperty(made, each, { enumerable: true, get: once(() => make(each)) });
  return made as Record<Language, Made>;
}

function once<Made>(make: () => Made): () => Made {
  let made: { value: Made } | null = null;
  return () => (made ??= { value: make() }).value;
}

/** What has a name in every language: a column for each. */
export type Named = { names: Record<string, string> };

/** Its name in the language of the screen. */
export function nameOf(named: Named): string {
  return named.names[language()] ?? named.names[firstLanguage] ?? "";
}

/** Its names in the other languages, by which it is found too. */
export function otherNamesOf(named: Named): string {
  const others = languages.filter((each) => each !== language());
  return others.map((each) => named.names[each] ?? "").join(" ");
}

// Messages are functions that ask for the locale when called; asking this rune makes every string on the screen follow a switch
// of language without a reload.
const KEY = "galla.language";

function known(code: string | null): Language {
  return languages.find((each) => each === code) ?? firstLanguage;
}

// What was spoken here last, for the words before the counter is open and its settings are read.
function lastSpoken(): Language {
  try {
    return known(localStorage.getItem(KEY));
  } catch {
    return firstLanguage;
  }
}

let current = $state<Language>(lastSpoken());
if (typeof document !== "undefined") document.documentElement.lang = lastSpoken();

overwriteGetLocale(() => current);

export function language(): Language {
  return current;
}

/** Speaks a language from now on. The shop's settings know it by its code alone. */
export function speak(code: string): void {
  const next = known(code);
  current = next;
  if (typeof document !== "undefined") document.documentElement.lang = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // A window without storage begins in the first language.
  }
}
