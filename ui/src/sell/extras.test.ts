// What a bill needs besides number and amount: in which order it is asked for, what is kept, and where a problem stands.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Field, FieldInput, NumberKind, Offer, Operator, Problem, Quote, SaleInput, SaleView, Service } from "../platform/counter";
import { SaleForm } from "./sale-form.svelte";
import type { Backend } from "./fields.svelte";
import { servicesOf } from "../shared/words/services";
import { howManyFit, shownTabs, tabsThatFit, unsellable } from "./tabs";

function offer(provider: string, fields: Field[], change: Partial<Offer> = {}): Offer {
  return { provider, provider_name: provider, code: "X1", name: provider, provenance: "seed", on: true, why_not: null, fields, wants_circle: false, ...change };
}

function operator(id: string, service: Service, kind: NumberKind, offers: Offer[], least = 6): Operator {
  return {
    id, service, names: { en: id, hi: id }, short: id, place: null, badge: "X", colour: "#000000", min_paise: 100, max_paise: 100000, number_kind: kind, number_min: least,
    number_max: 20, chips_paise: [], own: false, now: null, sold_by: offers.filter((each) => each.why_not === null).map((each) => each.provider), offers,
  };
}

const operators = [
  operator("mahavitaran", "electricity", "digits", [offer("a1topup", ["billing_unit", "processing_cycle"], { wants_circle: true }), offer("inspay", ["billing_unit"])]),
  operator("torrent", "electricity", "letters", [offer("inspay", [])]),
  operator("icici-tag", "fastag", "vehicle", [offer("inspay", ["vehicle_number", "customer_name"])]),
  operator("lic", "insurance", "digits", [offer("inspay", ["date_of_birth"])]),
  operator("bsnl", "landline", "digits", [offer("inspay", ["std_code"])]),
  operator("imps", "money_transfer", "digits", [offer("a1topup", [], { why_not: "no_parameters" })]),
];
const catalogue = {
  operator: (id: string | null) => operators.find((each) => each.id === id) ?? null,
  operatorsOf: (service: Service) => operators.filter((each) => each.service === service),
};

function missing(input: SaleInput): Problem[] {
  const wanted = catalogue.operator(input.operator)?.offers.find((each) => each.provider === (input.provider ?? catalogue.operator(input.operator)?.sold_by[0]))?.fields ?? [];
  const empty = wanted.filter((field) => (input.fields.find((each) => each.field === field)?.text ?? "") === "");
  return [...empty.map((field): Problem => ({ kind: "field_missing", data: { field } })), ...(input.amount === "" ? [{ kind: "amount_missing" } as const] : [])];
}

let quoted: SaleInput[];
let extra: Problem[];
let remembered: FieldInput[];
const backend: Backend = {
  suggest: async (_service, number) => ({ status: "ok", data: { number, operator: null, operator_from: null, circle: guess, circle_from: guess === null ? null : "home", last_sales: [], customer: null, fields: remembered } }),
  knownNumbers: async () => ({ status: "ok", data: [] }),
  customers: async () => ({ status: "ok", data: { rows: [] } }),
  quote: async (input) => {
    quoted.push(input);
    const error = [...missing(input), ...extra];
    if (error.length > 0) return { status: "error", error };
    const data = { number: input.number, operator: input.operator ?? "", circle: input.circle, amount_paise: 100, provider: "inspay", provider_name: "INSPAY", choices: ["inspay"], wallet_after_paise: 1, earn_paise: 1, repeat: null, pay: { payment: "cash", customer: null, charge_take_paise: 0, charge_most_paise: 0, has_code: false }, chosen_because: "auto", skipped: [], fields: input.fields, try_next: [], doubt: null, plan: { kind: "no_list" } };
    return { status: "ok", data: data as Quote };
  },
  sell: async () => ({ status: "error", error: [] }),
};

let guess: string | null;
let form: SaleForm;
beforeEach(() => {
  vi.useFakeTimers();
  quoted = [];
  extra = [];
  remembered = [];
  guess = null;
  form = new SaleForm(backend, () => "practice", catalogue);
});
afterEach(() => vi.useRealTimers());

function typeNumber(text: string): void {
  form.typeNumber(text, text.length);
}

test("a_landlines_code_is_taken_from_its_number_and_may_be_typed_over", () => {
  form.setService("landline");
  typeNumber("02224301234");
  form.chooseOperator("bsnl");
  expect([form.number, form.extraText("std_code")]).toEqual(["022 2430 1234", "022"]);
  form.typeExtra("std_code", "0222");
  expect(form.extraText("std_code")).toBe("0222");
  // Where the code ends cannot be told of every city.
  form.typeExtra("std_code", "");
  typeNumber("01412345678");
  expect([form.number, form.extraText("std_code")]).toEqual(["01412345678", ""]);
});

test("enter_goes_number_operator_circle_fields_amount_strip", async () => {
  form.setService("electricity");
  typeNumber("123456789012");
  const way: string[] = [];
  await form.enterNumber();
  way.push(form.spot.at);
  form.chooseOperator("mahavitaran");
  await form.enterOperator();
  way.push(form.spot.at);
  form.chooseCircle("mumbai");
  await form.enterCircle();
  way.push(form.spot.at);
  form.typeExtra("billing_unit", "4021");
  await form.enterExtra("billing_unit");
  way.push(form.spot.at);
  form.typeExtra("processing_cycle", "3");
  await form.enterExtra("processing_cycle");
  way.push(form.spot.at);
  form.typeAmount("450");
  await form.enterAmount();
  way.push(form.spot.at);
  expect(way).toEqual(["operator", "circle", "extra_billing_unit", "extra_processing_cycle", "amount", "send"]);
  expect(quoted.at(-1)).toMatchObject({ circle: "mumbai", fields: [{ field: "billing_unit", text: "4021" }, { field: "processing_cycle", text: "3" }] });
});

/** A bill whose last field of the board is not filled in. */
function billWithoutCycle(): void {
  form.setService("electricity");
  typeNumber("123456789012");
  form.chooseOperator("mahavitaran");
  form.typeExtra("billing_unit", "4021");
  form.typeAmount("450");
}

test("a_missing_field_takes_the_cursor_and_its_sentence_stands_beside_it", async () => {
  billWithoutCycle();
  await form.enterAmount();
  expect(form.spot.at).toBe("extra_processing_cycle");
  expect(form.problem("extra_processing_cycle")?.kind).toBe("field_missing");
  expect(form.problem("extra_billing_unit")).toBeNull();
  expect(form.formProblems).toEqual([]);
});

test("enter_does_not_pass_a_required_field_that_is_empty_or_wrong", async () => {
  billWithoutCycle();
  for (const field of ["processing_cycle", "billing_unit"] as const) {
    const before = form.extraText(field);
    form.typeExtra(field, "");
    form.moveTo(`extra_${field}`);
    await form.enterExtra(field);
    expect(form.spot.at).toBe(`extra_${field}`);
    expect(form.problem(`extra_${field}`)?.kind).toBe("field_missing");
    form.typeExtra(field, before === "" ? "3" : before);
  }
  expect([form.number, form.extraText("billing_unit"), form.extraText("processing_cycle"), form.amount]).toEqual(["1234 5678 9012", "4021", "3", "450"]);
  // What the till cannot take is not passed, either; what it takes is.
  extra = [{ kind: "field_not_digits", data: { field: "processing_cycle" } }];
  form.typeExtra("processing_cycle", "B");
  await form.enterExtra("processing_cycle");
  expect([form.spot.at, form.problem("extra_processing_cycle")?.kind]).toEqual(["extra_processing_cycle", "field_not_digits"]);
  extra = [];
  form.typeExtra("processing_cycle", "3");
  await form.enterExtra("processing_cycle");
  expect(form.spot.at).toBe("amount");
});

test("enter_does_not_pass_a_circle_that_the_till_misses", async () => {
  extra = [{ kind: "circle_missing" }];
  form.setService("electricity");
  typeNumber("123456789012");
  form.chooseOperator("mahavitaran");
  await form.enterOperator();
  await form.enterCircle();
  expect([form.spot.at, form.problem("circle")?.kind]).toEqual(["circle", "circle_missing"]);
});

test("nothing_typed_is_lost_when_the_provider_changes_and_comes_back", () => {
  form.setService("electricity");
  form.chooseOperator("mahavitaran");
  form.typeExtra("billing_unit", "4021");
  form.typeExtra("processing_cycle", "3");
  expect(form.input.by_hand).toBe(false);
  form.chooseProvider("inspay");
  expect(form.input).toMatchObject({ provider: "inspay", by_hand: true });
  expect(form.shownExtras).toEqual(["billing_unit"]);
  expect(form.asksCircle).toBe(false);
  form.chooseOperator("torrent");
  expect(form.shownExtras).toEqual([]);
  form.chooseOperator("mahavitaran");
  expect(form.shownExtras).toEqual(["billing_unit", "processing_cycle"]);
  expect(form.extraText("processing_cycle")).toBe("3");
});

test("a_field_the_till_misses_is_shown_although_the_first_provider_does_not_want_it", async () => {
  form.setService("electricity");
  typeNumber("AB1234567");
  form.chooseOperator("torrent");
  extra = [{ kind: "field_missing", data: { field: "std_code" } }];
  form.typeAmount("10");
  await form.enterAmount();
  expect(form.shownExtras).toEqual(["std_code"]);
  expect(form.spot.at).toBe("extra_std_code");
});

test("the_vehicle_stands_in_its_field_without_being_typed_twice", () => {
  form.setService("fastag");
  typeNumber("up80bt4471");
  form.chooseOperator("icici-tag");
  expect(form.number).toBe("UP80BT4471");
  expect(form.extraText("vehicle_number")).toBe("UP80BT4471");
  form.typeExtra("vehicle_number", "");
  expect(form.extraText("vehicle_number")).toBe("");
});

test("a_date_typed_as_eight_digits_gets_its_dashes", () => {
  form.setService("insurance");
  form.chooseOperator("lic");
  form.typeExtra("date_of_birth", "05111980");
  expect(form.extraText("date_of_birth")).toBe("05-11-1980");
});

test("a_number_is_whole_by_what_the_operators_have_in_common", () => {
  form.setService("electricity");
  typeNumber("12345");
  expect(form.complete).toBe(false);
  typeNumber("123456");
  expect(form.complete).toBe(true);
  expect(form.takesLetters).toBe(true);
  form.chooseOperator("mahavitaran");
  expect(form.takesLetters).toBe(false);
});

test("a_sale_tried_again_brings_its_fields_along", async () => {
  const sale = { service: "electricity", operator: "mahavitaran", number: "123456789012", circle: "mumbai", amount_paise: 45000, fields: [{ field: "billing_unit", text: "4021" }, { field: "processing_cycle", text: "3" }] };
  await form.tryAgain(sale as SaleView);
  expect(form.spot.at).toBe("send");
  expect(form.extraText("billing_unit")).toBe("4021");
});

test("tabs_are_the_services_that_somebody_sells", () => {
  const services = servicesOf(operators.filter((each) => each.service !== "landline"));
  expect(services).toEqual(["electricity", "fastag", "insurance", "money_transfer"]);
  expect(shownTabs(services, 2, "electricity")).toEqual({ tabs: ["electricity", "fastag"], more: ["insurance", "money_transfer"] });
  expect(shownTabs(services, 2, "insurance")).toEqual({ tabs: ["electricity", "insurance"], more: ["fastag", "money_transfer"] });
  expect(unsellable("money_transfer", operators)).toBe(true);
  expect(unsellable("insurance", operators)).toBe(false);
});

test("as_many_tabs_as_fit_beside_more", () => {
  const ten = new Array<number>(10).fill(100);
  expect(tabsThatFit(ten, 80, 8, 2000)).toBe(7);
  expect(tabsThatFit(ten, 80, 8, 640)).toBe(5);
  expect(tabsThatFit(ten, 80, 8, 10)).toBe(1);
  expect(tabsThatFit([100, 100], 80, 8, 208)).toBe(2);
  // A wider one in the last one's place needs the room of two.
  expect(tabsThatFit([...ten.slice(0, 9), 140], 80, 8, 640, 9)).toBe(4);
});

test("a_number_the_counter_takes_is_not_held_back_by_the_screen", async () => {
  form.setService("electricity");
  typeNumber("1234");
  await form.enterNumber();
  expect(form.spot.at).toBe("operator");
  extra = [{ kind: "number_too_short", data: { digits: 3, wanted: 4 } }];
  form.startOver();
  typeNumber("123");
  await form.enterNumber();
  expect(form.spot.at).toBe("number");
  expect(form.problem("number")?.kind).toBe("number_too_short");
});

test("what_the_last_sale_needed_stands_there_until_something_else_is_typed", async () => {
  remembered = [{ field: "billing_unit", text: "4021" }, { field: "processing_cycle", text: "3" }];
  form.setService("electricity");
  typeNumber("123456789012");
  form.chooseOperator("mahavitaran");
  await form.enterNumber();
  expect(form.extraText("billing_unit")).toBe("4021");
  form.typeExtra("billing_unit", "4022");
  expect(form.input.fields[0]).toEqual({ field: "billing_unit", text: "4022" });
  remembered = [];
  typeNumber("123456789013");
  await vi.advanceTimersByTimeAsync(10);
  expect(form.extraText("processing_cycle")).toBe("");
  expect(form.extraText("billing_unit")).toBe("4022");
});

test("a_circle_the_till_misses_is_asked_for", async () => {
  form.setService("electricity");
  typeNumber("AB1234567");
  form.chooseOperator("torrent");
  expect(form.asksCircle).toBe(false);
  extra = [{ kind: "circle_missing" }];
  form.typeAmount("10");
  await form.enterAmount();
  expect(form.asksCircle).toBe(true);
  expect(form.spot.at).toBe("circle");
});

test("amounts_stand_in_one_row_and_the_last_ones_are_left_out", () => {
  const six = [90, 80, 80, 80, 80, 80];
  expect([530, 529, 90, 89].map((room) => howManyFit(six, 8, room))).toEqual([6, 5, 1, 0]);
  expect(howManyFit([], 8, 0)).toBe(0);
});

test("a_board_has_the_circle_of_its_own_state_and_not_the_shops", async () => {
  const [board] = operators;
  if (board === undefined) throw new Error("no board");
  board.place = "maharashtra";
  guess = "rajasthan";
  form.setService("electricity");
  form.typeNumber("170012345678", 12);
  await form.settle();
  form.chooseOperator("mahavitaran");
  expect(form.circle).toEqual({ id: "maharashtra", from: "place" });
  // Where the next one sells nobody knows: the guess is a guess again. What is chosen by hand stays.
  form.chooseOperator("torrent");
  expect(form.circle).toEqual({ id: "rajasthan", from: "home" });
  form.chooseCircle("delhi");
  form.chooseOperator("mahavitaran");
  expect(form.circle).toEqual({ id: "delhi", from: "hand" });
  board.place = null;
});
