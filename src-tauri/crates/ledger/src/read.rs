//! Questions to the books that span tables.

use domain::{OrderId, Paise, SaleState};

use crate::row::{SaleRow, all_attempts, attempts, one_attempt, one_sale, sales};
use crate::sql::{AMONG_OPEN, AT_DESK, OPEN};
use crate::{Ledger, LedgerError};

/// Sums of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DayTotals {
    /// Sales that succeeded and were not taken back. Loads of a wallet are none.
    pub done: i64,
    /// Sales that came to nothing at once: they failed, or were never sent.
    pub failed: i64,
    /// What customers paid, in cash or by UPI, for the sales that succeeded and were not taken back: amounts and service charges.
    /// Loads of a wallet are left out, because no customer paid for them.
    pub taken: Paise,
    /// The earnings of the sales that succeeded.
    pub earned: Paise,
}

impl Ledger {
    /// One sale.
    pub fn sale(&self, sale_id: i64) -> Result<SaleRow, LedgerError> {
        self.look_up(|connection| one_sale(connection, sale_id))
    }

    /// Every open sale, oldest first.
    pub fn open_sales(&self) -> Result<Vec<SaleRow>, LedgerError> {
        self.read(|connection| sales(connection, &format!("WHERE {AMONG_OPEN} ORDER BY sale.id"), ()))
    }

    /// The sales with a contradicted attempt that nobody has dealt with yet, oldest first.
    pub fn sales_to_deal_with(&self) -> Result<Vec<SaleRow>, LedgerError> {
        let rest = "WHERE sale.id IN (SELECT loud.sale_id FROM attempt AS loud
                WHERE loud.attention = 'contradicted' AND loud.dealt_at_ms IS NULL) ORDER BY sale.id";
        self.read(|connection| sales(connection, rest, ()))
    }

    /// The newest sales, newest first.
    pub fn newest_sales(&self, limit: u32) -> Result<Vec<SaleRow>, LedgerError> {
        self.read(|connection| sales(connection, "ORDER BY sale.id DESC LIMIT ?1", [limit]))
    }

    /// How many sales have a day after this one, and the last of these days. `None` if there are none.
    pub fn sales_after_day(&self, day: &str) -> Result<Option<(i64, String)>, LedgerError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached("SELECT COUNT(*), MAX(day) FROM sale WHERE day > ?1")?;
            let (count, last): (i64, Option<String>) =
                statement.query_row([day], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(last.map(|last| (count, last)))
        })
    }

    /// The last day before this one that has sales. `None` if there is none.
    pub fn last_day_before(&self, day: &str) -> Result<Option<String>, LedgerError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached("SELECT MAX(day) FROM sale WHERE day < ?1")?;
            Ok(statement.query_row([day], |row| row.get(0))?)
        })
    }

    /// The deliberate act that a sale was begun with.
    pub fn intent_of(&self, sale_id: i64) -> Result<String, LedgerError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached("SELECT intent FROM sale WHERE id = ?1")?;
            Ok(statement.query_row([sale_id], |row| row.get(0))?)
        })
    }

    /// One attempt with its sale.
    pub fn attempt(&self, attempt_id: i64) -> Result<SaleRow, LedgerError> {
        self.look_up(|connection| one_attempt(connection, attempt_id))
    }

    /// The attempts of a sale, oldest first.
    pub fn attempts(&self, sale_id: i64) -> Result<Vec<SaleRow>, LedgerError> {
        self.look_up(|connection| all_attempts(connection, sale_id))
    }

    /// The attempt of an order id at a provider, if there ever was one. A load of the wallet may be known by the company's
    /// id instead. Such an id is searched only among the loads that are still asked about, open or not.
    pub fn attempt_of_order(&self, provider: &str, order_id: &str) -> Result<Option<SaleRow>, LedgerError> {
        let known = (order_id, provider);
        let of_load =
            "WHERE service = 'wallet_load' AND provider_ref = ?1 AND provider = ?2 AND next_check_at_ms IS NOT NULL";
        self.look_up(|connection| {
            let ours = attempts(connection, "WHERE order_id = ?1 AND provider = ?2", known)?.pop();
            if ours.is_some() { Ok(ours) } else { Ok(attempts(connection, of_load, known)?.pop()) }
        })
    }

    /// The sale that was begun with this intent, if there is one. An intent is one deliberate act of a person.
    pub fn sale_of_intent(&self, intent: &str) -> Result<Option<SaleRow>, LedgerError> {
        self.look_up(|connection| Ok(sales(connection, "WHERE intent = ?1", [intent])?.pop()))
    }

    /// The open orders of the services desk, oldest first.
    pub fn open_orders(&self) -> Result<Vec<SaleRow>, LedgerError> {
        let rest = format!("WHERE {AMONG_OPEN} AND service IN {AT_DESK} ORDER BY sale.id");
        self.read(|connection| sales(connection, &rest, ()))
    }

    /// The newest orders of the services desk that are not open any more, newest first.
    pub fn ended_orders(&self, limit: u32) -> Result<Vec<SaleRow>, LedgerError> {
        let rest = format!("WHERE service IN {AT_DESK} AND NOT ({OPEN}) ORDER BY sale.id DESC LIMIT ?1");
        self.read(|connection| sales(connection, &rest, [limit]))
    }

    /// Sums of a day in India.
    pub fn day_totals(&self, day: &str) -> Result<DayTotals, LedgerError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT COALESCE(SUM(sale.state = 'succeeded' AND service <> 'wallet_load'), 0),
                    COALESCE(SUM(sale.state IN ('failed', 'not_sent') AND service <> 'wallet_load'), 0),
                    COALESCE(SUM(CASE WHEN sale.state = 'succeeded' AND service <> 'wallet_load' AND payment <> 'udhaar'
                        THEN amount_paise + charge_paise END), 0),
                    COALESCE(SUM(CASE WHEN sale.state = 'succeeded' THEN earned_paise END), 0)
                 FROM sale JOIN attempt ON attempt.id = (SELECT MAX(id) FROM attempt AS newest WHERE newest.sale_id = sale.id)
                 WHERE day = ?1",
            )?;
            let totals = statement.query_row([day], |row| {
                Ok(DayTotals {
                    done: row.get(0)?,
                    failed: row.get(1)?,
                    taken: Paise::new(row.get(2)?),
                    earned: Paise::new(row.get(3)?),
                })
            })?;
            Ok(totals)
        })
    }

    /// Whether a slip of the sale was printed before.
    pub fn was_printed(&self, sale_id: i64) -> Result<bool, LedgerError> {
        self.read(|connection| {
            let mut statement = connection
                .prepare_cached("SELECT EXISTS (SELECT 1 FROM sale_event WHERE sale_id = ?1 AND kind = 'printed')")?;
            Ok(statement.query_row([sale_id], |row| row.get(0))?)
        })
    }

    /// The attempt of an order and its state; `None` when it is not in the ledger.
    pub fn state_of_order(&self, order_id: &OrderId) -> Result<Option<(i64, SaleState)>, LedgerError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached("SELECT id, state FROM attempt WHERE order_id = ?1")?;
            let mut rows = statement.query([order_id.as_str()])?;
            let Some(row) = rows.next()? else { return Ok(None) };
            let word: String = row.get(1)?;
            Ok(Some((row.get(0)?, SaleState::parse(&word).ok_or(LedgerError::Corrupt)?)))
        })
    }

    /// The sale that an order belongs to; `None` when it is not in the ledger.
    pub fn sale_of_order(&self, order_id: &OrderId) -> Result<Option<i64>, LedgerError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached("SELECT sale_id FROM attempt WHERE order_id = ?1")?;
            let mut rows = statement.query([order_id.as_str()])?;
            Ok(rows.next()?.map(|row| row.get(0)).transpose()?)
        })
    }

    /// How many sales there are.
    pub fn count_sales(&self) -> Result<i64, LedgerError> {
        self.read(|connection| Ok(connection.query_row("SELECT COUNT(*) FROM sale", (), |row| row.get(0))?))
    }
}
