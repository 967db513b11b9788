import { expect, test } from "vitest";
import type { Answer, Backup, Backups, Problem, RepairReport, RestorePlan } from "../platform/counter";
import { BackupPanel, type Ports } from "./panel.svelte";

const backup: Backup = { name: "a.galla", place: "second", elsewhere: false, mode: "practice", day: "2026-11-21", bytes: 1, made_at_ms: 1, sales: 2, newest_ms: 1, shop_name: "", is_checked: true, problem: null };
const view: Backups = {
  books: { last_backup_ms: 1, backup_old: false, backup_problem: null, damage: null, files_taken_back: [], files_made_anew: [], files_unread: [], has_reports: false, file_check: { ended_ms: null, damage: null, is_unread: false }, thinned: [] },
  folder: "/f", second_folder: "", second_problem: null, kept_days: 14, backups: [backup], reports: [],
};
const plan: RestorePlan = { backup, sales_now: 3, orders_to_ask: 1, later_unknown: false, problem: null };
const report = { name: "r" } as RepairReport;
const ok = <T>(data: T): Answer<T, Problem> => ({ status: "ok", data });
const no = (problem: Problem): { status: "error"; error: Problem } => ({ status: "error", error: problem });

/** A panel whose counter writes down what it was asked, and answers as told. */
function panelWith(more: Partial<Ports> = {}): { panel: BackupPanel; asked: string[] } {
  const asked: string[] = [];
  const note = <T>(words: string, answer: T): Promise<T> => {
    asked.push(words);
    return Promise.resolve(answer);
  };
  const panel = new BackupPanel({
    backups: () => note("backups", ok(view)),
    backUpNow: () => note("back up", ok(view)),
    saveFolder: (folder) => note(`folder ${folder}`, ok({ ...view, second_folder: folder })),
    checkBackup: (place, name) => note(`check ${place}/${name}`, ok(view)),
    restorePlan: (input) => note(`plan ${input.place}/${input.name}`, ok(plan)),
    restore: (input) => note(`restore ${input.place}/${input.name} ${input.with_settings}`, ok(report)),
    repair: () => note("repair", ok(report)),
    openBooksAgain: () => note("open again", ok(null)),
    dismissReport: (name) => note(`dismiss ${name}`, ok(view)),
    ledgerChanged: () => note("ledger changed", undefined),
    beginAnew: () => void asked.push("begin anew"),
    booksChanged: () => note("books changed", undefined),
    ...more,
  });
  return { panel, asked };
}

test("a_restore_is_asked_about_first_and_then_the_window_begins_anew", async () => {
  const { panel, asked } = panelWith();
  await panel.restore();
  expect(asked).toEqual([]);
  await panel.ask(backup);
  expect(asked).toEqual(["plan second/a.galla"]);
  panel.withSettings = true;
  await panel.restore();
  expect(asked.slice(1)).toEqual(["restore second/a.galla true", "begin anew"]);
});

test("settings_are_taken_only_from_the_backup_they_were_asked_of", async () => {
  const { panel, asked } = panelWith();
  await panel.ask(backup);
  panel.withSettings = true;
  panel.leave();
  await panel.ask(backup);
  await panel.restore();
  expect(asked).toContain("restore second/a.galla false");
});

test("one_touch_too_many_restores_nothing_twice", async () => {
  const { panel, asked } = panelWith();
  await panel.ask(backup);
  await Promise.all([panel.restore(), panel.restore(), panel.repair(), panel.backUpNow()]);
  expect(asked.filter((words) => /^(restore|repair|back up)/.test(words))).toEqual(["restore second/a.galla false"]);
});

test("a_backup_is_checked_once_at_a_time_and_a_restore_does_not_wait_for_it", async () => {
  let answer: (view: Answer<Backups, Problem>) => void = () => undefined;
  const { panel, asked } = panelWith({ checkBackup: (place, name) => (asked.push(`check ${place}/${name}`), new Promise((done) => (answer = done))) });
  const checking = panel.check(backup);
  await panel.check({ ...backup, name: "b.galla" });
  await panel.ask(backup);
  expect([asked, panel.checking]).toEqual([["check second/a.galla", "plan second/a.galla"], backup]);
  const bad: Backups = { ...view, backups: [{ ...backup, problem: { kind: "backup_bad" } }] };
  answer(ok(bad));
  await checking;
  expect([panel.view, panel.checking]).toEqual([bad, null]);
  const refused = panelWith({ checkBackup: () => Promise.resolve(no({ kind: "backup_missing" })) }).panel;
  await refused.check(backup);
  expect(refused.problem).toEqual({ kind: "backup_missing" });
});

test("what_cannot_be_restored_now_is_not_restored", async () => {
  const busy: Problem = { kind: "orders_on_line", data: { orders: 2 } };
  for (const answer of [ok({ ...plan, problem: busy }), no(busy)]) {
    const { panel, asked } = panelWith({ restorePlan: () => Promise.resolve(answer) });
    await panel.ask(backup);
    expect(panel.asked?.problem).toEqual(busy);
    await panel.restore();
    expect(asked).toEqual([]);
  }
});

test("a_plan_that_comes_after_leaving_opens_nothing", async () => {
  let answer: (plan: Answer<RestorePlan, Problem>) => void = () => undefined;
  const { panel } = panelWith({ restorePlan: () => new Promise((done) => (answer = done)) });
  const asking = panel.ask(backup);
  panel.leave();
  answer(ok(plan));
  await asking;
  expect(panel.asked).toBeNull();
});

test("a_refused_restore_says_why_and_the_question_stays", async () => {
  const { panel, asked } = panelWith({ restore: () => Promise.resolve(no({ kind: "disk_full" })) });
  await panel.ask(backup);
  await panel.restore();
  expect(panel.refused).toEqual({ doing: "restore", problem: { kind: "disk_full" } });
  expect(panel.asked?.backup).toBe(backup);
  expect([panel.brought, panel.doing]).toEqual([null, null]);
  expect(asked.slice(1)).toEqual(["ledger changed", "backups"]);
});

test("after_a_repair_the_screens_read_everything_anew_and_the_report_is_at_hand", async () => {
  const { panel, asked } = panelWith();
  await panel.repair();
  expect(asked).toEqual(["repair", "ledger changed", "backups"]);
  expect([panel.brought, panel.doing]).toEqual([report, null]);
});

test("books_are_opened_again_once_and_the_screens_read_everything_anew", async () => {
  const { panel, asked } = panelWith();
  await Promise.all([panel.openAgain(), panel.openAgain(), panel.repair()]);
  expect(asked).toEqual(["open again", "ledger changed", "backups"]);
  expect([panel.brought, panel.doing, panel.refused]).toEqual([null, null, null]);
  const refused = panelWith({ openBooksAgain: () => Promise.resolve(no({ kind: "disk_full" })) }).panel;
  await refused.openAgain();
  expect(refused.refused).toEqual({ doing: "open_again", problem: { kind: "disk_full" } });
});

test("a_backup_that_failed_is_not_called_done", async () => {
  const failed: Backups = { ...view, books: { ...view.books, backup_problem: { kind: "disk_full" } } };
  const { panel } = panelWith({ backUpNow: () => Promise.resolve(ok(failed)) });
  await panel.backUpNow();
  expect([panel.backedUp, panel.view]).toEqual([false, failed]);
  const good = panelWith().panel;
  await good.backUpNow();
  expect(good.backedUp).toBe(true);
});

test("a_list_read_before_a_folder_was_saved_does_not_come_back", async () => {
  let answer: (view: Answer<Backups, Problem>) => void = () => undefined;
  const { panel } = panelWith({ backups: () => new Promise((done) => (answer = done)) });
  const reading = panel.reload();
  expect(await panel.saveFolder("/stick")).toBeNull();
  answer(ok(view));
  await reading;
  expect(panel.view?.second_folder).toBe("/stick");
});

test("a_report_goes_when_it_is_dismissed", async () => {
  const { panel } = panelWith();
  await panel.repair();
  expect(panel.brought).toBe(report);
  expect(await panel.dismiss("r")).toBeNull();
  expect(panel.brought).toBeNull();
});
