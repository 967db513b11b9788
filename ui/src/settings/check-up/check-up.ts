// A check-up in words: on the screen and in the report that is copied for whoever helps.
import { m } from "../../paraglide/messages.js";
import type { CheckUp, Finding } from "../../platform/counter";
import { language } from "../../shared/state/language.svelte";
import { rupeesExact } from "../../shared/words/money";
import { problemWords } from "../../shared/words/problem-words";
import { dayMonthOf, timeOf } from "../../shared/words/time";
import { checkWords, findingWords } from "../../shared/words/words";
import { joined } from "../../shared/words/joined";

export const marks: Record<Finding["state"], string> = { good: "✓", warning: "!", bad: "✗", not_checked: "–" };

/** The bare fact of a finding: own address, seconds, a balance. */
export function detailWords(finding: Finding): string | null {
  const { check, detail } = finding;
  if (detail === null || detail === "") return null;
  if (check === "balance" && /^-?\d+$/.test(detail)) return rupeesExact(Number(detail), language());
  if (check === "clock" && /^-?\d+$/.test(detail)) return m.checked_clock_off({ count: Math.abs(Number(detail)) });
  if (check === "parameters") return detail === "both" ? m.parameters_both() : detail === "address" ? m.parameters_address() : m.parameters_body();
  if (check === "listed") return m.checked_own_address({ address: detail });
  return detail;
}

/** A line of the report: it names no secret, and what to do stands with what is wrong. */
function findingLine(finding: Finding): string {
  const words = [`${marks[finding.state]} ${checkWords[finding.check]()}: ${findingWords[finding.state]()}`, detailWords(finding), finding.problem === null ? null : problemWords(finding.problem)];
  return joined(words);
}

export function report(checkUps: CheckUp[]): string {
  const parts = checkUps.map((each) => [`${each.name} · ${dayMonthOf(each.at_ms, language())}, ${timeOf(each.at_ms, language())}`, ...each.findings.map(findingLine)].join("\n"));
  return parts.join("\n\n");
}
