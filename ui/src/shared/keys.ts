/** So long nobody may type or click before it can be an answer: a person has to have seen the question. In ms. */
export const QUIET_MS = 600;

/** True where letters belong to what is being typed. */
export function inText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target instanceof HTMLInputElement;
}

/** Fields of Sell that hold digits. A letter is no part of what is typed there: it is a key, as where nothing is typed. */
const OF_DIGITS = new Set(["sell-number", "sell-amount", "sell-charge", "sell-tendered"]);

export function holdsDigits(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && OF_DIGITS.has(target.id);
}

/** True for a key that writes a letter, of any script. */
export function isLetter(key: string): boolean {
  return /^[\p{L}\p{M}]{1,2}$/u.test(key);
}

/** True for a key that writes nothing, and for one that is pressed together with Ctrl and its like: who types text presses neither. */
export function isShortcut(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">): boolean {
  return event.ctrlKey || event.metaKey || event.altKey || /^F\d+$/.test(event.key);
}

/** True for a key that an input method takes. WebKit tells of the Enter that ends a composition only after its end, with code 229. */
export function composing(event: Pick<KeyboardEvent, "isComposing" | "keyCode">): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** One deliberate Enter: not one that is held down, and not the one that ends a composition. */
export function entered(event: Pick<KeyboardEvent, "key" | "repeat" | "isComposing" | "keyCode">): boolean {
  return event.key === "Enter" && !event.repeat && !composing(event);
}

/** True while a dialog or a panel of a button stands above the screen: keys of the screen do nothing then. */
export function isCovered(): boolean {
  return document.querySelector('dialog[open], [role="dialog"]') !== null;
}

/** A plain key: nothing held down beside it, and none that belongs to a composition. */
export function plain(event: KeyboardEvent): boolean {
  return !event.ctrlKey && !event.metaKey && !event.altKey && !composing(event);
}
