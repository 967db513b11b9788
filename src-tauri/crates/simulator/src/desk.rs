//! What the agent services remember beside orders: agents, applications, wallet loads and one-time passwords.

use serde::{Deserialize, Serialize};

use crate::application::{Application, Kind, Press};

/// One line of the book about an agent service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DeskLine {
    Agent(Agent),
    Application(Box<Application>),
    /// The customer pressed a button of the page.
    Pressed {
        serial: u64,
        at_ms: i64,
        press: Press,
    },
    Load(Load),
    Otp(Otp),
    /// A one-time password was tried.
    Tried {
        serial: u64,
        is_right: bool,
    },
}

/// An agent who was onboarded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Agent {
    pub(crate) serial: u64,
    pub(crate) agent_id: String,
    pub(crate) mobile: String,
}

/// Money asked into the wallet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Load {
    pub(crate) serial: u64,
    pub(crate) amount_paise: i64,
    pub(crate) at_ms: i64,
}

/// How a wallet load goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Payment {
    Once,
    Never,
    Twice,
    /// With another amount than was asked for.
    Other,
    Failed,
    /// Long after everybody has given it up.
    Late,
    /// The code was never shown, for no answer came, and what nobody has seen nobody pays.
    Unseen,
}

/// How many paces late a late payment is.
const LATE_PACES: i64 = 60;

impl Load {
    /// The order id, in the paper's shape.
    pub(crate) fn order_id(&self) -> String {
        format!("WAL{:013}", 9_000_000_000_000 + self.serial)
    }

    /// How it goes: the amount says it.
    pub(crate) fn payment(&self) -> Payment {
        match self.amount_paise {
            10_100 => Payment::Never,
            10_200 => Payment::Twice,
            10_300 => Payment::Other,
            10_400 => Payment::Failed,
            10_500 => Payment::Late,
            10_600 => Payment::Unseen,
            _ => Payment::Once,
        }
    }

    /// When the customer has paid, once or more often, or the payment has failed; nothing if he never does.
    pub(crate) fn moments_ms(&self, pace_ms: i64) -> Vec<i64> {
        let after = |time_ms: i64| self.at_ms.saturating_add(time_ms);
        match self.payment() {
            Payment::Once | Payment::Other | Payment::Failed => vec![after(pace_ms)],
            // The second time comes within a pace of the first.
            Payment::Twice => vec![after(pace_ms), after(pace_ms.saturating_add(pace_ms / 2))],
            Payment::Late => vec![after(pace_ms.saturating_mul(LATE_PACES))],
            Payment::Never | Payment::Unseen => Vec::new(),
        }
    }

    /// When it is said to have been paid, or to have failed.
    pub(crate) fn settles_at_ms(&self, pace_ms: i64) -> Option<i64> {
        self.moments_ms(pace_ms).first().copied()
    }

    /// The amount that each settled payment was of.
    pub(crate) fn paid_paise(&self) -> i64 {
        match self.payment() {
            // Three rupees less than asked for.
            Payment::Other => self.amount_paise - 300,
            Payment::Once | Payment::Twice | Payment::Late => self.amount_paise,
            Payment::Never | Payment::Failed | Payment::Unseen => 0,
        }
    }

    /// What it has put into the wallet at a moment.
    pub(crate) fn credit_paise(&self, pace_ms: i64, now_ms: i64) -> i64 {
        let times = self.moments_ms(pace_ms).into_iter().filter(|at_ms| *at_ms <= now_ms).count();
        self.paid_paise().saturating_mul(i64::try_from(times).unwrap_or_default())
    }
}

/// A one-time password that was sent. Of the Aadhaar number only the last four digits are kept, in memory as in the book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Otp {
    pub(crate) serial: u64,
    pub(crate) order_id: String,
    pub(crate) tail: String,
    /// Whether the password is too late whatever it is.
    pub(crate) is_expired: bool,
    pub(crate) at_ms: i64,
    /// What the provider takes when the number is verified. Books of before this fee have none.
    #[serde(default)]
    pub(crate) fee_paise: i64,
    /// How often a wrong one was tried.
    pub(crate) wrong: u32,
    #[serde(skip)]
    pub(crate) is_used: bool,
}

/// Everything the agent services remember.
#[derive(Debug, Default)]
pub(crate) struct Desk {
    agents: Vec<Agent>,
    applications: Vec<Application>,
    loads: Vec<Load>,
    otps: Vec<Otp>,
}

impl Desk {
    /// The serial that the next thing to remember must bear.
    pub(crate) fn next_serial(&self) -> u64 {
        (self.agents.len() + self.applications.len() + self.loads.len() + self.otps.len()) as u64 + 1
    }

    pub(crate) fn agents(&self) -> &[Agent] {
        &self.agents
    }

    pub(crate) fn applications(&self) -> &[Application] {
        &self.applications
    }

    pub(crate) fn loads(&self) -> &[Load] {
        &self.loads
    }

    /// The application of this order id, if it is of this kind.
    pub(crate) fn application(&self, kind: Kind, order_id: &str) -> Option<&Application> {
        self.applications.iter().find(|application| application.kind == kind && application.order_id == order_id)
    }

    pub(crate) fn otp(&self, order_id: &str) -> Option<&Otp> {
        self.otps.iter().find(|otp| otp.order_id == order_id)
    }

    /// Whether an order id was used before, for whatever.
    pub(crate) fn knows(&self, order_id: &str) -> bool {
        self.applications.iter().any(|application| application.order_id == order_id) || self.otp(order_id).is_some()
    }

    /// What all of it has put into the wallet, less what it has taken out, at a moment.
    pub(crate) fn change_paise(&self, pace_ms: i64, now_ms: i64) -> i64 {
        let credits: i64 = self.loads.iter().map(|load| load.credit_paise(pace_ms, now_ms)).sum();
        let debits: i64 = self.applications.iter().map(|application| application.debit_paise(pace_ms, now_ms)).sum();
        let verified: i64 = self.otps.iter().filter(|otp| otp.is_used).map(|otp| otp.fee_paise).sum();
        credits - debits - verified
    }

    /// Takes a line in.
    pub(crate) fn apply(&mut self, line: DeskLine) {
        match line {
            DeskLine::Agent(agent) => self.agents.push(agent),
            DeskLine::Application(application) => self.applications.push(*application),
            DeskLine::Pressed { serial, at_ms, press } => {
                if let Some(known) = self.applications.iter_mut().find(|known| known.serial == serial) {
                    known.pressed = Some((at_ms, press));
                }
            }
            DeskLine::Load(load) => self.loads.push(load),
            DeskLine::Otp(otp) => self.otps.push(otp),
            DeskLine::Tried { serial, is_right } => {
                if let Some(known) = self.otps.iter_mut().find(|known| known.serial == serial) {
                    known.is_used = is_right;
                    known.wrong += u32::from(!is_right);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(rupees: i64) -> Load {
        Load { serial: 1, amount_paise: rupees * 100, at_ms: 1_000 }
    }

    #[test]
    fn amount_says_how_a_load_goes() {
        let credits = |rupees| [1_099, 1_100, 1_150, 6_999, 7_000].map(|now| load(rupees).credit_paise(100, now));
        assert_eq!(credits(100), [0, 10_000, 10_000, 10_000, 10_000]);
        assert_eq!(credits(101), [0; 5]);
        assert_eq!(credits(102), [0, 10_200, 20_400, 20_400, 20_400]);
        assert_eq!(credits(103), [0, 10_000, 10_000, 10_000, 10_000]);
        assert_eq!(credits(104), [0; 5]);
        assert_eq!(credits(105), [0, 0, 0, 0, 10_500]);
        assert_eq!(credits(106), [0; 5]);
        assert_eq!((load(101).settles_at_ms(100), load(106).settles_at_ms(100)), (None, None));
        assert_eq!((load(104).settles_at_ms(100), load(105).settles_at_ms(100)), (Some(1_100), Some(7_000)));
    }

    #[test]
    fn order_id_of_a_load_has_thirteen_digits() {
        assert_eq!(load(100).order_id(), "WAL9000000000001");
    }
}
