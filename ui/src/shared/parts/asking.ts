// What keys say to a question that guards something. It has one default, and it is no.
import { QUIET_MS, composing } from "../keys";

/**
 * `hushed`: nothing, because nobody can have read the question yet, or the key is held down. `on`: from a field to the answers.
 * `typed`: what is typed goes into the question's field. `null`: the key is the page's own.
 */
export type Said = "no" | "yes" | "hushed" | "on" | "typed" | null;

type Key = Pick<KeyboardEvent, "key" | "repeat" | "isComposing" | "keyCode" | "ctrlKey" | "altKey" | "metaKey">;

export class Asking {
  /** `askedAt`: when the question came up, in ms of the page's clock. */
  constructor(private readonly askedAt: number) {}

  /** True while whatever comes was meant for what stood there before. */
  isNew(now: number): boolean {
    return now - this.askedAt < QUIET_MS;
  }

  /** `isText`: the cursor is in a field of the question. */
  said(event: Key, isText: boolean, now: number): Said {
    if (composing(event) || event.ctrlKey || event.altKey || event.metaKey) return null;
    // Esc is a no, and a no needs no time to read.
    if (event.key === "Escape") return event.repeat ? "hushed" : "no";
    const answers = event.key === "F4" || event.key === "Enter" || (event.key === " " && !isText);
    if (answers && (event.repeat || this.isNew(now))) return "hushed";
    if (event.key === "F4") return "yes";
    if (isText) return event.key === "Enter" ? "on" : null;
    return event.key.length === 1 && event.key !== " " ? "typed" : null;
  }
}
