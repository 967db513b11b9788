//! What the till knows of a number before anything else is typed.

use domain::{Service, parse_mobile, series};
use serde::Serialize;
use specta_typescript::Number;

use crate::screens::fields::fields_of;
use crate::screens::sale::filled;
use crate::{FieldInput, KnownCustomer, Problem, Till};

const LAST_SALES: u32 = 3;
const KNOWN_NUMBERS: u32 = 8;
/// Fewer digits would match half the customers.
const KNOWN_DIGITS: usize = 3;

/// What a number suggests. Numbers are ported: every suggestion can be changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct Suggestion {
    pub number: String,
    pub operator: Option<String>,
    pub operator_from: Option<OperatorFrom>,
    pub circle: Option<String>,
    pub circle_from: Option<CircleFrom>,
    pub last_sales: Vec<LastSale>,
    /// Whose number it is, where the shop knows the customer.
    pub customer: Option<KnownCustomer>,
    /// What else the last sale to it needed.
    pub fields: Vec<FieldInput>,
}

/// Why that operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum OperatorFrom {
    /// As this shop last sold to the number.
    History,
    /// By the number series.
    Series,
}

/// Why that circle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum CircleFrom {
    /// As this shop last sold to the number.
    History,
    /// The shop's own.
    Home,
}

/// A sale to the number before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct LastSale {
    #[specta(type = Number)]
    pub amount_paise: i64,
    pub operator: String,
    #[specta(type = Number)]
    pub at_ms: i64,
}

/// A number this shop has sold to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct KnownNumber {
    pub number: String,
    pub service: Service,
    pub operator: String,
    #[specta(type = Number)]
    pub amount_paise: i64,
    #[specta(type = Number)]
    pub at_ms: i64,
}

/// A number without the blanks and hyphens people write into it.
fn plain(number: &str) -> String {
    number.chars().filter(|sign| sign.is_alphanumeric() || "/.".contains(*sign)).collect::<String>().to_uppercase()
}

impl Till {
    /// What a whole number suggests. The shop's own successful sales outrank the number series.
    pub fn suggest(&self, service: Service, number: &str) -> Result<Suggestion, Problem> {
        let mobile = service.takes_mobile_number();
        // Without its operator a consumer number cannot be judged; it is looked for as it would have been sold.
        let number = if mobile { parse_mobile(number)? } else { plain(number) };
        let history = self.ledger.number_history(service, &number, LAST_SALES)?;
        let newest = history.first();
        let by_series = || if mobile { series::operator_of(&number).map(str::to_owned) } else { None };
        let (operator, operator_from) = match newest {
            Some(newest) => (Some(newest.operator.clone()), Some(OperatorFrom::History)),
            None => {
                let lists = self.lists();
                let found = by_series().filter(|id| lists.operator(id).is_some_and(|known| known.service == service));
                let from = found.as_ref().map(|_| OperatorFrom::Series);
                (found, from)
            }
        };
        let (circle, circle_from) = match newest.and_then(|newest| filled(&newest.circle)) {
            Some(circle) => (Some(circle), Some(CircleFrom::History)),
            None => (filled(&self.rules().home_circle), Some(CircleFrom::Home)),
        };
        let last_sale = |known: &ledger::NumberUse| LastSale {
            amount_paise: known.amount.get(),
            operator: known.operator.clone(),
            at_ms: known.at_ms,
        };
        let last_sales = history.iter().map(last_sale).collect();
        let fields = newest.map(|newest| fields_of(&newest.fields)).unwrap_or_default();
        let customer = self.customer_of_number(&number)?;
        Ok(Suggestion { customer, fields, number, operator, operator_from, circle, circle_from, last_sales })
    }

    /// Numbers sold to before that begin or end with the digits; the latest ones when there are none.
    pub fn known_numbers(&self, digits: &str) -> Result<Vec<KnownNumber>, Problem> {
        let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
        if !digits.is_empty() && digits.len() < KNOWN_DIGITS {
            return Ok(Vec::new());
        }
        let known = self.ledger.known_numbers(&digits, KNOWN_NUMBERS)?;
        let view = |known: ledger::NumberUse| KnownNumber {
            number: known.number,
            service: known.service,
            operator: known.operator,
            amount_paise: known.amount.get(),
            at_ms: known.at_ms,
        };
        Ok(known.into_iter().map(view).collect())
    }
}
