// The ways in which sales end and are paid, as lists and sums call them: shorter than elsewhere.
import { m } from "../paraglide/messages.js";
import type { Outcome, Payment } from "../platform/counter";

export const outcomeWords = { succeeded: m.total_succeeded, waiting: m.total_waiting, failed: m.total_failed, reversed: m.total_reversed } satisfies Record<Outcome, () => string>;
export const outcomes = Object.keys(outcomeWords) as Outcome[];
export const paidWords = { cash: m.paid_cash, upi: m.paid_upi, udhaar: m.paid_udhaar } satisfies Record<Payment, () => string>;
