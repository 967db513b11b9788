//! Asking the keychain, at the start and again: one that is slow, locked or stopped keeps nobody from selling, and its logins
//! are taken up as soon as it answers.

use std::collections::BTreeSet;

use tokio::time::timeout;

use super::state::State;
use crate::settings::file::SettingsFile;
use crate::settings::logins::{
    FIRST_TRY, JournalKey, Told, Wanted, chain_key, journal_key, keep, keychain_of, read, use_found, wanted,
};
use crate::settings::store::Store;
use crate::{About, Keychain, LoginFound, LoginMissing, LoginsView, Mode, Ports, Problem, Shop, VaultError};

/// Reads the logins at the start, for a moment only: the window must not wait for a keychain.
pub(crate) async fn first_try(ports: &Ports, store: &Store<SettingsFile>, state: &mut State) {
    let wanted = wanted(&ports.registry, &state.file);
    let (sign, settled) = (state.file.backup.sign.clone(), state.file.logins_settled.clone());
    let told = timeout(FIRST_TRY, read(ports.vault.as_ref(), &sign, &wanted, &settled)).await;
    match told.unwrap_or(Err(VaultError::Locked)) {
        Ok(told) => take(store, state, told),
        Err(error) => state.logins.keychain = keychain_of(error),
    }
}

/// Takes what the keychain told, and notes in the settings what needs no more looking for.
fn take(store: &Store<SettingsFile>, state: &mut State, told: Told) {
    if told.settled != state.file.logins_settled {
        let file = SettingsFile { logins_settled: told.settled.clone(), ..state.file.clone() };
        // Where it cannot be written it is looked for again at the next start, and found as it is.
        if store.save(&file).is_ok() {
            state.file = file;
        }
    }
    state.logins.take(told);
}

/// What is asked of the keychain, and what it is given, as it stood when that began.
struct Question {
    sign: String,
    wanted: Wanted,
    settled: BTreeSet<String>,
    held: crate::settings::logins::Entries,
    session_key: Option<JournalKey>,
    changes: u64,
}

/// What it said.
struct Answer {
    told: Result<Told, VaultError>,
    kept: Vec<String>,
    key: Option<JournalKey>,
}

impl Question {
    async fn ask(&self, ports: &Ports, had_ledger: bool) -> Answer {
        let vault = ports.vault.as_ref();
        let (mut kept, mut key) = (Vec::new(), None);
        let mut told = read(vault, &self.sign, &self.wanted, &self.settled).await;
        for (name, secret) in &self.held {
            if told.is_err() {
                break;
            }
            match keep(vault, &self.sign, name, secret).await {
                Ok(()) => kept.push(name.clone()),
                Err(error) => told = Err(error),
            }
        }
        if let (Some(fresh), true) = (&self.session_key, told.is_ok()) {
            match journal_key(vault, &self.sign, had_ledger, fresh).await {
                Ok(given) => key = Some(given),
                Err(error) => told = Err(error),
            }
        }
        Answer { told, kept, key }
    }
}

impl Shop {
    /// Asks the keychain again for what it owes: logins it did not give, and those it did not take. Nobody waits for that
    /// meanwhile. Tells whether something has changed.
    pub async fn ask_keychain(&self) -> bool {
        let question = {
            let state = self.state.lock().await;
            if !state.logins.is_owed() {
                return false;
            }
            Question {
                sign: state.file.backup.sign.clone(),
                wanted: wanted(&self.ports.registry, &state.file),
                settled: state.file.logins_settled.clone(),
                held: state.logins.waiting(),
                session_key: state.logins.session_key,
                changes: state.logins.changes(),
            }
        };
        let had_ledger = self.tills.of(Mode::Real).is_some();
        let answer = question.ask(&self.ports, had_ledger).await;
        let mut state = self.state.lock().await;
        // Somebody has typed a login meanwhile: what was read before it is old.
        if state.logins.changes() != question.changes {
            return false;
        }
        self.take_answer(&mut state, answer)
    }

    fn take_answer(&self, state: &mut State, answer: Answer) -> bool {
        let before = state.logins.keychain;
        for name in &answer.kept {
            state.logins.was_kept(name);
        }
        if let Some(key) = answer.key {
            state.logins.session_key = None;
            if let Some(till) = self.tills.of(Mode::Real) {
                till.ledger.adopt_key(chain_key(&key));
            }
        }
        match answer.told {
            Ok(told) => {
                take(&self.store, state, told);
                state.logins.keychain = Keychain::Ok;
            }
            Err(error) => state.logins.keychain = keychain_of(error),
        }
        let is_news = state.logins.keychain != before || !answer.kept.is_empty();
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
        let (vault, sign) = (self.ports.vault.as_ref(), state.file.backup.sign.clone());
        let all = wanted(&self.ports.registry, &state.file);
        if let Some(names) = all.get(slug).filter(|_| is_used) {
            use_found(vault, &sign, slug, names).await?;
        }
        self.change(&mut state, |file| file.logins_settled.extend([slug.to_owned()]))?;
        let told = read(vault, &sign, &all, &state.file.logins_settled).await?;
        take(&self.store, &mut state, told);
        self.take_up_logins(&state);
        Ok(())
    }

    /// What is missing of the logins, and what has to be decided.
    pub async fn logins(&self) -> LoginsView {
        let state = self.state.lock().await;
        let real = self.tills.of(Mode::Real);
        let open = real.as_ref().and_then(|till| till.ledger.open_sales().ok()).unwrap_or_default();
        let mut view = LoginsView::default();
        for company in &self.ports.registry {
            let descriptor = company.descriptor();
            let (provider, name) = (descriptor.slug.to_owned(), descriptor.name.to_owned());
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
        view
    }
}
