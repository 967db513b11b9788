import { afterEach, expect, test } from "vitest";
import type { Backup, Backups, Books, RepairReport, RestorePlan } from "../platform/counter";
import { speak } from "../shared/state/language.svelte";
import { notRecovered, recovered, reportText } from "./report";
import { damageLines, headerWords, isWell, madeWords, placeWords, planLines, sizeWords, lastBackupWords, whenWords } from "./words";

const NOW = Date.UTC(2026, 10, 21, 10, 0); // 3:30\u00a0PM in India
const HOUR = 3_600_000;
const books: Books = { last_backup_ms: NOW - HOUR, backup_old: false, backup_problem: null, damage: null, files_taken_back: [], files_made_anew: [], files_unread: [], has_reports: false, file_check: { ended_ms: null, damage: null, is_unread: false }, thinned: [] };
const backup: Backup = { name: "a", place: "own", elsewhere: false, mode: "practice", day: "2026-11-21", bytes: 84_001, made_at_ms: NOW - HOUR, sales: 1204, newest_ms: NOW - HOUR, shop_name: "", is_checked: true, problem: null };
const view = (more: Partial<Backups>): Backups => ({ books, folder: "/f", second_folder: "", second_problem: null, kept_days: 14, backups: [backup], reports: [], ...more });
const report: RepairReport = {
  name: "r", mode: "practice", at_ms: NOW, damaged: false, backup: "a", backup_made_at_ms: NOW - HOUR, set_aside: null, sales_from_backup: 3, orders_from_log: 0, orders_from_ledger: 0,
  orders_asked: 0, orders_left: [], lines_unreadable: 0, rows_unreadable: 0, orders_refused: [], orders_missing: [], settled_again: 0, later_unknown: false, changes_lost: false, settings_taken: false,
};

afterEach(() => speak("en"));

test("a_backup_says_its_day_and_an_old_one_its_year", () => {
  expect(whenWords(NOW - HOUR, NOW)).toBe("today, 2:30\u00a0PM");
  expect(whenWords(NOW - 20 * HOUR, NOW)).toBe("yesterday, 7:30\u00a0PM");
  expect(whenWords(NOW - 48 * HOUR, NOW)).toBe("19 Nov, 3:30\u00a0PM");
  expect(whenWords(NOW - 366 * 24 * HOUR, NOW)).toBe("20 Nov 2025, 3:30\u00a0PM");
  expect(madeWords({ ...backup, made_at_ms: null }, NOW)).toBe("21 Nov");
  speak("hi");
  expect(whenWords(NOW - HOUR, NOW)).toBe("आज, 2:30\u00a0PM");
});

test("sizes_use_the_unit_that_fits", () => {
  expect(sizeWords(1)).toBe("1 KB");
  expect(sizeWords(84_001)).toBe("85 KB");
  expect(sizeWords(12_480_000)).toBe("12.5 MB");
});

test("a_copy_of_another_computer_says_so", () => {
  expect(placeWords({ ...backup, elsewhere: true })).toBe("This computer, put here from another computer");
  expect([backup, { ...backup, place: "second" as const }, { ...backup, place: "second" as const, elsewhere: true }].map(placeWords)).toEqual(["This computer", "Second folder", "Second folder, from another computer"]);
});

test("the_last_backup_words_name_the_newest_good_backup_of_the_shown_ledger", () => {
  expect(lastBackupWords(view({}), "practice", NOW)).toBe("Last good backup: today, 2:30\u00a0PM · 1,204 sales");
  expect(lastBackupWords(view({ backups: [{ ...backup, mode: "real" }] }), "practice", NOW)).toBe("Last good backup: today, 2:30\u00a0PM");
  expect(lastBackupWords(view({ backups: [{ ...backup, problem: { kind: "backup_bad" } }] }), "practice", NOW)).toBe("Last good backup: today, 2:30\u00a0PM");
  expect(lastBackupWords(view({ books: { ...books, last_backup_ms: null } }), "practice", NOW)).toBe("No good backup yet");
});

test("old_failing_and_missing_backups_are_not_well_and_the_header_warns_of_the_first_two", () => {
  const failed: Books = { ...books, backup_problem: { kind: "disk_full" } };
  expect([books, { ...books, last_backup_ms: null }, { ...books, backup_old: true }, failed].map(isWell)).toEqual([true, false, false, false]);
  expect([books, { ...books, last_backup_ms: null }, { ...books, backup_old: true }, failed].map(headerWords)).toEqual([null, null, "Backup is old", "Backup failed"]);
});

test("before_a_restore_it_is_said_what_will_happen", () => {
  const plan: RestorePlan = { backup, sales_now: 1210, orders_to_ask: 1, later_unknown: false, problem: null };
  expect(planLines(plan)).toEqual([
    "It has 1,204 sales.",
    "The present ledger has 1,210 sales. It is set aside and not deleted.",
    "1 order that the backup does not have is added, and the company is asked what happened to it.",
    "Commission, prices, limits, closed shifts and wallet readings will be those of the backup.",
  ]);
  const elsewhere = planLines({ ...plan, backup: { ...backup, shop_name: "Asha" }, sales_now: null, orders_to_ask: 0, later_unknown: true }).join(" ");
  expect(elsewhere).not.toContain("another computer");
  expect(planLines({ ...plan, backup: { ...backup, elsewhere: true } })[0]).toBe("These are another computer's books: they take the place of this computer's.");
  for (const words of ["of the shop “Asha”", "cannot be read", "has every order", "is not known on this computer"]) expect(elsewhere).toContain(words);
});

test("a_damaged_ledger_is_repaired_from_a_backup_or_from_the_log_alone", () => {
  const lines = (more: { backup: Backup | null; orders_to_ask: number }): string => damageLines({ mode: "real", not_given: false, ...more }, NOW).join(" ");
  expect(lines({ backup, orders_to_ask: 2 })).toContain("from the backup of today, 2:30\u00a0PM, with 1,204 sales. 2 orders came later.");
  expect(lines({ backup, orders_to_ask: 0 })).toContain("No later order is known.");
  expect(lines({ backup: null, orders_to_ask: 2 })).toContain("earlier sales may be missing. The log has 2 orders.");
  for (const each of [{ backup, orders_to_ask: 0 }, { backup: null, orders_to_ask: 0 }]) expect(lines(each)).toContain("Nothing is sent again.");
});

test("a_clean_report_says_that_nothing_is_missing", () => {
  expect(recovered(report, NOW)).toEqual(["3 sales from the backup of today, 2:30\u00a0PM."]);
  expect(notRecovered(report, NOW)).toEqual([]);
  expect(reportText(report, NOW)).toBe("Restored: today, 3:30\u00a0PM · Practice ledger\nWhat was recovered\n- 3 sales from the backup of today, 2:30\u00a0PM.\nNothing is known to be missing.");
});

test("each_thing_that_was_lost_has_its_line_and_takes_the_comfort_away", () => {
  const losses: [Partial<RepairReport>, string][] = [
    [{ backup: null, backup_made_at_ms: null }, "There was no good backup"],
    [{ orders_missing: ["000001…000003", "000007"] }, "whose ids end in 000001…000003, 000007."],
    [{ orders_refused: ["G5"] }, "contradict what is known: G5"],
    [{ lines_unreadable: 1 }, "1 line of the order log could not be read"],
    [{ rows_unreadable: 2 }, "2 orders in the ledger that was set aside could not be read."],
    [{ words_unsure: true }, "What you wrote down of sales after today, 2:30\u00a0PM (how they ended, complaints) may be missing."],
    [{ words_unsure: true, backup: null, backup_made_at_ms: null }, "What you wrote down of sales (how they ended, complaints) may be missing."],
    [{ later_unknown: true }, "What was sold after the backup was made is not known here."],
    [{ later_unknown: true, backup: null, backup_made_at_ms: null }, "Nothing here tells what else was sold."],
    [{ changes_lost: true, backup: null, backup_made_at_ms: null }, "could not all be put back. Type again what is missing."],
    [{ settings_refused: true }, "could not all be taken from the backup"],
    [{ changes_lost: true }, "Type again what was changed since."],
    [{ orders_left: [{ sale_id: 4, order_id: "G9", provider: "p", why: "no_enquiry" }] }, "G9 · p cannot be asked"],
  ];
  for (const [more, words] of losses) {
    const text = reportText({ ...report, ...more }, NOW);
    expect(text).toContain(words);
    expect(text).not.toContain("Nothing is known to be missing.");
  }
});

test("where_the_ledger_stayed_no_backup_is_missed", () => {
  const back = { ...report, damaged: true, backup: null, backup_made_at_ms: null, orders_from_log: 1, orders_asked: 1 };
  expect(notRecovered({ ...back, ledger_stayed: true }, NOW)).toEqual([]);
  expect(notRecovered(back, NOW)).toEqual(["There was no good backup to take the earlier sales from."]);
});

test("a_repair_without_a_backup_speaks_of_none", () => {
  const all = { backup: null, backup_made_at_ms: null, damaged: true, later_unknown: true, changes_lost: true, words_unsure: true, settled_again: 2, orders_from_log: 1, orders_from_ledger: 2, orders_asked: 3 };
  const text = reportText({ ...report, ...all }, NOW).replace("There was no good backup to take the earlier sales from.", "");
  expect(text).toContain("2 sales had an end that is not in these books.");
  expect(text).not.toContain("backup");
});

test("each_ledger_that_was_set_aside_is_named", () => {
  const lines = recovered({ ...report, set_aside_before: ["first.db"], set_aside: "second.db" }, NOW);
  expect(lines.slice(1)).toEqual(["The ledger as it was is kept as first.db.", "The ledger as it was is kept as second.db."]);
});

test("what_was_recovered_has_a_line_for_each_source", () => {
  const lines = recovered({ ...report, orders_from_log: 1, orders_from_ledger: 2, orders_asked: 3, words_put_back: 2, disputes_put_back: 1, settled_again: 1, settings_taken: true, set_aside: "x.db" }, NOW);
  expect(lines).toHaveLength(9);
  expect(lines.slice(4, 6)).toEqual(["2 sales that somebody had ended by hand are ended so again.", "For 1 sale the complaint, or what was done about it, is noted again."]);
  expect(lines.join(" ")).toContain("The companies of 3 orders are being asked what happened to them. Nothing is sent again.");
});
