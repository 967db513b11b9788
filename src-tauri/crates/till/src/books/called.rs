//! What a customer is called by, and whose number it is.

use domain::{Account, Paise, parse_mobile, spaced_mobile};
use ledger::CustomerRow;
use serde::Serialize;
use specta_typescript::Number;

use crate::{Problem, Till};

/// What a customer is called by: the name, or where there is none the number, or since when the shop knows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct CalledBy {
    #[specta(type = Number)]
    pub id: i64,
    pub name: String,
    /// The first of the numbers; empty where there is none.
    pub number: String,
    /// In ms since 1970.
    #[specta(type = Number)]
    pub since_ms: i64,
}

impl CalledBy {
    pub(crate) fn of(row: &CustomerRow) -> CalledBy {
        let number = row.facts.numbers.first().cloned().unwrap_or_default();
        CalledBy { id: row.id, name: row.facts.name.clone(), number, since_ms: row.since_ms }
    }

    /// The name, or the number; empty where there is neither.
    pub(crate) fn on_paper(self) -> String {
        if self.name.is_empty() { spaced_mobile(&self.number) } else { self.name }
    }
}

/// A customer as a number shows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct KnownCustomer {
    #[specta(type = Number)]
    pub id: i64,
    /// Empty where the shop knows a number alone.
    pub name: String,
    /// What the customer owes; below nothing: what the shop owes.
    #[specta(type = Number)]
    pub owed_paise: i64,
    /// How much may be owed; `None`: nothing is sold on credit.
    #[specta(type = Option<Number>)]
    pub limit_paise: Option<i64>,
    /// The first of the numbers; empty where there is none.
    pub number: String,
    /// Since when the shop knows the customer, in ms since 1970.
    #[specta(type = Number)]
    pub since_ms: i64,
}

impl KnownCustomer {
    pub(crate) fn of(row: CustomerRow) -> KnownCustomer {
        let (owed_paise, limit_paise) = (row.balance.get(), row.facts.limit.map(Paise::get));
        let CalledBy { id, name, number, since_ms } = CalledBy::of(&row);
        KnownCustomer { id, name, owed_paise, limit_paise, number, since_ms }
    }
}

impl Till {
    /// Whose mobile number it is, as typed.
    pub fn known_customer(&self, typed: &str) -> Result<Option<KnownCustomer>, Problem> {
        self.customer_of_number(&parse_mobile(typed)?)
    }

    /// Whose number it is.
    pub fn customer_of_number(&self, number: &str) -> Result<Option<KnownCustomer>, Problem> {
        let Some(known) = self.ledger.customer_of_number(number)? else { return Ok(None) };
        Ok(Some(KnownCustomer::of(self.ledger.customer(known.id)?)))
    }

    /// Whose account it is, where it is a customer's.
    pub(crate) fn whose(&self, account: &Account) -> Result<Option<CalledBy>, Problem> {
        let Account::Customer(id) = account else { return Ok(None) };
        Ok(Some(CalledBy::of(&self.ledger.customer(*id)?)))
    }
}
