// The search of Settings: by title and by everyday words, in every language at once, whichever the screen shows.
import { languages } from "../shared/state/language.svelte";
import type { Entry } from "./places";

/** What is searched of a form, or of a place on another screen. */
type Sought = Pick<Entry, "title" | "find" | "placeTitle" | "groupTitle">;

type Said = { title: string; words: string };

/** Small letters, no dots below, one sign for a nasal: कागज़ and कागज, हिन्दी and हिंदी are one word to whoever types it. A hyphen is a blank. */
function plain(text: string): string {
  const bare = text.normalize("NFD").replace(/[\u093c\u0300-\u036f\u200c\u200d]/g, "");
  return bare.replace(/[ङञणनम]\u094d(?=[क-ह])|ँ/g, "ं").toLowerCase().replace(/[-–/.,·:()]/g, " ").replace(/\s+/g, " ").trim();
}

function saidOf(entry: Sought): Said[] {
  return languages.map((locale) => ({ title: plain(entry.title({}, { locale })), words: plain(`${entry.find({}, { locale })} ${entry.placeTitle({}, { locale })} ${entry.groupTitle({}, { locale })}`) }));
}

/** How well a typed word fits, 0 the best; null: not at all. A word of one sign is no word's middle. */
function rank(said: Said, word: string): number | null {
  const title = ` ${said.title}`;
  const words = ` ${said.words}`;
  if (said.title === word) return 0;
  if (title.startsWith(` ${word}`)) return 1;
  if (title.includes(` ${word}`)) return 2;
  if (`${words} `.includes(` ${word} `)) return 3;
  if (words.includes(` ${word}`)) return 4;
  return word.length > 2 && (title.includes(word) || words.includes(word)) ? 5 : null;
}

/** The sum over all typed words, each by the language in which it fits best; null where one of them fits nowhere. */
function score(entry: Sought, typed: string): number | null {
  const said = saidOf(entry);
  if (said.some(({ title }) => title === typed)) return -1;
  let sum = 0;
  for (const word of typed.split(" ")) {
    const ranks = said.map((each) => rank(each, word)).filter((each) => each !== null);
    if (ranks.length === 0) return null;
    sum += Math.min(...ranks);
  }
  return sum;
}

/** The forms that hold every word typed, the best first; equal ones in the order of the page. All of them for nothing typed. */
export function found<T extends Sought>(entries: readonly T[], typed: string): T[] {
  const wanted = plain(typed);
  if (wanted === "") return [...entries];
  const scored = entries.map((entry) => ({ entry, score: score(entry, wanted) }));
  return scored.filter((each): each is { entry: T; score: number } => each.score !== null).sort((a, b) => a.score - b.score).map(({ entry }) => entry);
}
