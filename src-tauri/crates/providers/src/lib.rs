//! The provider companies: one trait, one HTTP port, one folder per provider.
//!
//! Architecture invariant: a provider builds requests and reads replies, and never touches the line. The line is
//! [`call`]'s, so that "it provably never left" and "nobody knows" are decided in one place for all of them.
#![cfg_attr(test, allow(clippy::wildcard_enum_match_arm, reason = "what a test does not name fails it"))]

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
pub mod information;
mod judge;
mod money;
mod noise;
pub mod probe;
mod provider;
mod references;
mod request;
mod scrub;
mod standing;
mod text;
mod trouble;
mod vocabulary;
mod web;

/// Every company, one line each, in the order in which a new shop sees them: its folder, which is its slug, and its type.
///
/// The list is handed to the macro that is named, because whoever has a file for each company, the tests and the proof, declares
/// those files by it too. So a company's line here is its only one. rustfmt does not follow such a declaration: `cargo xtask
/// test --only fmt` does.
#[macro_export]
macro_rules! every_company {
    ($then:ident) => {
        $then! {
            sellers {
                inspay::Inspay,
                a1topup::A1Topup,
                rechargeopen::RechargeOpen,
                paygrt::Paygrt,
            }
            agents {
                inexopay::Inexopay,
            }
        }
    };
}

macro_rules! folders {
    (sellers { $($seller:ident::$selling:ident,)* } agents { $($agent:ident::$serving:ident,)* }) => {
        $(mod $seller;)*
        $(mod $agent;)*

        /// Every company, in the order in which a new shop sees them.
        pub fn registry() -> Vec<&'static dyn Company> {
            vec![$(&$seller::$selling,)* $(&$agent::$serving,)*]
        }

        /// The slugs of those that sell recharges and bills, in the same order.
        pub const SELLERS: [&str; [$(stringify!($seller)),*].len()] = [$(stringify!($seller)),*];
    };
}

every_company!(folders);

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
pub use information::{
    BillQuestion, Informant, NumberQuestion, PlansQuestion, ToldBill, ToldNumber, ToldPlan, informant,
};
pub use provider::{Answer, Balance, Company, CostEvidence, Hint, ListedOperator, Order, Particulars, Provider};
pub use request::{Method, Request};
pub use standing::{EnquiryAnswer, Standing};
pub use trouble::Trouble;

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
