//! What is asked of whom: the calls that begin an order, in five dialects, and the enquiries after them.

use std::sync::Arc;

use domain::{PanMode, SaleState};
use secrecy::SecretString;
use till::{AadhaarInput, AccountInput, Language, LoadInput, Mode, PanInput, Problem, SaleInput, SaleView, Till};

use super::stall::{Stall, intent, prepaid};
use crate::mouth::{self, Mouth, SLUGS};

/// A call that begins an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call {
    /// A recharge.
    Recharge,
    /// An application for a PAN card.
    Pan,
    /// The opening of an account.
    Account,
    /// A load of the wallet.
    Load,
    /// An identity check: the call that has a password sent.
    Otp,
}

/// What the provider does with the order, should it get it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truth {
    /// It carries it out at once.
    Done,
    /// It refuses at once.
    Refused,
    /// It carries it out a while later.
    DoneLater,
    /// It lets it fail a while later.
    FailsLater,
    /// It never gets it.
    Lost,
}

/// One call to one provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The provider.
    pub slug: &'static str,
    /// The call.
    pub call: Call,
    /// Whether it is the enquiry after the call that meets the fault.
    pub enquiry: bool,
}

/// The desk's company.
pub const AGENT: &str = "inexopay";

/// Every column.
pub fn all() -> Vec<Column> {
    let recharges = SLUGS.map(|slug| (slug, Call::Recharge));
    let orders = [Call::Pan, Call::Account, Call::Load, Call::Otp].map(|call| (AGENT, call));
    let calls = recharges.into_iter().chain(orders);
    let both = |(slug, call)| [false, true].map(|enquiry| Column { slug, call, enquiry });
    calls.flat_map(both).filter(|column| !(column.enquiry && column.call == Call::Otp)).collect()
}

impl Column {
    /// Its name in the table.
    pub fn name(&self) -> String {
        let call = format!("{:?}", self.call).to_lowercase();
        format!("{} {call}{}", self.slug, if self.enquiry { " enquiry" } else { "" })
    }

    /// A seller beside it that has nothing to do with the fault.
    pub fn healthy(&self) -> &'static str {
        if self.slug == "inspay" { "a1topup" } else { "inspay" }
    }

    /// What a provider can do with such an order, in the simulator.
    pub fn truths(&self) -> &'static [Truth] {
        match self.call {
            Call::Recharge | Call::Pan | Call::Account if self.enquiry => {
                &[Truth::Done, Truth::FailsLater, Truth::Lost, Truth::DoneLater]
            }
            Call::Recharge | Call::Pan | Call::Account => {
                &[Truth::Done, Truth::FailsLater, Truth::Lost, Truth::Refused, Truth::DoneLater]
            }
            Call::Load if self.enquiry => &[Truth::DoneLater, Truth::FailsLater],
            Call::Load => &[Truth::DoneLater, Truth::FailsLater, Truth::Lost],
            Call::Otp => &[Truth::Done, Truth::Refused, Truth::Lost],
        }
    }

    /// The state that an honest answer to the call leads to.
    pub fn told(&self, truth: Truth) -> SaleState {
        let is_packed = mouth::of(self.slug).is_some_and(Mouth::names_no_order);
        let only_accepts = is_packed || self.slug == AGENT;
        match truth {
            Truth::Lost => SaleState::Unknown,
            Truth::Refused if is_packed => SaleState::Pending,
            Truth::Refused => SaleState::Failed,
            Truth::Done if !only_accepts => SaleState::Succeeded,
            Truth::Done | Truth::DoneLater | Truth::FailsLater => SaleState::Pending,
        }
    }

    /// Whether an order of which no answer came is closed by the till itself, because nobody can go on with it.
    pub fn is_closed_when_unknown(&self) -> bool {
        matches!(self.call, Call::Load | Call::Otp)
    }

    /// Makes the shop ready for it.
    pub async fn prepare(&self, stall: &Stall) -> Result<(), String> {
        if self.call != Call::Account {
            return Ok(());
        }
        // Made up.
        let kept = stall.shop.save_agent("SHOP00417", &SecretString::from("ZZZPA1111Z")).await;
        kept.map_err(|problems| format!("the agent: {problems:?}"))
    }

    /// Makes the call.
    pub async fn begin(self, till: Arc<Till>, truth: Truth, turn: u32) -> Result<SaleView, Vec<Problem>> {
        match self.call {
            Call::Recharge => {
                till.sell(&SaleInput { provider: Some(self.slug.to_owned()), ..prepaid(&number(truth, turn)) }).await
            }
            Call::Pan => till.apply_for_pan(&pan(&number(truth, turn))).await,
            Call::Account => till.open_account(&account(&number(truth, turn))).await,
            Call::Load => {
                let amount = if truth == Truth::FailsLater { "104" } else { "500" };
                let input =
                    LoadInput { intent: intent(), mode: Mode::Practice, amount: amount.into(), open_confirmed: true };
                till.load_wallet(&input).await
            }
            Call::Otp => till.check_aadhaar(&identity(truth)).await,
        }
    }
}

/// The number that makes the simulator do so. A second sale of a cell is to somebody else.
fn number(truth: Truth, turn: u32) -> String {
    let ending = match truth {
        Truth::Done | Truth::Lost => "00001",
        Truth::Refused => "00004",
        Truth::DoneLater => "00002",
        Truth::FailsLater => "00003",
    };
    format!("98{:03}{ending}", 765 + turn)
}

fn pan(mobile: &str) -> PanInput {
    PanInput {
        intent: intent(),
        mode: Mode::Practice,
        mobile: mobile.to_owned(),
        pan_mode: PanMode::Ekyc,
        product: "pan-new".to_owned(),
        charge: "150".to_owned(),
        open_confirmed: true,
        payment: domain::Payment::Cash,
    }
}

/// All made up.
fn account(mobile: &str) -> AccountInput {
    AccountInput {
        intent: intent(),
        mode: Mode::Practice,
        product: "account-saving".to_owned(),
        first_name: "Sample".to_owned(),
        middle_name: String::new(),
        last_name: "Example".to_owned(),
        email: "customer@example.net".to_owned(),
        mobile: mobile.to_owned(),
        pan: "ZZZPC2222Q".into(),
        pincode: "282007".to_owned(),
        charge: "50".to_owned(),
        agent_pan: "".into(),
        open_confirmed: true,
        payment: domain::Payment::Cash,
    }
}

/// Made up, and right by their check digits.
fn identity(truth: Truth) -> AadhaarInput {
    let aadhaar = if truth == Truth::Refused { "999900000037" } else { "999900000016" };
    AadhaarInput {
        intent: intent(),
        mode: Mode::Practice,
        aadhaar: aadhaar.into(),
        charge: "20".to_owned(),
        consent: true,
        consent_language: Language::EN,
        consent_by: "Sample".to_owned(),
        open_confirmed: true,
        payment: domain::Payment::Cash,
    }
}
