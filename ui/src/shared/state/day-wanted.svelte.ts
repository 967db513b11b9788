// A day that another screen asks for, filtered as it is there: the day book opens on it.
import type { SalesFilter } from "../../platform/counter";

let wanted: SalesFilter | null = null;

/** `day`: "2026-11-20". `filter`: what else holds of its sales. */
export function wantDay(day: string, filter: SalesFilter): void {
  wanted = { ...filter, period: { kind: "days", data: { from: day, to: day } } };
}

/** What was asked for, once. */
export function takeDay(): SalesFilter | null {
  const taken = wanted;
  wanted = null;
  return taken;
}
