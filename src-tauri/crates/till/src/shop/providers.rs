//! The shop's providers in Settings.

use ::providers::{Access, Company, CredentialField, Descriptor, PathField};
use serde::Serialize;

use super::state::{State, connect};
use crate::settings::company::{CompanyNote, CompanyNotes};
use crate::settings::entries::Entries;
use crate::settings::provider::{ProviderSettings, access_of, is_digits};
use crate::{Closing, Connection, Problem, ProviderInput, Shop, Wallet};

/// A provider in Settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct ProviderView {
    pub slug: String,
    /// What it is called here: by the shop, or by its paper.
    pub name: String,
    /// What its paper calls it.
    pub paper_name: String,
    /// Who is called about a sale, as the shop noted it; empty: it did not.
    pub phone: String,
    pub connected: bool,
    /// Whether it can be asked now: connected, or played by the simulator while the shop practises.
    pub at_hand: bool,
    /// Why it cannot be reached as it is saved: its address is not allowed.
    pub problem: Option<Problem>,
    pub credentials: Vec<CredentialView>,
    pub base_address: String,
    pub default_base_address: Option<String>,
    pub plain_http: bool,
    pub may_use_plain_http: bool,
    pub wallet: Option<Wallet>,
    /// Whether it sells recharges and bills.
    pub sells: bool,
    /// The paths of its calls, where its paper does not settle them.
    pub paths: Vec<PathView>,
    /// Parameters go in the address instead of the body.
    pub in_address: bool,
    pub may_use_address: bool,
    /// Its order ids are of digits only.
    pub digits_only: bool,
    /// Why it takes no new sales as it is saved; `None`: it takes them, or is not connected.
    pub closed: Option<Closing>,
    /// The head of what it answers instead of a balance, where it is closed for that.
    pub said: Option<String>,
}

/// A path in Settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct PathView {
    pub key: String,
    pub label: String,
    pub path: String,
    pub default_path: String,
}

/// A credential in Settings: whether it is there, never what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct CredentialView {
    pub key: String,
    pub label: String,
    pub secret: bool,
    pub saved: bool,
}

impl Shop {
    /// Every provider there is, with what is saved of it.
    pub async fn providers(&self) -> Result<Vec<ProviderView>, Problem> {
        let state = self.state.lock().await;
        // A practice wallet has no place beside the shop's own login.
        let till = self.till();
        let has_wallets = !till.is_practice() && !till.ledger.is_damaged();
        let wallets = if has_wallets { till.heed_books(till.wallets()) } else { None };
        let wallets = wallets.unwrap_or_default();
        let mut views = Vec::new();
        for provider in self.ports.registry.clone() {
            let credentials = saved_credentials(&state, provider);
            let slug = provider.descriptor().slug;
            let settings = state.file.providers.get(slug);
            let access = settings.and_then(|own| access_of(provider.descriptor(), own, credentials.clone()).ok());
            let connection = access.map(|access| Connection { company: provider, access });
            let closed = connection.as_ref().and_then(|connection| state.ready.closed(connection));
            let said = connection.as_ref().and_then(|connection| state.ready.said(connection));
            let view = provider_view(provider, settings, &credentials, (&wallets, &state.file.companies));
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

    /// Keeps what the shop calls a company, and whom it calls about a sale. The company need not be connected.
    pub async fn save_company(&self, slug: &str, typed: &CompanyNote) -> Result<(), Vec<Problem>> {
        let one = |problem: Problem| vec![problem];
        let descriptor = self.company(slug).map_err(one)?.descriptor();
        let mut state = self.state.lock().await;
        let companies = state.file.companies.with(descriptor, typed, &self.ports.registry)?;
        self.change(&mut state, |file| file.companies = companies).map_err(one)?;
        self.pass_rules(&state.file);
        Ok(())
    }

    /// What a company is called here.
    pub(crate) async fn name_of(&self, descriptor: &Descriptor) -> String {
        self.state.lock().await.file.companies.name(descriptor)
    }

    /// Forgets a provider and its credentials. Its sales stay in the books, and what the shop calls it stays, too.
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
        found.ok_or_else(|| Problem::ProviderNotConnected { provider: provider.descriptor().slug.to_owned() })
    }

    pub(crate) fn company(&self, slug: &str) -> Result<&'static dyn Company, Problem> {
        let found = self.ports.registry.iter().find(|provider| provider.descriptor().slug == slug);
        found.copied().ok_or_else(|| Problem::ProviderNotConnected { provider: slug.to_owned() })
    }
}

fn provider_view(
    company: &'static dyn Company,
    settings: Option<&ProviderSettings>,
    credentials: &Entries,
    (wallets, companies): (&[Wallet], &CompanyNotes),
) -> ProviderView {
    let descriptor = company.descriptor();
    let checked = settings.map(|own| Access::check_base(descriptor, &own.base_address, own.plain_http));
    let problem = checked.and_then(Result::err).map(Problem::from);
    let own = |key: &str| settings.and_then(|settings| settings.paths.get(key).cloned());
    let path = |field: &PathField| PathView {
        key: field.key.to_owned(),
        label: field.label.to_owned(),
        path: own(field.key).unwrap_or_else(|| field.default.to_owned()),
        default_path: field.default.to_owned(),
    };
    let credential = |field: &CredentialField| CredentialView {
        key: field.key.to_owned(),
        label: field.label.to_owned(),
        secret: field.secret,
        saved: credentials.contains_key(field.key),
    };
    let default = descriptor.default_base_address.map(str::to_owned);
    ProviderView {
        slug: descriptor.slug.to_owned(),
        name: companies.name(descriptor),
        paper_name: descriptor.name.to_owned(),
        phone: companies.of(descriptor.slug).phone,
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
