// What a bill says, in one line, with who told it and when.
import { m } from "../paraglide/messages.js";
import type { BillTold } from "../platform/counter";
import type { Language } from "../shared/state/language.svelte";
import { joined } from "../shared/words/joined";
import { rupees } from "../shared/words/money";
import { toldMonth } from "../shared/words/told-fields";
import { dayMonthOf, momentOf, noonOf } from "../shared/words/time";

function dueWords(bill: BillTold, language: Language): string {
  const day = bill.due_date === null ? "" : dayMonthOf(noonOf(bill.due_date), language);
  return day === "" || bill.amount_paise === 0 ? "" : bill.is_overdue ? m.bill_overdue({ day }) : m.bill_due({ day });
}

/** "Asha Patil · due 5 Dec", for the strip: whose bill it is. What it asks for is said where another amount (`paise`) is about to be paid. */
export function billBrief(bill: BillTold, paise: number, language: Language): string {
  const asks = bill.amount_paise === 0 || bill.amount_paise === paise ? "" : rupees(bill.amount_paise, language);
  return joined([bill.name, asks, dueWords(bill, language)]);
}

/** "Asha Patil · ₹ 1,234 · due 5 Dec · bill B123 · Nov 2026 · told by Soochna, 10:42" */
export function billWords(bill: BillTold, name: string, now: number, language: Language): string {
  const due = dueWords(bill, language);
  const amount = bill.amount_paise === 0 ? m.bill_nothing_due() : rupees(bill.amount_paise, language);
  const number = bill.bill_number === null ? "" : m.bill_number({ number: bill.bill_number });
  const told = m.bill_told({ name, time: momentOf(bill.at_ms, now, language) });
  return joined([bill.name, amount, due, number, toldMonth(bill.period ?? "", language), told]);
}
