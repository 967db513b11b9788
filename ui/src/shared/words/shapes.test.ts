import { expect, test } from "vitest";
import pasted from "../../../../src-tauri/crates/domain/data/pasted-numbers.tsv?raw";
import { firstFree, narrow, ordered } from "./options";
import { localeOf, percent, rupees, rupeesExact, typedAmount } from "./money";
import { digitsOf, groupNumber, retype, tenDigits, wholeNumber } from "./number";
import { fieldOf } from "./problems";
import { addDays, dayOf, longDayOf, spanOf, timeOf } from "./time";
import { leavesThePage } from "../window-keys";
import { sliceOf, topFor } from "../parts/window";

test("rupees_are_grouped_as_in_india", () => {
  expect(rupees(29900, "en")).toBe("₹ 299");
  expect(rupees(1248050, "en")).toBe("₹ 12,480.50");
  expect(rupees(999999900, "hi")).toBe("₹ 99,99,999");
  expect(rupeesExact(999999900, "en")).toBe("₹ 99,99,999.00");
  expect(rupees(-29302, "en")).toBe("−₹ 293.02");
  expect(rupees(5, "en")).toBe("₹ 0.05");
  expect(rupees(Number.MAX_SAFE_INTEGER, "en")).toBe("₹ 9,00,71,99,25,47,409.91");
});

test("both_locales_use_latin_digits", () => {
  expect(new Intl.NumberFormat(localeOf("hi")).format(1234567)).toBe("12,34,567");
});

test("amounts_and_rates_are_typed_back_as_they_were", () => {
  expect(typedAmount(29900)).toBe("299");
  expect(typedAmount(1248050)).toBe("12480.50");
  expect(percent(250)).toBe("2.5");
  expect(percent(205)).toBe("2.05");
  expect(percent(200)).toBe("2");
});

test("time_is_indias_wherever_the_computer_is", () => {
  const ms = Date.UTC(2026, 10, 20, 19, 0); // 00:30 on the 21st in India
  expect(timeOf(ms, "en")).toBe("00:30");
  expect(timeOf(ms, "hi")).toBe("00:30");
  expect(dayOf(ms)).toBe("2026-11-21");
  expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
  expect(addDays("2026-03-01", -1)).toBe("2026-02-28");
  expect(longDayOf("2026-11-20", "en")).toContain("20 November 2026");
});

test("spans_use_the_largest_unit", () => {
  expect(spanOf(59_999)).toEqual({ unit: "second", count: 59 });
  expect(spanOf(60_000)).toEqual({ unit: "minute", count: 1 });
  expect(spanOf(-5)).toEqual({ unit: "second", count: 0 });
  expect(spanOf(72 * 3_600_000)).toEqual({ unit: "day", count: 3 });
});

test.each([
  ["+91 98765 43210", "9876543210"],
  ["+91-98765-43210", "9876543210"],
  ["098765 43210", "9876543210"],
  ["919876543210", "9876543210"],
  ["९८७६५४३२१०", "9876543210"],
  ["98765", null],
  ["+1 415 555 0123", null],
  ["98765x3210", null],
])("a_mobile_number_is_understood: %s", (text, wanted) => {
  expect(tenDigits(text)).toBe(wanted);
});

// The same table is read by the counter's own tests: both must understand what is pasted.
const rows = pasted.split("\n").filter((row) => row !== "" && !row.startsWith("#")).map((row): [string, string] => {
  const [typed = "", wanted = ""] = row.split("\t");
  return [typed, wanted];
});

test.each(rows)("a_pasted_number_is_understood_as_behind_the_window: %s", (typed, wanted) => {
  const text = typed.replace(/\\u\{([0-9a-f]+)\}/g, (_, code: string) => String.fromCodePoint(parseInt(code, 16)));
  const read = tenDigits(text);
  // A landline's ten digits are told apart behind the window.
  expect(read !== null && /^[6-9]/.test(read) ? read : null).toBe(wanted === "-" ? null : wanted);
});

test("a_pasted_link_becomes_the_number", () => {
  expect(retype("prepaid", "tel:+919876543210", 17)).toEqual({ text: "98765 43210", caret: 11 });
  expect(retype("prepaid", "(+91) 98765 43210", 17)).toEqual({ text: "98765 43210", caret: 11 });
  expect(retype("prepaid", "৯৮৭৬৫৪৩২১০", 10)).toEqual({ text: "98765 43210", caret: 11 });
  expect(retype("prepaid", "(+91", 4)).toEqual({ text: "(+91", caret: 4 });
});

test("numbers_are_grouped_for_reading", () => {
  expect(groupNumber("prepaid", "9876543210")).toBe("98765 43210");
  expect(groupNumber("dth", "1520774190")).toBe("1520 7741 90");
  expect(digitsOf("१२ab3")).toBe("123");
});

test("typing_never_moves_the_caret_to_another_digit", () => {
  expect(retype("prepaid", "987654", 6)).toEqual({ text: "98765 4", caret: 7 });
  expect(retype("prepaid", "98965 43210", 3)).toEqual({ text: "98965 43210", caret: 3 });
  expect(retype("prepaid", "9765 43210", 2)).toEqual({ text: "97654 3210", caret: 2 });
  expect(retype("prepaid", "+91 9876543210", 14)).toEqual({ text: "98765 43210", caret: 11 });
  expect(retype("prepaid", "+91 98", 6)).toEqual({ text: "+91 98", caret: 6 });
  expect(retype("prepaid", "ramesh", 6)).toEqual({ text: "ramesh", caret: 6 });
  expect(retype("dth", "15207", 5)).toEqual({ text: "1520 7", caret: 6 });
});

test("other_numbers_keep_the_shape_of_their_paper", () => {
  expect(groupNumber("electricity", "44102290118")).toBe("4410 2290 118");
  expect(groupNumber("fastag", "UP80BT4471")).toBe("UP 80 BT 4471");
  expect(groupNumber("gas", "BP12345")).toBe("BP12345");
  expect(retype("electricity", "12345", 5, "letters")).toEqual({ text: "12345", caret: 5 });
  expect(retype("electricity", "12345", 5, "digits")).toEqual({ text: "1234 5", caret: 6 });
  expect(retype("fastag", "up 80 bt", 2, "vehicle")).toEqual({ text: "UP 80 BT", caret: 2 });
  expect(wholeNumber({ kind: "vehicle", least: 5 }, "22 bh 1234 aa")).toBe("22BH1234AA");
  expect(wholeNumber({ kind: "vehicle", least: 5 }, "UP 80 BT")).toBeNull();
  expect(wholeNumber({ kind: "vehicle", least: 5 }, "MHA 1234")).toBe("MHA1234");
  expect(wholeNumber({ kind: "vehicle", least: 5 }, "98765 43210")).toBe("9876543210");
  expect(retype("fastag", "987654", 6, "vehicle")).toEqual({ text: "98765 4", caret: 7 });
  expect(wholeNumber({ kind: "letters", least: 6 }, "k 12345")).toBe("K12345");
});

test("a_list_narrows_to_what_was_typed", () => {
  const options = ["Andhra Pradesh", "Uttar Pradesh West", "Himachal Pradesh", "Punjab"].map((text) => ({ id: text, text }));
  expect(narrow(options, "p").map((option) => option.text)[0]).toBe("Punjab");
  expect(narrow(options, "west").map((option) => option.text)).toEqual(["Uttar Pradesh West"]);
  expect(narrow(options, "zz")).toEqual([]);
});

test("a_search_orders_the_list_and_the_first_that_can_be_had_is_marked", () => {
  const options = [{ id: "a", text: "A", blocked: "not connected" }, { id: "b", text: "B" }, { id: "c", text: "C" }];
  const found = ordered(options, ["a", "c", "gone"]);
  expect(found.map((option) => option.id)).toEqual(["a", "c"]);
  expect(firstFree(found)).toBe(1);
  expect(firstFree(options.slice(0, 1))).toBe(0);
});

test("a_problem_knows_its_field", () => {
  expect(fieldOf({ kind: "number_is_foreign" })).toBe("number");
  expect(fieldOf({ kind: "base_address_not_https" })).toBe("base_address");
  expect(fieldOf({ kind: "shop_circle_missing" })).toBe("home_circle");
  expect(fieldOf({ kind: "no_network" })).toBe("form");
  expect(fieldOf({ kind: "field_missing", data: { field: "billing_unit" } })).toBe("extra_billing_unit");
  expect(fieldOf({ kind: "field_refused", data: { field: "value1" } })).toBe("form");
  expect(fieldOf({ kind: "desk", data: { field: "pincode", fault: "wrong_form" } })).toBe("desk_pincode");
  expect(fieldOf({ kind: "agent_pan_missing" })).toBe("desk_agent_pan");
  expect(fieldOf({ kind: "order_open", data: { sale_id: 1 } })).toBe("form");
  expect(fieldOf({ kind: "code_unsure", data: { operator: "x", provider: "y" } })).toBe("operator");
});

test("five_thousand_rows_put_few_in_the_page", () => {
  const slice = sliceOf(5000, 60, 150_000, 600);
  expect(slice.to - slice.from).toBeLessThan(30);
  expect(slice.from).toBe(2494);
  expect(slice.height).toBe(300_000);
  expect(sliceOf(3, 60, 0, 600)).toEqual({ from: 0, to: 3, above: 0, height: 180 });
});

test("a_list_is_scrolled_no_further_than_a_row_needs", () => {
  expect(topFor(10, 60, 1200, 600)).toBe(600);
  expect(topFor(20, 60, 1200, 600)).toBe(1200);
  expect(topFor(29, 60, 1200, 600)).toBe(1200);
  expect(topFor(30, 60, 1200, 600)).toBe(1260);
});

test("reload_and_back_are_no_keys_of_this_window", () => {
  const none = { key: "", code: "", ctrlKey: false, metaKey: false, altKey: false };
  expect(leavesThePage({ ...none, key: "F5" })).toBe(true);
  expect(leavesThePage({ ...none, key: "R", code: "KeyR", ctrlKey: true })).toBe(true);
  expect(leavesThePage({ ...none, key: "र", code: "KeyR", ctrlKey: true })).toBe(true);
  expect(leavesThePage({ ...none, key: "ArrowLeft", altKey: true })).toBe(true);
  expect(leavesThePage({ ...none, key: "ArrowLeft" })).toBe(false);
  expect(leavesThePage({ ...none, key: "r", code: "KeyR" })).toBe(false);
});
