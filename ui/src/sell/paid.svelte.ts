// The strip's second half: how what is quoted is paid.
import type { Payment, Problem, SaleInput } from "../platform/counter";
import { Quoted } from "./quoted.svelte";

export abstract class Paid extends Quoted {
  /** What would be sent, as it stands; null without a quote. */
  get offered(): SaleInput | null {
    const quoted = this.quotes.live;
    return quoted === null ? null : { ...quoted.input, ...this.pay.input, provider: quoted.quote.provider };
  }

  choosePayment(payment: Payment): void {
    if (this.quote === null || !this.pay.mayChoose(payment)) return;
    const before = this.pay.payment;
    this.pay.choose(payment);
    // A code to pay by comes up: whether the money has come, nobody can know who has not seen it. Where no code comes, the customer has
    // paid before the key was pressed, and what is typed behind it counts.
    if (before !== "upi" && this.pay.hasCode) this.onask();
    this.toButton();
  }

  /** To the button that is to be pressed next. */
  toButton(): void {
    this.moveTo(this.repeat === null ? "send" : "decline");
  }

  enterCharge(): void {
    if (this.isChargeFit()) this.toButton();
  }

  /** False: the cursor is where the charge can be mended. */
  protected isChargeFit(): boolean {
    if (this.pay.chargeProblem === null) return true;
    this.onask();
    this.moveTo("charge");
    return false;
  }

  /** To what the customer hands over. False where the money is in the shop already, so that no field asks for it. */
  toTendered(): boolean {
    if (this.chit !== null && this.chit.taken !== null) return false;
    this.moveTo("tendered");
    return true;
  }

  enterTendered(): void {
    if (this.isTenderedFit()) this.toButton();
  }

  /** False: the customer has handed over too little, and the cursor is where that can be mended. */
  protected isTenderedFit(): boolean {
    if (this.pay.isTenderedFit) return true;
    this.onask();
    this.moveTo("tendered");
    return false;
  }

  /** True where the counter refused the payment and nothing else: the strip stays, with what was typed. */
  protected paymentIsRefused(problems: Problem[]): boolean {
    if (!this.pay.refuse(problems)) return false;
    this.onask();
    if (this.isChargeFit()) this.toButton();
    return true;
  }
}
