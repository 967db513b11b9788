// The Sell screen as it is in the shopkeeper's head: four fields, one strip, and where the cursor is. No DOM: the screen follows
// `spot`, and the key budget is counted in desk.test.ts.
import type { Answer, KnownNumber, LastSale, Problem, Quote, SaleInput, SaleView, Service, Suggestion } from "../platform/counter";
import { typedAmount } from "../shared/money";
import { digitsOf, groupNumber, retype, tenDigits } from "../shared/number";
import { type Field, fieldOf, problemOf } from "../shared/problems";

export type Spot = "number" | "operator" | "circle" | "amount" | "send" | "decline";
export type Source = "history" | "series" | "home" | "hand" | null;

export type Backend = {
  suggest(service: Service, number: string): Promise<Answer<Suggestion, Problem>>;
  knownNumbers(digits: string): Promise<Answer<KnownNumber[], Problem>>;
  quote(input: SaleInput): Promise<Answer<Quote, Problem[]>>;
  sell(input: SaleInput): Promise<Answer<SaleView, Problem[]>>;
};

const QUOTE_AFTER_MS = 160;
const MATCH_AFTER_MS = 220;
const TAIL_DIGITS = 4;

type Quoted = { key: string; input: SaleInput; quote: Quote };
type Refused = { key: string; problems: Problem[] };
type Choice = { id: string | null; from: Source };

export class Desk {
  service = $state<Service>("prepaid");
  number = $state("");
  operator = $state.raw<Choice>({ id: null, from: null });
  circle = $state.raw<Choice>({ id: null, from: null });
  amount = $state("");
  amountFrom = $state<Source>(null);
  provider = $state<string | null>(null);
  lastSales = $state.raw<LastSale[]>([]);

  matches = $state.raw<KnownNumber[]>([]);
  matchAt = $state(-1);
  matchKind = $state<"tail" | "recent" | null>(null);

  /** The sale handed over last, for the panel; it stays until the next strip. */
  outcome = $state.raw<SaleView | null>(null);
  sending = $state(false);

  /** Where the cursor is wanted. A new object each time, so that asking twice moves it twice. */
  spot = $state.raw<{ at: Spot; keep: boolean }>({ at: "number", keep: false });

  #backend: Backend;
  #quoted = $state.raw<Quoted | null>(null);
  #refused = $state.raw<Refused | null>(null);
  #left = $state.raw<ReadonlySet<Field>>(new Set());
  #repeatAsked = $state.raw<{ key: string; minutes: number } | null>(null);
  #suggestedFor = "";
  #suggesting: Promise<void> | null = null;
  #quoting: { key: string; done: Promise<void> } | null = null;
  #quoteSoon: ReturnType<typeof setTimeout> | null = null;
  #matchSoon: ReturnType<typeof setTimeout> | null = null;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  get input(): SaleInput {
    return {
      service: this.service,
      number: this.number,
      operator: this.operator.id,
      circle: this.service === "dth" ? null : this.circle.id,
      amount: this.amount,
      provider: this.provider,
      repeat_confirmed: false,
    };
  }

  get #key(): string {
    return JSON.stringify(this.input);
  }

  /** The quote of exactly what stands in the fields, or null. Only this can be sent. */
  get quote(): Quote | null {
    return this.#quoted !== null && this.#quoted.key === this.#key ? this.#quoted.quote : null;
  }

  /** Minutes since the same sale, when it must be asked about first. */
  get repeat(): number | null {
    if (this.#repeatAsked !== null && this.#repeatAsked.key === this.#key) return this.#repeatAsked.minutes;
    return this.quote?.repeat?.minutes_ago ?? null;
  }

  get empty(): boolean {
    return this.number.trim() === "" && this.amount.trim() === "";
  }

  /** True when Number holds all of a number, so that Enter means "go on". */
  get complete(): boolean {
    return this.#wholeNumber !== null;
  }

  get #wholeNumber(): string | null {
    if (this.service !== "dth") return tenDigits(this.number);
    const digits = digitsOf(this.number);
    return digits.length >= 8 ? digits : null;
  }

  /** The problem to show beside a field: only one already left, or gone past with Enter. */
  problem(field: Field): Problem | null {
    if (this.#refused === null || this.#refused.key !== this.#key || !this.#left.has(field)) return null;
    return problemOf(this.#refused.problems, field);
  }

  /** Problems of the whole sale, once every field is filled well enough that nothing else is wrong. */
  get formProblems(): Problem[] {
    if (this.#refused === null || this.#refused.key !== this.#key) return [];
    const ofForm = this.#refused.problems.filter((problem) => fieldOf(problem) === "form" && problem.kind !== "repeat_recent");
    return ofForm.length === this.#refused.problems.length || this.#left.has("amount") ? ofForm : [];
  }

  // ---- typing -----------------------------------------------------------------------------------------------------------------

  setService(service: Service): void {
    if (service === this.service) return;
    this.clear();
    this.service = service;
    this.moveTo("number");
  }

  /** Returns where the caret belongs after regrouping. */
  typeNumber(text: string, caret: number): number {
    const retyped = retype(this.service, text, caret);
    this.number = retyped.text;
    this.#unleave("number");
    this.#dropGuesses();
    this.#closeMatches();
    if (this.complete) this.#suggestNow();
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

  /** A digit typed on the strip's button: the amount is another one. */
  retypeAmount(digit: string): void {
    this.typeAmount(digit);
    this.moveTo("amount", true);
  }

  chooseOperator(id: string): void {
    this.operator = { id, from: "hand" };
    this.#dropChosenProvider();
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
    void this.#quoteNow();
  }

  leave(field: Field): void {
    const text = field === "number" ? this.number : this.amount;
    if (text.trim() !== "" && this.matchKind === null) this.#markLeft([field]);
  }

  // ---- Enter, step by step ----------------------------------------------------------------------------------------------------

  async enterNumber(): Promise<void> {
    if (!this.complete && (await this.#takeMatch())) return;
    this.#closeMatches();
    if (!this.complete) {
      await this.#quoteNow();
      this.#markLeft(["number"]);
      return;
    }
    await this.#suggestNow();
    if (this.operator.id === null) return this.moveTo("operator");
    if (this.lastSales.length === 0 || this.amount === "") return this.moveTo("amount");
    await this.#toStrip();
  }

  enterOperator(): void {
    if (this.operator.id === null) {
      void this.#quoteNow();
      this.#markLeft(["number", "operator"]);
    } else this.moveTo(this.service !== "dth" && this.circle.id === null ? "circle" : "amount");
  }

  async enterAmount(): Promise<void> {
    await this.#suggesting;
    await this.#toStrip();
  }

  async #toStrip(sellAgain = false): Promise<void> {
    await this.#quoteNow();
    this.#markLeft(["number", "operator", "circle", "amount"]);
    if (this.quote !== null) {
      // Enter, Enter out of habit must not sell the same thing twice; only F4 asked for exactly that.
      this.moveTo(this.repeat !== null && !sellAgain ? "decline" : "send");
      return;
    }
    const order: ("number" | "operator" | "circle" | "amount")[] = ["number", "operator", "circle", "amount"];
    this.moveTo(order.find((field) => this.problem(field) !== null) ?? "amount");
  }

  /** Esc: one step back. Returns false when there is nothing to go back from. */
  back(from: Spot): boolean {
    if (this.matchKind !== null) {
      this.#closeMatches();
      return true;
    }
    if (from === "send" || from === "decline") this.moveTo("amount");
    else if (from === "amount" || from === "circle" || from === "operator") this.moveTo("number");
    else if (!this.empty) this.startOver();
    else if (this.outcome !== null) this.outcome = null;
    else return false;
    return true;
  }

  // ---- known customers --------------------------------------------------------------------------------------------------------

  async showRecent(): Promise<void> {
    const answer = await this.#backend.knownNumbers("");
    this.moveTo("number");
    this.#openMatches("recent", answer.status === "ok" ? answer.data : []);
  }

  moveMatch(by: number): void {
    if (this.matches.length === 0) return;
    this.matchAt = (this.matchAt + by + this.matches.length) % this.matches.length;
  }

  /** F4: the last sale, whole, with the cursor on the strip's button. */
  async repeatLast(): Promise<void> {
    const answer = await this.#backend.knownNumbers("");
    const last = answer.status === "ok" ? answer.data[0] : undefined;
    if (last !== undefined) await this.take(last, true);
  }

  async take(known: KnownNumber, sellAgain = false): Promise<void> {
    this.clear();
    this.service = known.service;
    this.number = groupNumber(known.service, known.number);
    this.operator = { id: known.operator, from: "history" };
    this.amount = typedAmount(known.amount_paise);
    this.amountFrom = "history";
    await this.#suggestNow();
    await this.#toStrip(sellAgain);
  }

  closeMatches(): void {
    this.#closeMatches();
  }

  async #takeMatch(): Promise<boolean> {
    const picked = this.matches[this.matchAt];
    if (this.matchKind !== null && picked !== undefined) {
      await this.take(picked);
      return true;
    }
    const digits = digitsOf(this.number);
    if (digits.length < TAIL_DIGITS || this.matchKind !== null) return false;
    const answer = await this.#backend.knownNumbers(digits);
    if (answer.status === "error" || digitsOf(this.number) !== digits) return false;
    const only = answer.data[0];
    if (only === undefined) return false;
    if (answer.data.length === 1) await this.take(only);
    else this.#openMatches("tail", answer.data);
    return true;
  }

  #matchSoonAfterPause(): void {
    const digits = digitsOf(this.number);
    if (digits.length < TAIL_DIGITS) return;
    this.#matchSoon = setTimeout(() => void this.#findMatches(digits), MATCH_AFTER_MS);
  }

  async #findMatches(digits: string): Promise<void> {
    const answer = await this.#backend.knownNumbers(digits);
    if (answer.status === "error" || this.complete || digitsOf(this.number) !== digits || this.matchKind === "recent") return;
    if (answer.data.length > 0) this.#openMatches("tail", answer.data);
  }

  #openMatches(kind: "tail" | "recent", matches: KnownNumber[]): void {
    this.matchKind = kind;
    this.matches = matches;
    this.matchAt = matches.length > 0 ? 0 : -1;
  }

  #closeMatches(): void {
    if (this.#matchSoon !== null) clearTimeout(this.#matchSoon);
    this.#matchSoon = null;
    this.matchKind = null;
    this.matches = [];
    this.matchAt = -1;
  }

  // ---- suggestions ------------------------------------------------------------------------------------------------------------

  #suggestNow(): Promise<void> {
    const digits = this.#wholeNumber;
    if (digits === null) return Promise.resolve();
    if (this.#suggestedFor === digits && this.#suggesting !== null) return this.#suggesting;
    this.#suggestedFor = digits;
    this.#suggesting = this.#suggest(digits);
    return this.#suggesting;
  }

  async #suggest(digits: string): Promise<void> {
    const answer = await this.#backend.suggest(this.service, this.number);
    if (answer.status === "error" || this.#wholeNumber !== digits) return;
    const { operator, operator_from, circle, circle_from, last_sales } = answer.data;
    this.lastSales = last_sales;
    if (operator !== null && this.operator.id === null) this.operator = { id: operator, from: operator_from };
    if (circle !== null && this.circle.id === null) this.circle = { id: circle, from: circle_from };
    const last = last_sales[0];
    if (last !== undefined && this.amount === "") {
      this.amount = typedAmount(last.amount_paise);
      this.amountFrom = "history";
    }
    this.#quoteAfterPause();
  }

  /** What was guessed for another number goes; what was chosen by hand stays. */
  #dropGuesses(): void {
    if (this.#wholeNumber !== null && this.#wholeNumber === this.#suggestedFor) return;
    this.#suggestedFor = "";
    this.#suggesting = null;
    this.lastSales = [];
    if (this.operator.from !== "hand") {
      this.operator = { id: null, from: null };
      this.#dropChosenProvider();
    }
    if (this.circle.from !== "hand") this.circle = { id: null, from: null };
    if (this.amountFrom === "history") {
      this.amount = "";
      this.amountFrom = null;
    }
  }

  #dropChosenProvider(): void {
    this.provider = null;
  }

  // ---- quotes -----------------------------------------------------------------------------------------------------------------

  #quoteAfterPause(): void {
    if (this.#quoteSoon !== null) clearTimeout(this.#quoteSoon);
    this.#quoteSoon = setTimeout(() => {
      if (!this.empty) void this.#quoteNow();
    }, QUOTE_AFTER_MS);
  }

  async #quoteNow(): Promise<void> {
    if (this.#quoteSoon !== null) clearTimeout(this.#quoteSoon);
    this.#quoteSoon = null;
    const key = this.#key;
    if (this.quote !== null) return;
    if (this.#quoting?.key !== key) this.#quoting = { key, done: this.#ask(key, this.input) };
    await this.#quoting.done;
  }

  async #ask(key: string, input: SaleInput): Promise<void> {
    const answer = await this.#backend.quote(input);
    if (this.#quoting?.key === key) this.#quoting = null;
    if (this.#key !== key) return;
    if (answer.status === "ok") {
      this.#quoted = { key, input, quote: answer.data };
      this.#refused = null;
      return;
    }
    this.#quoted = null;
    this.#refused = { key, problems: answer.error };
  }

  /** The wallet or the rates moved: the figures on the strip are asked for again, without a flicker. */
  requote(): void {
    if (this.quote !== null && !this.sending) void this.#ask(this.#key, this.input);
  }

  // ---- selling ----------------------------------------------------------------------------------------------------------------

  async send(repeatConfirmed: boolean): Promise<SaleView | null> {
    const quoted = this.#quoted;
    const key = this.#key;
    if (this.sending || quoted === null || quoted.key !== key) return null;
    if (this.repeat !== null && !repeatConfirmed) return null;
    this.sending = true;
    // The provider is the one on the strip, even when the shopkeeper left the choice to the counter.
    const answer = await this.#backend.sell({ ...quoted.input, provider: quoted.quote.provider, repeat_confirmed: repeatConfirmed });
    this.sending = false;
    if (answer.status === "error") {
      this.#sellRefused(key, answer.error);
      return null;
    }
    this.outcome = answer.data;
    this.clear();
    this.moveTo("number");
    return answer.data;
  }

  #sellRefused(key: string, problems: Problem[]): void {
    const recent = problems.find((problem) => problem.kind === "repeat_recent");
    if (recent !== undefined && problems.length === 1) {
      this.#repeatAsked = { key, minutes: recent.data.minutes_ago };
      this.moveTo("decline");
      return;
    }
    this.#quoted = null;
    this.#refused = { key, problems };
    this.#markLeft(["number", "operator", "circle", "amount"]);
    this.moveTo("amount");
  }

  /** The same sale again in the form, after one that certainly was not charged. */
  async tryAgain(sale: SaleView): Promise<void> {
    this.clear();
    this.service = sale.service;
    this.number = groupNumber(sale.service, sale.number);
    this.operator = { id: sale.operator, from: "history" };
    this.circle = { id: sale.circle, from: null };
    this.amount = typedAmount(sale.amount_paise);
    this.amountFrom = "history";
    await this.#suggestNow();
    await this.#toStrip();
  }

  startOver(): void {
    this.clear();
    this.moveTo("number");
  }

  clear(): void {
    this.#closeMatches();
    if (this.#quoteSoon !== null) clearTimeout(this.#quoteSoon);
    this.#quoteSoon = null;
    this.number = "";
    this.amount = "";
    this.amountFrom = null;
    this.operator = { id: null, from: null };
    this.circle = { id: null, from: null };
    this.provider = null;
    this.lastSales = [];
    this.#suggestedFor = "";
    this.#suggesting = null;
    this.#quoted = null;
    this.#refused = null;
    this.#repeatAsked = null;
    this.#left = new Set();
  }

  /** `keep` leaves what stands in the field unselected, to be typed on. */
  moveTo(at: Spot, keep = false): void {
    this.spot = { at, keep };
  }

  #markLeft(fields: Field[]): void {
    this.#left = new Set([...this.#left, ...fields]);
  }

  #unleave(field: Field): void {
    if (this.#left.has(field)) this.#left = new Set([...this.#left].filter((each) => each !== field));
  }
}
