//! The books against real SQLite in a folder of their own.

mod apart;
mod attempts;
mod carry;
mod check;
mod chit;
mod clock;
mod commission;
mod companies;
mod complaint;
mod desk;
mod due_again;
mod facets;
mod files;
mod filter;
mod forgotten;
mod life;
mod money;
mod paced;
mod pay;
mod plans;
mod print_job;
mod queries;
mod rebuild;
mod recharge_plan;
mod recovery;
mod report;
mod restore;
mod room;
mod seal;
mod search;
mod shift;
mod shop;
mod sold;
mod sql;
mod udhaar;
mod usual;
mod vouchers_back;
mod word;
mod words;
mod words_kept;

use std::ops::Deref;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::{Account, Event, IdForm, Mode, Paise, Payment, Service, TerminalPrefix};
use rusqlite::Connection;
use rusqlite::types::Value;
use tempfile::TempDir;

use crate::{ChainKey, Ledger, NO_FIELDS, NewAttempt, NewSale, Opening, SaleRow, Silent, Step};

/// A moment of 20 November 2026 in India.
const NOW: i64 = 1_795_170_000_000;
const DAY: &str = "2026-11-20";

fn key(id: &str) -> ChainKey {
    let mut bytes = [7; 32];
    bytes[..id.len()].copy_from_slice(id.as_bytes());
    ChainKey { id: id.to_owned(), bytes }
}

fn opening(prefix_bits: u32, key_id: &str) -> Opening {
    Opening { mode: Mode::Practice, key: key(key_id), prefix: TerminalPrefix::from_random(prefix_bits), now_ms: NOW }
}

/// A ledger in a folder of its own.
struct Books {
    ledger: Held,
    folder: TempDir,
}

/// A ledger that is made anew from its journal when a test lets it go. So every test is one of the journal, too.
struct Held {
    ledger: Ledger,
    is_tampered_with: AtomicBool,
}

impl Held {
    fn of(ledger: Ledger) -> Held {
        Held { ledger, is_tampered_with: AtomicBool::new(false) }
    }

    /// The test changes the file by another program: the books need not be what the journal tells.
    fn tamper(&self) {
        self.is_tampered_with.store(true, Ordering::Relaxed);
    }
}

impl Deref for Held {
    type Target = Ledger;

    fn deref(&self) -> &Ledger {
        &self.ledger
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let is_sound = !std::thread::panicking() && !self.is_tampered_with.load(Ordering::Relaxed);
        if is_sound && self.count_sales().is_ok() {
            assert_eq!(self.rebuild_differences(), Ok(Vec::new()));
        }
        self.close();
    }
}

impl Books {
    fn new() -> Books {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Held::of(Ledger::open(&folder.path().join("ledger.db"), opening(1, "a")).unwrap());
        Books { ledger, folder }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("ledger.db")
    }

    /// A second program on the same file, with the settings of ours.
    fn raw(&self) -> Connection {
        let connection = Connection::open(self.path()).unwrap();
        connection.pragma_update(None, "recursive_triggers", true).unwrap();
        connection.pragma_update(None, "foreign_keys", true).unwrap();
        connection
    }

    /// Every row of every table.
    fn rows(&self) -> Vec<String> {
        rows(&self.raw())
    }

    /// What of its customers' money the shop may keep: what was taken and is owed to nobody, and what it has given up.
    fn kept(&self) -> i64 {
        let of = |account| self.ledger.account_balance(&account).unwrap().get();
        of(Account::Cash) + of(Account::Owed) + of(Account::Lost)
    }

    fn begin(&self, new: &NewSale) -> SaleRow {
        self.ledger.begin_sale(new, NOW, NOW + 5_000).unwrap()
    }

    /// A sale to a number, led along by the events.
    fn sale(&self, number: &str, events: &[Event]) -> SaleRow {
        let mut sale = self.begin(&airtel(number));
        for event in events {
            sale = self.ledger.record(&step(&sale, Some(*event))).unwrap();
        }
        sale
    }
}

fn rows(connection: &Connection) -> Vec<String> {
    let tables = texts(connection, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
    let mut lines = Vec::new();
    for table in tables {
        let mut statement = connection.prepare(&format!("SELECT * FROM {table} ORDER BY 1, 2")).unwrap();
        let width = statement.column_count();
        let mut found = statement.query(()).unwrap();
        while let Some(row) = found.next().unwrap() {
            let values: Vec<Value> = (0..width).map(|column| row.get(column).unwrap()).collect();
            lines.push(format!("{table} {values:?}"));
        }
    }
    lines
}

/// The first column of what a query finds.
fn texts(connection: &Connection, sql: &str) -> Vec<String> {
    let mut statement = connection.prepare(sql).unwrap();
    statement.query_map((), |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

fn number(connection: &Connection, sql: &str) -> i64 {
    connection.query_row(sql, (), |row| row.get(0)).unwrap()
}

/// ₹ 299 for an Airtel number, which earn ₹ 5.98.
fn airtel(number: &str) -> NewSale {
    NewSale {
        service: Service::Prepaid,
        operator: "airtel".to_owned(),
        number: number.to_owned(),
        circle: "mumbai".to_owned(),
        amount: Paise::new(29_900),
        fields: NO_FIELDS.to_owned(),
        attempt: at("inspay", 598),
        intent: intent(),
        ask_if_sold_since_ms: None,
        ask_if_open: false,
        day: DAY.to_owned(),
        payment: Payment::Cash,
        customer: None,
        charge: Paise::ZERO,
        instead_of: None,
        chit: None,
    }
}

/// An attempt at a provider that will earn so much.
fn at(provider: &str, earned_paise: i64) -> NewAttempt {
    NewAttempt {
        provider: provider.to_owned(),
        code: "A".to_owned(),
        account: "https://provider.example shop".to_owned(),
        earned: Paise::new(earned_paise),
        id_form: IdForm::Signs,
    }
}

/// An intent that was never used.
fn intent() -> String {
    static NEXT: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(1);
    NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed).to_string()
}

/// A step for an event of the sale, or a silent one. It expects the state of this row.
fn step(sale: &SaleRow, event: Option<Event>) -> Step {
    step_at(sale, event, NOW + 1_000)
}

fn step_at(sale: &SaleRow, event: Option<Event>, at_ms: i64) -> Step {
    match event {
        Some(event) => Step::of(sale, event, at_ms).ask_next(None).flag(None),
        None => silent(sale, Silent::NoNews, at_ms),
    }
}

fn silent(sale: &SaleRow, kind: Silent, at_ms: i64) -> Step {
    Step::silent(sale, kind, at_ms).ask_next(None).flag(None)
}
