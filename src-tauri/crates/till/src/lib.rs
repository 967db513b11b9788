//! What the counter does: it checks and sells, watches what is not settled, keeps wallets in sight and answers the
//! screens.
//!
//! Architecture invariants: the till names no provider (they come in from a registry) and no operating system (clock,
//! keychain and line are ports). A sale is sent once, by a task of the till's own, after it is durable.

mod backup;
mod connection;
mod desk;
mod panics;
mod ports;
mod problem;
mod sale;
mod screens;
mod settings;
mod shop;
mod till;
mod watch;

pub use backup::{
    BackupPlace, BackupView, BackupsView, BooksView, CannotAsk, DamageView, OrderLeft, RepairReport, RestoreInput,
    RestorePlan,
};
pub use connection::{Connection, CredentialInput, CredentialView, PathInput, PathView, ProviderInput, ProviderView};
pub use desk::{
    AadhaarInput, AccessView, AccountInput, AgentView, Consent, Desk, DeskAccess, DeskFault, DeskField, DeskOrder,
    DeskWarning, LoadInput, LoadTold, LoadView, OnboardInput, OtpView, PanInput, PanModeView, PersonView, PriceView,
    QrView,
};
pub use panics::hush_panics;
pub use ports::{
    Browser, Clock, Keychain, Ports, Practice, Random, Reach, Straight, SystemClock, SystemRandom, Vault, VaultError,
};
pub use problem::Problem;
pub use sale::check::{FieldInput, Skipped};
pub use sale::choice::{Choice, ChosenBecause, RoutesFile};
pub use sale::sell::{Quote, Repeat, SaleInput};
pub use sale::suggest::{KnownNumber, Suggestion};
pub use sale::wallet::Wallet;
pub use sale::word::{DealtInput, DisputeInput, WordFault, WordField, WordInput, WordView};
pub use screens::counter::{CircleView, Counter, OfferView, OperatorView};
pub use screens::day_book::{DayBook, DayQuery, EventView, OutcomeTotal, PostingView, RestView, SaleDetail};
pub use screens::sale::{AttemptView, AttentionView, CounterNow, RateView, SaleView};
pub use screens::slip::ReceiptView;
pub use settings::lists::{CodeFrom, Lists, WhyNot};
pub use settings::logins::{LoginFound, LoginMissing, LoginsView};
pub use settings::{Language, Mode, Settings, ShopInput};
pub use shop::Shop;
pub use shop::callbacks::{CallbackAddress, CallbackView};
pub use shop::codes::{CircleCode, FetchedList, OperatorInput};
pub use shop::doctor::{ApiStatusView, Check, CheckUp, FindingView, Health};
pub use shop::routes::{OperatorRoute, RouteView, Routes};
pub use till::clock::ClockView;
pub use till::ready::{Closing, Readiness};
pub use till::{About, Notice, Parts, Rules, Till, notice_board};
pub use watch::hint::Heard;
