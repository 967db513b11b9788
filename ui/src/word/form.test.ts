import { beforeEach, expect, test, vi } from "vitest";
import type { SaleView } from "../platform/counter";

const looked = vi.hoisted(() => ({ sale: vi.fn() }));
vi.mock("../platform/counter", async (original) => ({ ...(await original<object>()), commands: { sale: looked.sale } }));
vi.mock("../shared/state/house.svelte", () => ({ house: { changed: (): void => undefined } }));

const { wordForm } = await import("./form.svelte");

function as(state: SaleView["state"], says: string[]): SaleView {
  return { id: 7, state, can_say: says, seen: { state, order_id: "G1", contradictions: [] } } as unknown as SaleView;
}

beforeEach(() => {
  looked.sale.mockReset();
  wordForm.show("word", as("unknown", ["succeeded", "failed", "given_back"]));
});

test("what_was_taken_closes_the_form", async () => {
  expect(await wordForm.send((sale) => Promise.resolve({ status: "ok", data: sale }))).toEqual([]);
  expect(wordForm.open).toBeNull();
  expect(looked.sale).not.toHaveBeenCalled();
});

test("a_word_that_may_not_be_said_is_not_filled_in_nor_its_reference", () => {
  const sale = as("unknown", ["succeeded", "failed"]);
  wordForm.show("word", sale, { said: "failed", reference: "BR98X" });
  expect(wordForm.open?.filled).toEqual({ said: "failed", reference: "BR98X" });
  wordForm.show("word", sale, { said: "given_back", reference: "BR98X" });
  expect(wordForm.open?.filled).toBeNull();
});

test("a_sale_that_has_moved_on_is_looked_at_again_and_the_form_stays_open", async () => {
  const now = as("succeeded", ["given_back"]);
  looked.sale.mockResolvedValue({ status: "ok", data: { sale: now } });
  const moved = { kind: "sale_moved_on" as const, data: { state: "succeeded" as const, words: "Success" } };
  const seen: string[] = [];
  const told = await wordForm.send((sale) => {
    seen.push(sale.seen.state);
    return Promise.resolve({ status: "error", error: [moved] });
  });
  expect(told).toEqual([moved]);
  expect(wordForm.open).toEqual({ kind: "word", sale: now, filled: null });
  await wordForm.send((sale) => {
    seen.push(sale.seen.state);
    return Promise.resolve({ status: "ok", data: sale });
  });
  expect(seen).toEqual(["unknown", "succeeded"]);
});

test("a_form_that_was_closed_while_it_was_sent_stays_closed", async () => {
  looked.sale.mockResolvedValue({ status: "ok", data: { sale: as("failed", []) } });
  await wordForm.send((sale) => {
    wordForm.close();
    return Promise.resolve({ status: "error", error: [{ kind: "sale_moved_on", data: { state: sale.state, words: null } }] });
  });
  expect(wordForm.open).toBeNull();
});
