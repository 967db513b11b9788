// A form of the services desk as typed: its texts, what was wrong with them, and the intent of the one deliberate act. It outlives
// the screen, so nothing typed is lost by looking at the day book.
import type { Answer, DeskField, KnownCustomer, Payment, Problem } from "../platform/counter";
import { drawNote, intentOf } from "../pay/note";
import { type Bill, Pay } from "../pay/pay.svelte";
import { paiseOf } from "../shared/words/money";
import { fieldOf } from "../shared/words/problems";

/** `money`: the field that problems of an amount belong to. `kept`: what may stand in the window's storage, to survive a reload. */
/** So many signs are all of it. What is wrong with them is told while the cursor is still there. */
const WHOLE: Partial<Record<DeskField, number>> = { mobile: 10, pan: 10, agent_pan: 10, pincode: 6, aadhaar: 12, date_of_birth: 10 };

/** Asks the counter what is wrong with a field as it stands. */
export type Check = (field: DeskField, typed: string) => Promise<Problem | null>;

type Traits<F extends string> = { money?: F; kept?: readonly F[] };

export class Draft<F extends string> {
  #texts = $state.raw<Record<F, string>>({} as Record<F, string>);
  #byHand = new Set<F>();
  #looks: Partial<Record<F, number>> = {};
  #problems = $state.raw<Problem[]>([]);
  busy = $state(false);
  /** How the customer pays. */
  readonly pay: Pay = new Pay(() => this.#bill);
  /** Whose number it is, where the shop knows, and whether the shop has said where it is paid by UPI. */
  payer = $state.raw<{ customer: KnownCustomer | null; hasCode: boolean }>({ customer: null, hasCode: false });
  /** Grows with each refusal: the cursor goes to the first field that is wrong. */
  refusals = $state(0);
  /** The shop has said already that another order for the same person is meant. */
  meant = false;
  /** One for each deliberate act: it stays while the same thing stands in the fields. */
  #intent: string | null = null;
  /** It stays for one customer: what was paid by its code finds the order, although a field was mended after that. */
  #note: string | null = null;

  constructor(private readonly name: string, private readonly blank: Record<F, string>, private readonly traits: Traits<NoInfer<F>> = {}, private readonly check: Check = async () => null) {
    this.#texts = { ...blank, ...this.#read() };
  }

  /** Null while there is nothing to pay. */
  get #bill(): Bill | null {
    const paise = this.traits.money === undefined ? null : paiseOf(this.text(this.traits.money));
    if (paise === null || paise <= 0) return null;
    const { customer, hasCode } = this.payer;
    return { amount_paise: paise, pay: { payment: "cash", customer, charge_take_paise: 0, charge_most_paise: 0, has_code: hasCode } };
  }

  get payment(): Payment {
    return this.#bill === null ? "cash" : this.pay.payment;
  }

  /** What was refused of the payment goes with the next choice. */
  choosePayment(payment: Payment): void {
    this.pay.choose(payment);
    this.#problems = this.#problems.filter((problem) => fieldOf(problem) !== "payment");
    this.#intent = null;
  }

  get fields(): F[] {
    return Object.keys(this.blank) as F[];
  }

  text(field: F): string {
    return this.#texts[field];
  }

  get texts(): Readonly<Record<F, string>> {
    return this.#texts;
  }

  type(field: F, text: string): void {
    this.#byHand.add(field);
    this.#put(field, text);
    if (text.replace(/\s/g, "").length >= (WHOLE[field as DeskField] ?? Infinity)) void this.look(field, text);
  }

  /** The cursor leaves a field: what is wrong with it stands there from now on. */
  leave(field: F): Promise<void> {
    return this.look(field, this.text(field));
  }

  /** `typed`: what stands in the field. A secret is no text of this draft, and stands in its field alone. */
  async look(field: F, typed: string): Promise<void> {
    if (typed.trim() === "") this.#looks[field] = (this.#looks[field] ?? 0) + 1;
    else await this.#judge(field, typed);
  }

  /** Somebody goes on from a field that is empty and must not be. Whether it stands there now that something is wanted. */
  async want(field: F): Promise<boolean> {
    await this.#judge(field, "");
    return this.problem(field) !== null;
  }

  async #judge(field: F, typed: string): Promise<void> {
    const turn = (this.#looks[field] = (this.#looks[field] ?? 0) + 1);
    const problem = await this.check(field as DeskField, typed);
    if (problem === null || this.#looks[field] !== turn || this.spotOf(problem) !== field) return;
    this.#problems = [...this.#problems.filter((each) => this.spotOf(each) !== field), problem];
  }

  /** Fills in what nobody typed; what was typed stays. */
  suggest(field: F, text: string): void {
    if (!this.#byHand.has(field) && this.#texts[field] !== text) this.#put(field, text);
  }

  #put(field: F, text: string): void {
    // What was asked about an earlier text is no answer to this one.
    this.#looks[field] = (this.#looks[field] ?? 0) + 1;
    this.#texts = { ...this.#texts, [field]: text };
    this.#problems = this.#problems.filter((problem) => this.spotOf(problem) !== field && problem.kind !== "order_open");
    this.#intent = null;
    this.meant = false;
    this.#write();
  }

  /** The field of this form that a problem is about, or null. */
  spotOf(problem: Problem): F | null {
    const field = fieldOf(problem);
    const named = field === "number" ? "mobile" : field === "amount" ? this.traits.money : field.replace(/^desk_/, "");
    return named !== undefined && named in this.blank ? (named as F) : null;
  }

  problem(field: F): Problem | null {
    return this.#problems.find((problem) => this.spotOf(problem) === field) ?? null;
  }

  /** What is about no field of this form. */
  get others(): Problem[] {
    return this.#problems.filter((problem) => this.spotOf(problem) === null);
  }

  get intent(): string {
    this.#note ??= drawNote();
    this.#intent ??= intentOf(this.#note);
    return this.#intent;
  }

  /** Hands the form over once; a second touch while it is under way does nothing. */
  async send<T>(call: (intent: string) => Promise<Answer<T, Problem[]>>): Promise<T | null> {
    if (this.busy) return null;
    if (this.#bill !== null && !this.pay.isTenderedFit) {
      // Less is handed over than is due: the cursor goes there, and nothing is sent.
      this.refusals += 1;
      return null;
    }
    this.busy = true;
    const answer = await call(this.intent);
    this.busy = false;
    if (answer.status === "ok") return answer.data;
    this.refuse(answer.error);
    return null;
  }

  refuse(problems: Problem[]): void {
    this.#problems = problems;
    this.refusals += 1;
  }

  /** No to the question whether another order is begun beside one that is open. */
  leaveIt(): void {
    this.#problems = this.#problems.filter((problem) => problem.kind !== "order_open");
  }

  clear(): void {
    this.#texts = { ...this.blank };
    this.#byHand.clear();
    for (const field of this.fields) this.#looks[field] = (this.#looks[field] ?? 0) + 1;
    this.#problems = [];
    this.pay.clear();
    this.#intent = null;
    this.#note = null;
    this.meant = false;
    this.#write();
  }

  #read(): Partial<Record<F, string>> {
    const found: Partial<Record<F, string>> = {};
    try {
      const kept = JSON.parse(sessionStorage.getItem(`galla.draft.${this.name}`) ?? "{}") as Partial<Record<F, unknown>>;
      for (const field of this.traits.kept ?? []) {
        const text = kept[field];
        if (typeof text !== "string") continue;
        found[field] = text;
        this.#byHand.add(field);
      }
    } catch {
      // A window without storage begins with an empty form.
    }
    return found;
  }

  #write(): void {
    const kept = (this.traits.kept ?? []).filter((field) => this.#byHand.has(field));
    try {
      if (kept.length === 0) sessionStorage.removeItem(`galla.draft.${this.name}`);
      else sessionStorage.setItem(`galla.draft.${this.name}`, JSON.stringify(Object.fromEntries(kept.map((field) => [field, this.#texts[field]]))));
    } catch {
      // It is a courtesy: without storage a reload empties the form.
    }
  }
}
