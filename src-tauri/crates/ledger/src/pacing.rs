//! Work of minutes that goes beside the sales: it asks again and again whether it is to go on, and may be let rest there.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rusqlite::Connection;

use crate::{Ledger, LedgerError};

/// SQLite asks after so many of its steps whether it is to go on. They take less than a millisecond.
const STEPS: i32 = if cfg!(test) { 50 } else { 1_000 };

/// Is asked again and again while a whole file is read or written. It may take its time: nothing that a sale needs is held meanwhile.
/// `false`: nobody wants the work any more.
pub type Pacing = Arc<dyn Fn() -> bool + Send + Sync>;

/// Work that rests nowhere: somebody waits for it.
pub fn at_full_speed() -> Pacing {
    Arc::new(|| true)
}

/// What runs over a connection asks from now on, and is interrupted when `stops` says so.
pub(crate) fn asks(
    connection: &mut Connection,
    stops: impl FnMut() -> bool + Send + 'static,
) -> Result<(), LedgerError> {
    Ok(connection.progress_handler(STEPS, Some(stops))?)
}

/// What runs over a connection goes at a pace from now on.
pub(crate) fn is_paced_by(connection: &mut Connection, pacing: &Pacing) -> Result<(), LedgerError> {
    let pacing = pacing.clone();
    asks(connection, move || !pacing())
}

impl Ledger {
    /// The same, and it ends when the ledger is being closed. The second value tells whether it was ended.
    pub(crate) fn until_closed(&self, pacing: &Pacing) -> (Pacing, impl Fn() -> bool + use<>) {
        let (pacing, is_closing, is_stopped) =
            (pacing.clone(), self.is_closing.clone(), Arc::new(AtomicBool::new(false)));
        let told = is_stopped.clone();
        let until = move || {
            if !pacing() || is_closing.load(Ordering::Acquire) {
                told.store(true, Ordering::Release);
            }
            !told.load(Ordering::Acquire)
        };
        (Arc::new(until), move || is_stopped.load(Ordering::Acquire))
    }
}
