// Letters that were typed where only digits go. They are not written. The field says which, until it is left or empty again.

export class Strays {
  #at = $state("");
  #letters = $state("");

  /** `id`: the field of the page. */
  add(id: string, letter: string): void {
    this.#letters = this.#at === id ? this.#letters + letter : letter;
    this.#at = id;
  }

  /** All of them, in their order; nothing for another field. */
  of(id: string): string {
    return this.#at === id ? this.#letters : "";
  }

  /** True where a letter was typed and the field is still typed in: the next letter is no key, but more of the same. */
  has(id: string): boolean {
    return this.of(id) !== "";
  }

  forget(): void {
    this.#at = "";
    this.#letters = "";
  }
}

export const strays = new Strays();
