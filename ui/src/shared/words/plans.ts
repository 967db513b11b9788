// What an amount buys, in few words: "28 days · 1.5 GB/day".
import { m } from "../../paraglide/messages.js";
import type { PlanData, PlanRow } from "../../platform/counter";
import { language } from "../state/language.svelte";

const MB_OF_GB = 1024;
/** Figures after the point that a customer would be told. */
const FIGURES = 2;

/** "1.5 GB/day", "500 MB" */
export function dataWords({ mb, per }: PlanData): string {
  const amount = mb < MB_OF_GB ? m.plan_mb({ amount: mb }) : m.plan_gb({ amount: Number((mb / MB_OF_GB).toFixed(FIGURES)) });
  return per === "day" ? m.plan_per_day({ data: amount }) : amount;
}

/** What is said of a plan beside days and data, in the language of the screen; where there is none, in another. */
export function saidOf(plan: PlanRow): string {
  const words = plan.words as Record<string, string>;
  return words[language()] ?? Object.values(words)[0] ?? "";
}

/** "28 days", "1.5 GB/day": what is known of the two. */
function partsOf(plan: PlanRow): string[] {
  return [plan.days === null ? "" : m.plan_days({ days: plan.days }), plan.data === null ? "" : dataWords(plan.data)].filter(Boolean);
}

/** "28 days · 1.5 GB/day"; where neither is known, what else is said of it. */
export function planWords(plan: PlanRow): string {
  const parts = partsOf(plan);
  return parts.length > 0 ? parts.join(" · ") : saidOf(plan);
}

/** "28 days": the same where there is little room. */
export function shortPlanWords(plan: PlanRow): string {
  return partsOf(plan)[0] ?? saidOf(plan);
}
