// Hears that sales of the open ledger have changed, asks what became of each, and hands on what is news.
import type { Answer, CounterNow, Problem, SaleView } from "../platform/counter";
import { Crier, type News } from "./outcomes";

type Ask = (saleId: number) => Promise<Answer<{ sale: SaleView }, Problem>>;

export class Listener {
  #ask: Ask;
  #tell: (news: News) => void;
  #crier: Crier | null = null;
  #changed = new Set<number>();
  #isAsking = false;

  constructor(ask: Ask, tell: (news: News) => void) {
    this.#ask = ask;
    this.#tell = tell;
  }

  /** From here on there is news. */
  begin(now: CounterNow): void {
    this.#crier ??= new Crier(now);
  }

  /** Another ledger, or sound was switched off: what is known of sales is of no use any more. */
  forget(): void {
    this.#crier = null;
    this.#changed.clear();
  }

  /** One is asked about after the other, so that an older answer never comes behind a newer one. */
  async changed(saleId: number): Promise<void> {
    if (this.#crier === null) return;
    this.#changed.add(saleId);
    if (this.#isAsking) return;
    this.#isAsking = true;
    for (const next of this.#changed) {
      this.#changed.delete(next);
      await this.#hear(next);
    }
    this.#isAsking = false;
  }

  async #hear(saleId: number): Promise<void> {
    const crier = this.#crier;
    const answer = await this.#ask(saleId);
    if (answer.status === "error" || crier === null || crier !== this.#crier) return;
    const news = crier.hear(answer.data.sale);
    if (news !== null) this.#tell(news);
  }
}
