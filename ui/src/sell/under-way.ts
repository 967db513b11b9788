// Work that has begun but not ended.
export class UnderWay {
  #begun = new Set<Promise<unknown>>();

  get any(): boolean {
    return this.#begun.size > 0;
  }

  /** Counts as under way until it ends, whichever way. */
  run<T>(begin: () => Promise<T>): Promise<T> {
    const begun = begin();
    this.#begun.add(begun);
    const end = (): void => void this.#begun.delete(begun);
    begun.then(end, end);
    return begun;
  }

  /** Waits until nothing is under way. */
  async done(): Promise<void> {
    while (this.any) await Promise.allSettled([...this.#begun]);
  }

  /** Nobody waits any longer for what is under way; it goes on by itself. */
  leave(): void {
    this.#begun.clear();
  }
}
