// The stream's hands in the page: what comes from keyboard, clipboard and mouse is caught before anything else sees it, and what had
// to wait is pressed again, where the cursor is by then.
import { QUIET_MS, composing, holdsDigits, isShortcut } from "../shared/keys";
import { Clicks } from "./clicks";
import { Composition } from "./composition";
import { isOfPad } from "./pad";
import { EDITING, type Key, act, dialogIsOpen, field, insert } from "./press";
import type { Entry, Stream } from "./stream.svelte";

const MODIFIERS = new Set(["Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock", "NumLock", "Dead", "Unidentified", "Process"]);
const SIGNS: Partial<Record<string, string>> = { Enter: "⏎", Backspace: "⌫", Delete: "⌦", Tab: "⇥", Escape: "Esc", ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→" };
/** What can be nothing but part of a number; a letter may be a key like O and P. */
const OF_A_NUMBER = /^[\d०-९\s+\-.,()₹]$/;
const PASTED = "⎘";
const CHANGED = "✂";
/** Text that goes without a key being told, and the key that does the same. */
const KEY_OF: Partial<Record<string, string>> = { deleteContentBackward: "Backspace", deleteContentForward: "Delete" };

/** On the strip a digit means another amount, for somebody who has read it: in one breath it is the next customer's, after an Enter too few. */
function isAnotherAmount(key: string): boolean {
  return /^\d$/.test(key) && /^sell-(send|decline)$/.test(document.activeElement?.id ?? "");
}

function edits(event: KeyboardEvent): boolean {
  const target = field(document.activeElement);
  if (target === null || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (EDITING.has(event.key)) return true;
  // A letter that may be a key waits for the form to stand; behind the first of a name it is text.
  const mayBeKey = holdsDigits(target) && !(target instanceof HTMLInputElement && /\p{L}/u.test(target.value));
  return event.key.length === 1 && (mayBeKey ? OF_A_NUMBER.test(event.key) : event.key !== "?");
}

/** What can be nothing but the beginning of a number, typed where it would be lost. The strip has its own meaning for digits. */
export function isLost(text: string, from: Element | null): boolean {
  if (!/^[+(]?[\d०-९][\d०-९\s+\-.()]*$/.test(text)) return false;
  return from === null || (!from.matches("input, textarea, select, [contenteditable]") && from.closest("#sell-strip, dialog") === null);
}

function swallow(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** Presses a key where the cursor is now, for one that was pressed over what stood above it. */
export function pressAnew({ key, code, shiftKey, ctrlKey, metaKey, altKey }: Pick<KeyboardEvent, "key" | "code" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey">): void {
  const target = document.activeElement ?? document.body;
  const event = new KeyboardEvent("keydown", { key, code, shiftKey, ctrlKey, metaKey, altKey, bubbles: true, cancelable: true });
  // What the stream takes it swallows, and presses later.
  if (target.dispatchEvent(event) && !ctrlKey && !metaKey && !altKey) act(document.activeElement ?? target, key);
}

class Hands {
  #ours = new WeakSet<Event>();
  // A paste needs its own event: the clipboard can be read nowhere else.
  #pasted = false;
  #enterIsDown = false;
  #lastAt = -Infinity;
  /** When the last key went down, also one that an input method took. */
  #downAt = 0;
  readonly #clicks: Clicks;
  readonly #composition: Composition;

  constructor(private readonly stream: Stream, private readonly active: () => boolean, private readonly isWhole: () => boolean, work: () => Element | undefined) {
    const open = (): boolean => this.#isOpen;
    this.#clicks = new Clicks(stream, open, work);
    this.#composition = new Composition(stream, open, () => this.#textAt);
  }

  /** When the text was typed that comes now. One that no key brought bears no time. */
  get #textAt(): number | undefined {
    return this.#clicks.isKeys ? this.#downAt : undefined;
  }

  /** True for what is the stream's: it came to the form, or was meant for it and a click that should have come later led away. */
  #hears(at: number | undefined): boolean {
    return this.#isOpen || (!this.stream.isUsing && at !== undefined && this.stream.isOvertaken({ at }));
  }

  get #isOpen(): boolean {
    return this.active() && !dialogIsOpen() && !this.stream.isUsing;
  }

  readonly hear: Record<string, (event: never) => void> = {
    keydown: (event: KeyboardEvent) => this.#keydown(event),
    keyup: (event: KeyboardEvent) => {
      this.stream.heard(event.timeStamp, performance.now());
      if (event.key === "Enter") this.#enterIsDown = false;
    },
    paste: (event: ClipboardEvent) => this.#paste(event),
    beforeinput: (event: InputEvent) => this.#beforeinput(event),
    input: (event: Event) => this.#input(event),
    compositionstart: () => this.#composition.start(),
    compositionupdate: (event: CompositionEvent) => this.#composition.update(event),
    compositionend: (event: CompositionEvent) => this.#composition.end(event),
    // A key of the pad comes as a key, and its press with the finger is nothing more.
    mousedown: (event: MouseEvent) => { if (!isOfPad(event.target)) this.#clicks.mousedown(event); },
    click: (event: MouseEvent) => { if (!isOfPad(event.target) && this.#clicks.click(event)) swallow(event); },
    focusin: (event: FocusEvent) => this.#clicks.remember(event.target instanceof Element ? event.target : null),
    change: (event: Event) => { if (this.#clicks.change(event)) swallow(event); },
  };

  /** Brings the cursor into Number for what is typed where no text goes. False where it goes somewhere already. */
  #lead(text: string): boolean {
    const from = document.activeElement;
    const number = document.getElementById("sell-number");
    if (!(number instanceof HTMLInputElement) || !isLost(text, from)) return false;
    number.focus();
    // A whole number is another customer's: what is typed takes its place, as where the cursor is brought there by a key.
    if (this.isWhole()) number.select();
    else number.setSelectionRange(number.value.length, number.value.length);
    return true;
  }

  #pressWhereMeant(key: Key): boolean {
    this.#lead(key.key);
    return this.#press(key);
  }

  #press(key: Key): boolean {
    if (dialogIsOpen()) return false;
    const target = document.activeElement ?? document.body;
    const event = new KeyboardEvent("keydown", { ...key, bubbles: true, cancelable: true });
    this.#ours.add(event);
    return !target.dispatchEvent(event) || act(target, key.key);
  }

  #keydown(event: KeyboardEvent): void {
    if (this.#ours.has(event)) return;
    const at = event.timeStamp;
    this.stream.heard(at, performance.now());
    this.#clicks.keydown(at);
    this.#downAt = at;
    if (!composing(event)) this.#composition.interrupt();
    if (composing(event) || MODIFIERS.has(event.key) || !this.#hears(at)) return;
    const modified = event.ctrlKey || event.metaKey || event.altKey;
    if (!modified && !this.stream.waits) this.#lead(event.key);
    if ((event.ctrlKey || event.metaKey) && event.code === "KeyV") {
      this.#pasted = false;
      setTimeout(() => { if (!this.#pasted) this.stream.take({ sign: PASTED, at, use: () => false }); });
      return;
    }
    const key = { key: event.key, code: event.code, shiftKey: event.shiftKey };
    const hasty = at - this.#lastAt < QUIET_MS;
    this.#lastAt = at;
    const entry: Entry = {
      // What is shown is what was typed, and nobody types a shortcut.
      sign: isShortcut(event) ? "" : event.key.length === 1 ? event.key : (SIGNS[event.key] ?? event.key),
      // What a browser does with Ctrl and a key cannot be done for it.
      use: modified ? () => false : () => !(hasty && isAnotherAmount(event.key)) && this.#pressWhereMeant(key),
      edits: edits(event),
      aside: event.key === "F1" || event.key === "F6" || event.key === "F7" || event.key === "F8" || event.key === "F9",
      begins: event.key === "F8",
      refuses: event.key === "Escape" && !event.repeat && !modified,
      at,
    };
    if (hasty && isAnotherAmount(event.key)) entry.foreign = true;
    if (event.key === "Enter") {
      // A key held down is no second Enter; two presses shortly after each other are told as one held down, and are none.
      if (event.repeat && this.#enterIsDown) return this.stream.waits ? swallow(event) : undefined;
      entry.foreign = event.repeat;
      this.#enterIsDown = true;
    }
    if (this.stream.take(entry)) swallow(event);
  }

  #text(event: Event, typed: string | null | undefined): void {
    const at = this.#textAt;
    if (!this.#hears(at) || typed === null || typed === undefined || typed === "") return;
    // The page would not put into Number what was pasted elsewhere.
    const foreign = !this.stream.waits && this.#lead(typed);
    const use = (): boolean => {
      this.#lead(typed);
      return insert(typed);
    };
    const entry: Entry = { sign: typed, at, foreign, edits: field(document.activeElement) !== null, use };
    if (this.stream.take(entry)) swallow(event);
  }

  #paste(event: ClipboardEvent): void {
    this.#pasted = true;
    if (!this.#clicks.isMiddle) return this.#text(event, event.clipboardData?.getData("text/plain"));
    if (this.#isOpen && this.stream.take({ sign: PASTED, foreign: this.#clicks.isBarred, use: () => false })) swallow(event);
  }

  // Text that no key announced: a keyboard on the screen, dictation, something dragged.
  #beforeinput(event: InputEvent): void {
    const at = this.#textAt;
    if (!this.#hears(at) || !event.cancelable || event.isComposing || this.#composition.isHeld) return;
    const { inputType } = event;
    if (inputType === "insertText") return this.#text(event, event.data);
    if (inputType.includes("Composition")) return;
    const key = KEY_OF[inputType];
    const entry: Entry = { sign: key === undefined ? (inputType.startsWith("insert") ? PASTED : CHANGED) : (SIGNS[key] ?? key), at, edits: true, use: () => key !== undefined && this.#press({ key, code: key, shiftKey: false }) };
    if (this.stream.take(entry)) swallow(event);
  }

  #input(event: Event): void {
    if (this.stream.isUsing) return;
    if (this.#composition.changed()) return event.stopImmediatePropagation();
    // Filled in by something that nobody can keep waiting: what was typed before it was meant for a form without it.
    const composes = event instanceof InputEvent && event.isComposing;
    if (this.#isOpen && !composes && event.target instanceof Element && field(event.target) !== null && this.stream.waits) this.stream.stop();
  }
}

/**
 * Catches everything on its way to the page while `active`; `work` is what the form is in, and `isWhole` whether all of a number stands
 * in it. Returns what lets go again.
 */
export function catchAll(stream: Stream, active: () => boolean, isWhole: () => boolean, work: () => Element | undefined): () => void {
  const { hear } = new Hands(stream, active, isWhole, work);
  const all = Object.entries(hear) as [string, EventListener][];
  for (const [name, listener] of all) window.addEventListener(name, listener, { capture: true });
  return () => {
    for (const [name, listener] of all) window.removeEventListener(name, listener, { capture: true });
  };
}
