// Customers found by what stands in Number: the end of a number, or letters of a name.
import type { Mode } from "../platform/counter";
import { digitsOf, tailOf } from "../shared/words/number";
import { type Backend, type Catalogue, bare } from "./fields.svelte";
import { KnownList, TAIL_DIGITS, namesOne } from "./known-list.svelte";
import { Selling } from "./selling.svelte";

const MATCH_AFTER_MS = 220;
/** A single letter would find half of the customers. */
const LEAST_LETTERS = 2;

export abstract class Finding extends Selling {
  readonly known: KnownList;

  constructor(backend: Backend, mode: () => Mode, catalogue: Catalogue = bare) {
    super(backend, mode, catalogue);
    this.known = new KnownList(backend);
  }

  /** The letters of a name in Number, where letters are no part of a number; else nothing. */
  get nameTyped(): string {
    const text = this.number.trim();
    const isName = this.isOfDigits && /^\p{L}[\p{L}\p{M}\s.'-]*$/u.test(text) && !/^galla/i.test(text);
    return isName && [...text].length >= LEAST_LETTERS ? text : "";
  }

  /** What customers are looked for by. */
  get #sought(): string {
    const digits = tailOf(this.number);
    return digits.length >= TAIL_DIGITS ? digits : this.nameTyped;
  }

  protected matchSoonAfterPause(): void {
    const sought = this.#sought;
    if (sought !== "") this.known.later(() => this.#findMatches(sought), MATCH_AFTER_MS);
  }

  /** Finds at once whom a pause would have brought up, so that Enter means the same without the pause. */
  protected async matchNow(): Promise<void> {
    await this.known.now();
    if (!this.known.open && (tailOf(this.number).length === TAIL_DIGITS || this.nameTyped !== "")) await this.#findMatches(this.#sought);
  }

  async #findMatches(sought: string): Promise<void> {
    const isName = digitsOf(sought) === "";
    const answer = isName ? await this.known.named(sought) : await this.known.ask(sought);
    if (answer.status === "error" || this.complete || this.#sought !== sought || this.known.kind === "recent") return;
    // That nobody has this name is news; a number that nobody has is only being typed.
    if (answer.data.length > 0 || isName) this.known.show(isName ? "name" : "tail", answer.data, isName ? answer.data.length === 1 : namesOne(sought, answer.data));
    else if (this.known.kind === "name") this.known.close();
  }
}
