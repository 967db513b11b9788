//! The opened counter, shared by all commands.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use tauri::AppHandle;
use tauri_specta::Event as _;
use till::{About, Mode, Ports, Problem, Shop};
use tokio::sync::Mutex;

use crate::commands::{BooksChanged, BooksUpgrading, SaleChanged, SlipsChanged, WalletChanged};
use crate::host::practice::PracticeLine;

/// How often it is looked whether a list is old.
const LOOK_AT_LISTS_EVERY: Duration = Duration::from_secs(3_600);

/// How soon, and at most how late, the keychain is asked again for what it owes.
const ASK_KEYCHAIN_AFTER: Duration = Duration::from_secs(1);
const ASK_KEYCHAIN_AT_MOST: Duration = Duration::from_secs(5);

/// The counter, once it could be opened. It is opened as soon as the program starts, beside the window; when that
/// fails, the screen says why and may try again.
pub(crate) struct Opened {
    folder: PathBuf,
    ports: Ports,
    practice: Arc<PracticeLine>,
    shop: Mutex<Option<Arc<Shop>>>,
    /// The window was closed, and the program ends when nothing is on the line.
    pub(crate) ending: AtomicBool,
}

impl Opened {
    /// `practice` is what the ports say it is, with the handles that only practice has.
    pub(crate) fn new(folder: PathBuf, ports: Ports, practice: Arc<PracticeLine>) -> Opened {
        Opened { folder, ports, practice, shop: Mutex::new(None), ending: AtomicBool::new(false) }
    }

    /// The counter; opens it when it is not open yet.
    pub(crate) async fn open(&self, app: &AppHandle) -> Result<Arc<Shop>, Problem> {
        let mut shop = self.shop.lock().await;
        if let Some(open) = shop.as_ref() {
            return Ok(open.clone());
        }
        let window = app.clone();
        // A window that is gone needs no news.
        let heard = Arc::new(move |upgrade| drop(BooksUpgrading { upgrade }.emit(&window)));
        let opened = Arc::new(Shop::open_telling(&self.folder, self.ports.clone(), heard).await?);
        tauri::async_runtime::spawn(pass_on(opened.clone(), app.clone()));
        tauri::async_runtime::spawn(refresh_lists(opened.clone()));
        tauri::async_runtime::spawn(ask_keychain(opened.clone()));
        *shop = Some(opened.clone());
        Ok(opened)
    }

    /// The counter that is open.
    pub(crate) async fn shop(&self) -> Result<Arc<Shop>, Problem> {
        self.shop.lock().await.clone().ok_or(Problem::CounterNotOpen)
    }

    /// The practice sellers; with real money there are none to be had.
    pub(crate) async fn practice(&self) -> Result<&PracticeLine, Problem> {
        match self.shop().await?.till().mode() {
            Mode::Practice => Ok(&self.practice),
            Mode::Real => Err(Problem::NotAllowedNow),
        }
    }

    /// Whether a request is on the line now, or a slip at the printer.
    pub(crate) async fn is_busy(&self) -> bool {
        let shop = self.shop.lock().await;
        shop.as_ref().is_some_and(|shop| shop.requests_on_the_line() > 0 || shop.is_printing())
    }
}

/// Keeps the providers' own lists of operators fresh.
async fn refresh_lists(shop: Arc<Shop>) {
    loop {
        shop.refresh_lists().await;
        tokio::time::sleep(LOOK_AT_LISTS_EVERY).await;
    }
}

/// Asks the keychain again for what it owes, often at first: somebody may be typing its password.
async fn ask_keychain(shop: Arc<Shop>) {
    let mut wait = ASK_KEYCHAIN_AFTER;
    loop {
        tokio::time::sleep(wait).await;
        wait = if shop.ask_keychain().await { ASK_KEYCHAIN_AFTER } else { (wait * 5 / 4).min(ASK_KEYCHAIN_AT_MOST) };
    }
}

/// Tells the window what changes in the till it shows.
async fn pass_on(shop: Arc<Shop>, app: AppHandle) {
    let mut notices = shop.notices();
    loop {
        let notice = match notices.recv().await {
            Ok(notice) => notice,
            // The window was slow; it reads everything anew by itself every few seconds.
            Err(tokio::sync::broadcast::error::RecvError::Lagged(_)) => continue,
            Err(tokio::sync::broadcast::error::RecvError::Closed) => return,
        };
        if notice.mode != shop.till().mode() {
            continue;
        }
        // A window that is gone needs no news.
        let _ = match notice.about {
            About::Sale(sale_id) => SaleChanged { sale_id }.emit(&app),
            About::Wallet(provider) => WalletChanged { provider }.emit(&app),
            About::Books => BooksChanged { mode: notice.mode }.emit(&app),
            About::Slips => SlipsChanged { mode: notice.mode }.emit(&app),
        };
    }
}
