import { afterEach, expect, test, vi } from "vitest";
import { commands } from "../platform/counter";
import type { MonthsCompared, SaleView } from "../platform/counter";
import { draft } from "../close/count-draft.svelte";
import { complaintForm } from "../complaints/form.svelte";
import { customerForm } from "../customers/forms.svelte";
import { match } from "../reports/match/match.svelte";
import { overview } from "../reports/overview/overview.svelte";
import { counting } from "../shared/state/counting.svelte";
import { wordForm } from "../word/form.svelte";
import { forgetLedger } from "./ledger";

const sale = { id: 12 } as SaleView;

afterEach(() => vi.restoreAllMocks());

test("nothing_of_one_ledger_is_left_in_the_other", async () => {
  const closed = vi.spyOn(commands, "closeStatement").mockResolvedValue({ status: "ok", data: null });
  vi.spyOn(commands, "beginStatement").mockResolvedValue({ status: "ok", data: 7 });
  vi.spyOn(commands, "addStatementPart").mockResolvedValue({ status: "error", error: { kind: "not_allowed_now" } });
  match.company = "inspay";
  await match.open(new File(["Date"], "statement.csv"));
  overview.months = {} as MonthsCompared;
  overview.reports = { all: { lines: [] } as never };
  complaintForm.show({ kind: "open", sale });
  complaintForm.draft({ kind: "open", sale }).note = "Ask Ramesh";
  wordForm.show("word", sale);
  customerForm.open = { kind: "forget", customer: { id: 3 } as never };
  draft.counts = { "50000": "3" };
  draft.changed();
  expect([match.fileName, counting.isBegun]).toEqual(["statement.csv", true]);

  forgetLedger();
  expect(closed).toHaveBeenCalledWith(7);
  expect([match.fileName, match.step, match.problems]).toEqual(["", "choose", []]);
  expect([overview.months, overview.reports]).toEqual([null, {}]);
  expect([complaintForm.open, complaintForm.draft({ kind: "open", sale }).note]).toEqual([null, ""]);
  expect([wordForm.open, customerForm.open]).toEqual([null, null]);
  expect([draft.counts, draft.isBegun, counting.isBegun]).toEqual([{}, false, false]);
});
