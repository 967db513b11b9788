// The books take a company's figure over. The figure that is shown may be older than a load, so the company is asked anew first.
import { ask, commands } from "../../platform/counter";
import type { Problem, WalletBook } from "../../platform/counter";
import { typedAmount } from "../../shared/words/money";
import type { Prefilled } from "./voucher-form.svelte";

/** What brings the books to the company's figure; null: they agree with it now, or sales wait, whose cost it may have in it. */
function openingOf(wallet: WalletBook | undefined): Prefilled | null {
  const differs = wallet?.differs_paise ?? 0;
  if (wallet === undefined || differs === 0 || wallet.waiting_paise !== 0) return null;
  return { kind: "opening", to: wallet.book.account, amount: `${differs < 0 ? "-" : ""}${typedAmount(Math.abs(differs))}` };
}

/** Asks the company, and gives the voucher to be written; or why it gave no figure. */
export async function takeOver(provider: string): Promise<{ voucher: Prefilled | null; problem: Problem | null }> {
  const read = await ask(() => commands.readWallet(provider));
  if (read.status === "error") return { voucher: null, problem: read.error };
  const book = await ask(() => commands.moneyBook());
  if (book.status === "error") return { voucher: null, problem: book.error };
  return { voucher: openingOf(book.data.wallets.find((each) => each.provider === provider)), problem: null };
}
