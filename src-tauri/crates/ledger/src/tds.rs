//! Tax that payers of commission kept back (TDS), table `tds_year`, and what they paid by month, table `commission_month`.

use domain::{Account, Entry, FinancialYear, Paise, india_day};

use crate::event::EventDetail;
use crate::sql::AT_DESK;
use crate::transaction::Transaction;
use crate::{Ledger, LedgerError};

/// What a payer of commission paid or kept back in a financial year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayersYear {
    /// The payer's slug.
    pub payer: String,
    /// The sum.
    pub sum: Paise,
}

impl Ledger {
    /// What each payer kept back of a financial year.
    pub fn tds_kept(&self, year: FinancialYear) -> Result<Vec<PayersYear>, LedgerError> {
        self.read(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT payer, paise FROM tds_year WHERE year = ?1 ORDER BY payer")?;
            let rows = statement.query_map([year.begins()], |row| {
                Ok(PayersYear { payer: row.get(0)?, sum: Paise::new(row.get(1)?) })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// The commission that was booked of each provider in a financial year.
    pub fn commission_booked(&self, year: FinancialYear) -> Result<Vec<PayersYear>, LedgerError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT provider, SUM(paise) FROM commission_month WHERE month BETWEEN ?1 AND ?2 GROUP BY provider",
            )?;
            let rows = statement
                .query_map(year.months(), |row| Ok(PayersYear { payer: row.get(0)?, sum: Paise::new(row.get(1)?) }))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}

/// Adds to the payer's year what a voucher moved in an account of tax.
pub(crate) fn note_tds(
    transaction: &Transaction<'_>,
    detail: &EventDetail,
    posted: &[Entry],
    at_ms: i64,
) -> Result<(), LedgerError> {
    for (account, amount) in posted {
        let Account::Tds(payer) = account else { continue };
        let year = year_of(transaction, detail, at_ms)?;
        transaction
            .prepare_cached(
                "INSERT INTO tds_year (payer, year, paise) VALUES (?1, ?2, ?3)
                 ON CONFLICT (payer, year) DO UPDATE SET paise = paise + excluded.paise",
            )?
            .execute((payer, year.begins(), amount.get()))?;
    }
    Ok(())
}

/// The financial year that a voucher is of: the one that it says, that of the voucher which it takes back, or the one in which it was
/// written.
fn year_of(transaction: &Transaction<'_>, detail: &EventDetail, at_ms: i64) -> Result<FinancialYear, LedgerError> {
    let (mut year, mut written_ms) = (detail.tds_year, at_ms);
    if let Some(seq) = detail.mends {
        let mut statement =
            transaction.prepare_cached("SELECT at_ms, detail ->> '$.tds_year' FROM sale_event WHERE seq = ?1")?;
        let (mended_ms, begins): (i64, Option<i32>) =
            statement.query_row([seq], |row| Ok((row.get(0)?, row.get(1)?)))?;
        (year, written_ms) = (begins.and_then(FinancialYear::new), mended_ms);
    }
    year.or_else(|| FinancialYear::of_day(&india_day(written_ms))).ok_or(LedgerError::OutOfRange)
}

/// Adds what a row of the journal posted as commission to the provider's month. What the services desk earns is paid by its
/// customers and by no company.
pub(crate) fn note_commission(
    transaction: &Transaction<'_>,
    seq: i64,
    at_ms: i64,
    posted: Paise,
) -> Result<(), LedgerError> {
    // A company pays by the calendar, whenever the shop's day starts.
    let day = india_day(at_ms);
    let Some(month) = day.get(..7) else { return Ok(()) };
    let earned = posted.checked_neg().ok_or(LedgerError::OutOfRange)?;
    transaction
        .prepare_cached(&format!(
            "INSERT INTO commission_month (provider, month, paise)
             SELECT attempt.provider, ?2, ?3 FROM sale_event JOIN attempt ON attempt.id = sale_event.attempt_id
                 JOIN sale ON sale.id = attempt.sale_id WHERE sale_event.seq = ?1 AND service NOT IN {AT_DESK}
             ON CONFLICT (provider, month) DO UPDATE SET paise = paise + excluded.paise"
        ))?
        .execute((seq, month, earned.get()))?;
    Ok(())
}
