//! The provider companies: one trait, one HTTP port, one folder per provider.
//!
//! Architecture invariant: a provider builds requests and reads replies, and never touches the line. The line is
//! [`call`]'s, so that "it provably never left" and "nobody knows" are decided in one place for all of them.

pub mod call;
mod catalogue;
mod client;
mod echo;
mod http;
mod inspay;
mod paygrt;
mod provider;
mod request;
mod text;
mod trouble;

pub use catalogue::{CatalogueRow, Provenance};
pub use client::ReqwestHttp;
pub use http::{BODY_LIMIT, Http, Reply, SendError};
pub use provider::{
    Access, AddressProblem, Answer, BadField, Balance, CircleUse, CredentialField, Descriptor, EnquiryAnswer, Order,
    Particulars, Provider,
};
pub use request::{Method, Request};
pub use trouble::Trouble;

/// Every provider, in the order in which a new shop sees them.
pub fn registry() -> Vec<&'static dyn Provider> {
    vec![&inspay::Inspay, &paygrt::Paygrt]
}

/// The provider of that slug.
pub fn provider(slug: &str) -> Option<&'static dyn Provider> {
    registry().into_iter().find(|provider| provider.descriptor().slug == slug)
}
