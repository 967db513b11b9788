import { beforeEach, expect, test, vi } from "vitest";
import type { MoneyBook, Problem, VoucherInput, VoucherView } from "../../platform/counter";

const sent: VoucherInput[] = [];
let answers: ({ status: "ok"; data: VoucherView } | { status: "error"; error: Problem[] })[] = [];

vi.mock("../../platform/counter", () => ({
  ask: (call: () => unknown) => call(),
  askForm: (call: () => unknown) => call(),
  commands: {
    writeVoucher: (input: VoucherInput) => {
      sent.push(input);
      return Promise.resolve(answers.shift() ?? { status: "ok", data: { seq: sent.length } });
    },
  },
}));

const { VoucherForm, slotOf } = await import("./voucher-form.svelte");
const { kindOfLetter, kinds } = await import("./kinds");

beforeEach(() => {
  sent.length = 0;
  answers = [];
});

function refused(...problems: Problem[]): void {
  answers.push({ status: "error", error: problems });
}

const likeIt: Problem = { kind: "voucher_like_it", data: { minutes_ago: 2, written_at_ms: 0 } };
const hasLess: Problem = { kind: "drawer_has_less", data: { balance_paise: 100 } };

test("an_act_keeps_its_intent_until_something_is_typed", async () => {
  const form = new VoucherForm({ kind: "banked", amount: "500" });
  refused({ kind: "disk_full" });
  expect(await form.write()).toBeNull();
  expect(await form.write()).not.toBeNull();
  expect(sent[1]?.intent).toBe(sent[0]?.intent);
  form.amount = "501";
  form.changed();
  await form.write();
  expect(sent[2]?.intent).not.toBe(sent[0]?.intent);
});

test("each_doubt_is_asked_about_once_and_a_second_press_says_yes", async () => {
  const form = new VoucherForm({ kind: "banked", amount: "500" });
  refused(hasLess);
  refused(likeIt);
  await form.write();
  expect(form.doubt).toEqual(hasLess);
  await form.write();
  expect([sent[1]?.sure_of, form.doubt]).toEqual([["drawer_has_less"], likeIt]);
  expect(await form.write()).not.toBeNull();
  expect(sent[2]?.sure_of).toEqual(["drawer_has_less", "like_it"]);
});

test("what_was_asked_about_another_amount_is_asked_again", async () => {
  const form = new VoucherForm({ kind: "banked", amount: "500" });
  refused(hasLess);
  await form.write();
  form.amount = "900";
  form.changed();
  expect(form.doubt).toBeNull();
  await form.write();
  expect(sent[1]?.sure_of).toEqual([]);
});

test("a_refusal_leaves_everything_that_was_typed", async () => {
  const form = new VoucherForm({ kind: "cash_out", amount: "60" });
  form.by = "Meena";
  refused({ kind: "money", data: { field: "reason", fault: "missing" } });
  await form.write();
  expect([form.amount, form.by, form.from, form.to]).toEqual(["60", "Meena", "cash", "spent"]);
  expect(form.problemOf("reason")?.kind).toBe("money");
});

test("a_second_press_while_the_first_is_under_way_does_nothing", async () => {
  const form = new VoucherForm({ kind: "banked", amount: "500" });
  await Promise.all([form.write(), form.write()]);
  expect(sent).toHaveLength(1);
});

test("a_distributor_lends_for_the_wallet_that_is_loaded_and_is_owed_below_nothing", async () => {
  const loaded = new VoucherForm({ kind: "wallet_loaded", from: "credit", to: "wallet:inspay", amount: "500" });
  await loaded.write();
  expect(sent[0]?.from).toBe("credit:inspay");
  for (const [typed, amount] of [["500", "-500"], ["-500", "-500"], ["", ""]] as const) {
    await new VoucherForm({ kind: "opening", to: "credit:inspay", amount: typed }).write();
    expect(sent.at(-1)?.amount).toBe(amount);
  }
  await new VoucherForm({ kind: "opening", to: "cash", amount: "500" }).write();
  expect(sent.at(-1)?.amount).toBe("500");
});

test("every_problem_of_a_voucher_has_a_place", () => {
  const place = (problem: Problem): string | null => slotOf(problem);
  expect(place({ kind: "amount_zero" })).toBe("amount");
  expect(place({ kind: "money", data: { field: "from", fault: "missing" } })).toBe("from");
  expect(place({ kind: "provider_not_connected", data: { provider: "inspay" } })).toBe("to");
  expect(place(likeIt)).toBeNull();
});

test("a_letter_chooses_one_kind_and_each_kind_can_be_written", () => {
  const letters = kinds.map((kind) => kind.letter);
  expect(new Set(letters).size).toBe(kinds.length);
  expect(kindOfLetter("b")?.kind).toBe("banked");
  expect(kindOfLetter("x")).toBeNull();
  const wallet = { provider: "inspay", is_connected: true } as MoneyBook["wallets"][number];
  const book = { wallets: [wallet, { ...wallet, provider: "gone", is_connected: false }] } as MoneyBook;
  for (const { from, to } of kinds) {
    for (const side of [from, to]) expect("fixed" in side ? [side.fixed] : side.choices(book)).not.toEqual([]);
  }
  const loads = kindOfLetter("L")?.to;
  expect(loads !== undefined && "choices" in loads ? loads.choices(book) : []).toEqual(["wallet:inspay"]);
});
