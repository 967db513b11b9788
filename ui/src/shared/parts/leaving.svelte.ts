// Esc in a form. One Esc loses nothing that was typed: it is asked first, and the second Esc throws it away.
export class Leaving {
  /** It is asked whether what was typed is thrown away. */
  asked = $state(false);
  #isTyped = false;
  readonly #asks: () => boolean;

  /** `asks`: whether anything typed would be lost. */
  constructor(asks: () => boolean) {
    this.#asks = asks;
  }

  /** Something was typed, or chosen. */
  typed(): void {
    this.#isTyped = true;
    this.asked = false;
  }

  /** Esc was pressed. Gives whether the form closes. */
  leave(): boolean {
    if (!this.#asks() || !this.#isTyped || this.asked) return true;
    this.asked = true;
    return false;
  }
}
