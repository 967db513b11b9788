//! What a company that sells agent services is to the till: accounts, PAN cards, identity checks, its wallet.
//!
//! As with [`crate::Provider`], it does no I/O: each method builds a [`Call`], which holds the request, the reader of its
//! reply and what must not be kept of it. Three kinds of outcome are kept apart by their types. [`Start`]: the
//! company has begun something, or says that it has not. [`Standing`]: how a thing that was begun stands. A plain
//! `Result`: something was looked up, and a failure says nothing of what it was about.

mod account;
mod load;
mod pan;
mod person;
mod scrub;

use domain::{Aadhaar, OrderId, Paise};
use url::Url;

pub use self::account::{
    AccountKind, AccountOpening, AccountPage, AccountParticulars, AccountQuestion, OnboardedAgent, Onboarding,
};
pub use self::load::{LoadParticulars, LoadQuestion, WalletLoad};
pub use self::pan::{PanApplication, PanKind, PanPage, PanParticulars, PanQuestion};
pub use self::person::{AadhaarPerson, OtpAnswer, OtpRefusal, OtpSent, Verification};

use crate::access::{Access, BadField};
use crate::ask::Call;
use crate::provider::Company;
use crate::standing::Standing;
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
