// A language that nobody speaks: English, with accents and a third longer. With it a test sees which words of the window are not
// translated, and which do not fit. It is made when that test's page is built; no release has it.

/** Its code. No country has it. */
export const CODE = "qps";

const PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const ACCENTED = [..."áƀçđéƒğĥíĵķļɱñóþɋřšţúʋŵɣýžÁƁÇĐÉƑĞĤÍĴĶĻƜÑÓÞɊŘŠŢÚƲŴƔÝŽ"];
/** Words of about this many letters fill up, so that a line can be broken where it could be broken in a language. */
const FILLER = 7;

function accented(text) {
  return [...text].map((sign) => ACCENTED[PLAIN.indexOf(sign)] ?? sign).join("");
}

/** Accents on every letter and a third more of them, in brackets. Holes stay as they are, and so does what has no word of its own. */
export function lengthened(text) {
  const parts = text.split(/(\{[^}]*\})/);
  const letters = parts.filter((_, at) => at % 2 === 0).join("").replace(/[^\p{L}]/gu, "").length;
  if (letters === 0) return text;
  let more = Math.ceil(letters / 3);
  const fillers = [];
  for (; more > 0; more -= FILLER) fillers.push("ŏ".repeat(Math.min(more, FILLER)));
  return `[${[parts.map((part, at) => (at % 2 === 0 ? accented(part) : part)).join(""), ...fillers].join(" ")}]`;
}

/** Every message of a file, the forms of a plural too. */
export function lengthenedMessages(messages) {
  const long = (message) => {
    if (typeof message === "string") return lengthened(message);
    return message.map((each) => ({ ...each, match: Object.fromEntries(Object.entries(each.match).map(([form, text]) => [form, lengthened(text)])) }));
  };
  // What stands on a key of the keyboard stands so in every language.
  const isKept = (key) => key === "$schema" || key === "key_enter";
  return Object.fromEntries(Object.entries(messages).map(([key, message]) => [key, isKept(key) ? message : long(message)]));
}
