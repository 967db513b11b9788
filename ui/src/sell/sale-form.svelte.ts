// The Sell screen as it is in the shopkeeper's head: the fields, one strip, and where the cursor is. No DOM: the screen follows
// `spot`, and the key budget is counted in sale-form.test.ts.
import type { Answer, Field as Extra, KnownNumber, Mode, Problem, Quote, Repeat as Twin, SaleView, Service } from "../platform/counter";
import { type SaleKind, isDeskKind } from "../shared/words/desk-services";
import { typedAmount } from "../shared/words/money";
import { digitsOf, groupNumber, retype, shapeOfOperator, tailOf } from "../shared/words/number";
import { type Field, extraOf, fieldOf, problemOf } from "../shared/words/problems";
import { type Backend, type Catalogue } from "./fields.svelte";
import { KnownList } from "./known-list.svelte";
import { Quotes } from "./quotes.svelte";
import { type Spot, Walk } from "./walk.svelte";

export type { Spot };

const QUOTE_AFTER_MS = 160;
const MATCH_AFTER_MS = 220;
const TAIL_DIGITS = 4;

/** A sale refused after the shopkeeper had gone on to the next one. */
export type Refusal = { service: Service; number: string; amount_paise: number; problem: Problem };

/** A form without a catalogue knows what all operators of a service have in common, and no more. */
const bare: Catalogue = { operator: () => null, operatorsOf: () => [] };

/** Enter takes a customer without an arrow key only when exactly four digits name exactly one. */
function namesOne(digits: string, rows: KnownNumber[]): boolean {
  return digits.length === TAIL_DIGITS && rows.length === 1 && rows[0]?.number.endsWith(digits) === true;
}

export class SaleForm extends Walk {
  readonly known = new KnownList();

  /** The sale handed over last, for the panel; it stays until the next strip. */
  outcome = $state.raw<SaleView | null>(null);
  /** What came back too late to stand beside the fields it was about. */
  refusal = $state.raw<Refusal | null>(null);
  #onTheWay = $state.raw<readonly string[]>([]);

  #left = $state.raw<ReadonlySet<Field>>(new Set());
  #quotes: Quotes;

  constructor(backend: Backend, mode: () => Mode, catalogue: Catalogue = bare) {
    super(backend, mode, catalogue);
    this.#quotes = new Quotes(() => this.input, (input) => backend.quote(input));
  }

  /** The quote of exactly what stands in the fields, or null. Only this can be sent. */
  get quote(): Quote | null {
    return this.#quotes.live?.quote ?? null;
  }

  /** True while a sale to the number on the strip is being handed over; other numbers need not wait for it. */
  get sending(): boolean {
    return this.quote !== null && this.#onTheWay.includes(this.quote.number);
  }

  /** The same sale, when it must be asked about first. */
  get repeat(): Twin | null {
    return this.#quotes.repeat;
  }

  /** The problem to show beside a field: only one already left, or gone past with Enter. */
  problem(field: Field): Problem | null {
    if (!this.#left.has(field)) return null;
    return problemOf(this.#quotes.problems, field);
  }

  /** The extra fields on the screen: those of the provider, and any other that the till found wanting. */
  get shownExtras(): Extra[] {
    const missed = this.#quotes.problems.map(extraOf).filter((field) => field !== null);
    return [...new Set([...this.extras, ...missed])];
  }

  /** The circle is asked for where the provider wants it, and where the till missed it. */
  get asksCircle(): boolean {
    return this.wantsCircle || problemOf(this.#quotes.problems, "circle") !== null;
  }

  get #allFields(): Field[] {
    return ["number", "operator", "circle", ...this.shownExtras.map((field) => `extra_${field}` as const), "amount"];
  }

  /** Problems of the whole sale, once every field is filled well enough that nothing else is wrong. */
  get formProblems(): Problem[] {
    const all = this.#quotes.problems;
    const ofForm = all.filter((problem) => fieldOf(problem) === "form" && problem.kind !== "repeat_recent");
    return ofForm.length === all.length || this.#left.has("amount") ? ofForm : [];
  }

  // ---- what a key means now ---------------------------------------------------------------------------------------------------

  /** True when the form stands as it stands before somebody who waits: any key means what he sees. */
  get settled(): boolean {
    return this.steady && !this.suggestions.any && !this.known.waits && !this.#quotes.wait && this.search === null;
  }

  /** Brings the form there. What waits for a pause in the typing is done at once. */
  async settle(): Promise<void> {
    while (!this.settled) {
      await this.steadied();
      await this.suggestions.done();
      await this.known.now();
      await this.#quotes.settle();
      const search = this.search;
      await search?.();
      if (this.search === search) this.search = null;
    }
  }

  // ---- typing -----------------------------------------------------------------------------------------------------------------

  setService(service: SaleKind): void {
    if (service === this.service) return;
    this.clear();
    this.service = service;
    this.moveTo("number");
  }

  /** Returns where the caret belongs after regrouping. */
  typeNumber(text: string, caret: number): number {
    const retyped = retype(this.service, text, caret, this.shape.kind);
    this.number = retyped.text;
    this.#unleave("number");
    this.dropGuesses();
    this.known.close();
    if (this.complete) this.suggestNow();
    else this.#matchSoonAfterPause();
    this.#quoteAfterPause();
    return retyped.caret;
  }

  typeAmount(text: string): void {
    this.amount = text;
    this.amountFrom = "hand";
    this.#unleave("amount");
    this.#quoteAfterPause();
  }

  typeExtra(field: Extra, text: string): void {
    // Eight digits are a date without its dashes.
    const date = field === "date_of_birth" ? /^(\d{2})(\d{2})(\d{4})$/.exec(text) : null;
    this.setExtraText(field, date === null ? text : date.slice(1).join("-"));
    this.#unleave(`extra_${field}`);
    this.#quoteAfterPause();
  }

  /** A digit typed on the strip's button: the amount is another one. */
  retypeAmount(digit: string): void {
    this.typeAmount(digit);
    this.moveTo("amount", true);
  }

  chooseOperator(id: string): void {
    this.operator = { id, from: "hand" };
    this.dropChosenProvider();
    this.#quoteAfterPause();
  }

  chooseCircle(id: string): void {
    this.circle = { id, from: "hand" };
    this.#quoteAfterPause();
  }

  chooseAmount(paise: number): void {
    this.typeAmount(typedAmount(paise));
    void this.enterAmount();
  }

  chooseProvider(slug: string): void {
    this.provider = slug;
    void this.step(() => this.#toStrip());
  }

  leave(field: Field): void {
    const text = field === "number" ? this.number : field === "amount" ? this.amount : this.input.fields.find((each) => field === `extra_${each.field}`)?.text ?? "";
    if (text.trim() !== "" && !this.known.open) this.#markLeft([field]);
  }

  // ---- Enter, step by step ----------------------------------------------------------------------------------------------------

  enterNumber(): Promise<void> {
    return this.step(() => this.#enterNumber());
  }

  async #enterNumber(): Promise<void> {
    // A list asked for with F2 is meant; one that only came up while typing never takes Enter from a whole number.
    if ((!this.complete || this.known.kind === "recent") && (await this.#takeMatch())) return;
    if (!this.complete) {
      // The customers with these digits stay in sight: an arrow key may still choose one.
      if (this.known.kind === "recent") this.known.close();
      await this.#quotes.now();
      // What this screen takes for half a number may be a whole one to the counter; only a mobile number is known to have ten digits.
      if (this.shape.kind === "mobile" || this.number.trim() === "" || problemOf(this.#quotes.problems, "number") !== null) {
        // One Enter too many in an empty form asks nobody anything.
        if (!this.empty) this.onask();
        this.#markLeft(["number"]);
        this.moveTo("number", true);
        return;
      }
    }
    this.known.close();
    await this.suggestNow();
    if (await this.#numberIsWrong()) return;
    if (this.operator.id === null) return this.moveTo("operator");
    const empty = this.extras.find((field) => this.extraText(field).trim() === "");
    if (empty !== undefined) return this.moveTo(`extra_${empty}`);
    if (this.lastSales.length === 0 || this.amount === "") return this.moveTo("amount");
    await this.#toStrip();
  }

  /** Ten digits can still be no mobile number: then the cursor stays where they are. */
  async #numberIsWrong(): Promise<boolean> {
    await this.#quotes.now();
    if (problemOf(this.#quotes.problems, "number") === null) return false;
    this.onask();
    this.#markLeft(["number"]);
    this.moveTo("number", true);
    return true;
  }

  enterOperator(): Promise<void> {
    return this.step(async () => {
      // Whether a circle or another field is wanted, the till may have to say.
      await this.#quotes.now();
      if (this.operator.id === null) {
        this.#markLeft(["number", "operator"]);
        this.onask();
      } else if (this.asksCircle && this.circle.id === null) this.moveTo("circle");
      else this.#moveOn(null);
    });
  }

  enterCircle(): Promise<void> {
    return this.step(() => this.#quotes.now().then(() => this.#moveOn(null)));
  }

  enterExtra(field: Extra): Promise<void> {
    return this.step(() => this.#quotes.now().then(() => this.#moveOn(field)));
  }

  /** To the next extra field that is still empty, and where there is none to the amount. */
  #moveOn(from: Extra | null): void {
    const fields = this.shownExtras;
    const next = fields.slice(from === null ? 0 : fields.indexOf(from) + 1).find((field) => this.extraText(field).trim() === "");
    this.moveTo(next === undefined ? "amount" : `extra_${next}`);
  }

  enterAmount(): Promise<void> {
    return this.step(async () => {
      await this.suggesting;
      await this.#toStrip();
    });
  }

  async #toStrip(sellAgain = false): Promise<void> {
    await this.#quotes.now();
    this.#markLeft(this.#allFields);
    if (this.quote !== null) {
      // Enter, Enter out of habit must not sell the same thing twice; only F4 asked for exactly that.
      if (this.repeat !== null && !sellAgain) this.#askAboutRepeat();
      else this.moveTo("send");
      return;
    }
    this.#moveToProblem();
  }

  #askAboutRepeat(): void {
    this.onask();
    this.moveTo("decline");
  }

  #moveToProblem(): void {
    this.onask();
    this.#markLeft(this.#allFields);
    const at = this.#allFields.find((field) => this.problem(field) !== null) ?? "amount";
    this.moveTo(at as Spot, at === "number");
  }

  /** Esc: one step back. Returns false when there is nothing to go back from. */
  back(from: Spot): boolean {
    if (this.known.open) {
      this.known.close();
      return true;
    }
    if (from === "send" || from === "decline") this.moveTo("amount");
    else if (from !== "number") this.moveTo("number");
    else if (!this.empty) this.startOver();
    else if (this.refusal !== null) this.refusal = null;
    else if (this.outcome !== null) this.outcome = null;
    else return false;
    return true;
  }

  // ---- known customers --------------------------------------------------------------------------------------------------------

  /** What the services desk did for somebody is nothing to sell again here. */
  async #knownNumbers(digits: string): Promise<Answer<KnownNumber[], Problem>> {
    const answer = await this.backend.knownNumbers(digits);
    return answer.status === "ok" ? { status: "ok", data: answer.data.filter((known) => !isDeskKind(known.service)) } : answer;
  }

  showRecent(): Promise<void> {
    return this.step(async () => {
      const answer = await this.#knownNumbers("");
      this.moveTo("number");
      this.known.show("recent", answer.status === "ok" ? answer.data : [], true);
    });
  }

  /** F4: the last sale, whole, with the cursor on the strip's button. */
  repeatLast(): Promise<void> {
    return this.step(async () => {
      const answer = await this.#knownNumbers("");
      const last = answer.status === "ok" ? answer.data[0] : undefined;
      if (last !== undefined) await this.#take(last, true);
    });
  }

  take(known: KnownNumber): Promise<void> {
    return this.step(() => this.#take(known));
  }

  async #take(known: KnownNumber, sellAgain = false): Promise<void> {
    if (isDeskKind(known.service)) return;
    this.clear();
    this.#putNumber(known.service, known.operator, known.number);
    this.amount = typedAmount(known.amount_paise);
    this.amountFrom = "history";
    await this.suggestNow();
    await this.#toStrip(sellAgain);
  }

  /** A number as it is kept, written as it would be typed. */
  #putNumber(service: SaleKind, operator: string, number: string): void {
    const known = this.catalogue.operator(operator);
    this.service = service;
    this.operator = { id: operator, from: "history" };
    this.number = known !== null && shapeOfOperator(known).kind === "letters" ? number : groupNumber(service, number);
  }

  /** Enter looks at the list that a pause would have brought up, so that it means the same without the pause. */
  async #takeMatch(): Promise<boolean> {
    await this.known.now();
    const digits = tailOf(this.number);
    if (!this.known.open && digits.length === TAIL_DIGITS) await this.#findMatches(digits);
    const picked = this.known.picked;
    if (picked === undefined) return false;
    await this.#take(picked);
    return true;
  }

  #matchSoonAfterPause(): void {
    const digits = tailOf(this.number);
    if (digits.length < TAIL_DIGITS) return;
    this.known.later(() => this.#findMatches(digits), MATCH_AFTER_MS);
  }

  async #findMatches(digits: string): Promise<void> {
    const answer = await this.#knownNumbers(digits);
    if (answer.status === "error" || this.complete || digitsOf(this.number) !== digits || this.known.kind === "recent") return;
    if (answer.data.length > 0) this.known.show("tail", answer.data, namesOne(digits, answer.data));
  }

  // ---- quotes -----------------------------------------------------------------------------------------------------------------

  protected guessed(): void {
    this.#quoteAfterPause();
  }

  #quoteAfterPause(): void {
    this.#quotes.after(QUOTE_AFTER_MS, () => !this.empty);
  }

  /** The wallet or the rates moved: the figures on the strip are asked for again, without a flicker. */
  async requote(): Promise<void> {
    const wasClosed = this.formProblems.some((problem) => problem.kind === "provider_closed");
    if (this.sending || (this.quote === null && !wasClosed)) return;
    const [turn, repeat] = [this.turn, this.repeat];
    await this.#quotes.again();
    if (turn !== this.turn || this.handovers.any || (this.spot.at !== "send" && this.spot.at !== "decline")) return;
    // The button under the cursor is another one now, or gone.
    if (this.quote === null) this.#moveToProblem();
    else if (repeat === null && this.repeat !== null) this.#askAboutRepeat();
  }

  // ---- selling ----------------------------------------------------------------------------------------------------------------

  async send(repeatConfirmed: boolean): Promise<SaleView | null> {
    const quoted = this.#quotes.live;
    if (this.sending || quoted === null) return null;
    if (this.repeat !== null && !repeatConfirmed) return null;
    const { input, quote } = quoted;
    const turn = this.turn;
    this.refusal = null;
    this.#onTheWay = [...this.#onTheWay, quote.number];
    // The provider is the one on the strip, even when the shopkeeper left the choice to the counter.
    const handed = this.backend.sell({ ...input, provider: quote.provider, repeat_confirmed: repeatConfirmed });
    return this.handovers.run(async () => {
      const answer = await handed;
      this.#onTheWay = this.#onTheWay.filter((number) => number !== quote.number);
      // The next customer may have been begun: his number is not touched.
      const stands = this.turn === turn;
      if (answer.status === "error") {
        const problem = answer.error[0];
        if (stands) this.#sellRefused(answer.error);
        else if (problem !== undefined) this.refusal = { service: input.service, number: quote.number, amount_paise: quote.amount_paise, problem };
        return null;
      }
      if (!stands) return answer.data;
      this.outcome = answer.data;
      this.clear();
      this.moveTo("number");
      return answer.data;
    });
  }

  #sellRefused(problems: Problem[]): void {
    const recent = problems.find((problem) => problem.kind === "repeat_recent");
    if (recent !== undefined && problems.length === 1) {
      this.#quotes.askAboutRepeat({ ...recent.data, contradicted: recent.data.contradicted === true });
      this.#askAboutRepeat();
      return;
    }
    this.#quotes.refuse(problems);
    this.#moveToProblem();
  }

  /** The other ledger is open now: its ids are not those of what stands here. */
  changeLedger(): void {
    this.clear();
    this.outcome = null;
    this.refusal = null;
  }

  /** The same sale again in the form, after one that certainly was not charged. */
  tryAgain(sale: SaleView): Promise<void> {
    return this.step(() => this.#tryAgain(sale));
  }

  async #tryAgain(sale: SaleView): Promise<void> {
    if (isDeskKind(sale.service)) return;
    this.clear();
    this.#putNumber(sale.service, sale.operator, sale.number);
    this.operator = { id: sale.operator, from: "hand" };
    for (const { field, text } of sale.fields) this.setExtraText(field, text);
    this.circle = { id: sale.circle, from: null };
    this.amount = typedAmount(sale.amount_paise);
    this.amountFrom = "history";
    await this.suggestNow();
    await this.#toStrip();
  }

  startOver(): void {
    this.clear();
    this.moveTo("number");
  }

  clear(): void {
    this.beginTurn();
    this.known.close();
    this.clearFields();
    this.#quotes.clear();
    this.#left = new Set();
  }

  #markLeft(fields: Field[]): void {
    this.#left = new Set([...this.#left, ...fields]);
  }

  #unleave(field: Field): void {
    if (this.#left.has(field)) this.#left = new Set([...this.#left].filter((each) => each !== field));
  }
}
