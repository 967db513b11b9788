//! What is typed at the desk, understood. Every problem of every field is told at once.

use domain::{
    Aadhaar, IdentityProblem, Paise, Pan, PanMode, Payment, PersonProblem, Service, desk_product, india_day,
    parse_amount, parse_mobile,
};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use super::prices::parse_price;
use crate::screens::desk_order::OrderFields;
use crate::{Consent, DeskFault, DeskField, Language, Mode, Problem, Till};

/// An application for a PAN card as typed.
#[derive(Debug, Clone, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct PanInput {
    /// Drawn by the window for every deliberate order: the same one delivered twice is one order.
    pub intent: String,
    pub mode: Mode,
    pub mobile: String,
    pub pan_mode: PanMode,
    pub product: String,
    pub charge: String,
    /// There is an unfinished order for this number, and this one is for somebody else.
    pub open_confirmed: bool,
    pub payment: Payment,
}

/// A customer's account as typed. It cannot be printed, so that it cannot be logged.
#[derive(Clone, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct AccountInput {
    pub intent: String,
    pub mode: Mode,
    pub product: String,
    pub first_name: String,
    pub middle_name: String,
    pub last_name: String,
    pub email: String,
    pub mobile: String,
    #[specta(type = String)]
    pub pan: SecretString,
    pub pincode: String,
    pub charge: String,
    /// Only while the agent's own PAN is not at hand.
    #[specta(type = String)]
    pub agent_pan: SecretString,
    pub open_confirmed: bool,
    pub payment: Payment,
}

/// An identity check as typed. The number is wiped when this is dropped.
#[derive(Clone, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct AadhaarInput {
    pub intent: String,
    pub mode: Mode,
    #[specta(type = String)]
    pub aadhaar: SecretString,
    pub charge: String,
    pub consent: bool,
    /// The language in which the customer was asked.
    pub consent_language: Language,
    /// Who at the counter asked.
    pub consent_by: String,
    pub open_confirmed: bool,
    pub payment: Payment,
}

/// A load of the wallet as typed.
#[derive(Debug, Clone, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct LoadInput {
    pub intent: String,
    pub mode: Mode,
    pub amount: String,
    pub open_confirmed: bool,
}

/// What of an order goes into the books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Booking {
    pub(super) service: Service,
    pub(super) product: &'static str,
    /// What is known of the customer in the books: the mobile number, or the last digits of an Aadhaar number.
    pub(super) number: String,
    pub(super) amount: Paise,
    pub(super) fields: OrderFields,
    pub(super) payment: Payment,
}

/// The most that is loaded at once: UPI's limit for a payment to a merchant (National Payments Corporation of India).
const LOAD_MOST: Paise = Paise::new(10_000_000);
/// The longest name of somebody at the counter, in letters.
const BY_MAX: usize = 40;

/// The longest agent id, in letters.
const AGENT_ID_MAX: usize = 30;

/// Gathers problems while a form is read.
#[derive(Default)]
pub(crate) struct Form {
    pub(crate) problems: Vec<Problem>,
}

impl Form {
    /// A field that was read, or its problem.
    pub(crate) fn take<T>(&mut self, read: Result<T, Problem>) -> Option<T> {
        read.map_err(|problem| self.problems.push(problem)).ok()
    }

    pub(super) fn person<T>(&mut self, field: DeskField, read: Result<T, PersonProblem>) -> Option<T> {
        self.take(read.map_err(|problem| Problem::Desk { field, fault: problem.into() }))
    }

    pub(crate) fn pan(&mut self, field: DeskField, typed: &SecretString) -> Option<Pan> {
        self.take(Pan::parse(typed.expose_secret()).map_err(|problem| identity(field, problem)))
    }

    fn mobile(&mut self, typed: &str) -> Option<String> {
        self.take(parse_mobile(typed).map_err(Problem::from))
    }

    fn product(&mut self, id: &str, service: Service) -> Option<&'static str> {
        let known = desk_product(id).filter(|product| product.service == service);
        self.take(known.map(|product| product.id.as_str()).ok_or(Problem::NotAllowedNow))
    }
}

/// An agent id as typed, or its problem.
pub(crate) fn agent_id(typed: &str) -> Result<String, Problem> {
    let typed = typed.trim();
    let fault = match typed.len() {
        0 => Some(DeskFault::Missing),
        length if length > AGENT_ID_MAX => Some(DeskFault::TooLong),
        _ if !typed.bytes().all(|sign| sign.is_ascii_alphanumeric() || sign == b'-' || sign == b'_') => {
            Some(DeskFault::StrangeSign)
        }
        _ => None,
    };
    match fault {
        Some(fault) => Err(Problem::Desk { field: DeskField::AgentId, fault }),
        None => Ok(typed.to_owned()),
    }
}

/// Who at the counter asked for the consent, as typed, or what is wrong with it.
fn consent_by(typed: &str) -> Result<String, Problem> {
    let by = domain::typed_line(typed);
    let fault = match by.chars().count() {
        0 => DeskFault::Missing,
        count if count > BY_MAX => DeskFault::TooLong,
        _ => return Ok(by),
    };
    Err(Problem::Desk { field: DeskField::ConsentBy, fault })
}

/// Not everybody has one.
fn middle_name(typed: &str) -> Result<Option<String>, PersonProblem> {
    let typed = typed.trim();
    (!typed.is_empty()).then(|| domain::parse_name(typed)).transpose()
}

fn identity(field: DeskField, problem: IdentityProblem) -> Problem {
    let fault = match problem {
        IdentityProblem::Missing => DeskFault::Missing,
        IdentityProblem::TooShort { .. } => DeskFault::TooShort,
        IdentityProblem::TooLong { .. } => DeskFault::TooLong,
        IdentityProblem::WrongForm => DeskFault::WrongForm,
        IdentityProblem::Mistyped => DeskFault::Mistyped,
    };
    Problem::Desk { field, fault }
}

impl PanInput {
    pub(super) fn read(&self) -> Result<Booking, Vec<Problem>> {
        let mut form = Form::default();
        let number = form.mobile(&self.mobile);
        let product = form.product(&self.product, Service::PanCard);
        let amount = form.take(parse_price(DeskField::Charge, &self.charge));
        let (Some(number), Some(product), Some(amount)) = (number, product, amount) else { return Err(form.problems) };
        let fields = OrderFields { pan_mode: Some(self.pan_mode), ..OrderFields::default() };
        Ok(Booking { service: Service::PanCard, product, number, amount, fields, payment: self.payment })
    }
}

/// What goes to the bank, and what of it goes into the books.
pub(super) struct AccountTyped {
    pub(super) booking: Booking,
    pub(super) first_name: String,
    pub(super) middle_name: Option<String>,
    pub(super) last_name: String,
    pub(super) email: String,
    pub(super) pan: Pan,
    pub(super) pincode: String,
}

impl AccountInput {
    pub(super) fn read(&self) -> Result<AccountTyped, Vec<Problem>> {
        let mut form = Form::default();
        let product = form.product(&self.product, Service::BankAccount);
        let first_name = form.person(DeskField::FirstName, domain::parse_name(&self.first_name));
        let middle_name = form.person(DeskField::MiddleName, middle_name(&self.middle_name));
        let last_name = form.person(DeskField::LastName, domain::parse_name(&self.last_name));
        let email = form.person(DeskField::Email, domain::parse_email(&self.email));
        let number = form.mobile(&self.mobile);
        let pan = form.pan(DeskField::Pan, &self.pan);
        let pincode = form.person(DeskField::Pincode, domain::parse_pincode(&self.pincode));
        let amount = form.take(parse_price(DeskField::Charge, &self.charge));
        let names = first_name.zip(middle_name).zip(last_name);
        let rest = product.zip(number).zip(amount).zip(pan).zip(email.zip(pincode));
        let (
            Some(((first_name, middle_name), last_name)),
            Some(((((product, number), amount), pan), (email, pincode))),
        ) = (names, rest)
        else {
            return Err(form.problems);
        };
        let parts = [Some(first_name.as_str()), middle_name.as_deref(), Some(last_name.as_str())];
        let fields = OrderFields {
            customer: Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" ")),
            pan_masked: Some(pan.masked()),
            ..OrderFields::default()
        };
        let booking = Booking { service: Service::BankAccount, product, number, amount, fields, payment: self.payment };
        Ok(AccountTyped { booking, first_name, middle_name, last_name, email, pan, pincode })
    }
}

impl AadhaarInput {
    pub(super) fn read(&self) -> Result<(Booking, Aadhaar), Vec<Problem>> {
        let mut form = Form::default();
        if !self.consent {
            form.problems.push(Problem::Desk { field: DeskField::Consent, fault: DeskFault::Missing });
        }
        let by = form.take(consent_by(&self.consent_by));
        let read =
            Aadhaar::parse(self.aadhaar.expose_secret()).map_err(|problem| identity(DeskField::Aadhaar, problem));
        let aadhaar = form.take(read);
        let amount = form.take(parse_price(DeskField::Charge, &self.charge));
        match (aadhaar, amount, by) {
            (Some(aadhaar), Some(amount), Some(by)) if form.problems.is_empty() => {
                let consent = Some(Consent { language: self.consent_language, by });
                let booking = aadhaar_booking(&aadhaar, amount, consent);
                Ok((Booking { payment: self.payment, ..booking }, aadhaar))
            }
            _ => Err(form.problems),
        }
    }
}

/// What of an identity check goes into the books: the last four digits, and the consent.
pub(super) fn aadhaar_booking(aadhaar: &Aadhaar, amount: Paise, consent: Option<Consent>) -> Booking {
    Booking {
        service: Service::AadhaarCheck,
        product: "aadhaar-otp",
        number: aadhaar.last_four().to_owned(),
        amount,
        fields: OrderFields { consent, ..OrderFields::default() },
        payment: Payment::default(),
    }
}

fn load_amount(typed: &str) -> Result<Paise, Problem> {
    parse_amount(typed, Paise::new(100), LOAD_MOST).map_err(Problem::from)
}

impl LoadInput {
    pub(super) fn read(&self) -> Result<Booking, Vec<Problem>> {
        let amount = load_amount(&self.amount).map_err(|problem| vec![problem])?;
        let (number, fields) = (String::new(), OrderFields::default());
        let (product, payment) = ("wallet-load", Payment::default());
        Ok(Booking { service: Service::WalletLoad, product, number, amount, fields, payment })
    }
}

impl Till {
    /// What is wrong with one field of the desk's forms, so that it is told when the field is left and not only when the
    /// form is sent. Nothing of one that only the whole form can judge.
    pub fn check_desk_field(&self, field: DeskField, typed: &SecretString) -> Option<Problem> {
        let text = typed.expose_secret();
        let person = |problem: PersonProblem| Problem::Desk { field, fault: problem.into() };
        let today = india_day(self.clock.now_ms());
        let read = match field {
            DeskField::Mobile => parse_mobile(text).map(drop).map_err(Problem::from),
            DeskField::MiddleName => middle_name(text).map(drop).map_err(person),
            DeskField::FirstName | DeskField::LastName => domain::parse_name(text).map(drop).map_err(person),
            DeskField::Name => domain::parse_full_name(text).map(drop).map_err(person),
            DeskField::Email => domain::parse_email(text).map(drop).map_err(person),
            DeskField::Pincode => domain::parse_pincode(text).map(drop).map_err(person),
            DeskField::ShopName | DeskField::City => domain::parse_place(text).map(drop).map_err(person),
            DeskField::Address => domain::parse_address(text).map(drop).map_err(person),
            DeskField::DateOfBirth => domain::parse_birth_date(text, &today).map(drop).map_err(person),
            DeskField::Pan | DeskField::AgentPan => {
                Pan::parse(text).map(drop).map_err(|problem| identity(field, problem))
            }
            DeskField::Aadhaar => Aadhaar::parse(text).map(drop).map_err(|problem| identity(field, problem)),
            DeskField::Charge => parse_price(field, text).map(drop),
            DeskField::Amount => load_amount(text).map(drop),
            DeskField::AgentId => agent_id(text).map(drop),
            DeskField::ConsentBy => consent_by(text).map(drop),
            DeskField::State
            | DeskField::Otp
            | DeskField::Consent
            | DeskField::Fee
            | DeskField::PlanEnds
            | DeskField::ReturnUrl => Ok(()),
        };
        read.err()
    }
}
