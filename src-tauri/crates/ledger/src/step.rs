//! One thing that happened to an attempt.

use domain::{Event, Paise, SaleState};

use crate::event::{EventDetail, EventKind};

/// What a person should look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attention {
    /// The provider contradicts what is settled.
    Contradicted,
    /// It was asked about as often as the schedule allows.
    NeedsPerson,
}

impl Attention {
    pub(crate) fn as_str(attention: Option<Attention>) -> &'static str {
        match attention {
            None => "",
            Some(Attention::Contradicted) => "contradicted",
            Some(Attention::NeedsPerson) => "needs_person",
        }
    }

    pub(crate) fn parse(word: &str) -> Option<Attention> {
        match word {
            "contradicted" => Some(Attention::Contradicted),
            "needs_person" => Some(Attention::NeedsPerson),
            _ => None,
        }
    }
}

/// What turned out at the end of an order of the services desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Booked {
    /// What the provider took for it: the rest of the charge is earned.
    Fee(Paise),
    /// What was paid into the wallet.
    Paid(Paise),
}

/// Who asked the provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Nobody: it is no enquiry.
    Not,
    /// The schedule, of which it uses up one.
    BySchedule,
    /// A person or a callback, beside the schedule.
    Beside,
}

/// One thing that happened to an attempt: at most one event of the state machine, one row of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The attempt.
    pub attempt_id: i64,
    /// The state in which the caller saw it. When it is in another by now, nothing is written.
    pub expected: SaleState,
    /// The event; `None` for a journal row that changes no state.
    pub event: Option<Event>,
    /// What the journal says.
    pub kind: EventKind,
    /// When, in ms since 1970.
    pub at_ms: i64,
    /// The evidence.
    pub detail: EventDetail,
    /// The provider's id, when the answer carried one.
    pub provider_ref: Option<String>,
    /// The operator's id, when the answer carried one.
    pub operator_ref: Option<String>,
    /// When to ask next; `None`: not any more.
    pub next_check_at_ms: Option<i64>,
    /// Whether somebody asked for it.
    pub asked: Asked,
    /// What a person should look at from now on.
    pub attention: Option<Attention>,
    /// What it really cost or brought, where the provider told.
    pub booked: Option<Booked>,
    /// The link by which a load of the wallet is paid.
    pub link: Option<String>,
}
