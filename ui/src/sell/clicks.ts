// The mouse in the stream: a click that comes before its turn is kept from the page, with the cursor, and is made when it is its turn.
import { controlAt, dialogIsOpen, field, strike } from "./press";
import { QUIET_MS } from "../shared/keys";
import type { Entry, Stream } from "./stream.svelte";

const MOST_WORDS = 24;
/** The screen's clock ticks in ms and is read with rounding: a key of the same tick was pressed before. */
const TICK_MS = 1;

function nameOf(target: HTMLElement): string {
  const label = target instanceof HTMLInputElement || target instanceof HTMLSelectElement ? target.labels?.[0]?.textContent : null;
  const words = (target.getAttribute("aria-label") ?? label ?? target.textContent).replace(/\s+/g, " ").trim();
  return `[${words.length > MOST_WORDS ? `${words.slice(0, MOST_WORDS)}…` : words}]`;
}

/** By what it is known again. Where a link leads stays, while the minutes on it go on. */
function wordsOf(target: HTMLElement): string {
  return target instanceof HTMLAnchorElement ? target.href : target.textContent;
}

export class Clicks {
  /** The button that is down was kept from the page. */
  #isBarred = false;
  /** A button went down whose click has not come; a click without is no mouse's. */
  #isDown = false;
  #downAt = -Infinity;
  /** The field that the button that is down brings the cursor into. */
  #entered: HTMLInputElement | null = null;
  /** The last that came was of the keyboard, so that a text that comes is the keyboard's. */
  isKeys = false;
  #last: { target: HTMLElement; at: number } | null = null;
  /** What a list to choose from said before somebody chose. */
  #chosen = new WeakMap<HTMLSelectElement, string>();
  /** The middle button pastes what is marked somewhere, and the event of it bears another text. */
  isMiddle = false;

  constructor(private readonly stream: Stream, private readonly open: () => boolean, private readonly work: () => Element | undefined) {}

  /** True when the paste that comes now goes where the cursor was not let go. */
  get isBarred(): boolean {
    return this.#isBarred;
  }

  #kind(target: Element): Pick<Entry, "aside" | "elsewhere"> {
    return this.work()?.contains(target) === true ? {} : { aside: true, elsewhere: true };
  }

  keydown(at: number): void {
    // Pressed before the button, and told after it.
    if (at <= this.#downAt) return;
    this.isMiddle = false;
    this.isKeys = true;
    this.#isBarred = false;
    this.#isDown = false;
  }

  mousedown(event: MouseEvent): void {
    this.#downAt = event.timeStamp;
    this.isMiddle = event.button === 1;
    this.#isBarred = false;
    this.#isDown = false;
    this.#entered = null;
    this.isKeys = false;
    const target = event.target instanceof Element ? event.target : null;
    if (target === null || !this.open()) return;
    this.#isDown = event.button === 0;
    const control = controlAt(target);
    this.remember(control);
    const kind = this.#kind(target);
    // A place in a text can be clicked at only at once, and sells nothing. Everything else waits for older keys.
    const acts = event.button === 0 && control !== null && field(control) === null && !(control instanceof HTMLSelectElement);
    if (!acts && !this.stream.delays(kind) && !this.stream.mayBeLate(event.timeStamp, performance.now())) {
      const into = field(control);
      if (into !== document.activeElement) this.#entered = into;
      this.stream.went(event.timeStamp);
      return;
    }
    // The cursor is not to follow a click that has to wait.
    event.preventDefault();
    this.#isBarred = true;
    const into = field(control);
    // The other button opens a menu that pastes: into the field that it was pressed in.
    if (event.button === 2 && into !== null && into !== document.activeElement) {
      const calmMs = this.stream.calmMs(event.timeStamp, performance.now());
      this.stream.take({ sign: nameOf(into), foreign: true, at: event.timeStamp + TICK_MS, calmMs, use: () => into.isConnected && !dialogIsOpen() && strike(into) });
    }
  }

  /** True when the click has to wait. */
  click(event: MouseEvent): boolean {
    const target = controlAt(event.target);
    const [entered, isMouse, isBarred] = [this.#entered, this.#isDown, this.#isBarred];
    this.#entered = null;
    this.#isDown = false;
    this.#isBarred = false;
    if (target === null || !this.open()) return false;
    // A click that is delivered twice may find its button gone, or with other words on it.
    const isAgain = this.#last?.target === target && event.timeStamp - this.#last.at < QUIET_MS;
    this.#last = { target, at: event.timeStamp };
    const words = wordsOf(target);
    const use = (): boolean => {
      if (!target.isConnected || wordsOf(target) !== words || dialogIsOpen()) return isAgain;
      return strike(target);
    };
    const time = isMouse ? { at: event.timeStamp + TICK_MS, calmMs: this.stream.calmMs(event.timeStamp, performance.now()) } : {};
    const waits = this.stream.take({ sign: isAgain ? "" : nameOf(target), use, foreign: isBarred, ...time, ...this.#kind(target) });
    // Clicked into, a field is written over, as it is when the cursor comes by itself; only Number may have a digit to be mended.
    if (!waits && entered !== null && entered === target && entered.id !== "sell-number" && entered.selectionStart === entered.selectionEnd) entered.select();
    return waits;
  }

  remember(target: Element | null): void {
    if (target instanceof HTMLSelectElement) this.#chosen.set(target, target.value);
  }

  /** True when what was chosen from a list has to wait. */
  change(event: Event): boolean {
    const list = event.target;
    if (!(list instanceof HTMLSelectElement) || !this.open()) return false;
    const [value, sign] = [list.value, `[${list.selectedOptions[0]?.text ?? ""}]`];
    const use = (): boolean => {
      if (!list.isConnected || dialogIsOpen() || ![...list.options].some((option) => option.value === value)) return false;
      list.value = value;
      return list.dispatchEvent(new Event("change", { bubbles: true }));
    };
    const waits = this.stream.take({ sign, use, ...this.#kind(list) });
    const before = this.#chosen.get(list);
    if (waits && before !== undefined) list.value = before;
    else this.remember(list);
    return waits;
  }
}
