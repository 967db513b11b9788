// What the money of a sale came to, as a shopkeeper counts it. A debit and a credit are for the books.
import type { PostingView } from "../platform/counter";
import { partsOf } from "../shared/words/accounts";

/**
 * All in paise. `paid`: by the customer, and not given back since; `owed`: written as udhaar; `held`: of it, what the shop has and is
 * not its own; `provider`: empty where no wallet paid; `charge`: a part of what was earned.
 */
export type PlainMoney = { paid: number; owed: number; held: number; provider: string; wallet: number; earned: number; charge: number };

/** Null where more has moved than a customer's money, one wallet and what was earned: the entries say it then. */
export function plainMoney(postings: Pick<PostingView, "account" | "amount_paise">[]): PlainMoney | null {
  const plain: PlainMoney = { paid: 0, owed: 0, held: 0, provider: "", wallet: 0, earned: 0, charge: 0 };
  const sums = new Map<string, number>();
  for (const { account, amount_paise } of postings) sums.set(account, (sums.get(account) ?? 0) + amount_paise);
  // What came and went again is no matter of a shopkeeper.
  for (const [account, paise] of [...sums].filter(([, sum]) => sum !== 0)) {
    const { kind, whose } = partsOf(account);
    if (kind === "cash" || kind === "upi") plain.paid += paise;
    else if (kind === "customer") plain.owed += paise;
    else if (kind === "owed") plain.held -= paise;
    else if (kind === "wallet" && plain.provider === "") {
      plain.provider = whose;
      plain.wallet -= paise;
    } else if (kind === "commission") plain.earned -= paise;
    else if (kind === "charges") {
      plain.earned -= paise;
      plain.charge -= paise;
    } else return null;
  }
  const isWhole = plain.paid + plain.owed === plain.wallet + plain.earned + plain.held;
  return isWhole && Object.values(plain).every((part) => typeof part === "string" || part >= 0) ? plain : null;
}
