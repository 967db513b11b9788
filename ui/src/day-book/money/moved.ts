// Why the money of a sale moved, as a row of an account says it.
import { m } from "../../paraglide/messages.js";
import type { EventKind, MovingSale } from "../../platform/counter";
import { eventWords } from "../../shared/words/words";

/** What a company answers, or what becomes of a sale: of a customer's money it says nothing. */
const ofTheSale: ReadonlySet<EventKind> = new Set(["intended", "submitted", "not_sent", "accepted", "succeeded", "rejected", "lost_track", "reversed", "no_record", "no_news", "contradicted", "declared_failed", "abandoned", "admitted", "person_said"]);

/** The customer's money is told by where it went. What moved it by itself, as money that is given back, is told by its own name. */
export function movedWords(account: string, { kind, service }: MovingSale, paise: number): string {
  const isCustomers = (account === "cash" || account === "upi") && service !== "wallet_load";
  if (!isCustomers || !ofTheSale.has(kind)) return eventWords[kind]();
  return paise < 0 ? m.statement_returned() : m.statement_taken();
}
