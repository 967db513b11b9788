// What a page does with a key, a text or a click, done for it later.
export type Key = { key: string; code: string; shiftKey: boolean };

export const EDITING = new Set(["Backspace", "Delete", "ArrowLeft", "ArrowRight", "Home", "End"]);
/** Keys that mean nothing to the field they are pressed in are no fault. */
const IDLE = /^(F\d+|Escape|Arrow(Up|Down)|PageUp|PageDown|Insert)$/;
/** What a list to choose from would do with a key is its own affair, except for these. */
const NO_CHOICE = /^(F\d+|Escape)$/;
const CONTROLS = "button, a[href], input, select, textarea, label, summary, [role=option]";

export function field(target: Element | null): HTMLInputElement | null {
  return target instanceof HTMLInputElement && (target.type === "text" || target.type === "search") ? target : null;
}

/** What a click there is meant for. */
export function controlAt(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(CONTROLS) : null;
}

export function dialogIsOpen(): boolean {
  return document.querySelector("dialog[open]") !== null;
}

/** What the page itself would do with a key that nobody took. */
export function act(target: Element, key: string): boolean {
  const input = field(target);
  if (input !== null && (key.length === 1 || EDITING.has(key))) return edit(input, key);
  if ((key === "Enter" || key === " ") && (target instanceof HTMLButtonElement || target instanceof HTMLAnchorElement)) {
    target.click();
    return true;
  }
  if (target instanceof HTMLSelectElement) return NO_CHOICE.test(key);
  return IDLE.test(key) || (input !== null && key === "Enter");
}

/** A click where it was meant, or false when that can no longer be done. */
export function strike(target: HTMLElement): boolean {
  if (target.matches(":disabled")) return false;
  if (target instanceof HTMLSelectElement) return unfold(target);
  // The place in a text that was clicked at is known to nobody any more; what stands in Number is not written over by a guess.
  if (target.id === "sell-number" && field(target)?.value !== "") return false;
  if (target.tabIndex >= 0) target.focus();
  target.click();
  field(target)?.select();
  return true;
}

function unfold(list: HTMLSelectElement): boolean {
  list.focus();
  try {
    list.showPicker();
    return true;
  } catch {
    return false;
  }
}

export function edit(input: HTMLInputElement, key: string): boolean {
  const [start, end] = [input.selectionStart ?? input.value.length, input.selectionEnd ?? input.value.length];
  switch (key) {
    case "Home":
      input.setSelectionRange(0, 0);
      return true;
    case "End":
      input.setSelectionRange(input.value.length, input.value.length);
      return true;
    case "ArrowLeft":
    case "ArrowRight": {
      const at = start === end ? Math.max(0, start + (key === "ArrowLeft" ? -1 : 1)) : key === "ArrowLeft" ? start : end;
      input.setSelectionRange(at, at);
      return true;
    }
    case "Backspace":
      return replace(input, start === end ? Math.max(0, start - 1) : start, end, "", "deleteContentBackward");
    case "Delete":
      return replace(input, start, start === end ? Math.min(input.value.length, end + 1) : end, "", "deleteContentForward");
    default:
      return replace(input, start, end, key, "insertText");
  }
}

/** Puts a text where the cursor is; false where no text goes. */
export function insert(text: string): boolean {
  const input = dialogIsOpen() ? null : field(document.activeElement);
  if (input === null) return false;
  return replace(input, input.selectionStart ?? input.value.length, input.selectionEnd ?? input.value.length, text, "insertText");
}

function replace(input: HTMLInputElement, start: number, end: number, text: string, inputType: string): boolean {
  input.setRangeText(text, start, end, "end");
  input.dispatchEvent(new InputEvent("input", { bubbles: true, inputType, data: text === "" ? null : text }));
  return true;
}
