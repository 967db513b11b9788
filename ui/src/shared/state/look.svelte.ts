// How this window looks. It is a choice of this one screen, so it is kept in the window and comes into no backup.
import { ask, commands } from "../../platform/counter";
import { type Look, NO_CHOICE, lookOf, nextSize, percentFor, rowOf } from "../look";

const KEY = "galla.look";

function kept(): Look {
  try {
    return lookOf(localStorage.getItem(KEY));
  } catch {
    return NO_CHOICE;
  }
}

function coloured(name: string): [number, number, number] {
  const hex = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return [red, green, blue];
}

class Looks {
  look = $state.raw<Look>(kept());
  /** The last hand that did something here was a finger, and not a key. */
  isTouched = $state(false);
  /** What the window was last told, so that it is told only what is new. */
  #told = "";

  /** True where numbers are typed on the screen. */
  get hasPad(): boolean {
    return this.look.pad === "always" || (this.look.pad === "touched" && this.isTouched);
  }

  /** True where it is drawn in the dark look. */
  get isDark(): boolean {
    return this.look.theme === "dark" || (this.look.theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  }

  /** How high a row of a long list is, in px. */
  get row(): number {
    return rowOf(this.look);
  }

  choose(change: Partial<Look>): void {
    this.look = { ...this.look, ...change };
    try {
      localStorage.setItem(KEY, JSON.stringify(this.look));
    } catch {
      // A window without storage forgets it at its end.
    }
    void this.show();
  }

  /** Ctrl with +, − or 0. */
  resize(step: 1 | -1 | 0): void {
    this.choose({ size: nextSize(this.look.size, step) });
  }

  /** Brings the page and the window to the look that is chosen. */
  async show(): Promise<void> {
    const { dataset } = document.documentElement;
    dataset["theme"] = this.isDark ? "dark" : "light";
    dataset["density"] = this.look.density;
    const percent = percentFor(this.look.size, outerWidth, outerHeight);
    const paper = coloured("--paper");
    const told = JSON.stringify([percent, paper]);
    if (told === this.#told) return;
    this.#told = told;
    await ask(() => commands.drawPage(percent, paper));
    dataset["percent"] = String(percent);
  }

  /** Follows the window's room and the system's theme, and hears which hand works here. */
  follow(): void {
    addEventListener("resize", () => void this.show());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => void this.show());
    const touched = (event: PointerEvent): void => { if (event.pointerType === "touch") this.isTouched = true; };
    addEventListener("pointerdown", touched, { capture: true, passive: true });
    addEventListener("touchstart", () => { this.isTouched = true; }, { capture: true, passive: true });
    addEventListener("keydown", (event) => this.#key(event), { capture: true });
  }

  #key(event: KeyboardEvent): void {
    if (event.isTrusted && /^\d$/.test(event.key)) this.isTouched = false;
    const step = event.ctrlKey || event.metaKey ? STEPS[event.key] : undefined;
    if (step === undefined || event.altKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.resize(step);
  }
}

/** A plus is an equals sign with Shift on most keyboards, and people leave the Shift out. */
const STEPS: Partial<Record<string, 1 | -1 | 0>> = { "+": 1, "=": 1, "-": -1, _: -1, "0": 0 };

export const looks = new Looks();
