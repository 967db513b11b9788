// The place of each service at *Sell*: a tab, under "More", or none because it cannot be sold.
import type { Operator } from "../platform/counter";
import type { SaleKind } from "../shared/words/desk-services";

/** The rarer ones are never tabs of their own unless one is being sold. */
const MOST_TABS = 7;

/** True for a service that nobody can sell because no paper says how it is asked for: it is listed, and nothing is sold. */
export function unsellable(service: SaleKind, operators: Operator[]): boolean {
  const offers = operators.filter((operator) => operator.service === service).flatMap((operator) => operator.offers);
  return offers.some((offer) => offer.why_not === "no_parameters") && offers.every((offer) => offer.why_not !== null);
}

/**
 * How many of these widths, with gaps, fit beside the "More" button; all of them need none. The one at `chosen` is among them: where it
 * is a rarer one, it stands in the last one's place.
 */
export function tabsThatFit(widths: number[], more: number, gap: number, room: number, chosen = 0): number {
  const most = Math.min(widths.length, MOST_TABS);
  const shown = (count: number): number[] => (chosen < count ? widths.slice(0, count) : [...widths.slice(0, count - 1), widths[chosen] ?? 0]);
  const width = (count: number): number => shown(count).reduce((sum, each) => sum + each + gap, 0);
  if (widths.length <= most && width(most) - gap <= room) return most;
  let count = most;
  while (count > 1 && width(count) + more > room) count -= 1;
  return count;
}

/** How many of these widths, from the first and with gaps between them, fit into one row. */
export function howManyFit(widths: readonly number[], gap: number, room: number): number {
  let taken = -gap;
  const first = widths.findIndex((width) => (taken += width + gap) > room);
  return first < 0 ? widths.length : first;
}

/** The tabs on the screen: the one being sold is always among them. */
export function shownTabs(services: SaleKind[], fit: number, selected: SaleKind): { tabs: SaleKind[]; more: SaleKind[] } {
  const tabs = services.slice(0, fit);
  if (!tabs.includes(selected) && services.includes(selected)) tabs.splice(tabs.length - 1, 1, selected);
  return { tabs, more: services.filter((service) => !tabs.includes(service)) };
}

/** So many operators have room beside each other. */
const FEW = 7;

/** The operators that can be sold, where they are few; else none. */
export function fewOf(operators: Operator[]): Operator[] {
  const sold = operators.filter((operator) => operator.sold_by.length > 0);
  return sold.length > 1 && sold.length <= FEW ? sold : [];
}
