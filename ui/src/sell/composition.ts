// The text of an input method goes into the field where it began; the page cannot prevent that. While keys wait, that may
// be the wrong field. Then nothing moves until the input method has ended. Its text is taken out of the field again, and
// waits its turn like keys.
import { field, insert } from "./press";
import type { Stream } from "./stream.svelte";

type Held = {
  input: HTMLInputElement;
  /** What stood in the field before. */
  value: string;
  start: number;
  end: number;
  /** What stood there when the input method last changed it. */
  seen: string;
  text: string;
  /** When the key was pressed that it began with, where there was one. */
  at: number | undefined;
  isOver: boolean;
};

export class Composition {
  #held: Held | null = null;

  constructor(private readonly stream: Stream, private readonly open: () => boolean, private readonly typedAt: () => number | undefined) {}

  /** True while what changes in the field is the input method's, and not yet anybody's. */
  get isHeld(): boolean {
    return this.#held !== null;
  }

  start(): void {
    this.finish();
    const input = field(document.activeElement);
    const at = this.typedAt();
    if (input === null || !this.open() || !(this.stream.waits || this.stream.isOvertaken({ at }))) return;
    const { value } = input;
    this.#held = { input, value, start: input.selectionStart ?? value.length, end: input.selectionEnd ?? value.length, seen: value, text: "", at, isOver: false };
    this.stream.hold();
  }

  update(event: CompositionEvent): void {
    if (this.#held !== null) this.#held.text = event.data;
  }

  /** The field's text changed. True when nobody is to hear of it. */
  changed(): boolean {
    const held = this.#held;
    if (held === null) return false;
    held.seen = held.input.value;
    return true;
  }

  /** WebKit puts the whole text into the field only after it has told of the end, so that the end is waited for once more. */
  end(event: CompositionEvent): void {
    const held = this.#held;
    if (held === null) return;
    event.stopImmediatePropagation();
    held.isOver = true;
    if (event.data !== "" || held.input.value === held.value || held.input.value === held.seen) held.text = event.data;
    setTimeout(() => { if (this.#held === held) this.finish(); });
  }

  /** A key comes that is not the input method's, although it never told of its end: its field is gone. */
  interrupt(): void {
    if (this.#held !== null && (this.#held.isOver || !this.#held.input.isConnected)) this.finish();
  }

  finish(): void {
    const held = this.#held;
    if (held === null) return;
    this.#held = null;
    const { input, value, start, end, seen, text, at, isOver } = held;
    const isWhole = isOver && input.isConnected && (input.value === seen || input.value === value);
    if (isWhole) input.value = value;
    if (isWhole && document.activeElement === input) input.setSelectionRange(start, end);
    // What the page wrote over is perhaps half a text, and no use.
    if (text !== "") this.stream.take({ sign: text, at, edits: true, foreign: true, use: () => isWhole && insert(text) });
    this.stream.release();
  }
}
