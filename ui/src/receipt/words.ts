// Slips and what becomes of them, in words.
import { m } from "../paraglide/messages.js";
import type { Language, PrintJobView, Problem, SlipOf } from "../platform/counter";
import { language, languages } from "../shared/state/language.svelte";
import { rupees } from "../shared/words/money";
import { groupNumber } from "../shared/words/number";
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
  test: m.slip_test,
};

export function titleOf(of: SlipOf): string {
  return titles[of.kind]();
}

/** Which slip it is, in few words: "₹ 299, 98765 43210". */
export function jobWords(job: PrintJobView): string {
  const { slip } = job;
  const amount = job.amount_paise === null ? "" : rupees(job.amount_paise, language());
  const sale = [amount, job.number === null ? "" : groupNumber("prepaid", job.number)].filter((part) => part !== "").join(", ");
  switch (slip.kind) {
    case "sale":
      return sale === "" ? titleOf(slip) : sale;
    case "money_back":
      return [titleOf(slip), sale].filter((part) => part !== "").join(": ");
    case "close":
      return m.closes_number({ number: slip.data.number });
    case "count":
    case "statement":
    case "voucher":
    case "test":
      return titleOf(slip);
  }
}

/** Why it is not on paper, in the few words that stand beside a button. */
function waitsFor(job: PrintJobView): string {
  if (job.problem === null) return job.state === "held" ? m.print_waits() : m.print_now();
  if (job.problem.kind === "printer_paper_out") return m.print_waits_paper();
  return job.problem.kind === "printer_cover_open" ? m.print_waits_cover() : m.print_waits();
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
