//! A restore that does not run to its end at once: it is cut short between two steps, or cannot write its report.

use std::fs;
use std::path::{Path, PathBuf};

use till::{Problem, RepairReport};

use super::super::counter::Counter;
use super::{ENDINGS, QUICK, after, assert_whole, newest, sell_well, with_an_older_file};

/// A plan as it is written down; `more` is what stands in it beside the names.
fn plan(more: &str, lines_unreadable: usize) -> String {
    let name = if more == OLD { "" } else { "repair-7.json" };
    let report = format!(
        r#"{{"name":"{name}","mode":"practice","at_ms":7,"damaged":false,"backup":"b","backup_made_at_ms":5,
        "set_aside":null,"sales_from_backup":1,"orders_from_log":0,"orders_from_ledger":0,"orders_asked":0,
        "orders_left":[],"lines_unreadable":{lines_unreadable},"rows_unreadable":0,"orders_refused":[],"orders_missing":[],
        "settled_again":0,"later_unknown":false,"changes_lost":false,"settings_taken":false}}"#
    );
    format!(r#"{{"set_aside":"practice-until-x.db",{more}"report":{report}}}"#)
}

/// What a version wrote that knew neither the backup's newest attempt nor the report's name.
const OLD: &str = "";
pub(super) const DECIDED: &str = r#""newest_attempt":1,"#;
const LOOKED: &str = r#""newest_attempt":1,"has_looked":true,"#;

/// Where a report would be written first: nothing can be while a folder is there.
pub(super) fn in_the_way(folder: &Path, at_ms: i64) -> PathBuf {
    folder.join(format!("repair-{at_ms}.json.new"))
}

/// Does by hand so many steps of a restore: the staged file alone; the plan; the write-ahead log set aside; the ledger set
/// aside; the staged one in its place; what was found added to the plan.
pub(super) fn do_steps(folder: &Path, backup: &str, steps: usize, more: &str) {
    let name = |name: &str| folder.join(name);
    // As `stage` leaves it, but for the trailer, which SQLite passes over.
    fs::copy(name("backups").join(backup), name("practice-restore.db")).expect("it is staged");
    if steps >= 1 {
        fs::write(name("practice-restore.json"), plan(more, 0)).expect("the plan");
    }
    if steps >= 2 {
        let _ = fs::rename(name("practice.db-wal"), name("practice-until-x.db-wal"));
    }
    if steps >= 3 {
        fs::rename(name("practice.db"), name("practice-until-x.db")).expect("it is set aside");
    }
    if steps >= 4 {
        fs::rename(name("practice-restore.db"), name("practice.db")).expect("it takes the place");
    }
    if steps >= 5 {
        fs::write(name("practice-restore.json"), plan(LOOKED, 3)).expect("the plan");
    }
}

/// A counter with one sale in its backup and two after it, closed, with what `change` does to its folder, and open again.
pub(super) async fn cut(change: impl FnOnce(&Path, &str)) -> (Counter, Vec<(String, domain::SaleState)>) {
    let mut counter = Counter::with(&["inspay"], QUICK).await;
    let mut orders = sell_well(&mut counter, "98765", 1).await;
    counter.shop.back_up_now().await.expect("a backup");
    let backup = newest(&counter).await.name;
    orders.extend(sell_well(&mut counter, "98766", 2).await);
    (after(counter, |folder| change(folder, &backup)).await, orders)
}

pub(super) async fn reports(counter: &Counter) -> Vec<RepairReport> {
    counter.shop.backups().await.expect("backups").reports
}

/// The report is there and right, and nothing of the restore is left over.
async fn assert_ended(counter: &Counter, with_log: bool, note: &str) -> RepairReport {
    let reports = reports(counter).await;
    assert_eq!(reports.len(), 1, "{note}: {reports:?}");
    let found = (reports[0].orders_from_log, reports[0].orders_from_ledger, reports[0].orders_asked);
    assert_eq!(found, if with_log { (2, 0, 2) } else { (0, 2, 2) }, "{note}: {reports:?}");
    assert_eq!(reports[0].set_aside.as_deref(), Some("practice-until-x.db"), "{note}");
    for left in ["practice-restore.db", "practice-restore.json"] {
        assert!(!counter.folder().join(left).exists(), "{note}: {left}");
    }
    reports[0].clone()
}

#[tokio::test]
async fn a_restore_cut_short_is_brought_to_its_end_or_was_never_begun() {
    for (steps, more) in
        [(0, OLD), (1, OLD), (1, DECIDED), (2, DECIDED), (3, DECIDED), (4, OLD), (4, DECIDED), (5, LOOKED)]
    {
        for with_log in [true, false] {
            let note = format!("after {steps} steps, {more} with_log {with_log}");
            let (mut counter, orders) = cut(|folder, backup| {
                do_steps(folder, backup, steps, more);
                if !with_log {
                    fs::remove_file(folder.join("practice-orders.log")).expect("the log");
                }
            })
            .await;
            if steps == 0 {
                assert_eq!(reports(&counter).await, [], "{note}");
            } else {
                let report = assert_ended(&counter, with_log, &note).await;
                assert_eq!(report.lines_unreadable, if steps == 5 { 3 } else { 0 }, "{note}");
            }
            assert_whole(&mut counter, &orders).await;
        }
    }
}

/// The last two steps: the orders are put back and the report is not written, since something is in its way; or it is
/// written, and its plan is not taken away.
#[tokio::test]
async fn a_restore_killed_after_its_orders_were_put_back_tells_of_them_all() {
    for (with_log, is_written, has_looked) in
        [(true, false, true), (false, false, true), (true, false, false), (false, false, false), (true, true, true)]
    {
        let note = format!("with_log {with_log}, is_written {is_written}, has_looked {has_looked}");
        let (counter, orders) = cut(|folder, backup| {
            do_steps(folder, backup, 4, DECIDED);
            if !with_log {
                fs::remove_file(folder.join("practice-orders.log")).expect("the log");
            }
            fs::create_dir(in_the_way(folder, 7)).expect("a folder in the way");
        })
        .await;
        let told = reports(&counter).await;
        assert_eq!(told.len(), 1, "{note}: it is shown without a file: {told:?}");
        assert!(counter.shop.books().await.has_reports, "{note}");
        assert!(
            counter.folder().join("practice-restore.json").is_file(),
            "{note}: the next start has to tell it again"
        );
        let mut counter = after(counter, |folder| {
            fs::remove_dir(in_the_way(folder, 7)).expect("it goes");
            if is_written {
                let text = serde_json::to_string(&told[0]).expect("a text");
                fs::write(folder.join("repair-7.json"), text).expect("the report");
            }
            if !has_looked {
                fs::write(folder.join("practice-restore.json"), plan(DECIDED, 0)).expect("the plan as it was decided");
            }
        })
        .await;
        assert_eq!(assert_ended(&counter, with_log, &note).await, told[0], "{note}");
        assert_whole(&mut counter, &orders).await;
    }
}

/// Nothing tells of two orders; the start after a kill knows that still, though the log has new numbers by then.
#[tokio::test]
async fn a_repair_killed_before_its_report_tells_what_is_missing() {
    let mut counter = Counter::with(&["inspay"], QUICK).await;
    sell_well(&mut counter, "98765", 1).await;
    counter.shop.back_up_now().await.expect("a backup");
    sell_well(&mut counter, "98766", 4).await;
    let counter = after(counter, |folder| {
        fs::write(folder.join("practice.db"), b"nothing").expect("rubbish");
        let log = folder.join("practice-orders.log");
        let text = fs::read_to_string(&log).expect("the log");
        let kept: Vec<&str> =
            text.lines().enumerate().filter(|(at, _)| ![2, 3].contains(at)).map(|(_, line)| line).collect();
        fs::write(&log, kept.join("\n")).expect("the log");
    })
    .await;
    let at_ms = counter.clock.stop();
    fs::create_dir(in_the_way(counter.folder(), at_ms)).expect("a folder in the way");
    let report = counter.shop.repair().await.expect("it is repaired without a word on the disk");
    assert_eq!((report.orders_from_log, &report.orders_missing[..]), (2, &["000003…000004".to_owned()][..]));
    assert_eq!(reports(&counter).await, std::slice::from_ref(&report));
    counter.clock.run();
    let counter = after(counter, |folder| fs::remove_dir(in_the_way(folder, at_ms)).expect("it goes")).await;
    assert_eq!(reports(&counter).await, [report]);
}

/// An older file in the ledger's place: what is told of it is kept as soon as that can be done.
#[tokio::test]
async fn a_report_that_cannot_be_written_keeps_nobody_from_selling() {
    let in_its_way = |folder: &Path, at_ms| fs::create_dir(in_the_way(folder, at_ms)).expect("a folder in the way");
    let (mut counter, orders, at_ms) = with_an_older_file(in_its_way).await;
    let report = reports(&counter).await.pop().expect("it is told");
    assert_eq!(report.orders_from_log, ENDINGS.len());
    let refused = counter.shop.dismiss_report(&report.name).await;
    assert!(refused.is_err(), "it stands nowhere else: {refused:?}");
    assert_whole(&mut counter, &orders).await;
    fs::remove_dir(in_the_way(counter.folder(), at_ms)).expect("it goes");
    assert_eq!(reports(&counter).await, std::slice::from_ref(&report));
    let counter = after(counter, |_| ()).await;
    assert_eq!(reports(&counter).await, std::slice::from_ref(&report), "it is on the disk now");
    assert_eq!(counter.shop.dismiss_report(&report.name).await.map(|left| left.reports), Ok(Vec::new()));
}

/// A plan whose report is not written yet decides about nothing that is staged after it.
#[tokio::test]
async fn no_second_restore_before_the_first_is_told() {
    let (mut counter, orders) = cut(|folder, backup| {
        do_steps(folder, backup, 4, DECIDED);
        fs::create_dir(in_the_way(folder, 7)).expect("a folder in the way");
    })
    .await;
    let aside = fs::read(counter.folder().join("practice-until-x.db")).expect("it is set aside");
    let input = newest(&counter).await;
    let refused = counter.shop.restore(&input).await;
    assert!(matches!(refused, Err(Problem::LedgerFailed { .. })), "a folder is no file: {refused:?}");
    assert!(!counter.folder().join("practice-restore.db").exists(), "nothing was staged");
    fs::remove_dir(in_the_way(counter.folder(), 7)).expect("it goes");
    let report = counter.shop.restore(&input).await.expect("it is restored");
    assert_ne!(report.set_aside.as_deref(), Some("practice-until-x.db"));
    assert_eq!(fs::read(counter.folder().join("practice-until-x.db")).expect("it stays"), aside);
    assert_eq!(reports(&counter).await.len(), 2);
    assert_whole(&mut counter, &orders).await;
}

/// Without a restore: the start that puts orders back is killed before it has told of them.
#[tokio::test]
async fn orders_put_back_from_the_log_are_told_after_a_kill() {
    let in_its_way = |folder: &Path, at_ms| fs::create_dir(in_the_way(folder, at_ms)).expect("a folder in the way");
    let (counter, orders, at_ms) = with_an_older_file(in_its_way).await;
    let told = reports(&counter).await;
    let mut counter = after(counter, |folder| fs::remove_dir(in_the_way(folder, at_ms)).expect("it goes")).await;
    let report = &reports(&counter).await[0];
    assert_eq!((report.orders_from_log, report.orders_asked), (ENDINGS.len(), ENDINGS.len()));
    assert_eq!((std::slice::from_ref(report), &report.set_aside), (&told[..], &None));
    assert!(report.ledger_stayed && report.backup.is_none(), "nothing is missing for want of a backup: {report:?}");
    assert!(!counter.folder().join("practice-restore.json").exists());
    assert_whole(&mut counter, &orders).await;
}
