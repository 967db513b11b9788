import { expect, test, vi } from "vitest";
import type { MatchResult, StatementPreview } from "../../platform/counter";

const commands = vi.hoisted(() => ({ beginStatement: vi.fn(), addStatementPart: vi.fn(), readStatement: vi.fn(), holdStatement: vi.fn(), statementRows: vi.fn(), statementProgress: vi.fn(), closeStatement: vi.fn() }));
vi.mock("../../platform/counter", async (original) => ({ ...(await original<object>()), commands }));

// The tests have no window's reader of files.
vi.stubGlobal(
  "FileReader",
  class {
    result = "data:,RGF0ZQ==";
    onload: (() => void) | null = null;

    readAsDataURL(): void {
      this.onload?.();
    }
  },
);
const { match } = await import("./match.svelte");

const preview = (both_fit: boolean): StatementPreview => ({
  sheet: "",
  lines: 2,
  is_cut: false,
  columns: [{ heading: "Date", meaning: "date", cells: ["11/10/2026"], both_fit }],
  is_known: true,
  date_order: "month_first",
  words: [],
});

async function read(of: StatementPreview): Promise<void> {
  for (const command of Object.values(commands)) command.mockReset().mockResolvedValue(null);
  commands.beginStatement.mockResolvedValue({ status: "ok", data: 1 });
  commands.addStatementPart.mockResolvedValue({ status: "ok", data: null });
  commands.readStatement.mockResolvedValue({ status: "ok", data: of });
  commands.holdStatement.mockResolvedValue({ status: "error", error: [] });
  match.company = "inspay";
  await match.open(new File(["Date"], "statement.csv"));
}

test("no_file_is_opened_before_a_company_is_chosen", async () => {
  match.company = "";
  await match.open(new File(["Date"], "statement.csv"));
  expect([commands.beginStatement.mock.calls, match.fileName, match.problems]).toEqual([[], "", []]);
});

test("which_of_day_and_month_comes_first_is_looked_at_again_where_nothing_tells_it", async () => {
  await read(preview(true));
  expect([match.step, commands.holdStatement.mock.calls.length]).toEqual(["columns", 0]);
  await read(preview(false));
  expect(commands.holdStatement.mock.calls.length).toBe(1);
  match.stop();
});

const found = { checked: 300, agree: 0, differ: 300, only_file: 0, only_book: 0 } as unknown as MatchResult;

/** A file that is held against the book, with 300 lines that differ. */
async function hold(): Promise<void> {
  await read(preview(false));
  commands.holdStatement.mockResolvedValue({ status: "ok", data: found });
  commands.statementRows.mockImplementation(async (_run: number, _group: string, after: number, rows: number) => ({
    status: "ok",
    data: { rows: Array.from({ length: Math.max(0, Math.min(rows, 200, 300 - after)) }, (_, at) => ({ fingerprint: `${after + at}` })), all_rows: 300 },
  }));
  await match.hold();
}

test("two_quick_presses_show_the_next_lines_once", async () => {
  await hold();
  expect(match.rows.length).toBe(50);
  await Promise.all([match.more(), match.more()]);
  expect(match.rows.map((row) => row.fingerprint)).toEqual(Array.from({ length: 100 }, (_, at) => `${at}`));
  match.stop();
});

test("lines_that_were_opened_stay_open_when_the_file_is_held_again", async () => {
  await hold();
  for (let press = 0; press < 5; press += 1) await match.more();
  await match.hold();
  expect([match.rows.length, match.rows.at(-1)?.fingerprint]).toEqual([300, "299"]);
  match.stop();
});

test("more_lines_that_are_refused_are_told_and_a_stopped_file_has_no_name", async () => {
  await hold();
  commands.statementRows.mockResolvedValue({ status: "error", error: { kind: "not_allowed_now" } });
  await match.more();
  expect([match.problems, match.rows.length, match.fileName]).toEqual([[{ kind: "not_allowed_now" }], 50, "statement.csv"]);
  match.stop();
  expect([match.problems, match.rows, match.fileName]).toEqual([[], [], ""]);
});
