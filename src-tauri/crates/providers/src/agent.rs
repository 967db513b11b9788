//! What a company that sells agent services is to the till: accounts, PAN cards, identity checks, its wallet.
//!
//! As with [`crate::Provider`], it does no I/O: each method builds a [`Call`], which holds the request, the reader of its
//! reply and what must not be kept of it. Three kinds of outcome are kept apart by their types. [`Start`]: the
//! company has begun something, or says that it has not. [`Standing`]: how a thing that was begun stands. A plain
//! `Result`: something was looked up, and a failure says nothing of what it was about.

mod scrub;

use domain::{Aadhaar, OrderId, Paise, Pan, Word};
use secrecy::SecretString;
use url::Url;

use crate::access::{Access, BadField};
use crate::ask::Call;
use crate::provider::Company;
use crate::{Reply, Request, Trouble};

/// What an agent's provider says of the shop's access to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiStatus {
    /// `ACTIVE` and the like, as the provider says it.
    pub state: String,
    /// The plan.
    pub plan: String,
    /// The wallet.
    pub balance: Option<Paise>,
    /// The internet address the provider listens to.
    pub bound_address: String,
    /// The internet address it sees.
    pub own_address: String,
    /// Whether it says that the two are the same; `None` when it says nothing known.
    pub addresses_match: Option<bool>,
}

impl ApiStatus {
    /// The same with every secret in its texts hidden.
    pub(crate) fn scrubbed(self, access: &Access) -> ApiStatus {
        ApiStatus {
            state: access.scrub(&self.state),
            plan: access.scrub(&self.plan),
            bound_address: access.scrub(&self.bound_address),
            own_address: access.scrub(&self.own_address),
            ..self
        }
    }
}

/// What an answer to a call that begins something says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Start<T> {
    /// It has begun. Nothing is done yet: that, only an enquiry can say.
    Started(T),
    /// The company says, in a word or code of its paper, that it has not.
    Rejected {
        /// Its own words.
        words: String,
        /// Chooses the sentence.
        trouble: Trouble,
    },
    /// Nothing that may be believed: it may have begun.
    Unclear(Trouble),
}

/// What an answer to an enquiry says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing<T> {
    /// How it stands.
    Says(Word, T),
    /// The company knows no such thing; proof of nothing by itself.
    NoRecord(String),
    /// The enquiry failed. It says nothing about what it was about.
    SaysNothing(Trouble),
}

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
    /// The page. To be opened only if [`Agent::page_is_known`] says so.
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

/// Money to be loaded into the wallet by UPI.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WalletLoad {
    /// The company's id for it.
    pub order_id: String,
    /// The amount.
    pub amount: Paise,
    /// The `upi://pay?` link, which names this amount and this id: the text of the QR code.
    pub upi_link: String,
    /// To whom it is paid, as the link names it.
    pub payee: String,
}

/// Which load an enquiry is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadQuestion {
    /// From [`WalletLoad`].
    pub order_id: String,
    /// The amount.
    pub amount: Paise,
}

/// What is said of a load beside how it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LoadParticulars {
    /// The amount that was really paid, which may be another one than was asked for; only of a load that succeeded.
    pub paid: Option<Paise>,
    /// The wallet after it.
    pub new_balance: Option<Paise>,
    /// When it was paid, as printed.
    pub date_time: Option<String>,
    /// What the company says; the bank's reference stands in it.
    pub words: Option<String>,
}

/// How an applicant for a PAN card proves who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PanMode {
    /// By Aadhaar and OTP alone.
    Ekyc,
    /// With documents that are signed electronically.
    Esign,
}

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
    /// The page. To be opened only if [`Agent::page_is_known`] says so.
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

/// An OTP is on its way to the mobile number behind an Aadhaar number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtpSent {
    /// To be given back with the OTP.
    pub request_id: String,
}

/// The OTP that the customer reads out.
#[derive(Clone)]
pub struct OtpAnswer {
    /// The same as when it was sent.
    pub order_id: OrderId,
    /// From [`OtpSent`].
    pub request_id: String,
    /// Six digits.
    pub otp: SecretString,
    /// The same number again: it is kept nowhere in between but in memory.
    pub aadhaar: Aadhaar,
}

/// Who a verified Aadhaar number belongs to. Shown once; its `Debug` shows nothing, it cannot be serialised, and it is
/// wiped from memory when it is dropped.
#[derive(Debug, Clone)]
pub struct AadhaarPerson {
    /// Full name.
    pub full_name: SecretString,
    /// Date of birth, as printed.
    pub date_of_birth: SecretString,
    /// Gender, as printed.
    pub gender: SecretString,
    /// Address, as printed.
    pub address: SecretString,
}

/// Why an OTP was refused, as far as the company's words tell: its paper has no list of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OtpRefusal {
    /// It is another one. There may be tries left.
    Wrong,
    /// It is too old.
    Expired,
    /// No further one is looked at.
    TriesOver,
    /// Not about the OTP, or in words that nobody can tell.
    Other,
}

/// What an answer to the OTP says.
#[derive(Debug, Clone)]
pub enum Verification {
    /// The number is this person's.
    Verified(AadhaarPerson),
    /// The company says, in a word or code of its paper, that it is not: a wrong or an old OTP.
    Rejected {
        /// Its own words.
        words: String,
        /// What its words say of the OTP.
        why: OtpRefusal,
        /// Chooses the sentence.
        trouble: Trouble,
    },
    /// Nothing that may be believed.
    Unclear(Trouble),
}

/// A company that sells agent services. No method has a default.
pub trait Agent: Company {
    /// The API status call.
    fn api_status_request(&self, access: &Access) -> Result<Request, BadField>;

    /// Reads the body of an API status answer.
    fn read_api_status(&self, reply: &Reply) -> Result<ApiStatus, Trouble>;

    /// Registers an agent with the bank. One that is registered already is refused with
    /// [`Trouble::AlreadyOnboarded`].
    fn onboard(&self, access: &Access, agent: &Onboarding) -> Result<Call<Start<OnboardedAgent>>, BadField>;

    /// Begins the opening of an account.
    fn open_account(&self, access: &Access, opening: &AccountOpening) -> Result<Call<Start<AccountPage>>, BadField>;

    /// Asks by the customer's PAN how an opening stands, so it needs the PAN, and the one of which a part was kept.
    /// Believed only when the answer is about the opening that the question names by `txn_id`: the same customer may
    /// have another one.
    fn account_status(
        &self,
        access: &Access,
        question: &AccountQuestion,
    ) -> Result<Call<Standing<AccountParticulars>>, BadField>;

    /// Asks by the company's id, or by ours while that one is not known, how an opening stands.
    fn account_details(
        &self,
        access: &Access,
        question: &AccountQuestion,
    ) -> Result<Call<Standing<AccountParticulars>>, BadField>;

    /// The page of an opening that was not finished. No page says nothing of the opening; one that cannot be had any
    /// more is [`Trouble::LinkExpired`].
    fn resume_account(
        &self,
        access: &Access,
        question: &AccountQuestion,
    ) -> Result<Call<Result<AccountPage, Trouble>>, BadField>;

    /// Begins to load the wallet.
    fn load_wallet(&self, access: &Access, amount: Paise) -> Result<Call<Start<WalletLoad>>, BadField>;

    /// Asks whether a load was paid.
    fn load_status(
        &self,
        access: &Access,
        question: &LoadQuestion,
    ) -> Result<Call<Standing<LoadParticulars>>, BadField>;

    /// Begins an application for a PAN card.
    fn apply_for_pan(&self, access: &Access, application: &PanApplication) -> Result<Call<Start<PanPage>>, BadField>;

    /// Asks how an application stands.
    fn pan_status(&self, access: &Access, question: &PanQuestion) -> Result<Call<Standing<PanParticulars>>, BadField>;

    /// The page of an application that was not finished. No page says nothing of the application; one that cannot be
    /// had any more is [`Trouble::LinkExpired`].
    fn resume_pan(&self, access: &Access, order_id: &OrderId) -> Result<Call<Result<PanPage, Trouble>>, BadField>;

    /// Has an OTP sent to the mobile number behind an Aadhaar number. To be called after consent is recorded.
    fn send_otp(
        &self,
        access: &Access,
        order_id: &OrderId,
        aadhaar: &Aadhaar,
    ) -> Result<Call<Start<OtpSent>>, BadField>;

    /// Hands the OTP in. Nothing of the reply is kept as evidence but its HTTP status.
    fn verify_otp(&self, access: &Access, answer: &OtpAnswer) -> Result<Call<Verification>, BadField>;

    /// Whether a page is on a host that the company's paper names, or, where the company itself is this computer
    /// (practice), on this computer. No other page is to be opened.
    fn page_is_known(&self, access: &Access, page: &Url) -> bool;
}
