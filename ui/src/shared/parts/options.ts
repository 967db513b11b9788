export type Option = { id: string; text: string; also?: string; badge?: string; colour?: string };

/** What begins with the typed words comes first, then what has a word beginning with them, then what merely contains them. */
export function narrow(options: Option[], typed: string): Option[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === "") return options;
  const ranked = options.map((option) => ({ option, rank: rankOf(`${option.text} ${option.also ?? ""}`.toLowerCase(), wanted) }));
  return ranked.filter(({ rank }) => rank < 3).sort((a, b) => a.rank - b.rank).map(({ option }) => option);
}

function rankOf(text: string, wanted: string): number {
  if (text.startsWith(wanted)) return 0;
  if (text.includes(` ${wanted}`)) return 1;
  return text.includes(wanted) ? 2 : 3;
}
