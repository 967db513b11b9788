// Which chits are counted, and which is next.
import type { Chit, ChitsNow } from "../platform/counter";

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
