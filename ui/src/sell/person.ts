// A person at the keyboard of the form, whose keys are counted. Nothing of it is shipped.
import { vi } from "vitest";
import type { SaleForm } from "./sale-form.svelte";

/** A person at the keyboard: keys go where the form has put the cursor. */
export class Person {
  keys = 0;
  constructor(private form: SaleForm) {}

  async type(text: string): Promise<void> {
    for (const char of text) {
      this.keys += 1;
      if (this.form.spot.at === "amount") this.form.typeAmount(this.form.amountFrom === "hand" ? this.form.amount + char : char);
      else this.form.typeNumber(this.form.number + char, this.form.number.length + 1);
      await vi.advanceTimersByTimeAsync(5);
    }
  }

  async enter(): Promise<void> {
    this.keys += 1;
    if (this.form.spot.at === "number") await this.form.enterNumber();
    else if (this.form.spot.at === "operator") await this.form.enterOperator();
    else if (this.form.spot.at === "amount") await this.form.enterAmount();
    else if (this.form.spot.at === "send") await this.form.send(this.form.repeat !== null);
    else if (this.form.spot.at === "decline") this.form.leaveQuestion();
  }

  async f4(): Promise<void> {
    this.keys += 1;
    if (this.form.confirmRepeat()) await vi.advanceTimersByTimeAsync(1);
    else await this.form.repeatLast();
  }
}
