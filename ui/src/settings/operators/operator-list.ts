import type { Operator, Service } from "../../platform/counter";

export type Wanted = { found: string[] | null; service: Service | null; doubtful: boolean };

/** True while a connected provider's code for it waits for the shopkeeper's word. */
function isDoubtful(operator: Operator): boolean {
  return operator.offers.some((offer) => offer.why_not === "unsure");
}

/** The operators a search found, in its order; without a search the shop's own first, then those that wait for a word, then the rest. */
export function listed(operators: Operator[], { found, service, doubtful }: Wanted): Operator[] {
  const known = new Map(operators.map((operator) => [operator.id, operator]));
  const rank = (operator: Operator): number => (operator.own ? 0 : isDoubtful(operator) ? 1 : 2);
  const all = found === null ? operators.toSorted((a, b) => rank(a) - rank(b)) : found.map((id) => known.get(id)).filter((operator) => operator !== undefined);
  return all.filter((operator) => (service === null || operator.service === service) && (!doubtful || isDoubtful(operator)));
}
