// Which part of a text is what was searched.

export type Part = { text: string; on: boolean };

/** The text in parts, the first match marked. Blanks count for nothing, and neither do capitals. */
export function marked(text: string, sought: string): Part[] {
  const signs = Array.from(text);
  const places = signs.flatMap((sign, at) => (/\s/.test(sign) ? [] : [at]));
  const plain = places.map((at) => signs[at]?.toLowerCase() ?? "");
  const wanted = Array.from(sought.replace(/\s/g, "").toLowerCase());
  const begins = plain.findIndex((_, at) => wanted.length > 0 && wanted.every((sign, step) => plain[at + step] === sign));
  const [from, to] = [places[begins], places[begins + wanted.length - 1]];
  if (from === undefined || to === undefined) return [{ text, on: false }];
  const parts = [
    { text: signs.slice(0, from).join(""), on: false },
    { text: signs.slice(from, to + 1).join(""), on: true },
    { text: signs.slice(to + 1).join(""), on: false },
  ];
  return parts.filter((part) => part.text !== "");
}

/** The first of these texts that has what was searched in it. */
export function matching(texts: (string | null | undefined)[], sought: string): string | null {
  return texts.find((text) => text != null && marked(text, sought).some((part) => part.on)) ?? null;
}
