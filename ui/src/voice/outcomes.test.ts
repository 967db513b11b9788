import { expect, test } from "vitest";
import type { SaleView } from "../platform/counter";
import { Crier } from "./outcomes";

const MORNING_MS = 1_000_000;
const plain = {
  id: 1, service: "prepaid", operator: "airtel", amount_paise: 29_900, state: "submitted", reason: "sending", problem: null, desk: null,
  is_loud: false, owed_paise: 0, back_paise: 0, sold_chit: null, no_record_at_ms: null, earned_paise: 500, charge_paise: 500, created_at_ms: MORNING_MS + 1, settled_at_ms: null,
} as unknown as SaleView;
const sale = (change: Partial<SaleView>): SaleView => ({ ...plain, ...change });
const crier = (tiles: SaleView[] = []): Crier => new Crier({ now_ms: MORNING_MS, tiles, loud: [], hand_back: [] });
const old = sale({ created_at_ms: 5, settled_at_ms: 6, state: "succeeded", reason: "done" });

test("each_new_outcome_is_told_once_and_a_refresh_never", () => {
  const heard = crier();
  const course: [Partial<SaleView>, string | null][] = [
    [{ state: "intended" }, null],
    [{ state: "submitted" }, null],
    [{ state: "pending", reason: "accepted" }, "waiting"],
    [{ state: "unknown", reason: "no_answer" }, null],
    [{ state: "pending", reason: "accepted" }, null],
    [{ state: "succeeded", reason: "done" }, "done"],
    [{ state: "succeeded", reason: "done", operator_ref: "R1" }, null],
    [{ state: "reversed", reason: "reversed", owed_paise: 29_900 }, "give_back"],
    [{ state: "reversed", reason: "reversed", back_paise: 29_900 }, null],
  ];
  for (const [change, outcome] of course) expect([change, heard.hear(sale(change))?.outcome ?? null]).toEqual([change, outcome]);
});

test("what_stood_there_before_is_no_news", () => {
  const heard = crier([sale({ id: 7, state: "pending" })]);
  expect(heard.hear(sale({ id: 7, state: "pending" }))).toBeNull();
  expect(heard.hear(old)).toBeNull();
  expect(heard.hear(sale({ id: 7, state: "failed" }))?.outcome).toBe("failed");
});

test("an_old_sale_that_is_taken_back_is_told_though_it_was_out_of_sight", () => {
  const taken = { ...old, state: "reversed", reason: "reversed", settled_at_ms: MORNING_MS + 9 } as SaleView;
  expect(crier().hear({ ...taken, owed_paise: 29_900 })?.outcome).toBe("give_back");
  // Nobody paid for it, so nobody has money to get.
  expect(crier().hear(taken)?.outcome).toBe("back");
});

test("a_failure_is_called_out_when_the_customer_has_money_to_get", () => {
  expect(crier().hear(sale({ state: "failed", back_paise: 29_900 }))?.outcome).toBe("failed");
  expect(crier().hear(sale({ state: "failed", owed_paise: 29_900 }))?.outcome).toBe("give_back");
  expect(crier().hear(sale({ state: "not_sent" }))?.outcome).toBe("not_sent");
  const handed = crier();
  handed.hear(sale({ state: "failed", back_paise: 29_900 }));
  expect(handed.hear(sale({ state: "failed", owed_paise: 29_900 }))).toBeNull();
});

test("a_contradiction_is_told_and_its_end_is_not", () => {
  const heard = crier([old]);
  expect(heard.hear({ ...old, is_loud: true })?.outcome).toBe("look");
  expect(heard.hear({ ...old, is_loud: true })).toBeNull();
  expect(heard.hear(old)).toBeNull();
});

test("what_a_person_typed_in_is_not_told_to_that_person", () => {
  for (const reason of ["declared_failed", "said_done", "said_given_back", "said_otherwise", "closed"] as const) {
    expect(crier([sale({ state: "unknown" })]).hear(sale({ state: "failed", reason }))).toBeNull();
  }
  const stays = crier();
  stays.hear(sale({ state: "succeeded", reason: "said_done" }));
  expect(stays.hear(sale({ state: "reversed", reason: "reversed" }))?.outcome).toBe("back");
});

test("only_the_sum_of_the_sale_is_told_and_of_the_services_desk_no_sum_at_all", () => {
  expect(crier().hear(sale({ state: "succeeded" }))).toEqual({ saleId: 1, outcome: "done", paise: 29_900, operator: "airtel" });
  const load = sale({ state: "succeeded", service: "wallet_load", desk: {} as SaleView["desk"] });
  expect(crier().hear(load)).toEqual({ saleId: 1, outcome: "done", paise: null, operator: null });
});
