// What a key means while the customer reads this screen.

const MODIFIERS: ReadonlySet<string> = new Set(["Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock", "NumLock", "ScrollLock", "Dead", "Unidentified", "Process"]);

/** `back`: the screen is the counter's again. `on`: it is, and the key does what it does there. `none`: nothing. */
export type Meaning = "back" | "on" | "none";

/**
 * Who sells types on, and no key is lost: a digit is the next number, U is the code, Enter sends. Esc, V and the space bar lead back and
 * do nothing more. A customer who touches the screen sends nothing. While a question or a doubt is covered, `isCovered`, only a digit goes
 * on: nobody has read what any other key would answer.
 */
export function meaningOf(event: Pick<KeyboardEvent, "key" | "code" | "repeat">, isCovered: boolean): Meaning {
  // The key that brought it here may still be held down, and who only holds Shift has not typed yet.
  if (event.repeat || MODIFIERS.has(event.key)) return "none";
  if (isCovered && !/^\d$/.test(event.key)) return "back";
  return event.key === "Escape" || event.key === " " || event.code === "KeyV" ? "back" : "on";
}
