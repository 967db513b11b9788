//! The books as rows, read with plain SQL.

use std::collections::BTreeMap;

use rusqlite::{Connection, Row};

use crate::disk::Disk;
use crate::world::files;

pub struct Sale {
    pub id: i64,
    pub service: String,
    pub operator: String,
    pub number: String,
    pub circle: String,
    pub amount: i64,
    pub state: String,
    pub intent: String,
    pub created_at_ms: i64,
    pub owed: i64,
    pub payment: String,
    pub customer: Option<i64>,
    pub charge: i64,
}

pub struct Attempt {
    pub id: i64,
    pub sale_id: i64,
    pub provider: String,
    pub code: String,
    pub order_id: String,
    pub state: String,
    pub earned: i64,
    pub is_declared: bool,
    pub attention: String,
    pub next_check_ms: Option<i64>,
}

pub struct Event {
    pub seq: i64,
    /// 0 of a row that is about no sale.
    pub sale_id: i64,
    pub attempt_id: i64,
    pub at_ms: i64,
    /// Its day in India by the calendar.
    pub day: String,
    pub kind: String,
    pub from: String,
    pub to: String,
    pub detail: String,
    pub key_id: String,
    pub mac: Vec<u8>,
}

pub struct Posting {
    pub event: i64,
    pub account: String,
    pub amount: i64,
}

/// What moved in an account on a business day, as the books keep it.
pub struct Movement {
    pub account: String,
    /// The day, counted from 1970 on.
    pub day: i64,
    pub into: i64,
    pub out: i64,
}

/// A customer as the shop knows them.
pub struct Customer {
    pub id: i64,
    /// All that was written down of the customer, one after the other.
    pub told: String,
    pub limit: Option<i64>,
    pub is_forgotten: bool,
}

/// Everything, oldest first.
pub struct Books {
    pub sales: BTreeMap<i64, Sale>,
    pub attempts: BTreeMap<i64, Attempt>,
    pub events: Vec<Event>,
    pub postings: Vec<Posting>,
    pub movements: Vec<Movement>,
    pub customers: Vec<Customer>,
    /// What SQLite itself finds wrong, and what of the books can be changed although it must not be.
    pub faults: Vec<String>,
}

fn all<T>(
    connection: &Connection,
    sql: &str,
    read: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map((), |row| read(row))?;
    rows.collect()
}

const SALES: &str = "SELECT id, service, operator, number, circle, amount_paise, state, intent, created_at_ms,
    owed_paise, payment, customer_id, charge_paise FROM sale";
const ATTEMPTS: &str = "SELECT id, sale_id, provider, code, order_id, state, earned_paise, declared_failed, attention,
    next_check_at_ms FROM attempt";
const EVENTS: &str =
    "SELECT seq, COALESCE(sale_id, 0), COALESCE(attempt_id, 0), at_ms, kind, from_state, to_state, detail, key_id, mac,
    date((at_ms + 19800000) / 1000, 'unixepoch') FROM sale_event ORDER BY seq";
const POSTINGS: &str = "SELECT event_seq, account, amount_paise FROM posting ORDER BY event_seq, account";
const MOVEMENTS: &str =
    "SELECT account, CAST(julianday(day) - 2440587.5 AS INTEGER), in_paise, out_paise FROM movement";
const CUSTOMERS: &str = "SELECT id, name || note || language
    || COALESCE((SELECT group_concat(number) FROM customer_number WHERE customer_id = customer.id), ''), limit_paise, forgotten
    FROM customer";

impl Books {
    /// Reads the books of a disk.
    pub fn read(disk: &Disk) -> rusqlite::Result<Books> {
        let connection = Connection::open(files::ledger(disk))?;
        let sale = |row: &Row<'_>| {
            Ok(Sale {
                id: row.get(0)?,
                service: row.get(1)?,
                operator: row.get(2)?,
                number: row.get(3)?,
                circle: row.get(4)?,
                amount: row.get(5)?,
                state: row.get(6)?,
                intent: row.get(7)?,
                created_at_ms: row.get(8)?,
                owed: row.get(9)?,
                payment: row.get(10)?,
                customer: row.get(11)?,
                charge: row.get(12)?,
            })
        };
        let attempt = |row: &Row<'_>| {
            Ok(Attempt {
                id: row.get(0)?,
                sale_id: row.get(1)?,
                provider: row.get(2)?,
                code: row.get(3)?,
                order_id: row.get(4)?,
                state: row.get(5)?,
                earned: row.get(6)?,
                is_declared: row.get(7)?,
                attention: row.get(8)?,
                next_check_ms: row.get(9)?,
            })
        };
        let event = |row: &Row<'_>| {
            Ok(Event {
                seq: row.get(0)?,
                sale_id: row.get(1)?,
                attempt_id: row.get(2)?,
                at_ms: row.get(3)?,
                kind: row.get(4)?,
                from: row.get(5)?,
                to: row.get(6)?,
                detail: row.get(7)?,
                key_id: row.get(8)?,
                mac: row.get(9)?,
                day: row.get(10)?,
            })
        };
        let posting = |row: &Row<'_>| Ok(Posting { event: row.get(0)?, account: row.get(1)?, amount: row.get(2)? });
        let movement = |row: &Row<'_>| {
            Ok(Movement { account: row.get(0)?, day: row.get(1)?, into: row.get(2)?, out: row.get(3)? })
        };
        let customer = |row: &Row<'_>| {
            Ok(Customer { id: row.get(0)?, told: row.get(1)?, limit: row.get(2)?, is_forgotten: row.get(3)? })
        };
        Ok(Books {
            sales: all(&connection, SALES, sale)?.into_iter().map(|sale| (sale.id, sale)).collect(),
            attempts: all(&connection, ATTEMPTS, attempt)?.into_iter().map(|one| (one.id, one)).collect(),
            events: all(&connection, EVENTS, event)?,
            postings: all(&connection, POSTINGS, posting)?,
            movements: all(&connection, MOVEMENTS, movement)?,
            customers: all(&connection, CUSTOMERS, customer)?,
            faults: faults(&connection)?,
        })
    }

    /// The attempts of a sale, oldest first.
    pub fn of_sale(&self, sale_id: i64) -> impl Iterator<Item = &Attempt> {
        self.attempts.values().filter(move |attempt| attempt.sale_id == sale_id)
    }

    /// The newest attempt of a sale.
    pub fn newest(&self, sale_id: i64) -> Option<&Attempt> {
        self.of_sale(sale_id).last()
    }

    /// The journal of an attempt, oldest first.
    pub fn journal(&self, attempt_id: i64) -> impl Iterator<Item = &Event> {
        self.events.iter().filter(move |event| event.attempt_id == attempt_id)
    }
}

/// Whether SQLite finds the file sound, and refuses to change what is final.
fn faults(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut faults: Vec<String> = all(connection, "PRAGMA integrity_check", |row| row.get(0))?;
    faults.retain(|word| word != "ok");
    faults.extend(all(connection, "PRAGMA foreign_key_check", |row| row.get::<_, String>(0))?);
    let changes = [
        "UPDATE sale_event SET at_ms = at_ms + 1",
        "DELETE FROM sale_event",
        "UPDATE posting SET amount_paise = amount_paise + 1",
        "DELETE FROM posting",
    ];
    let has_rows = connection.query_row("SELECT EXISTS (SELECT 1 FROM posting)", (), |row| row.get::<_, bool>(0))?;
    connection.execute_batch("BEGIN")?;
    for change in changes {
        if has_rows && connection.execute(change, ()).is_ok() {
            faults.push(format!("the books let themselves be changed: {change}"));
        }
    }
    connection.execute_batch("ROLLBACK")?;
    Ok(faults)
}

/// Whether an attempt in this state is not settled.
pub fn is_open(state: &str) -> bool {
    matches!(state, "intended" | "submitted" | "pending" | "unknown")
}
