//! Takes the work up again after a crash. Nobody knows what happened to a request that was on the line then.

use domain::Event;
use domain::flaw::{self, Flaw};
use rusqlite::Connection;

use crate::event::EventDetail;
use crate::record::Then;
use crate::row::{SaleRow, sales};
use crate::sql::{AMONG_OPEN, OPEN};
use crate::step::Step;
use crate::{Ledger, LedgerError};

impl Ledger {
    /// Makes every attempt *unknown* that was on the line, and makes every open attempt due now. The caller does this
    /// before it sends anything. Gives how many sales were on the line. What had its answer and waits, and an order of the
    /// services desk, which waits for its customer, were not.
    pub fn take_up_after_crash(&self, at_ms: i64, detail: &EventDetail) -> Result<usize, LedgerError> {
        let due_ms = (!flaw::is_on(Flaw::ForgottenAtStart)).then_some(at_ms);
        let lost = if flaw::is_on(Flaw::CrashMeansFailed) { Event::Reject } else { Event::LoseTrack };
        self.write(|transaction| {
            transaction
                .prepare_cached(&format!(
                    "UPDATE attempt SET next_check_at_ms = ?1 WHERE state IN ('intended', 'pending', 'unknown')
                     AND sale_id IN (SELECT id FROM sale WHERE {OPEN})"
                ))?
                .execute([due_ms])?;
            let on_the_line = lost_sales(transaction)?;
            for sale in &on_the_line {
                let step = Step::of(sale, lost, at_ms).evidence(detail.clone()).ask_next(due_ms);
                self.record_in(transaction, &step, Then::Ends)?;
            }
            Ok(on_the_line.iter().filter(|sale| sale.service.at_desk().is_none()).count())
        })
    }
}

/// The sales whose request was on the line.
fn lost_sales(connection: &Connection) -> Result<Vec<SaleRow>, LedgerError> {
    sales(connection, &format!("WHERE {AMONG_OPEN} AND attempt.state = 'submitted' ORDER BY sale.id"), ())
}
