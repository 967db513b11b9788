//! How long recharges usually take here, and how today's do.

use domain::{Days, SaleState, Usual};
use serde::Serialize;
use specta_typescript::Number;

use crate::row::NEWEST;
use crate::sql::{AT_DESK, MEDIAN, NINE_OF_TEN, TELLS_OF_OPERATOR};
use crate::{Ledger, LedgerError};

/// At most so many of the newest sales tell what is usual, so that a large shop waits no longer for the answer than a small one.
const SALES_AT_MOST: i64 = 6_000;

/// What is usual for an operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsualTime {
    /// The operator's id.
    pub operator: String,
    /// The circle's id; `None`: all circles.
    pub circle: Option<String>,
    /// What is usual.
    pub usual: Usual,
}

/// How long those sales of an operator took through a company that had no clear answer at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct UsualWait {
    /// The operator's id.
    pub operator: String,
    /// The provider's slug.
    pub provider: String,
    /// How many waited.
    #[specta(type = Number)]
    pub waited: i64,
    /// Within which time the company ended nine of ten of them, in ms; `None`: so many still wait that nobody knows.
    #[specta(type = Option<Number>)]
    pub nine_of_ten_ms: Option<i64>,
}

/// An attempt of today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedToday {
    /// The circle's id, or empty.
    pub circle: String,
    /// Its state.
    pub state: SaleState,
    /// When it left, in ms since 1970.
    pub submitted_at_ms: i64,
    /// When the company ended it; `None` also where a person did.
    pub settled_at_ms: Option<i64>,
}

impl Ledger {
    /// What is usual for each operator, by the sales of some days, each with its newest attempt as in [`Ledger::asked_on`]: in all
    /// circles together, and in each. An operator of which the company ended nothing by done or failed is left out.
    pub fn usual_times(&self, days: &Days) -> Result<Vec<UsualTime>, LedgerError> {
        self.survey(|connection| {
            let mut times = Vec::new();
            for circle in ["NULL", "circle"] {
                // The time of one that was taken back is gone: its row has the time of that. What a person ended has a person's time.
                let mut statement = connection.prepare_cached(&format!(
                    "WITH asked AS MATERIALIZED (
                         SELECT operator, {circle} AS place_of, attempt.state,
                             CASE WHEN attempt.state <> 'reversed' AND said = ''
                                 THEN max(settled_at_ms - submitted_at_ms, 0) END AS took
                         FROM sale CROSS JOIN attempt ON attempt.sale_id = sale.id AND {NEWEST}
                         WHERE sale.id > (SELECT MAX(id) FROM sale) - ?3 AND +day >= ?1 AND +day <= ?2
                             AND service NOT IN {AT_DESK} AND attempt.state IN ('succeeded', 'failed', 'reversed')
                             AND {TELLS_OF_OPERATOR}),
                     times AS (
                         SELECT operator, place_of, state, took,
                             ROW_NUMBER() OVER (PARTITION BY operator, place_of ORDER BY took NULLS LAST) AS place,
                             COUNT(took) OVER (PARTITION BY operator, place_of) AS count
                         FROM asked)
                     SELECT operator, place_of, COUNT(*), COUNT(*) FILTER (WHERE state = 'failed'),
                         MAX(took) FILTER (WHERE place = {MEDIAN})
                     FROM times WHERE count > 0 GROUP BY 1, 2"
                ))?;
                let mut rows = statement.query((&days.from, &days.to, SALES_AT_MOST))?;
                while let Some(row) = rows.next()? {
                    let usual = Usual { ended: row.get(2)?, failed: row.get(3)?, median_ms: row.get(4)? };
                    times.push(UsualTime { operator: row.get(0)?, circle: row.get(1)?, usual });
                }
            }
            Ok(times)
        })
    }

    /// How long those took of the sales of some days that had no clear answer at once, by operator and company.
    pub fn usual_waits(&self, days: &Days) -> Result<Vec<UsualWait>, LedgerError> {
        self.survey(|connection| {
            // Those that wait still stand last, and those that a person ended, because the company never did: when they reach the
            // ninth of ten, nobody knows its time.
            let mut statement = connection.prepare_cached(&format!(
                "WITH waited AS MATERIALIZED (
                     SELECT operator, provider,
                         CASE WHEN said = '' THEN max(settled_at_ms - submitted_at_ms, 0) END AS took
                     FROM sale CROSS JOIN attempt ON attempt.sale_id = sale.id
                     WHERE sale.id > (SELECT MAX(id) FROM sale) - ?3 AND +day >= ?1 AND +day <= ?2
                         AND service NOT IN {AT_DESK} AND attempt.state IN ('succeeded', 'failed', 'pending', 'unknown')
                         AND EXISTS (SELECT 1 FROM sale_event WHERE sale_event.sale_id = sale.id
                             AND sale_event.attempt_id = attempt.id AND kind IN ('accepted', 'lost_track'))),
                 times AS (
                     SELECT operator, provider, took,
                         ROW_NUMBER() OVER (PARTITION BY operator, provider ORDER BY took NULLS LAST) AS place,
                         COUNT(*) OVER (PARTITION BY operator, provider) AS count
                     FROM waited)
                 SELECT operator, provider, MAX(count), MAX(took) FILTER (WHERE place = {NINE_OF_TEN})
                 FROM times GROUP BY 1, 2"
            ))?;
            let rows = statement.query_map((&days.from, &days.to, SALES_AT_MOST), |row| {
                Ok(UsualWait {
                    operator: row.get(0)?,
                    provider: row.get(1)?,
                    waited: row.get(2)?,
                    nine_of_ten_ms: row.get(3)?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// The sales of an operator on a day, the newest first, each with its newest attempt. What never left is left out, and so is what
    /// came to nothing because the shop's own wallet was empty: neither tells anything of the operator.
    pub fn asked_on(&self, operator: &str, day: &str) -> Result<Vec<AskedToday>, LedgerError> {
        self.survey(|connection| {
            let mut statement = connection.prepare_cached(&format!(
                "SELECT circle, attempt.state, submitted_at_ms, CASE WHEN said = '' THEN settled_at_ms END
                 FROM sale CROSS JOIN attempt ON attempt.sale_id = sale.id AND {NEWEST}
                 WHERE day = ?1 AND operator = ?2 AND {TELLS_OF_OPERATOR}
                 ORDER BY attempt.id DESC"
            ))?;
            let mut rows = statement.query((day, operator))?;
            let mut asked = Vec::new();
            while let Some(row) = rows.next()? {
                asked.push(AskedToday {
                    circle: row.get(0)?,
                    state: SaleState::parse(&row.get::<_, String>(1)?).ok_or(LedgerError::Corrupt)?,
                    submitted_at_ms: row.get(2)?,
                    settled_at_ms: row.get(3)?,
                });
            }
            Ok(asked)
        })
    }
}
