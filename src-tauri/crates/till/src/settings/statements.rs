//! What the shopkeeper said of the columns of companies' statements.

use std::collections::BTreeMap;

use domain::Outcome;
use serde::{Deserialize, Serialize};

/// What a column of a statement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    /// The order id that we sent.
    OrderId,
    /// The company's own id.
    Reference,
    /// The operator's id.
    OperatorRef,
    /// The number that was recharged.
    Number,
    /// The amount of the line.
    Amount,
    /// What went out of the wallet.
    Debit,
    /// What came into the wallet.
    Credit,
    /// How it ended.
    Status,
    /// The day, with or without the time.
    Date,
    /// The time alone, beside the day.
    Time,
    /// The commission of the line.
    Commission,
    /// What stood in the wallet after the line.
    Balance,
    /// What kind of line it is, in words.
    Kind,
    /// Nothing that is needed.
    Nothing,
}

/// Which comes first in `03/04/2026`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "named as on the screen")]
pub enum DateOrder {
    DayFirst,
    MonthFirst,
}

/// What is remembered of a company's statements.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KnownColumns {
    /// What a column is, by its heading.
    #[serde(default)]
    pub(crate) meanings: BTreeMap<String, Meaning>,
    #[serde(default)]
    pub(crate) date_order: Option<DateOrder>,
    #[serde(default)]
    pub(crate) words: BTreeMap<String, Outcome>,
}

/// Signs that join and dot letters of the scripts of India are no blanks between words.
fn is_part_of_letter(sign: char) -> bool {
    ('\u{900}'..='\u{dff}').contains(&sign) && !matches!(sign, '।' | '॥')
}

/// A heading as it is compared: small letters and digits, with single blanks between the words.
pub(crate) fn plain(heading: &str) -> String {
    let mut plain = String::new();
    let mut was_small = false;
    for sign in heading.chars() {
        if sign.is_alphanumeric() || is_part_of_letter(sign) {
            // "OrderId" is two words.
            if sign.is_uppercase() && was_small {
                plain.push(' ');
            }
            plain.extend(sign.to_lowercase());
        } else if !plain.ends_with(' ') {
            plain.push(' ');
        }
        was_small = sign.is_lowercase();
    }
    plain.trim().to_owned()
}
