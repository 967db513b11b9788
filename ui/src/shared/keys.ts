/** So long nobody may type or click before it can be an answer: a person has to have seen the question. In ms. */
export const QUIET_MS = 600;

/** True where letters belong to what is being typed. */
export function inText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target instanceof HTMLInputElement;
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
