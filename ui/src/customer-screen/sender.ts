// Hands what the customer sees to the customer's window, behind the back of whoever types: nobody waits for it.
import type { CustomerSight } from "../platform/customer";

/** Changes within so many ms, about one painting of the screen, go out as one. */
export const FRAME_MS = 16;

export class Sender {
  #latest: CustomerSight | null = null;
  /** What the window was last told. */
  #told = "";
  #timer: ReturnType<typeof setTimeout> | null = null;
  #isOnTheWay = false;
  #isOpen = false;

  /** `deliver` never fails; what it answers is no matter. */
  constructor(private readonly deliver: (sight: CustomerSight) => Promise<unknown>) {}

  /** The window hears now, and knows nothing yet. */
  open(): void {
    this.#isOpen = true;
    this.#told = "";
    this.#soon();
  }

  /** Nobody hears any more. */
  close(): void {
    this.#isOpen = false;
    this.#latest = null;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  show(sight: CustomerSight): void {
    this.#latest = sight;
    this.#soon();
  }

  #soon(): void {
    if (!this.#isOpen || this.#latest === null || this.#timer !== null || this.#isOnTheWay) return;
    this.#timer = setTimeout(() => void this.#deliver(), FRAME_MS);
  }

  /** One goes after the other, so that an older one never comes behind a newer one. */
  async #deliver(): Promise<void> {
    this.#timer = null;
    const sight = this.#latest;
    const words = JSON.stringify(sight);
    if (sight === null || words === this.#told) return;
    this.#told = words;
    this.#isOnTheWay = true;
    await this.deliver(sight);
    this.#isOnTheWay = false;
    if (sight !== this.#latest) this.#soon();
  }
}
