//! The life of a sale's attempt: one pure function over a closed table.

use serde::{Deserialize, Serialize};

use crate::flaw::{self, Flaw};

/// Where an attempt (and with it its sale) stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum SaleState {
    /// Wanted by the shopkeeper; nothing was handed to the line.
    Intended,
    /// Durable as "being sent": from here on a request may have left.
    Submitted,
    /// The request provably never left this computer.
    NotSent,
    /// The provider has it and has not finished.
    Pending,
    /// A request may have left and no answer could be understood.
    Unknown,
    /// The provider said it succeeded.
    Succeeded,
    /// The provider said it failed, or a person declared it so.
    Failed,
    /// It had succeeded, and the provider took it back later, or a person says so.
    Reversed,
}

impl SaleState {
    /// Every state, with the word the database uses for it.
    pub const ALL: [(SaleState, &'static str); 8] = [
        (SaleState::Intended, "intended"),
        (SaleState::Submitted, "submitted"),
        (SaleState::NotSent, "not_sent"),
        (SaleState::Pending, "pending"),
        (SaleState::Unknown, "unknown"),
        (SaleState::Succeeded, "succeeded"),
        (SaleState::Failed, "failed"),
        (SaleState::Reversed, "reversed"),
    ];

    /// The word for it in the database.
    pub fn as_str(self) -> &'static str {
        SaleState::ALL.iter().find(|(state, _)| *state == self).map_or("", |(_, word)| word)
    }

    /// The state of that word.
    pub fn parse(word: &str) -> Option<SaleState> {
        SaleState::ALL.iter().find(|(_, known)| *known == word).map(|(state, _)| *state)
    }

    /// Whether the sale is not settled: a second request for it could charge twice.
    pub fn is_open(self) -> bool {
        matches!(self, SaleState::Intended | SaleState::Submitted | SaleState::Pending | SaleState::Unknown)
    }
}

/// What can happen to an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// It is about to be handed to the line.
    Submit,
    /// It provably never left.
    NeverLeave,
    /// The provider has it and is working on it.
    Accept,
    /// The provider says it succeeded.
    Succeed,
    /// The provider says it failed, in an allow-listed word.
    Reject,
    /// It may have left, and nothing understandable came back.
    LoseTrack,
    /// The provider took a success back.
    Reverse,
    /// A person says that it succeeded, by the company's portal or helpline.
    DeclareSucceeded,
    /// A person says that it failed, or that its money went back before it was ever done: by the company's portal or
    /// helpline, or because the provider has no record of it. Of a success that stands by a person's word, that this was a
    /// mistake.
    DeclareFailed,
    /// A person says that the company gave the money of a success back.
    DeclareReversed,
    /// The shop closed an order of the services desk that nobody finished. Never for a recharge: there, only the
    /// provider knows.
    Abandon,
    /// What counted as failed, or as given back, has succeeded after all, and a person accepts it as done.
    Admit,
}

impl Event {
    /// Every event.
    pub const ALL: [Event; 12] = [
        Event::Submit,
        Event::NeverLeave,
        Event::Accept,
        Event::Succeed,
        Event::Reject,
        Event::LoseTrack,
        Event::Reverse,
        Event::DeclareSucceeded,
        Event::DeclareFailed,
        Event::DeclareReversed,
        Event::Abandon,
        Event::Admit,
    ];
}

/// An event that cannot happen to an attempt in that state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{event:?} cannot happen to an attempt that is {state:?}")]
pub struct IllegalEvent {
    /// The state it was in.
    pub state: SaleState,
    /// The event that was tried.
    pub event: Event,
}

/// The state after the event. Every pair that is not in the table is illegal; there is no default.
pub fn apply(state: SaleState, event: Event) -> Result<SaleState, IllegalEvent> {
    use Event as E;
    use SaleState as S;
    match (state, event) {
        (S::Intended, E::Submit) => Ok(S::Submitted),
        (S::Intended | S::Submitted, E::NeverLeave) => Ok(S::NotSent),
        (S::Submitted | S::Pending | S::Unknown, E::Accept) => Ok(S::Pending),
        (S::Submitted | S::Pending | S::Unknown, E::Succeed) => Ok(S::Succeeded),
        (S::Submitted | S::Pending | S::Unknown, E::Reject) => Ok(S::Failed),
        (S::Submitted | S::Unknown, E::LoseTrack) => Ok(S::Unknown),
        (S::Pending | S::Unknown, E::DeclareSucceeded) => Ok(S::Succeeded),
        (S::Pending | S::Unknown, E::DeclareFailed | E::Abandon) | (S::Succeeded, E::DeclareFailed) => Ok(S::Failed),
        (S::Succeeded, E::Reverse | E::DeclareReversed) => Ok(S::Reversed),
        (S::Failed | S::Reversed, E::Admit) => Ok(S::Succeeded),
        (
            S::Intended,
            E::Accept
            | E::Succeed
            | E::Reject
            | E::LoseTrack
            | E::Reverse
            | E::DeclareSucceeded
            | E::DeclareFailed
            | E::DeclareReversed
            | E::Abandon
            | E::Admit,
        )
        | (
            S::Submitted,
            E::Submit
            | E::Reverse
            | E::DeclareSucceeded
            | E::DeclareFailed
            | E::DeclareReversed
            | E::Abandon
            | E::Admit,
        )
        | (S::Pending, E::Submit | E::NeverLeave | E::LoseTrack | E::Reverse | E::DeclareReversed | E::Admit)
        | (S::Unknown, E::Submit | E::NeverLeave | E::Reverse | E::DeclareReversed | E::Admit)
        | (
            S::Succeeded,
            E::Submit
            | E::NeverLeave
            | E::Accept
            | E::Succeed
            | E::Reject
            | E::LoseTrack
            | E::DeclareSucceeded
            | E::Abandon
            | E::Admit,
        )
        | (
            S::NotSent | S::Failed | S::Reversed,
            E::Submit
            | E::NeverLeave
            | E::Accept
            | E::Succeed
            | E::Reject
            | E::LoseTrack
            | E::Reverse
            | E::DeclareSucceeded
            | E::DeclareFailed
            | E::DeclareReversed
            | E::Abandon,
        )
        | (S::NotSent, E::Admit) => Err(IllegalEvent { state, event }),
    }
}

/// What a provider says about one attempt, whichever its dialect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename = "CompanyWord", rename_all = "snake_case")]
pub enum Word {
    /// It has the request and has not finished.
    Accepted,
    /// It succeeded.
    Succeeded,
    /// It failed.
    Failed,
    /// The money went back.
    Refunded,
}

impl Word {
    /// The word for it in the journal.
    pub fn as_str(self) -> &'static str {
        match self {
            Word::Accepted => "accepted",
            Word::Succeeded => "succeeded",
            Word::Failed => "failed",
            Word::Refunded => "refunded",
        }
    }

    /// Whether an attempt that is in this state ended as this word says.
    pub fn holds(self, state: SaleState) -> bool {
        match self {
            Word::Accepted => false,
            Word::Succeeded => state == SaleState::Succeeded,
            Word::Failed | Word::Refunded => matches!(state, SaleState::Failed | SaleState::Reversed),
        }
    }
}

/// The meaning of a provider's word for an attempt in a given state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Heard {
    /// It happened.
    Event(Event),
    /// It says what is known already.
    NothingNew,
    /// It contradicts a settled state. It is journalled and shown to a person, and changes no money.
    Contradiction,
}

/// Whose word put an attempt into its state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Whose {
    /// The company's.
    Company,
    /// A person's, who heard it from the company's portal or helpline.
    Person,
}

/// Reads a provider's word in the light of the state. Failure or refund after success is a reversal (INSPAY and
/// A1Topup send `Failure` for it, the Open API `refunded`); refund of an open attempt is its failure. What a person
/// said is never changed by the company alone: whatever else it says is for the person to look at.
pub fn hear(state: SaleState, whose: Whose, word: Word) -> Heard {
    use SaleState as S;
    use Whose::{Company, Person};
    use Word as W;
    match (state, whose, word) {
        (S::Submitted | S::Pending | S::Unknown, _, W::Accepted) => Heard::Event(Event::Accept),
        (S::Submitted | S::Pending | S::Unknown, _, W::Succeeded) => Heard::Event(Event::Succeed),
        (S::Submitted | S::Pending | S::Unknown, _, W::Failed | W::Refunded) => Heard::Event(Event::Reject),
        (S::Succeeded, _, W::Failed | W::Refunded) if flaw::is_on(Flaw::ReversalUnheard) => Heard::NothingNew,
        (S::Failed | S::Reversed, _, W::Succeeded) if flaw::is_on(Flaw::ContradictionUnheard) => Heard::NothingNew,
        (S::Succeeded, Person, W::Failed | W::Refunded) if flaw::is_on(Flaw::PersonOverruled) => {
            Heard::Event(Event::Reverse)
        }
        (S::Succeeded, Company, W::Failed | W::Refunded) => Heard::Event(Event::Reverse),
        (S::Succeeded, _, W::Succeeded) | (S::Failed | S::Reversed, _, W::Failed | W::Refunded) => Heard::NothingNew,
        (S::Succeeded, Person, W::Failed | W::Refunded)
        | (S::Succeeded, _, W::Accepted)
        | (S::Failed | S::Reversed, _, W::Accepted | W::Succeeded)
        | (S::Intended | S::NotSent, _, W::Accepted | W::Succeeded | W::Failed | W::Refunded) => Heard::Contradiction,
    }
}

/// What a person heard from the company's portal or helpline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// It succeeded.
    Succeeded,
    /// It failed.
    Failed,
    /// The money was given back.
    GivenBack,
}

impl Said {
    /// Every word, with the one the database uses for it.
    pub const ALL: [(Said, &'static str); 3] =
        [(Said::Succeeded, "succeeded"), (Said::Failed, "failed"), (Said::GivenBack, "given_back")];

    /// The word for it in the database.
    pub fn as_str(self) -> &'static str {
        Said::ALL.iter().find(|(said, _)| *said == self).map_or("", |(_, word)| word)
    }

    /// Reads the database's word for it.
    pub fn parse(word: &str) -> Option<Said> {
        Said::ALL.iter().find(|(_, known)| *known == word).map(|(said, _)| *said)
    }

    /// Whether a person's word can have put an attempt into this state.
    pub fn holds(self, state: SaleState) -> bool {
        match state {
            SaleState::Succeeded => self == Said::Succeeded,
            SaleState::Failed => self == Said::Failed || self == Said::GivenBack,
            SaleState::Reversed => self == Said::GivenBack,
            SaleState::Intended
            | SaleState::Submitted
            | SaleState::NotSent
            | SaleState::Pending
            | SaleState::Unknown => false,
        }
    }
}

/// The event that a person's word is for an attempt; `None` where it cannot be said. `in_doubt`: the attempt stands by a
/// person's word alone, or the company contradicted it. Then a person may say otherwise. Nobody overturns what the company
/// itself says, with one exception: a person may say that the company gave the money of a success back, because disputes end so.
pub fn declared(state: SaleState, said: Said, in_doubt: bool) -> Option<Event> {
    match (state, said) {
        (SaleState::Pending | SaleState::Unknown, Said::Succeeded) => Some(Event::DeclareSucceeded),
        (SaleState::Pending | SaleState::Unknown, Said::Failed | Said::GivenBack) => Some(Event::DeclareFailed),
        (SaleState::Succeeded, Said::GivenBack) => Some(Event::DeclareReversed),
        (SaleState::Succeeded, Said::Failed) if in_doubt => Some(Event::DeclareFailed),
        (SaleState::Failed | SaleState::Reversed, Said::Succeeded) if in_doubt => Some(Event::Admit),
        (SaleState::Succeeded, Said::Succeeded | Said::Failed)
        | (
            SaleState::Intended | SaleState::Submitted | SaleState::NotSent | SaleState::Failed | SaleState::Reversed,
            Said::Succeeded | Said::Failed | Said::GivenBack,
        ) => None,
    }
}

#[cfg(test)]
mod tests;
