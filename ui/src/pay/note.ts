// The note of a UPI code, with which the intent of every deliberate act begins, so that what was paid by the code finds the sale.

/** Signs that nobody takes for each other. */
const SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const NOTE_SIGNS = 8;

/** A new note, for one customer. */
export function drawNote(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(NOTE_SIGNS));
  return [...bytes].map((byte) => SIGNS[byte % SIGNS.length]).join("");
}

/** A new intent that bears the note. */
export function intentOf(note: string): string {
  return `${note}-${crypto.randomUUID()}`;
}
