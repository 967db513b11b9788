//! What the tables of an earlier version hold, as a row of the journal carries it.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::LedgerError;
use crate::transaction::Transaction;

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// A row of a table, with every column. Its columns stand once: what reads, writes and keeps it follows from one list. Each has
/// a short name in the journal, because there may be a million of them.
macro_rules! carried {
    (@names $first:ident $(, $next:ident)*) => { concat!(stringify!($first) $(, ", ", stringify!($next))*) };
    (@marks $first:ident $(, $next:ident)*) => { concat!("?" $(, carried!(@mark $next))*) };
    (@mark $any:ident) => { ", ?" };
    ($(#[$about:meta])* $name:ident of $table:literal by $key:literal { $($column:ident: $kind:ty = $short:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        pub struct $name {
            $(#[serde(rename = $short, default, skip_serializing_if = "is_default")]
            pub(crate) $column: $kind,)+
        }

        impl $name {
            /// The rows whose number lies between the two, both with them.
            pub(crate) fn between(connection: &Connection, first: i64, last: i64) -> Result<Vec<$name>, LedgerError> {
                #[expect(non_camel_case_types, reason = "the names of the columns")]
                enum Place { $($column),+ }
                let mut statement = connection.prepare_cached(concat!(
                    "SELECT ", carried!(@names $($column),+), " FROM ", $table,
                    " WHERE ", $key, " BETWEEN ?1 AND ?2 ORDER BY ", $key
                ))?;
                let rows = statement.query_map((first, last), |row| {
                    Ok($name { $($column: row.get(Place::$column as usize)?),+ })
                })?;
                Ok(rows.collect::<Result<_, _>>()?)
            }

            /// Writes the row into a ledger that is made anew.
            pub(crate) fn put(&self, anew: &Transaction<'_>) -> Result<(), LedgerError> {
                anew.prepare_cached(concat!(
                    "INSERT INTO ", $table, " (", carried!(@names $($column),+),
                    ") VALUES (", carried!(@marks $($column),+), ")"
                ))?
                .execute(rusqlite::params![$(self.$column),+])?;
                Ok(())
            }

            /// The highest number in the table; 0 where there is none.
            pub(crate) fn last(connection: &Connection) -> Result<i64, LedgerError> {
                let sql = concat!("SELECT COALESCE(MAX(", $key, "), 0) FROM ", $table);
                Ok(connection.prepare_cached(sql)?.query_row((), |row| row.get(0))?)
            }
        }
    };
}

carried! {
    /// A sale.
    CarriedSale of "sale" by "id" {
        id: i64 = "i",
        service: String = "s",
        operator: String = "o",
        number: String = "n",
        circle: String = "c",
        amount_paise: i64 = "a",
        state: String = "st",
        created_at_ms: i64 = "at",
        day: String = "d",
        intent: String = "in",
        fields: String = "f",
        twin: i64 = "tw",
        payment: String = "p",
        customer_id: Option<i64> = "cu",
        charge_paise: i64 = "ch",
    }
}

carried! {
    /// An attempt.
    CarriedAttempt of "attempt" by "id" {
        id: i64 = "i",
        sale_id: i64 = "sa",
        provider: String = "p",
        code: String = "c",
        account: String = "a",
        order_id: String = "o",
        state: String = "st",
        submitted_at_ms: i64 = "at",
        settled_at_ms: Option<i64> = "se",
        provider_ref: String = "pr",
        operator_ref: String = "or",
        words: String = "w",
        problem: String = "pb",
        earned_paise: i64 = "e",
        told_earned_paise: Option<i64> = "te",
        checks: i64 = "ck",
        checks_beside: i64 = "cb",
        next_check_at_ms: Option<i64> = "nx",
        no_records: i64 = "nr",
        first_no_record_ms: i64 = "nf",
        last_no_record_ms: i64 = "nl",
        declared_failed: i64 = "df",
        attention: String = "an",
        paid_paise: Option<i64> = "pd",
        link: String = "l",
        said: String = "sd",
        said_detail: String = "sx",
        disputed_at_ms: Option<i64> = "di",
        dealt_at_ms: Option<i64> = "de",
    }
}

carried! {
    /// An entry of a row of the journal.
    CarriedPosting of "posting" by "event_seq" {
        event_seq: i64 = "r",
        account: String = "a",
        amount_paise: i64 = "p",
    }
}

/// The rows of one table that one row of the journal carries, with the highest number that it looked at: there may be gaps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    /// Up to this number.
    pub(crate) to: i64,
    /// The rows.
    pub(crate) rows: CarriedRows,
}

/// Rows of one table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CarriedRows {
    /// Sales.
    Sales(Vec<CarriedSale>),
    /// Attempts.
    Attempts(Vec<CarriedAttempt>),
    /// Postings.
    Postings(Vec<CarriedPosting>),
}
