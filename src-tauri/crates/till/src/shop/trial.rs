//! Trying a connection before anything is sold by it: what stands in the form, and the shop's own login while it practises.

use domain::Paise;
use providers::{Company, Trouble, call};

use super::providers::saved_credentials;
use crate::settings::provider::access_of;
use crate::till::ready::By;
use crate::{Connection, Mode, Problem, ProviderInput, Shop, Wallet};

impl Shop {
    /// Reads a provider's wallet by what stands in its form, saved or not.
    pub async fn try_provider(&self, slug: &str, input: &ProviderInput) -> Result<Wallet, Vec<Problem>> {
        let one = |problem: Problem| vec![problem];
        let state = self.state.lock().await;
        let provider = self.company(slug).map_err(one)?;
        let mut credentials = saved_credentials(&state, provider);
        let (settings, typed) = input.check(provider.descriptor(), &credentials)?;
        let is_saved = typed.is_empty() && state.file.providers.get(slug) == Some(&settings);
        drop(state);
        if is_saved {
            return self.check_balance(slug).await.map_err(one);
        }
        credentials.extend(typed);
        let access = access_of(provider.descriptor(), &settings, credentials).map_err(one)?;
        let now_ms = self.ports.clock.now_ms();
        let read = call::balance(self.ports.http.as_ref(), provider, &access).await;
        let name = self.name_of(provider.descriptor()).await;
        Ok(wallet_read(provider, name, read.map_err(|trouble| one(trouble.into()))?, now_ms))
    }

    /// Reads a wallet with the shop's own login while it practises: no ledger of real money is open for the reading.
    pub(crate) async fn read_beside(&self, connection: &Connection) -> Result<Wallet, Problem> {
        let read = call::balance(self.ports.http.as_ref(), connection.company, &connection.access).await;
        self.heed(connection, read.as_ref().err()).await;
        let now_ms = self.ports.clock.now_ms();
        let name = self.name_of(connection.company.descriptor()).await;
        Ok(wallet_read(connection.company, name, read?, now_ms))
    }

    /// Heeds how the reading of a wallet with the shop's own login ended: the real till, when it is open, goes by it at once.
    pub(crate) async fn heed(&self, connection: &Connection, trouble: Option<&Trouble>) {
        let ready = self.state.lock().await.ready.clone();
        match (self.tills.of(Mode::Real), trouble) {
            (Some(till), trouble) => till.heed_reading(connection, trouble, By::Person),
            (None, None) => drop(ready.was_read(connection, By::Person)),
            (None, Some(trouble)) => drop(ready.ran_into(connection, trouble)),
        }
    }
}

/// A wallet that was read beside the till.
fn wallet_read(company: &dyn Company, name: String, balance: Paise, at_ms: i64) -> Wallet {
    Wallet {
        provider: company.descriptor().slug.to_owned(),
        name,
        balance_paise: Some(balance.get()),
        read_at_ms: Some(at_ms),
        used_up_at_ms: None,
        is_used: false,
        booked_paise: None,
        low_paise: None,
        is_low: false,
        closed: None,
        said: None,
    }
}
