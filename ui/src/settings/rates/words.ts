// What a company pays, in words.
import { m } from "../../paraglide/messages.js";
import type { CommissionLine, PaysView, Problem, SlabView } from "../../platform/counter";
import { house } from "../../shared/state/house.svelte";
import { language } from "../../shared/state/language.svelte";
import { percent, rupees } from "../../shared/words/money";
import { dayWithYearOf } from "../../shared/words/time";
import { serviceWords } from "../../shared/words/words";

function payWords(basisPoints: number | null, flatPaise: number | null): string {
  return basisPoints === null ? rupees(flatPaise ?? 0, language()) : `${percent(basisPoints)}%`;
}

function slabWords(slab: SlabView): string {
  return m.slab_line({ amount: rupees(slab.from_paise, language()), pays: payWords(slab.basis_points, slab.flat_paise) });
}

/** "2.5%", "₹ 1.50", or every slab. */
export function paysWords(pays: PaysView): string {
  switch (pays.kind) {
    case "percent":
      return payWords(pays.data, null);
    case "flat":
      return payWords(null, pays.data);
    case "slabs":
      return pays.data.map(slabWords).join(" · ");
  }
}

/** What a line is for: an operator, or the whole service. */
export function whatOf(line: Pick<CommissionLine, "operator" | "service">): string {
  return line.operator === null ? m.rate_whole({ service: serviceWords[line.service]() }) : house.operatorName(line.operator);
}

/** "from 12 Nov 2026", or from the beginning. */
export function fromWords(from: string): string {
  return from === "" ? m.rate_from_beginning() : m.rate_from({ day: dayWords(from) });
}

export function dayWords(day: string): string {
  return dayWithYearOf(day, language());
}

/** The problem of one field; of a field of a slab, only of that slab. */
export function commissionProblem(problems: Problem[], field: string, slab: number | null = null): Problem | null {
  return problems.find((problem) => problem.kind === "commission" && problem.data.field === field && problem.data.slab === slab) ?? null;
}

/** What stands beside no field. */
export function otherProblem(problems: Problem[]): Problem | null {
  return problems.find((problem) => problem.kind !== "commission") ?? null;
}
