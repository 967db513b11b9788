// What a kind of account is called in the form of Tally's ledgers.
import { m } from "../../paraglide/messages.js";
import { accountWords } from "../../shared/words/accounts";

const ofSeveral: Record<string, () => string> = {
  wallet: m.tally_wallets,
  credit: m.tally_credits,
  tds: m.tally_tds,
  customer: m.tally_customers,
};

/** Of a kind that each company or customer has one of, the kind; else the account itself. */
export function kindWords(kind: string): string {
  return ofSeveral[kind]?.() ?? accountWords(kind);
}
