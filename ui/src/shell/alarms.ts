// Customers whose money has to go back, or who have left and know nothing yet: what stands on top of every screen.
import { m } from "../paraglide/messages.js";
import type { CounterNow, SaleView } from "../platform/counter";
import { house } from "../shared/state/house.svelte";
import { language } from "../shared/state/language.svelte";
import { numberOf } from "../shared/words/desk-orders";
import { rupeesInWords } from "../shared/words/money";

const END_SIGNS = 4;

/** `hand_back`: the customer may still stand there. `tell`: the customer has left. */
export type Alarm = { is: "hand_back" | "tell"; sale: SaleView };

/** Who has left and knows nothing goes first, because nothing else tells of it; of each kind, the oldest. `isRead`: its end stands large before the eyes already. */
export function alarmsOf(now: Pick<CounterNow, "hand_back" | "to_tell"> | null, isRead: (saleId: number) => boolean): Alarm[] {
  if (now === null) return [];
  const handBacks = now.hand_back.filter((sale) => !isRead(sale.id)).map((sale) => ({ is: "hand_back" as const, sale }));
  return [...now.to_tell.map((sale) => ({ is: "tell" as const, sale })).toReversed(), ...handBacks.toReversed()];
}

/**
 * The end of the number whose money it is: a button bears it, because the card below has such a button for another customer. It is as
 * long as it must be to be told from `others`, the numbers that stand beside it.
 */
export function alarmEnd({ sale }: Alarm, others: readonly string[]): string {
  const bare = (number: string): string => number.replace(/\s/g, "");
  const own = bare(sale.number);
  const rivals = others.map(bare).filter((number) => number !== own);
  let signs = END_SIGNS;
  while (signs < own.length && rivals.some((number) => number.endsWith(own.slice(-signs)))) signs += 1;
  return own.slice(-signs);
}

/** `isBrief`: without the operator, which the number tells, too. */
export function alarmWords({ is, sale }: Alarm, isBrief = false): string {
  const about = { number: numberOf(sale), operator: isBrief ? "" : house.operatorName(sale.operator) };
  if (is === "hand_back") return m.hand_back_of({ ...about, amount: rupeesInWords(sale.back_paise, language()) });
  if (sale.owed_paise === 0) return m.tell_udhaar(about);
  return (sale.state === "reversed" ? m.tell_reversed : m.tell_failed)({ ...about, amount: rupeesInWords(sale.owed_paise, language()) });
}
