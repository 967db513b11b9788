// How a number looks while it is typed. What it *means* is decided behind the window: the text goes there as it was typed.
import type { Service } from "../platform/counter";

/** ASCII digits only; Devanagari digits count as digits. */
export function digitsOf(text: string): string {
  let digits = "";
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (char >= "0" && char <= "9") digits += char;
    else if (code >= 0x0966 && code <= 0x096f) digits += String(code - 0x0966);
  }
  return digits;
}

/** "98765 43210" for a mobile; a subscriber's id in fours: "1520 7741 90". */
export function groupNumber(service: Service, digits: string): string {
  if (!/^\d+$/.test(digits)) return digits;
  if (service === "dth") return digits.replace(/(\d{4})(?=\d)/g, "$1 ");
  if (digits.length > 10) return digits;
  return digits.length > 5 ? `${digits.slice(0, 5)} ${digits.slice(5)}` : digits;
}

/** A mobile number without +91, 91 or 0 in front; null when the text is not plainly one. */
export function tenDigits(text: string): string | null {
  const trimmed = text.trim();
  if (!/^\+?[\d०-९\s\-.()]*$/.test(trimmed)) return null;
  const digits = digitsOf(trimmed);
  if (trimmed.startsWith("+")) return digits.length === 12 && digits.startsWith("91") ? digits.slice(2) : null;
  if (digits.length === 10) return digits;
  if (digits.length === 12 && digits.startsWith("91")) return digits.slice(2);
  if (digits.length === 11 && digits.startsWith("0")) return digits.slice(1);
  if (digits.length === 14 && digits.startsWith("0091")) return digits.slice(4);
  return null;
}

export type Retyped = { text: string; caret: number };

/** The text regrouped after a keystroke or a paste, with the caret still behind the same digit. */
export function retype(service: Service, text: string, caret: number): Retyped {
  if (!/^[+\d०-९\s\-.()]*$/.test(text)) return { text, caret };
  const whole = service === "dth" ? null : tenDigits(text);
  const digits = whole ?? digitsOf(text);
  if (whole === null && (text.includes("+") || (service !== "dth" && digits.length > 10))) return { text, caret };
  const dropped = digitsOf(text).length - digits.length;
  const before = Math.max(0, digitsOf(text.slice(0, caret)).length - dropped);
  const grouped = groupNumber(service, digits);
  return { text: grouped, caret: caretAfter(grouped, before) };
}

function caretAfter(grouped: string, digits: number): number {
  let seen = 0;
  for (let at = 0; at < grouped.length; at += 1) {
    if (seen === digits) return at;
    if (grouped[at] !== " ") seen += 1;
  }
  return grouped.length;
}
