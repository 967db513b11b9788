// Which number an information company may be asked about by itself: one that was never sold to here, and only once the counter says so.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Person } from "./person";
import { SaleForm } from "./sale-form.svelte";
import { Shop } from "./stand-in";

let form: SaleForm;
let person: Person;

beforeEach(() => {
  vi.useFakeTimers();
  form = new SaleForm(new Shop(), () => "practice");
  person = new Person(form);
});
afterEach(() => vi.useRealTimers());

test("a_number_that_was_sold_to_before_is_no_first_time", async () => {
  await person.type("9876543210");
  await vi.runAllTimersAsync();
  expect(form.lastSales).toHaveLength(1);
  expect(form.firstTime).toBe("");
});

test("half_a_number_is_none_and_a_whole_new_one_is", async () => {
  await person.type("981230004");
  await vi.runAllTimersAsync();
  expect(form.firstTime).toBe("");
  await person.type("5");
  await vi.runAllTimersAsync();
  expect(form.firstTime).toBe("9812300045");
  expect(form.operator).toEqual({ id: "vi", from: "series" });
  form.clear();
  expect(form.firstTime).toBe("");
});

test("another_number_is_another_first_time", async () => {
  await person.type("9812300045");
  await vi.runAllTimersAsync();
  form.typeNumber("981230004", 9);
  expect(form.firstTime).toBe("");
});
