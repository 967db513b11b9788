//! Applications for PAN cards.

use domain::{OrderId, Paise, PanMode};
use url::Url;

/// What kind of PAN application it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PanKind {
    /// A first PAN.
    New,
    /// A correction or a lost card.
    Correction,
}

/// An application for a PAN card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PanApplication {
    /// Our id for it.
    pub order_id: OrderId,
    /// The applicant's mobile number, ten digits.
    pub number: String,
    /// How they prove who they are.
    pub mode: PanMode,
    /// What is applied for.
    pub kind: PanKind,
}

/// Where the customer finishes the application, in the system's browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PanPage {
    /// The page. To be opened only if [`crate::Agent::page_is_known`] says so.
    pub url: Url,
    /// The company's id for it.
    pub txid: Option<String>,
}

/// Which application an enquiry is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PanQuestion {
    /// Our id for it.
    pub order_id: OrderId,
    /// The applicant's mobile number.
    pub number: String,
}

/// What is said of an application beside how it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PanParticulars {
    /// What it cost.
    pub fee: Option<Paise>,
    /// The acknowledgement number, the customer's proof; only of one that succeeded.
    pub acknowledgement: Option<String>,
    /// The company's id for it.
    pub txid: Option<String>,
    /// When it last changed, as printed.
    pub updated_at: Option<String>,
    /// What the company says.
    pub words: Option<String>,
}
