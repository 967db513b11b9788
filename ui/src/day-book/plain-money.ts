// What a done sale came to, as a shopkeeper counts it. A debit and a credit are for the books.
import type { PostingView } from "../platform/counter";
import { partsOf } from "../shared/words/accounts";

/** All in paise. `paid`: by the customer at once; `owed`: written as udhaar; `charge`: a part of what was earned. */
export type PlainMoney = { paid: number; owed: number; provider: string; wallet: number; earned: number; charge: number };

/** Null where more has moved than a customer's money, one wallet and what was earned: the entries say it then. */
export function plainMoney(postings: Pick<PostingView, "account" | "amount_paise">[]): PlainMoney | null {
  const plain: PlainMoney = { paid: 0, owed: 0, provider: "", wallet: 0, earned: 0, charge: 0 };
  for (const { account, amount_paise } of postings) {
    const { kind, whose } = partsOf(account);
    if (kind === "cash" || kind === "upi") plain.paid += amount_paise;
    else if (kind === "customer") plain.owed += amount_paise;
    else if (kind === "wallet" && (plain.provider === "" || plain.provider === whose)) {
      plain.provider = whose;
      plain.wallet -= amount_paise;
    } else if (kind === "commission") plain.earned -= amount_paise;
    else if (kind === "charges") {
      plain.earned -= amount_paise;
      plain.charge -= amount_paise;
    } else return null;
  }
  const isWhole = plain.provider !== "" && plain.paid + plain.owed === plain.wallet + plain.earned;
  return isWhole && Object.values(plain).every((part) => typeof part === "string" || part >= 0) ? plain : null;
}
