//! One thing that happened to an attempt.

use domain::{Event, Paise, Reading, SaleState};

use crate::entry::{Asked, Attention, Booked, Wrote};
use crate::event::{EventDetail, EventKind, PersonsWord};
use crate::row::SaleRow;

/// No schedule plans further ahead than this, in ms. The last enquiry about a success comes three days after it.
const FURTHEST_MS: i64 = 4 * 86_400_000;

/// The latest moment for which an enquiry is planned. A plan beyond it counts as due at once, and would be due again after
/// each enquiry.
pub(crate) fn furthest_ms(now_ms: i64) -> i64 {
    now_ms.saturating_add(FURTHEST_MS)
}

/// What the journal says of a step that changes no state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Silent {
    /// The provider knows no such order.
    NoRecord,
    /// An enquiry that said nothing, or nothing new.
    NoNews,
    /// The provider contradicts what is settled.
    Contradicted,
    /// A load of the wallet that was done turned out to have been paid once more.
    PaidAgain,
    /// A person has complained to the company.
    Disputed,
    /// What was said about the complaint, or what comes next.
    ComplaintNoted,
    /// The complaint ended.
    ComplaintClosed,
    /// A person has dealt with what contradicts itself.
    DealtWith,
    /// A person's word that is put back and no longer changes anything.
    PersonSaid,
    /// The same, as an earlier version wrote it.
    DeclaredFailed,
}

impl Silent {
    fn kind(self) -> EventKind {
        match self {
            Silent::NoRecord => EventKind::NoRecord,
            Silent::NoNews => EventKind::NoNews,
            Silent::Contradicted => EventKind::Contradicted,
            Silent::PaidAgain => EventKind::PaidAgain,
            Silent::Disputed => EventKind::Disputed,
            Silent::ComplaintNoted => EventKind::ComplaintNoted,
            Silent::ComplaintClosed => EventKind::ComplaintClosed,
            Silent::DealtWith => EventKind::DealtWith,
            Silent::PersonSaid => EventKind::PersonSaid,
            Silent::DeclaredFailed => EventKind::DeclaredFailed,
        }
    }
}

/// The journal's kind for an event.
fn kind_of(event: Event) -> EventKind {
    match event {
        Event::Submit => EventKind::Submitted,
        Event::NeverLeave => EventKind::NotSent,
        Event::Accept => EventKind::Accepted,
        Event::Succeed => EventKind::Succeeded,
        Event::Reject => EventKind::Rejected,
        Event::LoseTrack => EventKind::LostTrack,
        Event::Reverse => EventKind::Reversed,
        Event::DeclareSucceeded | Event::DeclareFailed | Event::DeclareReversed => EventKind::PersonSaid,
        Event::Abandon => EventKind::Abandoned,
        Event::Admit => EventKind::Admitted,
    }
}

/// One thing that happened to an attempt: at most one event of the state machine, and one row of the journal. A step
/// changes only what it names.
///
/// The journal's kind follows from the event and from who tells it. So the two cannot contradict each other; neither of
/// these compiles:
///
/// ```compile_fail
/// fn contradicting(step: ledger::Step) -> ledger::Step {
///     ledger::Step { kind: ledger::EventKind::Rejected, ..step }
/// }
/// ```
/// ```compile_fail
/// fn contradicting(sale: &ledger::SaleRow) -> ledger::Step {
///     ledger::Step::silent(sale, ledger::EventKind::Rejected, 0)
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub(crate) attempt_id: i64,
    /// The state in which the caller saw it. When it is in another by now, nothing is written.
    pub(crate) expected: SaleState,
    /// `None` for a journal row that changes no state.
    event: Option<Event>,
    kind: EventKind,
    pub(crate) at_ms: i64,
    pub(crate) detail: EventDetail,
    pub(crate) provider_ref: Option<String>,
    pub(crate) operator_ref: Option<String>,
    /// `None`: it is not asked about any more.
    pub(crate) next_check_at_ms: Option<i64>,
    pub(crate) asked: Asked,
    pub(crate) attention: Option<Attention>,
    pub(crate) booked: Option<Booked>,
    pub(crate) link: Option<String>,
    pub(crate) reading: Option<Reading>,
    pub(crate) told_earned: Option<Paise>,
}

/// The ways to begin a step.
impl Step {
    fn new(sale: &SaleRow, event: Option<Event>, kind: EventKind, at_ms: i64) -> Step {
        Step {
            attempt_id: sale.attempt_id,
            expected: sale.state,
            event,
            kind,
            at_ms,
            detail: EventDetail::default(),
            provider_ref: None,
            operator_ref: None,
            next_check_at_ms: sale.next_check_at_ms,
            asked: Asked::Not,
            attention: sale.attention,
            booked: None,
            link: None,
            reading: None,
            told_earned: None,
        }
    }

    /// A step for an event that the company, the line or the shop itself tells. `sale` is the attempt as the caller saw it.
    /// `at_ms`: when, in ms since 1970.
    pub fn of(sale: &SaleRow, event: Event, at_ms: i64) -> Step {
        Step::new(sale, Some(event), kind_of(event), at_ms)
    }

    /// A step for an event that a person tells, with what the person wrote down. `at_ms`: when, in ms since 1970.
    pub fn said(sale: &SaleRow, event: Event, person: PersonsWord, at_ms: i64) -> Step {
        Step::by_person(sale, event, at_ms).evidence(EventDetail { person: Some(person), ..EventDetail::default() })
    }

    /// The same without what was written down.
    pub(crate) fn by_person(sale: &SaleRow, event: Event, at_ms: i64) -> Step {
        // The shop itself may admit a success, too. Then the kind is *admitted*, because no person said it.
        let kind = if event == Event::Admit { EventKind::PersonSaid } else { kind_of(event) };
        Step::new(sale, Some(event), kind, at_ms)
    }

    /// A step for a person's word that it failed, as an earlier version wrote it.
    pub(crate) fn declared_failed(sale: &SaleRow, at_ms: i64) -> Step {
        Step::new(sale, Some(Event::DeclareFailed), EventKind::DeclaredFailed, at_ms)
    }

    /// A step for an event that must have happened, and that is put back after a loss of the books.
    pub(crate) fn recovered(sale: &SaleRow, event: Event, at_ms: i64) -> Step {
        Step::new(sale, Some(event), EventKind::Recovered, at_ms)
    }

    /// A step that changes no state. `at_ms`: when, in ms since 1970.
    pub fn silent(sale: &SaleRow, kind: Silent, at_ms: i64) -> Step {
        Step::new(sale, None, kind.kind(), at_ms)
    }
}

/// How the journal keeps a step, so that it can be taken once more.
impl Step {
    /// What of it stands in no column of the journal and in none of the evidence.
    pub(crate) fn wrote(&self) -> Wrote {
        Wrote {
            event: self.event,
            provider_ref: self.provider_ref.clone(),
            operator_ref: self.operator_ref.clone(),
            next_check_at_ms: self.next_check_at_ms,
            asked: self.asked,
            attention: self.attention,
            booked: self.booked,
            link: self.link.clone(),
        }
    }

    /// The step that a row of the journal tells of. `detail`: its evidence.
    pub(crate) fn taken_again(
        attempt_id: i64,
        expected: SaleState,
        kind: EventKind,
        at_ms: i64,
        detail: EventDetail,
        wrote: Wrote,
    ) -> Step {
        let Wrote { event, provider_ref, operator_ref, next_check_at_ms, asked, attention, booked, link } = wrote;
        Step {
            attempt_id,
            expected,
            event,
            kind,
            at_ms,
            detail,
            provider_ref,
            operator_ref,
            next_check_at_ms,
            asked,
            attention,
            booked,
            link,
            reading: None,
            told_earned: None,
        }
    }
}

/// What a step says beside that.
impl Step {
    /// Expects another state than that of the row. If the attempt is in a third one by now, nothing is written.
    pub fn expecting(self, expected: SaleState) -> Step {
        Step { expected, ..self }
    }

    /// What was sent, what came back, and what went wrong.
    pub fn evidence(self, detail: EventDetail) -> Step {
        Step { detail, ..self }
    }

    /// The provider's and the operator's ids, where the answer carried them.
    pub fn refs(self, provider_ref: Option<String>, operator_ref: Option<String>) -> Step {
        Step { provider_ref, operator_ref, ..self }
    }

    /// When to ask next, in ms since 1970; `None`: not any more.
    pub fn ask_next(self, next_check_at_ms: Option<i64>) -> Step {
        Step { next_check_at_ms, ..self }
    }

    /// Asks at that moment (ms since 1970) at the latest; `None` changes nothing.
    pub fn ask_by(self, at_ms: Option<i64>) -> Step {
        let next_check_at_ms = self.next_check_at_ms.into_iter().chain(at_ms).min();
        Step { next_check_at_ms, ..self }
    }

    /// Who asked for it.
    pub fn asked(self, asked: Asked) -> Step {
        Step { asked, ..self }
    }

    /// What a person should look at from now on; `None`: at nothing.
    pub fn flag(self, attention: Option<Attention>) -> Step {
        Step { attention, ..self }
    }

    /// The real fee or payment, if the provider told it.
    pub fn booked(self, booked: Option<Booked>) -> Step {
        Step { booked, ..self }
    }

    /// The wallet's balance that came with the answer, and what it tells of the commission. They are kept in the commit of the step, so
    /// that an answer with a balance is no second commit.
    pub fn balance(self, reading: Option<Reading>, told_earned: Option<Paise>) -> Step {
        Step { reading, told_earned, ..self }
    }

    /// The link by which a load of the wallet is paid.
    pub fn link(self, link: Option<String>) -> Step {
        Step { link, ..self }
    }

    /// Puts another event in the place of the step's own. The kind follows.
    pub fn instead(self, event: Event) -> Step {
        Step { event: Some(event), kind: kind_of(event), ..self }
    }

    /// Sets the journal's kind of a step that changes no state. Of any other step the kind follows from its event and
    /// stays.
    pub fn told_as(self, kind: Silent) -> Step {
        let kind = if self.event.is_none() { kind.kind() } else { self.kind };
        Step { kind, ..self }
    }
}

/// Reads a step.
impl Step {
    /// The event; `None` for a row of the journal that changes no state.
    pub fn event(&self) -> Option<Event> {
        self.event
    }

    /// What the journal says.
    pub fn kind(&self) -> EventKind {
        self.kind
    }

    /// Whether the wallet's balance came with it.
    pub fn has_balance(&self) -> bool {
        self.reading.is_some()
    }

    /// When, in ms since 1970.
    pub fn at_ms(&self) -> i64 {
        self.at_ms
    }

    /// When it is asked about next, in ms since 1970; `None`: not any more.
    pub fn next_check_at_ms(&self) -> Option<i64> {
        self.next_check_at_ms
    }
}
