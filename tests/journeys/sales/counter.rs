//! A whole counter for a test: a shop on a folder, a keychain in memory, and the simulator for practice.

mod pocket;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use domain::{IdForm, SaleState};
use printers::SystemPrinters;
use providers::{Access, Http, ReqwestHttp, informant};
use secrecy::{ExposeSecret, SecretString};
use simulator::{Config, INFORMATION_KEY, INFORMATION_SLUG, Simulator};
use till::{
    About, Connection, CredentialInput, InformationConnection, Notice, OfferView, OperatorView, Ports, Practice,
    Problem, ProviderInput, Reach, SaleInput, SaleView, Shop, SystemRandom, UpgradeHeard, Vault, VaultError,
};
use tokio::sync::{Notify, broadcast};

use super::books_folder::BooksFolder;
use super::stall::{FOUR, Shelf, TestClock, connection, read_all, within};

pub use pocket::{Call, Gate, Mood, Pocket};

/// The practice line, to where the test says.
struct Line {
    connections: Vec<Connection>,
    http: Arc<dyn Http>,
    information: InformationConnection,
}

#[async_trait]
impl Practice for Line {
    async fn connect(&self) -> Result<(Vec<Connection>, Arc<dyn Http>), Problem> {
        Ok((self.connections.clone(), self.http.clone()))
    }

    async fn information(&self) -> Option<InformationConnection> {
        Some(self.information.clone())
    }
}

/// The information company that the simulator plays.
pub fn soochna(simulator: &Simulator) -> InformationConnection {
    let key = [("key".to_owned(), INFORMATION_KEY.into())].into();
    let base = simulator.base_address(INFORMATION_SLUG);
    let access = Access::new(informant().descriptor(), &base, false, key).expect("a base address");
    InformationConnection { name: "Soochna".to_owned(), access }
}

/// A counter.
pub struct Counter {
    /// Its shop.
    pub shop: Shop,
    /// Its practice providers.
    pub simulator: Simulator,
    /// Its clock.
    pub clock: Arc<TestClock>,
    /// The pages that its browser opened.
    pub shelf: Arc<Shelf>,
    /// Its keychain.
    pub pocket: Arc<Pocket>,
    /// The way into its second folder of backups.
    pub gate: Arc<Gate>,
    ports: Ports,
    notices: broadcast::Receiver<Notice>,
    folder: BooksFolder,
}

impl Counter {
    /// A new shop that practises with these sellers.
    pub async fn with(slugs: &[&str], pace: Duration) -> Counter {
        let simulator = Simulator::start(Config { port: 0, book: None, pace }).await.expect("the simulator starts");
        let connect =
            |slug: &&str| connection(providers::company(slug).expect("a company"), &simulator.base_address(slug));
        let connections = slugs.iter().map(connect).collect();
        Counter::on(simulator, connections).await
    }

    /// A new shop that practises with all four sellers.
    pub async fn with_all() -> Counter {
        Counter::with(&FOUR, Duration::from_millis(40)).await
    }

    /// A new shop that practises with providers of the test's own.
    pub async fn on(simulator: Simulator, connections: Vec<Connection>) -> Counter {
        Counter::over(simulator, connections, Arc::new(ReqwestHttp::new().expect("a line"))).await
    }

    /// The same, over a line of the test's own.
    pub async fn over(simulator: Simulator, connections: Vec<Connection>, http: Arc<dyn Http>) -> Counter {
        Counter::by_clock(simulator, connections, http, Arc::default()).await
    }

    /// The same, with a clock that others look at too.
    pub async fn by_clock(
        simulator: Simulator,
        connections: Vec<Connection>,
        http: Arc<dyn Http>,
        clock: Arc<TestClock>,
    ) -> Counter {
        let (shelf, pocket, gate) = (Arc::new(Shelf::default()), Arc::<Pocket>::default(), Arc::<Gate>::default());
        let ports = Ports {
            clock: clock.clone(),
            random: Arc::new(SystemRandom),
            vault: pocket.clone(),
            browser: shelf.clone(),
            printers: Arc::new(SystemPrinters::default()),
            http: http.clone(),
            practice: Arc::new(Line { connections, http, information: soochna(&simulator) }),
            reach: gate.clone(),
            registry: providers::registry(),
            runtime: tokio::runtime::Handle::current(),
        };
        let folder = BooksFolder::new();
        let shop = Shop::open(folder.path(), ports.clone()).await.expect("the shop opens");
        within(read_all(&shop.till())).await;
        let notices = shop.notices();
        Counter { shop, simulator, clock, shelf, pocket, gate, ports, notices, folder }
    }

    /// Another counter on a folder of its own, on the same computer: with the same keychain. Its practice is its own.
    pub async fn beside(&self, change: impl FnOnce(&Path)) -> Counter {
        self.beside_telling(change, Arc::new(|_| ())).await
    }

    /// The same. `heard` is told how far an upgrade of its books is.
    pub async fn beside_telling(&self, change: impl FnOnce(&Path), heard: UpgradeHeard) -> Counter {
        let simulator = Simulator::start(Config { port: 0, book: None, pace: Duration::from_millis(40) });
        let simulator = simulator.await.expect("the simulator starts");
        let (ports, folder) = (self.ports.clone(), BooksFolder::new());
        change(folder.path());
        let shop = Shop::open_telling(folder.path(), ports.clone(), heard).await.expect("the shop opens");
        let notices = shop.notices();
        let (clock, shelf) = (self.clock.clone(), self.shelf.clone());
        let (pocket, gate) = (self.pocket.clone(), self.gate.clone());
        Counter { shop, simulator, clock, shelf, pocket, gate, ports, notices, folder }
    }

    /// The test changes the books by another program: they need not be what the journal tells.
    pub fn tamper(&self) {
        self.folder.tamper();
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Closes the shop and opens it again.
    pub async fn reopened(self) -> Counter {
        let Counter { shop, simulator, clock, shelf, pocket, gate, ports, folder, .. } = self;
        drop(shop);
        let shop = Shop::open(folder.path(), ports.clone()).await.expect("the shop opens again");
        within(read_all(&shop.till())).await;
        let notices = shop.notices();
        Counter { shop, simulator, clock, shelf, pocket, gate, ports, notices, folder }
    }

    /// Closes the shop and opens it again on a computer whose keychain is empty.
    pub async fn with_an_empty_keychain(self) -> Counter {
        self.pocket.replace([]);
        self.reopened().await
    }

    /// Closes the shop and opens it again while the keychain is locked.
    pub async fn with_a_locked_keychain(self) -> Counter {
        self.pocket.set_mood(Mood::Locked);
        self.reopened().await
    }

    /// Closes the shop, changes its folder, and opens it again.
    pub async fn changed(self, change: impl FnOnce(&Path)) -> Counter {
        within(async {
            while self.shop.close().is_err() {
                tokio::task::yield_now().await;
            }
        })
        .await;
        change(self.folder());
        self.reopened().await
    }

    /// Closes the shop for good. What is left is its folder, and the keychain.
    pub async fn shut(self) -> (BooksFolder, Arc<Pocket>) {
        let Counter { shop, pocket, folder, .. } = self;
        within(async {
            while shop.close().is_err() {
                tokio::task::yield_now().await;
            }
        })
        .await;
        (folder, pocket)
    }

    /// Sells and waits until the answer is written.
    pub async fn sell(&mut self, input: &SaleInput) -> SaleView {
        let sale = self.shop.till().sell(input).await.unwrap_or_else(|problems| panic!("{input:?}: {problems:?}"));
        self.until(sale.id, |sale| sale.state != SaleState::Submitted).await
    }

    /// A sale as it stands.
    pub fn now(&self, sale_id: i64) -> SaleView {
        self.shop.till().sale(sale_id).expect("the sale").sale
    }

    /// Waits for a sale to be as wanted.
    pub async fn until(&mut self, sale_id: i64, wanted: impl Fn(&SaleView) -> bool) -> SaleView {
        within(async {
            loop {
                let sale = self.now(sale_id);
                if wanted(&sale) {
                    return sale;
                }
                while self.notices.recv().await.is_ok_and(|notice| notice.about != About::Sale(sale_id)) {}
            }
        })
        .await
    }

    /// What was sent for a sale, as the journal has it.
    pub fn sent(&self, sale: &SaleView) -> String {
        let events = self.shop.till().sale(sale.id).expect("the sale").events;
        events.into_iter().filter_map(|event| event.sent).collect::<Vec<_>>().join("\n")
    }

    /// An operator as the screen has it; `None` when it is not in the list.
    pub async fn operator(&self, id: &str) -> Option<OperatorView> {
        self.shop.counter().await.expect("the counter").operators.into_iter().find(|operator| operator.id == id)
    }

    /// An operator's offer at a provider.
    pub async fn offer(&self, provider: &str, id: &str) -> OfferView {
        let operator = self.operator(id).await.expect("the operator");
        operator.offers.into_iter().find(|offer| offer.provider == provider).expect("the offer")
    }

    /// Connects a provider for real, with the practice account but for some credentials.
    pub async fn connect(&self, slug: &str, base: &str, others: &[(&str, &str)]) {
        let (_, fields) =
            simulator::PRACTICE_CREDENTIALS.iter().find(|(known, _)| *known == slug).expect("a practice account");
        let other = |key: &str| others.iter().find(|(known, _)| *known == key).map(|(_, value)| *value);
        let credential = |(key, value): &(&str, &str)| CredentialInput {
            key: (*key).to_owned(),
            value: other(key).unwrap_or(value).to_owned(),
        };
        let input = ProviderInput {
            base_address: base.to_owned(),
            plain_http: false,
            credentials: fields.iter().map(credential).collect(),
            paths: Vec::new(),
            in_address: false,
            digits_only: providers::company(slug).expect("a company").descriptor().id_form == IdForm::Digits,
        };
        self.shop.save_provider(slug, &input).await.expect("the provider is connected");
    }
}
