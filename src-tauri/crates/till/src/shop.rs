//! The whole counter of one data folder: the shop's settings, its providers, and the till of the mode it is in.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use ledger::{FolderLock, close_to_others};
use providers::{Access, Company};
use tokio::sync::{Mutex, broadcast};

use crate::backup::{
    Backups, FilesAtStart, RepairReport, Reports, Swap, is_new_folder, load_or_take_back, settle_place, sign, stand_in,
};
use crate::callbacks::Doors;
use crate::connection::{CredentialView, PathView, access_of, is_digits};
use crate::drawer::Drawer;
use crate::keychain::first_try;
use crate::lists::{CatalogueFile, Lists};
use crate::logins::{Entries, LEDGER, Logins};
use crate::opening::open_till;
use crate::settings::{ProviderSettings, REPEAT_MINUTES, SettingsFile, Store};
use crate::till::{Notice, Rules, Till, notice_board};
use crate::{
    Connection, Keychain, Language, Mode, Ports, Problem, ProviderInput, ProviderView, Readiness, Settings, ShopInput,
    Wallet,
};

/// What is changed together, one change at a time.
pub(crate) struct State {
    pub(crate) file: SettingsFile,
    pub(crate) catalogue: CatalogueFile,
    pub(crate) logins: Logins,
    /// The settings on the disk have the installation's sign.
    pub(crate) is_sign_kept: bool,
    /// Which of the shop's own providers may be given new sales.
    pub(crate) ready: Arc<Readiness>,
}

impl State {
    /// This installation's part of the keychain.
    pub(crate) fn drawer(&self, ports: &Ports) -> Drawer {
        Drawer {
            vault: ports.vault.clone(),
            pen: self.logins.pen.clone(),
            sign: self.file.backup.sign.clone(),
            is_sign_kept: self.is_sign_kept,
            copied_from: self.file.backup.copied_from.clone(),
        }
    }
}

/// The tills that were opened. One that was opened stays open: while the shop practises, real sales that are not
/// settled are still watched.
struct Tills {
    current: Arc<Till>,
    opened: Vec<(Mode, Arc<Till>)>,
}

/// The counter.
pub struct Shop {
    folder: PathBuf,
    pub(crate) ports: Ports,
    pub(crate) store: Store<SettingsFile>,
    catalogue: Store<CatalogueFile>,
    pub(crate) state: Mutex<State>,
    pub(crate) doors: Doors,
    notices: broadcast::Sender<Notice>,
    tills: Arc<RwLock<Tills>>,
    pub(crate) backups: Arc<Backups>,
    files_at_start: FilesAtStart,
    _lock: FolderLock,
}

impl Shop {
    /// Opens the data folder: takes its lock, reads the settings, opens the ledger of its mode and takes up what was
    /// in flight.
    pub async fn open(folder: &Path, ports: Ports) -> Result<Shop, Problem> {
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
        let mut state = State { file, catalogue: own, logins: Logins::default(), is_sign_kept, ready };
        first_try(&ports, &store, &mut state).await;
        let mode = mode_of(&state.file);
        let notices = notice_board();
        let reports = Reports::new(folder);
        let (till, _) = open_till(folder, &ports, &mut state, mode, &notices, &reports).await?;
        let mut opened = vec![(mode, till.clone())];
        if mode == Mode::Practice && !Swap::new(folder, Mode::Real).is_gone() {
            // Whatever the settings say, real sales that are not settled are watched. Should their ledger not open, practice
            // does, and the way to real money tells what is wrong.
            let real = open_till(folder, &ports, &mut state, Mode::Real, &notices, &reports).await;
            opened.extend(real.ok().map(|(till, _)| (Mode::Real, till)));
        }
        close_to_others(folder);
        let tills = Arc::new(RwLock::new(Tills { current: till, opened }));
        let second = &state.file.backup;
        let backups = Backups::new(folder, second, &ports, notices.clone(), opened_in(&tills), reports);
        ports.runtime.spawn(Backups::keep(Arc::downgrade(&backups)));
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
            files_at_start: at_start,
            _lock: lock,
        };
        shop.open_doors().await;
        Ok(shop)
    }

    /// The till of the mode the shop is in.
    pub fn till(&self) -> Arc<Till> {
        self.tills.read().unwrap_or_else(PoisonError::into_inner).current.clone()
    }

    /// Requests that are on the line now, of every till. While there are any, the program should not end.
    pub fn requests_on_the_line(&self) -> usize {
        let tills = self.tills.read().unwrap_or_else(PoisonError::into_inner);
        tills.opened.iter().map(|(_, till)| till.requests_on_the_line()).sum()
    }

    /// Lets go of every ledger, for who opens the folder again in the same process. Refused while requests are on the line.
    pub fn close(&self) -> Result<(), Problem> {
        let orders = self.requests_on_the_line();
        if orders > 0 {
            return Err(Problem::OrdersOnLine { orders });
        }
        self.opened_tills()().iter().try_for_each(|till| till.close())
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

    /// Hands every open till the rules as they are now.
    pub(crate) fn pass_rules(&self, file: &SettingsFile) {
        let tills = self.tills.read().unwrap_or_else(PoisonError::into_inner);
        for (mode, till) in &tills.opened {
            till.set_rules(rules_of(file, *mode));
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
        self.catalogue.save(&catalogue)?;
        state.catalogue = catalogue;
        self.pass_lists(state);
        Ok(())
    }

    /// Hands every open till what can be sold now.
    fn pass_lists(&self, state: &State) {
        let tills = self.tills.read().unwrap_or_else(PoisonError::into_inner);
        for (mode, till) in &tills.opened {
            till.set_lists(lists_of(&self.ports, state, *mode));
        }
    }

    /// Changes the language of the screen.
    pub async fn set_language(&self, language: Language) -> Result<(), Problem> {
        let mut state = self.state.lock().await;
        self.change(&mut state, |file| {
            if let Some(shop) = &mut file.shop {
                shop.language = language;
            }
        })
    }

    /// Changes between practice and real money. Each has a ledger of its own.
    pub async fn set_mode(&self, mode: Mode) -> Result<(), Problem> {
        let mut state = self.state.lock().await;
        if mode == Mode::Real && state.file.providers.is_empty() {
            return Err(Problem::NoProviderConnected);
        }
        // The ledger first: when it cannot be opened, the shop stays where it is.
        let opened = self.opened(mode);
        let till = match opened {
            Some(till) => till,
            None => self.open_mode(&mut state, mode).await?.0,
        };
        self.change(&mut state, |file| {
            if let Some(shop) = &mut file.shop {
                shop.mode = mode;
            }
        })?;
        let mut tills = self.tills.write().unwrap_or_else(PoisonError::into_inner);
        if !tills.opened.iter().any(|(known, _)| *known == mode) {
            tills.opened.push((mode, till.clone()));
        }
        tills.current = till;
        Ok(())
    }

    /// Opens the till of a mode, and gives what was put back.
    pub(crate) async fn open_mode(
        &self,
        state: &mut State,
        mode: Mode,
    ) -> Result<(Arc<Till>, Option<RepairReport>), Problem> {
        let before = (state.file.clone(), state.catalogue.clone());
        let opened = open_till(&self.folder, &self.ports, state, mode, &self.notices, &self.backups.reports).await;
        if (&state.file, &state.catalogue) != (&before.0, &before.1) {
            // A restore brought the shop's own files: the tills that were open go by them too.
            self.pass_rules(&state.file);
            self.pass_lists(state);
            self.reconnect(state);
        }
        opened
    }

    /// Tells the tills that are open whenever it is called, the real one first.
    pub(crate) fn opened_tills(&self) -> impl Fn() -> Vec<Arc<Till>> + Send + Sync + 'static {
        opened_in(&self.tills)
    }

    /// Puts a till that was opened in the place of the one of the same mode.
    pub(crate) fn replace(&self, mode: Mode, till: Arc<Till>) {
        let mut tills = self.tills.write().unwrap_or_else(PoisonError::into_inner);
        tills.opened.retain(|(known, _)| *known != mode);
        tills.opened.push((mode, till.clone()));
        if tills.current.mode() == mode {
            tills.current = till;
        }
    }

    /// The data folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// What became of the shop's own files at the start.
    pub(crate) fn files_at_start(&self) -> &FilesAtStart {
        &self.files_at_start
    }

    pub(crate) fn opened(&self, mode: Mode) -> Option<Arc<Till>> {
        let tills = self.tills.read().unwrap_or_else(PoisonError::into_inner);
        tills.opened.iter().find(|(known, _)| *known == mode).map(|(_, till)| till.clone())
    }

    /// Every provider there is, with what is saved of it.
    pub async fn providers(&self) -> Result<Vec<ProviderView>, Problem> {
        let state = self.state.lock().await;
        // A practice wallet has no place beside the shop's own login.
        let till = self.till();
        let has_wallets = !till.is_practice() && !till.ledger.is_damaged();
        let wallets = if has_wallets { till.wallets()? } else { Vec::new() };
        let mut views = Vec::new();
        for provider in self.ports.registry.clone() {
            let credentials = saved_credentials(&state, provider);
            let slug = provider.descriptor().slug;
            let settings = state.file.providers.get(slug);
            let access = settings.and_then(|own| access_of(provider.descriptor(), own, credentials.clone()).ok());
            let connection = access.map(|access| Connection { company: provider, access });
            let closed = connection.as_ref().and_then(|connection| state.ready.closed(connection));
            let said = connection.as_ref().and_then(|connection| state.ready.said(connection));
            let view = provider_view(provider, settings, &credentials, &wallets);
            views.push(ProviderView { at_hand: view.at_hand || till.connection(slug).is_some(), closed, said, ..view });
        }
        Ok(views)
    }

    /// Connects a provider, or changes its connection. An empty credential keeps what is saved.
    pub async fn save_provider(&self, slug: &str, input: &ProviderInput) -> Result<(), Vec<Problem>> {
        let one = |problem: Problem| vec![problem];
        let mut state = self.state.lock().await;
        let provider = self.company(slug).map_err(one)?;
        let descriptor = provider.descriptor();
        let saved = saved_credentials(&state, provider);
        let (settings, typed) = input.check(descriptor, &saved)?;
        self.keep_sign(&mut state).map_err(one)?;
        let (drawer, claims) = (state.drawer(&self.ports), !state.file.logins_settled.contains(slug));
        state.logins.save_all(&drawer, slug, &typed, claims).await;
        self.change(&mut state, |file| {
            file.providers.insert(slug.to_owned(), settings);
            // Who types a login says whose it is.
            file.logins_settled.extend((!typed.is_empty()).then(|| slug.to_owned()));
        })
        .map_err(one)?;
        if !typed.is_empty() {
            state.logins.asked.remove(slug);
            state.ready.forget(slug);
        }
        self.reconnect(&state);
        Ok(())
    }

    /// Forgets a provider and its credentials. Its sales stay in the books.
    pub async fn disconnect_provider(&self, slug: &str) -> Result<(), Problem> {
        let mut state = self.state.lock().await;
        let provider = self.company(slug)?;
        let drawer = state.drawer(&self.ports);
        state.logins.forget_all(&drawer, provider.descriptor()).await?;
        self.change(&mut state, |file| drop(file.providers.remove(slug)))?;
        state.logins.asked.remove(slug);
        state.ready.forget(slug);
        self.reconnect(&state);
        Ok(())
    }

    /// Reads a provider's wallet with the shop's own credentials, in practice mode too: it is how a connection is
    /// tried before real money is switched on.
    pub async fn check_balance(&self, slug: &str) -> Result<Wallet, Problem> {
        let state = self.state.lock().await;
        let till = self.till();
        if !till.is_practice() {
            drop(state);
            return till.check_balance(slug).await;
        }
        let provider = self.company(slug)?;
        let connection = self.real_connection(&state, provider)?;
        drop(state);
        self.read_beside(&connection).await
    }

    pub(crate) fn real_connection(&self, state: &State, provider: &'static dyn Company) -> Result<Connection, Problem> {
        let found = connect(state, provider)?;
        found.ok_or(Problem::NoProviderConnected)
    }

    pub(crate) fn company(&self, slug: &str) -> Result<&'static dyn Company, Problem> {
        let found = self.ports.registry.iter().find(|provider| provider.descriptor().slug == slug);
        found.copied().ok_or(Problem::NoProviderConnected)
    }

    /// Changes the file on disk, and the copy in memory only when that went well.
    pub(crate) fn change(&self, state: &mut State, change: impl FnOnce(&mut SettingsFile)) -> Result<(), Problem> {
        let mut file = state.file.clone();
        change(&mut file);
        self.store.save(&file)?;
        (state.file, state.is_sign_kept) = (file, true);
        Ok(())
    }

    /// Makes sure that the installation's sign is on the disk, before anything is kept under it.
    pub(crate) fn keep_sign(&self, state: &mut State) -> Result<(), Problem> {
        if state.is_sign_kept { Ok(()) } else { self.change(state, |_| ()) }
    }

    /// Hands the real till, when it is open, the providers as they are connected now.
    pub(crate) fn reconnect(&self, state: &State) {
        if let Some(till) = self.opened(Mode::Real) {
            till.set_connections(connect_all(&self.ports, state));
        }
    }
}

/// Tells the tills that are open whenever it is called, the real one first.
fn opened_in(tills: &Arc<RwLock<Tills>>) -> impl Fn() -> Vec<Arc<Till>> + Send + Sync + 'static + use<> {
    let tills = tills.clone();
    move || {
        let tills = tills.read().unwrap_or_else(PoisonError::into_inner);
        let mut opened: Vec<_> = tills.opened.clone();
        opened.sort_by_key(|(mode, _)| *mode == Mode::Practice);
        opened.into_iter().map(|(_, till)| till).collect()
    }
}

fn slugs(registry: &[&'static dyn Company]) -> impl Iterator<Item = String> {
    registry.iter().map(|company| company.descriptor().slug.to_owned())
}

fn mode_of(file: &SettingsFile) -> Mode {
    file.shop.as_ref().map(|shop| shop.mode).unwrap_or_default()
}

pub(crate) fn rules_of(file: &SettingsFile, mode: Mode) -> Rules {
    let (shop, desk) = (file.shop.as_ref(), file.desk.of(mode));
    Rules {
        repeat_minutes: shop.map_or(REPEAT_MINUTES, |shop| shop.repeat_minutes),
        home_circle: shop.map(|shop| shop.home_circle.clone()).unwrap_or_default(),
        routes: file.routes.clone(),
        low_paise: file.low_paise.clone(),
        plan_ends: desk.plan_ends.clone(),
        return_url: desk.return_url.clone(),
    }
}

pub(crate) fn lists_of(ports: &Ports, state: &State, mode: Mode) -> Arc<Lists> {
    let sellers: Vec<_> = ports.registry.iter().filter_map(|company| company.seller()).collect();
    Arc::new(Lists::new(&sellers, &state.catalogue, mode))
}

fn provider_view(
    company: &'static dyn Company,
    settings: Option<&ProviderSettings>,
    credentials: &Entries,
    wallets: &[Wallet],
) -> ProviderView {
    let descriptor = company.descriptor();
    let checked = settings.map(|own| Access::check_base(descriptor, &own.base_address, own.plain_http));
    let problem = checked.and_then(Result::err).map(Problem::from);
    let own = |key: &str| settings.and_then(|settings| settings.paths.get(key).cloned());
    let path = |field: &providers::PathField| PathView {
        key: field.key.to_owned(),
        label: field.label.to_owned(),
        path: own(field.key).unwrap_or_else(|| field.default.to_owned()),
        default_path: field.default.to_owned(),
    };
    let credential = |field: &providers::CredentialField| CredentialView {
        key: field.key.to_owned(),
        label: field.label.to_owned(),
        secret: field.secret,
        saved: credentials.contains_key(field.key),
    };
    let default = descriptor.default_base_address.map(str::to_owned);
    ProviderView {
        slug: descriptor.slug.to_owned(),
        name: descriptor.name.to_owned(),
        connected: settings.is_some(),
        at_hand: settings.is_some() && problem.is_none(),
        problem,
        credentials: descriptor.credentials.iter().map(credential).collect(),
        base_address: settings.map(|settings| settings.base_address.clone()).or(default.clone()).unwrap_or_default(),
        default_base_address: default,
        plain_http: settings.is_some_and(|settings| settings.plain_http),
        may_use_plain_http: descriptor.may_use_plain_http,
        wallet: wallets.iter().find(|wallet| wallet.provider == descriptor.slug).cloned(),
        sells: company.seller().is_some(),
        paths: descriptor.paths.iter().map(path).collect(),
        in_address: settings.is_some_and(|settings| settings.in_address),
        may_use_address: descriptor.may_use_address,
        digits_only: settings.and_then(|own| own.digits_only).unwrap_or(is_digits(descriptor)),
        closed: None,
        said: None,
    }
}

/// What is at hand of a provider's credentials. Before it was ever connected there is nothing.
pub(crate) fn saved_credentials(state: &State, provider: &dyn Company) -> Entries {
    let is_connected = state.file.providers.contains_key(provider.descriptor().slug);
    if is_connected { state.logins.of(provider.descriptor()) } else { Entries::new() }
}

/// A provider with the shop's own address and credentials; `None` when it was never connected.
fn connect(state: &State, company: &'static dyn Company) -> Result<Option<Connection>, Problem> {
    let descriptor = company.descriptor();
    let Some(settings) = state.file.providers.get(descriptor.slug).cloned() else { return Ok(None) };
    let access = access_of(descriptor, &settings, state.logins.of(descriptor))?;
    Ok(Some(Connection { company, access }))
}

/// Every provider that the shop has connected.
pub(crate) fn connect_all(ports: &Ports, state: &State) -> Vec<Connection> {
    let mut connections = Vec::new();
    for company in ports.registry.clone() {
        // One whose address is not allowed (a file from elsewhere, a rule that became stricter) must not keep the others
        // from being sold and watched; its form says what is wrong.
        connections.extend(connect(state, company).ok().flatten());
    }
    connections
}
