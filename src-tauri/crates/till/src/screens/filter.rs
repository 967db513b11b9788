//! Which sales a screen is of, as the window asks for it.

use domain::{AmountProblem, Days, Outcome, Paise, Payment, Period, Service, parse_amount};
use ledger::SaleFilter;
use serde::{Deserialize, Serialize};
use specta_typescript::Number;

use crate::{MoneyFault, MoneyField, Problem, Till};

/// The largest amount that is asked or looked for.
pub(super) const MOST: Paise = Paise::new(999_999_900);

/// Which sales. Every condition holds, and an empty one asks for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct SalesFilter {
    /// Their business days.
    pub period: Period,
    /// How they ended.
    pub outcomes: Vec<Outcome>,
    /// Their services.
    pub services: Vec<Service>,
    /// Their operators' ids.
    pub operators: Vec<String>,
    /// The slugs of the companies of their newest attempts.
    pub companies: Vec<String>,
    /// How they are paid.
    pub payments: Vec<Payment>,
    /// Whose they are.
    #[specta(type = Option<Number>)]
    pub customer: Option<i64>,
    /// The least amount, as typed.
    pub least: String,
    /// The largest amount, as typed.
    pub most: String,
    /// Only those that somebody should look at.
    pub needs_attention: bool,
}

impl SalesFilter {
    /// All sales of a period.
    pub fn of(period: Period) -> SalesFilter {
        SalesFilter {
            period,
            outcomes: Vec::new(),
            services: Vec::new(),
            operators: Vec::new(),
            companies: Vec::new(),
            payments: Vec::new(),
            customer: None,
            least: String::new(),
            most: String::new(),
            needs_attention: false,
        }
    }
}

/// An amount as typed; `None`: nothing was typed.
fn amount(typed: &str, field: MoneyField) -> Result<Option<Paise>, Problem> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    match parse_amount(typed, Paise::ZERO, MOST) {
        Ok(amount) => Ok(Some(amount)),
        Err(AmountProblem::Zero) => Ok(Some(Paise::ZERO)),
        Err(AmountProblem::Above(most)) => Ok(Some(most)),
        Err(AmountProblem::Missing | AmountProblem::NotANumber | AmountProblem::TooFine | AmountProblem::Below(_)) => {
            Err(Problem::Money { field, fault: MoneyFault::NoAmount })
        }
    }
}

impl Till {
    /// The business days of a period.
    pub(crate) fn days(&self, period: &Period) -> Result<Days, Problem> {
        let today = self.ledger.business_day(self.clock.now_ms())?;
        period.days(&today).ok_or(Problem::Money { field: MoneyField::LastDay, fault: MoneyFault::NoSuchDay })
    }

    /// The same filter as the books take it.
    pub(crate) fn filter(&self, asked: &SalesFilter) -> Result<SaleFilter, Problem> {
        let (least, most) =
            (amount(&asked.least, MoneyField::LeastAmount)?, amount(&asked.most, MoneyField::MostAmount)?);
        if least.zip(most).is_some_and(|(least, most)| least > most) {
            return Err(Problem::Money { field: MoneyField::MostAmount, fault: MoneyFault::BelowLeast });
        }
        Ok(SaleFilter {
            days: self.days(&asked.period)?,
            outcomes: asked.outcomes.clone(),
            services: asked.services.clone(),
            operators: asked.operators.clone(),
            providers: asked.companies.clone(),
            payments: asked.payments.clone(),
            customer: asked.customer,
            least,
            most,
            needs_attention: asked.needs_attention,
        })
    }
}
