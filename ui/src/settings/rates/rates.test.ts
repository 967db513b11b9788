import { expect, test } from "vitest";
import type { CommissionLine, PaysView, Problem } from "../../platform/counter";
import { RuleForm } from "./form.svelte";
import { commissionProblem, otherProblem, paysWords } from "./words";

const slabs: PaysView = {
  kind: "slabs",
  data: [
    { from_paise: 0, basis_points: null, flat_paise: 25 },
    { from_paise: 10_050, basis_points: 150, flat_paise: null },
  ],
};

function lineOf(pays: PaysView | null): CommissionLine {
  return { operator: "jio", service: "prepaid", pays, from: "", is_own: pays !== null, history: [] };
}

test("what_is_paid_is_said_in_one_line", () => {
  expect(paysWords({ kind: "percent", data: 250 })).toBe("2.5%");
  expect(paysWords({ kind: "flat", data: 150 })).toBe("₹ 1.50");
  expect(paysWords(slabs)).toBe("from ₹ 0: ₹ 0.25 · from ₹ 100.50: 1.5%");
});

test.each<PaysView>([{ kind: "percent", data: 225 }, { kind: "flat", data: 99 }, slabs])("a_form_begins_with_what_is_paid_%#", (pays) => {
  const { input } = new RuleForm("inspay", lineOf(pays), "Asha");
  expect(input.by).toBe("Asha");
  const typed = { percent: "2.25", flat: "0.99", slabs: [{ from: "0", is_flat: true, pay: "0.25" }, { from: "100.50", is_flat: false, pay: "1.5" }] };
  expect(input.pays).toEqual({ kind: pays.kind, data: typed[pays.kind] });
});

test("steps_are_added_and_taken_away", () => {
  const form = new RuleForm("inspay", lineOf(null), "");
  form.kind = "slabs";
  form.add();
  form.rows[1] = { from: " 200 ", is_flat: true, pay: "3" };
  form.remove(0);
  expect(form.input.pays).toEqual({ kind: "slabs", data: [{ from: "200", is_flat: true, pay: "3" }] });
  form.kind = "nothing";
  expect(form.input.pays).toEqual({ kind: "nothing" });
});

test("a_problem_stands_beside_its_field_and_its_step", () => {
  const of = (field: "pays" | "slab_from", slab: number | null): Problem => ({ kind: "commission", data: { field, slab, fault: "missing" } });
  const problems = [of("pays", 1), of("slab_from", 0), { kind: "disk_full" } as Problem];
  expect(commissionProblem(problems, "pays")).toBeNull();
  expect(commissionProblem(problems, "pays", 1)).toBe(problems[0]);
  expect(commissionProblem(problems, "slab_from", 0)).toBe(problems[1]);
  expect(otherProblem(problems)).toBe(problems[2]);
});
