//! How the companies did with what was asked of them.

use domain::Paise;
use rusqlite::{Connection, Row, params_from_iter};
use serde::Serialize;
use specta_typescript::Number;

use crate::filter::{FILTERED, SaleFilter};
use crate::row::NEWEST;
use crate::sql::{AT_DESK, MEDIAN, NINE_OF_TEN};
use crate::{Ledger, LedgerError};

/// What one company did with the attempts of the sales of a filter. An attempt that never left is not counted, because the company
/// was not asked. Orders of the services desk are left out: nobody else sells them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct CompanySum {
    pub provider: String,
    /// Attempts that left. A sale that another company sold in the end counts for both.
    #[specta(type = Number)]
    pub asked: i64,
    #[specta(type = Number)]
    pub done: i64,
    #[specta(type = Number)]
    pub failed: i64,
    #[specta(type = Number)]
    pub waiting: i64,
    /// Done, and then taken back.
    #[specta(type = Number)]
    pub given_back: i64,
    /// It said something else than it had said before.
    #[specta(type = Number)]
    pub contradicted: i64,
    #[specta(type = Number)]
    pub disputed: i64,
    /// How long half of those took at most that the company ended by done or failed, in ms.
    #[specta(type = Option<Number>)]
    pub median_ms: Option<i64>,
    /// The same for nine of ten.
    #[specta(type = Option<Number>)]
    pub nine_of_ten_ms: Option<i64>,
    /// What the customers of those that are done asked for.
    #[specta(type = Number)]
    pub amount_paise: Paise,
    /// The commission that is booked of them.
    #[specta(type = Number)]
    pub earned_paise: Paise,
    /// Of those of which the company itself told a commission: how many, what it told, and what is booked of them.
    #[specta(type = Number)]
    pub told_sales: i64,
    #[specta(type = Number)]
    pub told_paise: Paise,
    #[specta(type = Number)]
    pub told_booked_paise: Paise,
}

fn of_row(row: &Row<'_>) -> Result<CompanySum, LedgerError> {
    Ok(CompanySum {
        provider: row.get(0)?,
        asked: row.get(1)?,
        done: row.get(2)?,
        failed: row.get(3)?,
        given_back: row.get(4)?,
        waiting: row.get(5)?,
        contradicted: row.get(6)?,
        disputed: row.get(7)?,
        amount_paise: Paise::new(row.get(8)?),
        earned_paise: Paise::new(row.get(9)?),
        told_sales: row.get(10)?,
        told_paise: Paise::new(row.get(11)?),
        told_booked_paise: Paise::new(row.get(12)?),
        median_ms: row.get(13)?,
        nine_of_ten_ms: row.get(14)?,
    })
}

fn companies(connection: &Connection, filter: &SaleFilter) -> Result<Vec<CompanySum>, LedgerError> {
    // The time of one that was taken back is gone: its row has the time of that. What a person ended has a person's time.
    let mut statement = connection.prepare_cached(&format!(
        "WITH asked AS MATERIALIZED (
             SELECT other.provider, other.state, amount_paise,
                 CASE WHEN other.said = '' THEN max(other.settled_at_ms - other.submitted_at_ms, 0) END AS took,
                 other.attention = 'contradicted' AS contradicted, other.disputed_at_ms IS NOT NULL AS disputed,
                 other.earned_paise AS earned, other.told_earned_paise AS told
             FROM sale CROSS JOIN attempt ON attempt.sale_id = sale.id AND {NEWEST}
                 CROSS JOIN attempt AS other ON other.sale_id = sale.id
             WHERE {FILTERED} AND service NOT IN {AT_DESK} AND other.state <> 'not_sent'),
         times AS (
             SELECT provider, took, ROW_NUMBER() OVER (PARTITION BY provider ORDER BY took) AS place,
                 COUNT(*) OVER (PARTITION BY provider) AS count
             FROM asked WHERE state IN ('succeeded', 'failed') AND took IS NOT NULL),
         places AS (
             SELECT provider, MAX(took) FILTER (WHERE place = {MEDIAN}) AS median,
                 MAX(took) FILTER (WHERE place = {NINE_OF_TEN}) AS nine_of_ten
             FROM times GROUP BY provider)
         SELECT asked.provider, COUNT(*), COUNT(*) FILTER (WHERE state = 'succeeded'), COUNT(*) FILTER (WHERE state = 'failed'),
             COUNT(*) FILTER (WHERE state = 'reversed'), COUNT(*) FILTER (WHERE state NOT IN ('succeeded', 'failed', 'reversed')),
             SUM(contradicted), SUM(disputed),
             COALESCE(SUM(amount_paise) FILTER (WHERE state = 'succeeded'), 0),
             COALESCE(SUM(earned) FILTER (WHERE state = 'succeeded'), 0),
             COUNT(told) FILTER (WHERE state = 'succeeded'),
             COALESCE(SUM(told) FILTER (WHERE state = 'succeeded'), 0),
             COALESCE(SUM(earned) FILTER (WHERE state = 'succeeded' AND told IS NOT NULL), 0),
             median, nine_of_ten
         FROM asked LEFT JOIN places ON places.provider = asked.provider GROUP BY asked.provider ORDER BY asked.provider"
    ))?;
    let mut rows = statement.query(params_from_iter(filter.parameters()))?;
    let mut sums = Vec::new();
    while let Some(row) = rows.next()? {
        sums.push(of_row(row)?);
    }
    Ok(sums)
}

impl Ledger {
    /// What each company did with the attempts of the sales of a filter. Those that are done are as many as the filter's sales that
    /// are, and so is their commission.
    pub fn company_sums(&self, filter: &SaleFilter) -> Result<Vec<CompanySum>, LedgerError> {
        self.survey(|connection| companies(connection, filter))
    }
}
