import type { Choice } from "../../platform/counter";

/** The list with the one at `at` moved up (−1) or down (+1); the same list where it cannot be. */
export function moved(order: string[], at: number, by: -1 | 1): string[] {
  const to = at + by;
  const [one, other] = [order[at], order[to]];
  if (one === undefined || other === undefined) return order;
  return order.map((each, index) => (index === at ? other : index === to ? one : each));
}

/** The order of a choice, with every provider that sells it somewhere in it: one connected since comes last. */
export function orderOf(choice: Choice, providers: string[]): string[] {
  const named = choice.kind === "order" ? choice.data.filter((slug) => providers.includes(slug)) : [];
  return [...named, ...providers.filter((slug) => !named.includes(slug))];
}
