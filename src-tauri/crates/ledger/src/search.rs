//! Sales of any day that are found by what somebody remembers of them.

use domain::Paise;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use crate::filter::Page;
use crate::row::{SaleRow, sales};
use crate::{Ledger, LedgerError};

/// What is remembered of a sale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remembered {
    /// Digits that its number contains.
    Number(String),
    /// The end of an order id, of a reference of the provider or the operator, or of a reference that a person wrote down, four signs or
    /// more; the beginning of an order id; the note of its UPI code, whole; or, of the newest attempts, any part of these. In capitals.
    Reference(String),
    /// One of these customers bought it, or has its number.
    Customers(Vec<i64>),
    /// Its amount, to the paisa; or the amount together with the service charge.
    Amount(Paise),
    /// The id of one of these operators.
    Operators(Vec<String>),
}

/// The sales to a number with these digits. The numbers are walked, which grow with the customers and not with the sales.
const BY_NUMBER: &str =
    "sale.id IN (SELECT to_it.id FROM sold_number CROSS JOIN sale AS to_it ON to_it.number = sold_number.number
    WHERE instr(sold_number.number, ?3))";
/// The same among the newest sales alone, of which there are so many.
const BY_NUMBER_OF_NEWEST: &str = "sale.id > (SELECT MAX(id) FROM sale) - 10000 AND instr(sale.number, ?3)";
/// Whether any part of an attempt's references is meant.
macro_rules! any_part {
    () => {
        "(instr(order_id, ?3) OR instr(upper(operator_ref), ?3) OR instr(upper(provider_ref), ?3)
            OR (said_detail <> '' AND instr(upper(said_detail ->> 'reference'), ?3)))"
    };
}

/// All attempts are searched, because somebody may ask about any of them. An order id is found by its beginning, and every reference by
/// its end, by its last four signs at least. Any other part is found among the newest attempts and those that are still asked about. A
/// note is found whole: '.' is the sign after '-'.
const BY_REFERENCE: &str = concat!(
    "sale.id IN (
    SELECT noted.id FROM sale AS noted WHERE noted.intent >= ?4 || '-' AND noted.intent < ?4 || '.'
    UNION ALL SELECT sale_id FROM (SELECT sale_id FROM attempt AS begins
        WHERE begins.order_id >= ?3 AND begins.order_id < ?3 || char(1114111) ORDER BY order_id DESC LIMIT 5000)
    UNION ALL SELECT sale_id FROM attempt
        WHERE next_check_at_ms IS NULL AND substr(order_id, -4) = substr(?3, -4) AND instr(order_id, ?3)
    UNION ALL SELECT sale_id FROM attempt WHERE next_check_at_ms IS NULL AND provider_ref <> ''
        AND substr(upper(provider_ref), -4) = substr(?3, -4) AND instr(upper(provider_ref), ?3)
    UNION ALL SELECT sale_id FROM attempt WHERE next_check_at_ms IS NULL AND operator_ref <> ''
        AND substr(upper(operator_ref), -4) = substr(?3, -4) AND instr(upper(operator_ref), ?3)
    UNION ALL SELECT sale_id FROM attempt WHERE next_check_at_ms IS NULL AND said_detail <> ''
        AND substr(upper(said_detail ->> 'reference'), -4) = substr(?3, -4) AND instr(upper(said_detail ->> 'reference'), ?3)
    UNION ALL SELECT sale_id FROM attempt WHERE next_check_at_ms IS NOT NULL AND ",
    any_part!(),
    "
    UNION ALL SELECT sale_id FROM attempt WHERE attempt.id > (SELECT MAX(id) FROM attempt) - 20000 AND ",
    any_part!(),
    ")"
);
/// Of each index no more is read than the page needs.
const BY_AMOUNT: &str = "sale.id IN (
    SELECT id FROM (SELECT id FROM sale AS exact
        WHERE exact.amount_paise >= 0 AND exact.amount_paise = ?3 ORDER BY id DESC LIMIT ?1 + ?2)
    UNION ALL SELECT id FROM (SELECT id FROM sale AS charged
        WHERE charged.charge_paise <> 0 AND charged.amount_paise + charged.charge_paise = ?3 ORDER BY id DESC LIMIT ?1 + ?2))";
const BY_OPERATOR: &str = "sale.id IN (SELECT sold.id FROM json_each(?3) CROSS JOIN sale AS sold
    WHERE sold.id IN (SELECT id FROM sale AS one
        WHERE one.operator <> '' AND one.operator = json_each.value ORDER BY id DESC LIMIT ?1 + ?2))";
const BY_CUSTOMER: &str = "sale.id IN (SELECT sale.id FROM json_each(?3) JOIN sale ON sale.customer_id = value
    UNION SELECT sale.id FROM json_each(?3) JOIN customer_number ON customer_number.customer_id = value
        JOIN sale ON sale.number = customer_number.number)";

fn json<T: Into<serde_json::Value> + Clone>(ids: &[T]) -> Value {
    Value::Text(serde_json::Value::from(ids.to_vec()).to_string())
}

impl Remembered {
    /// The condition, with what stands in it from `?3` on.
    fn condition(&self) -> (&'static str, Vec<Value>) {
        match self {
            Remembered::Number(digits) => (BY_NUMBER, vec![Value::Text(digits.clone())]),
            Remembered::Reference(text) => {
                let is_note = text.chars().all(|sign| sign.is_ascii_alphanumeric());
                let note = if is_note { Value::Text(text.clone()) } else { Value::Null };
                (BY_REFERENCE, vec![Value::Text(text.clone()), note])
            }
            Remembered::Customers(ids) => (BY_CUSTOMER, vec![json(ids)]),
            Remembered::Amount(amount) => (BY_AMOUNT, vec![Value::Integer(amount.get())]),
            Remembered::Operators(ids) => (BY_OPERATOR, vec![json(ids)]),
        }
    }
}

fn page_of(
    connection: &Connection,
    condition: &str,
    known: Vec<Value>,
    part: Page,
) -> Result<Vec<SaleRow>, LedgerError> {
    let rest = format!("WHERE ({condition}) ORDER BY sale.id DESC LIMIT ?1 OFFSET ?2");
    let mut values = vec![Value::Integer(part.rows.into()), Value::Integer(part.after.into())];
    values.extend(known);
    sales(connection, &rest, params_from_iter(values))
}

fn search(connection: &Connection, what: &Remembered, part: Page) -> Result<Vec<SaleRow>, LedgerError> {
    let (condition, known) = what.condition();
    if matches!(what, Remembered::Number(_)) {
        // A few digits are in so many numbers that a page of the newest sales is full at once. It is the same page.
        let newest = page_of(connection, BY_NUMBER_OF_NEWEST, known.clone(), part)?;
        if newest.len() == part.rows as usize {
            return Ok(newest);
        }
    }
    page_of(connection, condition, known, part)
}

fn all_ids(connection: &Connection, what: &Remembered) -> Result<Vec<i64>, LedgerError> {
    let (condition, known) = what.condition();
    let sql = format!("SELECT sale.id FROM sale WHERE ({condition}) ORDER BY sale.id DESC LIMIT ?1 OFFSET ?2");
    let mut values = vec![Value::Integer(u32::MAX.into()), Value::Integer(0)];
    values.extend(known);
    let mut statement = connection.prepare_cached(&sql)?;
    let ids = statement.query_map(params_from_iter(values), |row| row.get(0))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

impl Ledger {
    /// The ids of all sales that are meant, newest first.
    pub fn remembered_ids(&self, what: &Remembered) -> Result<Vec<i64>, LedgerError> {
        self.survey(|connection| all_ids(connection, what))
    }

    /// A part of the sales that are meant, newest first.
    pub fn remembered_sales(&self, what: &Remembered, part: Page) -> Result<Vec<SaleRow>, LedgerError> {
        self.survey(|connection| search(connection, what, part))
    }
}
