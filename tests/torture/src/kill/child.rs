//! The till in a process of its own, without a window: it does what it is told line by line, and dies where it is armed to.

use std::collections::BTreeMap;
use std::io::BufRead;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use domain::flaw::{self};
use domain::{OrderId, Paise, Reason, SaleState, Service};
use ledger::ChainKey;
use printers::SystemPrinters;
use providers::{Access, Http, Order, Reply, Request, ReqwestHttp, SendError, call};
use serde_json::{Value, json};
use simulator::PRACTICE_CREDENTIALS;
use till::{
    Clock, Connection, Lists, Mode, Notice, Parts, Press, Random, Rules, SaleInput, SystemRandom, Till, notice_board,
};
use tokio::sync::{broadcast, mpsc};

use super::cut::{self, Cut};
use super::sin::Sin;
use super::{vfs, wire};
use crate::mouth::SLUGS;
use crate::outside::{ForwardClock, NoBrowser};
use crate::word::say_unrecorded;

/// The word by which the program knows that it is the child.
pub const ARGUMENT: &str = "--a-till-to-be-killed";

/// The name of the ledger in its folder.
pub const LEDGER: &str = "ledger.db";
/// What seals its journal.
pub fn chain_key() -> ChainKey {
    ChainKey { id: "kill".into(), bytes: [9; 32] }
}

/// How long after the first "no record" the last one must be, in ms. Short, so that the clock need not be put so far
/// forward that settled sales are asked about again.
const SETTLING_MS: i64 = 5_000;
/// Between two enquiries by hand, in ms; the till takes no less than two seconds.
const ASK_EVERY_MS: i64 = 3_000;
/// More enquiries about one sale than any answer of these providers needs.
const MOST_ENQUIRIES: u32 = 40;
/// So long the watcher may take until it has asked about everything that was open; of a sinful till it is known that it
/// never does.
const WATCHER: Duration = Duration::from_secs(20);
const SINFUL_WATCHER: Duration = Duration::from_secs(3);

/// A line that sends again when nothing came back.
struct Twice(ReqwestHttp);

#[async_trait]
impl Http for Twice {
    async fn send(&self, request: Request) -> Result<Reply, SendError> {
        match self.0.send(request.clone()).await {
            Err(SendError::MaybeSent(_)) => self.0.send(request).await,
            answered => answered,
        }
    }
}

/// A child at work.
struct Child {
    till: Arc<Till>,
    clock: Arc<ForwardClock>,
    notices: broadcast::Receiver<Notice>,
    connections: Vec<Connection>,
    sin: Option<Sin>,
    /// Whether it was asked for anything since it was opened.
    has_sold: bool,
}

/// A sale as the parent asks for it.
pub fn input_of(wish: &Value) -> SaleInput {
    let text = |key: &str| wish[key].as_str().unwrap_or_default().to_owned();
    let circle = Some("delhi".to_owned());
    SaleInput { circle, ..SaleInput::prepaid(text("intent"), Mode::Real, text("number"), "airtel", &text("amount")) }
}

/// The child's life. Ends when the parent closes its line, if it is not killed before.
pub fn run() -> ExitCode {
    let mut lines = std::io::stdin().lock().lines().map_while(Result::ok);
    let Some(first) = lines.next().and_then(|line| serde_json::from_str::<Value>(&line).ok()) else {
        return ExitCode::FAILURE;
    };
    drop(lines);
    let Ok(runtime) = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build() else {
        return ExitCode::FAILURE;
    };
    let outcome = runtime.block_on(live(&first));
    if let Err(words) = &outcome {
        println!("broken {words}");
    }
    // Without a goodbye: what is under way ends as a kill would end it.
    std::process::exit(i32::from(outcome.is_err()))
}

async fn live(first: &Value) -> Result<(), String> {
    let text = |key: &str| first[key].as_str().unwrap_or_default();
    vfs::register()?;
    wire::count();
    cut::arm(Cut::read(text("cut")).ok_or("a cut that cannot be read")?);
    let mut child = Child::open(first)?;
    println!("open {} {}", child.till.in_flight_at_start(), cut::disk_count());
    let (tell, mut told) = mpsc::unbounded_channel();
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            if tell.send(line).is_err() {
                return;
            }
        }
    });
    while let Some(line) = told.recv().await {
        let (word, rest) = line.split_once(' ').unwrap_or((&line, ""));
        match word {
            "arm" => cut::arm(Cut::read(rest).ok_or("a cut that cannot be read")?),
            "sell" => child.sell(&serde_json::from_str(rest).map_err(|error| error.to_string())?),
            "rest" => child.rest().await,
            "settle" => {
                if rest == "watcher" {
                    child.watched().await?;
                }
                child.settle().await?;
            }
            other => return Err(format!("{other} is no word for a till")),
        }
    }
    Ok(())
}

impl Child {
    fn open(first: &Value) -> Result<Child, String> {
        let text = |key: &str| first[key].as_str().unwrap_or_default();
        let sin = Sin::of(first["sin"].as_i64().unwrap_or_default());
        if let Some(Sin::Flaw(flaw)) = sin {
            flaw::switch_on(Some(flaw));
        }
        let line = ReqwestHttp::new().map_err(|trouble| format!("{trouble:?}"))?;
        let http: Arc<dyn Http> = if sin == Some(Sin::SendsAgain) { Arc::new(Twice(line)) } else { Arc::new(line) };
        let order: Vec<String> = text("sellers").split(' ').map(str::to_owned).collect();
        let connections = SLUGS.iter().filter(|slug| order.iter().any(|one| one == *slug));
        let connections: Vec<Connection> =
            connections.map(|slug| connect(slug, text("base"))).collect::<Result<_, _>>()?;
        let clock = Arc::new(ForwardClock::default());
        clock.forward(first["forward_ms"].as_i64().unwrap_or_default());
        let mut rules = Rules { repeat_minutes: 10, home_circle: "delhi".into(), ..Rules::default() };
        rules.routes.services.insert(Service::Prepaid, order);
        let board = notice_board();
        let notices = board.subscribe();
        let parts = Parts {
            mode: Mode::Real,
            path: PathBuf::from(text("folder")).join(LEDGER),
            is_elsewhere: false,
            key: chain_key(),
            connections: connections.clone(),
            lists: Arc::new(Lists::of_papers(&providers::sellers())),
            http,
            browser: Arc::new(NoBrowser),
            press: Press::of(Arc::new(SystemPrinters::default())),
            clock: clock.clone(),
            random: Arc::new(SystemRandom),
            runtime: tokio::runtime::Handle::current(),
            settling_ms: SETTLING_MS,
            rules,
            ready: Arc::default(),
            notices: board,
        };
        let till = Till::open(parts).map_err(|problem| format!("{problem:?}"))?;
        Ok(Child { till, clock, notices, connections, sin, has_sold: false })
    }

    /// Sells, beside whatever else is being sold, and says so as soon as the till has taken the sale.
    fn sell(&mut self, wish: &Value) {
        self.has_sold = true;
        let (till, input, sin) = (self.till.clone(), input_of(wish), self.sin);
        let (clock, connections) = (self.clock.clone(), self.connections.clone());
        tokio::spawn(async move {
            if sin == Some(Sin::SaysTooSoon) {
                println!("sold {} {}", input.intent, made_up_id().as_str());
                cut::die();
            }
            if sin == Some(Sin::SendsTooSoon) {
                send_too_soon(&connections, &input, clock.now_ms()).await;
                cut::die();
            }
            match till.sell(&input).await {
                Ok(sale) => println!("sold {} {}", input.intent, sale.order_id),
                Err(problems) => println!("refused {} {problems:?}", input.intent),
            }
        });
    }

    /// Waits until nothing is on the line, and tells what that took.
    async fn rest(&mut self) {
        while self.till.requests_on_the_line() > 0
            || self.till.pending_sales().is_ok_and(|open| open.iter().any(|sale| sale.state == SaleState::Submitted))
        {
            let _ = tokio::time::timeout(Duration::from_millis(200), self.notices.recv()).await;
        }
        let counts = [cut::disk_count(), cut::SYNCS.count(), cut::OUT.count(), cut::IN.count()];
        println!("rested {}", json!(counts));
    }

    /// Waits until the watcher, by itself, has asked about everything that is open.
    async fn watched(&mut self) -> Result<(), String> {
        if self.has_sold {
            // What was accepted in this life is not due yet. What an earlier one left is due without that.
            self.clock.forward(2 * ASK_EVERY_MS);
            self.till.set_connections(self.connections.clone());
        }
        let patience = if self.sin.is_some() { SINFUL_WATCHER } else { WATCHER };
        let watched = tokio::time::timeout(patience, async {
            while self.till.pending_sales().is_ok_and(|open| open.iter().any(|sale| sale.checks == 0)) {
                let _ = tokio::time::timeout(Duration::from_millis(200), self.notices.recv()).await;
            }
        });
        watched.await.map_err(|_| "the watcher has not asked about what was open".to_owned())
    }

    /// Asks by hand, as a shopkeeper would, until nothing is open. Of what the provider has no record of, a person says in
    /// the end that it failed.
    async fn settle(&mut self) -> Result<(), String> {
        let mut is_forward = false;
        loop {
            let mut open = self.till.pending_sales().map_err(|problem| format!("{problem:?}"))?;
            // What contradicts itself stays there until a person has dealt with it.
            open.retain(|sale| sale.state.is_open());
            if open.is_empty() {
                break;
            }
            if !is_forward {
                self.clock.forward(ASK_EVERY_MS);
            }
            is_forward = true;
            for sale in open {
                if sale.checks > MOST_ENQUIRIES {
                    return Err(format!("{} is never settled: {:?}", sale.order_id, sale.state));
                }
                if sale.reason == Reason::NoRecordConfirmed {
                    say_unrecorded(&self.till, sale.id).map_err(|problem| format!("say failed: {problem:?}"))?;
                } else if self.till.check_now(sale.id).await.is_ok_and(|asked| asked.checks > sale.checks) {
                    is_forward = false;
                } else {
                    // The watcher is asking at this moment; its answer will be told.
                    let _ = tokio::time::timeout(Duration::from_millis(50), self.notices.recv()).await;
                }
            }
        }
        println!("settled {}", self.clock.forwarded_ms());
        Ok(())
    }
}

fn connect(slug: &str, base: &str) -> Result<Connection, String> {
    let company = providers::company(slug).ok_or("a seller that is not in the registry")?;
    let fields = PRACTICE_CREDENTIALS.iter().find(|(known, _)| *known == slug).map_or(&[][..], |(_, fields)| *fields);
    let credentials: BTreeMap<_, _> = fields.iter().map(|(key, value)| ((*key).to_owned(), (*value).into())).collect();
    let access = Access::new(company.descriptor(), &format!("{base}/{slug}"), false, credentials);
    Ok(Connection { company, access: access.map_err(|problem| format!("{problem:?}"))? })
}

/// An order id of the right shape that no ledger made.
fn made_up_id() -> OrderId {
    let prefix = domain::TerminalPrefix::from_random(SystemRandom.bits());
    #[expect(clippy::expect_used, reason = "a prefix and a small number always make an id")]
    OrderId::new(&prefix, 999).expect("an id")
}

async fn send_too_soon(connections: &[Connection], input: &SaleInput, now_ms: i64) {
    let Some((seller, access)) = connections.first().and_then(|one| Some((one.seller()?, &one.access))) else { return };
    let amount = domain::parse_amount(&input.amount, Paise::new(1), Paise::new(1_000_000)).unwrap_or(Paise::new(100));
    let order = Order {
        order_id: made_up_id(),
        service: input.service,
        code: "A".into(),
        number: input.number.clone(),
        amount,
        circle_code: Some("10".into()),
        extras: Default::default(),
        special: false,
        submitted_at_ms: now_ms,
    };
    if let Ok(line) = ReqwestHttp::new() {
        call::submit(&line, seller, access, &order).await;
    }
}
