//! Opens the shop of a data folder, for practice or for real money.

use std::path::Path;
use std::sync::Arc;

use ledger::{FolderLock, close_to_others};
use providers::Company;
use tokio::sync::Mutex;

use super::door::Doors;
use super::held_file::HeldFile;
use super::keychain::first_try;
use super::opening::open_till;
use super::state::{State, mode_of};
use super::tills::Tills;
use crate::backup::files::{FilesAtStart, load_or_take_back, stand_in};
use crate::backup::keep::Backups;
use crate::backup::name::sign;
use crate::backup::place::{is_new_folder, settle_place};
use crate::backup::report::Reports;
use crate::backup::swap::Swap;
use crate::backup::upgrade::{UpgradeHeard, nobody_hears};
use crate::settings::entries::LEDGER;
use crate::settings::file::SettingsFile;
use crate::settings::logins::Logins;
use crate::settings::store::Store;
use crate::till::press::Press;
use crate::{Mode, Ports, Problem, Readiness, RepairReport, Shop, Till, notice_board};

impl Shop {
    /// Opens the data folder: takes its lock, reads the settings, opens the ledger of its mode and takes up what was
    /// in flight.
    pub async fn open(folder: &Path, ports: Ports) -> Result<Shop, Problem> {
        Shop::open_telling(folder, ports, nobody_hears()).await
    }

    /// The same. `heard` is told how far an upgrade of the books is, now and whenever books of an earlier version are opened.
    pub async fn open_telling(folder: &Path, ports: Ports, heard: UpgradeHeard) -> Result<Shop, Problem> {
        let lock = FolderLock::take(folder)?;
        close_to_others(folder);
        let (now_ms, mut at_start) = (ports.clock.now_ms(), FilesAtStart::default());
        let is_new = is_new_folder(folder);
        let (store, mut file): (Store<SettingsFile>, _) =
            load_or_take_back(folder, "settings.json", now_ms, &mut at_start)?;
        let is_stand_in = stand_in(folder, &mut file, &mut at_start);
        let known_sign = file.backup.sign.clone();
        let is_settled = settle_place(folder, &mut file, &ports).await;
        if is_new {
            // Whatever the keychain has without a sign was there before.
            file.logins_settled.extend(slugs(&ports.registry).chain([LEDGER.to_owned()]));
        }
        let is_changed = sign(&mut file.backup, ports.random.as_ref()) || is_stand_in || is_settled;
        let is_sign_kept = !is_changed || store.save(&file).is_ok() || file.backup.sign == known_sign;
        let (catalogue, own) = load_or_take_back(folder, "catalogue.json", now_ms, &mut at_start)?;
        let ready = Arc::new(Readiness::kept_in(folder));
        let press = Press::of(ports.printers.clone());
        let mut state = State { file, catalogue: own, logins: Logins::default(), is_sign_kept, ready, press };
        first_try(&ports, &store, &mut state).await;
        let mode = mode_of(&state.file);
        let notices = notice_board();
        let reports = Reports::new(folder);
        let (till, _) = open_till(folder, &ports, &mut state, mode, &notices, (&reports, &heard)).await?;
        let mut real = None;
        if mode == Mode::Practice && !Swap::new(folder, Mode::Real).is_gone() {
            // Whatever the settings say, real sales that are not settled are watched. Should their ledger not open, practice
            // does, and the way to real money tells what is wrong.
            let opened = open_till(folder, &ports, &mut state, Mode::Real, &notices, (&reports, &heard)).await;
            real = opened.ok().map(|(till, _)| till);
        }
        close_to_others(folder);
        let tills = Tills::new(till, real);
        let second = &state.file.backup;
        let opened = tills.clone();
        let all = move || opened.all();
        let backups = Backups::new(folder, second, &ports, notices.clone(), all, reports);
        ports.runtime.spawn(Backups::keep(Arc::downgrade(&backups)));
        ports.runtime.spawn(Backups::check_files(Arc::downgrade(&backups)));
        let (folder, state, doors) = (folder.to_owned(), Mutex::new(state), Doors::default());
        let shop = Shop {
            folder,
            ports,
            store,
            catalogue,
            state,
            doors,
            notices,
            tills,
            backups,
            upgrade_heard: heard,
            files_at_start: at_start,
            held_file: HeldFile::default(),
            rehearsal: std::sync::Mutex::default(),
            _lock: lock,
        };
        shop.open_doors().await;
        Ok(shop)
    }

    /// Changes between practice and real money. Each has a ledger of its own.
    pub async fn set_mode(&self, mode: Mode) -> Result<(), Problem> {
        let mut state = self.state.lock().await;
        if mode == Mode::Real && state.file.providers.is_empty() {
            return Err(Problem::NoProviderConnected);
        }
        // The ledger first: when it cannot be opened, the shop stays where it is.
        let opened = self.tills.of(mode);
        let till = match opened {
            Some(till) => till,
            None => self.open_mode(&mut state, mode).await?.0,
        };
        self.change(&mut state, |file| {
            if let Some(shop) = &mut file.shop {
                shop.mode = mode;
            }
        })?;
        self.tills.enter(till);
        Ok(())
    }

    /// Opens the till of a mode, and gives what was put back.
    pub(crate) async fn open_mode(
        &self,
        state: &mut State,
        mode: Mode,
    ) -> Result<(Arc<Till>, Option<RepairReport>), Problem> {
        let before = (state.file.clone(), state.catalogue.clone());
        let tells = (&self.backups.reports, &self.upgrade_heard);
        let opened = open_till(&self.folder, &self.ports, state, mode, &self.notices, tells).await;
        if (&state.file, &state.catalogue) != (&before.0, &before.1) {
            // A restore brought the shop's own files: the tills that were open go by them too.
            self.pass_rules(&state.file);
            self.pass_lists(state);
            self.reconnect(state);
        }
        opened
    }
}

fn slugs(registry: &[&'static dyn Company]) -> impl Iterator<Item = String> {
    registry.iter().map(|company| company.descriptor().slug.to_owned())
}
