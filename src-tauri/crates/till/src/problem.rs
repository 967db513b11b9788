//! Everything that can be told to a person, as one closed list. The screen switches on `kind`, never on words. It may change
//! freely: what the journal keeps of a problem has a form of its own.

use domain::{Field, SaleState, SealFault};
use receipts::{DesignFault, DesignField};
use serde::Serialize;
use specta_typescript::Number;

pub(crate) mod chit;
pub(crate) mod closing;
pub(crate) mod field;
mod from;
pub(crate) mod stored;

use chit::ChitFault;
use closing::Closing;
use field::{
    CommissionFault, CommissionField, CustomerFault, CustomerField, DeskFault, DeskField, MoneyFault, MoneyField,
    PlanField, PrinterField, SlabPlace, StatementFault, TallyFault, WordFault, WordField,
};

/// A problem with what it is about. Kinds that belong to a field begin with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type, thiserror::Error)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
#[error("{self:?}")]
#[expect(missing_docs, reason = "each kind's sentence stands in ui/messages")]
// A kind stands on one line where it can, so that the list can be read; each of its attributes would have a line of its own.
#[rustfmt::skip]
pub enum Problem {
    NumberMissing,
    NumberTooShort { #[specta(type = Number)] digits: usize, #[specta(type = Number)] wanted: usize },
    NumberTooLong { #[specta(type = Number)] digits: usize, #[specta(type = Number)] wanted: usize },
    NumberHasLetters,
    NumberIsLandline,
    NumberIsForeign,
    /// Ten digits that nobody has as a number.
    NumberIsNobodys,
    NumberStrangeSign,
    NumberNotAVehicle,
    FieldMissing { field: Field },
    FieldTooShort { field: Field, #[specta(type = Number)] least: usize },
    FieldTooLong { field: Field, #[specta(type = Number)] most: usize },
    FieldNotDigits { field: Field },
    FieldStrangeSign { field: Field },
    FieldDateWrong { field: Field },
    FieldDateInFuture { field: Field },
    FieldVehicleWrong { field: Field },
    /// Number is a vehicle's as well, and another one.
    FieldOtherVehicle { field: Field },
    OperatorMissing,
    OperatorNotSold { operator: String },
    CodeUnsure { operator: String, provider: String },
    NoParameters { operator: String },
    CircleMissing,
    CircleUnsure { circle: String, provider: String },
    AmountMissing,
    AmountNotANumber,
    AmountZero,
    AmountTooFine,
    /// More than the books can add up.
    AmountTooLarge,
    AmountBelow { #[specta(type = Number)] min_paise: i64 },
    AmountAbove { #[specta(type = Number)] max_paise: i64 },
    UpiAddressWrong,
    UpiAddressIsEmail, // An e-mail address where a UPI address is wanted.
    /// The customer's money of a sale is not there any more: somebody was quicker.
    MoneyMoved,
    /// Nobody is known on whose account money could be kept.
    CreditNoCustomer,
    /// What is taken as a service charge is more than the most that the shop allows itself.
    ChargeTakeAboveMost,
    ChargeByMissing,
    PaymentNoCustomer, // Udhaar, and nobody is known who would owe it.
    /// Udhaar, and nothing is sold to this customer on credit.
    PaymentNoLimit { #[specta(type = Number)] customer: i64 },
    /// Udhaar, and the customer would owe more than the limit.
    PaymentOverLimit {
        #[specta(type = Number)] customer: i64,
        /// What is owed, and what sales that are not settled may bring to it.
        #[specta(type = Number)] used_paise: i64,
        #[specta(type = Number)] limit_paise: i64,
        /// By how much the limit would be passed.
        #[specta(type = Number)] over_paise: i64,
    },
    /// The shop takes no service charge for it.
    ChargeOff,
    ChargeNotANumber,
    /// More than the shop allows itself.
    ChargeAbove { #[specta(type = Number)] max_paise: i64 },
    RepeatRecent {
        #[specta(type = Number)] sale_id: i64,
        #[specta(type = Number)] minutes_ago: i64,
        /// When that was, in ms since 1970: it may lie ahead, where it was sold under a clock that was ahead.
        #[serde(default)] #[specta(type = Number)] sold_at_ms: i64,
        /// The company contradicted how it stands, and nobody has dealt with that.
        #[serde(default)] contradicted: bool,
    },
    Chit { fault: ChitFault },
    AlreadyOpen { #[specta(type = Number)] sale_id: i64 },
    WalletShort { provider: String, #[specta(type = Number)] balance_paise: i64 },
    WalletEmpty { words: String },
    NoProviderConnected,
    ProviderNotConnected { provider: String }, // Not here, or not any more.
    LoginMissing { provider: String },
    ShopNameMissing,
    ShopPhoneWrong,
    ShopCircleMissing,
    ShopTextTooLong { field: String, #[specta(type = Number)] max: usize },
    CompanyNameTooLong { #[specta(type = Number)] most: usize },
    /// Another company is called so.
    CompanyNameTaken { provider: String },
    CompanyPhoneWrong,
    BaseAddressWrong,
    BaseAddressNotHttps,
    CredentialMissing { key: String },
    CredentialHasControlCharacter { key: String },
    /// A field of the services desk.
    Desk { field: DeskField, fault: DeskFault },
    /// A field of the form in which a person's word is written down.
    Word { field: WordField, fault: WordFault },
    /// A field of a customer's forms.
    Customer { field: CustomerField, fault: CustomerFault },
    /// Of a customer's numbers: one that is none.
    CustomerNumberWrong { typed: String },
    /// Of a customer's numbers: one that another customer has.
    CustomerNumberTaken { number: String, #[specta(type = Number)] customer: i64, name: String },
    CustomerNotFound,
    /// A customer is not forgotten while something is owed either way, or may come to be.
    CustomerOwes { #[specta(type = Number)] balance_paise: i64, #[specta(type = Number)] waiting_paise: i64 },
    /// Asked: the limit is below what is owed now.
    LimitBelowOwed { #[specta(type = Number)] owed_paise: i64 },
    /// A field of a voucher, or of a statement.
    Money { field: MoneyField, fault: MoneyFault },
    /// A company's statement file; `column`: the place of the column that it is about.
    Statement { fault: StatementFault, column: Option<u32> },
    /// A voucher of the same kind, accounts and amount was written shortly before.
    VoucherLikeIt {
        #[specta(type = Number)] minutes_ago: i64,
        /// When that was, in ms since 1970: it may lie ahead, where it was written under a clock that was ahead.
        #[specta(type = Number)] written_at_ms: i64,
    },
    /// More is to be taken out of the drawer than the books say is in it.
    DrawerHasLess { #[specta(type = Number)] balance_paise: i64 },
    /// The services desk booked a load of the same wallet and amount within a day.
    LoadedAtDesk { #[specta(type = Number)] sale_id: i64, #[specta(type = Number)] at_ms: i64 },
    /// The voucher was taken back before, or takes another one back.
    VoucherMended,
    /// How many of a note or coin there are is no number.
    CountNotANumber { #[specta(type = Number)] face_paise: i64, coin: bool },
    /// Nothing was counted, or ₹ 10 crore and more: asked about.
    CountStrange { #[specta(type = Number)] counted_paise: i64 },
    /// A shift is open already.
    ShiftIsOpen,
    /// Money went into the drawer or out of it since the count.
    CountIsOld,
    /// The shift was closed with this count, or there is no such count.
    CountIsGone,
    /// More is over or short than needs no reason.
    ShiftReasonMissing { #[specta(type = Number)] small_paise: i64 },
    /// No such close.
    CloseUnknown,
    /// What was typed is no closing seal.
    Seal { fault: SealFault },
    /// The time at which the shop's day starts is no time.
    DayStartWrong,
    /// No account of the books has that name.
    AccountUnknown,
    /// While a form about it was filled in, a sale became another one than its writer saw.
    SaleMovedOn {
        state: SaleState,
        /// What the company last said, where it stands by the company's word.
        words: Option<String>,
    },
    /// The sale has an open complaint already, or the complaint is closed.
    ComplaintMovedOn,
    OrderOpen { #[specta(type = Number)] sale_id: i64 },
    DeskNotConnected,
    AgentMissing,
    AgentPanMissing,
    AlreadyOnboarded { words: String },
    OtpWrong { left: u8 },
    OtpExpired,
    OtpTriesOver,
    /// The number was wiped from memory.
    AadhaarGone,
    LinkExpired { words: String },
    PageUnknown { host: String },
    BrowserMissing,
    /// No code came to pay a load by, so nothing can have been paid.
    QrMissing,
    /// Closed by the shop.
    NotFinished,
    /// A field of the forms of commission; `slab`: which one it stands in.
    Commission { field: CommissionField, slab: Option<SlabPlace>, fault: CommissionFault },
    /// The same tax of the same payer was written down before.
    TdsTwice { #[specta(type = Number)] amount_paise: i64, #[specta(type = Number)] at_ms: i64 },
    CodeWrong,
    OperatorNameMissing,
    PathWrong { key: String },
    LevelWrong,
    CallbackAddressWrong,
    CallbackPortTaken,
    /// The port is free, and this computer does not let Galla listen there.
    CallbackNotOpened { words: String },
    ListNotOffered,
    CredentialsRefused { words: String },
    AddressNotListed { words: String },
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
    LedElsewhere { host: String },
    /// A provider that takes no new sales.
    ProviderClosed {
        provider: String,
        closing: Closing,
        /// The head of what it answers instead of a balance, where it is closed for that.
        said: Option<String>,
    },
    /// What was answered to the balance call is no balance.
    BalanceUnreadable { words: String },
    /// Of a check-up: the company answers at another address.
    AnswersElsewhere { address: String },
    /// Of a check-up: the company answers when the parameters go the other way.
    AnswersOtherwise { in_address: bool },
    TimedOut,
    LineBroke,
    ProviderError { status: u16 },
    WebPageAtAddress,
    NothingAtAddress { status: u16 },
    WallBetween { status: u16 },
    AnswerUnreadable,
    AnswerNotOurs,
    AnswerContradictsItself,
    AnswerWordUnknown { words: String },
    DuplicateOrder,
    FieldRefused { field: String },
    Restarted,
    ProviderSays { words: String },
    AskedTooSoon,
    NotAllowedNow,
    /// The counter is not open yet, or did not open.
    CounterNotOpen,
    /// A request whose paper names no way to ask about it.
    CannotBeAsked,
    /// A part of the program itself stopped in the middle.
    CounterFault { words: String },
    SaleNotFound,
    DiskFull,
    /// A row of the books is not what the journal makes of it.
    BooksNotAsJournal { what: String },
    /// The books must be copied before a new version changes them, and there is no room for the copy.
    UpgradeNoRoom { #[specta(type = Number)] megabytes: u64 },
    LedgerReadOnly,
    LedgerCorrupt,
    LedgerNewer,
    /// Another program holds the file.
    LedgerBusy,
    /// The disk does not give a part of the books, which may be whole.
    LedgerNotGiven { words: String },
    /// The books could not be read. Nothing was written.
    LedgerUnread { words: String },
    /// The books could not be written.
    LedgerFailed { words: String },
    /// Of a backup: its file is gone.
    BackupMissing,
    /// Of a backup: it was changed or is damaged, and is not restored.
    BackupBad,
    /// Of a backup: a newer version of the program made it.
    BackupNewer,
    /// There is no room for today's backup. So much has to be freed.
    BackupNoRoom { #[specta(type = Number)] megabytes: u64 },
    BackupFolderMissing,
    /// It does not answer: a share that is not plugged in any more.
    BackupFolderSilent,
    BackupFolderReadOnly,
    /// The second folder is the data folder itself, or inside it.
    BackupFolderOwn,
    /// Requests are on the line: no restore before they are answered.
    OrdersOnLine { #[specta(type = Number)] orders: usize },
    SecondCopy,
    /// The path of the data folder is longer than this system takes.
    PathTooLong,
    /// The practice providers could not be started.
    PracticeFailed { words: String },
    SettingsUnreadable,
    /// A file of the settings could not be written: it stands as it stood.
    SettingsNotWritten,
    /// What a restore has noted down to go on with cannot be read.
    RestoreNoteUnreadable,
    /// The system's print dialog did not open.
    PrintNotOpened { words: String },
    /// A field of the printer's form.
    Printer { field: PrinterField },
    /// A field of the design of slips.
    Design { field: DesignField, fault: DesignFault },
    /// A slip could not be kept as a file there. Nothing of it was left.
    SlipNotSaved { folder: String },
    /// The same, because no room is left there.
    SlipNoRoom { folder: String },
    /// Another export is at work.
    ExportRunning,
    /// Somebody stopped it. Nothing of it was left.
    ExportCancelled,
    /// A list longer than such a file can be.
    ExportTooLong { #[specta(type = Number)] most: usize },
    /// A file could not be written there. Nothing of it was left.
    ExportNotSaved { folder: String },
    /// The same, because no room is left there.
    ExportNoRoom { folder: String },
    /// The ledger of a kind of account in Tally.
    Tally { account: String, fault: TallyFault },
    /// A field of a plan.
    PlanWrong { field: PlanField },
    /// A file of plans that has no column of amounts.
    PlanFileNoColumns,
    PrinterMissing,
    /// What kept a slip from getting through to the printer.
    PrinterTrouble { trouble: printers::Trouble },
    /// More slips wait than are kept.
    PrintQueueFull,
    /// The program ended while a slip was being printed.
    PrintCutOff,
    /// A slip waited while the data folder was copied or moved.
    PrintElsewhere,
    /// A slip could not be made of the books.
    SlipNotMade,
    /// In the journal: another version of the program wrote it, and this one has no name for it.
    OfAnotherVersion { kind: String },
    KeychainMissing,
    KeychainLocked,
}
