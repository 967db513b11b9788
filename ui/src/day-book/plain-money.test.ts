import { expect, test } from "vitest";
import { plainMoney } from "./plain-money";

const postings = (...all: [string, number][]) => all.map(([account, amount_paise]) => ({ account, amount_paise }));

test("a_done_sale_is_what_was_paid_what_the_wallet_gave_and_what_was_earned", () => {
  const plain = { paid: 299_00, owed: 0, provider: "paygrt", wallet: 291_35, earned: 7_65, charge: 0 };
  expect(plainMoney(postings(["cash", 299_00], ["wallet:paygrt", -291_35], ["commission", -7_65]))).toEqual(plain);
  expect(plainMoney(postings(["cash", 299_00], ["wallet:paygrt", -299_00], ["wallet:paygrt", 7_65], ["commission", -7_65]))).toEqual(plain);
  expect(plainMoney(postings(["customer:7", 309_00], ["wallet:paygrt", -299_00], ["charges", -10_00]))).toEqual({ paid: 0, owed: 309_00, provider: "paygrt", wallet: 299_00, earned: 10_00, charge: 10_00 });
});

test("whatever_else_has_moved_is_left_to_the_entries", () => {
  expect(plainMoney([])).toBeNull();
  expect(plainMoney(postings(["cash", 299_00], ["owed", -299_00])), "nothing was sold").toBeNull();
  expect(plainMoney(postings(["cash", 299_00], ["wallet:a", -100_00], ["wallet:b", -199_00])), "two wallets").toBeNull();
  expect(plainMoney(postings(["cash", 299_00], ["wallet:a", -299_00], ["tds:a", 5], ["commission", -5]))).toBeNull();
  expect(plainMoney(postings(["cash", 299_00], ["wallet:a", -305_00], ["commission", 6_00])), "a loss").toBeNull();
});
