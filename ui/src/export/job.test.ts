import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { commands } from "../platform/counter";
import type { ExportedFile, ExportInput, ExportOf, Problem } from "../platform/counter";
import { ExportJob, SavedFile } from "./job.svelte";

const of: ExportOf = { kind: "close", data: { number: 12 } };
const file: ExportedFile = { name: "Galla Z 2026-12.xlsx", folder: "Downloads", rows: 9 };
type Answer = { status: "ok"; data: ExportedFile } | { status: "error"; error: Problem };

/** The counter behind the window: it answers when the test says so. */
function counter(): { asked: ExportInput[]; cancelled: string[]; end: (answer: Answer) => void } {
  const behind = { asked: [] as ExportInput[], cancelled: [] as string[], end: (_: Answer) => undefined as void };
  vi.spyOn(commands, "export").mockImplementation((input) => {
    behind.asked.push(input);
    return new Promise((resolve) => (behind.end = resolve));
  });
  vi.spyOn(commands, "exportProgress").mockImplementation(async (id) => ({ status: "ok", data: id === behind.asked.at(-1)?.id ? { done: 200, all: 6_000 } : null }));
  vi.spyOn(commands, "cancelExport").mockImplementation(async (id) => {
    behind.cancelled.push(id);
    return { status: "ok", data: null };
  });
  return behind;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test("an_export_tells_how_far_it_is_and_where_the_file_is", async () => {
  const behind = counter();
  const job = new ExportJob();
  const made = job.begin(of, "xlsx");
  expect([job.stage, job.progress]).toEqual(["working", null]);
  await vi.advanceTimersByTimeAsync(350);
  expect(job.progress).toEqual({ done: 200, all: 6_000 });
  behind.end({ status: "ok", data: file });
  await made;
  expect([job.stage, job.file]).toEqual(["done", file]);
  expect(vi.getTimerCount()).toBe(0);
  expect(behind.asked.map(({ of, format, language }) => [of, format, language])).toEqual([[of, "xlsx", "en"]]);
});

test("one_export_is_made_at_a_time", async () => {
  const behind = counter();
  const job = new ExportJob();
  void job.begin(of, "xlsx");
  void job.begin(of, "csv");
  expect(behind.asked.length).toBe(1);
});

test("a_stopped_export_is_told_as_stopped_and_not_as_a_fault", async () => {
  const behind = counter();
  const job = new ExportJob();
  const made = job.begin(of, "pdf");
  await job.cancel();
  await job.cancel();
  expect([job.stage, behind.cancelled]).toEqual(["stopping", [behind.asked[0]!.id]]);
  behind.end({ status: "error", error: { kind: "export_cancelled" } });
  await made;
  expect([job.stage, job.problem]).toEqual(["stopped", null]);
});

test("a_full_disk_is_told_and_the_next_export_forgets_it", async () => {
  const behind = counter();
  const job = new ExportJob();
  const made = job.begin(of, "csv");
  const full: Problem = { kind: "export_no_room", data: { folder: "stick" } };
  behind.end({ status: "error", error: full });
  await made;
  expect([job.stage, job.problem]).toEqual(["failed", full]);
  void job.begin(of, "csv");
  expect([job.stage, job.problem]).toEqual(["working", null]);
});

test("an_export_goes_on_when_its_screen_is_left_and_its_end_is_told_wherever_somebody_is", async () => {
  const behind = counter();
  const saved = new SavedFile();
  const key = JSON.stringify(of);
  const leave = saved.show(key);
  const made = saved.begin(of, "pdf", "Z 12");
  expect([saved.isOf(of), saved.isAway]).toEqual([true, false]);
  leave();
  expect([saved.job.stage, saved.isAway, saved.what]).toEqual(["working", true, "Z 12"]);
  // Another one is not begun, and this one can still be stopped.
  await saved.begin({ kind: "close", data: { number: 13 } }, "pdf", "Z 13");
  expect([behind.asked.length, saved.what]).toEqual([1, "Z 12"]);
  const back = saved.show(key);
  expect([saved.isOf(of), saved.isAway]).toEqual([true, false]);
  back();
  behind.end({ status: "ok", data: file });
  await made;
  expect([saved.job.stage, saved.isAway]).toEqual(["done", true]);
  saved.forget();
  expect([saved.isOf(of), saved.isAway]).toEqual([false, false]);
});

test("what_was_told_beside_its_button_is_not_told_again", async () => {
  const behind = counter();
  const saved = new SavedFile();
  const leave = saved.show(JSON.stringify(of));
  const made = saved.begin(of, "csv", "Z 12");
  behind.end({ status: "ok", data: file });
  await made;
  leave();
  expect([saved.isOf(of), saved.isAway]).toEqual([false, false]);
});
