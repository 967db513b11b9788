// What each outcome means, what the shopkeeper does, and what is said to the customer. One record, and a word for every reason.
import { m } from "../paraglide/messages.js";
import type { Reason, SaleView, Verdict } from "../platform/counter";
import type { Language } from "../shared/state/language.svelte";

/** Said in the language of the screen, or in the one that is asked for. */
type Words = (inputs?: Record<string, never>, options?: { locale?: Language }) => string;

/** `verdict`: whether the same may be sold again, as the counter itself decides it. */
type Help = { verdict: Verdict; title: Words; means: Words; does: Words; says: Words };

export const outcomes = {
  sending: { verdict: "not_yet", title: m.help_of_sending, means: m.help_means_sending, does: m.help_does_sending, says: m.help_says_sending },
  waiting: { verdict: "never", title: m.help_of_waiting, means: m.help_means_waiting, does: m.help_does_waiting, says: m.help_says_waiting },
  no_answer: { verdict: "not_yet", title: m.help_of_no_answer, means: m.help_means_no_answer, does: m.help_does_no_answer, says: m.help_says_no_answer },
  no_record: { verdict: "safe", title: m.help_of_no_record, means: m.help_means_no_record, does: m.help_does_no_record, says: m.help_says_no_record },
  failed: { verdict: "safe", title: m.help_of_failed, means: m.help_means_failed, does: m.help_does_failed, says: m.help_says_failed },
  not_sent: { verdict: "safe", title: m.help_of_not_sent, means: m.help_means_not_sent, does: m.help_does_not_sent, says: m.help_says_not_sent },
  closed: { verdict: "safe", title: m.help_of_closed, means: m.help_means_closed, does: m.help_does_closed, says: m.help_says_closed },
  taken_back: { verdict: "safe", title: m.help_of_taken_back, means: m.help_means_taken_back, does: m.help_does_taken_back, says: m.help_says_taken_back },
  said_done: { verdict: "never", title: m.help_of_said_done, means: m.help_means_said_done, does: m.help_does_said_done, says: m.help_says_said_done },
  said_failed: { verdict: "safe", title: m.help_of_said_failed, means: m.help_means_said_failed, does: m.help_does_said_failed, says: m.help_says_said_failed },
  said_back: { verdict: "safe", title: m.help_of_said_back, means: m.help_means_said_back, does: m.help_does_said_back, says: m.help_says_said_back },
  contradicted: { verdict: "never", title: m.help_of_contradicted, means: m.help_means_contradicted, does: m.help_does_contradicted, says: m.help_says_contradicted },
  agrees_again: { verdict: "not_yet", title: m.help_of_agrees_again, means: m.help_means_agrees_again, does: m.help_does_agrees_again, says: m.help_says_agrees_again },
  done: { verdict: "never", title: m.help_of_done, means: m.help_means_done, does: m.help_does_done, says: m.help_says_done },
  in_doubt: { verdict: "never", title: m.help_of_in_doubt, means: m.help_means_in_doubt, does: m.help_does_in_doubt, says: m.help_says_in_doubt },
} as const satisfies Record<string, Help>;

export type Outcome = keyof typeof outcomes;

/** Which of them a sale is, by the reason of its verdict. `tests/journeys/tidy/help.rs` holds that they never part. */
export const outcomeOf: Record<Reason, Outcome> = {
  sending: "sending",
  accepted: "waiting",
  no_answer: "no_answer",
  no_record_yet: "no_answer",
  no_record_confirmed: "no_record",
  failed_by_provider: "failed",
  never_left: "not_sent",
  closed: "closed",
  reversed: "taken_back",
  said_done: "said_done",
  declared_failed: "said_failed",
  said_given_back: "said_back",
  contradicted: "contradicted",
  contradicted_done: "contradicted",
  contradicted_working: "contradicted",
  said_otherwise: "contradicted",
  agrees_again: "agrees_again",
  done: "done",
};

/** A done sale has the verdict *never* whatever the company says since; only its loudness tells that it is in doubt. */
export function helpOf(sale: Pick<SaleView, "state" | "reason" | "is_loud">): Outcome {
  return sale.is_loud && sale.state === "succeeded" ? "in_doubt" : outcomeOf[sale.reason];
}
