// The accounts of the shop's money book, by the words that the books use for them.
import { m } from "../../paraglide/messages.js";
import type { CalledBy } from "../../platform/counter";
import { house } from "../state/house.svelte";
import { customerName } from "./customers";

const single: Record<string, () => string> = {
  cash: m.account_cash,
  upi: m.account_upi,
  bank: m.account_bank,
  commission: m.account_commission,
  charges: m.account_charges,
  owed: m.account_owed,
  lost: m.account_lost,
  over_short: m.account_over_short,
  owner: m.account_owner,
  spent: m.account_spent,
};

/** Accounts in which money that the shop has, or earned, is below nothing. */
const turned = ["commission", "charges", "owed", "over_short", "owner", "credit"];

/** What kind of account it is, and whose: behind a colon stands a provider, a payer or a customer. */
export function partsOf(account: string): { kind: string; whose: string } {
  const at = account.indexOf(":");
  return at < 0 ? { kind: account, whose: "" } : { kind: account.slice(0, at), whose: account.slice(at + 1) };
}

/** An account as a shopkeeper calls it; `customer`: whose it is, where it is a customer's. One that this version has no name for is told
as it is written. */
export function accountWords(account: string, customer: CalledBy | null = null): string {
  const { kind, whose } = partsOf(account);
  switch (kind) {
    case "wallet":
      return m.account_wallet({ provider: house.providerName(whose) });
    case "credit":
      return m.account_credit({ provider: house.providerName(whose) });
    case "tds":
      return m.account_tds({ payer: house.providerName(whose) });
    case "customer":
      return customer === null || String(customer.id) !== whose ? m.account_customer() : customerName(customer);
    default:
      return single[kind]?.() ?? account;
  }
}

/** What stands in an account, as a shopkeeper says it: what was earned, and what is owed to others, is above nothing. */
export function standing(account: string, paise: number): number {
  return turned.includes(partsOf(account).kind) && paise !== 0 ? -paise : paise;
}
