import { expect, test } from "vitest";
import type { SaleView } from "../platform/counter";
import { alarmEnd, alarmsOf, alarmWords } from "./alarms";

const sale = (id: number, more: Partial<SaleView> = {}): SaleView => ({ id, service: "prepaid", operator: "airtel", number: "9876500005", state: "reversed", owed_paise: 15500, back_paise: 0, sold_chit: null, ...more }) as SaleView;
const now = { hand_back: [sale(9), sale(7)], to_tell: [sale(8), sale(3)] };

test("who_has_left_and_knows_nothing_goes_first_and_the_oldest_of_each_kind", () => {
  expect(alarmsOf(now, () => false).map((alarm) => [alarm.is, alarm.sale.id])).toEqual([["tell", 3], ["tell", 8], ["hand_back", 7], ["hand_back", 9]]);
  // What stands on the card is read there; who has left is told of until somebody presses.
  expect(alarmsOf(now, () => true).map((alarm) => alarm.sale.id)).toEqual([3, 8]);
  expect(alarmsOf(null, () => false)).toEqual([]);
});

test("a_button_bears_the_end_of_the_number", () => {
  expect(alarmEnd({ is: "hand_back", sale: sale(1) }, [])).toBe("0005");
  expect(alarmEnd({ is: "hand_back", sale: sale(1, { service: "fastag", number: "UP80BT4471" }) }, [])).toBe("4471");
  // Two customers whose numbers end alike are told apart.
  expect(alarmEnd({ is: "hand_back", sale: sale(1) }, ["98765 00005", "6127900005", "9811100001"])).toBe("500005");
});

test("it_says_whose_money_it_is_and_how_much", () => {
  expect(alarmWords({ is: "tell", sale: sale(1) })).toBe("₹\u00a0155 came back for airtel 98765 00005. Give it to the customer.");
  expect(alarmWords({ is: "tell", sale: sale(1, { state: "failed" }) })).toBe("airtel 98765 00005 failed after the customer left. Give the customer ₹\u00a0155.");
  expect(alarmWords({ is: "tell", sale: sale(1, { owed_paise: 0 }) })).toBe("airtel 98765 00005 failed: it was taken off the customer's udhaar.");
  expect(alarmWords({ is: "hand_back", sale: sale(1, { state: "failed", back_paise: 15500 }) })).toBe("Give ₹\u00a0155 back: airtel 98765 00005 did not go through.");
});
