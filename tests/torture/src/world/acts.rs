//! Acts of the shopkeeper, as the world remembers them.

use till::MoneyBackWhat;

/// A word of a person's that the till acknowledged.
#[derive(Debug, Clone)]
pub struct Written {
    pub order_id: String,
    /// The reference, which no other word has.
    pub reference: String,
}

/// Money that the shopkeeper moved.
#[derive(Debug, Clone)]
pub struct Moved {
    pub intent: String,
    /// Accounts as the books write them.
    pub from: String,
    pub to: String,
    pub paise: i64,
    /// The act that it takes back.
    pub mends: Option<String>,
    /// Where the till said that it stands in the journal.
    pub seq: Option<i64>,
    /// The till has acknowledged it, and no old copy has taken it away.
    pub is_sure: bool,
}

/// What a person did with the customer's money of a sale.
#[derive(Debug, Clone)]
pub struct Settled {
    /// The newest order of the sale.
    pub order_id: String,
    pub what: MoneyBackWhat,
    /// Whose number it was then.
    pub customer: Option<i64>,
    /// The till has acknowledged it.
    pub is_sure: bool,
}

/// A rule of money that was set.
#[derive(Debug, Clone)]
pub struct Ruled {
    /// Who set it: a name of its own, by which it is known again.
    pub by: String,
    pub rules: Rules,
    /// The till has acknowledged it.
    pub is_sure: bool,
}

/// What a rule of money says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rules {
    /// The day starts so many minutes after midnight.
    DayStart(i64),
    /// A company pays so many percent of an operator's sales from a day on.
    Commission { provider: String, operator: String, percent: i64, from: String, books_again: bool },
}

/// A customer who wanted to be forgotten.
#[derive(Debug, Clone, Copy)]
pub struct Forgotten {
    pub id: i64,
    /// The till has acknowledged it.
    pub is_sure: bool,
}

/// A count of the drawer with which a shift was opened or closed.
#[derive(Debug, Clone)]
pub struct Counted {
    pub intent: String,
    pub paise: i64,
    /// The till has acknowledged it, and no old copy has taken it away.
    pub is_sure: bool,
}
