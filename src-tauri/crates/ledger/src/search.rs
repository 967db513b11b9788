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
    /// A part of an order id, of a reference of the provider or the operator, or of a reference that a person wrote down; or the note
    /// of its UPI code, whole. In capitals.
    Reference(String),
    /// One of these customers bought it, or has its number.
    Customers(Vec<i64>),
    /// Its amount, to the paisa; or the amount together with the service charge.
    Amount(Paise),
    /// The id of one of these operators.
    Operators(Vec<String>),
}

// All attempts are searched, because somebody may ask about any of them.
const BY_REFERENCE: &str =
    "intent LIKE ?4 || '-%' OR EXISTS (SELECT 1 FROM attempt AS any_one WHERE any_one.sale_id = sale.id
    AND (instr(any_one.order_id, ?3) OR instr(upper(any_one.operator_ref), ?3) OR instr(upper(any_one.provider_ref), ?3)
        OR (any_one.said_detail <> '' AND instr(upper(any_one.said_detail ->> 'reference'), ?3))))";
const BY_AMOUNT: &str = "sale.amount_paise = ?3 OR sale.amount_paise + sale.charge_paise = ?3";
const BY_OPERATOR: &str = "sale.operator IN (SELECT value FROM json_each(?3))";
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
            Remembered::Number(digits) => ("instr(sale.number, ?3)", vec![Value::Text(digits.clone())]),
            Remembered::Reference(text) => {
                // A note is of letters and digits alone; anything else would mean something to LIKE.
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

fn search(connection: &Connection, what: &Remembered, part: Page) -> Result<Vec<SaleRow>, LedgerError> {
    let (condition, known) = what.condition();
    let rest = format!("WHERE ({condition}) ORDER BY sale.id DESC LIMIT ?1 OFFSET ?2");
    let mut values = vec![Value::Integer(part.rows.into()), Value::Integer(part.after.into())];
    values.extend(known);
    sales(connection, &rest, params_from_iter(values))
}

impl Ledger {
    /// A part of the sales that are meant, newest first.
    pub fn remembered_sales(&self, what: &Remembered, part: Page) -> Result<Vec<SaleRow>, LedgerError> {
        self.read(|connection| search(connection, what, part))
    }
}
