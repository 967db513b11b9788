//! A counter for one cell: a real shop on real SQLite over the real line, with a gate before one of its providers.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use domain::{SaleState, Service};
use printers::SystemPrinters;
use providers::{Access, Http};
use simulator::{Config, PRACTICE_CREDENTIALS, Simulator};
use tempfile::TempDir;
use till::{
    About, Connection, InformationConnection, Mode, Notice, Ports, Practice, Problem, RoutesFile, Rules, SaleInput,
    SaleView, Shop, SystemRandom, Till,
};
use tokio::sync::broadcast;

use crate::outside::{ForwardClock, NoBrowser, Pocket};

/// The provider's own time between "pending" and the end.
const PACE: Duration = Duration::from_millis(1);

struct Line {
    connections: Vec<Connection>,
    http: Arc<dyn Http>,
}

#[async_trait]
impl Practice for Line {
    async fn connect(&self) -> Result<(Vec<Connection>, Arc<dyn Http>), Problem> {
        Ok((self.connections.clone(), self.http.clone()))
    }

    async fn information(&self) -> Option<InformationConnection> {
        None
    }
}

/// The counter.
pub struct Stall {
    /// Its shop.
    pub shop: Shop,
    /// Its till.
    pub till: Arc<Till>,
    clock: Arc<ForwardClock>,
    connections: Vec<Connection>,
    healthy: &'static str,
    sold: AtomicI64,
    notices: broadcast::Receiver<Notice>,
    _folder: TempDir,
}

/// The simulated providers.
pub async fn providers() -> Result<Simulator, String> {
    Simulator::start(Config { port: 0, book: None, pace: PACE }).await.map_err(|error| error.to_string())
}

/// A provider at an address, with the practice account.
pub fn connection(slug: &str, base: &str) -> Result<Connection, String> {
    let company = providers::company(slug).ok_or_else(|| format!("there is no {slug}"))?;
    let account = PRACTICE_CREDENTIALS.iter().find(|(known, _)| *known == slug).map_or(&[][..], |(_, fields)| *fields);
    let credentials = account.iter().map(|(key, value)| ((*key).to_owned(), (*value).into())).collect();
    let access = Access::new(company.descriptor(), base, false, credentials);
    Ok(Connection { company, access: access.map_err(|problem| format!("{base}: {problem:?}"))? })
}

/// A folder in memory where there is one: what a disk does is no question here.
fn folder() -> std::io::Result<TempDir> {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }
}

impl Stall {
    /// A new counter with a provider at an address, and a healthy one.
    pub async fn open(
        simulator: &Simulator,
        (slug, base): (&str, &str),
        healthy: &'static str,
        http: Arc<dyn Http>,
    ) -> Result<Stall, String> {
        let connections = vec![connection(slug, base)?, connection(healthy, &simulator.base_address(healthy))?];
        let clock = Arc::new(ForwardClock::default());
        let ports = Ports {
            clock: clock.clone(),
            random: Arc::new(SystemRandom),
            vault: Arc::new(Pocket::default()),
            browser: Arc::new(NoBrowser),
            printers: Arc::new(SystemPrinters::default()),
            http: http.clone(),
            practice: Arc::new(Line { connections: connections.clone(), http }),
            reach: Arc::new(till::Straight),
            registry: providers::registry(),
            runtime: tokio::runtime::Handle::current(),
        };
        let folder = folder().map_err(|error| error.to_string())?;
        let shop = Shop::open(folder.path(), ports).await.map_err(|problem| format!("{problem:?}"))?;
        let (till, notices) = (shop.till(), shop.notices());
        let order = vec![slug.to_owned(), healthy.to_owned()];
        let routes = RoutesFile { services: BTreeMap::from([(Service::Prepaid, order)]), ..RoutesFile::default() };
        till.set_rules(Rules {
            repeat_minutes: 10,
            home_circle: "delhi".to_owned(),
            routes,
            // Else the provider's callbacks would come to its own address, and be counted at the gate.
            return_url: "https://shop.example.invalid/done".to_owned(),
            ..Rules::default()
        });
        let sold = AtomicI64::new(0);
        let mut stall = Stall { shop, till, clock, connections, healthy, sold, notices, _folder: folder };
        stall.wallets_read().await;
        Ok(stall)
    }

    /// Waits until every wallet was read once.
    async fn wallets_read(&mut self) {
        let unread =
            |till: &Till| till.wallets().is_ok_and(|wallets| wallets.iter().any(|wallet| wallet.read_at_ms.is_none()));
        while unread(&self.till) {
            // Behind by too many notices is as good as one.
            let _ = self.notices.recv().await;
        }
    }

    /// Puts the first provider at another address.
    pub fn lead_to(&mut self, slug: &str, base: &str) -> Result<(), String> {
        self.connections[0] = connection(slug, base)?;
        self.nudge();
        Ok(())
    }

    /// Wakes the watcher: the clock was put forward, and it does not know.
    pub fn nudge(&self) {
        self.till.set_connections(self.connections.clone());
    }

    /// Puts the clock forward, by so many ms.
    pub fn forward(&self, by_ms: i64) {
        self.clock.forward(by_ms);
    }

    /// A sale as it stands.
    pub fn now(&self, sale_id: i64) -> Result<SaleView, String> {
        self.till.sale(sale_id).map(|detail| detail.sale).map_err(|problem| format!("{problem:?}"))
    }

    /// Waits for a sale to be as wanted. The till's own notices wake it.
    pub async fn until(&mut self, sale_id: i64, wanted: impl Fn(&SaleView) -> bool) -> Result<SaleView, String> {
        loop {
            let sale = self.now(sale_id)?;
            if wanted(&sale) {
                return Ok(sale);
            }
            while self.notices.recv().await.is_ok_and(|notice| notice.about != About::Sale(sale_id)) {}
        }
    }

    /// A sale through the healthy provider to its end, and a look at the counter; how long both took.
    pub async fn healthy_sale(&mut self) -> Result<Duration, String> {
        let began = Instant::now();
        let number = format!("98765{:05}", 10_000 + self.sold.fetch_add(1, Ordering::SeqCst));
        let input = SaleInput { provider: Some(self.healthy.to_owned()), by_hand: true, ..prepaid(&number) };
        let sale = self.till.sell(&input).await.map_err(|problems| format!("the healthy sale: {problems:?}"))?;
        let sale = self.until(sale.id, |sale| sale.state != SaleState::Submitted).await?;
        if sale.state != SaleState::Succeeded {
            return Err(format!("the healthy sale is {:?}", sale.state));
        }
        let now = self.till.counter_now().map_err(|problem| format!("the counter: {problem:?}"))?;
        if !now.tiles.iter().any(|tile| tile.id == sale.id) {
            return Err("the counter does not show the healthy sale".to_owned());
        }
        Ok(began.elapsed())
    }
}

/// An intent that was never used.
pub fn intent() -> String {
    static NEXT: AtomicI64 = AtomicI64::new(1);
    format!("net-{}", NEXT.fetch_add(1, Ordering::SeqCst))
}

/// A prepaid sale of ₹ 299 to a number.
pub fn prepaid(number: &str) -> SaleInput {
    let circle = Some("delhi".to_owned());
    SaleInput { circle, ..SaleInput::prepaid(intent(), Mode::Practice, number.to_owned(), "airtel", "299") }
}
