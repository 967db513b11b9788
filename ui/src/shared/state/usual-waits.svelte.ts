// How long sales that wait usually do, by operator and company: asked for once in an hour, however many of them stand on the screen.
import { SvelteMap } from "svelte/reactivity";
import { ask, commands } from "../../platform/counter";

const FRESH_MS = 3_600_000;

class UsualWaits {
  #known = new SvelteMap<string, number | null>();
  /** When each was asked for, by the computer's own clock. */
  #asked = new Map<string, number>();
  /** Grows with every change of books. */
  #books = 0;

  /** In ms; null while it is not known. */
  of(operator: string, provider: string): number | null {
    return this.#known.get(`${operator} ${provider}`) ?? null;
  }

  want(operator: string, provider: string): void {
    const key = `${operator} ${provider}`;
    const asked = this.#asked.get(key);
    if (asked !== undefined && performance.now() - asked < FRESH_MS) return;
    this.#asked.set(key, performance.now());
    void this.#ask(key, operator, provider);
  }

  /** Practice and real sales have books apart. */
  forget(): void {
    this.#books += 1;
    this.#known.clear();
    this.#asked.clear();
  }

  async #ask(key: string, operator: string, provider: string): Promise<void> {
    const books = this.#books;
    const answer = await ask(() => commands.usualWait(operator, provider));
    if (books !== this.#books) return;
    if (answer.status === "ok") this.#known.set(key, answer.data?.nine_of_ten_ms ?? null);
    else this.#asked.delete(key);
  }
}

export const usualWaits = new UsualWaits();
