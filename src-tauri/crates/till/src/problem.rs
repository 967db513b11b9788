//! Everything that can be told to a person, as one closed list. The screen switches on `kind`, never on words.

use domain::{AmountProblem, Field, FieldProblem, NumberProblem, SaleState};
use ledger::LedgerError;
use providers::{AddressProblem, Trouble};
use serde::{Deserialize, Serialize};
use specta_typescript::Number;

pub(crate) mod closing;
pub(crate) mod field;

use closing::Closing;
use field::{DeskFault, DeskField, WordFault, WordField};

/// A problem with what it is about. Kinds that belong to a field begin with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, thiserror::Error)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
#[error("{self:?}")]
#[expect(missing_docs, reason = "each kind's sentence stands in ui/messages")]
pub enum Problem {
    NumberMissing,
    NumberTooShort {
        #[specta(type = Number)]
        digits: usize,
        #[specta(type = Number)]
        wanted: usize,
    },
    NumberTooLong {
        #[specta(type = Number)]
        digits: usize,
        #[specta(type = Number)]
        wanted: usize,
    },
    NumberHasLetters,
    NumberIsLandline,
    NumberIsForeign,
    NumberStrangeSign,
    NumberNotAVehicle,
    FieldMissing {
        field: Field,
    },
    FieldTooShort {
        field: Field,
        #[specta(type = Number)]
        least: usize,
    },
    FieldTooLong {
        field: Field,
        #[specta(type = Number)]
        most: usize,
    },
    FieldNotDigits {
        field: Field,
    },
    FieldStrangeSign {
        field: Field,
    },
    FieldDateWrong {
        field: Field,
    },
    FieldDateInFuture {
        field: Field,
    },
    FieldVehicleWrong {
        field: Field,
    },
    /// Number is a vehicle's as well, and another one.
    FieldOtherVehicle {
        field: Field,
    },
    OperatorMissing,
    OperatorNotSold {
        operator: String,
    },
    CodeUnsure {
        operator: String,
        provider: String,
    },
    NoParameters {
        operator: String,
    },
    CircleMissing,
    CircleUnsure {
        circle: String,
        provider: String,
    },
    AmountMissing,
    AmountNotANumber,
    AmountZero,
    AmountTooFine,
    AmountBelow {
        #[specta(type = Number)]
        min_paise: i64,
    },
    AmountAbove {
        #[specta(type = Number)]
        max_paise: i64,
    },
    RepeatRecent {
        #[specta(type = Number)]
        sale_id: i64,
        #[specta(type = Number)]
        minutes_ago: i64,
        /// The company contradicts how it stands, and nobody has dealt with that.
        #[serde(default)]
        contradicted: bool,
    },
    AlreadyOpen {
        #[specta(type = Number)]
        sale_id: i64,
    },
    WalletShort {
        provider: String,
        #[specta(type = Number)]
        balance_paise: i64,
    },
    WalletEmpty {
        words: String,
    },
    NoProviderConnected,
    LoginMissing {
        provider: String,
    },
    ShopNameMissing,
    ShopPhoneWrong,
    ShopCircleMissing,
    ShopTextTooLong {
        field: String,
        #[specta(type = Number)]
        max: usize,
    },
    BaseAddressWrong,
    BaseAddressNotHttps,
    CredentialMissing {
        key: String,
    },
    CredentialHasControlCharacter {
        key: String,
    },
    /// A field of the services desk.
    Desk {
        field: DeskField,
        fault: DeskFault,
    },
    /// A field of the form in which a person's word is written down.
    Word {
        field: WordField,
        fault: WordFault,
    },
    /// While a form about it was filled in, a sale became another one than its writer saw.
    SaleMovedOn {
        state: SaleState,
        /// What the company last said, where it stands by the company's word.
        words: Option<String>,
    },
    OrderOpen {
        #[specta(type = Number)]
        sale_id: i64,
    },
    DeskNotConnected,
    AgentMissing,
    AgentPanMissing,
    AlreadyOnboarded {
        words: String,
    },
    OtpWrong {
        left: u8,
    },
    OtpExpired,
    OtpTriesOver,
    /// The number was wiped from memory.
    AadhaarGone,
    LinkExpired {
        words: String,
    },
    PageUnknown {
        host: String,
    },
    BrowserMissing,
    /// No code came to pay a load by, so nothing can have been paid.
    QrMissing,
    /// Closed by the shop.
    NotFinished,
    RateWrong,
    CodeWrong,
    OperatorNameMissing,
    PathWrong {
        key: String,
    },
    LevelWrong,
    CallbackAddressWrong,
    CallbackPortTaken,
    ListNotOffered,
    CredentialsRefused {
        words: String,
    },
    AddressNotListed {
        words: String,
    },
    NoNetwork,
    ClockWrong,
    ConnectionRefused,
    CertificateWrong,
    IssuerUnknown,
    EncryptionTooOld,
    SpeaksPlainHttp,
    SpeaksTls,
    HostUnknown,
    ProxyLogin,
    LedElsewhere {
        host: String,
    },
    /// A provider that takes no new sales.
    ProviderClosed {
        provider: String,
        closing: Closing,
        /// The head of what it answers instead of a balance, where it is closed for that.
        said: Option<String>,
    },
    /// What was answered to the balance call is no balance.
    BalanceUnreadable {
        words: String,
    },
    /// Of a check-up: the company answers at another address.
    AnswersElsewhere {
        address: String,
    },
    /// Of a check-up: the company answers when the parameters go the other way.
    AnswersOtherwise {
        in_address: bool,
    },
    TimedOut,
    LineBroke,
    ProviderError {
        status: u16,
    },
    WebPageAtAddress,
    NothingAtAddress {
        status: u16,
    },
    WallBetween {
        status: u16,
    },
    AnswerUnreadable,
    AnswerNotOurs,
    AnswerContradictsItself,
    AnswerWordUnknown {
        words: String,
    },
    DuplicateOrder,
    FieldRefused {
        field: String,
    },
    Restarted,
    ProviderSays {
        words: String,
    },
    AskedTooSoon,
    NotAllowedNow,
    SaleNotFound,
    DiskFull,
    LedgerReadOnly,
    LedgerCorrupt,
    LedgerNewer,
    LedgerFailed {
        words: String,
    },
    /// Of a backup: its file is gone.
    BackupMissing,
    /// Of a backup: it was changed or is damaged, and is not restored.
    BackupBad,
    /// Of a backup: a newer version of the program made it.
    BackupNewer,
    BackupFolderMissing,
    /// It does not answer: a share that is not plugged in any more.
    BackupFolderSilent,
    BackupFolderReadOnly,
    /// The second folder is the data folder itself, or inside it.
    BackupFolderOwn,
    /// Requests are on the line: no restore before they are answered.
    OrdersOnLine {
        #[specta(type = Number)]
        orders: usize,
    },
    SecondCopy,
    /// The path of the data folder is longer than this system takes.
    PathTooLong,
    /// The practice providers could not be started.
    PracticeFailed {
        words: String,
    },
    SettingsUnreadable,
    KeychainMissing,
    KeychainLocked,
}

impl From<NumberProblem> for Problem {
    fn from(problem: NumberProblem) -> Problem {
        match problem {
            NumberProblem::Missing => Problem::NumberMissing,
            NumberProblem::TooShort { digits, wanted } => Problem::NumberTooShort { digits, wanted },
            NumberProblem::TooLong { digits, wanted } => Problem::NumberTooLong { digits, wanted },
            NumberProblem::HasLetters => Problem::NumberHasLetters,
            NumberProblem::IsLandline => Problem::NumberIsLandline,
            NumberProblem::IsForeign => Problem::NumberIsForeign,
            NumberProblem::StrangeSign => Problem::NumberStrangeSign,
            NumberProblem::NotAVehicle => Problem::NumberNotAVehicle,
        }
    }
}

impl Problem {
    /// A problem of a field that the operator needs beside number and amount.
    pub(crate) fn of_field(field: Field, problem: FieldProblem) -> Problem {
        match problem {
            FieldProblem::Missing => Problem::FieldMissing { field },
            FieldProblem::TooShort { least } => Problem::FieldTooShort { field, least },
            FieldProblem::TooLong { most } => Problem::FieldTooLong { field, most },
            FieldProblem::NotDigits => Problem::FieldNotDigits { field },
            FieldProblem::StrangeSign => Problem::FieldStrangeSign { field },
            FieldProblem::DateWrong => Problem::FieldDateWrong { field },
            FieldProblem::DateInFuture => Problem::FieldDateInFuture { field },
            FieldProblem::VehicleWrong => Problem::FieldVehicleWrong { field },
        }
    }
}

impl From<AmountProblem> for Problem {
    fn from(problem: AmountProblem) -> Problem {
        match problem {
            AmountProblem::Missing => Problem::AmountMissing,
            AmountProblem::NotANumber => Problem::AmountNotANumber,
            AmountProblem::Zero => Problem::AmountZero,
            AmountProblem::TooFine => Problem::AmountTooFine,
            AmountProblem::Below(least) => Problem::AmountBelow { min_paise: least.get() },
            AmountProblem::Above(most) => Problem::AmountAbove { max_paise: most.get() },
        }
    }
}

impl From<Trouble> for Problem {
    fn from(trouble: Trouble) -> Problem {
        match trouble {
            Trouble::NoNetwork => Problem::NoNetwork,
            Trouble::ConnectionRefused => Problem::ConnectionRefused,
            Trouble::ClockWrong => Problem::ClockWrong,
            Trouble::CertificateWrong => Problem::CertificateWrong,
            Trouble::IssuerUnknown => Problem::IssuerUnknown,
            Trouble::EncryptionTooOld => Problem::EncryptionTooOld,
            Trouble::SpeaksPlainHttp => Problem::SpeaksPlainHttp,
            Trouble::SpeaksTls => Problem::SpeaksTls,
            Trouble::HostUnknown => Problem::HostUnknown,
            Trouble::ProxyLogin => Problem::ProxyLogin,
            Trouble::LedElsewhere { host } => Problem::LedElsewhere { host },
            Trouble::TimedOut => Problem::TimedOut,
            Trouble::LineBroke => Problem::LineBroke,
            Trouble::ProviderError { status } => Problem::ProviderError { status },
            Trouble::WebPageAtAddress => Problem::WebPageAtAddress,
            Trouble::NothingAtAddress { status } => Problem::NothingAtAddress { status },
            Trouble::WallBetween { status } => Problem::WallBetween { status },
            Trouble::AnswerUnreadable => Problem::AnswerUnreadable,
            Trouble::BalanceUnreadable { words } => Problem::BalanceUnreadable { words },
            Trouble::AnswerNotOurs => Problem::AnswerNotOurs,
            Trouble::AnswerContradictsItself => Problem::AnswerContradictsItself,
            Trouble::AnswerWordUnknown { words } => Problem::AnswerWordUnknown { words },
            Trouble::DuplicateOrder => Problem::DuplicateOrder,
            Trouble::CredentialsRefused { words } => Problem::CredentialsRefused { words },
            Trouble::AddressNotListed { words } => Problem::AddressNotListed { words },
            Trouble::WalletEmpty { words } => Problem::WalletEmpty { words },
            Trouble::ProviderSays { words } => Problem::ProviderSays { words },
            Trouble::FieldRefused { field } => Problem::FieldRefused { field },
            Trouble::LinkExpired { words } => Problem::LinkExpired { words },
            Trouble::AlreadyOnboarded { words } => Problem::AlreadyOnboarded { words },
        }
    }
}

impl From<LedgerError> for Problem {
    fn from(error: LedgerError) -> Problem {
        match error {
            LedgerError::DiskFull => Problem::DiskFull,
            LedgerError::ReadOnly => Problem::LedgerReadOnly,
            LedgerError::Corrupt | LedgerError::OtherKind => Problem::LedgerCorrupt,
            LedgerError::Newer => Problem::LedgerNewer,
            LedgerError::PathTooLong => Problem::PathTooLong,
            LedgerError::InUse => Problem::SecondCopy,
            LedgerError::TwinOpen { sale_id } => Problem::AlreadyOpen { sale_id },
            // How long ago, and what is known of it, is told by the caller.
            LedgerError::SoldRecently { sale_id, .. } => {
                Problem::RepeatRecent { sale_id, minutes_ago: 0, contradicted: false }
            }
            LedgerError::OrderOpen { sale_id } => Problem::OrderOpen { sale_id },
            LedgerError::MovedOn | LedgerError::Illegal(_) | LedgerError::Closed => Problem::NotAllowedNow,
            LedgerError::NoSuchSale => Problem::SaleNotFound,
            LedgerError::OutOfRange => Problem::AmountNotANumber,
            LedgerError::Failed(words) => Problem::LedgerFailed { words },
        }
    }
}

impl From<AddressProblem> for Problem {
    fn from(problem: AddressProblem) -> Problem {
        match problem {
            AddressProblem::Wrong => Problem::BaseAddressWrong,
            AddressProblem::NotHttps => Problem::BaseAddressNotHttps,
        }
    }
}
