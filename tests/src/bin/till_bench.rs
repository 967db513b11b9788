//! What the till adds to a sale beyond the provider's own time, beside two bare durable SQLite commits on the same
//! disk. All three are measured in turn in every round, so that a machine that slows down slows all of them.
//!
//! `cargo xtask bench` runs it; `till_bench [FOLDER]` alone works too.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::{OrderId, Paise, Service};
use ledger::ChainKey;
use printers::SystemPrinters;
use providers::{Access, Http, Order, Provider, ReqwestHttp};
use rusqlite::Connection as Sqlite;
use simulator::{Config, PRACTICE_CREDENTIALS, Simulator};
use till::{
    About, Connection, Lists, Mode, Parts, Press, Rules, SaleInput, SystemClock, SystemRandom, Till, notice_board,
};

const ROUNDS: usize = 200;
const WARM_UP: usize = 20;

type Failure = Box<dyn std::error::Error>;

/// The bare pair: the same settings as the ledger's, one small row a commit.
struct Bare(Sqlite);

impl Bare {
    fn open(path: &Path) -> Result<Bare, Failure> {
        let sqlite = Sqlite::open(path)?;
        sqlite.pragma_update(None, "journal_mode", "WAL")?;
        sqlite.pragma_update(None, "synchronous", "FULL")?;
        sqlite.execute_batch("CREATE TABLE row (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT")?;
        Ok(Bare(sqlite))
    }

    fn two_commits(&mut self) -> Result<Duration, Failure> {
        let begun = Instant::now();
        for _ in 0..2 {
            let transaction = self.0.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
            transaction.prepare_cached("INSERT INTO row (text) VALUES (?1)")?.execute(["one sale, one answer"])?;
            transaction.commit()?;
        }
        Ok(begun.elapsed())
    }
}

fn access(provider: &dyn Provider, base: &str) -> Result<Access, Failure> {
    let descriptor = provider.descriptor();
    let account = PRACTICE_CREDENTIALS.iter().find(|(slug, _)| *slug == descriptor.slug);
    let (_, fields) = account.ok_or("no practice account")?;
    let credentials = fields.iter().map(|(key, value)| ((*key).to_owned(), (*value).into())).collect();
    Access::new(descriptor, base, false, credentials).map_err(|_| "a wrong base address".into())
}

/// The provider's own time: the same request over the same line, without a till.
async fn bare_call(
    http: &dyn Http,
    provider: &dyn Provider,
    access: &Access,
    round: usize,
) -> Result<Duration, Failure> {
    let order = Order {
        order_id: OrderId::parse(&format!("BENCH{round}"))?,
        service: Service::Prepaid,
        code: "A".into(),
        number: "9876543210".into(),
        amount: Paise::new(29_900),
        circle_code: None,
        extras: Default::default(),
        special: false,
        submitted_at_ms: 0,
    };
    let begun = Instant::now();
    providers::call::submit(http, provider, access, &order).await;
    Ok(begun.elapsed())
}

/// A sale through the till: from the Enter that sends to the answer in the books.
async fn sale(
    till: &Arc<Till>,
    notices: &mut tokio::sync::broadcast::Receiver<till::Notice>,
    round: usize,
) -> Result<Duration, Failure> {
    // No ending that practice has an outcome for: one of those gives no answer for a minute.
    let number = format!("9{:09}", 800_001_000 + round);
    let input = SaleInput::prepaid(format!("bench {round}"), Mode::Practice, number, "airtel", "299");
    let begun = Instant::now();
    let sold = till.sell(&input).await.map_err(|problems| format!("{problems:?}"))?;
    // Two notices: begun, answered.
    let mut heard = 0;
    while heard < 2 {
        if notices.recv().await?.about == About::Sale(sold.id) {
            heard += 1;
        }
    }
    Ok(begun.elapsed())
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn main() -> Result<(), Failure> {
    let beside = std::env::args().nth(1).map_or_else(std::env::temp_dir, PathBuf::from);
    let folder = tempfile::tempdir_in(beside)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(measure(folder.path()))
}

async fn measure(folder: &Path) -> Result<(), Failure> {
    let simulator = Simulator::start(Config { port: 0, book: None, pace: Duration::from_secs(60) }).await?;
    simulator.set_balance("inspay", 1_000_000_000);
    let provider = providers::provider("inspay").ok_or("no such provider")?;
    let access = access(provider, &simulator.base_address("inspay"))?;
    let http = Arc::new(ReqwestHttp::new()?);
    let board = notice_board();
    let mut notices = board.subscribe();
    let till = Till::open(Parts {
        browser: Arc::new(journeys::NoBrowser),
        press: Press::of(Arc::new(SystemPrinters::default())),
        mode: Mode::Practice,
        path: folder.join("ledger.db"),
        is_elsewhere: false,
        key: ChainKey { id: "bench".into(), bytes: [1; 32] },
        connections: vec![Connection { company: provider, access: access.clone() }],
        lists: Arc::new(Lists::of_papers(&providers::sellers())),
        http: http.clone(),
        clock: Arc::new(SystemClock),
        random: Arc::new(SystemRandom),
        runtime: tokio::runtime::Handle::current(),
        settling_ms: 0,
        rules: Rules { repeat_minutes: 10, ..Rules::default() },
        ready: Arc::default(),
        notices: board,
    })
    .map_err(|problem| format!("{problem:?}"))?;
    let mut bare = Bare::open(&folder.join("bare.db"))?;
    let (mut sales, mut calls, mut commits) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..WARM_UP + ROUNDS {
        let times = (
            sale(&till, &mut notices, round).await?,
            bare_call(http.as_ref(), provider, &access, round).await?,
            bare.two_commits()?,
        );
        if round >= WARM_UP {
            sales.push(times.0);
            calls.push(times.1);
            commits.push(times.2);
        }
    }
    report(median(&mut sales), median(&mut calls), median(&mut commits));
    Ok(())
}

fn report(sale: Duration, call: Duration, commits: Duration) {
    let added = sale.saturating_sub(call);
    let hundredths = added.as_micros() * 100 / commits.as_micros().max(1);
    println!(
        "a sale through the till, median of {ROUNDS}: {} µs; the provider's own call: {} µs",
        sale.as_micros(),
        call.as_micros()
    );
    println!("two bare durable commits on the same disk: {} µs", commits.as_micros());
    println!(
        "the till adds {} µs, {}.{:02} times two bare commits (aim: at most 2.00)",
        added.as_micros(),
        hundredths / 100,
        hundredths % 100
    );
}
