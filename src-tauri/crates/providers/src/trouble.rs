//! What can go wrong between the counter and a provider, as one closed list. The screen has a sentence for each.

use serde::{Deserialize, Serialize};

use crate::vocabulary::{self, Class};

/// Why a call brought no usable answer, or why a provider refused it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
pub enum Trouble {
    /// No way out of this computer, or the name cannot be looked up.
    #[error("no network")]
    NoNetwork,
    /// The host is there and takes no connections at that address.
    #[error("connection refused")]
    ConnectionRefused,
    /// The certificate is not valid *today*, or the provider's clock and ours are far apart.
    #[error("the clock is wrong")]
    ClockWrong,
    /// The certificate is not the provider's.
    #[error("the certificate is wrong")]
    CertificateWrong,
    /// Nobody vouches for the certificate: a part of its chain is missing, or it was made by its own owner.
    #[error("nobody vouches for the certificate")]
    IssuerUnknown,
    /// The server's encryption is older than what may carry money.
    #[error("the encryption is too old")]
    EncryptionTooOld,
    /// We speak https, and what answers there does not.
    #[error("it does not speak https")]
    SpeaksPlainHttp,
    /// We speak plain http, and what answers there wants https.
    #[error("it does not speak plain http")]
    SpeaksTls,
    /// There is no host of that name.
    #[error("no host of that name")]
    HostUnknown,
    /// A proxy on the way wants a login.
    #[error("a proxy wants a login")]
    ProxyLogin,
    /// The answer leads to another place: a Wi-Fi that wants a login, or a company that has moved.
    #[error("led to {host}")]
    LedElsewhere {
        /// Where to.
        host: String,
    },
    /// No answer in time.
    #[error("timed out")]
    TimedOut,
    /// The connection broke before the whole answer was here.
    #[error("the line broke")]
    LineBroke,
    /// An HTTP status that says a fault, with nothing that tells its cause.
    #[error("HTTP status {status}")]
    ProviderError {
        /// The status.
        status: u16,
    },
    /// A web page for people came instead of an answer: the address is one of the company's site, most likely.
    #[error("a web page at the address")]
    WebPageAtAddress,
    /// There is nothing at this address of the server.
    #[error("nothing at the address: HTTP status {status}")]
    NothingAtAddress {
        /// The status.
        status: u16,
    },
    /// Something between the shop and the provider turned the call away: a firewall, a guard against robots.
    #[error("a wall in between: HTTP status {status}")]
    WallBetween {
        /// The status.
        status: u16,
    },
    /// Not the format of the paper: cut JSON, too long, a field missing.
    #[error("unreadable answer")]
    AnswerUnreadable,
    /// What was answered to the balance call is no balance.
    #[error("no balance: {words}")]
    BalanceUnreadable {
        /// The head of it.
        words: String,
    },
    /// About another order, number or amount.
    #[error("an answer about something else")]
    AnswerNotOurs,
    /// Two fields that say opposite things.
    #[error("an answer that contradicts itself")]
    AnswerContradictsItself,
    /// A status word that the paper does not have.
    #[error("unknown word: {words}")]
    AnswerWordUnknown {
        /// The word.
        words: String,
    },
    /// The provider has this order id already: the first request arrived.
    #[error("duplicate order id")]
    DuplicateOrder,
    /// Credentials refused.
    #[error("credentials refused: {words}")]
    CredentialsRefused {
        /// The provider's words.
        words: String,
    },
    /// The provider does not accept calls from this internet address.
    #[error("address not listed: {words}")]
    AddressNotListed {
        /// The provider's words.
        words: String,
    },
    /// The wallet at the provider does not cover it.
    #[error("wallet empty: {words}")]
    WalletEmpty {
        /// The provider's words.
        words: String,
    },
    /// Any other refusal.
    #[error("the provider says: {words}")]
    ProviderSays {
        /// The provider's words.
        words: String,
    },
    /// The page of something unfinished cannot be had any more. It says nothing of the thing itself.
    #[error("the link has expired: {words}")]
    LinkExpired {
        /// The provider's words.
        words: String,
    },
    /// The company is not connected any more: nothing was sent, and it is asked again when it comes back.
    #[error("{provider} is not connected")]
    NotConnected {
        /// The company.
        provider: String,
    },
    /// Its paper names no way to ask about such a request.
    #[error("there is no way to ask")]
    CannotBeAsked,
    /// An agent with this mobile number or id is registered already.
    #[error("registered already: {words}")]
    AlreadyOnboarded {
        /// The provider's words.
        words: String,
    },
    /// A field holds a sign that the dialect cannot carry.
    #[error("field {field} cannot be sent")]
    FieldRefused {
        /// The field.
        field: String,
    },
}

impl Trouble {
    /// The same with every secret in its words hidden: a provider may repeat a token in them.
    pub(crate) fn scrubbed(self, access: &crate::Access) -> Trouble {
        self.cleaned(|words| access.scrub(words))
    }

    /// The same with the provider's words as `clean` leaves them.
    pub(crate) fn cleaned(self, clean: impl Fn(&str) -> String) -> Trouble {
        let clean = |words: String| clean(&words);
        match self {
            Trouble::AnswerWordUnknown { words } => Trouble::AnswerWordUnknown { words: clean(words) },
            Trouble::BalanceUnreadable { words } => Trouble::BalanceUnreadable { words: clean(words) },
            Trouble::CredentialsRefused { words } => Trouble::CredentialsRefused { words: clean(words) },
            Trouble::AddressNotListed { words } => Trouble::AddressNotListed { words: clean(words) },
            Trouble::WalletEmpty { words } => Trouble::WalletEmpty { words: clean(words) },
            Trouble::ProviderSays { words } => Trouble::ProviderSays { words: clean(words) },
            Trouble::LinkExpired { words } => Trouble::LinkExpired { words: clean(words) },
            Trouble::AlreadyOnboarded { words } => Trouble::AlreadyOnboarded { words: clean(words) },
            Trouble::NoNetwork
            | Trouble::ConnectionRefused
            | Trouble::ClockWrong
            | Trouble::CertificateWrong
            | Trouble::IssuerUnknown
            | Trouble::EncryptionTooOld
            | Trouble::SpeaksPlainHttp
            | Trouble::SpeaksTls
            | Trouble::HostUnknown
            | Trouble::ProxyLogin
            | Trouble::LedElsewhere { .. }
            | Trouble::TimedOut
            | Trouble::LineBroke
            | Trouble::ProviderError { .. }
            | Trouble::WebPageAtAddress
            | Trouble::NothingAtAddress { .. }
            | Trouble::WallBetween { .. }
            | Trouble::AnswerUnreadable
            | Trouble::AnswerNotOurs
            | Trouble::AnswerContradictsItself
            | Trouble::DuplicateOrder
            | Trouble::NotConnected { .. }
            | Trouble::CannotBeAsked
            | Trouble::FieldRefused { .. } => self,
        }
    }

    /// Whether a refusal in these words is the gate's, which every sale would meet. A login or an address that is only spoken
    /// of in a sentence about one customer's number ("Invalid token number") is not.
    pub fn is_of_the_gate(&self) -> bool {
        let (Trouble::CredentialsRefused { words } | Trouble::AddressNotListed { words }) = self else { return true };
        words.trim().is_empty() || vocabulary::common().gate(words).is_some()
    }

    /// Sorts a provider's refusal by its words. This chooses only which sentence a person reads, never whether a
    /// sale failed.
    pub fn of_refusal(words: &str) -> Trouble {
        let said = vocabulary::common().said(words);
        let lower = words.to_lowercase();
        let any = |needles: &[&str]| needles.iter().any(|needle| lower.contains(needle));
        let words = words.trim().to_owned();
        if any(&["whitelist", "white list", "ip not", "invalid ip", "ip address", "unauthorized ip", "unauthorised ip"])
        {
            return Trouble::AddressNotListed { words };
        }
        match said.of_gate() {
            Some(Class::GateAddress) => Trouble::AddressNotListed { words },
            Some(Class::GateWallet) => Trouble::WalletEmpty { words },
            Some(Class::GateLogin) => Trouble::CredentialsRefused { words },
            _ if any(&["insufficient", "low balance", "not enough balance"]) => Trouble::WalletEmpty { words },
            _ if any(&LOGIN_WORDS) => Trouble::CredentialsRefused { words },
            _ => Trouble::ProviderSays { words },
        }
    }
}

/// Words that are about the login in whatever sentence.
const LOGIN_WORDS: [&str; 12] = [
    "username",
    "user name",
    "token",
    "credential",
    "api key",
    "api-key",
    "apikey",
    "unauthor",
    "login",
    "password",
    "merchant id",
    "merchant_id",
];

/// Whether the words say that an order id was used before: the first request arrived, so it is no failure. Read
/// widely: what is taken for a duplicate wrongly is asked about, and what is missed would be sold again.
pub(crate) fn says_duplicate(words: &str) -> bool {
    vocabulary::common().said(words).duplicate()
}

/// Whether the words say that the provider knows no such order. No paper gives these words; they are only evidence
/// for a person, who decides (see `domain::verdict`). "User not found" is about the call.
pub(crate) fn says_no_record(words: &str) -> bool {
    vocabulary::common().said(words).no_order()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_a_customers_number_is_not_of_the_gate() {
        for words in ["Consumer login id not found", "Meter token already used for this month"] {
            assert!(!Trouble::CredentialsRefused { words: words.into() }.is_of_the_gate(), "{words}");
        }
        for words in ["Invalid token", "Authentication fail!", "", "Invalid username or password"] {
            assert!(Trouble::CredentialsRefused { words: words.into() }.is_of_the_gate(), "{words}");
        }
        assert!(Trouble::AddressNotListed { words: "IP not whitelisted".into() }.is_of_the_gate());
        assert!(Trouble::WebPageAtAddress.is_of_the_gate());
    }
}
