// The four fields of a sale: what was typed or chosen by hand, and what the counter guessed for the number. A guess never takes the
// place of a choice.
import type { Answer, KnownNumber, LastSale, Mode, Problem, Quote, SaleInput, SaleView, Service, Suggestion } from "../platform/counter";
import { typedAmount } from "../shared/money";
import { digitsOf, tenDigits } from "../shared/number";

export type Source = "history" | "series" | "home" | "hand" | null;

export type Backend = {
  suggest(service: Service, number: string): Promise<Answer<Suggestion, Problem>>;
  knownNumbers(digits: string): Promise<Answer<KnownNumber[], Problem>>;
  quote(input: SaleInput): Promise<Answer<Quote, Problem[]>>;
  sell(input: SaleInput): Promise<Answer<SaleView, Problem[]>>;
};

/** What stands in the fields; the intent is added where it is asked about or sent. */
export type Typed = Omit<SaleInput, "intent">;

type Choice = { id: string | null; from: Source };

export abstract class Fields {
  service = $state<Service>("prepaid");
  number = $state("");
  operator = $state.raw<Choice>({ id: null, from: null });
  circle = $state.raw<Choice>({ id: null, from: null });
  amount = $state("");
  amountFrom = $state<Source>(null);
  provider = $state<string | null>(null);
  lastSales = $state.raw<LastSale[]>([]);

  protected suggesting: Promise<void> | null = null;
  #suggestedFor = "";

  /** `mode` is the one the screen shows. */
  constructor(protected readonly backend: Backend, private readonly mode: () => Mode) {}

  /** New guesses stand in the fields. */
  protected abstract guessed(): void;

  get input(): Typed {
    return {
      service: this.service,
      number: this.number,
      operator: this.operator.id,
      circle: this.service === "dth" ? null : this.circle.id,
      amount: this.amount,
      provider: this.provider,
      repeat_confirmed: false,
      mode: this.mode(),
    };
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

  protected suggestNow(): Promise<void> {
    const digits = this.#wholeNumber;
    if (digits === null) return Promise.resolve();
    if (this.#suggestedFor === digits && this.suggesting !== null) return this.suggesting;
    this.#suggestedFor = digits;
    this.suggesting = this.#suggest(digits);
    return this.suggesting;
  }

  async #suggest(digits: string): Promise<void> {
    const answer = await this.backend.suggest(this.service, this.number);
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
    this.guessed();
  }

  /** What was guessed for another number goes; what was chosen by hand stays. */
  protected dropGuesses(): void {
    if (this.#wholeNumber !== null && this.#wholeNumber === this.#suggestedFor) return;
    this.#suggestedFor = "";
    this.suggesting = null;
    this.lastSales = [];
    if (this.operator.from !== "hand") {
      this.operator = { id: null, from: null };
      this.dropChosenProvider();
    }
    if (this.circle.from !== "hand") this.circle = { id: null, from: null };
    if (this.amountFrom === "history") {
      this.amount = "";
      this.amountFrom = null;
    }
  }

  protected dropChosenProvider(): void {
    this.provider = null;
  }

  protected clearFields(): void {
    this.number = "";
    this.amount = "";
    this.amountFrom = null;
    this.operator = { id: null, from: null };
    this.circle = { id: null, from: null };
    this.provider = null;
    this.lastSales = [];
    this.#suggestedFor = "";
    this.suggesting = null;
  }
}
