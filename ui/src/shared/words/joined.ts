// Parts of a line, with a dot between them.

/** "Airtel · Rajasthan": the parts that there are, each said once. A part that is missing or empty leaves no dot behind. */
export function joined(parts: readonly (string | null | undefined)[]): string {
  return [...new Set(parts.filter((part) => part != null && part.trim() !== ""))].join(" · ");
}

/** The parts of such a line again. */
export function partsOf(words: string): string[] {
  return words.split(" · ");
}
