// A counter that takes its time, for the tests of the stream. Nothing of it is shipped.
import type { KnownNumber, Problem, Quote, SaleInput, SaleView } from "../platform/counter";
import { digitsOf } from "../shared/words/number";
import type { Backend } from "./fields.svelte";

export type Sold = { number: string; rupees: number };

/** How long each thing takes; a new number for each time that it is asked for. */
export type Delays = () => number;

/** A counter that takes its time. Ten digits are a number, ₹ 10 to ₹ 500 an amount; numbers that end in 9 have a wallet too small. */
export class Counter implements Backend {
  sold: Sold[] = [];
  constructor(private readonly delays: Delays) {}

  async #wait(): Promise<void> {
    const ms = this.delays();
    if (ms > 0) await new Promise((done) => setTimeout(done, ms));
  }

  #known(): KnownNumber[] {
    return [...this.sold].reverse().map((sale, index) => ({ number: sale.number, service: "prepaid", operator: "vi", amount_paise: sale.rupees * 100, at_ms: -index }));
  }

  suggest: Backend["suggest"] = async (_service, number) => {
    const known = this.#known().filter((each) => each.number === digitsOf(number));
    await this.#wait();
    const last_sales = known.map(({ amount_paise, operator, at_ms }) => ({ amount_paise, operator, at_ms }));
    return { status: "ok", data: { number, operator: "vi", operator_from: known.length > 0 ? "history" : "series", circle: "upw", circle_from: "home", last_sales, customer: null, fields: [] } };
  };

  knownNumbers: Backend["knownNumbers"] = async (digits) => {
    await this.#wait();
    return { status: "ok", data: this.#known().filter((each) => each.number.endsWith(digits)) };
  };

  #problems(input: SaleInput): Problem[] {
    const digits = digitsOf(input.number);
    const rupees = Number(input.amount);
    if (digits.length !== 10) return [{ kind: "number_too_short", data: { digits: digits.length, wanted: 10 } }];
    if (input.amount === "" || Number.isNaN(rupees)) return [{ kind: "amount_missing" }];
    if (rupees < 10) return [{ kind: "amount_below", data: { min_paise: 1000 } }];
    if (rupees > 500) return [{ kind: "amount_above", data: { max_paise: 50000 } }];
    return [];
  }

  customers: Backend["customers"] = async () => ({ status: "ok", data: { rows: [] } });

  quote: Backend["quote"] = async (input) => {
    await this.#wait();
    const error = this.#problems(input);
    if (error.length > 0) return { status: "error", error };
    const number = digitsOf(input.number);
    const rupees = Number(input.amount);
    const repeat = this.sold.some((sale) => sale.number === number && sale.rupees === rupees) ? { sale_id: 1, minutes_ago: 1, sold_at_ms: 0, contradicted: false } : null;
    const data: Quote = { number, operator: "vi", circle: "upw", amount_paise: rupees * 100, provider: "seller", provider_name: "Seller", choices: ["seller"], wallet_after_paise: 1, earn_paise: 1, repeat, pay: { payment: "cash", customer: null, charge_take_paise: 0, charge_most_paise: 0, has_code: false }, chosen_because: "only", skipped: [], fields: [], try_next: [], doubt: null, plan: { kind: "no_list" } };
    return { status: "ok", data };
  };

  sell: Backend["sell"] = async (input) => {
    await this.#wait();
    const number = digitsOf(input.number);
    if (number.endsWith("9")) return { status: "error", error: [{ kind: "wallet_short", data: { provider: "seller", balance_paise: 1 } }] };
    this.sold.push({ number, rupees: Number(input.amount) });
    await this.#wait();
    return { status: "ok", data: { id: this.sold.length, number, amount_paise: Number(input.amount) * 100, service: "prepaid" } as SaleView };
  };
}
