// The form about a complaint that is open, if any, and what was typed into it. What was typed stays until it is written down: a form
// that is closed by Esc, or a sale that is settled meanwhile, loses nothing.
import { ask, askForm, commands } from "../platform/counter";
import type { Answer, ComplaintOutcome, ComplaintReason, ComplaintView, Problem, SaleComplaints, SaleView } from "../platform/counter";
import { house } from "../shared/state/house.svelte";
import { who } from "../shared/state/who.svelte";
import { dayTyped } from "../shared/words/periods";
import { dayOf, timeValueOf } from "../shared/words/time";

export type Open = { kind: "open"; sale: SaleView } | { kind: "note" | "close" | "pack"; complaint: ComplaintView };

/** What is typed. */
export class Draft {
  reason = $state<ComplaintReason | null>(null);
  orderId = $state<string | null>(null);
  reference = $state("");
  by = $state(who.name);
  day = $state(dayTyped(dayOf(house.clock)));
  time = $state(timeValueOf(house.clock));
  note = $state("");
  nextStep = $state("");
  nextDay = $state("");
  outcome = $state<ComplaintOutcome | null>(null);
  /** The same act delivered twice is one row. */
  readonly intent = crypto.randomUUID();
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

  show(open: Open): void {
    this.open = open;
    this.problems = [];
    const draft = this.#drafts.get(keyOf(open));
    this.isTakenUp = draft !== undefined && isTyped(draft, freshOf(open));
  }

  close(): void {
    this.open = null;
  }

  /** Practice and real sales are numbered apart: what was typed about one is nothing about the other. */
  forget(): void {
    this.close();
    this.problems = [];
    this.#drafts.clear();
  }

  /** What was typed into the form that is open, or a fresh one. */
  draft(open: Open): Draft {
    const key = keyOf(open);
    const draft = this.#drafts.get(key) ?? freshOf(open);
    this.#drafts.set(key, draft);
    return draft;
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
