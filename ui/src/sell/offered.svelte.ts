// The plans that are offered beside the amount. They are asked for when operator or circle become others.
import { ask, commands } from "../platform/counter";
import type { OfferedPlan } from "../platform/counter";

export class Offered {
  #known = $state.raw<{ key: string; plans: OfferedPlan[] } | null>(null);
  #asked = "";

  /** The plans of an operator in a circle; null while the counter is still asked. */
  of(operator: string | null, circle: string | null): OfferedPlan[] | null {
    if (operator === null) return [];
    return this.#known?.key === keyOf(operator, circle) ? this.#known.plans : null;
  }

  async look(operator: string | null, circle: string | null): Promise<void> {
    const key = operator === null ? "" : keyOf(operator, circle);
    if (key === this.#asked) return;
    this.#asked = key;
    if (operator === null) return;
    const answer = await ask(() => commands.offeredPlans(operator, circle));
    // What the books refuse here, they refuse to the quote, too, and there it is told.
    if (key === this.#asked) this.#known = { key, plans: answer.status === "ok" ? answer.data : [] };
  }
}

function keyOf(operator: string, circle: string | null): string {
  return `${operator} ${circle ?? ""}`;
}
