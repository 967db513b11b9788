// What of the counter the customer may see: the one place where that is decided. Each field is put together here by hand, and what has no
// field in `CustomerSight` goes nowhere.
import type { CustomerSight, PayCode, SaleView } from "../platform/counter";
import { paiseOf } from "../shared/words/money";
import { groupNumber } from "../shared/words/number";
import type { SaleForm } from "./sale-form.svelte";

/** Before whom and how it is shown. */
export type Shown = Pick<CustomerSight, "shop" | "language" | "dark" | "practice">;

/** What of the form is looked at. */
type Form = Pick<SaleForm, "empty" | "service" | "number" | "operator" | "amount" | "quote" | "sending" | "pay" | "outcome">;

/** `code`: the one to pay by that stands before the shopkeeper. `at`: the screen of the counter that is open. */
export type Counter = { form: Form; code: PayCode | null; at: string; nameOf: (operator: string) => string };

const nobody: Omit<CustomerSight, keyof Shown> = { phase: "idle", sale: null, pay_paise: null, code: null, reference: null };

const phases: Record<SaleView["state"], CustomerSight["phase"]> = {
  intended: "sending", submitted: "sending", pending: "waiting", unknown: "waiting",
  succeeded: "done", failed: "failed", not_sent: "failed", reversed: "given_back",
};

export function forCustomer(shown: Shown, counter: Counter): CustomerSight {
  const { shop, language, dark, practice } = shown;
  return { shop, language, dark, practice, ...nobody, ...seen(counter) };
}

function seen({ form, code, at, nameOf }: Counter): Partial<CustomerSight> {
  if (at === "sell" && !form.empty) return typed(form, code, nameOf);
  // The desk's own strip. Of its orders nothing is shown but what is to be paid.
  if (code !== null) return { phase: "asked", pay_paise: code.total_paise, code: code.qr };
  // What is begun on the desk, or stands half typed, is another customer's than the last sale was.
  if (at === "services" || !form.empty || form.outcome === null) return {};
  return outcome(form.outcome, nameOf);
}

function typed(form: Form, code: PayCode | null, nameOf: (operator: string) => string): Partial<CustomerSight> {
  const { quote } = form;
  const operator = quote?.operator ?? form.operator.id;
  const sale = {
    number: quote === null ? form.number.trim() : groupNumber(form.service, quote.number),
    operator: operator === null ? "" : nameOf(operator),
    amount_paise: quote?.amount_paise ?? paiseOf(form.amount),
  };
  if (quote === null) return { phase: "typing", sale };
  if (form.sending) return { phase: "sending", sale };
  return { phase: "asked", sale, pay_paise: code?.total_paise ?? toPay(form), code: code?.qr ?? null };
}

/** Null where nothing is paid now, or just the amount. */
function toPay({ pay }: Form): number | null {
  const { due } = pay;
  return pay.payment === "udhaar" || due === null || due <= 0 || due === pay.amount ? null : due;
}

function outcome(sale: SaleView, nameOf: (operator: string) => string): Partial<CustomerSight> {
  // Where a company contradicts itself, nobody knows yet.
  const phase = sale.is_loud ? "waiting" : phases[sale.state];
  return {
    phase,
    sale: { number: groupNumber(sale.service, sale.number), operator: nameOf(sale.operator), amount_paise: sale.amount_paise },
    reference: phase === "done" ? sale.operator_ref : null,
  };
}
