//! The leanest SQL that keeps what a sale keeps: the rows that the till left, written once more into a ledger of the same schema. It
//! asks nothing, decides nothing and seals nothing: every value is there before it begins.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::types::Value;
use rusqlite::{Connection as Sqlite, OpenFlags, Params, Transaction, TransactionBehavior, params_from_iter};

use super::Failure;

/// What the till writes by itself, and no sale.
const NOT_OF_SALES: &str = "wallet_reading";

const INSERT_SALE: &str = "INSERT INTO sale (id, service, operator, number, circle, amount_paise, created_at_ms, day, intent, fields,
    payment, customer_id, charge_paise, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, 'submitted')";
const SALE: &str =
    "SELECT id, service, operator, number, circle, amount_paise, created_at_ms, day, intent, fields, payment,
    customer_id, charge_paise FROM sale WHERE id = ?1";

const INSERT_ATTEMPT: &str =
    "INSERT INTO attempt (id, sale_id, provider, code, account, order_id, submitted_at_ms, earned_paise,
    next_check_at_ms, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'submitted')";
/// The last column stands for the moment at which it was to be asked about first.
const ATTEMPT: &str =
    "SELECT id, sale_id, provider, code, account, order_id, submitted_at_ms, earned_paise, submitted_at_ms + 1
    FROM attempt WHERE sale_id = ?1";

const END_ATTEMPT: &str =
    "UPDATE attempt SET state = ?2, settled_at_ms = ?3, provider_ref = ?4, operator_ref = ?5, words = ?6,
    problem = ?7, next_check_at_ms = ?8 WHERE id = ?1 AND state = 'submitted'";
const ENDED: &str =
    "SELECT id, state, settled_at_ms, provider_ref, operator_ref, words, problem, next_check_at_ms FROM attempt
    WHERE sale_id = ?1";

const END_SALE: &str = "UPDATE sale SET state = ?2 WHERE id = ?1";
const SALE_ENDED: &str = "SELECT id, state FROM sale WHERE id = ?1";

const INSERT_EVENT: &str =
    "INSERT INTO sale_event (seq, sale_id, attempt_id, at_ms, kind, from_state, to_state, detail, key_id, mac)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
const EVENTS: &str =
    "SELECT seq, sale_id, attempt_id, at_ms, kind, from_state, to_state, detail, key_id, mac FROM sale_event
    WHERE sale_id = ?1 ORDER BY seq";

const INSERT_POSTING: &str = "INSERT INTO posting (event_seq, account, amount_paise) VALUES (?1, ?2, ?3)";
const POSTINGS: &str =
    "SELECT event_seq, account, amount_paise FROM posting JOIN sale_event ON seq = event_seq WHERE sale_id = ?1
    ORDER BY event_seq, account";

const ADD_TO_BALANCE: &str = "INSERT INTO balance (account, paise) VALUES (?1, ?2)
    ON CONFLICT (account) DO UPDATE SET paise = paise + excluded.paise";
const TO_BALANCES: &str =
    "SELECT account, amount_paise FROM posting JOIN sale_event ON seq = event_seq WHERE sale_id = ?1
    ORDER BY event_seq, account";

const ADD_TO_DAY: &str = "INSERT INTO movement (account, day, in_paise, out_paise, first_seq, last_seq) VALUES (?1, ?2, ?3, ?4, ?5, ?5)
    ON CONFLICT (account, day) DO UPDATE SET in_paise = in_paise + excluded.in_paise, out_paise = out_paise + excluded.out_paise,
    last_seq = excluded.last_seq";
const TO_DAYS: &str = "SELECT account, sale.day, max(amount, 0), max(-amount, 0), event_seq
    FROM (SELECT account, amount_paise AS amount, event_seq, sale_id FROM posting JOIN sale_event ON seq = event_seq)
    JOIN sale ON sale.id = sale_id WHERE sale_id = ?1 ORDER BY event_seq, account";

const ADD_TO_MONTH: &str = "INSERT INTO commission_month (provider, month, paise) VALUES (?1, ?2, ?3)
    ON CONFLICT (provider, month) DO UPDATE SET paise = paise + excluded.paise";
const TO_MONTHS: &str = "SELECT provider, substr(sale.day, 1, 7), -amount
    FROM (SELECT account AS posted, amount_paise AS amount, attempt_id FROM posting JOIN sale_event ON seq = event_seq)
    JOIN attempt ON attempt.id = attempt_id JOIN sale ON sale.id = attempt.sale_id
    WHERE sale.id = ?1 AND posted = 'commission'";

type Row = Vec<Value>;

/// What a sale and its answer left in the till's ledger.
pub struct Facts {
    sale: Vec<Row>,
    attempt: Vec<Row>,
    begun: Vec<Row>,
    ended: Vec<Row>,
    sale_ended: Vec<Row>,
    answered: Vec<Row>,
    postings: Vec<Row>,
    balances: Vec<Row>,
    days: Vec<Row>,
    months: Vec<Row>,
}

impl Facts {
    /// Reads them.
    pub fn of(till: &Sqlite, sale_id: i64) -> Result<Facts, Failure> {
        let mut begun = rows(till, EVENTS, [sale_id])?;
        // *Intended* and *submitted* stand in the first commit, the answer in the second.
        let answered = begun.split_off(begun.len().min(2));
        let read = |text: &str| rows(till, text, [sale_id]);
        Ok(Facts {
            sale: read(SALE)?,
            attempt: read(ATTEMPT)?,
            begun,
            ended: read(ENDED)?,
            sale_ended: read(SALE_ENDED)?,
            answered,
            postings: read(POSTINGS)?,
            balances: read(TO_BALANCES)?,
            days: read(TO_DAYS)?,
            months: read(TO_MONTHS)?,
        })
    }
}

fn rows(sqlite: &Sqlite, text: &str, values: impl Params) -> Result<Vec<Row>, Failure> {
    let mut statement = sqlite.prepare_cached(text)?;
    let columns = statement.column_count();
    let row = |row: &rusqlite::Row<'_>| (0..columns).map(|column| row.get(column)).collect();
    Ok(statement.query_map(values, row)?.collect::<Result<_, _>>()?)
}

fn write(transaction: &Transaction<'_>, text: &str, rows: &[Row]) -> Result<(), Failure> {
    let mut statement = transaction.prepare_cached(text)?;
    for row in rows {
        statement.execute(params_from_iter(row))?;
    }
    Ok(())
}

/// A ledger's file without a till.
pub struct Lean {
    floor: Sqlite,
    /// The till's ledger, to read from.
    till: Sqlite,
}

impl Lean {
    /// Copies the till's ledger as it is before its first sale, and opens the copy with the program's settings.
    pub fn open(path: &Path, till: &Path) -> Result<Lean, Failure> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let till = Sqlite::open_with_flags(till, flags)?;
        till.execute("VACUUM INTO ?1", [path.to_str().ok_or("a path that SQLite cannot take")?])?;
        let floor = Sqlite::open(path)?;
        floor.set_prepared_statement_cache_capacity(128);
        floor.pragma_update(None, "journal_mode", "WAL")?;
        floor.pragma_update(None, "synchronous", "FULL")?;
        for setting in ["fullfsync", "foreign_keys", "recursive_triggers", "secure_delete"] {
            floor.pragma_update(None, setting, true)?;
        }
        floor.pragma_update(None, "trusted_schema", false)?;
        floor.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        // The first commit of all begins the log, which is one sync more.
        let version: i64 = floor.query_row("PRAGMA user_version", (), |row| row.get(0))?;
        floor.pragma_update(None, "user_version", version)?;
        Ok(Lean { floor, till })
    }

    /// What a sale left in the till's ledger.
    pub fn facts(&self, sale_id: i64) -> Result<Facts, Failure> {
        Facts::of(&self.till, sale_id)
    }

    /// Writes the same: the sale, and its answer.
    pub fn two_commits(&mut self, facts: &Facts) -> Result<Duration, Failure> {
        let begun = Instant::now();
        let transaction = self.floor.transaction_with_behavior(TransactionBehavior::Immediate)?;
        write(&transaction, INSERT_SALE, &facts.sale)?;
        write(&transaction, INSERT_ATTEMPT, &facts.attempt)?;
        write(&transaction, INSERT_EVENT, &facts.begun)?;
        transaction.commit()?;
        let transaction = self.floor.transaction_with_behavior(TransactionBehavior::Immediate)?;
        write(&transaction, END_ATTEMPT, &facts.ended)?;
        write(&transaction, END_SALE, &facts.sale_ended)?;
        write(&transaction, INSERT_EVENT, &facts.answered)?;
        write(&transaction, INSERT_POSTING, &facts.postings)?;
        write(&transaction, ADD_TO_BALANCE, &facts.balances)?;
        write(&transaction, ADD_TO_DAY, &facts.days)?;
        write(&transaction, ADD_TO_MONTH, &facts.months)?;
        transaction.commit()?;
        Ok(begun.elapsed())
    }

    /// Fails where the two files differ in a table or an index, or in a row that is of a sale. Without this the floor could be low because
    /// it keeps less.
    pub fn hold_against_till(&self) -> Result<(), Failure> {
        let schema = "SELECT type, name, coalesce(sql, '') FROM sqlite_schema ORDER BY type, name";
        if rows(&self.floor, schema, ())? != rows(&self.till, schema, ())? {
            return Err("the floor has another schema than the till's ledger".into());
        }
        let names =
            rows(&self.floor, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", ())?;
        for name in names.iter().flatten() {
            let Value::Text(table) = name else { continue };
            if table == NOT_OF_SALES {
                continue;
            }
            let text = format!("SELECT * FROM {table} ORDER BY 1, 2");
            let (floor, till) = (rows(&self.floor, &text, ())?, rows(&self.till, &text, ())?);
            if let Some((floor, till)) = floor.iter().zip(&till).find(|(floor, till)| floor != till) {
                return Err(format!("{table}: the floor has {floor:?}, the till's ledger {till:?}").into());
            }
            if floor.len() != till.len() {
                return Err(format!("{table}: {} rows on the floor, {} in the till's", floor.len(), till.len()).into());
            }
        }
        Ok(())
    }
}
