// How an order stands, in words that can be read from two metres: what happened, and what is still to come.
import { m } from "../paraglide/messages.js";
import { hasNoRecord, isClosed, isExpired } from "../shared/words/desk-orders";
import type { DeskSale } from "../shared/words/desk-services";
import { language } from "../shared/state/language.svelte";
import { rupees } from "../shared/words/money";
import { whyNot } from "../shared/words/sale-lines";
import { reasonWords } from "../shared/words/words";

/** `words`: the company's own, in quotation marks. */
export type OrderWords = { title: string; more: string | null; words?: string | null };

function startedWords(sale: DeskSale, clock: number): OrderWords {
  switch (sale.service) {
    case "pan_card":
    case "bank_account":
      if (isExpired(sale)) return { title: m.order_expired(), more: null };
      return { title: sale.desk?.can_open_page === false ? m.order_with_company({ provider: sale.provider_name }) : m.order_started(), more: null };
    case "aadhaar_check":
      if (sale.desk?.otp && sale.desk.otp.tries_left <= 0) return { title: m.otp_closed(), more: m.problem_otp_tries_over() };
      if (sale.desk?.otp && sale.desk.otp.expires_at_ms <= clock) return { title: m.otp_over(), more: m.otp_over_more() };
      return { title: m.otp_sent(), more: m.otp_sent_more() };
    case "wallet_load":
      return { title: m.load_waiting(), more: null };
  }
}

function doneWords(sale: DeskSale): OrderWords {
  switch (sale.service) {
    case "pan_card":
      return { title: m.order_done_pan(), more: sale.operator_ref === null ? m.order_ack_none() : null };
    case "bank_account":
      return { title: m.order_done_account(), more: null };
    case "aadhaar_check":
      return { title: m.verified(), more: sale.desk?.person ? null : m.person_gone() };
    case "wallet_load":
      return { title: m.load_done(), more: null };
  }
}

function endedWords(sale: DeskSale): OrderWords {
  if (isClosed(sale)) return { title: m.order_closed(), more: sale.service === "wallet_load" ? m.order_closed_load() : m.order_closed_more() };
  const why = whyNot(sale);
  if (sale.service === "wallet_load") return { title: m.load_not_done(), more: why.said ?? m.load_not_done_more({ provider: sale.provider_name, order: sale.order_id }), words: why.words };
  const safe = sale.verdict === "safe" ? m.order_failed_safe() : reasonWords[sale.reason]();
  return { title: sale.state === "not_sent" ? m.order_not_sent() : m.order_failed(), more: [why.said, safe].filter((part) => part !== null).join(" "), words: why.words };
}

export function orderWords(sale: DeskSale, clock: number): OrderWords {
  switch (sale.state) {
    case "intended":
    case "submitted":
      return { title: m.order_sending(), more: m.order_sending_more({ provider: sale.provider_name }) };
    case "pending":
      return startedWords(sale, clock);
    case "unknown":
      // Nobody asks about an OTP: what was not verified is begun anew.
      if (sale.service === "aadhaar_check") return { title: m.order_no_answer(), more: sale.desk?.otp ? m.otp_unknown_more() : m.otp_unsent_more() };
      if (hasNoRecord(sale)) return { title: m.order_no_record({ provider: sale.provider_name }), more: m.order_no_record_more({ provider: sale.provider_name }) };
      return { title: m.order_unknown(), more: m.order_unknown_more({ provider: sale.provider_name }) };
    case "succeeded":
      return doneWords(sale);
    case "failed":
    case "not_sent":
      return endedWords(sale);
    case "reversed":
      return { title: m.order_reversed(), more: reasonWords[sale.reason]() };
  }
}

/** What is to be said about the payment of a wallet load; null where it went as asked. */
export function toldWords(sale: DeskSale): string | null {
  const load = sale.desk?.load ?? null;
  if (load === null || load.told === null) return null;
  const amount = rupees(sale.amount_paise, language());
  const paid = rupees(load.paid_paise ?? sale.amount_paise, language());
  switch (load.told) {
    case "paid":
      return null;
    case "paid_twice":
      return m.told_paid_twice({ amount, paid, provider: sale.provider_name });
    case "paid_late":
      return m.told_paid_late({ paid, provider: sale.provider_name });
    case "other_amount":
      return m.told_other_amount({ amount, paid, provider: sale.provider_name });
  }
}
