//! The companies side by side.

use domain::Days;
use ledger::CompanySum;
use serde::Serialize;

use crate::{Problem, SalesFilter, Till};

/// How each company did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Companies {
    /// The days that the filter's words mean now.
    pub days: Days,
    /// Every company that was asked on them.
    pub sums: Vec<CompanySum>,
}

impl Till {
    /// How each company did with the attempts of the sales of a filter.
    pub fn companies(&self, asked: &SalesFilter) -> Result<Companies, Problem> {
        let filter = self.filter(asked)?;
        let sums = self.ledger.company_sums(&filter)?;
        Ok(Companies { days: filter.days, sums })
    }
}
