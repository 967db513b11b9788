//! Complaints to a company about a sale: why one is made, and how it ends.

use serde::{Deserialize, Serialize};

/// Why a shop complains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ComplaintReason {
    /// The company says that it is done, and the customer has nothing.
    NotReceived,
    /// It came to nothing, and the company keeps the money.
    MoneyNotBack,
    /// It does not come to an end.
    Waiting,
    /// The company took the money twice.
    TakenTwice,
    /// Another number, amount or plan than was ordered.
    WrongThing,
    /// The commission is not what was agreed.
    Commission,
    /// Something else. It also stands for what earlier versions wrote, which did not ask.
    Other,
}

/// How a complaint ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ComplaintOutcome {
    /// The company gave the money back.
    MoneyBack,
    /// The customer has it after all.
    DoneAfterAll,
    /// The company refused.
    Refused,
    /// The shop gave it up.
    GivenUp,
    /// Nothing was wrong: the complaint was a mistake.
    Mistake,
}

impl ComplaintReason {
    /// Every reason, as the books write it.
    pub const ALL: [(ComplaintReason, &'static str); 7] = [
        (ComplaintReason::NotReceived, "not_received"),
        (ComplaintReason::MoneyNotBack, "money_not_back"),
        (ComplaintReason::Waiting, "waiting"),
        (ComplaintReason::TakenTwice, "taken_twice"),
        (ComplaintReason::WrongThing, "wrong_thing"),
        (ComplaintReason::Commission, "commission"),
        (ComplaintReason::Other, "other"),
    ];

    /// The word for it in the books.
    pub fn as_str(self) -> &'static str {
        ComplaintReason::ALL.iter().find(|(reason, _)| *reason == self).map_or("", |(_, word)| word)
    }

    /// The reason of that word.
    pub fn parse(word: &str) -> Option<ComplaintReason> {
        ComplaintReason::ALL.iter().find(|(_, known)| *known == word).map(|(reason, _)| *reason)
    }
}

impl ComplaintOutcome {
    /// Every outcome, as the books write it.
    pub const ALL: [(ComplaintOutcome, &'static str); 5] = [
        (ComplaintOutcome::MoneyBack, "money_back"),
        (ComplaintOutcome::DoneAfterAll, "done_after_all"),
        (ComplaintOutcome::Refused, "refused"),
        (ComplaintOutcome::GivenUp, "given_up"),
        (ComplaintOutcome::Mistake, "mistake"),
    ];

    /// The word for it in the books.
    pub fn as_str(self) -> &'static str {
        ComplaintOutcome::ALL.iter().find(|(outcome, _)| *outcome == self).map_or("", |(_, word)| word)
    }

    /// The outcome of that word.
    pub fn parse(word: &str) -> Option<ComplaintOutcome> {
        ComplaintOutcome::ALL.iter().find(|(_, known)| *known == word).map(|(outcome, _)| *outcome)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_and_the_books_have_one_word_for_each() {
        for (reason, word) in ComplaintReason::ALL {
            assert_eq!(serde_json::to_value(reason).unwrap(), word);
            assert_eq!((reason.as_str(), ComplaintReason::parse(word)), (word, Some(reason)));
        }
        for (outcome, word) in ComplaintOutcome::ALL {
            assert_eq!(serde_json::to_value(outcome).unwrap(), word);
            assert_eq!((outcome.as_str(), ComplaintOutcome::parse(word)), (word, Some(outcome)));
        }
    }
}
