// The bill that was fetched for what stands in the form. It is told beside its button, and on the strip where the form has no room.
import type { BillFetched, BillInput } from "../platform/counter";
import { form } from "./here.svelte";

export type Shown = { of: string; fetched: BillFetched | null; refused: string };

export const bills = $state<{ shown: Shown | null }>({ shown: null });

/** Whose bill would be asked for now. */
export function askedBill(): BillInput {
  const { service, operator, number, fields } = form.input;
  return { service, operator, number, fields };
}

/** What was told of the bill in the form; a bill is of one number at one operator, and beside another it is told no more. */
export function billNow(): Shown | null {
  return bills.shown?.of === JSON.stringify(askedBill()) ? bills.shown : null;
}
