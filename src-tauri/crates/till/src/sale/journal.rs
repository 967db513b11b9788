//! Problems in the journal's own form.

use ledger::EventDetail;

use crate::Problem;

/// The evidence of an event.
pub(crate) fn detail_of(sent: Option<String>, received: Option<String>, problem: Option<Problem>) -> EventDetail {
    let problem = problem.and_then(|problem| serde_json::to_value(problem).ok());
    EventDetail { problem, ..EventDetail::of_exchange(sent, received) }
}
