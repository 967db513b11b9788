//! The checker: it compares what the companies did with what the books say. It reads the books with SQL of its own and
//! shares no code with the ledger: neither its queries nor its state machine nor its seal. Only the books that are made anew are made
//! by the ledger itself.

mod accounts;
mod books;
mod chain;
mod closes;
mod forgotten;
mod journal;
mod moved;
mod purse;
mod rebuild;
mod rules;
mod settled;
mod truth;

use super::state::State;
use crate::disk::Disk;
use books::Books;

/// Looks at the books of a disk when everything has come to rest.
pub fn books(disk: &Disk, state: &mut State, now_ms: i64) {
    match Books::read(disk) {
        Ok(books) => {
            state.violations.extend(journal::clock(&books, now_ms));
            state.violations.extend(journal::words(&books, state));
            chain::check(&books, state);
            journal::check(&books, state);
            let (settlements, wrong) = settled::settlements(&books, state);
            state.violations.extend(wrong);
            state.violations.extend(moved::limits(&books, &settlements));
            state.violations.extend(rules::days(&books, state));
            state.violations.extend(forgotten::check(&books, state));
            state.violations.extend(closes::check(&books, state));
            accounts::check(&books, &settlements, state);
            truth::check(&books, state);
            rebuild::check(disk, state);
        }
        Err(error) => state.violations.push(format!("the books cannot be read: {error}")),
    }
}

/// Looks whether everything that an honest company would have told was asked about, before a person does it.
pub fn liveness(disk: &Disk, state: &mut State) {
    match Books::read(disk) {
        Ok(books) => truth::liveness(&books, state),
        Err(error) => state.violations.push(format!("the books cannot be read: {error}")),
    }
}
