//! An order of the desk as the screens see it.

use domain::{Paise, SaleState, Service};
use ledger::{Attention, SaleRow};
use serde::{Deserialize, Serialize};
use specta_typescript::Number;

use super::{Consent, LoadView, OrderFields, OtpView, PersonView};
use crate::SaleView;
use crate::till::Till;

/// How an applicant for a PAN card proves who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename = "PanMode", rename_all = "snake_case")]
pub enum PanModeView {
    /// By Aadhaar and OTP alone.
    Ekyc,
    /// With documents that are signed electronically.
    Esign,
}

/// What an order of the desk has beside what every sale has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct DeskOrder {
    pub customer: Option<String>,
    pub pan_masked: Option<String>,
    pub pan_mode: Option<PanModeView>,
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
    pub person: Option<PersonView>,
    pub load: Option<LoadView>,
}

/// Whether the customer may have a page to finish.
pub(super) fn has_page(order: &SaleRow) -> bool {
    matches!(order.service, Service::PanCard | Service::BankAccount)
        && matches!(order.state, SaleState::Pending | SaleState::Unknown)
}

/// Whether it may be asked about by the customer's PAN: the answer is known for this order's by the company's id only.
pub(super) fn can_ask_by_pan(order: &SaleRow) -> bool {
    order.service == Service::BankAccount
        && !order.provider_ref.is_empty()
        && matches!(order.state, SaleState::Pending | SaleState::Unknown | SaleState::Failed)
}

/// Whether a person may book it as done: it counts as failed, and the company says that it succeeded.
pub(super) fn can_admit(order: &SaleRow) -> bool {
    order.state == SaleState::Failed && order.attention == Some(Attention::Contradicted)
}

impl Till {
    pub(crate) fn desk_order(&self, order: &SaleRow) -> Option<DeskOrder> {
        if !order.service.is_at_desk() {
            return None;
        }
        let OrderFields { customer, pan_masked, pan_mode, consent } = OrderFields::of(order);
        let is_load = order.service == Service::WalletLoad;
        let (otp, _) = self.check_views(order);
        Some(DeskOrder {
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
            load: self.load_view(order),
        })
    }

    /// The view of the one order that is looked at: with the person of an identity check.
    pub(crate) fn whole_view(&self, order: &SaleRow) -> SaleView {
        let mut view = self.view(order);
        if let Some(desk) = view.desk.as_mut() {
            desk.person = self.check_views(order).1;
        }
        view
    }

    /// What a slip of the sale is about. A person goes on it only while the check is on the screen.
    pub(crate) fn slip_about(&self, sale: &SaleRow) -> receipts::About {
        match sale.service {
            Service::PanCard => receipts::About::Pan,
            Service::BankAccount => {
                receipts::About::Account { customer: OrderFields::of(sale).customer.unwrap_or_default() }
            }
            Service::AadhaarCheck => {
                let person = self.check_views(sale).1.map(|person| receipts::PersonOnSlip {
                    full_name: person.full_name,
                    date_of_birth: person.date_of_birth,
                    gender: person.gender,
                    address: person.address,
                });
                receipts::About::Aadhaar { person }
            }
            Service::WalletLoad => receipts::About::Load { paid: sale.paid },
            _ => receipts::About::Sale,
        }
    }
}
