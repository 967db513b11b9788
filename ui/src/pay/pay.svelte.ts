// How the customer pays, on the strip of a sale and on that of the desk: what was chosen or typed there, beside what the bill
// knows. Choosing changes no answer to "may this be sold?", so the quote stays.
import type { KnownCustomer, Payment, Problem, Quote, SaleInput, SaleView } from "../platform/counter";
import { paiseOf, typedAmount } from "../shared/words/money";
import { fieldOf } from "../shared/words/problems";

/** What of a sale is settled on the strip. */
export type Paying = Pick<SaleInput, "payment" | "customer" | "charge" | "instead_of">;

/** As long as nothing is known of how it is paid. */
export const unpaid: Paying = { payment: "cash", customer: null, charge: "", instead_of: null };

/** What is to be paid, and how it may be. */
export type Bill = Pick<Quote, "amount_paise" | "pay">;

export class Pay {
  #chosen = $state.raw<Payment | null>(null);
  #charge = $state.raw<string | null>(null);
  #refused = $state.raw<Problem[]>([]);
  /** What the customer hands over, as typed. It is kept nowhere, but with too little in it nothing is sold. */
  tendered = $state("");
  /** The sale that came to nothing and whose customer's money pays for this one. */
  instead = $state.raw<SaleView | null>(null);

  constructor(private readonly bill: () => Bill | null) {}

  /** Who would owe it; null: no udhaar. */
  get customer(): KnownCustomer | null {
    return this.bill()?.pay.customer ?? null;
  }

  /** True where a code can be shown: there is something to take by UPI, and the shop has said where. */
  get hasCode(): boolean {
    return this.payment === "upi" && (this.due ?? 0) > 0 && this.bill()?.pay.has_code === true;
  }

  get payment(): Payment {
    const payment = this.#chosen ?? this.bill()?.pay.payment ?? "cash";
    return payment === "udhaar" && this.customer === null ? "cash" : payment;
  }

  /** True where the shop takes a charge beside the amount. */
  get takesCharge(): boolean {
    return (this.bill()?.pay.charge_most_paise ?? 0) > 0;
  }

  /** The charge as typed, or as the shop's rule begins it. */
  get charge(): string {
    const take = this.bill()?.pay.charge_take_paise ?? 0;
    return this.#charge ?? (take > 0 ? typedAmount(take) : "");
  }

  get #chargePaise(): number | null {
    if (!this.takesCharge || this.charge.trim() === "") return 0;
    return paiseOf(this.charge);
  }

  /** What is wrong with the charge, by the shop's own rule. */
  get chargeProblem(): Problem | null {
    const paise = this.#chargePaise;
    const most = this.bill()?.pay.charge_most_paise ?? 0;
    if (paise === null) return { kind: "charge_not_a_number" };
    if (paise > most) return { kind: "charge_above", data: { max_paise: most } };
    return this.#refused.find((problem) => fieldOf(problem) === "charge") ?? null;
  }

  /** What the counter refused of the payment itself. */
  get problem(): Problem | null {
    return this.#refused.find((problem) => fieldOf(problem) === "payment") ?? null;
  }

  /** What is sold, without a charge; null while there is nothing. */
  get amount(): number | null {
    return this.bill()?.amount_paise ?? null;
  }

  /** What the customer pays in all; null while the charge is none. */
  get total(): number | null {
    const [bill, charge] = [this.bill(), this.#chargePaise];
    return bill === null || charge === null ? null : bill.amount_paise + charge;
  }

  /** What is still to be taken, where the money of another sale pays for it; below nothing: what goes back. */
  get due(): number | null {
    return this.total === null ? null : this.total - (this.instead?.owed_paise ?? 0);
  }

  /** What goes back of what was handed over; below nothing: so much is missing. Null while nothing was typed. */
  get change(): number | null {
    const tendered = this.tendered.trim() === "" ? null : paiseOf(this.tendered);
    return tendered === null || this.due === null ? null : tendered - this.due;
  }

  /** True for what is no amount. */
  get isTenderedWrong(): boolean {
    return this.tendered.trim() !== "" && paiseOf(this.tendered) === null;
  }

  /** False: less is handed over than is due, or what was typed is no amount. */
  get isTenderedFit(): boolean {
    return this.payment !== "cash" || (!this.isTenderedWrong && (this.change ?? 0) >= 0);
  }

  get input(): Paying {
    return { payment: this.payment, customer: this.customer?.id ?? null, charge: this.takesCharge ? this.charge : "", instead_of: this.instead?.id ?? null };
  }

  /** Whether it may be paid like that. The money of another sale is where that sale put it. */
  mayChoose(payment: Payment): boolean {
    return this.instead === null && (payment !== "udhaar" || this.customer !== null);
  }

  choose(payment: Payment): void {
    if (!this.mayChoose(payment)) return;
    this.#chosen = payment;
    this.#refused = [];
  }

  typeCharge(text: string): void {
    this.#charge = text;
    this.#refused = [];
  }

  /** The counter refused it; what was typed stays. True where all of it is about the payment. */
  refuse(problems: Problem[]): boolean {
    const own = problems.filter((problem) => ["charge", "payment"].includes(fieldOf(problem)));
    if (own.length === 0 || own.length < problems.length) return false;
    this.#refused = own;
    return true;
  }

  /** The money of a sale that came to nothing pays for what is sold now. */
  use(sale: SaleView): void {
    this.instead = sale.owed_paise > 0 ? sale : null;
    if (this.instead !== null) this.#chosen = sale.payment;
  }

  /** Somebody else pays: what was chosen and typed for the one before does not go on the other's account. */
  forgetPayer(): void {
    this.#chosen = this.instead?.payment ?? null;
    this.#charge = null;
    this.#refused = [];
    this.tendered = "";
  }

  clear(): void {
    this.instead = null;
    this.forgetPayer();
  }
}
