// Where an application stands, as four steps. The company tells no more than "pending" until the end, so who is to act, the customer
// or the company, follows from whether its page can still be opened.
import type { DeskSale } from "../shared/words/desk-services";
import { isClosed } from "../shared/words/desk-orders";

export type StepName = "sent" | "customer" | "company" | "done";
export type Mark = "done" | "now" | "later" | "failed";
export type Step = { step: StepName; mark: Mark };

const names: StepName[] = ["sent", "customer", "company", "done"];

/** The step at which it stands or ended; `names.length` when all are done. */
function reached(sale: DeskSale): { at: number; ended: boolean } {
  switch (sale.state) {
    case "intended":
    case "submitted":
    case "unknown":
      return { at: 0, ended: false };
    case "not_sent":
      return { at: 0, ended: true };
    case "pending":
      return { at: sale.desk?.can_open_page === false ? 2 : 1, ended: false };
    case "failed":
      // Refused at once it never got a number of the company's.
      return { at: isClosed(sale) ? 1 : sale.provider_ref === null ? 0 : 2, ended: true };
    case "succeeded":
      return { at: names.length, ended: false };
    case "reversed":
      return { at: 3, ended: true };
  }
}

export function stepsOf(sale: DeskSale): Step[] {
  const { at, ended } = reached(sale);
  return names.map((step, index) => ({ step, mark: index < at ? "done" : index > at ? "later" : ended ? "failed" : "now" }));
}
