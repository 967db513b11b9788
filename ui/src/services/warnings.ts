// The warnings before an order is begun, each with its words, sorted by weight.
import { m } from "../paraglide/messages.js";
import type { DeskWarning, Problem } from "../platform/counter";
import { language } from "../shared/state/language.svelte";
import { accessStateWords } from "../shared/words/desk-words";
import { rupees } from "../shared/words/money";
import { problemWords } from "../shared/words/problem-words";

/** The company did answer, and refuses this shop. */
const refusals = new Set<Problem["kind"]>(["credentials_refused", "address_not_listed", "wallet_empty", "provider_says"]);

export function warningWords(warning: DeskWarning, provider: string): string {
  switch (warning.kind) {
    case "plan_not_active":
      return m.warn_plan_not_active({ provider, state: accessStateWords(warning.data.state) });
    case "plan_ends":
      return warning.data.days === 0 ? m.warn_plan_ends_today() : m.warn_plan_ends({ days: warning.data.days });
    case "plan_ended":
      return m.warn_plan_ended();
    case "address_differs":
      return m.warn_address_differs({ provider, bound: warning.data.bound, own: warning.data.own });
    case "balance_low":
      return m.warn_balance_low({ amount: rupees(warning.data.balance_paise, language()), least: rupees(warning.data.least_paise, language()) });
    case "access":
      return (refusals.has(warning.data.problem.kind) ? m.warn_refused : m.warn_access)({ provider, sentence: problemWords(warning.data.problem) });
  }
}

/** Bad: nothing can be begun until it is mended. Wait: it will be so. */
export function warningTone(warning: DeskWarning): "wait" | "bad" {
  switch (warning.kind) {
    case "plan_not_active":
    case "address_differs":
      return "bad";
    case "access":
      return warning.data.problem.kind === "no_network" || warning.data.problem.kind === "timed_out" ? "wait" : "bad";
    case "plan_ends":
    case "plan_ended":
    case "balance_low":
      return "wait";
  }
}
