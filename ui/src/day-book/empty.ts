// What stands in place of a list without sales.
import { m } from "../paraglide/messages.js";
import type { SalesFilter } from "../platform/counter";
import { isNarrow } from "./filter.svelte";

/** `isSpan`: whether there is more than one day. */
export function emptyWords(filter: SalesFilter, isSpan: boolean): { title: string; more: string } {
  if (isNarrow(filter)) return { title: m.filter_empty(), more: m.filter_empty_more() };
  if (filter.period.kind === "always") return { title: m.days_empty_ever(), more: m.days_empty_more() };
  return isSpan ? { title: m.days_empty(), more: m.days_empty_more() } : { title: m.day_empty(), more: m.day_empty_more() };
}
