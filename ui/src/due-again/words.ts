// A line of who is due again, in words.
import { m } from "../paraglide/messages.js";
import type { DueLine } from "../platform/counter";
import { house } from "../shared/state/house.svelte";
import { language } from "../shared/state/language.svelte";
import { groupNumber } from "../shared/words/number";
import { planWords } from "../shared/words/plans";
import { nearDayOf, noonOf } from "../shared/words/time";
import { joined } from "../shared/words/joined";

/** "Today", "Tomorrow", "2 days ago" */
export function whenWords(inDays: number): string {
  if (inDays === 0) return m.today();
  return inDays > 0 ? m.due_tomorrow() : m.plan_age_days({ count: -inDays });
}

/** "98765 43210" */
export function numberOf({ service, number }: Pick<DueLine, "service" | "number">): string {
  return groupNumber(service, number);
}

/** "Asha Devi"; where the name is not known the number. */
export function whoOf(line: Pick<DueLine, "service" | "number" | "name">): string {
  return line.name === "" ? numberOf(line) : line.name;
}

/** "98765 43210 · Airtel · 28 days": what stands below the name, without what the name itself says. */
export function belowOf(line: DueLine): string {
  const parts = [line.name === "" ? "" : numberOf(line), house.operatorName(line.operator), line.plan === null ? "" : planWords(line.plan)];
  return joined(parts);
}

/** "28 days since 1 Nov": how long ago it was bought. `today`: the shop's business day. */
export function sinceWords(line: Pick<DueLine, "sold_on">, today: string): string {
  const [then, now] = [noonOf(line.sold_on), noonOf(today)];
  return m.due_since({ days: Math.round((now - then) / 86_400_000), day: nearDayOf(then, now, language()) });
}

/** "likely · as 3 times before" */
export function whyWords({ why, sure }: Pick<DueLine, "why" | "sure">): string {
  const from = why.kind === "plan" ? m.due_why_plan() : m.due_why_own({ count: why.times });
  return `${sure === "likely" ? m.due_likely() : m.due_perhaps()} · ${from}`;
}

/** How many of the lines are due today, tomorrow, and were before. */
export function countWords(lines: Pick<DueLine, "in_days">[]): string {
  const count = (is: (days: number) => boolean): number => lines.filter((line) => is(line.in_days)).length;
  return m.due_count({ today: count((days) => days === 0), tomorrow: count((days) => days > 0), past: count((days) => days < 0) });
}
