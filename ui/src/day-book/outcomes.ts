// The four ways in which a sale ends, as lists and sums call them.
import { m } from "../paraglide/messages.js";
import type { Outcome } from "../platform/counter";

export const outcomeWords = { succeeded: m.total_succeeded, waiting: m.total_waiting, failed: m.total_failed, reversed: m.total_reversed } satisfies Record<Outcome, () => string>;
export const outcomes = Object.keys(outcomeWords) as Outcome[];
