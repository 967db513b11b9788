import { expect, test, vi } from "vitest";
import type { StatementPreview } from "../../platform/counter";

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
  await match.open(new File(["Date"], "statement.csv"));
}

test("which_of_day_and_month_comes_first_is_looked_at_again_where_nothing_tells_it", async () => {
  await read(preview(true));
  expect([match.step, commands.holdStatement.mock.calls.length]).toEqual(["columns", 0]);
  await read(preview(false));
  expect(commands.holdStatement.mock.calls.length).toBe(1);
  match.stop();
});
