// The fields of a sale: what was typed or chosen by hand, and what the counter guessed for the number. A guess never takes the
// place of a choice.
import type { Answer, Chit, CustomersView, Field as Extra, FieldInput, KnownCustomer, KnownNumber, LastSale, Mode, Offer, Operator, Problem, Quote, SaleInput, SaleView, Service, Suggestion } from "../platform/counter";
import type { SaleKind } from "../shared/words/desk-services";
import { typedAmount } from "../shared/words/money";
import { type Shape, digitsOf, groupNumber, shapeOfOperator, shapeOfService, stdCodeOf, vehicleOf, wholeNumber } from "../shared/words/number";
import type { Paying } from "../pay/pay.svelte";
import { UnderWay } from "./under-way";

export type Source = "history" | "series" | "home" | "place" | "hand" | null;

export type Backend = {
  suggest(service: Service, number: string): Promise<Answer<Suggestion, Problem>>;
  knownNumbers(digits: string): Promise<Answer<KnownNumber[], Problem>>;
  /** Customers who are noted, by name or number. */
  customers(search: string): Promise<Answer<Pick<CustomersView, "rows">, Problem>>;
  quote(input: SaleInput): Promise<Answer<Quote, Problem[]>>;
  sell(input: SaleInput): Promise<Answer<SaleView, Problem[]>>;
};

/** What is sold, and by whom. */
export type Catalogue = {
  operator(id: string | null): Operator | null;
  operatorsOf(service: Service): Operator[];
};

/** A form without a catalogue knows what all operators of a service have in common, and no more. */
export const bare: Catalogue = { operator: () => null, operatorsOf: () => [] };

/** What stands in the fields; the intent and how it is paid are added where it is asked about or sent. */
export type Typed = Omit<SaleInput, "intent" | keyof Paying>;

type Choice = { id: string | null; from: Source };

export abstract class Fields {
  service = $state<SaleKind>("prepaid");
  number = $state("");
  operator = $state.raw<Choice>({ id: null, from: null });
  circle = $state.raw<Choice>({ id: null, from: null });
  amount = $state("");
  amountFrom = $state<Source>(null);
  provider = $state<string | null>(null);
  /** The chit that stands in the fields; it is for its number alone. */
  chit = $state.raw<Chit | null>(null);
  lastSales = $state.raw<LastSale[]>([]);
  /** The whole number, where the counter says that nothing was sold to it here before; else empty. */
  firstTime = $state("");
  /** Whose number it is, where the shop knows the customer. */
  customer = $state.raw<KnownCustomer | null>(null);
  /** What was typed into the fields that come and go with the operator: it is kept for when they come back. */
  #extraTexts = $state.raw<Partial<Record<Extra, string>>>({});
  /** What the last sale to the number needed; what is typed goes before it. */
  #extraGuesses = $state.raw<FieldInput[]>([]);

  protected suggesting: Promise<void> | null = null;
  /** The counter is being asked whose number it is; the answer about an earlier number counts too, until it is there. */
  protected suggestions = new UnderWay();
  #suggestedFor = "";
  #suggestedCircle: Choice = { id: null, from: null };

  /** `mode` is the one the screen shows. */
  constructor(protected readonly backend: Backend, private readonly mode: () => Mode, protected readonly catalogue: Catalogue) {}

  /** New guesses stand in the fields. */
  protected abstract guessed(): void;

  get input(): Typed {
    return {
      service: this.service,
      number: this.number,
      operator: this.operator.id,
      circle: this.circle.id,
      amount: this.amount,
      provider: this.provider,
      by_hand: this.provider !== null,
      repeat_confirmed: false,
      mode: this.mode(),
      fields: this.#fieldInputs,
      chit: this.chit?.id ?? null,
    };
  }

  /** The operator at the provider that will be used: the one chosen by hand, else the first that can sell it. */
  get offer(): Offer | null {
    const operator = this.catalogue.operator(this.operator.id);
    const slug = this.provider ?? operator?.sold_by[0];
    return operator?.offers.find((offer) => offer.provider === slug) ?? null;
  }

  protected get wantsCircle(): boolean {
    return this.service === "prepaid" || this.service === "postpaid" || this.offer?.wants_circle === true;
  }

  /** The extra fields of that provider, in its order. */
  get extras(): Extra[] {
    return this.offer?.fields ?? [];
  }

  extraText(field: Extra): string {
    const typed = this.#extraTexts[field];
    if (typed !== undefined) return typed;
    const guessed = this.#extraGuesses.find((each) => each.field === field);
    if (guessed !== undefined) return guessed.text;
    // What stands in the number nobody should type twice: a vehicle's tag, a landline's code.
    if (field === "std_code" && this.service === "landline") return stdCodeOf(this.number);
    return field === "vehicle_number" && this.service === "fastag" ? (vehicleOf(this.number) ?? "") : "";
  }

  protected setExtraText(field: Extra, text: string): void {
    this.#extraTexts = { ...this.#extraTexts, [field]: text };
  }

  /** Beside what this provider wants goes what another one that may be tried after it wants, where it was typed. */
  get #fieldInputs(): FieldInput[] {
    const wanted = this.extras;
    const others = (this.catalogue.operator(this.operator.id)?.offers ?? []).flatMap((offer) => offer.fields);
    const all = [...new Set([...wanted, ...others])].map((field) => ({ field, text: this.extraText(field) }));
    return all.filter(({ field, text }) => wanted.includes(field) || text.trim() !== "");
  }

  /** What its numbers are made of: the operator says it, or before it is known the service. */
  get shape(): Shape {
    const operator = this.catalogue.operator(this.operator.id);
    return operator === null ? shapeOfService(this.service, this.catalogue.operatorsOf(this.service)) : shapeOfOperator(operator);
  }

  /**
   * True where a letter in Number is written and is no key: it belongs to the number, or the letters of a name or of a slip's code have been
   * begun there.
   */
  get takesLetters(): boolean {
    return this.shape.kind === "letters" || this.shape.kind === "vehicle" || /\p{L}/u.test(this.number);
  }

  /** True where no letter belongs to a number. */
  protected get isOfDigits(): boolean {
    return this.shape.kind === "mobile" || this.shape.kind === "digits";
  }

  /** True where what is wrong with Number is told while it is typed: all of it stands there, or letters stand among its digits. */
  protected get isNumberTold(): boolean {
    const isMixed = this.isOfDigits && /\p{L}/u.test(this.number) && digitsOf(this.number) !== "" && !/^galla/i.test(this.number);
    return this.complete || isMixed;
  }

  get empty(): boolean {
    return this.number.trim() === "" && this.amount.trim() === "";
  }

  /** True when Number holds all of a number, so that Enter means "go on". */
  get complete(): boolean {
    return this.#wholeNumber !== null;
  }

  get #wholeNumber(): string | null {
    return wholeNumber(this.shape, this.number);
  }

  protected suggestNow(): Promise<void> {
    const digits = this.#wholeNumber;
    if (digits === null) return Promise.resolve();
    if (this.#suggestedFor === digits && this.suggesting !== null) return this.suggesting;
    this.#suggestedFor = digits;
    this.suggesting = this.suggestions.run(() => this.#suggest(digits));
    return this.suggesting;
  }

  async #suggest(digits: string): Promise<void> {
    const answer = await this.backend.suggest(this.service, this.number);
    if (answer.status === "error" || this.#wholeNumber !== digits) return;
    const { operator, operator_from, circle, circle_from, last_sales, customer, fields } = answer.data;
    this.lastSales = last_sales;
    this.firstTime = last_sales.length === 0 ? digits : "";
    this.customer = customer;
    this.#extraGuesses = fields;
    if (operator !== null && this.operator.id === null) this.operator = { id: operator, from: operator_from };
    // Where only one is sold there is nothing to choose.
    if (this.operator.id === null) this.operator = { id: this.#onlyOperator(), from: null };
    this.#suggestedCircle = { id: circle, from: circle_from };
    if (circle !== null && this.circle.id === null) this.circle = this.#suggestedCircle;
    this.placeCircle();
    const last = last_sales[0];
    if (last !== undefined && this.amount === "") {
      this.amount = typedAmount(last.amount_paise);
      this.amountFrom = "history";
    }
    this.guessed();
  }

  /** A board sells in its own state, wherever the shop is: its circle goes before every guess, and after a choice. */
  protected placeCircle(): void {
    const { id, from } = this.circle;
    if (from === "hand" || (id !== null && from === null)) return;
    const place = this.catalogue.operator(this.operator.id)?.place ?? null;
    if (place !== null) this.circle = { id: place, from: "place" };
    else if (from === "place") this.circle = this.#suggestedCircle;
  }

  #onlyOperator(): string | null {
    const [only, ...others] = this.catalogue.operatorsOf(this.service).filter((operator) => operator.sold_by.length > 0);
    return others.length === 0 ? (only?.id ?? null) : null;
  }

  /** What was guessed for another number goes; what was chosen by hand stays. */
  protected dropGuesses(): void {
    if (this.#wholeNumber !== null && this.#wholeNumber === this.#suggestedFor) return;
    this.#suggestedFor = "";
    this.suggesting = null;
    this.lastSales = [];
    this.firstTime = "";
    this.customer = null;
    this.#extraGuesses = [];
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

  /** The customer of this number was noted down or changed meanwhile. */
  lookAgain(): void {
    const digits = this.#suggestedFor;
    if (digits === "") return;
    this.suggesting = this.suggestions.run(() => this.#suggest(digits));
  }

  protected dropChosenProvider(): void {
    this.provider = null;
  }

  /** A number as it is kept, written as it would be typed. */
  protected putNumber(service: SaleKind, operator: string, number: string): void {
    this.service = service;
    this.operator = { id: operator, from: "history" };
    this.number = groupNumber(service, number);
  }

  protected clearFields(): void {
    this.number = "";
    this.amount = "";
    this.amountFrom = null;
    this.operator = { id: null, from: null };
    this.circle = { id: null, from: null };
    this.#suggestedCircle = { id: null, from: null };
    this.provider = null;
    this.chit = null;
    this.#extraTexts = {};
    this.#extraGuesses = [];
    this.lastSales = [];
    this.firstTime = "";
    this.customer = null;
    this.#suggestedFor = "";
    this.suggesting = null;
  }
}
