//! What the counter does: it checks and sells, watches what is not settled, keeps wallets in sight and answers the
//! screens.
//!
//! Architecture invariants: the till names no provider (they come in from a registry) and no operating system (clock,
//! keychain and line are ports). A sale is sent once, by a task of the till's own, after it is durable.

mod connection;
mod counter;
mod day_book;
mod journal;
mod ports;
mod problem;
mod sell;
mod send;
mod settings;
mod shop;
mod slip;
mod suggest;
mod till;
mod view;
mod wallet;
mod watch;

pub use connection::{Connection, CredentialInput, CredentialView, ProviderInput, ProviderView};
pub use counter::{CircleView, Counter, OperatorView};
pub use day_book::{DayBook, DayQuery, EventView, OutcomeTotal, PostingView, SaleDetail};
pub use ports::{Clock, Keychain, Ports, Practice, Random, SystemClock, SystemRandom, Vault, VaultError};
pub use problem::Problem;
pub use sell::{Quote, Repeat, SaleInput};
pub use settings::{Language, Mode, Settings, ShopInput};
pub use shop::Shop;
pub use slip::ReceiptView;
pub use suggest::{KnownNumber, Suggestion};
pub use till::{About, Notice, Parts, Rules, Till, notice_board};
pub use view::{CounterNow, RateView, SaleView};
pub use wallet::Wallet;
