//! An application for an account or a PAN card: started by the shop, finished by the customer on a page of his own.

use serde::{Deserialize, Serialize};

use crate::outcome::{Outcome, outcome_of};

/// What a PAN application costs the shop (the paper's sample of PAN status).
const PAN_FEE_PAISE: i64 = 10_700;

/// An ending of the customer's mobile number that says what becomes of an application.
#[derive(Debug, Clone, Copy)]
pub struct TestApplication {
    /// The last five digits of the number.
    pub ending: &'static str,
    /// What happens, in a few words for the shopkeeper who practises.
    pub says: &'static str,
}

/// Every ending that says what becomes of an application. With any other number it waits until the customer has finished the page.
pub const TEST_APPLICATIONS: &[TestApplication] = &[
    TestApplication { ending: "00001", says: "Finished by the customer and accepted at once" },
    TestApplication { ending: "00002", says: "Pending, then accepted" },
    TestApplication { ending: "00003", says: "Pending, then refused, and the fee comes back" },
    TestApplication { ending: "00004", says: "Refused at once" },
    TestApplication { ending: "00005", says: "Accepted, and refunded later" },
    TestApplication { ending: "00006", says: "Started, but no answer comes" },
    TestApplication { ending: "00007", says: "Started, but the answer is cut off" },
    TestApplication { ending: "00008", says: "The provider cannot be reached" },
    TestApplication { ending: "00009", says: "Started, but the answer is about something else" },
    TestApplication { ending: "00010", says: "Refused: the wallet is empty" },
    TestApplication { ending: "00011", says: "Started after a slow answer" },
    TestApplication { ending: "00012", says: "Lost: no answer, and the provider has no record" },
    TestApplication { ending: LINK_EXPIRES, says: "Started, but the link cannot be had a second time" },
];

const LINK_EXPIRES: &str = "00013";

/// What is applied for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    Account,
    Pan,
}

impl Kind {
    /// What the provider takes for it. The paper names a fee for PAN only.
    pub(crate) fn fee_paise(self) -> i64 {
        match self {
            Kind::Account => 0,
            Kind::Pan => PAN_FEE_PAISE,
        }
    }
}

/// How an application stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// The customer has not finished, or the provider has not decided.
    Initiated,
    Succeeded,
    /// Refused or given up; the fee is back.
    Failed,
    /// Succeeded first; then the fee came back.
    Refunded,
}

/// What a customer did on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Press {
    Finish,
    Abandon,
}

/// Who applies. It is never written to the book: what a shopkeeper types while practising may be somebody's true particulars.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) first_name: String,
    pub(crate) middle_name: String,
    pub(crate) last_name: String,
    pub(crate) email: String,
    pub(crate) pan: String,
    pub(crate) pincode: String,
}

/// One application, as it is kept. How it stands follows from the outcome, the customer's press and the clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Application {
    pub(crate) kind: Kind,
    pub(crate) serial: u64,
    pub(crate) order_id: String,
    /// The customer's mobile number.
    pub(crate) number: String,
    /// The paper's `account_type`, or its `pan_mode`.
    pub(crate) variety: String,
    /// The last four signs of the customer's PAN, by which a restarted simulator finds the account again.
    pub(crate) pan_tail: String,
    /// Where this application's own callbacks go.
    pub(crate) return_url: String,
    pub(crate) at_ms: i64,
    /// What the customer did on the page, and when.
    #[serde(skip)]
    pub(crate) pressed: Option<(i64, Press)>,
    #[serde(skip)]
    pub(crate) person: Person,
}

impl Application {
    pub(crate) fn outcome(&self) -> Outcome {
        outcome_of(&self.number)
    }

    /// Whether the link cannot be had a second time.
    pub(crate) fn link_expires(&self) -> bool {
        self.number.ends_with(LINK_EXPIRES)
    }

    /// The changes it goes through, with their moments, in order.
    pub(crate) fn changes(&self, pace_ms: i64) -> Vec<(i64, Standing)> {
        let after = |from_ms: i64, paces: i64| from_ms.saturating_add(pace_ms.saturating_mul(paces));
        match self.pressed {
            Some((pressed_ms, Press::Finish)) => return vec![(after(pressed_ms, 1), Standing::Succeeded)],
            Some((pressed_ms, Press::Abandon)) => return vec![(pressed_ms, Standing::Failed)],
            None => {}
        }
        match self.outcome() {
            // Every number without a meaning succeeds with a recharge; here it waits for the customer.
            Outcome::Success if self.number.ends_with("00001") => vec![(self.at_ms, Standing::Succeeded)],
            Outcome::PendingThenSuccess => vec![(after(self.at_ms, 1), Standing::Succeeded)],
            Outcome::PendingThenFailure => vec![(after(self.at_ms, 1), Standing::Failed)],
            Outcome::Reversed => vec![(self.at_ms, Standing::Succeeded), (after(self.at_ms, 2), Standing::Refunded)],
            // The link may have been lost with the answer, so the customer is waited for.
            Outcome::Success
            | Outcome::NoAnswer
            | Outcome::CutAnswer
            | Outcome::WrongEcho
            | Outcome::Slow
            | Outcome::Failure
            | Outcome::EmptyWallet
            | Outcome::Unreachable
            | Outcome::Lost => Vec::new(),
        }
    }

    /// How it stands at a moment.
    pub(crate) fn standing(&self, pace_ms: i64, now_ms: i64) -> Standing {
        let changes = self.changes(pace_ms);
        changes.iter().rev().find(|(at_ms, _)| *at_ms <= now_ms).map_or(Standing::Initiated, |(_, standing)| *standing)
    }

    /// What it has taken out of the wallet at a moment.
    pub(crate) fn debit_paise(&self, pace_ms: i64, now_ms: i64) -> i64 {
        match self.standing(pace_ms, now_ms) {
            Standing::Initiated | Standing::Succeeded => self.kind.fee_paise(),
            Standing::Failed | Standing::Refunded => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn application(ending: &str) -> Application {
        Application {
            kind: Kind::Pan,
            serial: 1,
            order_id: "G1".to_owned(),
            number: format!("98765{ending}"),
            variety: "EKYC".to_owned(),
            pan_tail: String::new(),
            return_url: String::new(),
            at_ms: 1_000,
            pressed: None,
            person: Person::default(),
        }
    }

    fn standings(application: &Application) -> [Standing; 5] {
        [1_000, 1_099, 1_100, 1_199, 1_200].map(|now| application.standing(100, now))
    }

    #[test]
    fn number_says_how_it_goes() {
        use Standing::{Failed, Initiated, Refunded, Succeeded};
        assert_eq!(standings(&application("43210")), [Initiated; 5]);
        assert_eq!(standings(&application("00001")), [Succeeded; 5]);
        assert_eq!(standings(&application("00002")), [Initiated, Initiated, Succeeded, Succeeded, Succeeded]);
        assert_eq!(standings(&application("00003")), [Initiated, Initiated, Failed, Failed, Failed]);
        assert_eq!(standings(&application("00005")), [Succeeded, Succeeded, Succeeded, Succeeded, Refunded]);
        assert_eq!(standings(&application("00006")), [Initiated; 5]);
        assert_eq!(standings(&application("00013")), [Initiated; 5]);
    }

    #[test]
    fn press_moves_it_on() {
        use Standing::{Failed, Initiated, Succeeded};
        let pressed = |press| Application { pressed: Some((1_000, press)), ..application("43210") };
        assert_eq!(standings(&pressed(Press::Finish)), [Initiated, Initiated, Succeeded, Succeeded, Succeeded]);
        assert_eq!(standings(&pressed(Press::Abandon)), [Failed; 5]);
    }

    #[test]
    fn fee_is_away_exactly_while_it_stands() {
        let refunded = application("00005");
        assert_eq!((refunded.debit_paise(100, 1_000), refunded.debit_paise(100, 1_200)), (10_700, 0));
        assert_eq!(application("43210").debit_paise(100, 9_000), 10_700);
    }

    #[test]
    fn neither_person_nor_whole_pan_is_written() {
        let mut application = application("43210");
        application.person =
            Person { first_name: "Asha".to_owned(), pan: "ABCDE1234F".to_owned(), ..Person::default() };
        let written = serde_json::to_string(&application).unwrap();
        assert!(!written.contains("Asha") && !written.contains("ABCDE"), "{written}");
    }
}
