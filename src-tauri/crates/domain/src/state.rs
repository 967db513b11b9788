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
    /// It had succeeded, and the provider took it back later.
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
    /// A person declared an attempt of which the provider has no record failed.
    DeclareFailed,
    /// The shop closed an order of the services desk that nobody finished. Never for a recharge: there, only the
    /// provider knows.
    Abandon,
    /// What counted as failed has succeeded after all, and a person accepts it as done.
    Admit,
}

impl Event {
    /// Every event.
    pub const ALL: [Event; 10] = [
        Event::Submit,
        Event::NeverLeave,
        Event::Accept,
        Event::Succeed,
        Event::Reject,
        Event::LoseTrack,
        Event::Reverse,
        Event::DeclareFailed,
        Event::Abandon,
        Event::Admit,
    ];
}

/// An event that cannot happen in that state.
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
        (S::Unknown, E::DeclareFailed) => Ok(S::Failed),
        (S::Pending | S::Unknown, E::Abandon) => Ok(S::Failed),
        (S::Succeeded, E::Reverse) => Ok(S::Reversed),
        (S::Failed, E::Admit) => Ok(S::Succeeded),
        (
            S::Intended,
            E::Accept | E::Succeed | E::Reject | E::LoseTrack | E::Reverse | E::DeclareFailed | E::Abandon | E::Admit,
        )
        | (S::Submitted, E::Submit | E::Reverse | E::DeclareFailed | E::Abandon | E::Admit)
        | (S::Pending, E::Submit | E::NeverLeave | E::LoseTrack | E::Reverse | E::DeclareFailed | E::Admit)
        | (S::Unknown, E::Submit | E::NeverLeave | E::Reverse | E::Admit)
        | (
            S::Succeeded,
            E::Submit
            | E::NeverLeave
            | E::Accept
            | E::Succeed
            | E::Reject
            | E::LoseTrack
            | E::DeclareFailed
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
            | E::DeclareFailed
            | E::Abandon,
        )
        | (S::NotSent | S::Reversed, E::Admit) => Err(IllegalEvent { state, event }),
    }
}

/// What a provider says about one attempt, whichever its dialect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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

/// What a provider's word means for an attempt in a given state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Heard {
    /// It happened.
    Event(Event),
    /// It says what is known already.
    NothingNew,
    /// It contradicts what is settled: to be journalled and shown to a person, and to change no money.
    Contradiction,
}

/// Reads a provider's word in the light of the state. Failure or refund after success is a reversal (INSPAY and
/// A1Topup send `Failure` for it, the Open API `refunded`); refund of an open attempt is its failure.
pub fn hear(state: SaleState, word: Word) -> Heard {
    use SaleState as S;
    use Word as W;
    match (state, word) {
        (S::Submitted | S::Pending | S::Unknown, W::Accepted) => Heard::Event(Event::Accept),
        (S::Submitted | S::Pending | S::Unknown, W::Succeeded) => Heard::Event(Event::Succeed),
        (S::Submitted | S::Pending | S::Unknown, W::Failed | W::Refunded) => Heard::Event(Event::Reject),
        (S::Succeeded, W::Failed | W::Refunded) if flaw::is_on(Flaw::ReversalUnheard) => Heard::NothingNew,
        (S::Failed | S::Reversed, W::Succeeded) if flaw::is_on(Flaw::ContradictionUnheard) => Heard::NothingNew,
        (S::Succeeded, W::Failed | W::Refunded) => Heard::Event(Event::Reverse),
        (S::Succeeded, W::Succeeded) | (S::Failed | S::Reversed, W::Failed | W::Refunded) => Heard::NothingNew,
        (S::Succeeded, W::Accepted)
        | (S::Failed | S::Reversed, W::Accepted | W::Succeeded)
        | (S::Intended | S::NotSent, W::Accepted | W::Succeeded | W::Failed | W::Refunded) => Heard::Contradiction,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn states() -> impl Iterator<Item = SaleState> {
        SaleState::ALL.into_iter().map(|(state, _)| state)
    }

    #[test]
    fn the_table_is_exactly_this() {
        let mut legal = Vec::new();
        for state in states() {
            for event in Event::ALL {
                if let Ok(next) = apply(state, event) {
                    legal.push(format!("{} {event:?} {}", state.as_str(), next.as_str()));
                }
            }
        }
        let expected = "intended Submit submitted, intended NeverLeave not_sent, submitted NeverLeave not_sent, \
            submitted Accept pending, submitted Succeed succeeded, submitted Reject failed, submitted LoseTrack unknown, \
            pending Accept pending, pending Succeed succeeded, pending Reject failed, pending Abandon failed, \
            unknown Accept pending, unknown Succeed succeeded, unknown Reject failed, unknown LoseTrack unknown, \
            unknown DeclareFailed failed, unknown Abandon failed, succeeded Reverse reversed, failed Admit succeeded";
        assert_eq!(legal.join(", "), expected.split_whitespace().collect::<Vec<_>>().join(" "));
    }

    #[test]
    fn what_is_heard_can_always_be_applied() {
        for state in states() {
            for word in [Word::Accepted, Word::Succeeded, Word::Failed, Word::Refunded] {
                if let Heard::Event(event) = hear(state, word) {
                    assert!(apply(state, event).is_ok(), "{state:?} {word:?}");
                }
            }
        }
    }

    #[test]
    fn words_of_the_database_are_read_back() {
        for (state, word) in SaleState::ALL {
            assert_eq!(SaleState::parse(word), Some(state));
            assert_eq!(state.as_str(), word);
        }
        assert_eq!(SaleState::parse("sent"), None);
    }

    proptest! {
        #[test]
        fn no_history_leads_from_settled_back_to_open(events in prop::collection::vec(0_usize..10, 0..40)) {
            let mut state = SaleState::Intended;
            let mut settled = false;
            let mut successes = 0;
            for index in events {
                if let Ok(next) = apply(state, Event::ALL[index]) {
                    if next == SaleState::Succeeded { successes += 1; }
                    state = next;
                }
                prop_assert!(!(settled && state.is_open()));
                settled |= !state.is_open();
            }
            prop_assert!(successes <= 1);
        }
    }
}
