// Customers who are noted and never bought here, and letters in Number.
import { beforeEach, expect, test, vi } from "vitest";
import type { CustomerView } from "../platform/counter";
import list from "./Known.svelte?raw";
import { isNoted } from "./known-list.svelte";
import { SaleForm } from "./sale-form.svelte";
import { Shop } from "./stand-in";

let shop: Shop;
let form: SaleForm;
let searched: string[];

function noted(...customers: Partial<CustomerView>[]): void {
  shop.customers = async (search) => (searched.push(search), { status: "ok", data: { rows: customers.map((each) => ({ owed_paise: 0, forgotten: false, ...each }) as CustomerView) } });
}

beforeEach(() => {
  vi.useFakeTimers();
  searched = [];
  shop = new Shop();
  form = new SaleForm(shop, () => "practice");
});

const type = (text: string): void => void form.typeNumber(text, text.length);
const names = (): string[] => form.known.rows.map((row) => row.owner?.name ?? "");

test("a_customer_who_is_noted_and_never_bought_is_found_by_the_last_four_digits", async () => {
  noted({ name: "Sita", numbers: ["9123450077", "9000000000"], owed_paise: 45_000 });
  type("0077");
  await vi.runAllTimersAsync();
  // Of her numbers only the one that ends so.
  expect(form.known.rows.map((row) => row.number)).toEqual(["9123450077"]);
  expect(form.known.rows.every(isNoted)).toBe(true);
  await form.enterNumber();
  expect([form.number, form.service, form.spot.at, form.amount]).toEqual(["91234 50077", "prepaid", "amount", ""]);
});

test("one_who_bought_stands_once_with_the_name", async () => {
  noted({ name: "Ravi", numbers: ["9876543210"] });
  type("3210");
  await vi.runAllTimersAsync();
  expect([form.known.rows.length, names(), form.known.rows.some(isNoted)]).toEqual([1, ["Ravi"], false]);
  await form.enterNumber();
  expect([form.amount, form.spot.at]).toEqual(["299", "send"]);
});

test("two_with_the_same_end_are_chosen_from", async () => {
  noted({ name: "Sita", numbers: ["9123453210"] });
  type("3210");
  await form.enterNumber();
  expect([form.known.rows.length, form.known.at, form.spot.at]).toEqual([2, -1, "number"]);
});

test("letters_in_number_find_a_customer_by_name", async () => {
  noted({ name: "Sita", numbers: ["9123450077"], owed_paise: 45_000 });
  type("S");
  await vi.runAllTimersAsync();
  expect([searched, form.takesLetters]).toEqual([[], true]);
  type("Si");
  await vi.runAllTimersAsync();
  expect([searched, form.known.kind, names()]).toEqual([["Si"], "name", ["Sita"]]);
  await form.enterNumber();
  expect([form.number, form.spot.at]).toEqual(["91234 50077", "amount"]);
});

test("where_nobody_has_the_name_the_list_says_so_and_several_are_chosen_from", async () => {
  noted();
  type("सीता");
  await vi.runAllTimersAsync();
  expect([form.known.kind, form.known.rows, form.nameTyped]).toEqual(["name", [], "सीता"]);
  noted({ name: "Sita", numbers: ["9123450077"] }, { name: "Sita Devi", numbers: ["9123450088"] });
  type("Sita");
  await form.enterNumber();
  expect([form.known.rows.length, form.spot.at, form.number]).toEqual([2, "number", "Sita"]);
  form.known.move(2);
  await form.enterNumber();
  expect(form.number).toBe("91234 50088");
});

test("a_mobile_number_found_at_a_dish_becomes_a_recharge", async () => {
  noted({ name: "Sita", numbers: ["9123450077"] });
  form.setService("dth");
  type("0077");
  await form.enterNumber();
  expect([form.service, form.number]).toEqual(["prepaid", "91234 50077"]);
});

test("letters_that_belong_to_a_number_look_for_nobody", async () => {
  noted({ name: "Sita", numbers: ["9123450077"] });
  form = new SaleForm(shop, () => "practice", { operator: () => null, operatorsOf: () => [{ number_kind: "letters", number_min: 6 } as never] });
  form.setService("electricity");
  type("Sita");
  await vi.runAllTimersAsync();
  expect([searched, form.nameTyped]).toEqual([[], ""]);
});

test("what_is_wrong_with_a_whole_number_or_a_letter_among_digits_stands_there_before_enter", async () => {
  shop.refuse = [{ kind: "number_is_landline" }];
  type("12345 67890");
  await vi.runAllTimersAsync();
  expect(form.problem("number")?.kind).toBe("number_is_landline");
  shop.refuse = [{ kind: "number_has_letters" }];
  type("98765x");
  await vi.runAllTimersAsync();
  expect(form.problem("number")?.kind).toBe("number_has_letters");
  // Half a number is only being typed, until it is left.
  type("98765");
  await vi.runAllTimersAsync();
  expect(form.problem("number")).toBeNull();
  form.leave("number");
  expect(form.problem("number")).not.toBeNull();
});

// Half a line at the end is taken for an empty band.
test("the_list_ends_with_a_whole_line", () => {
  const step = /max-height: calc\(var\(--lines\) \* (\d+)px\)/.exec(list)?.[1];
  expect(step).toBeDefined();
  expect(/\n {2}li \{[^}]*[ ;]height: (\d+)px/.exec(list)?.[1]).toBe(step);
});
