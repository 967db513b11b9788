// One rule for a whole column: all operators of a service at one provider. What operators have of their own goes with it.
import type { CommissionInput, CommissionLine, PaysView, SlabView } from "../../platform/counter";
import { paiseOf } from "../../shared/words/money";
import { RuleForm } from "./form.svelte";
import type { Row } from "./form.svelte";

/** What stands in the form, read; `null` is nothing at all, and `undefined` what cannot be read yet. */
export type Typed = PaysView | null | undefined;

function slabOf(row: Row): SlabView | null {
  const from = row.from.trim() === "0" ? 0 : paiseOf(row.from);
  const pay = paiseOf(row.pay);
  if (from === null || pay === null) return null;
  return { from_paise: from, basis_points: row.is_flat ? null : pay, flat_paise: row.is_flat ? pay : null };
}

/** Only for the preview: what a rule means is decided behind the window. A percentage has two places behind its point, as rupees have. */
export function typedPays(form: RuleForm): Typed {
  switch (form.kind) {
    case "percent":
    case "flat": {
      const data = paiseOf(form.kind === "percent" ? form.percent : form.flat);
      return data === null ? undefined : { kind: form.kind, data };
    }
    case "slabs": {
      const slabs = form.rows.map(slabOf).filter((slab) => slab !== null);
      return slabs.length < form.rows.length ? undefined : { kind: "slabs", data: slabs };
    }
    case "nothing":
      return null;
  }
}

/** The operators that are paid otherwise than typed. */
export function changing(lines: CommissionLine[], typed: Typed): CommissionLine[] {
  if (typed === undefined) return [];
  return lines.filter((line) => line.operator !== null && JSON.stringify(line.pays) !== JSON.stringify(typed));
}

function ownOf(lines: CommissionLine[]): CommissionLine[] {
  return lines.filter((line) => line.operator !== null && line.is_own);
}

/** The rule of the service, and none any more for each operator that has one. */
export function columnInputs(form: RuleForm, lines: CommissionLine[]): CommissionInput[] {
  const { input } = form;
  return [input, ...ownOf(lines).map(({ operator }): CommissionInput => ({ ...input, operator, pays: { kind: "nothing" } }))];
}

/** What makes it as it was: `lines` are those of before. */
export function undoInputs(provider: string, lines: CommissionLine[], by: string): CommissionInput[] {
  return [...lines.filter((line) => line.operator === null), ...ownOf(lines)].map((line) => {
    const form = new RuleForm(provider, line, by);
    if (!line.is_own) form.kind = "nothing";
    return form.input;
  });
}
