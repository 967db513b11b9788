// Which wallets can pay for a sale, as far as the window knows.
import type { Wallet } from "../platform/counter";

/** What was typed as an amount, in paise; null where it is none. The counter behind the window decides what is really sold. */
export function paiseOf(typed: string): number | null {
  const plain = typed.replace(/[₹,\s]/g, "");
  return /^\d+(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : null;
}

/** Those whose wallet has enough, or was never read. */
export function canPay(providers: string[], paise: number | null, wallets: Wallet[]): string[] {
  return providers.filter((slug) => {
    const has = wallets.find((wallet) => wallet.provider === slug)?.balance_paise ?? null;
    return has === null || paise === null || has >= paise;
  });
}
