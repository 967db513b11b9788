//! The provider companies: one trait, one HTTP port, one folder per provider.
//!
//! Architecture invariant: a provider builds requests and reads replies, and never touches the line. The line is
//! [`call`]'s, so that "it provably never left" and "nobody knows" are decided in one place for all of them.
#![cfg_attr(test, allow(clippy::wildcard_enum_match_arm, reason = "what a test does not name fails it"))]

mod a1topup;
mod access;
mod address;
mod agent;
mod ask;
pub mod call;
mod catalogue;
mod client;
mod descriptor;
mod discreet;
mod echo;
mod fields;
mod flat_answer;
mod http;
mod inexopay;
mod inspay;
mod judge;
mod money;
mod noise;
mod paygrt;
pub mod probe;
mod provider;
mod rechargeopen;
mod references;
mod request;
mod scrub;
mod standing;
mod text;
mod trouble;
mod vocabulary;
mod web;

pub use access::{Access, AddressProblem, BadField, OtherWay};
pub use agent::{
    AadhaarPerson, AccountKind, AccountOpening, AccountPage, AccountParticulars, AccountQuestion, Agent, ApiStatus,
    LoadParticulars, LoadQuestion, OnboardedAgent, Onboarding, OtpAnswer, OtpRefusal, OtpSent, PanApplication, PanKind,
    PanPage, PanParticulars, PanQuestion, Start, Verification, WalletLoad,
};
pub use ask::Call;
pub use call::Told;
pub use catalogue::{CatalogueRow, CircleRow, Extra, Provenance};
pub use client::ReqwestHttp;
pub use descriptor::{CircleUse, CredentialField, Descriptor, PathField};
pub use fields::Fields;
pub use http::{BODY_LIMIT, Http, Reply, SendError};
pub use provider::{Answer, Balance, Company, CostEvidence, Hint, ListedOperator, Order, Particulars, Provider};
pub use request::{Method, Request};
pub use standing::{EnquiryAnswer, Standing};
pub use trouble::Trouble;

/// Every company, in the order in which a new shop sees them.
pub fn registry() -> Vec<&'static dyn Company> {
    vec![&inspay::Inspay, &a1topup::A1Topup, &rechargeopen::RechargeOpen, &paygrt::Paygrt, &inexopay::Inexopay]
}

/// The companies that sell recharges and bills.
pub fn sellers() -> Vec<&'static dyn Provider> {
    registry().into_iter().filter_map(|company| company.seller()).collect()
}

/// The company of that slug.
pub fn company(slug: &str) -> Option<&'static dyn Company> {
    registry().into_iter().find(|company| company.descriptor().slug == slug)
}

/// The seller of that slug.
pub fn provider(slug: &str) -> Option<&'static dyn Provider> {
    company(slug)?.seller()
}
