import { beforeEach, expect, test, vi } from "vitest";
import type { MoneyBook, Problem, WalletBook } from "../../platform/counter";

const asked: string[] = [];
let refusal: Problem | null = null;
/** What the books say after the company was asked. */
let after: Partial<WalletBook> = {};

vi.mock("../../platform/counter", () => ({
  ask: (call: () => unknown) => call(),
  commands: {
    readWallet: (provider: string) => {
      asked.push(provider);
      return Promise.resolve(refusal === null ? { status: "ok", data: null } : { status: "error", error: refusal });
    },
    moneyBook: () => {
      asked.push("book");
      const wallet = { provider: "inspay", book: { account: "wallet:inspay" }, waiting_paise: 0, ...after };
      return Promise.resolve({ status: "ok", data: { wallets: [wallet] } as unknown as MoneyBook });
    },
  },
}));

const { takeOver } = await import("./take-over");

beforeEach(() => {
  asked.length = 0;
  refusal = null;
  after = {};
});

test("a_load_since_the_last_figure_is_no_difference", async () => {
  // Before, the old figure stood ₹ 5,000 below the books.
  after = { differs_paise: 0 };
  expect(await takeOver("inspay")).toEqual({ voucher: null, problem: null });
  expect(asked).toEqual(["inspay", "book"]);
});

test("what_differs_after_the_company_was_asked_is_written", async () => {
  for (const [differs_paise, amount] of [[123_450, "1234.50"], [-500, "-5"]] as const) {
    after = { differs_paise };
    expect((await takeOver("inspay")).voucher).toEqual({ kind: "opening", to: "wallet:inspay", amount });
  }
});

test("while_sales_wait_and_where_the_company_gives_no_figure_nothing_is_taken_over", async () => {
  after = { differs_paise: 100, waiting_paise: 29_900 };
  expect((await takeOver("inspay")).voucher).toBeNull();
  refusal = { kind: "timed_out" };
  expect(await takeOver("inspay")).toEqual({ voucher: null, problem: refusal });
  expect(asked.at(-1)).toBe("inspay");
});
