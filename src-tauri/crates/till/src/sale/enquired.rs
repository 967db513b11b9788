//! What an enquiry brought, in the form in which the watcher takes it from every company.

use ledger::Booked;
use providers::call::{Finding, Told};

/// What an enquiry brought, and what it tells of money.
pub(crate) struct Enquired {
    pub(crate) told: Told<Finding>,
    pub(crate) booked: Option<Booked>,
    /// The newest attempt when it was asked: a balance in the answer tells of it and of all before.
    pub(crate) after_attempt: Option<i64>,
    /// Whether the schedule asked. Else a person did, or a callback, and nothing of it is used up.
    pub(crate) by_schedule: bool,
}

impl Enquired {
    /// What an answer brought that tells nothing of money.
    pub(crate) fn of(told: Told<Finding>) -> Enquired {
        Enquired { told, booked: None, after_attempt: None, by_schedule: false }
    }
}
