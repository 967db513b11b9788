//! Customers whom the shop knows, with what they owe.

use domain::parse_mobile;
use serde::Serialize;
use specta_typescript::Number;

use crate::{Problem, Till};

/// A customer as the strip names them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct KnownCustomer {
    /// The id, which stands in the books for ever.
    #[specta(type = Number)]
    pub id: i64,
    /// Empty where the shop knows a number alone.
    pub name: String,
}

impl Till {
    /// Whose mobile number it is, as typed.
    pub fn known_customer(&self, typed: &str) -> Result<Option<KnownCustomer>, Problem> {
        self.customer_of_number(&parse_mobile(typed)?)
    }

    /// Whose number it is.
    pub(crate) fn customer_of_number(&self, number: &str) -> Result<Option<KnownCustomer>, Problem> {
        let known = self.ledger.customer_of_number(number)?;
        Ok(known.map(|(id, name)| KnownCustomer { id, name }))
    }
}
