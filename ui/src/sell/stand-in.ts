// A counter for the tests of the form. Nothing of it is shipped.
import type { KnownNumber, PayView, Problem, Quote, SaleInput, SaleView } from "../platform/counter";
import { digitsOf } from "../shared/words/number";
import type { Backend } from "./fields.svelte";

export const known: KnownNumber[] = [
  { number: "9876543210", service: "prepaid", operator: "airtel", amount_paise: 29900, at_ms: 2 },
  { number: "8826055107", service: "prepaid", operator: "jio", amount_paise: 19900, at_ms: 1 },
];

function saleOf(input: SaleInput): SaleView {
  return {
    id: 7, service: input.service, operator: input.operator ?? "", number: digitsOf(input.number), circle: input.circle, amount_paise: Number(input.amount) * 100,
    provider: input.provider ?? "", provider_name: "First", state: "submitted", order_id: "G1", created_at_ms: 0, settled_at_ms: null, provider_ref: null,
    operator_ref: null, words: null, problem: null, earned_paise: null, verdict: "not_yet", reason: "sending", attention: null, word: null, seen: { state: "pending", order_id: "G1", contradictions: [] }, can_say: [], say_from_ms: null, can_dispute: false, disputed_at_ms: null, is_loud: false, can_deal: false, is_elsewhere: false, says_now: null, company_agrees: false, payment: "cash", charge_paise: 0, owed_paise: 0, back_paise: 0, pay_note: null, customer: null, sold_chit: null, next_check_at_ms: null, checks: 0, no_record_at_ms: null,
    attempts: [], fields: input.fields, told_earned_paise: null, desk: null,
  };
}

/** Answers at once, and keeps what it was asked. `numbers`: those that it knows. */
export class Shop implements Backend {
  sold: SaleInput[] = [];
  quoted: SaleInput[] = [];
  repeat: Quote["repeat"] = null;
  walletAfter = 1;
  pay: PayView = { payment: "cash", customer: null, charge_take_paise: 0, charge_most_paise: 0, has_code: false };
  /** What it refuses of a quote, and of a sale. */
  refuse: Problem[] = [];
  refuseSale: Problem[] = [];

  constructor(private readonly numbers: KnownNumber[] = known) {}

  suggest: Backend["suggest"] = async (_service, number) => {
    const last = this.numbers.find((each) => each.number === digitsOf(number));
    const last_sales = last ? [{ amount_paise: last.amount_paise, operator: last.operator, at_ms: last.at_ms }] : [];
    return { status: "ok", data: { number, operator: last?.operator ?? "vi", operator_from: last ? "history" : "series", circle: "upw", circle_from: "home", last_sales, customer: null, fields: [] } };
  };

  knownNumbers: Backend["knownNumbers"] = async (digits) => ({ status: "ok", data: this.numbers.filter((each) => each.number.endsWith(digits)) });

  customers: Backend["customers"] = async () => ({ status: "ok", data: { rows: [] } });

  quote: Backend["quote"] = async (input) => {
    this.quoted.push(input);
    const error: Problem[] = [...this.refuse];
    if (digitsOf(input.number).length !== 10) error.push({ kind: "number_too_short", data: { digits: digitsOf(input.number).length, wanted: 10 } });
    if (input.amount === "") error.push({ kind: "amount_missing" });
    if (error.length > 0) return { status: "error", error };
    return {
      status: "ok",
      data: { number: digitsOf(input.number), operator: input.operator ?? "", circle: input.circle, amount_paise: Number(input.amount) * 100, provider: input.provider ?? "first", provider_name: "First", choices: ["first"], wallet_after_paise: this.walletAfter, earn_paise: 1, repeat: this.repeat, pay: this.pay, chosen_because: "only", skipped: [], fields: input.fields, try_next: [], doubt: null, plan: { kind: "no_list" } },
    };
  };

  sell: Backend["sell"] = async (input) => {
    if (this.refuseSale.length > 0) return { status: "error", error: this.refuseSale };
    this.sold.push(input);
    return { status: "ok", data: saleOf(input) };
  };
}
