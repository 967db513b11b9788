// The Sell screen as it is in the shopkeeper's head: fields, one strip, the cursor's place (`spot`). No DOM; sale-form.test.ts counts the keys.
import type { Chit, Field as Extra, SaleView } from "../platform/counter";
import { type SaleKind, isDeskKind } from "../shared/words/desk-services";
import { typedAmount } from "../shared/words/money";
import { groupNumber, retype } from "../shared/words/number";
import { type Field, problemOf } from "../shared/words/problems";
import { Finding } from "./finding.svelte";
import { type KnownRow, isNoted } from "./known-list.svelte";
import { type Spot } from "./walk.svelte";

export class SaleForm extends Finding {
  // ---- what a key means now ---------------------------------------------------------------------------------------------------

  /** True when the form stands as it stands before somebody who waits: any key means what he sees. */
  get settled(): boolean {
    return this.steady && !this.suggestions.any && !this.known.waits && !this.quotes.wait && this.search === null;
  }

  /** Brings the form there. What waits for a pause in the typing is done at once. */
  async settle(): Promise<void> {
    while (!this.settled) {
      await this.steadied();
      await this.suggestions.done();
      await this.known.now();
      await this.quotes.settle();
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
    if (retyped.text.replaceAll(" ", "") !== this.number.replaceAll(" ", "")) {
      this.pay.forgetPayer();
      this.chit = null;
    }
    this.number = retyped.text;
    this.unleave("number");
    this.dropGuesses();
    this.known.close();
    if (this.complete) this.suggestNow();
    else this.matchSoonAfterPause();
    this.quoteAfterPause();
    return retyped.caret;
  }

  typeAmount(text: string): void {
    this.amount = text;
    this.amountFrom = "hand";
    this.unleave("amount");
    this.quoteAfterPause();
  }

  typeExtra(field: Extra, text: string): void {
    // Eight digits are a date without its dashes.
    const date = field === "date_of_birth" ? /^(\d{2})(\d{2})(\d{4})$/.exec(text) : null;
    this.setExtraText(field, date === null ? text : date.slice(1).join("-"));
    this.unleave(`extra_${field}`);
    this.quoteAfterPause();
  }

  /** A digit typed on the strip's button: the amount is another one. */
  retypeAmount(digit: string): void {
    this.typeAmount(digit);
    this.moveTo("amount", true);
  }

  chooseOperator(id: string): void {
    this.operator = { id, from: "hand" };
    this.placeCircle();
    this.dropChosenProvider();
    this.quoteAfterPause();
  }

  chooseCircle(id: string): void {
    this.circle = { id, from: "hand" };
    this.quoteAfterPause();
  }

  chooseAmount(paise: number): void {
    this.typeAmount(typedAmount(paise));
    void this.enterAmount();
  }

  chooseProvider(slug: string): void {
    this.provider = slug;
    void this.step(() => this.toStrip());
  }

  leave(field: Field): void {
    const text = field === "number" ? this.number : field === "amount" ? this.amount : this.input.fields.find((each) => field === `extra_${each.field}`)?.text ?? "";
    if (text.trim() !== "" && !this.known.open) this.markLeft([field]);
  }

  // ---- Enter, step by step ----------------------------------------------------------------------------------------------------

  enterNumber(): Promise<void> {
    return this.step(() => this.#enterNumber());
  }

  async #enterNumber(): Promise<void> {
    if (this.scanned()) return;
    // A list asked for with F2 is meant; one that only came up while typing never takes Enter from a whole number.
    if ((!this.complete || this.known.kind === "recent") && (await this.#takeMatch())) return;
    if (!this.complete) {
      // The customers with these digits or letters stay in sight: an arrow key may still choose one.
      if (this.known.kind === "recent") this.known.close();
      if (this.known.kind === "name" && this.known.rows.length > 0) return this.onask();
      await this.quotes.now();
      // What this screen takes for half a number may be a whole one to the counter; only a mobile number is known to have ten digits.
      if (this.shape.kind === "mobile" || this.number.trim() === "" || problemOf(this.quotes.problems, "number") !== null) {
        // One Enter too many in an empty form asks nobody anything.
        if (!this.empty) this.onask();
        this.markLeft(["number"]);
        this.moveTo("number", true);
        return;
      }
    }
    this.known.close();
    await this.suggestNow();
    if (await this.#stays("number")) return;
    if (this.operator.id === null) return this.moveTo("operator");
    const empty = this.extras.find((field) => this.extraText(field).trim() === "");
    if (empty !== undefined) return this.moveTo(`extra_${empty}`);
    if (this.lastSales.length === 0 || this.amount === "") return this.moveTo("amount");
    await this.toStrip();
  }

  /** The cursor stays where the till finds something wrong, and the words for it stand there: ten digits can still be no mobile number. */
  async #stays(at: Field & Spot): Promise<boolean> {
    await this.quotes.now();
    if (problemOf(this.quotes.problems, at) === null) return false;
    this.onask();
    this.markLeft([at]);
    this.moveTo(at, true);
    return true;
  }

  enterOperator(): Promise<void> {
    return this.step(async () => {
      // Whether a circle or another field is wanted, the till may have to say.
      await this.quotes.now();
      if (this.operator.id === null) {
        this.markLeft(["number", "operator"]);
        this.onask();
      } else if (this.asksCircle && this.circle.id === null) this.moveTo("circle");
      else this.#moveOn(null);
    });
  }

  enterCircle(): Promise<unknown> {
    return this.step(() => this.#stays("circle").then((stays) => stays || this.#moveOn(null)));
  }

  /** What the till wants cannot be passed empty, nor with what it cannot take. */
  enterExtra(field: Extra): Promise<unknown> {
    return this.step(() => this.#stays(`extra_${field}`).then((stays) => stays || this.#moveOn(field)));
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
      await this.toStrip();
    });
  }

  /** The button that says no to the question whether to sell again. The form is empty then: what is typed next is the next customer's, and F4
   *  brings the same sale back. Esc says no, too, and leads one step back, to another amount for the same customer. */
  leaveQuestion(): void {
    this.startOver();
  }

  /** Esc: one step back. Returns false when there is nothing to go back from. */
  back(from: Spot): boolean {
    if (this.known.open) {
      this.known.close();
      return true;
    }
    if (from === "charge" || from === "tendered") this.toButton();
    else if (from === "send" || from === "decline") this.moveTo("amount");
    else if (from !== "number") this.moveTo("number");
    else if (!this.empty) this.startOver();
    else if (this.refusal !== null) this.refusal = null;
    else if (this.outcome !== null) this.outcome = null;
    else return false;
    return true;
  }

  // ---- known customers --------------------------------------------------------------------------------------------------------

  showRecent(): Promise<void> {
    return this.step(async () => {
      const answer = await this.known.latest();
      this.moveTo("number");
      this.known.show("recent", answer.status === "ok" ? answer.data : [], true);
    });
  }

  /** F4: the last sale, whole, with the cursor on the strip. Whether it is sold twice within minutes is asked as of any other. */
  repeatLast(): Promise<void> {
    return this.step(async () => {
      const answer = await this.known.latest();
      const last = answer.status === "ok" ? answer.data[0] : undefined;
      if (last !== undefined) await this.#take(last);
    });
  }

  take(known: KnownRow): Promise<void> {
    return this.step(() => this.#take(known));
  }

  async #take(known: KnownRow): Promise<void> {
    if (isNoted(known)) return this.#takeNoted(known.number);
    if (isDeskKind(known.service)) return;
    this.clear();
    this.putNumber(known.service, known.operator, known.number);
    this.amount = typedAmount(known.amount_paise);
    this.amountFrom = "history";
    await this.suggestNow();
    await this.toStrip();
  }

  /** A customer who never bought here: all that is known is the number, as if it had been typed. */
  async #takeNoted(number: string): Promise<void> {
    const service = /^[6-9]\d{9}$/.test(number) && this.shape.kind !== "mobile" ? "prepaid" : this.service;
    this.clear();
    this.service = service;
    this.number = groupNumber(service, number);
    await this.#enterNumber();
  }

  /** Number, operator and amount of an earlier sale, as if they had been typed: the cursor is in *Amount*. */
  fillIn(sale: Pick<SaleView, "service" | "operator" | "number" | "amount_paise">): Promise<void> {
    const { service, operator, number, amount_paise } = sale;
    return this.step(async () => {
      if (isDeskKind(service)) return;
      this.clear();
      this.putNumber(service, operator, number);
      this.amount = typedAmount(amount_paise);
      this.amountFrom = "history";
      await this.suggestNow();
      this.moveTo("amount");
    });
  }

  /** Enter looks at the list that a pause would have brought up, so that it means the same without the pause. */
  async #takeMatch(): Promise<boolean> {
    await this.matchNow();
    const picked = this.known.picked;
    if (picked === undefined) return false;
    await this.#take(picked);
    return true;
  }

  // ---- selling ----------------------------------------------------------------------------------------------------------------

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
    if (!this.#fillIn(sale)) return;
    this.pay.use(sale);
    await this.suggestNow();
    await this.toStrip();
  }

  /** A chit in the form, as if it were typed. It is sold by Enter on the strip, like any sale. */
  takeChit(chit: Chit): Promise<void> {
    return this.step(async () => {
      if (!this.#fillIn(chit)) return;
      this.chit = chit;
      if (chit.taken !== null) this.pay.choose(chit.taken);
      await this.suggestNow();
      await this.toStrip();
    });
  }

  /** What was asked for before, in the fields. False for what this form does not sell. */
  #fillIn(asked: Pick<SaleView, "service" | "operator" | "number" | "fields" | "circle" | "amount_paise">): boolean {
    if (isDeskKind(asked.service)) return false;
    this.clear();
    this.putNumber(asked.service, asked.operator, asked.number);
    this.operator = { id: asked.operator, from: "hand" };
    for (const { field, text } of asked.fields) this.setExtraText(field, text);
    this.circle = { id: asked.circle, from: null };
    this.amount = typedAmount(asked.amount_paise);
    this.amountFrom = "history";
    return true;
  }

  startOver(): void {
    this.clear();
    this.moveTo("number");
  }

  /** F8: an empty form, and nothing of the last sale beside it. */
  beginSale(): void {
    this.outcome = null;
    this.startOver();
  }

  clear(): void {
    this.beginTurn();
    this.known.close();
    this.clearFields();
    this.clearQuotes();
  }
}
