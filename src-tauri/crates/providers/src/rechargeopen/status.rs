//! The Open API's codes: where a sale stands, and why a call failed.

use domain::Word;

use crate::Trouble;
use crate::vocabulary::{Class, Said};

/// Where a sale stands ("Transaction Status Response").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Success,
    Hold,
    Failed,
    Refunded,
}

impl Standing {
    /// Reads the code as printed; `None` for any that the paper does not have.
    pub(super) fn read(code: &str) -> Option<Standing> {
        match code {
            "1" => Some(Standing::Success),
            "4" | "6" => Some(Standing::Hold),
            "2" | "3" => Some(Standing::Failed),
            "5" => Some(Standing::Refunded),
            _ => None,
        }
    }

    /// Whether the description says something else. Most say nothing that is known, which is no contradiction; failed
    /// and refunded are the same news.
    pub(super) fn is_denied_by(self, said: &Said) -> bool {
        match self {
            Standing::Success => said.waits() || said.is_over() || said.no_order(),
            Standing::Hold => said.went_well() || said.is_over() || said.no_order(),
            Standing::Failed | Standing::Refunded => said.went_well() || said.waits(),
        }
    }

    /// Whether the description plainly says the same.
    pub(super) fn is_named_by(self, class: Option<Class>) -> bool {
        match self {
            Standing::Success => class == Some(Class::Done),
            Standing::Hold => class == Some(Class::Working),
            Standing::Failed => class == Some(Class::Refused),
            Standing::Refunded => class == Some(Class::GivenBack),
        }
    }
}

impl From<Standing> for Word {
    fn from(standing: Standing) -> Word {
        match standing {
            Standing::Success => Word::Succeeded,
            Standing::Hold => Word::Accepted,
            Standing::Failed => Word::Failed,
            Standing::Refunded => Word::Refunded,
        }
    }
}

/// Why a call failed ("Error Codes").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    MessageFormat,
    MobileNumber,
    SmsPassword,
    Amount,
    MemberType,
    TransactionFormat,
    UserIdOrPassword,
    TransactionReference,
    DuplicateReference,
    InternalError,
    InvalidAccess,
}

impl Fault {
    /// Every code with the paper's words for it. A closed list: what is not in it means nothing.
    pub(super) const ALL: [(Fault, &'static str, &'static str); 11] = [
        (Fault::MessageFormat, "9001", "Invalid Message Format"),
        (Fault::MobileNumber, "9002", "Invalid Mobile Number"),
        (Fault::SmsPassword, "9003", "Invalid SMS Password"),
        (Fault::Amount, "9004", "Invalid Transaction Amount"),
        (Fault::MemberType, "9005", "Invalid Member Type"),
        (Fault::TransactionFormat, "9006", "Invalid Transaction Format"),
        (Fault::UserIdOrPassword, "9007", "Invalid User ID or Password"),
        (Fault::TransactionReference, "9008", "Invalid Transaction Reference Number"),
        (Fault::DuplicateReference, "9009", "Duplicate Transaction Reference Number"),
        (Fault::InternalError, "9998", "Internal Error"),
        (Fault::InvalidAccess, "9999", "Invalid Access"),
    ];

    /// Reads the code as printed; `None` for any that the paper does not have.
    pub(super) fn read(code: &str) -> Option<Fault> {
        Fault::ALL.into_iter().find(|(_, known, _)| *known == code).map(|(fault, ..)| fault)
    }

    fn printed(self) -> &'static str {
        Fault::ALL.into_iter().find(|(fault, ..)| *fault == self).map_or("", |(.., words)| words)
    }

    /// Whether the words are the beginning of the paper's own.
    pub(super) fn is_cut(self, words: &str) -> bool {
        is_cut(words, self.printed())
    }

    /// Whether the words say that the request went well, or is on its way.
    pub(super) fn is_denied_by(self, said: &Said) -> bool {
        said.went_well() || said.waits()
    }

    /// The sentence that a person reads. The words come first: a reseller may say under any code that the wallet is
    /// empty.
    pub(super) fn trouble(self, words: &str) -> Trouble {
        let about_the_login = match self {
            Fault::SmsPassword | Fault::UserIdOrPassword | Fault::InvalidAccess => true,
            Fault::MessageFormat
            | Fault::MobileNumber
            | Fault::Amount
            | Fault::MemberType
            | Fault::TransactionFormat
            | Fault::TransactionReference
            | Fault::DuplicateReference
            | Fault::InternalError => false,
        };
        let told = Trouble::of_refusal(words);
        if let (Trouble::ProviderSays { words }, true) = (&told, about_the_login) {
            return Trouble::CredentialsRefused { words: words.clone() };
        }
        told
    }
}

/// Whether the words are the beginning of what the paper prints: an answer without a length may end anywhere when the
/// connection breaks, and a whole one would not stop there.
pub(super) fn is_cut(words: &str, printed: &str) -> bool {
    words.len() < printed.len() && printed.to_lowercase().starts_with(&words.to_lowercase())
}
