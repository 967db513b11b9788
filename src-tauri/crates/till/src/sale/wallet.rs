//! The wallets at the providers: what they last said, and what is left of it since.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use domain::{Account, BasisPoints, DAY_MS, Pace, Paise};
use ledger::{HourSpent, LedgerError, Reading, SaleRow, Step, Which};
use providers::{Particulars, Trouble, call};
use tokio::time::Instant;

use super::check::Checked;
use crate::till::ready::{By, TRY_AGAIN};
use crate::{About, Closing, Connection, Problem, Till, Wallet};

/// How often wallets are read by themselves.
const READ_EVERY: Duration = Duration::from_secs(900);

/// How long somebody who wants to sell waits for the wallets of closed providers.
const WAIT_FOR_CLOSED: Duration = Duration::from_secs(5);

/// The most commission that is inferred from two balances, as a part of the sale: ten times what recharges earn.
const INFERRED_MOST: Option<BasisPoints> = BasisPoints::new(2_000);

/// So many days before today tell the pace at which a wallet is spent.
const PACE_DAYS: i64 = 7;

/// The pace of each wallet that has one.
fn paces_of(spent: &[HourSpent]) -> BTreeMap<String, Pace> {
    let providers: BTreeSet<&str> = spent.iter().map(|hour| hour.provider.as_str()).collect();
    let pace = |provider: &str| {
        let own = spent.iter().filter(|hour| hour.provider == provider);
        Pace::of(own.map(|hour| (hour.day.as_str(), hour.hour, hour.spent)))
    };
    providers.into_iter().filter_map(|provider| Some((provider.to_owned(), pace(provider)?))).collect()
}

/// The commission that a wallet's fall by `cost` tells of. One too large is a wallet that was filled meanwhile.
pub(crate) fn inferred_commission(amount: Paise, cost: Paise) -> Option<Paise> {
    let most = amount.commission(INFERRED_MOST?)?;
    amount.checked_sub(cost).filter(|told| *told <= most)
}

/// Whether what a provider told can be a commission. One that is negative, or more than the sale, is none: the wallet was filled
/// meanwhile, say.
fn may_be_earned(sale: &SaleRow, told: Paise) -> bool {
    told >= Paise::ZERO && told < sale.amount
}

impl Till {
    /// Every connected provider's wallet.
    pub fn wallets(&self) -> Result<Vec<Wallet>, Problem> {
        self.connections().iter().map(|connection| self.wallet(connection)).collect()
    }

    fn wallet(&self, connection: &Connection) -> Result<Wallet, Problem> {
        let slug = connection.slug();
        let newest = self.ledger.reading(slug, Which::Newest)?;
        let left = self.left_of(slug, newest)?;
        let balance_paise = left.map(Paise::get);
        let low_paise = self.rules().low_paise.get(slug).copied();
        Ok(Wallet {
            provider: slug.to_owned(),
            name: self.name_of(slug),
            balance_paise,
            read_at_ms: newest.map(|reading| reading.at_ms),
            used_up_at_ms: self.used_up_ms(slug, left)?,
            is_used: self.ledger.has_gone_out(&Account::Wallet(slug.to_owned()))?,
            booked_paise: None,
            low_paise,
            is_low: matches!((balance_paise, low_paise), (Some(balance), Some(low)) if balance < low),
            closed: self.ready.closed(connection),
            said: self.ready.said(connection),
        })
    }

    /// When a wallet will be used up, by the pace of the last days; `None`: nobody can tell, or not within a week.
    fn used_up_ms(&self, slug: &str, left: Option<Paise>) -> Result<Option<i64>, LedgerError> {
        let now_ms = self.clock.now_ms();
        let today = self.ledger.business_day(now_ms)?;
        let first = self.ledger.business_day(now_ms - PACE_DAYS * DAY_MS)?;
        let read = || self.ledger.spent_by_hour(&first, &today).map(|spent| paces_of(&spent));
        let pace = self.paces.of(slug, &today, read)?;
        Ok(pace.zip(left).and_then(|(pace, left)| pace.used_up_ms(left, now_ms)))
    }

    /// What a wallet can still pay: its newest reading less the attempts made since.
    pub(crate) fn available(&self, slug: &str) -> Result<Option<Paise>, LedgerError> {
        self.left_of(slug, self.ledger.reading(slug, Which::Newest)?)
    }

    fn left_of(&self, slug: &str, reading: Option<Reading>) -> Result<Option<Paise>, LedgerError> {
        match reading {
            Some(reading) => Ok(reading.reported.checked_sub(self.ledger.spent_after(slug, reading.after_attempt)?)),
            None => Ok(None),
        }
    }

    /// Reads one wallet now.
    pub async fn check_balance(&self, slug: &str) -> Result<Wallet, Problem> {
        let connection =
            self.connection(slug).ok_or_else(|| Problem::ProviderNotConnected { provider: slug.to_owned() })?;
        self.read_wallet_by(By::Person, &connection).await?;
        let booked = self.left_of(slug, self.ledger.reading(slug, Which::First)?)?;
        Ok(Wallet { booked_paise: booked.map(Paise::get), ..self.wallet(&connection)? })
    }

    pub(crate) async fn read_wallet(&self, connection: &Connection) -> Result<(), Problem> {
        self.read_wallet_by(By::Itself, connection).await
    }

    async fn read_wallet_by(&self, by: By, connection: &Connection) -> Result<(), Problem> {
        // Before anything can fail: whoever was tried is not tried again at once.
        self.ready.trying(connection);
        // A sale made while the answer travels may or may not be in it, and is taken off.
        let (after_attempt, after_row) = (self.ledger.newest_attempt()?, self.ledger.newest_row()?);
        let at_ms = self.clock.now_ms();
        let read = call::balance(self.http.as_ref(), connection.company, &connection.access).await;
        self.heed_reading(connection, read.as_ref().err(), by);
        let reported = read?;
        self.ledger.add_reading(connection.slug(), Reading { at_ms, reported, after_attempt, after_row })?;
        self.tell(About::Wallet(connection.slug().to_owned()));
        Ok(())
    }

    /// Heeds how the reading of a wallet ended: what would meet the next sale as well closes its provider for new ones, until
    /// the wallet was read.
    pub(crate) fn heed_reading(&self, connection: &Connection, trouble: Option<&Trouble>, by: By) {
        let is_changed = match trouble {
            None => self.ready.was_read(connection, by),
            Some(trouble) => self.ready.ran_into(connection, trouble),
        };
        let is_line_changed = self.heed_line(connection, trouble);
        self.tell_readiness(connection, is_changed || is_line_changed);
    }

    /// Heeds the trouble of a sale. Its good end opens nothing: that is the wallet's to do.
    pub(crate) fn heed_trouble(&self, connection: &Connection, trouble: Option<&Trouble>) {
        let is_changed = trouble.is_some_and(|trouble| self.ready.turned_away(connection, trouble));
        let is_line_changed = self.heed_line(connection, trouble);
        self.tell_readiness(connection, is_changed || is_line_changed);
    }

    /// How often the wallets are read by themselves. While the line is down, whether one can be read tells when it is up again.
    fn read_every(&self) -> Duration {
        if self.is_line_down() { TRY_AGAIN } else { READ_EVERY }
    }

    pub(crate) fn tell_readiness(&self, connection: &Connection, is_changed: bool) {
        if is_changed {
            self.wallet_due.notify_one();
            self.tell(About::Wallet(connection.slug().to_owned()));
        }
    }

    /// Reads wallets side by side: one that does not answer keeps nobody waiting for the others.
    pub(crate) async fn read_each(self: &Arc<Till>, connections: Vec<Connection>) {
        let read = |connection: Connection| {
            let till = self.clone();
            // One that cannot be read is shown with the time of its last reading.
            self.runtime.spawn(async move { till.read_wallet(&connection).await.is_ok() })
        };
        let readings: Vec<_> = connections.into_iter().map(read).collect();
        for reading in readings {
            let _ = reading.await;
        }
    }

    /// Reads the wallets of closed providers because somebody wants to sell, so that nobody waits for the minute's turn, though
    /// not again within seconds; with `even_unread` those that were never read in any case. Who does not answer in time is heard
    /// of later.
    pub(crate) async fn read_closed(self: &Arc<Till>, even_unread: bool) {
        let is_unread = |connection: &Connection| self.ready.closed(connection) == Some(Closing::NeverRead);
        let is_wanted =
            |connection: &Connection| even_unread && is_unread(connection) || self.ready.may_try_now(connection);
        let wanted: Vec<Connection> = self.with_login().filter(is_wanted).collect();
        let _ = tokio::time::timeout(WAIT_FOR_CLOSED, self.read_each(wanted)).await;
    }

    /// The wallets' task: all at the start and every while, and those of closed providers each minute. While the line is down, all each
    /// minute.
    pub(crate) async fn read_wallets(self: Arc<Till>) {
        let mut read_at: Option<Instant> = None;
        while !self.is_closed() {
            let is_all = read_at.is_none_or(|at| at.elapsed() >= self.read_every());
            if is_all {
                read_at = Some(Instant::now());
            }
            let is_due = |connection: &Connection| is_all || self.ready.try_in(connection) == Some(Duration::ZERO);
            self.read_each(self.with_login().filter(is_due).collect()).await;
            let closed: Vec<Connection> = self.with_login().collect();
            let next = closed.iter().filter_map(|connection| self.ready.try_in(connection)).min();
            let since = read_at.map_or(Duration::ZERO, |at| at.elapsed());
            let wait = self.read_every().saturating_sub(since).min(next.unwrap_or(READ_EVERY));
            let _ = tokio::time::timeout(wait, self.wallet_due.notified()).await;
        }
    }

    /// The connections whose login is at hand: of the others there is nothing to try, and nothing is learnt of them.
    fn with_login(&self) -> impl Iterator<Item = Connection> + use<> {
        let has_login = |one: &Connection| one.access.missing(one.company.descriptor()).is_none();
        self.connections().into_iter().filter(has_login)
    }

    /// Puts the balance that came with an attempt's answer into the step that the answer becomes. Losing one is no harm: the next reading
    /// brings another. `after_attempt` is the newest attempt that may be in it.
    pub(crate) fn with_balance(
        &self,
        step: Step,
        sale: &SaleRow,
        particulars: &Particulars,
        after_attempt: i64,
    ) -> Step {
        let Some(reported) = particulars.balance else { return step };
        // Two balances around one sale tell what it really cost (Paygrt's `remaining_balance`). It is evidence beside the rate table, and
        // is shown where the two differ.
        let cost = self.heed_books(self.ledger.told_cost(sale, reported)).flatten();
        let told =
            cost.and_then(|cost| inferred_commission(sale.amount, cost)).filter(|told| may_be_earned(sale, *told));
        let at_ms = step.at_ms();
        let read = |after_row| Reading { at_ms, reported, after_attempt, after_row };
        step.balance(self.heed_books(self.ledger.newest_row()).map(read), told)
    }

    /// Keeps what a provider told of a commission.
    pub(crate) fn note_told_earned(&self, sale: &SaleRow, told: Paise) {
        if may_be_earned(sale, told) {
            // Losing it is no harm: it is not in the books.
            self.heed_books(self.ledger.note_told_earned(sale.attempt_id, told, self.clock.now_ms()));
        }
    }

    /// Reads every wallet anew that seemed too low for a sale. One that cannot be read stays as it is known.
    pub(crate) async fn read_short_wallets(&self, checked: &Checked) {
        let _ = self.read_wallet(&checked.ready.connection).await;
        for skipped in &checked.skipped {
            let is_short = matches!(skipped.problem, Problem::WalletShort { .. });
            if let Some(connection) = self.connection(&skipped.provider).filter(|_| is_short) {
                let _ = self.read_wallet(&connection).await;
            }
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
                let provider = connection.slug().to_owned();
                Err(Problem::WalletShort { provider, balance_paise: available.get() })
            }
            None => Ok(()),
        }
    }
}
