import { digitsOf, plainOf } from "../shared/words/number";

/** Rupees as typed, for the figures beside the field; null for what is no amount. What is sold is decided behind the window. */
export function paiseOf(text: string): number | null {
  const found = /^(\d+|\d{1,3}(?:,\d{2,3})*,\d{3})(?:\.(\d{1,2}))?$/.exec(plainOf(text).trim().replace(/^₹\s*/, ""));
  if (found === null) return null;
  const paise = Number(digitsOf(found[1] ?? "")) * 100 + Number(digitsOf(found[2] ?? "").padEnd(2, "0"));
  return Number.isSafeInteger(paise) ? paise : null;
}
