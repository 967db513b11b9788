// A voucher as it is typed. What is wrong, or doubtful, leaves it as it stands; one act is one voucher however often it is sent.
import { askForm, commands } from "../../platform/counter";
import type { MoneyField, Problem, VoucherDoubt, VoucherInput, VoucherKind, VoucherView } from "../../platform/counter";
import { who } from "../../shared/state/who.svelte";
import { creditOf, kindOf } from "./kinds";

/** What is asked about before a voucher is written, by the problem that asks. */
const doubts: Partial<Record<Problem["kind"], VoucherDoubt>> = {
  voucher_like_it: "like_it",
  drawer_has_less: "drawer_has_less",
  loaded_at_desk: "loaded_at_desk",
};

export type Prefilled = { kind: VoucherKind; from?: string; to?: string; amount?: string };
export type Slot = "from" | "to" | "amount" | "reason" | "by" | "reference";

/** Where a problem of a voucher is shown; null: above the form. */
export function slotOf(problem: Problem): Slot | null {
  if (problem.kind === "money") return slotOfField(problem.data.field);
  if (problem.kind.startsWith("amount_")) return "amount";
  if (problem.kind === "drawer_has_less") return "amount";
  return problem.kind === "provider_not_connected" ? "to" : null;
}

function slotOfField(field: MoneyField): Slot | null {
  switch (field) {
    case "first_day":
    case "last_day":
    case "least_amount":
    case "most_amount":
      return null;
    case "from":
    case "to":
    case "reason":
    case "by":
    case "reference":
      return field;
  }
}

export class VoucherForm {
  kind = $state<VoucherKind | null>(null);
  from = $state("");
  to = $state("");
  amount = $state("");
  reason = $state("");
  reference = $state("");
  by = $state(who.name);
  problems = $state.raw<Problem[]>([]);
  busy = $state(false);
  #intent = "";
  #sureOf: VoucherDoubt[] = [];

  constructor(prefilled: Prefilled | null = null) {
    if (prefilled === null) return;
    this.choose(prefilled.kind);
    this.from = prefilled.from ?? this.from;
    this.to = prefilled.to ?? this.to;
    this.amount = prefilled.amount ?? "";
  }

  /** Another kind: what was typed stays, the accounts are chosen anew. */
  choose(kind: VoucherKind): void {
    this.kind = kind;
    const { from, to } = kindOf(kind) ?? {};
    this.from = from !== undefined && "fixed" in from ? from.fixed : "";
    this.to = to !== undefined && "fixed" in to ? to.fixed : "";
    this.changed();
  }

  /** Something was typed: it is another act, and what was asked about is asked again. */
  changed(): void {
    this.#intent = "";
    this.#sureOf = [];
    this.problems = this.problems.filter((problem) => doubts[problem.kind] === undefined);
  }

  problemOf(slot: Slot | null): Problem | null {
    return this.problems.find((problem) => slotOf(problem) === slot) ?? null;
  }

  /** What was asked about, and a second press answers with yes. */
  get doubt(): Problem | null {
    return this.problems.find((problem) => doubts[problem.kind] !== undefined) ?? null;
  }

  /** Writes the voucher, once at a time; null where it was not written. */
  async write(): Promise<VoucherView | null> {
    if (this.busy || this.kind === null) return null;
    const asked = this.doubt === null ? undefined : doubts[this.doubt.kind];
    if (asked !== undefined) this.#sureOf.push(asked);
    if (this.#intent === "") this.#intent = crypto.randomUUID();
    this.busy = true;
    const answer = await askForm(() => commands.writeVoucher(this.#input(this.kind as VoucherKind)));
    this.busy = false;
    this.problems = answer.status === "error" ? answer.error : [];
    if (answer.status === "ok") who.name = this.by.trim();
    return answer.status === "ok" ? answer.data : null;
  }

  #input(kind: VoucherKind): VoucherInput {
    const { from, to, amount, reason, reference, by } = this;
    return { kind, from: creditOf(from, to), to, amount: openingAmount(kind, to, amount), reason, reference, by, intent: this.#intent, sure_of: [...this.#sureOf] };
  }
}

/** What a distributor is owed at the beginning is typed as a plain sum, and stands below nothing in the books. */
function openingAmount(kind: VoucherKind, to: string, amount: string): string {
  const isOwed = kind === "opening" && to.startsWith("credit:") && amount.trim() !== "" && !/^[-−]/.test(amount.trim());
  return isOwed ? `-${amount.trim()}` : amount;
}
