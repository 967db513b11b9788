import { afterEach, expect, test, vi } from "vitest";
import { type CounterNow, type SaleView, commands } from "../../platform/counter";
import { house } from "../state/house.svelte";
import { speak } from "../state/language.svelte";
import { cameBy, chitOf, givenBack, moneyLine, moneyOf, waysBack } from "./money-back";
import { againWords, maySellAgain, verdictOf } from "./sale-lines";

function sale(more: Partial<SaleView>): SaleView {
  return { id: 7, state: "failed", owed_paise: 0, back_paise: 0, sold_chit: null, no_record_at_ms: null, ...more } as SaleView;
}

function asks(...sales: SaleView[]): void {
  house.now = { hand_back: sales, paper: { chits: [] } } as unknown as CounterNow;
}

afterEach(() => {
  house.now = null;
  speak("en");
});

test("a_list_says_whether_the_money_went_back_or_still_has_to", () => {
  const back = sale({ back_paise: 29_900 });
  expect([moneyOf(back)?.is, moneyLine(back)]).toEqual(["given_back", "given back ₹ 299"]);
  asks(back);
  expect([moneyOf(back)?.is, moneyLine(back)]).toEqual(["hand_back", "give ₹ 299 back"]);
  const owed = sale({ id: 8, owed_paise: 30_100, state: "reversed" });
  expect([moneyOf(owed)?.is, moneyLine(owed)]).toEqual(["owed", "give ₹ 301 back"]);
  speak("hi");
  expect(moneyLine(owed)).toBe("₹ 301 लौटाने हैं");
});

test("of_a_sale_that_waits_or_is_done_and_of_udhaar_there_is_nothing_to_say", () => {
  for (const none of [sale({ state: "pending", owed_paise: 29_900 }), sale({ state: "succeeded" }), sale({})]) expect(moneyLine(none)).toBeNull();
});

test("a_sale_that_never_left_and_has_a_chit_is_no_sale_to_try_again", () => {
  const unsent = sale({ state: "not_sent", verdict: "safe", number: "9876500001", amount_paise: 29_900, back_paise: 29_900, created_at_ms: 5 });
  const chit = { day_number: 3, number: "9876500001", amount_paise: 29_900, made_at_ms: 6, standing: "waiting", taken: "cash" };
  const write = (more: object): void => {
    house.now = { hand_back: [], paper: { chits: [{ ...chit, ...more }] } } as unknown as CounterNow;
  };
  write({});
  expect([moneyLine(unsent), againWords(unsent)]).toEqual(["chit 3 waits for it", []]);
  // A chit of before, of another sum, or one that nobody can sell any more, is not for it.
  for (const other of [{ made_at_ms: 4 }, { amount_paise: 19_900 }, { number: "9876500002" }, { standing: "expired" }]) {
    write(other);
    expect(chitOf(unsent)).toBeNull();
    expect(moneyLine(unsent)).toBe("given back ₹ 299");
  }
});

test("what_was_sold_by_its_chit_invites_no_second_sale", () => {
  const at_ms = Date.parse("2026-11-30T20:15:00+05:30");
  const of = (is_done: boolean): SaleView => sale({ state: "not_sent", verdict: "safe", reason: "never_left", back_paise: 29_900, sold_chit: { day_number: 1, at_ms, is_done } });
  const lines: [boolean, "en" | "hi", string, string][] = [
    [true, "en", "sold by chit 1 at 8:15\u00a0PM", "It was sold by chit 1 at 8:15\u00a0PM."],
    [false, "en", "tried again by chit 1 at 8:15\u00a0PM", "It was tried again by chit 1 at 8:15\u00a0PM. Look at that sale."],
    [true, "hi", "टोकन 1 से ", "यह टोकन 1 से "],
    [false, "hi", "टोकन 1 से ", "टोकन 1 से "],
  ];
  for (const [done, language, line, why] of lines) {
    speak(language);
    const unsent = of(done);
    expect(moneyLine(unsent)).toContain(line);
    expect(verdictOf(unsent, at_ms)).toEqual({ verdict: "never", why: expect.stringContaining(why) as string });
    expect([againWords(unsent), maySellAgain(unsent), moneyOf(unsent)]).toEqual([[], false, null]);
  }
  // The control: without it the same is safe to try again.
  expect(maySellAgain(sale({ state: "not_sent", verdict: "safe" }))).toBe(true);
});

test("money_goes_back_the_way_it_came_and_another_way_is_written_as_what_it_was", async () => {
  const written: unknown[] = [];
  vi.spyOn(commands, "noteHandedBack").mockImplementation(async (id) => (written.push(["as it came", id]), { status: "ok", data: null }));
  vi.spyOn(commands, "settleMoney").mockImplementation(async (id, what, by) => (written.push([what, id, by]), { status: "ok", data: {} as never }));
  const [cash, upi] = [sale({ payment: "cash" }), sale({ payment: "upi" })];
  expect([cameBy(cash), cameBy(upi), waysBack(cash), waysBack(upi)]).toEqual(["cash", "upi", ["cash", "upi"], ["upi", "cash"]]);
  expect(await givenBack(upi, "upi", "Ravi")).toBeNull();
  expect(written.splice(0)).toEqual([["as it came", 7]]);
  expect(await givenBack(upi, "cash", "Ravi")).toBeNull();
  expect(written.splice(0)).toEqual([["still_owed", 7, "Ravi"], ["given_back_cash", 7, "Ravi"]]);
  expect(await givenBack(cash, "upi", "")).toBeNull();
  expect(written.splice(0)).toEqual([["still_owed", 7, ""], ["given_back_upi", 7, ""]]);
  // What was refused first leaves it where it is.
  vi.spyOn(commands, "settleMoney").mockImplementation(async (id, what) => (written.push([what, id]), { status: "error", error: { kind: "money_moved" } }));
  expect(await givenBack(cash, "upi", "")).toEqual({ kind: "money_moved" });
  expect(written).toEqual([["still_owed", 7]]);
  vi.restoreAllMocks();
});

// Bar, card and list ask alike: none of them names a way of its own.
test("whoever_asks_for_the_money_takes_its_way_from_one_place", () => {
  const sources: Record<string, string> = import.meta.glob("../../**/*.svelte", { eager: true, import: "default", query: "?raw" });
  const asking = Object.entries(sources).filter(([, text]) => /m\.(handed_back|give_back|alarm_given)_(cash|upi)\b/.test(text));
  expect(asking.map(([file]) => file.replace("../../", "")).toSorted()).toEqual(["shell/Alarm.svelte", "word/MoneyBack.svelte"]);
  expect(asking.filter(([, text]) => !text.includes("cameBy(")).map(([file]) => file)).toEqual([]);
});
