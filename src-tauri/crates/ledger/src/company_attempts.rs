//! The attempts that a company's statement is held against.

use domain::{Paise, SaleState, Service};
use rusqlite::{Connection, Params};

use crate::sql::columns;
use crate::{Ledger, LedgerError};

/// An attempt with what a statement can tell of it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the columns of sale and attempt, told in migrations")]
pub struct CompanyAttempt {
    pub sale_id: i64,
    pub attempt_id: i64,
    pub provider: String,
    pub order_id: String,
    pub provider_ref: String,
    pub operator_ref: String,
    pub service: Service,
    pub operator: String,
    pub number: String,
    pub amount: Paise,
    pub state: SaleState,
    pub submitted_at_ms: i64,
    /// By the shop's rule; what the company told itself comes before it.
    pub earned: Paise,
    pub told_earned: Option<Paise>,
    /// A complaint about it is open. One that ended is no reason not to complain again.
    pub is_disputed: bool,
    /// It is the last attempt of its sale.
    pub is_newest: bool,
}

columns! {
    /// What is read of an attempt.
    Column {
        SaleId = "sale.id",
        AttemptId = "attempt.id",
        Provider = "provider",
        OrderId = "order_id",
        ProviderRef = "provider_ref",
        OperatorRef = "operator_ref",
        Service = "service",
        Operator = "operator",
        Number = "number",
        Amount = "amount_paise",
        State = "attempt.state",
        SubmittedAt = "submitted_at_ms",
        Earned = "earned_paise",
        ToldEarned = "told_earned_paise",
        IsDisputed = "EXISTS (SELECT 1 FROM complaint WHERE complaint.attempt_id = attempt.id AND closed_at_ms IS NULL)",
        IsNewest = "attempt.id = (SELECT MAX(id) FROM attempt AS newest WHERE newest.sale_id = sale.id)",
    }
}

/// Loads of a wallet are no sales.
fn attempts(connection: &Connection, rest: &str, values: impl Params) -> Result<Vec<CompanyAttempt>, LedgerError> {
    let columns = Column::SELECTED;
    let mut statement =
        connection.prepare_cached(&format!("SELECT {columns} FROM {rest} AND service <> 'wallet_load'"))?;
    let mut rows = statement.query(values)?;
    let mut attempts = Vec::new();
    while let Some(row) = rows.next()? {
        let (service, state): (String, String) = (Column::Service.of(row)?, Column::State.of(row)?);
        attempts.push(CompanyAttempt {
            sale_id: Column::SaleId.of(row)?,
            attempt_id: Column::AttemptId.of(row)?,
            provider: Column::Provider.of(row)?,
            order_id: Column::OrderId.of(row)?,
            provider_ref: Column::ProviderRef.of(row)?,
            operator_ref: Column::OperatorRef.of(row)?,
            service: Service::parse(&service).ok_or(LedgerError::Corrupt)?,
            operator: Column::Operator.of(row)?,
            number: Column::Number.of(row)?,
            amount: Paise::new(Column::Amount.of(row)?),
            state: SaleState::parse(&state).ok_or(LedgerError::Corrupt)?,
            submitted_at_ms: Column::SubmittedAt.of(row)?,
            earned: Paise::new(Column::Earned.of(row)?),
            told_earned: Column::ToldEarned.of::<Option<i64>>(row)?.map(Paise::new),
            is_disputed: Column::IsDisputed.of(row)?,
            is_newest: Column::IsNewest.of(row)?,
        });
    }
    Ok(attempts)
}

impl Ledger {
    /// The attempts at a company of the sales of a business day, `2026-11-20`. A statement of many days asks for each in turn, so that no
    /// screen waits for all of them.
    pub fn attempts_of_day(&self, provider: &str, day: &str) -> Result<Vec<CompanyAttempt>, LedgerError> {
        self.survey(|connection| {
            let rest = "sale CROSS JOIN attempt ON attempt.sale_id = sale.id WHERE sale.day = ?1 AND provider = ?2";
            attempts(connection, rest, (day, provider))
        })
    }

    /// The attempts of these orders, whichever company they went to. Some hundreds at most.
    pub fn attempts_of_orders(&self, order_ids: &[String]) -> Result<Vec<CompanyAttempt>, LedgerError> {
        self.look_up(|connection| {
            let list = serde_json::Value::from(order_ids).to_string();
            let rest = "json_each(?1) AS wanted CROSS JOIN attempt ON attempt.order_id = wanted.value
                JOIN sale ON sale.id = attempt.sale_id WHERE TRUE";
            attempts(connection, rest, [list])
        })
    }
}
