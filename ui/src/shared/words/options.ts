/** `line` stands under the name in small print; `blocked` says why it cannot be chosen. */
export type Option = { id: string; text: string; also?: string; badge?: string; colour?: string; line?: string; blocked?: string | null };

/** More rows than this nobody reads: typing finds the rest. */
export const MOST_ROWS = 50;

/** What begins with the typed words comes first, then what has a word beginning with them, then what merely contains them. */
export function narrow(options: Option[], typed: string): Option[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === "") return options;
  const ranked = options.map((option) => ({ option, rank: rankOf(`${option.text} ${option.also ?? ""} ${option.line ?? ""}`.toLowerCase(), wanted) }));
  return ranked.filter(({ rank }) => rank < 3).sort((a, b) => a.rank - b.rank).map(({ option }) => option);
}

/** The options a search found, in the order in which it found them. */
export function ordered(options: Option[], ids: string[]): Option[] {
  const known = new Map(options.map((option) => [option.id, option]));
  return ids.map((id) => known.get(id)).filter((option) => option !== undefined);
}

/** The first that can be chosen; the first of all where none can. */
export function firstFree(options: Option[]): number {
  return Math.max(0, options.findIndex((option) => !option.blocked));
}

function rankOf(text: string, wanted: string): number {
  if (text.startsWith(wanted)) return 0;
  if (text.includes(` ${wanted}`)) return 1;
  return text.includes(wanted) ? 2 : 3;
}
