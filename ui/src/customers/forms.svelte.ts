// The form about a customer that is open, if any. The window holds it, so that it opens from Sell as well as from the list.
import type { CustomerView } from "../platform/counter";

/** Days as typed; empty: from the beginning, until now. */
export type Days = { from: string; to: string };

type CustomerForm =
  | { kind: "add"; number: string; saved: (customer: CustomerView) => void }
  | { kind: "change" | "pay" | "give_back" | "remind" | "forget"; customer: CustomerView };

export const customerForm = $state<{ open: CustomerForm | null }>({ open: null });

export function closeForm(): void {
  customerForm.open = null;
}
