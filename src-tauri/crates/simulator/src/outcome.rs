//! What becomes of a sale, chosen by the last five digits of its number.

use serde::{Deserialize, Serialize};

/// What the simulated provider does with a sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Succeeds at once.
    Success,
    /// Pending, then success.
    PendingThenSuccess,
    /// Pending, then failure.
    PendingThenFailure,
    /// Fails at once with a reason.
    Failure,
    /// Succeeds, and is reversed and refunded later.
    Reversed,
    /// Executed, but the connection is closed without an answer.
    NoAnswer,
    /// Executed, but the answer breaks off in its middle.
    CutAnswer,
    /// The provider cannot be reached: nothing arrives and nothing is recorded.
    Unreachable,
    /// Executed, but the answer is about another number.
    WrongEcho,
    /// Refused because the wallet is empty.
    EmptyWallet,
    /// Succeeds, but the answer takes its time.
    Slow,
    /// Closed without an answer and never executed: the enquiry knows nothing of it.
    Lost,
}

/// One ending that chooses an outcome.
#[derive(Debug, Clone, Copy)]
pub struct TestNumber {
    /// The last five digits of the number.
    pub ending: &'static str,
    /// What they choose.
    pub outcome: Outcome,
    /// The same in a few words for the shopkeeper who practises.
    pub says: &'static str,
}

/// Every ending that chooses an outcome. Any other number succeeds at once.
pub const TEST_NUMBERS: &[TestNumber] = &[
    chooses("00001", Outcome::Success, "Succeeds at once"),
    chooses("00002", Outcome::PendingThenSuccess, "Pending, then succeeds"),
    chooses("00003", Outcome::PendingThenFailure, "Pending, then fails"),
    chooses("00004", Outcome::Failure, "Fails: invalid number"),
    chooses("00005", Outcome::Reversed, "Succeeds, and is reversed later"),
    chooses("00006", Outcome::NoAnswer, "Succeeds, but no answer comes"),
    chooses("00007", Outcome::CutAnswer, "Succeeds, but the answer is cut off"),
    chooses("00008", Outcome::Unreachable, "The provider cannot be reached"),
    chooses("00009", Outcome::WrongEcho, "Succeeds, but the answer names another number"),
    chooses("00010", Outcome::EmptyWallet, "Refused: the wallet is empty"),
    chooses("00011", Outcome::Slow, "Succeeds after a slow answer"),
    chooses("00012", Outcome::Lost, "Lost: no answer, and the provider has no record"),
];

const fn chooses(ending: &'static str, outcome: Outcome, says: &'static str) -> TestNumber {
    TestNumber { ending, outcome, says }
}

/// What becomes of a sale to this number.
pub fn outcome_of(number: &str) -> Outcome {
    TEST_NUMBERS.iter().find(|test| number.ends_with(test.ending)).map_or(Outcome::Success, |test| test.outcome)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn last_five_digits_choose_whatever_stands_before_them() {
        assert_eq!(outcome_of("9876500002"), Outcome::PendingThenSuccess);
        assert_eq!(outcome_of("302100000012"), Outcome::Lost);
    }

    #[test]
    fn every_other_number_succeeds() {
        for number in ["9876543210", "9876500000", "9876500013", "9876510002", "", "0002"] {
            assert_eq!(outcome_of(number), Outcome::Success, "{number}");
        }
    }

    #[test]
    fn each_ending_and_each_outcome_stands_once() {
        for (place, test) in TEST_NUMBERS.iter().enumerate() {
            let later = &TEST_NUMBERS[place + 1..];
            assert!(later.iter().all(|other| other.ending != test.ending), "{}", test.ending);
            assert!(later.iter().all(|other| other.outcome != test.outcome), "{}", test.ending);
        }
    }
}
