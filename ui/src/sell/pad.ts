// Numbers on the screen, for a counter without a keyboard. A key of the pad goes the way of the same key of a keyboard.
import { act, dialogIsOpen } from "./press";

export const PAD = "sell-pad";
const CODES: Partial<Record<string, string>> = { Enter: "Enter", Backspace: "Backspace", ".": "Period" };

export function isOfPad(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(`#${PAD}`) !== null;
}

/** Presses a key where the cursor is. */
export function typeKey(key: string): void {
  if (dialogIsOpen()) return;
  const keys = { key, code: CODES[key] ?? `Digit${key}`, bubbles: true, cancelable: true };
  const goesOn = (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", keys));
  // Whoever heard it may have brought the cursor where it belongs.
  if (goesOn) act(document.activeElement ?? document.body, key);
  (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keyup", keys));
}
