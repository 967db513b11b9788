// The search of Settings: by title and by everyday words, in every language at once, whichever the screen shows.
import { languages } from "../shared/state/language.svelte";
import type { Entry } from "./places";
import { skeleton } from "./roman";

/** What is searched of a form, or of a place on another screen. */
type Sought = Pick<Entry, "title" | "find" | "placeTitle" | "groupTitle">;

/** The first of the words is the one by which people look for the form most. */
type Said = { title: string; words: string[]; heard: { title: string[]; words: string[] } };

/** Small letters, no dots below, one sign for a nasal: कागज़ and कागज, हिन्दी and हिंदी are one word to whoever types it. A hyphen is a blank. */
function plain(text: string): string {
  const bare = text.normalize("NFD").replace(/[\u093c\u0300-\u036f\u200c\u200d]/g, "");
  return bare.replace(/[ङञणनम]\u094d(?=[क-ह])|ँ/g, "ं").toLowerCase().replace(/[-–/.,·:()]/g, " ").replace(/\s+/g, " ").trim();
}

function wordsOf(text: string): string[] {
  return plain(text).split(" ");
}

/** What is said of a form never changes, and every key asks for all of it. */
const known = new WeakMap<Sought, Said[]>();

function saidOf(entry: Sought): Said[] {
  const there = known.get(entry);
  if (there !== undefined) return there;
  const said = languages.map((locale) => {
    const title = plain(entry.title({}, { locale }));
    const words = wordsOf(`${entry.find({}, { locale })} ${entry.placeTitle({}, { locale })} ${entry.groupTitle({}, { locale })}`);
    return { title, words, heard: { title: title.split(" ").map(skeleton), words: words.map(skeleton) } };
  });
  known.set(entry, said);
  return said;
}

/** How a typed word fits, 0 the best, and which of the form's words it is, by its place; null: not at all. */
type Fit = { rank: number; at: number };

function at(rank: number, words: readonly string[], is: (word: string) => boolean): Fit | null {
  const place = words.findIndex(is);
  return place < 0 ? null : { rank, at: place };
}

/** A word of one sign is no word's middle. */
function fit(said: Said, word: string): Fit | null {
  const { title, words } = said;
  if (title === word) return { rank: 0, at: 0 };
  if (title.startsWith(word)) return { rank: 1, at: 0 };
  if (title.includes(` ${word}`)) return { rank: 2, at: 0 };
  const whole = at(3, words, (each) => each === word) ?? at(4, words, (each) => each.startsWith(word));
  if (whole !== null) return whole;
  if (word.length > 2 && title.includes(word)) return { rank: 5, at: 0 };
  return (word.length > 2 ? at(5, words, (each) => each.includes(word)) : null) ?? fitByEar(said.heard, word);
}

/** What is typed in Latin letters and sounds like a word. */
function fitByEar({ title, words }: Said["heard"], word: string): Fit | null {
  const heard = /^[a-z]+$/.test(word) ? skeleton(word) : "";
  if (heard === "") return null;
  if (title.includes(heard)) return { rank: 6, at: title.length - 1 };
  return at(6, words, (each) => each === heard) ?? at(7, words, (each) => each.startsWith(heard));
}

/** What is not a list's first word comes after what is, where nothing else tells the two apart. */
const LATER = 1 / 1024;

function sum({ rank, at }: Fit): number {
  return rank + (at > 0 ? LATER : 0);
}

function best(said: readonly Said[], word: string): (Fit & { said: Said }) | null {
  const fits = said.flatMap((each) => {
    const found = fit(each, word);
    return found === null ? [] : [{ ...found, said: each }];
  });
  return fits.sort((one, other) => sum(one) - sum(other))[0] ?? null;
}

/** The sum over all typed words, each by the language in which it fits best; null where one of them fits nowhere. */
function score(entry: Sought, typed: string): number | null {
  const said = saidOf(entry);
  if (said.some(({ title }) => title === typed)) return -1;
  let all = 0;
  for (const word of typed.split(" ")) {
    const fits = best(said, word);
    if (fits === null) return null;
    all += sum(fits);
  }
  return all;
}

/** The forms that hold every word typed, the best first; equal ones in the order of the page. All of them for nothing typed. */
export function found<T extends Sought>(entries: readonly T[], typed: string): T[] {
  const wanted = plain(typed);
  if (wanted === "") return [...entries];
  const scored = entries.map((entry) => ({ entry, score: score(entry, wanted) }));
  return scored.filter((each): each is { entry: T; score: number } => each.score !== null).sort((a, b) => a.score - b.score).map(({ entry }) => entry);
}

/** The words by which a form was found and that do not stand in its title, as they are written in its list. */
export function foundBy(entry: Sought, typed: string): string[] {
  const said = saidOf(entry);
  const written = languages.map((locale) => entry.find({}, { locale }).split(" "));
  const shown = plain(entry.title());
  const words = plain(typed).split(" ").flatMap((word) => {
    const fits = word === "" || shown.includes(word) ? null : best(said, word);
    if (fits === null || fits.rank < 3) return [];
    const wanted = fits.said.words[fits.at];
    return written.flatMap((list) => list.find((each) => wordsOf(each).includes(wanted ?? "")) ?? []).slice(0, 1);
  });
  return [...new Set(words)];
}
