// What is said of the shop's plans in Settings.
import { m } from "../../paraglide/messages.js";
import type { PlanFault, PlanNews, PlanRow, PlanSource, Problem, StatementFault } from "../../platform/counter";
import { house } from "../../shared/state/house.svelte";
import { language } from "../../shared/state/language.svelte";
import { rupees } from "../../shared/words/money";
import { planWords, saidOf } from "../../shared/words/plans";
import { problemWords } from "../../shared/words/problem-words";

const DAY_MS = 86_400_000;
/** From so many days on, months are easier to grasp. */
const MONTHS_FROM_DAYS = 60;
const DAYS_OF_MONTH = 30;

/** Who said it. */
export function sourceOf(plan: PlanRow): string {
  return sourceWords[plan.source]({ name: plan.told_by });
}

const sourceWords: Record<PlanSource, (inputs: { name: string }) => string> = {
  learned: m.plan_source_learned,
  typed: m.plan_source_typed,
  file: m.plan_source_file,
  told: m.plan_source_told,
};

export const newsWords: Record<PlanNews, () => string> = { new: m.plan_news_new, changed: m.plan_news_changed, same: m.plan_news_same };

export const faultWords: Record<PlanFault, () => string> = {
  operator: m.plan_fault_operator,
  circle: m.plan_fault_circle,
  amount: m.plan_fault_amount,
  days: m.plan_fault_days,
  data: m.plan_fault_data,
  words: m.plan_fault_words,
  nothing: m.plan_fault_nothing,
  twice: m.plan_fault_twice,
};

/** The largest file of plans, in bytes. The counter refuses a larger one; it is not read here either. */
export const MOST_BYTES = 4 * 1024 * 1024;

/** A list of plans is made by the shop: no portal has it, and it has fewer lines than a statement. */
const fileFaultWords: Partial<Record<StatementFault, () => string>> = {
  empty: m.plans_file_empty,
  too_large: m.plans_file_too_large,
  too_many_rows: m.plans_file_too_many_rows,
  broken: m.plans_file_broken,
  pdf: m.plans_file_pdf,
  archive: m.plans_file_archive,
  no_table: m.plans_file_no_table,
};

/** What is wrong with a file of plans. */
export function fileProblemWords(problem: Problem): string {
  const own = problem.kind === "statement" ? fileFaultWords[problem.data.fault] : undefined;
  return own === undefined ? problemWords(problem) : own();
}

/** "3 months ago" */
export function ageWords(atMs: number, nowMs: number): string {
  const days = Math.max(0, Math.floor((nowMs - atMs) / DAY_MS));
  if (days === 0) return m.plan_age_today();
  return days < MONTHS_FROM_DAYS ? m.plan_age_days({ count: days }) : m.plan_age_months({ count: Math.floor(days / DAYS_OF_MONTH) });
}

/** Where it counts: a circle, or all of them. */
export function whereWords(circle: string): string {
  return circle === "" ? m.plan_everywhere() : house.circleName(circle);
}

/** "Airtel ₹ 299", for whoever does not see the row that a button stands in. */
export function nameOfPlan(operator: string, paise: number): string {
  return `${house.operatorName(operator)} ${rupees(paise, language())}`;
}

/** Whether a plan has every word that was typed into the search. */
export function isFound(plan: PlanRow, typed: string): boolean {
  const { operator, circle, amount_paise } = plan.key;
  const text = [house.operatorName(operator), operator, whereWords(circle), String(amount_paise / 100), planWords(plan), saidOf(plan)].join(" ").toLowerCase();
  return typed.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}
