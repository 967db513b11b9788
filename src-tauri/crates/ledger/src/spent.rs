//! What was spent of a wallet since a reading of it.
//!
//! Every sale asks for it, and a busy shop makes many sales between two readings. So the sum over those that have ended is kept
//! (`spent_kept.rs`).

use domain::{Paise, SaleState};

use crate::chain::newest_link;
use crate::spent_kept::Spent;
use crate::{Ledger, LedgerError};

impl Ledger {
    /// The cost of all attempts at a provider after a given one. Attempts that succeeded count. Open ones count, too,
    /// because the wallet may have paid for them already. A load is subtracted once it succeeded.
    pub fn spent_after(&self, provider: &str, attempt: i64) -> Result<Paise, LedgerError> {
        self.look_up(|connection| {
            let row = newest_link(connection)?.seq;
            let mut ended = Spent { row, ..self.spent.holding(connection, provider, attempt)? };
            let mut all = ended.sum;
            let mut has_open = false;
            let mut statement = connection.prepare_cached(
                "SELECT attempt.id, attempt.state, service = 'wallet_load', amount_paise, earned_paise, paid_paise
                 FROM attempt JOIN sale ON sale.id = attempt.sale_id
                 WHERE attempt.id > ?2 AND provider = ?1 ORDER BY attempt.id",
            )?;
            let mut rows = statement.query((provider, ended.upto))?;
            while let Some(row) = rows.next()? {
                let state = SaleState::parse(&row.get::<_, String>(1)?).ok_or(LedgerError::Corrupt)?;
                let [amount, earned] = [Paise::new(row.get(3)?), Paise::new(row.get(4)?)];
                let (is_load, paid): (bool, Option<i64>) = (row.get(2)?, row.get(5)?);
                let cost = if is_load && state == SaleState::Succeeded {
                    Paise::ZERO.checked_sub(paid.map_or(amount, Paise::new))
                } else if !is_load && (state == SaleState::Succeeded || state.is_open()) {
                    amount.checked_sub(earned)
                } else {
                    Some(Paise::ZERO)
                };
                all = cost.and_then(|cost| all.checked_add(cost)).ok_or(LedgerError::OutOfRange)?;
                has_open |= state.is_open();
                if !has_open {
                    (ended.upto, ended.sum) = (row.get(0)?, all);
                }
            }
            self.spent.keep(provider, ended);
            Ok(all)
        })
    }
}
