// The vouchers that a shopkeeper writes, each with the letter that chooses it and the accounts between which its money goes.
import { m } from "../../paraglide/messages.js";
import type { MoneyBook, VoucherKind } from "../../platform/counter";

/** A side of a voucher: one account that is always the same, or those to choose from. */
export type Side = { fixed: string } | { label: () => string; choices: (book: MoneyBook) => string[] };
export type Kind = { kind: VoucherKind; letter: string; label: () => string; line: () => string; from: Side; to: Side; amount: () => string; reason: boolean };

const own = (): string[] => ["bank", "upi", "cash"];
const connected = (book: MoneyBook, kind: "wallet" | "credit"): string[] => book.wallets.filter((each) => each.is_connected).map((each) => `${kind}:${each.provider}`);
const wallets = (book: MoneyBook): string[] => connected(book, "wallet");
const credits = (book: MoneyBook): string[] => connected(book, "credit");
const paidFrom: Side = { label: m.voucher_from, choices: own };
const all = (book: MoneyBook): string[] => ["cash", "upi", "bank", ...book.wallets.flatMap((each) => [`wallet:${each.provider}`, `credit:${each.provider}`]), "spent", "owner", "commission", "charges", "over_short"];

export const kinds: Kind[] = [
  // A distributor lends for one wallet: `creditOf` puts the right one in.
  { kind: "wallet_loaded", letter: "L", label: m.voucher_wallet_loaded, line: m.voucher_wallet_loaded_line, from: { label: m.voucher_from, choices: () => [...own(), "credit"] }, to: { label: m.voucher_wallet, choices: wallets }, amount: m.voucher_amount, reason: false },
  { kind: "credit_paid", letter: "P", label: m.voucher_credit_paid, line: m.voucher_credit_paid_line, from: paidFrom, to: { label: m.voucher_credit_of, choices: credits }, amount: m.voucher_amount, reason: false },
  { kind: "cash_in", letter: "I", label: m.voucher_cash_in, line: m.voucher_cash_in_line, from: { fixed: "owner" }, to: { fixed: "cash" }, amount: m.voucher_amount, reason: true },
  { kind: "cash_out", letter: "O", label: m.voucher_cash_out, line: m.voucher_cash_out_line, from: { fixed: "cash" }, to: { fixed: "spent" }, amount: m.voucher_amount, reason: true },
  { kind: "banked", letter: "B", label: m.voucher_banked, line: m.voucher_banked_line, from: { fixed: "cash" }, to: { fixed: "bank" }, amount: m.voucher_amount, reason: false },
  { kind: "upi_settled", letter: "U", label: m.voucher_upi_settled, line: m.voucher_upi_settled_line, from: { fixed: "upi" }, to: { fixed: "bank" }, amount: m.voucher_amount, reason: false },
  { kind: "drawn", letter: "D", label: m.voucher_drawn, line: m.voucher_drawn_line, from: paidFrom, to: { fixed: "owner" }, amount: m.voucher_amount, reason: false },
  { kind: "opening", letter: "S", label: m.voucher_opening, line: m.voucher_opening_line, from: { fixed: "owner" }, to: { label: m.voucher_opening_of, choices: (book) => ["cash", "upi", "bank", ...wallets(book), ...credits(book)] }, amount: m.voucher_opening_amount, reason: false },
  { kind: "correction", letter: "C", label: m.voucher_correction, line: m.voucher_correction_line, from: { label: m.voucher_takes_from, choices: all }, to: { label: m.voucher_gives_to, choices: all }, amount: m.voucher_amount, reason: true },
];

/** The name of any voucher, also of those that are written elsewhere. */
export const voucherWords: Record<VoucherKind, () => string> = {
  wallet_loaded: m.voucher_wallet_loaded,
  credit_paid: m.voucher_credit_paid,
  cash_in: m.voucher_cash_in,
  cash_out: m.voucher_cash_out,
  banked: m.voucher_banked,
  upi_settled: m.voucher_upi_settled,
  udhaar_paid: m.voucher_udhaar_paid,
  credit_back: m.voucher_credit_back,
  drawn: m.voucher_drawn,
  tds_kept: m.voucher_tds_kept,
  collected: m.voucher_collected,
  opening: m.voucher_opening,
  difference: m.voucher_difference,
  correction: m.voucher_correction,
};

export function kindOf(kind: VoucherKind): Kind | null {
  return kinds.find((each) => each.kind === kind) ?? null;
}

export function kindOfLetter(key: string): Kind | null {
  return kinds.find((each) => each.letter === key.toUpperCase()) ?? null;
}

/** "credit" of the wallet that is loaded: a distributor lends for one wallet. */
export function creditOf(from: string, to: string): string {
  return from === "credit" && to.startsWith("wallet:") ? `credit:${to.slice("wallet:".length)}` : from;
}
