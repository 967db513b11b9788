//! Identity checks: an OTP that tells whose a number is.

use domain::{Aadhaar, OrderId};
use secrecy::SecretString;

use crate::Trouble;

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
