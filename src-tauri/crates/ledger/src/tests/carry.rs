//! Ledgers of earlier versions, whose rows do not say what they decided.

use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};

use domain::{Event, Paise, Payment};
use rusqlite::Connection;
use tempfile::TempDir;

use super::{NOW, airtel, key, number, opening, step, texts};
use crate::chain::Sealed;
use crate::open::MIGRATIONS;
use crate::{Ledger, LedgerError, PriceRow, Progress, salvage, upgrade_due};

/// The newest version whose rows did not say what they decided.
const OLD: usize = 5;

/// A sale as an earlier version had written it: its end, its rows, and what was posted with the last one.
#[derive(Clone, Copy)]
struct Old {
    state: &'static str,
    rows: &'static [(&'static str, &'static str, &'static str)],
    posted: &'static [(&'static str, i64)],
}

const DONE: Old = Old {
    state: "succeeded",
    rows: &[
        ("intended", "", "intended"),
        ("submitted", "intended", "submitted"),
        ("succeeded", "submitted", "succeeded"),
    ],
    posted: &[("cash", 29_900), ("wallet:inspay", -29_302), ("commission", -598)],
};
const FAILED: Old = Old {
    state: "failed",
    rows: &[("intended", "", "intended"), ("submitted", "intended", "submitted"), ("rejected", "submitted", "failed")],
    posted: &[],
};
const OPEN: Old = Old {
    state: "pending",
    rows: &[("intended", "", "intended"), ("submitted", "intended", "submitted"), ("accepted", "submitted", "pending")],
    posted: &[],
};

/// Writes a row as an earlier version did, sealed to the row before.
fn append(raw: &Connection, (id, at_ms): (i64, i64), texts: [&str; 4], before: &mut Vec<u8>) -> i64 {
    let seq = number(raw, "SELECT COALESCE(MAX(seq), 0) + 1 FROM sale_event");
    let sealed = Sealed { seq, about: Some((id, id)), at_ms, texts };
    let mac = sealed.seal(&key("a"), before).unwrap();
    *before = sealed.link("a", &mac);
    let [kind, from, to, detail] = texts;
    raw.execute(
        "INSERT INTO sale_event VALUES (?1, ?2, ?2, ?3, ?4, ?5, ?6, ?7, 'a', ?8)",
        (seq, id, at_ms, kind, from, to, detail, mac),
    )
    .unwrap();
    seq
}

/// A ledger of an earlier version with these sales, one a day.
fn old_ledger(sales: &[Old]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let raw = Connection::open(&path).unwrap();
    raw.pragma_update(None, "journal_mode", "WAL").unwrap();
    MIGRATIONS[..OLD].iter().for_each(|sql| raw.execute_batch(sql).unwrap());
    raw.pragma_update(None, "user_version", OLD as i64).unwrap();
    raw.execute("INSERT INTO ledger VALUES (1, 'practice', 1)", ()).unwrap();
    let mut before = Vec::new();
    raw.execute_batch("BEGIN").unwrap();
    for (id, Old { state, rows, posted }) in (1_i64..).zip(sales) {
        let (at_ms, phone, order) = (NOW + id * 43_200_000, format!("9{id:09}"), format!("OLD{id:06}"));
        raw.execute(
            "INSERT INTO sale (id, service, operator, number, circle, amount_paise, state, created_at_ms, day, intent)
             VALUES (?1, 'prepaid', 'airtel', ?2, 'mumbai', 29900, ?3, ?4, '2026-11-20', ?5)",
            (id, &phone, state, at_ms, format!("old {id}")),
        )
        .unwrap();
        raw.execute(
            "INSERT INTO attempt (id, sale_id, provider, code, account, order_id, state, submitted_at_ms, settled_at_ms, words,
                earned_paise, checks, next_check_at_ms)
             VALUES (?1, ?1, 'inspay', 'A', 'shop', ?2, ?3, ?4, ?4, 'told', 598, 2, ?4)",
            (id, &order, state, at_ms),
        )
        .unwrap();
        let facts = format!(r#"{{"facts":"prepaid|airtel|{phone}|mumbai|29900|inspay|A|{order}"}}"#);
        let mut seq = 0;
        for (kind, from, to) in *rows {
            let detail = if *kind == "intended" { facts.as_str() } else { "{}" };
            seq = append(&raw, (id, at_ms), [kind, from, to, detail], &mut before);
        }
        for (account, paise) in *posted {
            raw.execute("INSERT INTO posting VALUES (?1, ?2, ?3)", (seq, account, paise)).unwrap();
        }
    }
    raw.execute_batch("COMMIT").unwrap();
    (folder, path)
}

fn sealed(path: &Path) -> Vec<String> {
    let raw = Connection::open(path).unwrap();
    texts(&raw, "SELECT seq || kind || detail || hex(mac) FROM sale_event WHERE kind <> 'carried' ORDER BY seq")
}

#[test]
fn an_old_ledger_is_enough_by_its_journal_and_no_sealed_row_was_touched() {
    let (_folder, path) = old_ledger(&[DONE, FAILED, OPEN, DONE]);
    let before = sealed(&path);
    assert_eq!(before.len(), 12);
    let ledger = Ledger::open(&path, opening(1, "a")).unwrap();
    assert_eq!(sealed(&path), before);
    assert_eq!(ledger.rebuild_differences(), Ok(Vec::new()));
    assert_eq!(ledger.verify(), Ok(()));
    // It goes on with what was open, and with new sales.
    let open = ledger.sale(3).unwrap();
    ledger.record(&step(&open, Some(Event::Succeed))).unwrap();
    let done = ledger.sale(1).unwrap();
    ledger.record(&step(&done, Some(Event::Reverse))).unwrap();
    ledger.begin_sale(&airtel("9876543210"), NOW, NOW).unwrap();
    assert_eq!(ledger.rebuild_differences(), Ok(Vec::new()));
    let rows = ledger.newest_row().unwrap();
    drop(ledger);
    let again = Ledger::open(&path, opening(2, "a")).unwrap();
    assert_eq!(again.newest_row(), Ok(rows), "it is carried once");
    let raw = Connection::open(&path).unwrap();
    raw.execute("UPDATE attempt SET words = 'never told' WHERE id = 2", ()).unwrap();
    assert_eq!(again.rebuild_differences().unwrap().len(), 1, "the control");
}

#[test]
fn the_first_close_begins_behind_what_an_earlier_version_wrote() {
    let (_folder, path) = old_ledger(&[DONE, FAILED, DONE]);
    let ledger = Ledger::open(&path, opening(1, "a")).unwrap();
    let carried = number(&Connection::open(&path).unwrap(), "SELECT MAX(seq) FROM sale_event WHERE kind = 'carried'");
    let sale = ledger.begin_sale(&airtel("9876543210"), NOW, NOW).unwrap();
    ledger.record(&step(&sale, Some(Event::Succeed))).unwrap();
    let figures = ledger.shift_so_far().unwrap().figures;
    assert_eq!((figures.from_row, figures.sales.done.sales), (carried + 1, 1));
    let cash = figures.flows.iter().find(|flow| flow.account == "cash").unwrap();
    assert_eq!((cash.opening_paise, cash.closing_paise), (Paise::new(2 * 29_900), Paise::new(3 * 29_900)));
}

#[test]
fn what_is_carried_is_told_as_it_goes() {
    let (_folder, path) = old_ledger(&[DONE; 40]);
    let told = RefCell::new(Vec::new());
    drop(Ledger::open_telling(&path, opening(1, "a"), &|progress| told.borrow_mut().push(progress)).unwrap());
    let told = told.into_inner();
    assert_eq!(told.first(), Some(&Progress { done: 0, of: 200 }), "forty sales, forty attempts, 120 rows");
    assert_eq!(told.last(), Some(&Progress { done: 200, of: 200 }));
    let new = Cell::new(0);
    drop(Ledger::open_telling(&path, opening(1, "a"), &|_| new.set(new.get() + 1)).unwrap());
    assert_eq!(new.get(), 0, "there is nothing left to tell of");
}

/// Killed between two of its transactions it goes on where it was, and nothing is carried twice.
#[test]
fn cut_short_it_goes_on() {
    let sales: Vec<Old> = (0..700).map(|each| if each % 7 == 0 { FAILED } else { DONE }).collect();
    let (_folder, path) = old_ledger(&sales);
    let ledger = Ledger::open(&path, opening(1, "a")).unwrap();
    let whole = number(&Connection::open(&path).unwrap(), "SELECT COUNT(*) FROM sale_event WHERE kind = 'carried'");
    assert_eq!(ledger.rebuild_differences(), Ok(Vec::new()));
    drop(ledger);
    for kept in 0..whole {
        let raw = Connection::open(&path).unwrap();
        raw.execute_batch("DROP TRIGGER IF EXISTS sale_event_stays; UPDATE ledger SET is_carried = 0").unwrap();
        raw.execute(
            "DELETE FROM sale_event WHERE kind = 'carried' AND seq >= ?1 + (SELECT MIN(seq) FROM sale_event WHERE kind = 'carried')",
            [kept],
        )
        .unwrap();
        drop(raw);
        let ledger = Ledger::open(&path, opening(2, "a")).unwrap();
        assert_eq!(ledger.rebuild_differences(), Ok(Vec::new()), "{kept} were kept");
        assert_eq!(
            number(&Connection::open(&path).unwrap(), "SELECT COUNT(*) FROM sale_event WHERE kind = 'carried'"),
            whole
        );
    }
}

/// The rows that carry tell no time, and must not hide the times of the rows before them.
#[test]
fn the_newest_sure_time_is_found_behind_what_was_carried() {
    let (_folder, path) = old_ledger(&[DONE]);
    let raw = Connection::open(&path).unwrap();
    let mut before = Vec::new();
    let marked = r#"{"clock":{"from":"companies","computer_ms":1}}"#;
    append(&raw, (1, NOW + 5), ["no_news", "succeeded", "succeeded", marked], &mut before);
    drop(raw);
    let ledger = Ledger::open(&path, opening(1, "a")).unwrap();
    assert_eq!(ledger.newest_sure_ms(), Ok(Some(NOW + 5)));
}

/// Prices of earlier versions are sealed once, and stand.
#[test]
fn prices_of_an_old_ledger_are_told_by_its_journal() {
    let (_folder, path) = old_ledger(&[DONE]);
    let raw = Connection::open(&path).unwrap();
    raw.execute("INSERT INTO price VALUES ('pan_new', 10700, 15000), ('aadhaar', 300, NULL)", ()).unwrap();
    drop(raw);
    let price = |product: &str, fee, charge: Option<i64>| PriceRow {
        product: product.to_owned(),
        fee: Paise::new(fee),
        charge: charge.map(Paise::new),
    };
    for prefix in [1, 2] {
        let ledger = Ledger::open(&path, opening(prefix, "a")).unwrap();
        assert_eq!(ledger.prices(), Ok(vec![price("aadhaar", 300, None), price("pan_new", 10_700, Some(15_000))]));
        assert_eq!(ledger.rebuild_differences(), Ok(Vec::new()));
        let told = "SELECT COUNT(*) FROM sale_event WHERE kind = 'rule'";
        assert_eq!(number(&Connection::open(&path).unwrap(), told), 2, "once");
    }
}

/// A ledger that is damaged is never upgraded, and its orders are wanted all the same.
#[test]
fn the_orders_of_an_old_ledger_are_read_as_it_is() {
    let (_folder, path) = old_ledger(&[DONE, FAILED, OPEN]);
    let found = salvage(&path);
    let states: Vec<&str> = found.orders.iter().map(|(_, state)| state.as_str()).collect();
    assert_eq!((states, found.unreadable, found.words_unreadable), (vec!["succeeded", "failed", "pending"], 0, 0));
    let (order, _) = &found.orders[0];
    assert_eq!((order.payment, order.customer_id, order.charge_paise), (Payment::Cash, None, 0));
    let raw = Connection::open(&path).unwrap();
    assert_eq!(number(&raw, "PRAGMA user_version"), OLD as i64, "it stays as it is");
    raw.execute("UPDATE sale SET amount_paise = 1 WHERE id = 2", ()).unwrap();
    assert_eq!((salvage(&path).orders.len(), salvage(&path).unreadable), (2, 1), "the control");
}

/// Whoever cannot be asked now might be opened a moment later, and must not be upgraded without a copy.
#[test]
fn a_file_that_cannot_be_read_is_not_taken_for_one_that_needs_no_copy() {
    let (folder, path) = old_ledger(&[DONE]);
    assert_eq!(upgrade_due(&path), Ok(Some(OLD as i64)));
    assert_eq!(upgrade_due(&folder.path().join("none.db")), Ok(None));
    let rubbish = folder.path().join("rubbish.db");
    std::fs::write(&rubbish, [b'x'; 4096]).unwrap();
    assert_eq!(upgrade_due(&rubbish), Err(LedgerError::Corrupt));
    drop(Ledger::open(&path, opening(1, "a")).unwrap());
    assert_eq!(upgrade_due(&path), Ok(None));
}
