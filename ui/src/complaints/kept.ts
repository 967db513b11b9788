// What was typed about complaints, as the window keeps it over a reload of its page. It is gone with the window.
import type { ComplaintOutcome, ComplaintReason } from "../platform/counter";
import { outcomes, reasons } from "./words";

const KEY = "galla.complaints";
const texts = ["reference", "by", "day", "time", "note", "nextStep", "nextDay", "intent"] as const;

export type Kept = Record<(typeof texts)[number], string> & { reason: ComplaintReason | null; orderId: string | null; outcome: ComplaintOutcome | null };

/** A form as it was kept; null where anything else stands there. */
function keptOf(read: unknown): Kept | null {
  if (typeof read !== "object" || read === null) return null;
  const { reason, orderId, outcome, ...typed } = read as Record<string, unknown>;
  if (!texts.every((text) => typeof typed[text] === "string")) return null;
  return {
    ...(Object.fromEntries(texts.map((text) => [text, typed[text]])) as Record<(typeof texts)[number], string>),
    reason: reasons.find((each) => each === reason) ?? null,
    orderId: typeof orderId === "string" ? orderId : null,
    outcome: outcomes.find((each) => each === outcome) ?? null,
  };
}

/** Every form that was kept, by what it is about. */
export function readKept(): Map<string, Kept> {
  try {
    const read = Object.entries(JSON.parse(sessionStorage.getItem(KEY) ?? "{}") as object).map(([about, form]) => [about, keptOf(form)] as const);
    return new Map(read.filter((each): each is [string, Kept] => each[1] !== null));
  } catch {
    // Without it, each form begins anew.
    return new Map();
  }
}

export function writeKept(kept: Map<string, Kept>): void {
  try {
    if (kept.size === 0) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, JSON.stringify(Object.fromEntries(kept)));
  } catch {
    // The form goes on all the same; only a reload would lose it.
  }
}
