//! What the counter does: it checks and sells, watches what is not settled, keeps wallets in sight and answers the
//! screens.
//!
//! Architecture invariants: the till names no provider (they come in from a registry) and no operating system (clock,
//! keychain and line are ports). A sale is sent once, by a task of the till's own, after it is durable.

mod backup;
mod callbacks;
mod check;
mod choice;
mod codes;
mod connection;
mod counter;
mod day_book;
mod desk;
mod doctor;
mod drawer;
mod journal;
mod keychain;
mod lists;
mod logins;
mod opening;
mod panics;
mod pen;
mod ports;
mod problem;
mod ready;
mod retry;
mod routes;
mod schedule;
mod sell;
mod send;
mod settings;
mod shop;
mod shop_clock;
mod slip;
mod suggest;
mod till;
mod trial;
mod view;
mod wallet;
mod watch;
mod word;

pub use backup::{
    BackupPlace, BackupView, BackupsView, BooksView, CannotAsk, DamageView, OrderLeft, RepairReport, RestoreInput,
    RestorePlan,
};
pub use callbacks::{CallbackAddress, CallbackView, Heard};
pub use check::{FieldInput, Skipped};
pub use choice::{Choice, ChosenBecause, RoutesFile};
pub use codes::{CircleCode, FetchedList, OperatorInput};
pub use connection::{Connection, CredentialInput, CredentialView, PathInput, PathView, ProviderInput, ProviderView};
pub use counter::{CircleView, Counter, OfferView, OperatorView};
pub use day_book::{DayBook, DayQuery, EventView, OutcomeTotal, PostingView, RestView, SaleDetail};
pub use desk::{
    AadhaarInput, AccessView, AccountInput, AgentView, Consent, Desk, DeskAccess, DeskFault, DeskField, DeskOrder,
    DeskWarning, LoadInput, LoadTold, LoadView, OnboardInput, OtpView, PanInput, PanModeView, PersonView, PriceView,
    QrView,
};
pub use doctor::{ApiStatusView, Check, CheckUp, FindingView, Health};
pub use lists::{CodeFrom, Lists, WhyNot};
pub use logins::{LoginFound, LoginMissing, LoginsView};
pub use panics::hush_panics;
pub use ports::{
    Browser, Clock, Keychain, Ports, Practice, Random, Reach, Straight, SystemClock, SystemRandom, Vault, VaultError,
};
pub use problem::Problem;
pub use ready::{Closing, Readiness};
pub use routes::{OperatorRoute, RouteView, Routes};
pub use sell::{Quote, Repeat, SaleInput};
pub use settings::{Language, Mode, Settings, ShopInput};
pub use shop::Shop;
pub use shop_clock::ClockView;
pub use slip::ReceiptView;
pub use suggest::{KnownNumber, Suggestion};
pub use till::{About, Notice, Parts, Rules, Till, notice_board};
pub use view::{AttemptView, AttentionView, CounterNow, RateView, SaleView};
pub use wallet::Wallet;
pub use word::{DealtInput, DisputeInput, WordFault, WordField, WordInput, WordView};
