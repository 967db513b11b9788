import type { Period, SalesFilter } from "../../platform/counter";

/** All sales of some days. */
export function emptyFilter(period: Period): SalesFilter {
  return { period, outcomes: [], services: [], operators: [], companies: [], payments: [], customer: null, least: "", most: "", needs_attention: false };
}
