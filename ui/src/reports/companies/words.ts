// The sentence about another order of the companies.
import { m } from "../../paraglide/messages.js";
import type { OtherOrder } from "../../platform/counter";
import { house } from "../../shared/state/house.svelte";
import { language } from "../../shared/state/language.svelte";
import { rupees } from "../../shared/words/money";

function moneyWords(paise: number): string {
  if (paise === 0) return m.order_same();
  const amount = rupees(Math.abs(paise), language()).replace(" ", "\u00a0");
  return paise > 0 ? m.order_more({ amount }) : m.order_less({ amount });
}

function failureWords(count: number): string {
  if (count === 0) return m.order_failures_same();
  return count > 0 ? m.order_failures_more({ count }) : m.order_failures_fewer({ count: -count });
}

/** "Jio goes to the second company first from now on. The next advice comes on Monday." */
export function changedWords(other: OtherOrder): string {
  const changed = m.order_changed({ operator: house.operatorName(other.operator), instead: house.providerName(other.instead) });
  return `${changed} ${m.order_next()}`;
}

/** "Jio: with the second company before the first, ₹ 412 more and 9 more failures in four weeks." */
export function orderSentence(other: OtherOrder): string {
  return m.order_sentence({
    operator: house.operatorName(other.operator),
    first: house.providerName(other.first),
    instead: house.providerName(other.instead),
    money: moneyWords(other.more_paise),
    failures: failureWords(other.more_failures),
  });
}
