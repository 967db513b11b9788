// Which chits are counted, and which is next.
import { m } from "../paraglide/messages.js";
import type { Chit, ChitsNow } from "../platform/counter";
import { paiseOf } from "../shared/words/money";

/** The chits that wait to be sold or to be spoken of. */
export function waitingOf(paper: ChitsNow): Chit[] {
  return paper.chits.filter((chit) => chit.standing !== "expired");
}

export function expiredOf(paper: ChitsNow): Chit[] {
  return paper.chits.filter((chit) => chit.standing === "expired");
}

/** The oldest chit that can be sold now; null while the line is down. */
export function nextOf(paper: ChitsNow): Chit | null {
  if (paper.is_line_down) return null;
  return paper.chits.find((chit) => chit.standing === "waiting") ?? null;
}

/** Why the key W begins no chit: none can be written, and none sold. */
export function whyNoChit(paper: ChitsNow): string {
  if (paper.is_line_down) return m.chit_why_empty();
  return nextOf(paper) === null ? m.chit_why_line() : m.chit_why_full();
}

/** What stands in the form, as far as a chit has to do with it. */
type Wanted = { chit: Chit | null; number: string; amount: string };

/** The chit that waits for the number in the form, while another sale is made for it; null where there is none. */
export function unheeded(paper: ChitsNow, { chit, number }: Wanted): Chit | null {
  const digits = number.replace(/\s/g, "");
  if (chit !== null || digits === "") return null;
  return waitingOf(paper).find((each) => each.number.replace(/\s/g, "") === digits) ?? null;
}

/** By how much the form asks for more than its chit says, in paise; 0 where both are alike or nothing can be read. */
export function beyond({ chit, amount }: Wanted): number {
  const paise = paiseOf(amount);
  return chit === null || paise === null ? 0 : paise - chit.amount_paise;
}
