// Parts of a line, with a dot between them.

/** "Airtel · Rajasthan": the parts that there are, each said once. A part that is missing or empty leaves no dot behind. */
export function joined(parts: readonly (string | null | undefined)[]): string {
  return [...new Set(parts.filter((part) => part != null && part.trim() !== ""))].join(" · ");
}

/** The same words for a place where they may break into lines: no line begins with a dot. */
export function dotsKept(words: string): string {
  return words.replaceAll(" · ", "\u00a0· ");
}
