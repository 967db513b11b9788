import { expect, test } from "vitest";
import type { SaleKind } from "../shared/words/desk-services";
import { sendWords } from "./number-words";

const says = (service: SaleKind): string => sendWords[service]({ amount: "₹ 299" }).split(" ")[0] ?? "";

test("a_recharge_is_recharged_a_bill_is_paid_a_voucher_is_bought", () => {
  for (const service of ["prepaid", "dth", "data_card", "fastag"] as const) expect([service, says(service)]).toEqual([service, "Recharge"]);
  for (const service of ["postpaid", "landline", "electricity", "gas", "insurance", "cash_drop"] as const) expect([service, says(service)]).toEqual([service, "Pay"]);
  expect(says("voucher")).toBe("Buy");
});
