// Handing a sale over, and what came of the last one.
import type { Problem, SaleView, Service } from "../platform/counter";
import { Paid } from "./paid.svelte";

/** A sale refused after the shopkeeper had gone on to the next one. */
export type Refusal = { service: Service; number: string; amount_paise: number; problem: Problem };

export abstract class Selling extends Paid {
  /** The sale handed over last, for the panel; it stays until the next strip. */
  outcome = $state.raw<SaleView | null>(null);
  /** What came back too late to stand beside the fields it was about. */
  refusal = $state.raw<Refusal | null>(null);

  /** An empty form. */
  abstract clear(): void;

  /** True while the cursor is at the question whether the same is to be sold again. */
  get asksAgain(): boolean {
    return this.quote !== null && this.repeat !== null && ["send", "decline", "charge", "tendered"].includes(this.spot.at);
  }

  /** F4 on that question is its yes. False where it is not asked. */
  confirmRepeat(): boolean {
    if (!this.asksAgain) return false;
    void this.send(true);
    return true;
  }

  async send(repeatConfirmed: boolean): Promise<SaleView | null> {
    const quoted = this.quotes.live;
    if (this.sending || quoted === null) return null;
    if (this.isShort || (this.repeat !== null && !repeatConfirmed)) return null;
    if (!this.isChargeFit() || !this.isTenderedFit()) return null;
    const { input, quote } = quoted;
    const turn = this.turn;
    this.refusal = null;
    this.onTheWay = [...this.onTheWay, quote.number];
    // The provider is the one on the strip, even when the shopkeeper left the choice to the counter.
    const handed = this.backend.sell({ ...input, ...this.pay.input, provider: quote.provider, repeat_confirmed: repeatConfirmed });
    return this.handovers.run(async () => {
      const answer = await handed;
      this.onTheWay = this.onTheWay.filter((number) => number !== quote.number);
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
      this.quotes.askAboutRepeat({ ...recent.data, sold_at_ms: recent.data.sold_at_ms ?? 0, contradicted: recent.data.contradicted === true });
      this.askAboutRepeat();
      return;
    }
    if (this.paymentIsRefused(problems)) return;
    this.quotes.refuse(problems);
    this.moveToProblem();
  }
}
