//! What the customer sees on a screen of his own.

use serde::{Deserialize, Serialize};
use specta_typescript::Number;
use tauri::AppHandle;
use tauri_specta::Event as _;
use till::{Problem, Qr};

use crate::host::customer_screen::{self as host, ComputerScreen};

/// All that the customer's screen may know. What has no field here cannot be sent to it.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub(crate) struct CustomerSight {
    /// The shop's name.
    pub(crate) shop: String,
    /// The code of the language that the counter speaks.
    pub(crate) language: String,
    /// It is drawn in the dark look.
    pub(crate) dark: bool,
    /// No real money is behind it.
    pub(crate) practice: bool,
    /// How far the customer's sale is.
    pub(crate) phase: SightPhase,
    /// The customer's sale.
    pub(crate) sale: Option<SightSale>,
    /// What is to be paid now, in paise, where it is another sum than the sale's.
    #[specta(type = Option<Number>)]
    pub(crate) pay_paise: Option<i64>,
    /// The code by which it is paid.
    pub(crate) code: Option<Qr>,
    /// The operator's reference, by which the customer can ask after a sale that is done.
    pub(crate) reference: Option<String>,
}

/// How far the customer's sale is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SightPhase {
    /// Nobody is served.
    Idle,
    /// It is being typed.
    Typing,
    /// It is on the strip, and nothing was sent.
    Asked,
    /// It is on the line.
    Sending,
    /// It is done.
    Done,
    /// Nobody knows yet.
    Waiting,
    /// It came to nothing.
    Failed,
    /// It was done, and the company took it back.
    GivenBack,
}

/// A sale as its customer may see it.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub(crate) struct SightSale {
    /// In its groups, as far as it is typed.
    pub(crate) number: String,
    /// By its name in the language of the counter; empty while it is not known.
    pub(crate) operator: String,
    /// `None` while it is not typed.
    #[specta(type = Option<Number>)]
    pub(crate) amount_paise: Option<i64>,
}

/// The screens of this computer, and whether the customer's window is open.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub(crate) struct CustomerScreens {
    /// The screens.
    pub(crate) screens: Vec<ComputerScreen>,
    /// The customer sees the window now.
    pub(crate) is_open: bool,
}

/// What the customer's window shows from now on. It goes to that window alone.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, tauri_specta::Event)]
pub(crate) struct CustomerShown {
    /// What it shows.
    pub(crate) sight: CustomerSight,
}

/// The customer's window hears now, or is closed.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, tauri_specta::Event)]
pub(crate) struct CustomerScreenChanged {
    /// It hears.
    pub(crate) is_open: bool,
}

fn screens_now(app: &AppHandle) -> CustomerScreens {
    CustomerScreens { screens: host::screens(app), is_open: host::is_open(app) }
}

/// The screens of this computer.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn customer_screens(app: AppHandle) -> Result<CustomerScreens, Problem> {
    Ok(screens_now(&app))
}

/// Opens the customer's window on the screen with this id. Where that screen is not there, or the counter is on it, none is open then.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn open_customer_screen(app: AppHandle, id: String) -> Result<CustomerScreens, Problem> {
    host::open(&app, &id);
    Ok(screens_now(&app))
}

/// Closes the customer's window.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn close_customer_screen(app: AppHandle) -> Result<CustomerScreens, Problem> {
    host::close(&app);
    Ok(screens_now(&app))
}

/// Shows this on the customer's window.
#[tauri::command(root = "crate")]
#[specta::specta]
pub(crate) async fn show_customer(app: AppHandle, sight: CustomerSight) -> Result<(), Problem> {
    // A window that is gone needs no news.
    let _ = CustomerShown { sight }.emit_to(&app, host::LABEL);
    Ok(())
}
