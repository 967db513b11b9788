//! Asks the keychain, at the start or later. A keychain that is slow, locked or stopped keeps nobody from selling. Its
//! logins are taken up as soon as it answers.

use std::collections::{BTreeMap, BTreeSet};

use tokio::time::timeout;

use super::state::State;
use crate::settings::drawer::Drawer;
use crate::settings::entries::{Entries, JournalKey, LEDGER, Told, WantedEntries, Wish};
use crate::settings::file::SettingsFile;
use crate::settings::logins::{chain_key, keychain_of, wanted};
use crate::settings::pen::{FIRST_TRY, Moment};
use crate::settings::store::Store;
use crate::{About, Keychain, LoginFound, LoginMissing, LoginsView, Mode, Ports, Problem, Shop, VaultError};

/// Reads the logins at the start, for a moment only: the window must not wait for a keychain.
pub(crate) async fn first_try(ports: &Ports, store: &Store<SettingsFile>, state: &mut State) {
    let wanted = wanted(&ports.registry, &state.file);
    let (drawer, since) = (state.drawer(ports), state.logins.pen.now());
    let (settled, held) = (state.file.logins_settled.clone(), Entries::new());
    let told = timeout(FIRST_TRY, drawer.read(&wanted, &settled, &held, since)).await;
    match told.unwrap_or(Err(VaultError::Locked)) {
        Ok(told) => take(store, state, told, since, &wanted),
        Err(error) => state.logins.keychain = keychain_of(error),
    }
}

/// Takes what the keychain told, and notes in the settings what needs no more looking for. `wanted`: as it is now.
fn take(store: &Store<SettingsFile>, state: &mut State, told: Told, since: Moment, wanted: &WantedEntries) {
    if !told.settled.is_subset(&state.file.logins_settled) {
        let mut file = state.file.clone();
        file.logins_settled.extend(told.settled.iter().cloned());
        // Where it cannot be written it is looked for again at the next start, and found as it is.
        if store.save(&file).is_ok() {
            state.file = file;
        }
    }
    let open = |(slug, _): &(&String, &Vec<String>)| !state.file.logins_settled.contains(*slug);
    let wanted = wanted.iter().filter(open).map(|(slug, names)| (slug.clone(), names.clone())).collect();
    state.logins.take(told, since, &wanted);
}

/// What is asked of the keychain, and what it should do, as it stood when that began.
struct Question {
    drawer: Drawer,
    since: Moment,
    wanted: WantedEntries,
    settled: BTreeSet<String>,
    wishes: BTreeMap<String, Wish>,
    session_key: Option<JournalKey>,
}

/// What it did.
#[derive(Default)]
struct Answer {
    done: Vec<String>,
    key: Option<JournalKey>,
}

impl Question {
    /// Reads before it writes: who is locked is asked to be opened by a person only, and says so when it is read.
    async fn ask(&self, answer: &mut Answer) -> Result<Told, VaultError> {
        let typed = |(name, wish): (&String, &Wish)| Some((name.clone(), wish.secret.clone()?));
        let held = self.wishes.iter().filter_map(typed).collect();
        let told = self.drawer.read(&self.wanted, &self.settled, &held, self.since).await?;
        if !self.drawer.is_sign_kept {
            return Ok(told);
        }
        for (name, wish) in &self.wishes {
            // Somebody has said something else meanwhile, and that is written already or is next.
            let Some(turn) = self.drawer.pen.unless_said(std::iter::once(name), self.since).await else { continue };
            self.drawer.fulfil(&turn, name, wish).await?;
            answer.done.push(name.clone());
        }
        if let Some(fresh) = &self.session_key {
            answer.key = Some(self.drawer.journal_key(!self.settled.contains(LEDGER), fresh).await?);
        }
        Ok(told)
    }
}

impl Shop {
    /// Asks the keychain again for what it owes: logins it did not give, and what it did not do. Nobody waits for that
    /// meanwhile. Tells whether something has changed.
    pub async fn ask_keychain(&self) -> bool {
        let question = {
            let mut state = self.state.lock().await;
            if !state.logins.is_owed() && state.is_sign_kept {
                return false;
            }
            // A disk that takes nothing keeps nobody from reading.
            let _ = self.keep_sign(&mut state);
            Question {
                drawer: state.drawer(&self.ports),
                since: state.logins.pen.now(),
                wanted: wanted(&self.ports.registry, &state.file),
                settled: state.file.logins_settled.clone(),
                wishes: state.logins.waiting(),
                session_key: state.logins.session_key,
            }
        };
        let mut answer = Answer::default();
        let told = question.ask(&mut answer).await;
        let mut state = self.state.lock().await;
        self.take_answer(&mut state, question.since, answer, told)
    }

    fn take_answer(&self, state: &mut State, since: Moment, answer: Answer, told: Result<Told, VaultError>) -> bool {
        let before = state.logins.keychain;
        match told {
            Ok(told) => {
                let wanted = wanted(&self.ports.registry, &state.file);
                take(&self.store, state, told, since, &wanted);
                // What a person has said meanwhile may have found it shut.
                if state.logins.pen.now() == since {
                    state.logins.keychain = Keychain::Ok;
                }
            }
            Err(error) => state.logins.keychain = keychain_of(error),
        }
        // After what was read, which is older.
        for name in &answer.done {
            state.logins.was_done(name, since);
        }
        if let Some(key) = answer.key {
            state.logins.session_key = None;
            if let Some(till) = self.tills.of(Mode::Real) {
                till.ledger.adopt_key(chain_key(&key));
            }
        }
        let is_news = state.logins.keychain != before || !answer.done.is_empty();
        if is_news {
            self.take_up_logins(state);
        }
        is_news
    }

    /// Hands the tills the logins as they are now, and tells the window.
    fn take_up_logins(&self, state: &State) {
        self.reconnect(state);
        for mode in [Mode::Real, Mode::Practice] {
            // A PAN that was typed and is held by the till alone stays.
            let login = crate::shop::state::login_of(state, mode).filter(|login| login.pan.is_some());
            if let (Some(till), Some(login)) = (self.tills.of(mode), login) {
                till.set_agent(Some(login));
            }
        }
        self.till().tell(About::Books);
    }

    /// Decides about a login that another data folder, or an older version, has left in the keychain: it is used here too, or
    /// it is not, and nobody is asked again.
    pub async fn settle_login(&self, slug: &str, is_used: bool) -> Result<(), Problem> {
        let mut state = self.state.lock().await;
        self.keep_sign(&mut state)?;
        let (drawer, all) = (state.drawer(&self.ports), wanted(&self.ports.registry, &state.file));
        if let Some(names) = all.get(slug).filter(|_| is_used) {
            drawer.use_found(slug, names).await?;
        }
        self.change(&mut state, |file| file.logins_settled.extend([slug.to_owned()]))?;
        let (since, held) = (state.logins.pen.now(), Entries::new());
        let told = drawer.read(&all, &state.file.logins_settled, &held, since).await?;
        take(&self.store, &mut state, told, since, &all);
        self.take_up_logins(&state);
        Ok(())
    }

    /// What is missing of the logins, and what has to be decided.
    pub async fn logins(&self) -> Result<LoginsView, Problem> {
        let state = self.state.lock().await;
        let real = self.tills.of(Mode::Real);
        let open = real.and_then(|till| till.heed_books(till.ledger.open_sales())).unwrap_or_default();
        let mut view = LoginsView::default();
        for company in &self.ports.registry {
            let descriptor = company.descriptor();
            let (provider, name) = (descriptor.slug.to_owned(), state.file.companies.name(descriptor));
            if state.logins.asked.contains(descriptor.slug) {
                view.found.push(LoginFound { provider: provider.clone(), name: name.clone() });
            }
            let is_connected = state.file.providers.contains_key(descriptor.slug);
            let waiting = open.iter().filter(|sale| sale.provider == descriptor.slug).count();
            let at_hand = state.logins.of(descriptor);
            let is_missing = descriptor.credentials.iter().any(|field| !at_hand.contains_key(field.key));
            // A company that was never connected and that nothing waits for is no news.
            if (is_connected || waiting > 0) && (is_missing || !is_connected) {
                view.missing.push(LoginMissing { provider, name, waiting });
            }
        }
        Ok(view)
    }
}
