//! A counter for a test: real ledger, real HTTP, simulated providers, a clock that can be put forward.

mod clock;
mod lists;
mod typed;

use std::collections::BTreeMap;
use std::future::Future;
use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use domain::{SaleState, Service};
use ledger::ChainKey;
use printers::SystemPrinters;
use providers::{Access, Company, Http, ReqwestHttp};
use simulator::{Config, PRACTICE_CREDENTIALS, Simulator};
use till::{
    About, AgainInput, Browser, Clock, Closing, CommissionInput, Connection, Lists, Mode, Notice, Parts, PaysInput,
    Press, PrintRules, Printing, Problem, Rules, SaleInput, SaleView, Settings, SystemClock, SystemRandom, Till,
    notice_board,
};
use tokio::net::TcpStream;
use tokio::sync::broadcast;
use url::Url;

use super::books_folder::BooksFolder;
use super::dated::DatedLine;

pub use clock::{Shelf, TestClock};
pub use lists::{found, sales_of, todays};
pub use typed::{airtel, intent};

/// Every seller, in the order in which a new shop sees them.
pub use providers::SELLERS as ALL;
/// A shop with four sellers. What is chosen among several is told by their names, so it is told of these.
pub const FOUR: [&str; 4] = ["inspay", "a1topup", "rechargeopen", "paygrt"];

/// No step of a test takes longer, on any machine.
const DEADLINE: Duration = Duration::from_secs(60);
/// Between two asks about a sale the company's own time passes. Each ask takes five seconds of the shop's clock, so that
/// a quick computer that does not pause asks through whole minutes of it.
pub const PAUSE: Duration = Duration::from_millis(10);

/// A counter.
pub struct Stall {
    /// Its providers.
    pub simulator: Simulator,
    /// Its till.
    pub till: Arc<Till>,
    /// Its clock.
    pub clock: Arc<TestClock>,
    /// The pages that its browser opened.
    pub shelf: Arc<Shelf>,
    /// Its connections.
    pub connections: Vec<Connection>,
    /// What changes in it.
    pub notices: broadcast::Receiver<Notice>,
    folder: BooksFolder,
}

/// A connection to a provider at an address, with the practice account.
pub fn connection(company: &'static dyn Company, base: &str) -> Connection {
    let descriptor = company.descriptor();
    let (_, fields) =
        PRACTICE_CREDENTIALS.iter().find(|(slug, _)| *slug == descriptor.slug).expect("a practice account");
    let credentials: BTreeMap<_, _> = fields.iter().map(|(key, value)| ((*key).to_owned(), (*value).into())).collect();
    Connection { company, access: Access::new(descriptor, base, false, credentials).expect("a base address") }
}

/// What a provider pays for Airtel's recharges, from today on; sales of before stay as they are booked.
pub fn pays_for_airtel(till: &Till, provider: &str, percent: &str) {
    let input = CommissionInput {
        provider: provider.to_owned(),
        operator: Some("airtel".to_owned()),
        service: Service::Prepaid,
        pays: PaysInput::Percent(percent.to_owned()),
        from: String::new(),
        by: String::new(),
    };
    till.save_commission(&input, &AgainInput::FromNowOn).expect("a rule");
}

/// The first secret that a company declares: its key in the keychain.
pub fn secret_of(slug: &str) -> &'static str {
    let declared = providers::company(slug).expect("a company").descriptor();
    declared.credentials.iter().find(|field| field.secret).expect("a secret").key
}

/// The rules of a shop in Delhi that changed nothing.
pub fn rules() -> Rules {
    let print = Arc::new(PrintRules { shop: Some(settings()), printing: Printing::default() });
    Rules { repeat_minutes: 10, home_circle: "delhi".into(), print, ..Rules::default() }
}

/// What a till on a file is made of.
pub fn parts(
    path: PathBuf,
    connections: Vec<Connection>,
    clock: Arc<TestClock>,
    notices: broadcast::Sender<Notice>,
) -> Parts {
    Parts {
        mode: Mode::Practice,
        path,
        is_elsewhere: false,
        key: ChainKey { id: "test".into(), bytes: [7; 32] },
        connections,
        lists: Arc::new(Lists::of_papers(&providers::sellers())),
        http: Arc::new(ReqwestHttp::new().expect("a line")),
        browser: Arc::new(Shelf::default()),
        press: Press::of(Arc::new(SystemPrinters::default())),
        clock,
        random: Arc::new(SystemRandom),
        runtime: tokio::runtime::Handle::current(),
        settling_ms: 60_000,
        rules: rules(),
        ready: Arc::default(),
        notices,
    }
}

impl Stall {
    /// A counter with one provider.
    pub async fn with(slug: &str, pace: Duration) -> Stall {
        Stall::with_all(&[slug], pace).await
    }

    /// A counter with several providers.
    pub async fn with_all(slugs: &[&str], pace: Duration) -> Stall {
        let simulator = Simulator::start(Config { port: 0, book: None, pace }).await.expect("the simulator starts");
        let connect =
            |slug: &&str| connection(providers::company(slug).expect("a company"), &simulator.base_address(slug));
        let connections: Vec<_> = slugs.iter().map(connect).collect();
        let folder = BooksFolder::new();
        let clock = Arc::new(TestClock::default());
        let board = notice_board();
        let notices = board.subscribe();
        let shelf = Arc::new(Shelf::default());
        let parts = parts(folder.path().join("ledger.db"), connections.clone(), clock.clone(), board);
        let till = Till::open(Parts { browser: shelf.clone(), ..parts }).expect("the till opens");
        within(read_all(&till)).await;
        Stall { simulator, till, clock, shelf, connections, notices, folder }
    }

    /// A counter with real money, at companies whose answers carry a date. `bases`: slug and where it is.
    pub async fn real(bases: &[(&str, String)]) -> (Stall, Arc<DatedLine>) {
        let simulator = Simulator::start(Config { port: 0, book: None, pace: DEADLINE }).await.expect("the simulator");
        let clock = Arc::new(TestClock::default());
        let line = Arc::new(DatedLine::to(bases, clock.clone()));
        let connections = line.connections();
        let folder = BooksFolder::new();
        let board = notice_board();
        let notices = board.subscribe();
        let shelf = Arc::new(Shelf::default());
        let parts = parts(folder.path().join("ledger.db"), connections.clone(), clock.clone(), board);
        let parts = Parts { mode: Mode::Real, http: line.clone(), browser: shelf.clone(), ..parts };
        let till = Till::open(parts).expect("the till opens");
        (Stall { simulator, till, clock, shelf, connections, notices, folder }, line)
    }

    /// The test changes the books by another program: they need not be what the journal tells.
    pub fn tamper(&self) {
        self.folder.tamper();
    }

    /// The ledger's file.
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("ledger.db")
    }

    /// A company whose wallet was read and where nobody listens any more.
    pub async fn gone(&self, slug: &str) -> Connection {
        let company = providers::company(slug).expect("a company");
        let config = Config { port: 0, book: None, pace: Duration::ZERO };
        let leaving = Simulator::start(config).await.expect("the simulator starts");
        let base = leaving.base_address(slug);
        let gone = connection(company, &base);
        self.till.set_connections(vec![gone.clone()]);
        within(self.till.check_balance(slug)).await.expect("a wallet");
        drop(leaving);
        let address = Url::parse(&base).expect("an address").socket_addrs(|| None).expect("a port");
        within(async {
            while TcpStream::connect(address.as_slice()).await.is_ok() {
                tokio::task::yield_now().await;
            }
        })
        .await;
        gone
    }

    /// Opens the till anew, with other providers and over another line.
    pub fn reopen_over(&mut self, connections: Vec<Connection>, http: Arc<dyn Http>) {
        let board = notice_board();
        self.notices = board.subscribe();
        self.folder = BooksFolder::new();
        let parts = parts(self.path(), connections.clone(), self.clock.clone(), board);
        self.connections = connections;
        self.till = Till::open(Parts { http, browser: self.shelf.clone(), ..parts }).expect("the till opens");
    }

    /// Reads the wallets of those who were just connected.
    pub async fn read_unread(&self) {
        for wallet in self.till.wallets().expect("wallets") {
            if wallet.closed == Some(Closing::NeverRead) {
                let _ = within(self.till.check_balance(&wallet.provider)).await;
            }
        }
    }

    /// Sells and waits until the answer is written. Whoever was just connected has its wallet read before.
    pub async fn sell(&mut self, input: &SaleInput) -> SaleView {
        self.read_unread().await;
        let sale = self.till.sell(input).await.unwrap_or_else(|problems| panic!("{input:?}: {problems:?}"));
        assert_eq!(sale.state, SaleState::Submitted);
        self.until(sale.id, |sale| sale.state != SaleState::Submitted).await
    }

    /// Sells, and where the provider has only accepted it, as the Open API does, asks until it is settled.
    pub async fn sell_to_the_end(&mut self, input: &SaleInput) -> SaleView {
        let sale = self.sell(input).await;
        if sale.provider != "rechargeopen" || sale.state != SaleState::Pending {
            return sale;
        }
        self.ask_until(sale.id, |sale| !sale.state.is_open()).await
    }

    /// Waits for a sale to be as wanted. The till's own notices wake it; nothing sleeps.
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

    /// Puts other providers in place of those it had. A new one pays as those that it began with.
    pub fn connect(&mut self, connections: Vec<Connection>) {
        self.connections = connections;
        self.nudge();
        for line in self.till.commission().expect("the rules").providers {
            if !line.lines.is_empty() && line.lines.iter().all(|line| line.pays.is_none()) {
                pays_for_airtel(&self.till, &line.provider, "2");
            }
        }
    }

    /// Wakes the watcher: the clock was put forward, and it does not know.
    pub fn nudge(&self) {
        self.till.set_connections(self.connections.clone());
    }

    /// Waits until every wallet was read once, as at the start of a day.
    pub async fn wallets_read(&mut self) {
        within(async {
            let unread =
                |till: &Till| till.wallets().expect("wallets").iter().any(|wallet| wallet.read_at_ms.is_none());
            while unread(&self.till) {
                let _ = self.notices.recv().await;
            }
        })
        .await;
    }

    /// A sale as it stands.
    pub fn now(&self, sale_id: i64) -> SaleView {
        self.till.sale(sale_id).expect("the sale").sale
    }

    /// Asks about a sale by hand, a while after anything else happened to it.
    pub async fn check(&self, sale_id: i64) -> SaleView {
        self.clock.forward(5_000);
        match within(self.till.check_now(sale_id)).await {
            Ok(sale) => sale,
            Err(_) => self.now(sale_id),
        }
    }

    /// Asks by hand until the sale is in a state.
    pub async fn check_until(&self, sale_id: i64, wanted: SaleState) -> SaleView {
        self.ask_until(sale_id, |sale| sale.state == wanted).await
    }

    /// Asks by hand until the sale is as wanted.
    async fn ask_until(&self, sale_id: i64, wanted: impl Fn(&SaleView) -> bool) -> SaleView {
        within(async {
            loop {
                let sale = self.check(sale_id).await;
                if wanted(&sale) {
                    return sale;
                }
                tokio::time::sleep(PAUSE).await;
            }
        })
        .await
    }

    /// Requests for a sale that arrived at the provider.
    pub fn arrived(&self, sale: &SaleView) -> usize {
        self.simulator.recharge_count(&sale.order_id)
    }
}

/// Reads every wallet, as at the start of a day: a provider whose wallet was never read is given nothing.
pub async fn read_all(till: &Till) {
    // A ledger that is damaged has none, and a wallet that cannot be read is a test's own business.
    for wallet in till.wallets().unwrap_or_default() {
        let _ = till.check_balance(&wallet.provider).await;
    }
}

/// Fails instead of hanging.
pub async fn within<T>(future: impl Future<Output = T>) -> T {
    tokio::time::timeout(DEADLINE, future).await.expect("it takes too long")
}

/// A shop whose slips are looked at.
pub fn settings() -> Settings {
    Settings { shop_name: "Verma Telecom".into(), home_circle: "delhi".into(), ..Settings::default() }
}
