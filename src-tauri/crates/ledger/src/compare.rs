//! The tables that follow from the journal, held against the same tables made anew.

use std::cmp::Ordering;
use std::fmt;

use rusqlite::types::Value;
use rusqlite::{Connection, Rows};

use crate::LedgerError;

/// A table that follows from the journal.
pub(crate) struct Table {
    pub(crate) name: &'static str,
    /// Which rows follow from the journal; empty: all.
    pub(crate) rows: &'static str,
    /// The columns that find a row.
    pub(crate) key: &'static [&'static str],
    /// The columns that are compared.
    pub(crate) columns: &'static [&'static str],
}

/// Every table that follows from the journal, with the columns that do. Whoever adds a table or a column names it here, or says in
/// the tests why it is not compared.
pub(crate) const TABLES: &[Table] = &[
    Table {
        name: "sale",
        rows: "",
        key: &["id"],
        columns: &[
            "service",
            "operator",
            "number",
            "circle",
            "amount_paise",
            "state",
            "created_at_ms",
            "day",
            "intent",
            "fields",
            "twin",
            "customer_id",
            "payment",
            "charge_paise",
            "owed_paise",
        ],
    },
    // Not next_check_at_ms: an enquiry is put off and brought forward without a row, because nothing happened to the attempt.
    Table {
        name: "attempt",
        rows: "",
        key: &["id"],
        columns: &[
            "sale_id",
            "provider",
            "code",
            "account",
            "order_id",
            "state",
            "submitted_at_ms",
            "settled_at_ms",
            "provider_ref",
            "operator_ref",
            "words",
            "problem",
            "earned_paise",
            "told_earned_paise",
            "checks",
            "checks_beside",
            "no_records",
            "first_no_record_ms",
            "last_no_record_ms",
            "declared_failed",
            "attention",
            "paid_paise",
            "link",
            "said",
            "said_detail",
            "disputed_at_ms",
            "dealt_at_ms",
        ],
    },
    Table { name: "posting", rows: "", key: &["event_seq", "account"], columns: &["amount_paise"] },
    Table { name: "balance", rows: "", key: &["account"], columns: &["paise"] },
    Table {
        name: "movement",
        rows: "",
        key: &["account", "day"],
        columns: &["in_paise", "out_paise", "first_seq", "last_seq"],
    },
    Table { name: "rule", rows: "", key: &["name"], columns: &["value"] },
    Table {
        name: "commission_rule",
        rows: "",
        key: &["event_seq", "provider", "covers", "from_day"],
        columns: &["pays", "at_ms", "set_by"],
    },
    Table { name: "commission_month", rows: "", key: &["provider", "month"], columns: &["paise"] },
    Table { name: "tds_year", rows: "", key: &["payer", "year"], columns: &["paise"] },
    // A customer without a limit may have no row at all in the journal.
    Table { name: "customer", rows: "WHERE limit_paise IS NOT NULL", key: &["id"], columns: &["limit_paise"] },
    Table {
        name: "complaint",
        rows: "",
        key: &["id"],
        columns: &[
            "sale_id",
            "attempt_id",
            "reason",
            "since_ms",
            "reference",
            "next_step",
            "next_day",
            "outcome",
            "closed_at_ms",
        ],
    },
    Table { name: "sold_number", rows: "", key: &["number", "service"], columns: &[] },
    Table { name: "price", rows: "", key: &["product"], columns: &["fee_paise", "charge_paise"] },
];

/// So many differences are told. Whoever has more has the same trouble.
const MOST: usize = 20;

/// Where the books are not what the journal makes of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// A row of the journal that cannot be taken once more.
    Stuck {
        /// Its place in the journal.
        seq: i64,
        /// Why.
        why: String,
    },
    /// A row that the journal tells of, and the books have not.
    Missing {
        /// The table.
        table: &'static str,
        /// What finds the row.
        row: String,
    },
    /// A row that the books have, and of which the journal does not tell.
    Untold {
        /// The table.
        table: &'static str,
        /// What finds the row.
        row: String,
    },
    /// A value that is another.
    Value {
        /// The table.
        table: &'static str,
        /// What finds the row.
        row: String,
        /// The column.
        column: &'static str,
        /// What the books have.
        books: String,
        /// What the journal makes of it.
        journal: String,
    },
}

impl fmt::Display for Difference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Difference::Stuck { seq, why } => write!(formatter, "journal row {seq} cannot be taken once more: {why}"),
            Difference::Missing { table, row } => write!(formatter, "{table} {row}: the books have no such row"),
            Difference::Untold { table, row } => write!(formatter, "{table} {row}: the journal tells of no such row"),
            Difference::Value { table, row, column, books, journal } => {
                write!(formatter, "{table} {row}, {column}: {books} in the books, {journal} by the journal")
            }
        }
    }
}

/// The first differences between the tables of the books and those made anew.
pub(crate) fn differences(books: &Connection, anew: &Connection) -> Result<Vec<Difference>, LedgerError> {
    let mut found = Vec::new();
    for table in TABLES {
        compare(table, books, anew, &mut found)?;
    }
    found.truncate(MOST);
    Ok(found)
}

/// Walks a table in both, in the order of its key.
fn compare(
    table: &Table,
    books: &Connection,
    anew: &Connection,
    found: &mut Vec<Difference>,
) -> Result<(), LedgerError> {
    let key = table.key.join(", ");
    let columns = [table.key, table.columns].concat().join(", ");
    let sql = format!("SELECT {columns} FROM {} {} ORDER BY {key}", table.name, table.rows);
    let (mut books, mut anew) = (books.prepare(&sql)?, anew.prepare(&sql)?);
    let (mut books, mut anew) = (books.query(())?, anew.query(())?);
    let width = table.key.len() + table.columns.len();
    let (mut kept, mut told) = (next(&mut books, width)?, next(&mut anew, width)?);
    while found.len() < MOST {
        let order = match (&kept, &told) {
            (None, None) => break,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(kept), Some(told)) => order_of(&kept[..table.key.len()], &told[..table.key.len()]),
        };
        let name_of = |row: &Option<Vec<Value>>| row.as_ref().map(|row| name(&row[..table.key.len()]));
        match order {
            Ordering::Less => {
                found.extend(name_of(&kept).map(|row| Difference::Untold { table: table.name, row }));
                kept = next(&mut books, width)?;
            }
            Ordering::Greater => {
                found.extend(name_of(&told).map(|row| Difference::Missing { table: table.name, row }));
                told = next(&mut anew, width)?;
            }
            Ordering::Equal => {
                if let (Some(kept), Some(told)) = (&kept, &told) {
                    found.extend(values(table, kept, told));
                }
                (kept, told) = (next(&mut books, width)?, next(&mut anew, width)?);
            }
        }
    }
    Ok(())
}

fn next(rows: &mut Rows<'_>, width: usize) -> Result<Option<Vec<Value>>, LedgerError> {
    let Some(row) = rows.next()? else { return Ok(None) };
    Ok(Some((0..width).map(|place| row.get(place)).collect::<Result<_, _>>()?))
}

/// The order in which SQLite gives rows by a key of whole numbers and texts.
fn order_of(one: &[Value], other: &[Value]) -> Ordering {
    let each = one.iter().zip(other).map(|pair| match pair {
        (Value::Integer(one), Value::Integer(other)) => one.cmp(other),
        (Value::Text(one), Value::Text(other)) => one.as_bytes().cmp(other.as_bytes()),
        _ => Ordering::Equal,
    });
    each.fold(Ordering::Equal, Ordering::then)
}

/// The values of one row that are not the same.
fn values<'a>(table: &'a Table, kept: &'a [Value], told: &'a [Value]) -> impl Iterator<Item = Difference> + use<'a> {
    let (key, names) = (table.key.len(), table.columns);
    let pairs = names.iter().zip(&kept[key..]).zip(&told[key..]).filter(|((_, books), journal)| books != journal);
    pairs.map(move |((column, books), journal)| Difference::Value {
        table: table.name,
        row: name(&kept[..key]),
        column,
        books: text(books),
        journal: text(journal),
    })
}

fn name(key: &[Value]) -> String {
    key.iter().map(text).collect::<Vec<_>>().join(" ")
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) if text.is_empty() => "nothing".to_owned(),
        Value::Text(text) => text.clone(),
        Value::Blob(bytes) => format!("{} bytes", bytes.len()),
    }
}
