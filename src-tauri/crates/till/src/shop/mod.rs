//! The whole counter of one data folder: the shop's settings, its providers, and the till of the mode it is in.

mod advice;
pub(crate) mod agent;
mod backups;
pub(crate) mod callbacks;
pub(crate) mod codes;
pub(crate) mod counter;
pub(crate) mod doctor;
mod door;
mod exports;
mod held_file;
pub(crate) mod information;
mod informed;
mod keychain;
mod open;
mod opening;
pub(crate) mod printing;
pub(crate) mod providers;
pub(crate) mod rebuild;
mod rehearse;
pub(crate) mod routes;
pub(crate) mod state;
mod statements;
mod tally;
mod tills;
mod tour;
mod trial;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::UpiAddress;
use door::Doors;
use held_file::HeldFile;
use ledger::FolderLock;
use state::{State, connect_all, lists_of, rules_of};
use tills::Tills;
use tokio::sync::{Mutex, broadcast};

use crate::backup::files::FilesAtStart;
use crate::backup::keep::Backups;
use crate::backup::upgrade::UpgradeHeard;
use crate::rehearse::Rehearsal;
use crate::settings::file::SettingsFile;
use crate::settings::lists::CatalogueFile;
use crate::settings::store::Store;
use crate::{Keychain, Language, Mode, Notice, Ports, Problem, Settings, ShopInput, Till};

/// The counter.
pub struct Shop {
    pub(super) folder: PathBuf,
    pub(crate) ports: Ports,
    pub(crate) store: Store<SettingsFile>,
    pub(super) catalogue: Store<CatalogueFile>,
    pub(crate) state: Mutex<State>,
    pub(crate) doors: Doors,
    pub(super) notices: broadcast::Sender<Notice>,
    pub(crate) tills: Tills,
    pub(crate) backups: Arc<Backups>,
    pub(super) upgrade_heard: UpgradeHeard,
    pub(super) files_at_start: FilesAtStart,
    pub(super) held_file: HeldFile,
    pub(super) rehearsal: std::sync::Mutex<Option<Rehearsal>>,
    pub(super) _lock: FolderLock,
}

impl Shop {
    /// The till of the mode the shop is in.
    pub fn till(&self) -> Arc<Till> {
        self.tills.current()
    }

    /// Requests that are on the line now, of every till. While there are any, the program should not end.
    pub fn requests_on_the_line(&self) -> usize {
        self.tills.all().iter().map(|till| till.requests_on_the_line()).sum()
    }

    /// Whether a slip is at the printer now. While one is, the program should not end.
    pub fn is_printing(&self) -> bool {
        self.tills.all().iter().any(|till| till.is_printing())
    }

    /// Lets go of every ledger, for who opens the folder again in the same process. Refused while requests are on the line.
    pub fn close(&self) -> Result<(), Problem> {
        let orders = self.requests_on_the_line();
        if orders > 0 {
            return Err(Problem::OrdersOnLine { orders });
        }
        self.tills.all().iter().try_for_each(|till| till.close())
    }

    /// What changes in the tills, from now on.
    pub fn notices(&self) -> broadcast::Receiver<Notice> {
        self.notices.subscribe()
    }

    /// The shop's settings; `None` before the first start is done.
    pub async fn settings(&self) -> Option<Settings> {
        self.state.lock().await.file.shop.clone()
    }

    /// Whether the keychain keeps what it is given.
    pub async fn keychain(&self) -> Keychain {
        self.state.lock().await.logins.keychain
    }

    /// Saves the shop as typed, or tells every problem of every field.
    pub async fn save_shop(&self, input: &ShopInput) -> Result<(), Vec<Problem>> {
        let mut state = self.state.lock().await;
        let settings = input.check(state.file.shop.as_ref())?;
        self.change(&mut state, |file| file.shop = Some(settings)).map_err(|problem| vec![problem])?;
        self.pass_rules(&state.file);
        Ok(())
    }

    /// Saves where customers pay by UPI, as typed; empty: nowhere yet.
    pub async fn save_upi_address(&self, typed: &str) -> Result<(), Problem> {
        let address = match typed.trim() {
            "" => String::new(),
            typed => UpiAddress::parse(typed)?.as_str().to_owned(),
        };
        let mut state = self.state.lock().await;
        self.change(&mut state, |file| {
            if let Some(shop) = &mut file.shop {
                shop.upi_address = address;
            }
        })?;
        self.pass_rules(&state.file);
        Ok(())
    }

    /// Hands every open till the rules as they are now.
    pub(crate) fn pass_rules(&self, file: &SettingsFile) {
        for till in self.tills.all() {
            till.set_rules(rules_of(&self.ports, file, till.mode()));
        }
    }

    /// Changes the shop's own part of the catalogue, and hands every open till what can be sold now.
    pub(crate) fn change_catalogue(
        &self,
        state: &mut State,
        change: impl FnOnce(&mut CatalogueFile),
    ) -> Result<(), Problem> {
        let mut catalogue = state.catalogue.clone();
        change(&mut catalogue);
        self.catalogue.save_for_person(&catalogue)?;
        state.catalogue = catalogue;
        self.pass_lists(state);
        Ok(())
    }

    /// Hands every open till what can be sold now.
    pub(crate) fn pass_lists(&self, state: &State) {
        for till in self.tills.all() {
            till.set_lists(lists_of(&self.ports, state, till.mode()));
        }
    }

    /// Changes the language of the screen.
    pub async fn set_language(&self, language: Language) -> Result<(), Problem> {
        let mut state = self.state.lock().await;
        self.change(&mut state, |file| {
            if let Some(shop) = &mut file.shop {
                shop.language = language;
            }
        })?;
        // A slip that says nothing else speaks it.
        self.pass_rules(&state.file);
        Ok(())
    }

    /// The data folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// What became of the shop's own files at the start.
    pub(crate) fn files_at_start(&self) -> &FilesAtStart {
        &self.files_at_start
    }

    /// Changes the file on disk, and the copy in memory only when that went well.
    pub(crate) fn change(&self, state: &mut State, change: impl FnOnce(&mut SettingsFile)) -> Result<(), Problem> {
        let mut file = state.file.clone();
        change(&mut file);
        self.store.save_for_person(&file)?;
        (state.file, state.is_sign_kept) = (file, true);
        Ok(())
    }

    /// Makes sure that the installation's sign is on the disk, before anything is kept under it.
    pub(crate) fn keep_sign(&self, state: &mut State) -> Result<(), Problem> {
        if state.is_sign_kept { Ok(()) } else { self.change(state, |_| ()) }
    }

    /// Hands the real till, when it is open, the providers as they are connected now.
    pub(crate) fn reconnect(&self, state: &State) {
        if let Some(till) = self.tills.of(Mode::Real) {
            till.set_connections(connect_all(&self.ports, state));
            // Its login may have come.
            till.set_information(informed::own_information(state));
        }
    }
}
