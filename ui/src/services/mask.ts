import { digitsOf } from "../shared/words/number";

export const AADHAAR_DIGITS = 12;

/** How many digits of an Aadhaar number stand in the field. */
export function digitCount(text: string): number {
  return digitsOf(text).length;
}

/** "•••• •••• 1234" for a whole number. Of half a number nothing is shown: its last four digits are not the card's. */
export function maskAadhaar(text: string): string {
  const digits = digitsOf(text);
  const shown = digits.length === AADHAAR_DIGITS ? "•".repeat(8) + digits.slice(8) : "•".repeat(digits.length);
  return shown.replace(/(.{4})(?=.)/g, "$1 ");
}
