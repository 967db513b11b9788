//! The books made anew from the journal alone, by the ledger's own code: what it writes and what it seals must be one thing.

use crate::disk::Disk;
use crate::world::files;
use crate::world::state::State;

/// So many differences are told of one shop.
const MOST: usize = 3;

pub fn check(disk: &Disk, state: &mut State) {
    match ledger::rebuild_differences(&files::ledger(disk)) {
        Ok(found) => {
            state.violations.extend(found.iter().take(MOST).map(|difference| format!("rebuild: {difference}")))
        }
        Err(error) => state.violations.push(format!("rebuild: it cannot be made: {error}")),
    }
}
