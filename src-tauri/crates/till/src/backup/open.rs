//! Opening a till: its ledger, what was in flight, and what has to be put back.

use std::path::Path;
use std::sync::Arc;

use ledger::{EventDetail, Ledger, PrintState, SaleRow};

use super::swap::{Plan, Swap};
use super::upgrade::{UpgradeHeard, UpgradeStep, nobody_hears, telling};
use crate::print::halt::Halt;
use crate::problem::stored::StoredProblem;
use crate::till::{clock_of, opening_of};
use crate::{About, Mode, Notice, Parts, Problem, RepairReport, Till};

/// What is looked for when a till is opened, beside what was in flight.
pub(crate) enum TakeUp<'a> {
    /// Orders that the log knows and the ledger does not.
    Log(&'a Swap),
    /// After a restore: the orders of the log, and all that can still be read from the ledger that was set aside. What can
    /// only be counted before they are put back is added to the plan's report.
    All(&'a Swap, &'a mut Plan),
}

impl Till {
    /// Opens the ledger, takes up what was in flight, and starts watching. Must be called inside the runtime.
    pub fn open(parts: Parts) -> Result<Arc<Till>, Problem> {
        let swap = Swap::new(parts.path.parent().unwrap_or(Path::new("")), parts.mode);
        let (till, report) = Till::open_and_take_up(parts, TakeUp::Log(&swap), &nobody_hears())?;
        if report.is_some() {
            // Nobody is told of it here.
            swap.forget_plan()?;
        }
        Ok(till)
    }

    /// The same, and tells what was put back.
    pub(crate) fn open_and_take_up(
        parts: Parts,
        take_up: TakeUp<'_>,
        heard: &UpgradeHeard,
    ) -> Result<(Arc<Till>, Option<RepairReport>), Problem> {
        if parts.is_elsewhere {
            // What is known of the file was found out elsewhere, and nobody knows how it came here.
            ledger::forget_check(&parts.path)?;
        }
        let ledger = Ledger::open_telling(&parts.path, opening_of(&parts), &telling(heard, UpgradeStep::Updating))?;
        let (notices, mode) = (parts.notices.clone(), parts.mode);
        // The window offers the repair at once. Nobody listening is no fault: it may be closed.
        ledger.hear_damage(move || drop(notices.send(Notice { mode, about: About::Books })));
        let clock = clock_of(&parts, &ledger)?;
        let now_ms = clock.now_ms();
        let restarted = EventDetail { problem: StoredProblem::Restarted.into_json(), ..EventDetail::default() };
        let on_the_line = ledger.take_up_after_crash(now_ms, &restarted)?;
        if ledger.ask_print_jobs(PrintState::Printing, &Halt::Ended.stored())? > 0 {
            parts.press.note_broken();
        }
        if parts.is_elsewhere {
            ledger.ask_print_jobs(PrintState::Waiting, &Halt::Elsewhere.stored())?;
        }
        let lost: Vec<SaleRow> = ledger.open_orders()?.into_iter().filter(|order| !order.can_be_asked()).collect();
        // Counted before anything is put back; what is put back stands in the report, and so does a restore.
        let in_flight = match take_up {
            TakeUp::Log(_) => on_the_line,
            TakeUp::All(..) => 0,
        };
        let till = Till::over(parts, ledger, clock, in_flight);
        if till.mode == Mode::Practice {
            till.seed_practice_commission()?;
            till.seed_practice_prices()?;
        }
        till.close_lost_orders(&lost)?;
        let report = match take_up {
            TakeUp::Log(swap) => till.take_up_log(swap)?,
            TakeUp::All(swap, plan) => Some(till.take_up_all(swap, plan)?),
        };
        till.runtime.spawn(till.clone().watch());
        till.runtime.spawn(till.clone().read_wallets());
        till.runtime.spawn(till.clone().print_queue());
        Ok((till, report))
    }
}
