//! What companies told of their commission, beside what was booked.

use domain::{Paise, Service};

use crate::sql::{AT_DESK, columns};
use crate::{Ledger, LedgerError};

/// A sale of which the company told what it paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldRow {
    /// The sale.
    pub sale_id: i64,
    /// The provider's slug.
    pub provider: String,
    /// The operator's id.
    pub operator: String,
    /// The service.
    pub service: Service,
    /// The number.
    pub number: String,
    /// When it was sold, in ms since 1970.
    pub created_at_ms: i64,
    /// The amount.
    pub amount: Paise,
    /// What was booked.
    pub booked: Paise,
    /// What the company told.
    pub told: Paise,
}

columns! {
    /// What is read of it.
    Column {
        SaleId = "sale.id",
        Provider = "provider",
        Operator = "operator",
        Service = "service",
        Number = "number",
        CreatedAt = "created_at_ms",
        Amount = "amount_paise",
        Earned = "earned_paise",
        Told = "told_earned_paise",
    }
}

impl Ledger {
    /// The sales of a month, `2026-11`, that are done and of which the company told what it paid, oldest first.
    pub fn told_in(&self, month: &str) -> Result<Vec<ToldRow>, LedgerError> {
        self.survey(|connection| {
            let columns = Column::SELECTED;
            let mut statement = connection.prepare_cached(&format!(
                "SELECT {columns} FROM sale CROSS JOIN attempt ON attempt.sale_id = sale.id
                 WHERE sale.day BETWEEN ?1 || '-01' AND ?1 || '-31' AND attempt.state = 'succeeded'
                   AND told_earned_paise IS NOT NULL AND service NOT IN {AT_DESK} ORDER BY sale.day, sale.id"
            ))?;
            let mut rows = statement.query([month])?;
            let mut told = Vec::new();
            while let Some(row) = rows.next()? {
                let service: String = Column::Service.of(row)?;
                told.push(ToldRow {
                    sale_id: Column::SaleId.of(row)?,
                    provider: Column::Provider.of(row)?,
                    operator: Column::Operator.of(row)?,
                    service: Service::parse(&service).ok_or(LedgerError::Corrupt)?,
                    number: Column::Number.of(row)?,
                    created_at_ms: Column::CreatedAt.of(row)?,
                    amount: Paise::new(Column::Amount.of(row)?),
                    booked: Paise::new(Column::Earned.of(row)?),
                    told: Paise::new(Column::Told.of(row)?),
                });
            }
            Ok(told)
        })
    }
}
