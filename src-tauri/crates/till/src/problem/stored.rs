//! What the journal keeps of a problem. Rows are for ever, so a kind stays here as it once was written, whatever the screens
//! call it meanwhile.

use providers::Trouble;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Problem;

/// Why a request brought no usable answer, or how the shop itself ended one. Nothing else was ever written into a row. A kind
/// is never renamed and never loses a field; a field that is added later has a default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
#[expect(missing_docs, reason = "as the kinds of `Trouble` and `Problem` of the same names")]
pub enum StoredProblem {
    NoNetwork,
    ConnectionRefused,
    ClockWrong,
    CertificateWrong,
    IssuerUnknown,
    EncryptionTooOld,
    SpeaksPlainHttp,
    SpeaksTls,
    HostUnknown,
    ProxyLogin,
    LedElsewhere { host: String },
    TimedOut,
    LineBroke,
    ProviderError { status: u16 },
    WebPageAtAddress,
    NothingAtAddress { status: u16 },
    WallBetween { status: u16 },
    AnswerUnreadable,
    BalanceUnreadable { words: String },
    AnswerNotOurs,
    AnswerContradictsItself,
    AnswerWordUnknown { words: String },
    DuplicateOrder,
    CredentialsRefused { words: String },
    AddressNotListed { words: String },
    WalletEmpty { words: String },
    ProviderSays { words: String },
    FieldRefused { field: String },
    LinkExpired { words: String },
    AlreadyOnboarded { words: String },
    NotConnected { provider: String },
    CannotBeAsked,
    Restarted,
    NotFinished,
    OtpWrong { left: u8 },
    OtpExpired,
    OtpTriesOver,
    QrMissing,
}

impl StoredProblem {
    /// As it stands in a row.
    pub(crate) fn into_json(self) -> Option<Value> {
        // An enum of texts and numbers is always JSON.
        serde_json::to_value(self).ok()
    }
}

/// What a row says went wrong, by the row's own JSON. What another version wrote and this one cannot read is told as just that,
/// and keeps nobody from reading the rest of the row.
pub fn problem_in(row: &Value) -> Problem {
    match StoredProblem::deserialize(row) {
        Ok(stored) => stored.into(),
        Err(_) => {
            let kind = row.get("kind").and_then(Value::as_str).unwrap_or_default();
            Problem::OfAnotherVersion { kind: kind.to_owned() }
        }
    }
}

/// The same of a request's newest problem, which stands beside it as text; empty: nothing went wrong.
pub(crate) fn problem_in_text(text: &str) -> Option<Problem> {
    (!text.is_empty()).then(|| problem_in(&serde_json::from_str(text).unwrap_or_default()))
}

impl From<Trouble> for StoredProblem {
    fn from(trouble: Trouble) -> StoredProblem {
        match trouble {
            Trouble::NoNetwork => StoredProblem::NoNetwork,
            Trouble::ConnectionRefused => StoredProblem::ConnectionRefused,
            Trouble::ClockWrong => StoredProblem::ClockWrong,
            Trouble::CertificateWrong => StoredProblem::CertificateWrong,
            Trouble::IssuerUnknown => StoredProblem::IssuerUnknown,
            Trouble::EncryptionTooOld => StoredProblem::EncryptionTooOld,
            Trouble::SpeaksPlainHttp => StoredProblem::SpeaksPlainHttp,
            Trouble::SpeaksTls => StoredProblem::SpeaksTls,
            Trouble::HostUnknown => StoredProblem::HostUnknown,
            Trouble::ProxyLogin => StoredProblem::ProxyLogin,
            Trouble::LedElsewhere { host } => StoredProblem::LedElsewhere { host },
            Trouble::TimedOut => StoredProblem::TimedOut,
            Trouble::LineBroke => StoredProblem::LineBroke,
            Trouble::ProviderError { status } => StoredProblem::ProviderError { status },
            Trouble::WebPageAtAddress => StoredProblem::WebPageAtAddress,
            Trouble::NothingAtAddress { status } => StoredProblem::NothingAtAddress { status },
            Trouble::WallBetween { status } => StoredProblem::WallBetween { status },
            Trouble::AnswerUnreadable => StoredProblem::AnswerUnreadable,
            Trouble::BalanceUnreadable { words } => StoredProblem::BalanceUnreadable { words },
            Trouble::AnswerNotOurs => StoredProblem::AnswerNotOurs,
            Trouble::AnswerContradictsItself => StoredProblem::AnswerContradictsItself,
            Trouble::AnswerWordUnknown { words } => StoredProblem::AnswerWordUnknown { words },
            Trouble::DuplicateOrder => StoredProblem::DuplicateOrder,
            Trouble::CredentialsRefused { words } => StoredProblem::CredentialsRefused { words },
            Trouble::AddressNotListed { words } => StoredProblem::AddressNotListed { words },
            Trouble::WalletEmpty { words } => StoredProblem::WalletEmpty { words },
            Trouble::ProviderSays { words } => StoredProblem::ProviderSays { words },
            Trouble::FieldRefused { field } => StoredProblem::FieldRefused { field },
            Trouble::LinkExpired { words } => StoredProblem::LinkExpired { words },
            Trouble::AlreadyOnboarded { words } => StoredProblem::AlreadyOnboarded { words },
            Trouble::NotConnected { provider } => StoredProblem::NotConnected { provider },
            Trouble::CannotBeAsked => StoredProblem::CannotBeAsked,
        }
    }
}

impl From<StoredProblem> for Problem {
    fn from(stored: StoredProblem) -> Problem {
        match stored {
            StoredProblem::NoNetwork => Problem::NoNetwork,
            StoredProblem::ConnectionRefused => Problem::ConnectionRefused,
            StoredProblem::ClockWrong => Problem::ClockWrong,
            StoredProblem::CertificateWrong => Problem::CertificateWrong,
            StoredProblem::IssuerUnknown => Problem::IssuerUnknown,
            StoredProblem::EncryptionTooOld => Problem::EncryptionTooOld,
            StoredProblem::SpeaksPlainHttp => Problem::SpeaksPlainHttp,
            StoredProblem::SpeaksTls => Problem::SpeaksTls,
            StoredProblem::HostUnknown => Problem::HostUnknown,
            StoredProblem::ProxyLogin => Problem::ProxyLogin,
            StoredProblem::LedElsewhere { host } => Problem::LedElsewhere { host },
            StoredProblem::TimedOut => Problem::TimedOut,
            StoredProblem::LineBroke => Problem::LineBroke,
            StoredProblem::ProviderError { status } => Problem::ProviderError { status },
            StoredProblem::WebPageAtAddress => Problem::WebPageAtAddress,
            StoredProblem::NothingAtAddress { status } => Problem::NothingAtAddress { status },
            StoredProblem::WallBetween { status } => Problem::WallBetween { status },
            StoredProblem::AnswerUnreadable => Problem::AnswerUnreadable,
            StoredProblem::BalanceUnreadable { words } => Problem::BalanceUnreadable { words },
            StoredProblem::AnswerNotOurs => Problem::AnswerNotOurs,
            StoredProblem::AnswerContradictsItself => Problem::AnswerContradictsItself,
            StoredProblem::AnswerWordUnknown { words } => Problem::AnswerWordUnknown { words },
            StoredProblem::DuplicateOrder => Problem::DuplicateOrder,
            StoredProblem::CredentialsRefused { words } => Problem::CredentialsRefused { words },
            StoredProblem::AddressNotListed { words } => Problem::AddressNotListed { words },
            StoredProblem::WalletEmpty { words } => Problem::WalletEmpty { words },
            StoredProblem::ProviderSays { words } => Problem::ProviderSays { words },
            StoredProblem::FieldRefused { field } => Problem::FieldRefused { field },
            StoredProblem::LinkExpired { words } => Problem::LinkExpired { words },
            StoredProblem::AlreadyOnboarded { words } => Problem::AlreadyOnboarded { words },
            StoredProblem::NotConnected { provider } => Problem::ProviderNotConnected { provider },
            StoredProblem::CannotBeAsked => Problem::CannotBeAsked,
            StoredProblem::Restarted => Problem::Restarted,
            StoredProblem::NotFinished => Problem::NotFinished,
            StoredProblem::OtpWrong { left } => Problem::OtpWrong { left },
            StoredProblem::OtpExpired => Problem::OtpExpired,
            StoredProblem::OtpTriesOver => Problem::OtpTriesOver,
            StoredProblem::QrMissing => Problem::QrMissing,
        }
    }
}
