// What the strip says of the payment: on the button that sends, and of what a customer owes.
import { m } from "../paraglide/messages.js";
import { language } from "../shared/state/language.svelte";
import { rupees } from "../shared/words/money";
import type { KnownCustomer } from "../platform/counter";
import type { Pay } from "./pay.svelte";

/**
 * `plain`: what it says where cash is paid. By UPI it is the person's word that the money has come, `received` says which. On
 * udhaar it says what the customer will owe, where that is more than the amount.
 */
export function buttonWords(pay: Pay, plain: string, received: (of: { amount: string }) => string): string {
  const due = pay.due ?? pay.amount ?? 0;
  const amount = rupees(due, language());
  switch (pay.payment) {
    case "cash":
      return plain;
    case "upi":
      // Where the shop has the money already, none comes.
      return due > 0 ? received({ amount }) : plain;
    case "udhaar":
      return due === pay.amount ? m.udhaar_send({ button: plain }) : m.udhaar_send_total({ button: plain, amount });
  }
}

/** What is owed before this sale; null where nothing is. */
export function duesWords(customer: KnownCustomer | null): string | null {
  const owed = customer?.owed_paise ?? 0;
  if (owed === 0) return null;
  return owed < 0 ? m.customer_credit({ amount: rupees(-owed, language()) }) : m.pay_owes({ amount: rupees(owed, language()) });
}
