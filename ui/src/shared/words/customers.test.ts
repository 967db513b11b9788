import { expect, test } from "vitest";
import { accountWords } from "./accounts";
import { customerName } from "./customers";

/** 20 November 2026 in India. */
const since_ms = 1_795_170_000_000;

test("nobody_is_a_customer_without_anything", () => {
  expect(customerName({ name: "Asha", number: "9876543210", since_ms })).toBe("Asha");
  expect(customerName({ name: "", number: "9876543210", since_ms })).toBe("98765 43210");
  expect(customerName({ name: "", numbers: ["9876543210", "1"], since_ms })).toBe("98765 43210");
  expect(customerName({ name: "", numbers: [], since_ms })).toBe("Customer of 20 Nov 2026");
});

test("an_account_of_a_customer_has_the_name_of_that_customer_alone", () => {
  const asha = { id: 7, name: "Asha", number: "", since_ms };
  expect(accountWords("customer:7", asha)).toBe("Asha");
  expect(accountWords("customer:8", asha)).toBe("Customer");
  expect(accountWords("cash", asha)).toBe("Cash drawer");
});
