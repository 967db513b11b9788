//! Why a provider takes no new sales.

use providers::Trouble;
use serde::{Deserialize, Serialize};

/// Why a provider takes no new sales.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Closing {
    /// Its wallet was never read at this address with this login.
    NeverRead,
    /// A web page stands where an answer should be.
    WebPage,
    /// There is nothing at the address.
    NoSuchAddress,
    /// Something in between turns the calls away.
    WallBetween,
    /// It refuses the login.
    LoginRefused,
    /// It does not list the shop's internet address.
    AddressNotListed,
    /// Its encryption is older than what may carry money.
    EncryptionTooOld,
    /// Its certificate is not its own.
    CertificateWrong,
    /// Nobody vouches for its certificate.
    IssuerUnknown,
    /// The address says https, and plain http is spoken there.
    SpeaksPlainHttp,
    /// The address says http, and https is spoken there.
    SpeaksTls,
    /// A proxy on the way wants a login.
    ProxyLogin,
    /// The answer leads to another place.
    LedElsewhere,
    /// Its wallet was never read: what it answers to that call is no balance.
    BalanceUnreadable,
}

impl Closing {
    /// What a trouble closes for: only what meets the next call as well. A line that is down, a wallet that is empty and
    /// a sale that was refused close nothing.
    pub(crate) fn of(trouble: &Trouble) -> Option<Closing> {
        match trouble {
            Trouble::CredentialsRefused { .. } => Some(Closing::LoginRefused),
            Trouble::AddressNotListed { .. } => Some(Closing::AddressNotListed),
            Trouble::EncryptionTooOld => Some(Closing::EncryptionTooOld),
            Trouble::CertificateWrong => Some(Closing::CertificateWrong),
            Trouble::IssuerUnknown => Some(Closing::IssuerUnknown),
            Trouble::SpeaksPlainHttp => Some(Closing::SpeaksPlainHttp),
            Trouble::SpeaksTls => Some(Closing::SpeaksTls),
            Trouble::WebPageAtAddress => Some(Closing::WebPage),
            Trouble::HostUnknown | Trouble::NothingAtAddress { .. } => Some(Closing::NoSuchAddress),
            Trouble::WallBetween { .. } => Some(Closing::WallBetween),
            Trouble::ProxyLogin => Some(Closing::ProxyLogin),
            Trouble::LedElsewhere { .. } => Some(Closing::LedElsewhere),
            Trouble::BalanceUnreadable { .. } => Some(Closing::BalanceUnreadable),
            Trouble::NoNetwork
            | Trouble::ConnectionRefused
            | Trouble::ClockWrong
            | Trouble::TimedOut
            | Trouble::LineBroke
            | Trouble::ProviderError { .. }
            | Trouble::AnswerUnreadable
            | Trouble::AnswerNotOurs
            | Trouble::AnswerContradictsItself
            | Trouble::AnswerWordUnknown { .. }
            | Trouble::DuplicateOrder
            | Trouble::WalletEmpty { .. }
            | Trouble::ProviderSays { .. }
            | Trouble::LinkExpired { .. }
            | Trouble::AlreadyOnboarded { .. }
            | Trouble::NotConnected { .. }
            | Trouble::CannotBeAsked
            | Trouble::FieldRefused { .. } => None,
        }
    }
}
