import { render } from "svelte/server";
import { afterEach, expect, test } from "vitest";
import { form } from "../../sell/here.svelte";
import AmountField from "../../sell/AmountField.svelte";
import { groupedAmount, paiseOf } from "./money";

afterEach(() => form.clear());

test.each([["2990", "2,990"], ["9999999", "99,99,999"], ["12480.5", "12,480.50"], ["299", "299"], ["", ""], ["12x", "12x"], ["-500", "-500"]])("an_amount_that_nobody_types_has_its_commas: %s", (typed, wanted) => {
  for (const language of ["en", "hi"] as const) expect(groupedAmount(typed, language)).toBe(wanted);
  expect(paiseOf(groupedAmount(typed, "en"))).toBe(paiseOf(typed));
});

test("the_field_of_a_sale_shows_its_amount_so_and_sells_what_was_typed", () => {
  form.amount = "99999";
  expect(render(AmountField).body).toContain('value="99,999"');
  expect(form.input.amount).toBe("99999");
});
