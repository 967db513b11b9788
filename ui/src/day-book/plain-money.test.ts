import { expect, test } from "vitest";
import { plainMoney } from "./plain-money";

const postings = (...all: [string, number][]) => all.map(([account, amount_paise]) => ({ account, amount_paise }));

test("a_done_sale_is_what_was_paid_what_the_wallet_gave_and_what_was_earned", () => {
  const plain = { paid: 299_00, owed: 0, held: 0, provider: "paygrt", wallet: 291_35, earned: 7_65, charge: 0 };
  expect(plainMoney(postings(["cash", 299_00], ["wallet:paygrt", -291_35], ["commission", -7_65]))).toEqual(plain);
  expect(plainMoney(postings(["cash", 299_00], ["wallet:paygrt", -299_00], ["wallet:paygrt", 7_65], ["commission", -7_65]))).toEqual(plain);
  expect(plainMoney(postings(["customer:7", 309_00], ["wallet:paygrt", -299_00], ["charges", -10_00]))).toEqual({ paid: 0, owed: 309_00, held: 0, provider: "paygrt", wallet: 299_00, earned: 10_00, charge: 10_00 });
});

test("a_sale_that_waited_first_reads_as_one_that_was_done_at_once", () => {
  const done = { paid: 199_00, owed: 0, held: 0, provider: "inspay", wallet: 195_02, earned: 3_98, charge: 0 };
  expect(plainMoney(postings(["cash", 199_00], ["owed", -199_00], ["commission", -3_98], ["owed", 199_00], ["wallet:inspay", -195_02]))).toEqual(done);
});

test("what_came_to_nothing_and_what_is_open_is_what_the_shop_still_has_of_the_customer", () => {
  const nothing = { paid: 0, owed: 0, held: 0, provider: "", wallet: 0, earned: 0, charge: 0 };
  expect(plainMoney([])).toEqual(nothing);
  expect(plainMoney(postings(["cash", 155_00], ["owed", -155_00]))).toEqual({ ...nothing, paid: 155_00, held: 155_00 });
  expect(plainMoney(postings(["cash", 155_00], ["owed", -155_00], ["cash", -155_00], ["owed", 155_00])), "given back").toEqual(nothing);
  const reversed = postings(["cash", 155_00], ["wallet:inspay", -152_00], ["commission", -3_00], ["wallet:inspay", 152_00], ["commission", 3_00], ["owed", -155_00]);
  expect(plainMoney(reversed)).toEqual({ ...nothing, paid: 155_00, held: 155_00 });
  expect(plainMoney(postings(["customer:7", 155_00], ["customer:7", -155_00])), "udhaar that was taken off again").toEqual(nothing);
});

test("whatever_else_has_moved_is_left_to_the_entries", () => {
  expect(plainMoney(postings(["cash", 299_00], ["wallet:a", -100_00], ["wallet:b", -199_00])), "two wallets").toBeNull();
  expect(plainMoney(postings(["cash", 299_00], ["wallet:a", -299_00], ["tds:a", 5], ["commission", -5]))).toBeNull();
  expect(plainMoney(postings(["cash", 299_00], ["wallet:a", -305_00], ["commission", 6_00])), "a loss").toBeNull();
});
