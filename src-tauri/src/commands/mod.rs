//! What the window may call. Each command converts, calls the counter and converts back; none decides.

mod backup;
mod chits;
mod close;
mod codes;
mod commission;
mod companies;
mod complaints;
mod connection;
mod counter;
mod customer_screen;
mod customers;
mod day_book;
mod due;
mod export;
mod information;
mod matching;
mod money;
mod payment;
mod pending;
mod plans;
mod print;
mod proof;
mod rehearse;
mod reports;
mod sell;
mod services;
mod settings;
mod slip;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use specta_typescript::Number;
use tauri::ipc::Invoke;
use tauri::{Wry, generate_handler};
use tauri_specta::{Builder, collect_events};

pub(crate) use customer_screen::{CustomerScreenChanged, CustomerShown};

/// A sale's id as the window holds it.
#[derive(Debug, Clone, Copy, Deserialize, specta::Type)]
#[serde(transparent)]
pub(crate) struct SaleId(#[specta(type = Number)] pub(crate) i64);

/// A place of the journal as the window holds it.
#[derive(Debug, Clone, Copy, Deserialize, specta::Type)]
#[serde(transparent)]
pub(crate) struct JournalPlace(#[specta(type = Number)] pub(crate) i64);

/// A sale changed.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, tauri_specta::Event)]
pub(crate) struct SaleChanged {
    /// The sale.
    #[specta(type = Number)]
    pub(crate) sale_id: i64,
}

/// A wallet changed.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, tauri_specta::Event)]
pub(crate) struct WalletChanged {
    /// The provider's slug.
    pub(crate) provider: String,
}

/// A backup was made or failed, or a ledger was restored or found damaged: read the counter and the backups anew.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, tauri_specta::Event)]
pub(crate) struct BooksChanged {
    /// Whose ledger.
    pub(crate) mode: till::Mode,
}

/// The slips that wait for the printer changed.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, tauri_specta::Event)]
pub(crate) struct SlipsChanged {
    /// Of which till.
    pub(crate) mode: till::Mode,
}

/// The books of an earlier version are brought up to date.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, tauri_specta::Event)]
pub(crate) struct BooksUpgrading {
    /// How far it is.
    pub(crate) upgrade: till::Upgrade,
}

/// Every event that the program tells its windows.
pub(crate) fn events() -> Builder<Wry> {
    let events = collect_events![
        SaleChanged,
        WalletChanged,
        BooksChanged,
        SlipsChanged,
        BooksUpgrading,
        CustomerShown,
        CustomerScreenChanged
    ];
    Builder::<Wry>::new().disable_serde_phases().events(events)
}

/// Every command: what the window may call, and, for `ui/src/bindings.ts`, what it is called with. The program itself has
/// no use for the types, and is a megabyte and a half smaller without them.
macro_rules! commands {
    ($($file:ident: $($command:ident),+;)+) => {
        pub(crate) fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
            crate::ipc::handler(generate_handler![$($($file::$command),+),+])
        }

        #[cfg(test)]
        fn builder() -> Builder<Wry> {
            events().commands(tauri_specta::collect_commands![$($($file::$command),+),+])
        }
    };
}

include!("list.rs");
