import { expect, test } from "vitest";
import type { MovingSale } from "../../platform/counter";
import { movedWords } from "./moved";

const sale: MovingSale = { sale_id: 1, kind: "accepted", service: "prepaid", operator: "vi", number: "6269000004" };

test("a_drawer_tells_where_the_customers_money_went", () => {
  expect(movedWords("cash", sale, 29_900)).toBe("Taken from the customer");
  expect(movedWords("upi", { ...sale, kind: "rejected" }, -29_900)).toBe("Given back to the customer");
});

test("another_account_tells_what_the_company_said", () => {
  expect(movedWords("wallet:inspay", sale, -29_900)).toBe("Accepted, in progress");
  // A wallet is loaded with the shop's own money.
  expect(movedWords("cash", { ...sale, kind: "succeeded", service: "wallet_load" }, -100_000)).toBe("Succeeded");
  // What is about the customer's money by itself keeps its name.
  expect(movedWords("cash", { ...sale, kind: "still_owed" }, 29_900)).toBe("Not given back: the money is still owed");
});
