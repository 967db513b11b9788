// How a number looks while it is typed. What it *means* is decided behind the window: the text goes there as it was typed.
import type { NumberKind, Operator, Service } from "../../platform/counter";

/** What a number is made of and how long it is at least. */
export type Shape = { kind: NumberKind; least: number };

/** Four digits ask for a known customer, so no number is whole before its fifth sign. */
const LEAST = 5;
const LEAST_UNKNOWN = 8;
/** Cities whose STD code has two digits. Of all others nobody can tell where the code ends. */
const SHORT_STD = /^(0?)(11|20|22|33|40|44|79|80)(\d+)$/;
const VEHICLE = /^([A-Z]{2})(\d{1,2})([A-Z]{0,3})(\d{1,4})$/;
/** Old ones have no series or no district. */
const OLD_VEHICLE = /^(?:[A-Z]{2}\d{3,6}|[A-Z]{3}\d{1,4})$/;
const BHARAT = /^(\d{2})(BH)(\d{4})([A-Z]{1,2})$/;

/** The zero of every script in which numbers are written in India; the other nine follow it. */
const ZEROS = "०০੦૦୦௦౦೦൦٠۰᱐꯰෦༠０";
/** Signs that nobody sees and that mean nothing in a number: marks of direction, joins, joiners. */
const INVISIBLE = /[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]/g;
/** What may stand between the digits of a number. */
const BETWEEN = /^[\d\s\-.()\u2010-\u2015\u2212]*$/;
/** What may stand before the ten digits: the country, however it is dialled, and the zero of a call within it. */
const BEFORE = ["", "0", "91", "091", "910", "0091", "0910", "00910"];

/** Text with ASCII digits and without what nobody sees. */
export function plainOf(text: string): string {
  let plain = "";
  for (const char of text.replace(INVISIBLE, "")) {
    const code = char.codePointAt(0) ?? 0;
    const zero = code < 0x80 ? undefined : Array.from(ZEROS).find((each) => code >= (each.codePointAt(0) ?? 0) && code < (each.codePointAt(0) ?? 0) + 10);
    plain += zero === undefined ? char : String(code - (zero.codePointAt(0) ?? 0));
  }
  return plain;
}

/** ASCII digits only; those of every Indian script count as digits. */
export function digitsOf(text: string): string {
  return plainOf(text).replace(/\D/g, "");
}

/** Services whose numbers are mobile numbers; a data card has one, or an id of its own. */
const MOBILE: Service[] = ["prepaid", "postpaid", "data_card", "voucher", "pan_card", "bank_account"];

function isMobile(service: Service): boolean {
  return MOBILE.includes(service);
}

/** The STD code that a landline's number plainly begins with, with its zero; nothing where that cannot be told. */
export function stdCodeOf(number: string): string {
  const digits = digitsOf(number);
  const code = SHORT_STD.exec(digits)?.[2];
  return code !== undefined && digits.replace(/^0/, "").length === 10 ? `0${code}` : "";
}

function inFours(digits: string): string {
  return digits.replace(/(\d{4})(?=\d)/g, "$1 ");
}

/** "022 2430 1234". A code that cannot be told from its number stays with it. */
function groupLandline(digits: string): string {
  if (!digits.startsWith("0") && digits.length !== 10) return inFours(digits);
  const [, zero, code, local] = SHORT_STD.exec(digits) ?? [];
  return local === undefined ? digits : `${zero}${code} ${inFours(local)}`;
}

/** The signs of a registration number without spaces and dashes, in capitals; null when the text is not plainly one. */
export function vehicleOf(text: string): string | null {
  const signs = plainOf(text).toUpperCase().replace(/[\s.-]/g, "");
  return VEHICLE.test(signs) || OLD_VEHICLE.test(signs) || BHARAT.test(signs) ? signs : null;
}

/**
 * "98765 43210" for a mobile; "UP 80 BT 4471" for a vehicle; "022 2430 1234" for a landline; any other id in fours:
 * "1520 7741 90". Paper has the same rule behind the window.
 */
export function groupNumber(service: Service, number: string): string {
  if (!/^\d+$/.test(number)) {
    const parts = service === "fastag" ? (VEHICLE.exec(number) ?? BHARAT.exec(number)) : null;
    return parts === null ? number : parts.slice(1).filter((part) => part !== "").join(" ");
  }
  if (service === "landline") return groupLandline(number);
  if (!isMobile(service) && service !== "fastag") return inFours(number);
  if (number.length > 10) return number;
  return number.length > 5 ? `${number.slice(0, 5)} ${number.slice(5)}` : number;
}

/** A mobile number without +91, 91 or 0 in front; null when the text is not plainly one. */
export function tenDigits(text: string): string | null {
  const plain = plainOf(text).trim().replace(/^tel:([^;]*).*$/is, "$1");
  const sign = /^[\s(]*[+\uff0b]/.exec(plain)?.[0] ?? "";
  if (!BETWEEN.test(plain.slice(sign.length))) return null;
  const digits = plain.replace(/\D/g, "");
  const before = BEFORE.find((each) => digits.length === each.length + 10 && digits.startsWith(each) && (sign === "" || each.startsWith("91")));
  return before === undefined ? null : digits.slice(before.length);
}

/** The shape of an operator's numbers. */
export function shapeOfOperator(operator: Operator): Shape {
  return { kind: operator.number_kind, least: Math.max(LEAST, operator.number_min) };
}

/** What may be said of a service's numbers before the operator is known: no more than what is true of all of them. */
export function shapeOfService(service: Service, operators: Operator[]): Shape {
  const kinds = new Set(operators.map((operator) => operator.number_kind));
  const least = operators.length === 0 ? LEAST_UNKNOWN : Math.max(LEAST, Math.min(...operators.map((operator) => operator.number_min)));
  const [only] = kinds;
  if (only === undefined) return { kind: isMobile(service) ? "mobile" : "digits", least };
  return { kind: kinds.size === 1 ? only : "letters", least };
}

/** All of a number, bare, or null while there is too little of it. */
export function wholeNumber(shape: Shape, text: string): string | null {
  switch (shape.kind) {
    case "mobile":
      return tenDigits(text);
    case "vehicle":
      // A toll tag is also found by the mobile number it is registered with.
      return vehicleOf(text) ?? tenDigits(text);
    case "digits": {
      const digits = digitsOf(text);
      return BETWEEN.test(plainOf(text)) && digits.length >= shape.least ? digits : null;
    }
    case "letters": {
      const signs = plainOf(text).toUpperCase().replace(/\s/g, "");
      return signs.length >= shape.least ? signs : null;
    }
  }
}

/** The digits a known customer is looked for by; nothing once anything else stands among them. */
export function tailOf(text: string): string {
  return /^[\d\s]*$/.test(plainOf(text)) ? digitsOf(text) : "";
}

export type Retyped = { text: string; caret: number };

/** The text regrouped after a keystroke or a paste, with the caret still behind the same digit. */
export function retype(service: Service, text: string, caret: number, kind: NumberKind = shapeOfService(service, []).kind): Retyped {
  // Letters have no groups that hold for everyone's numbers: with the first one the groups of the digits before it go.
  if (kind === "letters" && !/^[\d\s]*$/.test(plainOf(text))) return ungrouped(text, caret);
  const isNumber = BETWEEN.test(plainOf(text).replace(/^tel:([^;]*).*$/is, "$1").replace(/[+\uff0b]/g, ""));
  if (kind === "vehicle" && !isNumber) return { text: text.toUpperCase(), caret };
  if (!isNumber) return { text, caret };
  const mobile = kind === "mobile" || kind === "vehicle";
  const whole = mobile ? tenDigits(text) : null;
  const digits = whole ?? digitsOf(text);
  if (whole === null && (/[+\uff0btT]/.test(text) || (mobile && digits.length > 10))) return { text, caret };
  const dropped = digitsOf(text).length - digits.length;
  const before = Math.max(0, digitsOf(text.slice(0, caret)).length - dropped);
  const grouped = groupNumber(service, digits);
  return { text: grouped, caret: caretAfter(grouped, before) };
}

/** The text without blanks between two digits, with the caret still behind the same sign. */
function ungrouped(text: string, caret: number): Retyped {
  const joined = (part: string): string => part.replace(/(\d) (?=\d)/g, "$1");
  // A blank just before the caret goes with the digit after it.
  const before = joined(text.slice(0, caret) + (/^\d/.test(text.slice(caret)) ? "0" : ""));
  return { text: joined(text), caret: /^\d/.test(text.slice(caret)) ? before.length - 1 : before.length };
}

function caretAfter(grouped: string, digits: number): number {
  let seen = 0;
  for (let at = 0; at < grouped.length; at += 1) {
    if (seen === digits) return at;
    if (grouped[at] !== " ") seen += 1;
  }
  return grouped.length;
}
