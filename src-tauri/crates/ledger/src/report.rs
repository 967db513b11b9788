//! The sums of the sales of a filter by day, hour, operator and so on. Loads of a wallet are no sales, and in none of them.

use domain::Paise;
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};
use serde::{Deserialize, Serialize};
use specta_typescript::Number;

use crate::filter::{FILTERED, SaleFilter};
use crate::row::NEWEST;
use crate::sql::{MEDIAN, NINE_OF_TEN, OPEN, columns};
use crate::{Ledger, LedgerError};

/// What sales are put together by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ReportBy {
    /// All of them are one line, without a key.
    All,
    /// The business day, `2026-11-20`.
    Day,
    /// The month of the business day, `2026-11`.
    Month,
    /// The hour in India in which a sale began, `00` to `23`.
    Hour,
    /// The weekday of the business day, `1` (Monday) to `7`.
    Weekday,
    /// Weekday and hour, `1 09`.
    WeekdayHour,
    /// The operator's id.
    Operator,
    /// The service.
    Service,
    /// The slug of the company of the newest attempt.
    Company,
    /// The customer's id; empty for sales to people whom the shop does not know.
    Customer,
}

impl ReportBy {
    /// Every way.
    pub const ALL: [ReportBy; 10] = [
        ReportBy::All,
        ReportBy::Day,
        ReportBy::Month,
        ReportBy::Hour,
        ReportBy::Weekday,
        ReportBy::WeekdayHour,
        ReportBy::Operator,
        ReportBy::Service,
        ReportBy::Company,
        ReportBy::Customer,
    ];

    /// The key, of a sale and its newest attempt.
    fn key(self) -> &'static str {
        match self {
            ReportBy::All => "''",
            ReportBy::Day => "sale.day",
            ReportBy::Month => "substr(sale.day, 1, 7)",
            ReportBy::Hour => "printf('%02d', (sale.created_at_ms + 19800000) / 3600000 % 24)",
            ReportBy::Weekday => "strftime('%u', sale.day)",
            ReportBy::WeekdayHour => {
                "strftime('%u', sale.day) || printf(' %02d', (sale.created_at_ms + 19800000) / 3600000 % 24)"
            }
            ReportBy::Operator => "sale.operator",
            ReportBy::Service => "sale.service",
            ReportBy::Company => "attempt.provider",
            ReportBy::Customer => "coalesce(sale.customer_id, '')",
        }
    }

    /// The name of the key, where only the books know it.
    fn name(self) -> &'static str {
        match self {
            ReportBy::Customer => "coalesce((SELECT name FROM customer WHERE customer.id = sale.customer_id), '')",
            ReportBy::All
            | ReportBy::Day
            | ReportBy::Month
            | ReportBy::Hour
            | ReportBy::Weekday
            | ReportBy::WeekdayHour
            | ReportBy::Operator
            | ReportBy::Service
            | ReportBy::Company => "''",
        }
    }

    /// The order of the lines: what follows one another in time stands so, and of everything else the largest comes first.
    fn order(self) -> &'static str {
        match self {
            ReportBy::All
            | ReportBy::Day
            | ReportBy::Month
            | ReportBy::Hour
            | ReportBy::Weekday
            | ReportBy::WeekdayHour => "1",
            ReportBy::Operator | ReportBy::Service | ReportBy::Company | ReportBy::Customer => "4 DESC, 1",
        }
    }
}

/// The sums of the sales of one key.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, specta::Type)]
pub struct ReportLine {
    /// The key; see [`ReportBy`].
    pub key: String,
    /// The name of a customer who is the key; else empty.
    pub name: String,
    /// How many there are.
    #[specta(type = Number)]
    pub sales: i64,
    /// Their amounts, without service charges.
    #[specta(type = Number)]
    pub amount_paise: Paise,
    /// How many of them are done.
    #[specta(type = Number)]
    pub done: i64,
    /// The amounts of those.
    #[specta(type = Number)]
    pub done_amount_paise: Paise,
    /// How many are not settled.
    #[specta(type = Number)]
    pub waiting: i64,
    /// How many came to nothing.
    #[specta(type = Number)]
    pub failed: i64,
    /// How many were taken back.
    #[specta(type = Number)]
    pub reversed: i64,
    /// The service charges of those that are done.
    #[specta(type = Number)]
    pub charge_paise: Paise,
    /// The commission that is booked of them.
    #[specta(type = Number)]
    pub booked_paise: Paise,
    /// Of how many of them the company told its commission.
    #[specta(type = Number)]
    pub told_sales: i64,
    /// What it told.
    #[specta(type = Number)]
    pub told_paise: Paise,
    /// What is booked of those of which it told.
    #[specta(type = Number)]
    pub told_booked_paise: Paise,
    /// Half of those that the company ended as done were done so long after they were sent, or sooner, in ms. `None`: there are none.
    #[specta(type = Option<Number>)]
    pub median_ms: Option<i64>,
    /// So long after it were nine of ten, in ms.
    #[specta(type = Option<Number>)]
    pub nine_of_ten_ms: Option<i64>,
}

columns! {
    /// What is read of the sales of a key. The order of the lines names the first and the fourth by their places.
    Column {
        Key = "CAST(grouped AS TEXT)",
        Sales = "COUNT(*)",
        Amount = "SUM(amount)",
        DoneAmount = "SUM(amount * done)",
        Done = "SUM(done)",
        Waiting = "SUM(is_open)",
        Failed = "SUM(state IN ('failed', 'not_sent'))",
        Reversed = "SUM(state = 'reversed')",
        Charge = "SUM(charge * done)",
        Booked = "SUM(earned * done)",
        ToldSales = "COUNT(told) FILTER (WHERE done)",
        Told = "coalesce(SUM(told) FILTER (WHERE done), 0)",
        Name = "MIN(named)",
        ToldBooked = "coalesce(SUM(earned) FILTER (WHERE done AND told IS NOT NULL), 0)",
        Median = "MAX(took) FILTER (WHERE is_median)",
        NineOfTen = "MAX(took) FILTER (WHERE is_nine_of_ten)",
    }
}

impl ReportLine {
    fn of_row(row: &Row<'_>) -> rusqlite::Result<ReportLine> {
        Ok(ReportLine {
            key: Column::Key.of(row)?,
            name: Column::Name.of(row)?,
            sales: Column::Sales.of(row)?,
            amount_paise: Paise::new(Column::Amount.of(row)?),
            done: Column::Done.of(row)?,
            done_amount_paise: Paise::new(Column::DoneAmount.of(row)?),
            waiting: Column::Waiting.of(row)?,
            failed: Column::Failed.of(row)?,
            reversed: Column::Reversed.of(row)?,
            charge_paise: Paise::new(Column::Charge.of(row)?),
            booked_paise: Paise::new(Column::Booked.of(row)?),
            told_sales: Column::ToldSales.of(row)?,
            told_paise: Paise::new(Column::Told.of(row)?),
            told_booked_paise: Paise::new(Column::ToldBooked.of(row)?),
            median_ms: Column::Median.of(row)?,
            nine_of_ten_ms: Column::NineOfTen.of(row)?,
        })
    }
}

fn lines(
    connection: &Connection,
    filter: &SaleFilter,
    by: ReportBy,
    most: u32,
) -> Result<Vec<ReportLine>, LedgerError> {
    let (key, name, order, columns) = (by.key(), by.name(), by.order(), Column::SELECTED);
    // Within a key, those with a time to settle stand in a row of their own, the quickest first. The others have places too, and no
    // time that could be taken by them.
    let mut statement = connection.prepare_cached(&format!(
        "WITH listed AS (
            SELECT {key} AS grouped, {name} AS named, sale.state AS state, {OPEN} AS is_open, sale.state = 'succeeded' AS done, sale.amount_paise AS amount,
                sale.charge_paise AS charge, attempt.earned_paise AS earned, attempt.told_earned_paise AS told,
                CASE WHEN sale.state = 'succeeded' AND attempt.said = ''
                    THEN max(attempt.settled_at_ms - attempt.submitted_at_ms, 0) END AS took
            FROM sale JOIN attempt ON attempt.sale_id = sale.id AND {NEWEST}
            WHERE sale.service <> 'wallet_load' AND {FILTERED}),
        placed AS (
            SELECT *, COUNT(took) OVER (PARTITION BY grouped) AS count,
                ROW_NUMBER() OVER (PARTITION BY grouped, took IS NULL ORDER BY took) AS place
            FROM listed),
        marked AS (SELECT *, place = {MEDIAN} AS is_median, place = {NINE_OF_TEN} AS is_nine_of_ten FROM placed)
        SELECT {columns} FROM marked GROUP BY grouped ORDER BY {order} LIMIT ?12"
    ))?;
    let mut values = filter.parameters();
    values.push(Value::Integer(most.into()));
    let rows = statement.query_map(params_from_iter(values), ReportLine::of_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

impl Ledger {
    /// The sums of the sales of a filter, at most so many lines.
    pub fn report(&self, filter: &SaleFilter, by: ReportBy, most: u32) -> Result<Vec<ReportLine>, LedgerError> {
        self.survey(|connection| lines(connection, filter, by, most))
    }

    /// The business day of the first sale that the books have; `None` while they have none.
    pub fn first_day(&self) -> Result<Option<String>, LedgerError> {
        self.look_up(|connection| Ok(connection.query_row("SELECT MIN(day) FROM sale", (), |row| row.get(0))?))
    }
}
