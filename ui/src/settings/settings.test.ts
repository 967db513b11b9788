import { expect, test } from "vitest";
import type { CheckUp, Offer, Operator } from "../platform/counter";
import { report } from "./check-up/check-up";
import { listed } from "./operators/operator-list";
import { moved, orderOf } from "./routes/order";

function operator(id: string, why: Offer["why_not"], own = false): Operator {
  const offer = { provider: "inspay", provider_name: "INSPAY", code: "A", name: id, provenance: "seed", on: true, why_not: why, fields: [], wants_circle: false } as Offer;
  return {
    id, service: id.startsWith("dth") ? "dth" : "prepaid", names: { en: id, hi: id }, short: id, place: null, badge: "X", colour: "#000000", min_paise: 1, max_paise: 2,
    number_kind: "mobile", number_min: 10, number_max: 10, chips_paise: [], own, now: null, sold_by: [], offers: [offer],
  };
}

const operators = [operator("airtel", null), operator("dth-tata", "unsure"), operator("corner-cable", null, true)];
const ids = (all: Operator[]): string[] => all.map((each) => each.id);

test("what_the_shop_added_and_what_waits_for_its_word_come_first", () => {
  expect(ids(listed(operators, { found: null, service: null, doubtful: false }))).toEqual(["corner-cable", "dth-tata", "airtel"]);
  expect(ids(listed(operators, { found: null, service: null, doubtful: true }))).toEqual(["dth-tata"]);
  expect(ids(listed(operators, { found: null, service: "prepaid", doubtful: false }))).toEqual(["corner-cable", "airtel"]);
});

test("a_search_keeps_its_own_order", () => {
  expect(ids(listed(operators, { found: ["airtel", "gone", "corner-cable"], service: null, doubtful: false }))).toEqual(["airtel", "corner-cable"]);
});

test("a_provider_moves_one_place_and_never_out_of_the_list", () => {
  expect(moved(["a", "b", "c"], 2, -1)).toEqual(["a", "c", "b"]);
  expect(moved(["a", "b", "c"], 0, 1)).toEqual(["b", "a", "c"]);
  expect(moved(["a", "b", "c"], 0, -1)).toEqual(["a", "b", "c"]);
  expect(moved(["a", "b", "c"], 2, 1)).toEqual(["a", "b", "c"]);
});

test("a_provider_connected_since_comes_last_in_the_order_and_one_that_left_goes", () => {
  expect(orderOf({ kind: "order", data: ["paygrt", "gone", "inspay"] }, ["inspay", "a1topup", "paygrt"])).toEqual(["paygrt", "inspay", "a1topup"]);
  expect(orderOf({ kind: "auto" }, ["inspay", "a1topup"])).toEqual(["inspay", "a1topup"]);
});

test("the_report_says_of_each_check_how_it_went_and_what_to_do", () => {
  const checkUp: CheckUp = {
    provider: "inspay", name: "INSPAY", at_ms: Date.UTC(2026, 10, 20, 11, 12),
    findings: [
      { check: "reach", state: "good", problem: null, detail: null },
      { check: "clock", state: "warning", problem: { kind: "clock_wrong" }, detail: "95" },
      { check: "listed", state: "bad", problem: { kind: "address_not_listed", data: { words: "no" } }, detail: "203.0.113.7" },
      { check: "balance", state: "good", problem: null, detail: "1248050" },
    ],
  };
  const lines = report([checkUp]).split("\n");
  expect(lines[0]).toBe("INSPAY · 20 Nov, 4:42\u00a0PM");
  expect(lines[1]).toBe("✓ Company can be reached: fine");
  expect(lines[2]).toContain("! This computer's clock: look at it · 95 seconds off · This computer's clock is wrong.");
  expect(lines[3]).toContain("✗ Internet address registered: not working · your address: 203.0.113.7");
  expect(lines[4]).toBe("✓ Wallet balance: fine · ₹ 12,480.50");
});
