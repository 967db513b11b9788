// Slips and what becomes of them, in words.
import { m } from "../paraglide/messages.js";
import type { Language, PrintJobView, Problem, SlipOf } from "../platform/counter";
import { language, languages } from "../shared/state/language.svelte";
import { rupees } from "../shared/words/money";
import { numberFor } from "../shared/words/desk-orders";
import { problemWords } from "../shared/words/problem-words";

/** How a slip went, as its button tells it: on its way, on paper, or refused. */
export type Went = { is: "sending" } | { is: "printed" } | { is: "refused"; problem: Problem };

/** What each kind of slip is called. */
const titles: Record<SlipOf["kind"], () => string> = {
  sale: m.receipt_title,
  money_back: m.slip_money_back,
  close: m.close_slip_title,
  count: m.slip_count,
  statement: m.customer_paper,
  voucher: m.slip_voucher,
  chit: m.chit_slip,
  test: m.slip_test,
};

export function titleOf(of: SlipOf): string {
  return titles[of.kind]();
}

/** What a slip that waits is about: "₹ 299, 98765 43210"; empty where its kind says all. */
export function jobFacts(job: PrintJobView): string {
  if (job.slip.kind === "close") return m.closes_number({ number: job.slip.data.number });
  const amount = job.amount_paise === null ? "" : rupees(job.amount_paise, language());
  const number = job.service === null || job.number === null ? "" : numberFor(job.service, job.number);
  return [amount, number, job.who ?? ""].filter((part) => part !== "").join(", ");
}

/** Which slip it is, in few words: "₹ 299, 98765 43210", "Statement: Ramesh". */
export function jobWords(job: PrintJobView): string {
  const facts = jobFacts(job);
  const saysAll = facts !== "" && (job.slip.kind === "sale" || job.slip.kind === "close");
  return saysAll ? facts : [titleOf(job.slip), facts].filter((part) => part !== "").join(": ");
}

/** Why it is not on paper, in the few words that stand beside a button. */
function waitsFor(job: PrintJobView): string {
  if (job.problem === null) return job.state === "held" ? m.print_waits() : m.print_now();
  const trouble = job.problem.kind === "printer_trouble" ? job.problem.data.trouble.kind : null;
  if (trouble === "paper_out") return m.print_waits_paper();
  return trouble === "cover_open" ? m.print_waits_cover() : m.print_waits();
}

/** What a button says about its slip; empty: nothing is to be said. */
export function printWords(job: PrintJobView | null, went: Went | null): string {
  switch (job?.state) {
    case "waiting":
    case "held":
      return waitsFor(job);
    case "printing":
      return m.print_now();
    case "may_be_on_paper":
      return m.print_asks();
    case "not_made":
      return m.problem_slip_not_made();
    case undefined:
      break;
  }
  switch (went?.is) {
    case "sending":
      return m.print_now();
    case "printed":
      return m.printed();
    case "refused":
      return problemWords(went.problem);
    case undefined:
      return "";
  }
}

/** The choices of languages on a slip: each alone, and two together. */
export const tongues: readonly (readonly Language[])[] = [...languages.map((each) => [each]), ...(languages.length > 1 ? [languages.slice(0, 2)] : [])];
