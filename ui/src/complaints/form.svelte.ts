// The form about a complaint that is open, if any, and what was typed into it. What was typed stays until it is written down: a form
// that is closed by Esc, a sale that is settled meanwhile, or a page that is loaded anew loses nothing.
import { untrack } from "svelte";
import { ask, askForm, commands } from "../platform/counter";
import type { Answer, ComplaintOutcome, ComplaintReason, ComplaintView, Problem, SaleComplaints, SaleView } from "../platform/counter";
import { house } from "../shared/state/house.svelte";
import { language } from "../shared/state/language.svelte";
import { who } from "../shared/state/who.svelte";
import { dayTyped } from "../shared/words/periods";
import { dayOf, timeTyped } from "../shared/words/time";
import { type Kept, readKept, writeKept } from "./kept";

export type Open = { kind: "open"; sale: SaleView } | { kind: "note" | "close" | "pack"; complaint: ComplaintView };

/** What is typed. */
export class Draft {
  reason = $state<ComplaintReason | null>(null);
  orderId = $state<string | null>(null);
  reference = $state("");
  by = $state(who.name);
  day = $state(dayTyped(dayOf(house.clock)));
  time = $state(timeTyped(house.clock, language()));
  note = $state("");
  nextStep = $state("");
  nextDay = $state("");
  outcome = $state<ComplaintOutcome | null>(null);
  /** The same act delivered twice is one row. */
  intent: string = crypto.randomUUID();

  get kept(): Kept {
    const { reason, orderId, reference, by, day, time, note, nextStep, nextDay, outcome, intent } = this;
    return { reason, orderId, reference, by, day, time, note, nextStep, nextDay, outcome, intent };
  }
}

function keyOf(open: Open): string {
  return open.kind === "open" ? `sale ${open.sale.id}` : `${open.kind} ${open.complaint.id}`;
}

/** A form as it is opened. A note begins with the plan that stands, because a plan that is left empty is none. A day that is over is not
 * planned again. */
function freshOf(open: Open): Draft {
  const draft = new Draft();
  if (open.kind !== "note") return draft;
  const { next_step: step, next_day: day, due } = open.complaint;
  draft.nextStep = step ?? "";
  draft.nextDay = day === null || due === "overdue" ? "" : dayTyped(day);
  return draft;
}

/** Whether a new complaint may be opened. One that ended leaves its day at the sale, and is no reason against another. `known`: the sale's
 * complaints, where it has had one. */
export function mayComplain(sale: SaleView, known: SaleComplaints | null): boolean {
  return sale.can_dispute && (sale.disputed_at_ms === null || (known !== null && known.requests.length > 0));
}

/** Whether a form has words that it did not begin with. */
function isTyped(draft: Draft, fresh: Draft): boolean {
  const typed = ["note", "reference", "nextStep", "nextDay", "outcome"] as const;
  return typed.some((part) => draft[part] !== fresh[part]);
}

class ComplaintForm {
  open = $state.raw<Open | null>(null);
  busy = $state(false);
  problems = $state.raw<Problem[]>([]);
  /** The form was closed before with something typed in it, which is there again. */
  isTakenUp = $state(false);
  #drafts = new Map<string, Draft>();
  #kept = readKept();

  show(open: Open): void {
    this.open = open;
    this.problems = [];
    this.isTakenUp = isTyped(this.draft(open), freshOf(open));
  }

  close(): void {
    this.open = null;
  }

  /** Practice and real sales are numbered apart: what was typed about one is nothing about the other. */
  forget(): void {
    this.close();
    this.problems = [];
    this.#drafts.clear();
    this.#kept.clear();
    writeKept(this.#kept);
  }

  /** What was typed into the form that is open, or a fresh one. */
  draft(open: Open): Draft {
    const key = keyOf(open);
    const draft = this.#drafts.get(key) ?? Object.assign(freshOf(open), this.#kept.get(key));
    this.#drafts.set(key, draft);
    return draft;
  }

  /** Keeps what stands in a form over a reload. Runs in an effect: whatever is typed next is kept, too. */
  keep(open: Open): void {
    const [key, draft] = [keyOf(open), this.draft(open)];
    const { kept } = draft;
    // A fresh form has the clock in it, which is nothing to follow.
    if (untrack(() => isTyped(draft, freshOf(open)))) this.#kept.set(key, kept);
    else if (!this.#kept.delete(key)) return;
    writeKept(this.#kept);
  }

  /** Sends what was typed, once at a time. Where the sale has moved on, it is looked at again. */
  async send(command: (open: Open) => Promise<Answer<SaleComplaints, Problem[]>>): Promise<void> {
    const at = this.open;
    if (at === null || this.busy) return;
    this.busy = true;
    const answer = await askForm(() => command(at));
    if (answer.status === "error" && answer.error.some((problem) => problem.kind === "sale_moved_on")) await this.#lookAgain(at);
    this.busy = false;
    this.problems = answer.status === "error" ? answer.error : [];
    if (answer.status === "error") return;
    who.name = this.draft(at).by.trim();
    this.#drafts.delete(keyOf(at));
    if (this.#kept.delete(keyOf(at))) writeKept(this.#kept);
    if (this.open === at) this.close();
    house.changed();
  }

  async #lookAgain(at: Open): Promise<void> {
    if (at.kind !== "open") return;
    const now = await ask(() => commands.sale(at.sale.id));
    if (now.status === "ok" && this.open === at) this.open = { ...at, sale: now.data.sale };
    house.changed();
  }
}

export const complaintForm = new ComplaintForm();
