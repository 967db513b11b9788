// What the rest of the counter says about an order of the services desk: on tiles, under Pending and in the day book.
import { m } from "../../paraglide/messages.js";
import type { SaleView, Service } from "../../platform/counter";
import { type DeskSale, isDeskSale } from "./desk-services";
import { house } from "../state/house.svelte";
import { moneyLine } from "./money-back";
import { groupNumber } from "./number";
import { hrefOf } from "../state/route.svelte";
import { againWords, asksAgain, attentionOf, isByWord, loudLine, sentAgo, whenOf } from "./sale-lines";
import { type Tone, isOpen, reasonWords, stateTones } from "./words";
import { joined } from "./joined";

/** The customer as the counter knows him: by mobile number, by the last four digits, or not at all. */
export function numberOf(sale: SaleView): string {
  return sale.service === "wallet_load" ? sale.provider_name : numberFor(sale.service, sale.number);
}

/** The number of a sale or an order as people read it. */
export function numberFor(service: Service, number: string): string {
  if (service === "aadhaar_check") return m.aadhaar_number_is({ last: number });
  return groupNumber(service, number);
}

/** Closed by the shop before the customer had finished. */
export function isClosed(sale: SaleView): boolean {
  return sale.problem?.kind === "not_finished";
}

/** What stands for money in a list: of a load that is done, what was really paid. */
export function shownPaise(sale: SaleView): number {
  return sale.desk?.load?.paid_paise ?? sale.amount_paise;
}

/** The company opens its page for this order no more. */
export function isExpired(sale: SaleView): boolean {
  return sale.desk?.link_expired === true;
}

/**
 * What the shop closed itself is no failure. Of what a company says otherwise than it stands, nothing looks done or quiet, and of what
 * was taken back neither, while the customer's money is here.
 */
export function toneOf(sale: SaleView): Tone {
  if (sale.is_loud || (sale.state === "reversed" && sale.owed_paise > 0)) return "bad";
  return isClosed(sale) ? "quiet" : stateTones[sale.state];
}

/** The provider has said several times that it knows nothing of it, and a person may now say that it failed. */
export function hasNoRecord(sale: SaleView): boolean {
  return sale.state === "unknown" && sale.verdict === "safe";
}

/** The word beside the mark where the usual one would mislead; null where it does not. */
export function markOf(sale: SaleView): string | null {
  if (sale.is_loud && sale.state === "succeeded") return m.mark_in_doubt();
  if (!isDeskSale(sale)) return null;
  if (isClosed(sale) && sale.state === "failed") return m.mark_closed();
  if (sale.state !== "pending") return null;
  switch (sale.service) {
    case "pan_card":
    case "bank_account":
      return m.mark_started();
    case "aadhaar_check":
      return m.mark_otp();
    case "wallet_load":
      return m.mark_to_pay();
  }
}

function startedWords(sale: DeskSale): string {
  if (isExpired(sale)) return m.link_expired();
  switch (sale.service) {
    case "pan_card":
    case "bank_account":
      return m.standing_started();
    case "aadhaar_check":
      return m.standing_otp();
    case "wallet_load":
      return m.standing_to_pay();
  }
}

/** In few words, beside the mark. */
function waitingFor(sale: DeskSale): string {
  if (isExpired(sale)) return m.tile_expired();
  switch (sale.service) {
    case "pan_card":
    case "bank_account":
      return m.tile_started();
    case "aadhaar_check":
      return m.tile_otp();
    case "wallet_load":
      return m.tile_to_pay();
  }
}

/** Its state in one sentence. It is shown where a recharge has its verdict. */
export function stateLineOf(sale: DeskSale): string {
  switch (sale.state) {
    case "intended":
    case "submitted":
      return m.order_sending_more({ provider: sale.provider_name });
    case "pending":
      return startedWords(sale);
    case "unknown":
      if (sale.service === "aadhaar_check") return sale.desk?.otp ? m.otp_unknown_more() : m.otp_unsent_more();
      return hasNoRecord(sale) ? m.order_no_record_more({ provider: sale.provider_name }) : m.order_unknown_more({ provider: sale.provider_name });
    case "succeeded":
      return reasonWords[sale.reason]();
    case "failed":
    case "not_sent":
      if (isClosed(sale)) return sale.service === "wallet_load" ? m.order_closed_load() : m.order_closed_more();
      return sale.verdict === "safe" ? m.order_failed_safe() : reasonWords[sale.reason]();
    case "reversed":
      return reasonWords[sale.reason]();
  }
}

/** How it stands, where who it is and since when stand beside it already. */
export function deskBrief(sale: DeskSale, clock: number): string {
  return sale.state === "pending" ? waitingFor(sale) : deskTileLine(sale, clock);
}

/** The small print of a tile. */
export function deskTileLine(sale: DeskSale, clock: number): string {
  if (sale.is_loud) return loudLine(sale, clock);
  const at = whenOf(sale, clock);
  const parts: (string | null)[] = [];
  switch (sale.state) {
    case "intended":
    case "submitted":
      parts.push(sentAgo(sale, clock));
      break;
    case "pending":
      parts.push(waitingFor(sale), sale.desk?.customer ?? null, at);
      break;
    case "unknown":
      if (sale.service === "aadhaar_check") parts.push(m.tile_otp_unknown(), at);
      else parts.push(m.tile_unknown(), hasNoRecord(sale) ? m.no_record_mark() : null, asksAgain(sale, clock));
      break;
    case "succeeded":
      parts.push(at, sale.desk?.customer ?? null, sale.operator_ref ? m.tile_ack({ ref: sale.operator_ref }) : null);
      break;
    case "failed":
    case "not_sent":
      if (isClosed(sale)) parts.push(moneyLine(sale), m.order_closed(), at);
      else parts.push(moneyLine(sale), ...againWords(sale), at);
      break;
    case "reversed":
      parts.push(moneyLine(sale), at, reasonWords[sale.reason]());
      break;
  }
  if (isByWord(sale)) parts.unshift(m.word_mark());
  if (sale.attention !== "contradicted") parts.unshift(attentionOf(sale));
  return joined(parts);
}

/** Where a touch on it leads: an unfinished order to its page, everything else to the day book. */
export function placeOf(sale: SaleView): string {
  return isDeskSale(sale) && isOpen(sale) ? hrefOf("services", "order", sale.id) : hrefOf("day-book", sale.id);
}

/** "PAN card · New PAN" needs no more than the product's own name; an account says whose it is. */
export function productLine(sale: DeskSale): string {
  return joined([house.operatorName(sale.operator), sale.desk?.customer ?? ""]);
}
