//! The bank accounts that an agent opens for customers.

use domain::{OrderId, Pan};
use url::Url;

/// A new agent, as the form has them.
#[derive(Clone)]
pub struct Onboarding {
    /// The shop.
    pub shop_name: String,
    /// The agent's full name.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// Ten digits.
    pub mobile: String,
    /// `YYYY-MM-DD`.
    pub date_of_birth: String,
    /// Street and number.
    pub address: String,
    /// State.
    pub state_name: String,
    /// City.
    pub city_name: String,
    /// Six digits.
    pub pincode: String,
    /// The agent's PAN.
    pub pan: Pan,
    /// An agent id of the shop's own choice; the company makes one without it.
    pub agent_id: Option<String>,
}

/// An agent that was onboarded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnboardedAgent {
    /// The id to open accounts with.
    pub agent_id: String,
    /// What the company says.
    pub words: String,
}

/// Kind of a bank account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountKind {
    /// Savings account.
    Saving,
    /// Current account.
    Current,
}

/// The opening of an account for a customer.
#[derive(Clone)]
pub struct AccountOpening {
    /// Our id for it.
    pub order_id: OrderId,
    /// Kind of account.
    pub kind: AccountKind,
    /// From the onboarding.
    pub agent_id: String,
    /// The agent's PAN.
    pub agent_pan: Pan,
    /// The customer's first name.
    pub first_name: String,
    /// The customer's middle name.
    pub middle_name: Option<String>,
    /// The customer's last name.
    pub last_name: String,
    /// The customer's e-mail address.
    pub email: String,
    /// Ten digits.
    pub phone: String,
    /// The customer's PAN.
    pub pan: Pan,
    /// Six digits.
    pub pincode: String,
    /// Where the browser is led at the end.
    pub return_url: Url,
}

/// Where the customer finishes the opening of an account, in the system's browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountPage {
    /// The page. To be opened only if [`crate::Agent::page_is_known`] says so.
    pub url: Url,
    /// The company's id for it: the status call is answered under this one and no other.
    pub txn_id: Option<String>,
}

/// Which opening an enquiry is about.
#[derive(Debug, Clone)]
pub struct AccountQuestion {
    /// Our id for it.
    pub order_id: OrderId,
    /// The company's id, from [`AccountPage`].
    pub txn_id: Option<String>,
    /// The customer's PAN, which is only known until it has been sent, or where it was typed again.
    pub pan: Option<Pan>,
    /// What was kept of it, as [`Pan::masked`] gives it; empty when not even that is known.
    pub pan_masked: String,
}

/// What is said of an opening beside how it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccountParticulars {
    /// The company's id for it.
    pub txn_id: Option<String>,
    /// Kind of account.
    pub kind: Option<AccountKind>,
    /// When it was opened, as printed.
    pub date: Option<String>,
    /// What the company says.
    pub words: Option<String>,
}
