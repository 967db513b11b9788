// What stands below Number of a number that nothing was sold to.
import { render } from "svelte/server";
import { afterEach, expect, test, vi } from "vitest";
import { m } from "../paraglide/messages.js";
import { commands } from "../platform/counter";
import { house } from "../shared/state/house.svelte";
import { form } from "./here.svelte";
import LastSales from "./LastSales.svelte";

const text = (): string => render(LastSales).body.replace(/<!--.*?-->|<svg.*?<\/svg>|<[^>]*>/gs, " ").replace(/\s+/g, " ").trim();

afterEach(() => form.clear());

test("nothing_is_said_before_the_counter_has_answered", () => {
  form.number = "91234 50077";
  expect(text()).toBe("");
  form.firstTime = "9123450077";
  expect(text()).toBe(`${m.last_none()} ${m.known_add()}`);
});

test("who_is_noted_and_owes_is_not_here_for_the_first_time", () => {
  form.number = "91234 50077";
  form.firstTime = "9123450077";
  form.customer = { id: 1, name: "Sita", owed_paise: 45_000, limit_paise: null, number: "9123450077", since_ms: 0 };
  expect(text()).toBe(`Sita ${m.customer_owes({ amount: "₹ 450" })} ${m.last_none_known()}`);
  expect(text()).not.toContain(m.last_none());
});

test("a_number_that_is_none_is_told_at_its_field_and_not_as_a_matter_of_the_books", async () => {
  vi.spyOn(commands, "suggest").mockResolvedValue({ status: "error", error: { kind: "number_is_landline" } });
  vi.spyOn(commands, "quote").mockResolvedValue({ status: "error", error: [{ kind: "number_is_landline" }] });
  form.typeNumber("1234567890", 10);
  await form.settle();
  expect([form.problem("number")?.kind, house.booksProblem]).toEqual(["number_is_landline", null]);
  // What the books refuse is told as before.
  vi.spyOn(commands, "suggest").mockResolvedValue({ status: "error", error: { kind: "books_busy" } as never });
  form.typeNumber("9876543210", 10);
  await form.settle();
  expect(house.booksProblem).toEqual({ kind: "books_busy" });
  house.booksProblem = null;
  vi.restoreAllMocks();
});
