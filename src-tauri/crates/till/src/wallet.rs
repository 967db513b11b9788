//! The wallets at the providers: what they last said, and what is left of it since.

use std::time::Duration;

use domain::Paise;
use ledger::Reading;
use providers::{Particulars, call};
use serde::Serialize;
use specta_typescript::Number;

use crate::till::{About, Till};
use crate::{Connection, Problem};

/// How often wallets are read by themselves.
pub(crate) const READ_EVERY: Duration = Duration::from_secs(900);

/// A wallet on the screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct Wallet {
    pub provider: String,
    pub name: String,
    /// The last reading less what was sold since; `None` while it was never read.
    #[specta(type = Option<Number>)]
    pub balance_paise: Option<i64>,
    #[specta(type = Option<Number>)]
    pub read_at_ms: Option<i64>,
    /// What the books expect: the first reading less everything sold since. Differs from the balance by top-ups,
    /// and by commissions that are not what the rate table says.
    #[specta(type = Option<Number>)]
    pub booked_paise: Option<i64>,
}

impl Till {
    /// Every connected provider's wallet.
    pub fn wallets(&self) -> Result<Vec<Wallet>, Problem> {
        self.connections().iter().map(|connection| self.wallet(connection)).collect()
    }

    fn wallet(&self, connection: &Connection) -> Result<Wallet, Problem> {
        let slug = connection.slug();
        let readings = self.ledger.readings(slug)?;
        let booked = match readings {
            Some((first, _)) => first.reported.checked_sub(self.ledger.spent_since(slug, first.at_ms)?),
            None => None,
        };
        Ok(Wallet {
            provider: slug.to_owned(),
            name: connection.provider.descriptor().name.to_owned(),
            balance_paise: self.available(slug)?.map(Paise::get),
            read_at_ms: readings.map(|(_, newest)| newest.at_ms),
            booked_paise: booked.map(Paise::get),
        })
    }

    /// What a wallet can still pay: its newest reading less the sales submitted since.
    pub(crate) fn available(&self, slug: &str) -> Result<Option<Paise>, Problem> {
        match self.ledger.readings(slug)? {
            Some((_, newest)) => Ok(newest.reported.checked_sub(self.ledger.spent_since(slug, newest.at_ms)?)),
            None => Ok(None),
        }
    }

    /// Reads one wallet now.
    pub async fn check_balance(&self, slug: &str) -> Result<Wallet, Problem> {
        let connection = self.connection(slug).ok_or(Problem::NoProviderConnected)?;
        self.read_wallet(&connection).await?;
        self.wallet(&connection)
    }

    pub(crate) async fn read_wallet(&self, connection: &Connection) -> Result<(), Problem> {
        // The moment of asking: a sale submitted while the answer travels may or may not be in it, and is taken off.
        let at_ms = self.clock.now_ms();
        let reported = call::balance(self.http.as_ref(), connection.provider, &connection.access, at_ms).await?;
        self.ledger.add_reading(connection.slug(), Reading { at_ms, reported })?;
        self.tell(About::Wallet(connection.slug().to_owned()));
        Ok(())
    }

    /// Keeps the balance that came with an answer. Losing one is no harm: the next reading brings another.
    pub(crate) fn note_balance(&self, slug: &str, particulars: &Particulars, at_ms: i64) {
        if let Some(reported) = particulars.balance {
            let _ = self.ledger.add_reading(slug, Reading { at_ms, reported });
            self.tell(About::Wallet(slug.to_owned()));
        }
    }

    /// Refuses a sale that the wallet cannot cover. Before it refuses it reads the wallet anew: it may have been
    /// filled. A wallet that was never read, or cannot be read, stops nothing: the provider will say.
    pub(crate) async fn check_wallet(&self, connection: &Connection, cost: Paise) -> Result<(), Problem> {
        let short = |available: Option<Paise>| available.filter(|available| *available < cost);
        if short(self.available(connection.slug())?).is_none() || self.read_wallet(connection).await.is_err() {
            return Ok(());
        }
        match short(self.available(connection.slug())?) {
            Some(available) => {
                let provider = connection.provider.descriptor().name.to_owned();
                Err(Problem::WalletShort { provider, balance_paise: available.get() })
            }
            None => Ok(()),
        }
    }
}
