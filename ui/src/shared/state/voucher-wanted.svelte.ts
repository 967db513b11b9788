// A voucher that another screen asks for: the tab *Money* opens its form with it.
import type { VoucherKind } from "../../platform/counter";

type VoucherWanted = { kind: VoucherKind; from?: string; to?: string; amount?: string };

let wanted: VoucherWanted | null = null;

export function wantVoucher(voucher: VoucherWanted): void {
  wanted = voucher;
}

/** What was asked for, once. */
export function takeWanted(): VoucherWanted | null {
  const taken = wanted;
  wanted = null;
  return taken;
}
