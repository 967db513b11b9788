// Mistakes in words, with the place that mends each.
import { m } from "../paraglide/messages.js";
import type { Missing, Mistake, Subject, Suspect } from "../platform/counter";
import { language } from "../shared/state/language.svelte";
import { house } from "../shared/state/house.svelte";
import { hrefOf } from "../shared/state/route.svelte";
import { accountWords } from "../shared/words/accounts";
import { rupees, rupeesInWords } from "../shared/words/money";
import { groupNumber } from "../shared/words/number";
import { timeOf } from "../shared/words/time";
import { joined } from "../shared/words/joined";

const words: Record<Mistake, (data: { amount: string }) => string> = {
  load_not_entered: m.mistake_load_not_entered,
  opening_not_entered: m.mistake_opening_not_entered,
  back_not_entered: m.mistake_back_not_entered,
  entered_twice: m.mistake_entered_twice,
  sold_twice: m.mistake_sold_twice,
  lost_is_here: m.mistake_lost_is_here,
  not_given_back: m.mistake_not_given_back,
  not_paid_in_cash: m.mistake_not_paid_in_cash,
  paid_in_cash: m.mistake_paid_in_cash,
  other_pocket: m.mistake_other_pocket,
  digits_swapped: m.mistake_digits_swapped,
  zero_too_many: m.mistake_zero_too_many,
  zero_too_few: m.mistake_zero_too_few,
  wrong_way: m.mistake_wrong_way,
  given_back_twice: m.mistake_given_back_twice,
  udhaar_not_entered: m.mistake_udhaar_not_entered,
  other_face: m.mistake_other_face,
  one_piece: m.mistake_one_piece,
  never_happened: m.mistake_never_happened,
  reversal_not_heard: m.mistake_reversal_not_heard,
  failed_is_charged: m.mistake_failed_is_charged,
  other_commission: m.mistake_other_commission,
  not_in_books: m.mistake_not_in_books,
};

/** That nothing explains a difference. While a shift is being opened there is none yet whose rows could be meant. */
export function nothingExplains(opens: boolean): string {
  return opens ? m.missing_nothing_opening() : m.missing_nothing();
}

export function mistakeWords(mistake: Mistake, paise: number): string {
  return words[mistake]({ amount: rupeesInWords(Math.abs(paise), language()) });
}

export function faceWords(paise: number, coin: boolean): string {
  const amount = rupees(paise, language());
  return coin ? m.count_coin({ amount }) : amount;
}

/** What a mistake is about: "Airtel · 98765 43210 · ₹ 299 · 14:32". */
export function subjectWords(subject: Subject, missing: Missing): string {
  switch (subject.kind) {
    case "sale":
      return saleWords(subject.sale_id, missing);
    case "voucher": {
      const voucher = missing.vouchers.find((each) => each.seq === subject.seq);
      if (voucher === undefined) return "";
      return joined([`${accountWords(voucher.from, voucher.customer)} → ${accountWords(voucher.to, voucher.customer)}`, rupees(voucher.amount_paise, language()), voucher.reason, timeOf(voucher.at_ms, language())]);
    }
    case "pieces":
      return joined([faceWords(subject.paise, subject.coin), subject.opening ? m.missing_opening() : ""]);
    case "sum":
      return subject.opening ? m.missing_opening() : m.missing_sum();
    case "customer":
      return m.missing_customer();
    case "wallet":
      return house.providerName(subject.provider);
    case "opening":
      return accountWords(subject.account);
  }
}

export function saleWords(saleId: number, missing: Missing): string {
  const sale = missing.sales.find((each) => each.sale_id === saleId);
  if (sale === undefined) return "";
  const service = house.operator(sale.operator)?.service ?? "prepaid";
  return joined([house.operatorName(sale.operator), groupNumber(service, sale.number), rupees(sale.amount_paise, language()), timeOf(sale.at_ms, language())]);
}

type Mend = { words: string; href: string } | { words: string; act: "load" | "count" | "opening" };

/** The place that mends it; null where there is none. */
export function mendOf({ subject }: Suspect): Mend | null {
  switch (subject.kind) {
    case "sale":
      return { words: m.missing_open_sale(), href: hrefOf("day-book", subject.sale_id) };
    case "voucher":
      return { words: m.missing_open_vouchers(), href: hrefOf("day-book", "money") };
    case "customer":
      return { words: m.missing_open_customer(), href: hrefOf("day-book", "customers", subject.id) };
    case "wallet":
      return { words: m.missing_enter_load(), act: "load" };
    case "opening":
      return { words: m.voucher_opening(), act: "opening" };
    case "pieces":
    case "sum":
      return subject.opening ? null : { words: m.missing_count_line(), act: "count" };
  }
}
