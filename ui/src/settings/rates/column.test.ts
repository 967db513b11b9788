import { expect, test } from "vitest";
import type { CommissionInput, CommissionLine, PaysView } from "../../platform/counter";
import { changing, columnInputs, typedPays, undoInputs } from "./column";
import { RuleForm } from "./form.svelte";

const percent = (data: number): PaysView => ({ kind: "percent", data });

function lineOf(operator: string | null, pays: PaysView | null, isOwn: boolean): CommissionLine {
  return { operator, service: "prepaid", pays, from: "", is_own: isOwn, history: [] };
}

const lines = [lineOf(null, percent(200), true), lineOf("airtel", percent(200), false), lineOf("jio", percent(350), true), lineOf("vi", { kind: "flat", data: 150 }, true)];

function formOf(kind: "percent" | "flat" | "nothing", text: string): RuleForm {
  const form = new RuleForm("inspay", lines[0] as CommissionLine, "Asha");
  form.kind = kind;
  if (kind === "percent") form.percent = text;
  if (kind === "flat") form.flat = text;
  return form;
}

const told = (inputs: CommissionInput[]): unknown[] => inputs.map(({ operator, pays }) => [operator, pays.kind === "nothing" ? "nothing" : pays.data]);

test.each([["2", ["jio", "vi"]], ["3.5", ["airtel", "vi"]], ["", []], ["two", []]])("%s_percent_shows_what_changes", (text, ids) => {
  expect(changing(lines, typedPays(formOf("percent", text))).map(({ operator }) => operator)).toEqual(ids);
});

test("rupees_and_percent_of_one_figure_are_not_the_same", () => {
  expect(changing(lines, typedPays(formOf("flat", "1.50"))).map(({ operator }) => operator)).toEqual(["airtel", "jio"]);
  expect(changing(lines, typedPays(formOf("nothing", "")))).toHaveLength(3);
});

test("the_whole_column_is_the_service_and_no_rule_of_an_operators_own", () => {
  expect(told(columnInputs(formOf("percent", "2.5"), lines))).toEqual([[null, "2.5"], ["jio", "nothing"], ["vi", "nothing"]]);
});

test("undo_sets_what_was_there_before", () => {
  expect(told(undoInputs("inspay", lines, "Asha"))).toEqual([[null, "2"], ["jio", "3.5"], ["vi", "1.50"]]);
  const unset = [lineOf(null, null, false), lineOf("jio", percent(350), true)];
  expect(told(undoInputs("inspay", unset, ""))).toEqual([[null, "nothing"], ["jio", "3.5"]]);
});
