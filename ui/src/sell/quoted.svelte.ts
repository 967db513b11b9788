// What the counter says of the sale in the fields: its quote or its problems, shown beside each field once that was left.
import type { Field as Extra, Mode, Problem, Quote, Repeat as Twin } from "../platform/counter";
import { type Field, extraOf, fieldOf, problemOf } from "../shared/words/problems";
import { type Backend, type Catalogue } from "./fields.svelte";
import { Pay } from "../pay/pay.svelte";
import { Quotes } from "./quotes.svelte";
import { type Spot, Walk } from "./walk.svelte";

const QUOTE_AFTER_MS = 160;

export abstract class Quoted extends Walk {
  /** The numbers whose sales are being handed over. */
  protected onTheWay = $state.raw<readonly string[]>([]);
  protected readonly quotes: Quotes;
  readonly pay: Pay;
  #left = $state.raw<ReadonlySet<Field>>(new Set());

  constructor(backend: Backend, mode: () => Mode, catalogue: Catalogue) {
    super(backend, mode, catalogue);
    this.quotes = new Quotes(() => this.input, (input) => backend.quote(input));
    this.pay = new Pay(() => this.quote);
  }

  /** The quote of exactly what stands in the fields, or null. Only this can be sent. */
  get quote(): Quote | null {
    return this.quotes.live?.quote ?? null;
  }

  /** True while a sale to the number on the strip is being handed over; other numbers need not wait for it. */
  get sending(): boolean {
    return this.quote !== null && this.onTheWay.includes(this.quote.number);
  }

  /** True where the wallet on the strip cannot pay for it: it is not sent then. */
  get isShort(): boolean {
    const after = this.quote?.wallet_after_paise ?? null;
    return after !== null && after < 0;
  }

  /** The same sale, when it must be asked about first. */
  get repeat(): Twin | null {
    return this.quotes.repeat;
  }

  /** The problem to show beside a field: one already left or gone past with Enter, and Number as soon as all of it stands there. */
  problem(field: Field): Problem | null {
    if (!this.#left.has(field) && !(field === "number" && this.isNumberTold)) return null;
    return problemOf(this.quotes.problems, field);
  }

  /** The extra fields on the screen: those of the provider, and any other that the till found wanting. */
  get shownExtras(): Extra[] {
    const missed = this.quotes.problems.map(extraOf).filter((field) => field !== null);
    return [...new Set([...this.extras, ...missed])];
  }

  /** The circle is asked for where the provider wants it, and where the till missed it. */
  get asksCircle(): boolean {
    return this.wantsCircle || problemOf(this.quotes.problems, "circle") !== null;
  }

  get #allFields(): Field[] {
    return ["number", "operator", "circle", ...this.shownExtras.map((field) => `extra_${field}` as const), "amount"];
  }

  /** Problems of the whole sale, once every field is filled well enough that nothing else is wrong. */
  get formProblems(): Problem[] {
    const all = this.quotes.problems;
    const ofForm = all.filter((problem) => fieldOf(problem) === "form" && problem.kind !== "repeat_recent");
    return ofForm.length === all.length || this.#left.has("amount") ? ofForm : [];
  }

  protected async toStrip(): Promise<void> {
    await this.quotes.now();
    this.markLeft(this.#allFields);
    if (this.quote !== null) {
      // Enter, Enter out of habit must not sell the same thing twice, however the question was reached.
      if (this.repeat !== null) this.askAboutRepeat();
      else this.#showStrip();
      return;
    }
    this.moveToProblem();
  }

  /** A code to pay by is a question: whether the money has come, nobody can know who has not seen it. */
  #showStrip(): void {
    if (this.pay.payment === "upi" || this.isShort) this.onask();
    this.moveTo("send");
  }

  protected askAboutRepeat(): void {
    this.onask();
    this.moveTo("decline");
  }

  protected moveToProblem(): void {
    this.onask();
    this.markLeft(this.#allFields);
    const at = this.#allFields.find((field) => this.problem(field) !== null) ?? "amount";
    this.moveTo(at as Spot, at === "number");
  }

  protected guessed(): void {
    this.quoteAfterPause();
  }

  protected quoteAfterPause(): void {
    this.quotes.after(QUOTE_AFTER_MS, () => !this.empty);
  }

  /** The wallet or the rates moved: the figures on the strip are asked for again, without a flicker. */
  async requote(): Promise<void> {
    const wasClosed = this.formProblems.some((problem) => problem.kind === "provider_closed");
    if (this.sending || (this.quote === null && !wasClosed)) return;
    const [turn, repeat] = [this.turn, this.repeat];
    await this.quotes.again();
    if (turn !== this.turn || this.handovers.any || !["send", "decline", "charge", "tendered"].includes(this.spot.at)) return;
    // The button under the cursor is another one now, or gone.
    if (this.quote === null) this.moveToProblem();
    else if (repeat === null && this.repeat !== null) this.askAboutRepeat();
  }

  protected markLeft(fields: Field[]): void {
    this.#left = new Set([...this.#left, ...fields]);
  }

  protected unleave(field: Field): void {
    if (this.#left.has(field)) this.#left = new Set([...this.#left].filter((each) => each !== field));
  }

  /** Nothing was left, and nothing was said of what stands here. */
  protected clearQuotes(): void {
    this.quotes.clear();
    this.pay.clear();
    this.#left = new Set();
  }
}
