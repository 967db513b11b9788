// Where the customer's money of a sale is that came to nothing.
import { m } from "../../paraglide/messages.js";
import { ask, commands } from "../../platform/counter";
import type { Chit, Problem, SaleView } from "../../platform/counter";
import { house } from "../state/house.svelte";
import { language } from "../state/language.svelte";
import { rupees } from "./money";
import { timeOf } from "./time";

/**
 * `owed`: the shop has it. `hand_back`: the sale failed at the counter, so it counts as given back, and nobody has said yet whether
 * it was. `given_back`: the customer has it.
 */
export type MoneyBack = { is: "owed" | "hand_back" | "given_back"; paise: number };

/** Null where the customer has no money in it. */
export function moneyOf(sale: SaleView): MoneyBack | null {
  if (!["failed", "not_sent", "reversed"].includes(sale.state)) return null;
  if (sale.owed_paise > 0) return { is: "owed", paise: sale.owed_paise };
  // Its chit took the customer's money on: nothing was given back.
  if (sale.sold_chit !== null) return null;
  if (!(sale.back_paise > 0)) return null;
  const asks = house.now?.hand_back.some(({ id }) => id === sale.id) === true;
  return { is: asks ? "hand_back" : "given_back", paise: sale.back_paise };
}

/** "sold by chit 1 at 8:15 PM": what became of a sale that never left by its chit; null where it has none. */
export function chitLine(sale: SaleView): string | null {
  if (sale.sold_chit !== null) {
    const { day_number: number, at_ms, is_done } = sale.sold_chit;
    return (is_done ? m.line_chit_sold : m.line_chit_tried)({ number, time: timeOf(at_ms, language()) });
  }
  const chit = chitOf(sale);
  return chit === null ? null : m.line_chit({ number: chit.day_number });
}

/** The chit that was written in the place of a sale that never left; null where none waits. */
export function chitOf(sale: SaleView): Chit | null {
  if (sale.state !== "not_sent") return null;
  const isOf = (chit: Chit): boolean => chit.standing !== "expired" && chit.number === sale.number && chit.amount_paise === sale.amount_paise && chit.made_at_ms >= sale.created_at_ms;
  return house.now?.paper.chits.find(isOf) ?? null;
}

/** "give ₹ 299 back", for a list. */
export function moneyLine(sale: SaleView): string | null {
  const chit = chitLine(sale);
  if (chit !== null) return chit;
  const money = moneyOf(sale);
  if (money === null) return null;
  const amount = rupees(money.paise, language());
  return money.is === "given_back" ? m.line_given_back({ amount }) : m.line_give_back({ amount });
}

/** The customer has the money: nobody need be asked any more. */
export async function handedBack(saleId: number): Promise<void> {
  const answer = await ask(() => commands.noteHandedBack(saleId));
  if (answer.status === "error") house.meet(answer.error);
  house.changed();
}

/** How money can be given back. */
export type WayBack = "cash" | "upi";

/** How the customer's money came. It goes back the same way unless somebody says otherwise. */
export function cameBy(sale: Pick<SaleView, "payment">): WayBack {
  return sale.payment === "upi" ? "upi" : "cash";
}

/** Both ways, first the one by which it came. */
export function waysBack(sale: Pick<SaleView, "payment">): WayBack[] {
  return cameBy(sale) === "upi" ? ["upi", "cash"] : ["cash", "upi"];
}

/**
 * The customer has the money of a sale that counts as given back the way it came. If it went the other way, the books are told both: that it
 * did not go as they say, and how it went. `by`: who says so. Returns what was refused.
 */
export async function givenBack(sale: Pick<SaleView, "id" | "payment">, way: WayBack, by: string): Promise<Problem | null> {
  if (way === cameBy(sale)) {
    await handedBack(sale.id);
    return null;
  }
  let problem: Problem | null = null;
  for (const what of ["still_owed", way === "upi" ? "given_back_upi" : "given_back_cash"] as const) {
    const answer = await ask(() => commands.settleMoney(sale.id, what, by, null));
    problem = answer.status === "error" ? answer.error : null;
    if (problem !== null) break;
  }
  house.changed();
  return problem;
}
