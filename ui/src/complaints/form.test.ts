import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ComplaintView, SaleComplaints, SaleView } from "../platform/counter";

const looked = vi.hoisted(() => ({ sale: vi.fn() }));
vi.mock("../platform/counter", async (original) => ({ ...(await original<object>()), commands: { sale: looked.sale } }));
vi.mock("../shared/state/house.svelte", () => ({ house: { clock: 1_795_170_000_000, changed: (): void => undefined } }));

const { complaintForm, mayComplain } = await import("./form.svelte");
const { who } = await import("../shared/state/who.svelte");

const sale = { id: 7, seen: { state: "succeeded", order_id: "G1", contradictions: [] } } as unknown as SaleView;
const complaint = { id: 12, sale_id: 7, next_step: null, next_day: null, due: "later" } as unknown as ComplaintView;
const none: SaleComplaints = { requests: [], complaints: [] };

beforeEach(() => {
  looked.sale.mockReset();
  who.name = "";
});

test("what_was_typed_is_there_again_after_the_form_was_closed_and_gone_once_it_is_written", async () => {
  const open = { kind: "note" as const, complaint };
  complaintForm.show(open);
  const draft = complaintForm.draft(open);
  draft.note = "they wait";
  draft.by = " Asha ";
  expect(complaintForm.isTakenUp).toBe(false);
  complaintForm.close();
  complaintForm.show(open);
  expect([complaintForm.draft(open).note, complaintForm.isTakenUp]).toEqual(["they wait", true]);
  await complaintForm.send(() => Promise.resolve({ status: "ok", data: none }));
  expect(complaintForm.open).toBeNull();
  expect(who.name).toBe("Asha");
  const fresh = complaintForm.draft(open);
  expect([fresh.note, fresh.by]).toEqual(["", "Asha"]);
  expect(fresh.intent).not.toBe(draft.intent);
});

/** What the window has after a reload: the module is evaluated anew. */
async function reloaded(): Promise<typeof complaintForm> {
  vi.resetModules();
  return (await import("./form.svelte")).complaintForm;
}

function stubStore(): Map<string, string> {
  const stored = new Map<string, string>();
  vi.stubGlobal("sessionStorage", { getItem: (key: string) => stored.get(key) ?? null, setItem: (key: string, text: string) => stored.set(key, text), removeItem: (key: string) => stored.delete(key) });
  return stored;
}

afterEach(() => vi.unstubAllGlobals());

test("what_was_typed_outlives_a_reload_until_it_is_written", async () => {
  const stored = stubStore();
  const open = { kind: "close" as const, complaint: { ...complaint, id: 21 } as ComplaintView };
  const form = await reloaded();
  form.show(open);
  form.keep(open);
  expect(stored.size, "an empty form is nothing to keep").toBe(0);
  const draft = form.draft(open);
  draft.note = "they wait";
  draft.outcome = "refused";
  form.keep(open);
  const again = await reloaded();
  again.show(open);
  const { note, outcome, intent } = again.draft(open);
  expect([note, outcome, intent === draft.intent, again.isTakenUp]).toEqual(["they wait", "refused", true, true]);
  await again.send(() => Promise.resolve({ status: "ok", data: none }));
  expect(stored.size).toBe(0);
  const last = await reloaded();
  last.show(open);
  expect([last.draft(open).note, last.isTakenUp]).toEqual(["", false]);
});

test("what_was_emptied_or_forgotten_is_not_there_after_a_reload", async () => {
  const stored = stubStore();
  const open = { kind: "open" as const, sale };
  const form = await reloaded();
  form.draft(open).note = "x";
  form.keep(open);
  expect(stored.size).toBe(1);
  form.draft(open).note = "";
  form.keep(open);
  expect(stored.size).toBe(0);
  form.draft(open).note = "of the other ledger";
  form.keep(open);
  form.forget();
  expect([stored.size, (await reloaded()).draft(open).note]).toEqual([0, ""]);
});

test("what_is_no_form_is_not_read_and_a_window_without_a_store_writes_all_the_same", async () => {
  const stored = stubStore();
  const open = { kind: "open" as const, sale };
  for (const text of ["{", "7", "null", '{"sale 7":7}', '{"sale 7":{"note":"x"}}']) {
    stored.set("galla.complaints", text);
    expect((await reloaded()).draft(open).note).toBe("");
  }
  vi.stubGlobal("sessionStorage", undefined);
  const form = await reloaded();
  form.draft(open).note = "they wait";
  form.keep(open);
  expect(form.draft(open).note).toBe("they wait");
});

test("a_refused_form_stays_open_with_its_problems_and_its_act", async () => {
  const open = { kind: "close" as const, complaint };
  complaintForm.show(open);
  const { intent } = complaintForm.draft(open);
  const missing = { kind: "word" as const, data: { field: "outcome" as const, fault: "missing" as const } };
  await complaintForm.send(() => Promise.resolve({ status: "error", error: [missing] }));
  expect(complaintForm.problems).toEqual([missing]);
  expect(complaintForm.open).toEqual(open);
  expect(complaintForm.draft(open).intent).toBe(intent);
  // Another form does not begin with the problems of this one.
  complaintForm.show({ kind: "open", sale });
  expect(complaintForm.problems).toEqual([]);
});

test("a_sale_that_has_moved_on_is_looked_at_again", async () => {
  const now = { ...sale, state: "reversed" } as SaleView;
  looked.sale.mockResolvedValue({ status: "ok", data: { sale: now } });
  complaintForm.show({ kind: "open", sale });
  await complaintForm.send(() => Promise.resolve({ status: "error", error: [{ kind: "sale_moved_on", data: { state: "reversed", words: null } }] }));
  expect(complaintForm.open).toEqual({ kind: "open", sale: now });
});

test("a_note_begins_with_the_plan_that_stands", () => {
  const planned = { ...complaint, id: 13, next_step: "Call again", next_day: "2026-12-05", due: "later" } as ComplaintView;
  const draft = complaintForm.draft({ kind: "note", complaint: planned });
  expect([draft.nextStep, draft.nextDay]).toEqual(["Call again", "05-12-2026"]);
  const overdue = complaintForm.draft({ kind: "note", complaint: { ...planned, id: 14, due: "overdue" } as ComplaintView });
  expect([overdue.nextStep, overdue.nextDay]).toEqual(["Call again", ""]);
  const ended = complaintForm.draft({ kind: "close", complaint: planned });
  expect([ended.nextStep, ended.nextDay]).toEqual(["", ""]);
});

test("a_complaint_that_ended_is_no_reason_against_another", () => {
  const as = (can_dispute: boolean, disputed_at_ms: number | null): SaleView => ({ ...sale, can_dispute, disputed_at_ms });
  expect([mayComplain(as(true, null), null), mayComplain(as(false, null), null), mayComplain(as(true, 1), none)]).toEqual([true, false, false]);
  expect(mayComplain(as(true, 1), null)).toBe(false);
  expect(mayComplain(as(true, 1), { ...none, requests: [{ order_id: "G1", provider_name: "INSPAY" }] })).toBe(true);
});
