//! Evidence in the journal's own form.

use ledger::EventDetail;

use crate::problem::stored::StoredProblem;

/// The evidence of an event.
pub(crate) fn detail_of(sent: Option<String>, received: Option<String>, problem: Option<StoredProblem>) -> EventDetail {
    EventDetail { problem: problem.and_then(StoredProblem::into_json), ..EventDetail::of_exchange(sent, received) }
}
