// The stream's hands in the page: what comes from keyboard, clipboard and mouse is caught before anything else sees it, and what had
// to wait is pressed again, where the cursor is by then.
import { composing } from "../shared/keys";
import { type Entry, QUIET_MS, type Stream } from "./stream.svelte";

type Key = { key: string; code: string; shiftKey: boolean };

const MODIFIERS = new Set(["Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock", "NumLock", "Dead", "Unidentified", "Process"]);
const SIGNS: Partial<Record<string, string>> = { Enter: "⏎", Backspace: "⌫", Delete: "⌦", Tab: "⇥", Escape: "Esc", ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→" };
const EDITING = new Set(["Backspace", "Delete", "ArrowLeft", "ArrowRight", "Home", "End"]);
/** What can be nothing but part of a number; a letter may be a key like O and P. */
const OF_A_NUMBER = /^[\d०-९\s+\-.()]$/;
/** Keys that mean nothing to the field they are pressed in are no fault. */
const IDLE = /^(F\d+|Escape|Arrow(Up|Down)|PageUp|PageDown|Insert)$/;

function field(target: Element | null): HTMLInputElement | null {
  return target instanceof HTMLInputElement && (target.type === "text" || target.type === "search") ? target : null;
}

function dialogIsOpen(): boolean {
  return document.querySelector("dialog[open]") !== null;
}

/** On the strip a digit means another amount, for somebody who has read it: in one breath it is the next customer's, after an Enter too few. */
function isAnotherAmount(key: string): boolean {
  return /^\d$/.test(key) && /^sell-(send|decline)$/.test(document.activeElement?.id ?? "");
}

function edits(event: KeyboardEvent): boolean {
  const target = field(document.activeElement);
  if (target === null || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (EDITING.has(event.key)) return true;
  return event.key.length === 1 && (target.id === "sell-number" ? OF_A_NUMBER.test(event.key) : event.key !== "?");
}

/** Catches everything on its way to the page while `active`. Returns what lets go again. */
export function catchAll(stream: Stream, active: () => boolean, work: () => Element | undefined): () => void {
  const ours = new WeakSet<Event>();
  // A paste needs its own event: the clipboard can be read nowhere else.
  let pasted = false;
  let enterIsDown = false;
  let lastAt = -Infinity;

  function swallow(event: Event): void {
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  function open(): boolean {
    return active() && !dialogIsOpen() && !stream.isUsing;
  }

  function press(key: Key): boolean {
    if (dialogIsOpen()) return false;
    const target = document.activeElement ?? document.body;
    const event = new KeyboardEvent("keydown", { ...key, bubbles: true, cancelable: true });
    ours.add(event);
    return !target.dispatchEvent(event) || act(target, key.key);
  }

  function keydown(event: KeyboardEvent): void {
    if (ours.has(event) || composing(event) || MODIFIERS.has(event.key) || !open()) return;
    const pastes = (event.ctrlKey || event.metaKey) && event.code === "KeyV";
    if (pastes) {
      pasted = false;
      setTimeout(() => { if (!pasted) stream.take({ sign: "⎘", use: () => false }); });
      return;
    }
    const modified = event.ctrlKey || event.metaKey || event.altKey;
    const key = { key: event.key, code: event.code, shiftKey: event.shiftKey };
    const hasty = event.timeStamp - lastAt < QUIET_MS;
    lastAt = event.timeStamp;
    const entry: Entry = {
      sign: event.key.length === 1 ? event.key : (SIGNS[event.key] ?? event.key),
      // What a browser does with Ctrl and a key cannot be done for it.
      use: modified ? () => false : () => !(hasty && isAnotherAmount(event.key)) && press(key),
      edits: edits(event),
      aside: event.key === "F6" || event.key === "F8" || event.key === "F9",
      begins: event.key === "F8",
    };
    if (hasty && isAnotherAmount(event.key)) entry.foreign = true;
    if (event.key === "Enter") {
      // A key held down is no second Enter; two presses shortly after each other are told as one held down, and are none.
      if (event.repeat && enterIsDown) return stream.waits ? swallow(event) : undefined;
      entry.foreign = event.repeat;
      enterIsDown = true;
    }
    if (stream.take(entry)) swallow(event);
  }

  function keyup(event: KeyboardEvent): void {
    if (event.key === "Enter") enterIsDown = false;
  }

  function text(event: Event, typed: string | null | undefined): void {
    if (!open() || typed === null || typed === undefined || typed === "") return;
    const entry: Entry = { sign: typed, edits: field(document.activeElement) !== null, use: () => insert(document.activeElement, typed) };
    if (stream.take(entry)) swallow(event);
  }

  function paste(event: ClipboardEvent): void {
    pasted = true;
    text(event, event.clipboardData?.getData("text/plain"));
  }

  // Text that no key announced: a keyboard on the screen, dictation.
  function beforeinput(event: InputEvent): void {
    if (event.inputType === "insertText" && event.cancelable) text(event, event.data);
  }

  // What an input method makes cannot be kept waiting, so it must not begin in the wrong field.
  function compositionstart(): void {
    if (open() && stream.take({ sign: "", edits: true, use: () => true })) stream.stop();
  }

  function click(event: MouseEvent): void {
    const target = event.target instanceof Element ? event.target : null;
    if (!open() || target === null || work()?.contains(target) !== true) return;
    const words = target.textContent;
    const use = (): boolean => {
      // A click that is delivered twice finds its button gone, or with other words on it.
      if (target.isConnected && target.textContent === words && target instanceof HTMLElement) {
        target.focus();
        target.click();
      }
      return true;
    };
    if (stream.take({ sign: "", use })) swallow(event);
  }

  // The cursor is not to follow a click that has to wait.
  function mousedown(event: MouseEvent): void {
    const target = event.target instanceof Element ? event.target : null;
    if (open() && target !== null && work()?.contains(target) === true && stream.waits) event.preventDefault();
  }

  const caught = { keydown, keyup, paste, beforeinput, compositionstart, click, mousedown };
  for (const [name, hear] of Object.entries(caught)) window.addEventListener(name, hear as EventListener, { capture: true });
  return () => {
    for (const [name, hear] of Object.entries(caught)) window.removeEventListener(name, hear as EventListener, { capture: true });
  };
}

/** What the page itself would do with a key that nobody took. */
function act(target: Element, key: string): boolean {
  const input = field(target);
  if (input !== null && (key.length === 1 || EDITING.has(key))) return edit(input, key);
  if ((key === "Enter" || key === " ") && (target instanceof HTMLButtonElement || target instanceof HTMLAnchorElement)) {
    target.click();
    return true;
  }
  return IDLE.test(key) || (input !== null && key === "Enter");
}

function edit(input: HTMLInputElement, key: string): boolean {
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

function insert(target: Element | null, text: string): boolean {
  const input = field(target);
  if (input === null) return false;
  return replace(input, input.selectionStart ?? input.value.length, input.selectionEnd ?? input.value.length, text, "insertText");
}

function replace(input: HTMLInputElement, start: number, end: number, text: string, inputType: string): boolean {
  input.setRangeText(text, start, end, "end");
  input.dispatchEvent(new InputEvent("input", { bubbles: true, inputType, data: text === "" ? null : text }));
  return true;
}
