//! The child: a whole shop with real money, connected to all companies with the canaries for credentials. It goes through
//! every flow, writes down everything a window would be given, and ends without tidying up.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use printers::SystemPrinters;
use providers::{Http, Reply, Request, ReqwestHttp, SendError};
use secrecy::SecretString;
use serde::Serialize;
use simulator::{Config, Simulator};
use till::{
    Connection, CredentialInput, InformationConnection, Language, Mode, Ports, Practice, Problem, ProviderInput, Shop,
    ShopInput, SystemRandom,
};

use super::canary::{Canaries, Draw};
use super::echo;
use super::flows;
use super::mirror::{Manner, Mirror};
use crate::outside::{ForwardClock, NoBrowser, Pocket};

/// The slugs of all companies.
pub fn companies() -> impl Iterator<Item = &'static str> {
    providers::registry().into_iter().map(|company| company.descriptor().slug)
}

/// How long the simulated companies leave things pending.
const PACE: Duration = Duration::from_millis(20);
/// Enough for every sale.
const WALLET_PAISE: i64 = 1_000_000_000;

/// What went on, for the parent.
#[derive(Debug, Default, Serialize, serde::Deserialize)]
pub struct Facts {
    /// Calls in which a secret arrived, by company.
    pub told: BTreeMap<String, usize>,
    /// Answers in which one came back, by company.
    pub repeated: BTreeMap<String, usize>,
    /// Orders and sales.
    pub sales: usize,
    /// Panics that were provoked.
    pub panics: usize,
}

/// No practice: everything here is real.
struct NoPractice;

#[async_trait]
impl Practice for NoPractice {
    async fn connect(&self) -> Result<(Vec<Connection>, Arc<dyn Http>), Problem> {
        Ok((Vec::new(), Arc::new(ReqwestHttp::new()?)))
    }

    async fn information(&self) -> Option<InformationConnection> {
        None
    }
}

/// The real line, which breaks with the whole request on its lips when it is told to.
pub struct Fragile {
    line: ReqwestHttp,
    /// Whether it breaks.
    pub breaks: AtomicBool,
    /// How often it did.
    pub broke: AtomicI64,
}

#[async_trait]
impl Http for Fragile {
    async fn send(&self, request: Request) -> Result<Reply, SendError> {
        if self.breaks.load(Ordering::SeqCst) {
            self.broke.fetch_add(1, Ordering::SeqCst);
            let headers: Vec<_> = request.exposed_headers().collect();
            panic!("the line breaks with {} {headers:?}", request.exposed_form());
        }
        self.line.send(request).await
    }
}

/// Everything that a window is given, as it is printed and as it crosses over.
#[derive(Default)]
pub struct Shown(Mutex<String>);

impl Shown {
    /// Writes down what a command returned.
    pub fn note<T: Debug + Serialize, E: Debug + Serialize>(&self, command: &str, answer: &Result<T, E>) {
        let json = match answer {
            Ok(value) => serde_json::to_string(value),
            Err(error) => serde_json::to_string(error),
        };
        let line = format!("{command}: {answer:?}\n{}\n", json.unwrap_or_default());
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push_str(&line);
    }

    /// The same of a command that cannot fail.
    pub fn told<T: Debug + Serialize>(&self, command: &str, answer: T) {
        self.note::<T, ()>(command, &Ok(answer));
    }

    /// The whole.
    pub fn text(&self) -> String {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// A shop in the middle of its day.
pub struct Stall {
    /// The shop.
    pub shop: Shop,
    /// Its clock.
    pub clock: Arc<ForwardClock>,
    /// Its line.
    pub line: Arc<Fragile>,
    /// What its window is given.
    pub shown: Shown,
    /// The secrets.
    pub canaries: Canaries,
    /// The companies.
    pub mirrors: Vec<Arc<Mirror>>,
    /// Where callbacks are heard.
    pub door: String,
    _simulator: Simulator,
}

impl Stall {
    async fn open(seed: u64, folder: &Path) -> Result<Stall, String> {
        let canaries = Canaries::draw(seed);
        let book = Some(folder.join("practice-providers.jsonl"));
        let simulator =
            Simulator::start(Config { port: 0, book, pace: PACE }).await.map_err(|error| error.to_string())?;
        let clock = Arc::new(ForwardClock::default());
        let line = ReqwestHttp::new().map_err(|trouble| trouble.to_string())?;
        let line = Arc::new(Fragile { line, breaks: AtomicBool::new(false), broke: AtomicI64::new(0) });
        // The name of a key is no secret: eight signs, and the key itself.
        let key = format!("00c0ffee{}", canaries.get("journal key"));
        let entries = BTreeMap::from([("ledger/journal-key".to_owned(), SecretString::from(key))]);
        let ports = Ports {
            clock: clock.clone(),
            random: Arc::new(SystemRandom),
            vault: Arc::new(Pocket::with(entries, seed % 4 == 3)),
            browser: Arc::new(NoBrowser),
            printers: Arc::new(SystemPrinters::default()),
            http: line.clone(),
            practice: Arc::new(NoPractice),
            reach: Arc::new(till::Straight),
            registry: providers::registry(),
            runtime: tokio::runtime::Handle::current(),
        };
        let shop = Shop::open(folder, ports).await.map_err(|problem| format!("{problem:?}"))?;
        let (shown, mirrors, door) = (Shown::default(), Vec::new(), String::new());
        let mut stall = Stall { shop, clock, line, shown, canaries, mirrors, door, _simulator: simulator };
        stall.connect(seed).await?;
        Ok(stall)
    }

    /// Connects all companies, and goes over to real money.
    async fn connect(&mut self, seed: u64) -> Result<(), String> {
        let shop = ShopInput {
            language: Language::EN,
            shop_name: "Verma Telecom".to_owned(),
            shop_phone: "9876511111".to_owned(),
            shop_address: "12 Station Road".to_owned(),
            home_circle: "delhi".to_owned(),
        };
        self.shop.save_shop(&shop).await.map_err(|problems| format!("{problems:?}"))?;
        for slug in companies() {
            self._simulator.set_balance(slug, WALLET_PAISE);
            let behind = self._simulator.base_address(slug);
            let (mirror, base) = Mirror::start(slug, &behind, seed).await.map_err(|error| error.to_string())?;
            self.mirrors.push(mirror);
            let input = self.form(slug, &base);
            self.shown.note("save_provider", &self.shop.save_provider(slug, &input).await);
        }
        self.shop.set_mode(Mode::Real).await.map_err(|problem| format!("{problem:?}"))?;
        let view =
            self.shop.save_callbacks(true, &free_address()?).await.map_err(|problems| format!("{problems:?}"))?;
        self.door = view.address.clone();
        self.shown.told("save_callbacks", view);
        Ok(())
    }

    /// The form of a company in Settings, as it is typed.
    pub fn form(&self, slug: &str, base: &str) -> ProviderInput {
        let fields = simulator::PRACTICE_CREDENTIALS.iter().find(|(known, _)| *known == slug);
        let typed = |(key, practice): &(&str, &str)| {
            let canary = self.canaries.get(&format!("{slug}/{key}"));
            let value = if canary.is_empty() { *practice } else { canary };
            CredentialInput { key: (*key).to_owned(), value: value.to_owned() }
        };
        let credentials = fields.map(|(_, fields)| fields.iter().map(typed).collect()).unwrap_or_default();
        ProviderInput {
            base_address: base.to_owned(),
            plain_http: false,
            credentials,
            paths: Vec::new(),
            in_address: false,
            digits_only: false,
        }
    }

    /// What every company does from now on.
    pub fn bid(&self, manner: Manner) {
        self.mirrors.iter().for_each(|mirror| mirror.now(manner));
    }
}

fn free_address() -> Result<String, String> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").map_err(|error| error.to_string())?;
    listener.local_addr().map(|address| address.to_string()).map_err(|error| error.to_string())
}

/// The manners of one run: honest, four by chance, and those without a writing in turn.
fn manners(seed: u64) -> Vec<Manner> {
    let mut draw = Draw::new(seed ^ 0x5ec7e7);
    let mut writing = || echo::ALL[draw.below(echo::ALL.len())];
    let (sweet, refuses, status, page) = (writing(), writing(), writing(), writing());
    let status_code = [302, 400, 401, 403, 429, 500][(seed % 6) as usize];
    let last = if seed.is_multiple_of(2) { Manner::Cut } else { Manner::Breaks };
    vec![
        Manner::Honest,
        Manner::Sweet(sweet),
        Manner::Refuses(refuses),
        Manner::Status(status_code, status),
        Manner::Page(page),
        last,
    ]
}

/// Lives through a run. What the parent needs beside the data folder is written to `out`.
pub fn run(seed: u64, folder: &Path, out: &Path) -> Result<(), String> {
    till::hush_panics();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.map_err(|error| error.to_string())?;
    let facts = runtime.block_on(day(seed, folder, out))?;
    write(out.join("facts.json"), &serde_json::to_string(&facts).map_err(|error| error.to_string())?)?;
    // Nothing is closed: what is in memory dies, what is in the log of the database stays there.
    std::mem::forget(runtime);
    Ok(())
}

async fn day(seed: u64, folder: &Path, out: &Path) -> Result<Facts, String> {
    let stall = Stall::open(seed, folder).await?;
    let mut facts = Facts::default();
    for (turn, manner) in manners(seed).into_iter().enumerate() {
        // A list in which the names are made of secrets sells nothing any more.
        stall.bid(Manner::Honest);
        for slug in providers::SELLERS {
            stall.shown.note("fetch_list", &stall.shop.fetch_list(slug).await);
        }
        stall.bid(manner);
        facts.sales += flows::all(&stall, turn).await;
    }
    stall.bid(Manner::Honest);
    facts.panics = flows::broken(&stall).await;
    flows::look_at_everything(&stall).await;
    for (mirror, slug) in stall.mirrors.iter().zip(companies()) {
        facts.told.insert(slug.to_owned(), mirror.told.load(Ordering::SeqCst));
        facts.repeated.insert(slug.to_owned(), mirror.repeated.load(Ordering::SeqCst));
    }
    write(out.join("shown.txt"), &stall.shown.text())?;
    std::mem::forget(stall);
    Ok(facts)
}

fn write(path: PathBuf, text: &str) -> Result<(), String> {
    std::fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))
}
