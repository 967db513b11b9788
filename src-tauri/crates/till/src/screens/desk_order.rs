//! An order of the desk as the screens see it.

use domain::{AtDesk, Gender, Paise, PanMode, SaleState, Service};
use ledger::{Attention, LedgerError, SaleRow};
use providers::AadhaarPerson;
use receipts::Person;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use specta_typescript::Number;

use super::fields::fields_of;
use crate::{Language, Till};

/// What an order of the desk has beside what every sale has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct DeskOrder {
    pub customer: Option<String>,
    pub pan_masked: Option<String>,
    pub pan_mode: Option<PanMode>,
    /// Who at the counter took the customer's consent, and in which language; of an identity check.
    pub consent: Option<Consent>,
    /// What the company takes: as it told, else as the price table says. `None`: a load.
    #[specta(type = Option<Number>)]
    pub fee_paise: Option<i64>,
    pub can_open_page: bool,
    /// The company said that its page cannot be had any more.
    pub link_expired: bool,
    pub can_ask_by_pan: bool,
    pub can_abandon: bool,
    pub can_admit: bool,
    pub otp: Option<OtpView>,
    /// Only in the view of the one order that is looked at: no list carries it.
    pub person: Option<Person>,
    pub load: Option<LoadView>,
}

/// Whether the customer may have a page to finish.
pub(crate) fn has_page(order: &SaleRow) -> bool {
    matches!(order.service, Service::PanCard | Service::BankAccount)
        && matches!(order.state, SaleState::Pending | SaleState::Unknown)
}

/// Whether it may be asked about by the customer's PAN: the answer is known for this order's by the company's id only.
pub(crate) fn can_ask_by_pan(order: &SaleRow) -> bool {
    order.service == Service::BankAccount
        && !order.provider_ref.is_empty()
        && matches!(order.state, SaleState::Pending | SaleState::Unknown | SaleState::Failed)
}

/// Whether a person may book it as done: it counts as failed, and the company says that it succeeded.
pub(crate) fn can_admit(order: &SaleRow) -> bool {
    order.state == SaleState::Failed && order.attention == Some(Attention::Contradicted)
}

impl Till {
    pub(crate) fn desk_order(&self, order: &SaleRow) -> Result<Option<DeskOrder>, LedgerError> {
        if !order.service.is_at_desk() {
            return Ok(None);
        }
        let OrderFields { customer, pan_masked, pan_mode, consent } = OrderFields::of(order);
        let is_load = order.service == Service::WalletLoad;
        let (otp, _) = self.check_views(order);
        Ok(Some(DeskOrder {
            customer,
            pan_masked,
            pan_mode,
            consent,
            fee_paise: order.amount.checked_sub(order.earned).filter(|_| !is_load).map(Paise::get),
            can_open_page: has_page(order),
            link_expired: has_page(order) && self.page_has_expired(order.sale_id),
            can_ask_by_pan: can_ask_by_pan(order),
            can_abandon: matches!(order.state, SaleState::Pending | SaleState::Unknown),
            can_admit: can_admit(order),
            otp,
            person: None,
            load: self.load_view(order)?,
        }))
    }

    /// What a slip of the sale is about. A person goes on it only while the check is on the screen.
    pub(crate) fn slip_subject(&self, sale: &SaleRow) -> receipts::Subject {
        match sale.service.at_desk() {
            None => {
                let fields = fields_of(&sale.fields).into_iter().map(|one| (one.field, one.text));
                receipts::Subject::of_sold(sale.service, fields)
            }
            Some(AtDesk::PanCard) => receipts::Subject::Pan,
            Some(AtDesk::BankAccount) => {
                receipts::Subject::Account { customer: OrderFields::of(sale).customer.unwrap_or_default() }
            }
            Some(AtDesk::AadhaarCheck) => receipts::Subject::Aadhaar { person: self.check_views(sale).1 },
            Some(AtDesk::WalletLoad) => receipts::Subject::Load { paid: sale.paid },
        }
    }
}

/// What belongs to an order beside number and amount, as JSON in the books. Nothing else of a person is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OrderFields {
    /// The customer's name, for the slip.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) customer: Option<String>,
    /// The customer's PAN, as it may be shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) pan_masked: Option<String>,
    /// How an applicant for a PAN proves who they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) pan_mode: Option<PanMode>,
    /// That the customer agreed to an identity check.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) consent: Option<Consent>,
}

/// The consent to an identity check: given before anything was sent, at the moment the order began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Consent {
    /// The language in which it was asked for.
    pub language: Language,
    /// Who at the counter took it.
    pub by: String,
}

impl OrderFields {
    pub(crate) fn of(sale: &SaleRow) -> OrderFields {
        serde_json::from_str(&sale.fields).unwrap_or_default()
    }
}

/// What came of a load that is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum LoadTold {
    /// Paid, as asked for.
    Paid,
    /// Paid twice: the wallet got both.
    PaidTwice,
    /// Paid after the code had been taken away.
    PaidLate,
    /// Another amount was paid.
    OtherAmount,
}

/// A load on the screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct LoadView {
    /// Whether the code may be shown now.
    pub qr: bool,
    /// The UPI address that is paid.
    pub payee: String,
    /// After it the code is hidden; ms since 1970.
    #[specta(type = Number)]
    pub expires_at_ms: i64,
    #[specta(type = Option<Number>)]
    pub paid_paise: Option<i64>,
    /// The wallet now, once it is paid.
    #[specta(type = Option<Number>)]
    pub new_balance_paise: Option<i64>,
    /// `None` while it is not done.
    pub told: Option<LoadTold>,
}

/// An OTP on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct OtpView {
    /// ms since 1970.
    #[specta(type = Number)]
    pub expires_at_ms: i64,
    pub tries_left: u8,
    /// The number is still in memory: another OTP can be sent without typing it again.
    pub can_resend: bool,
}

/// Whose number it is.
pub(crate) fn person_of(person: &AadhaarPerson) -> Person {
    let text = |secret: &SecretString| secret.expose_secret().to_owned();
    Person {
        full_name: text(&person.full_name),
        date_of_birth: text(&person.date_of_birth),
        gender: Gender::read(person.gender.expose_secret()),
        address: text(&person.address),
    }
}
