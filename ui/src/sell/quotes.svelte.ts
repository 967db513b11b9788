// The answers to "may this be sold?", each tied to exactly what stood in the fields when it was asked. An answer for other fields
// than those of now is no answer.
import type { Answer, Problem, Quote, Repeat as Twin, SaleInput } from "../platform/counter";
import type { Typed } from "./fields.svelte";
import { drawNote, intentOf } from "../pay/note";
import { unpaid } from "../pay/pay.svelte";

type Quoted = { key: string; input: SaleInput; quote: Quote };
type Refused = { key: string; problems: Problem[] };

export class Quotes {
  #quoted = $state.raw<Quoted | null>(null);
  #refused = $state.raw<Refused | null>(null);
  #repeat = $state.raw<{ key: string; twin: Twin } | null>(null);
  #asking: { key: string; done: Promise<void> } | null = null;
  #soon: { timer: ReturnType<typeof setTimeout>; wanted: () => boolean } | null = null;
  // One for each deliberate sale: it stays while the same thing stands in the fields, and a click delivered twice carries it twice.
  #intent: { key: string; id: string } | null = null;
  // The note of the UPI code, with which every intent begins. It stays for one customer, so that what was paid by the code finds the sale
  // although another provider had to be taken meanwhile.
  #note: string | null = null;
  #input: () => Typed;
  #backend: (input: SaleInput) => Promise<Answer<Quote, Problem[]>>;

  constructor(input: () => Typed, backend: (input: SaleInput) => Promise<Answer<Quote, Problem[]>>) {
    this.#input = input;
    this.#backend = backend;
  }

  get #key(): string {
    return JSON.stringify(this.#input());
  }

  get intent(): string {
    const key = this.#key;
    this.#note ??= drawNote();
    if (this.#intent?.key !== key) this.#intent = { key, id: intentOf(this.#note) };
    return this.#intent.id;
  }

  get #asked(): SaleInput {
    return { ...this.#input(), ...unpaid, intent: this.intent };
  }

  /** The quote of the fields as they are, with the very input it was made of. */
  get live(): { input: SaleInput; quote: Quote } | null {
    return this.#quoted !== null && this.#quoted.key === this.#key ? this.#quoted : null;
  }

  get problems(): Problem[] {
    return this.#refused !== null && this.#refused.key === this.#key ? this.#refused.problems : [];
  }

  /** The same sale, when the till wants it asked about first. */
  get repeat(): Twin | null {
    if (this.#repeat !== null && this.#repeat.key === this.#key) return this.#repeat.twin;
    return this.live?.quote.repeat ?? null;
  }

  after(ms: number, wanted: () => boolean): void {
    this.#hush();
    const timer = setTimeout(() => void this.settle(), ms);
    this.#soon = { timer, wanted };
  }

  /** True while an answer about what stands in the fields is still to come. */
  get wait(): boolean {
    return this.#soon !== null || this.#asking?.key === this.#key;
  }

  /** Asks at once what would be asked after the pause, and waits for the answer. */
  async settle(): Promise<void> {
    const wanted = this.#soon === null ? this.wait : this.#soon.wanted();
    this.#hush();
    if (wanted) await this.now();
  }

  async now(): Promise<void> {
    this.#hush();
    if (this.live !== null) return;
    const key = this.#key;
    if (this.#asking?.key !== key) this.#asking = { key, done: this.#ask(key, this.#asked) };
    await this.#asking.done;
  }

  /** Wallet or rates moved: the same question again, without a flicker. */
  async again(): Promise<void> {
    const wasClosed = this.problems.some((problem) => problem.kind === "provider_closed");
    if (this.live !== null || wasClosed) await this.#ask(this.#key, this.#asked);
  }

  async #ask(key: string, input: SaleInput): Promise<void> {
    const answer = await this.#backend(input);
    if (this.#asking?.key === key) this.#asking = null;
    if (this.#key !== key) return;
    this.#quoted = answer.status === "ok" ? { key, input, quote: answer.data } : null;
    this.#refused = answer.status === "error" ? { key, problems: answer.error } : null;
  }

  /** The till refused the sale itself, although it had been quoted. */
  refuse(problems: Problem[]): void {
    this.#quoted = null;
    this.#refused = { key: this.#key, problems };
  }

  askAboutRepeat(twin: Twin): void {
    this.#repeat = { key: this.#key, twin };
  }

  clear(): void {
    this.#hush();
    this.#quoted = null;
    this.#refused = null;
    this.#repeat = null;
    this.#intent = null;
    this.#note = null;
  }

  #hush(): void {
    if (this.#soon !== null) clearTimeout(this.#soon.timer);
    this.#soon = null;
  }
}
