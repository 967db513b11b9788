//! The till in a process of its own, which prints one slip and dies where it is armed to.

use std::io::BufRead;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use domain::flaw::{self, Flaw};
use domain::{Event, IdForm, Paise, Payment, Service, TerminalPrefix, india_day};
use ledger::{ChainKey, EventKind, Ledger, NO_FIELDS, NewAttempt, NewSale, Opening, Step};
use printers::{Bounds, Broken, Carrier, Condition, Found, Line, Printers, SystemPrinters, Trouble};
use providers::ReqwestHttp;
use receipts::paper::escpos::Manner;
use serde_json::Value;
use till::{
    About, Clock, Lists, Mode, Parts, Press, PrintJobState, PrintRules, Printer, Printing, Rules, Settings, SlipOf,
    SystemClock, SystemRandom, Till, notice_board,
};

use crate::kill::cut::{self, Cut};
use crate::kill::vfs;
use crate::outside::NoBrowser;

/// The word by which the program knows that it is this child.
pub const ARGUMENT: &str = "--a-till-to-be-killed-while-it-prints";
/// The name of the ledger in its folder.
pub const LEDGER: &str = "ledger.db";
/// The slip that is printed.
const SLIP: SlipOf = SlipOf::Sale { sale_id: 1 };
/// No printer is waited for longer.
const AT_MOST: Duration = Duration::from_secs(30);

fn chain_key() -> ChainKey {
    ChainKey { id: "print".into(), bytes: [9; 32] }
}

/// Writes books with one sale into a folder.
pub fn write_books(folder: &Path) -> Result<(), String> {
    let words = |error: ledger::LedgerError| error.to_string();
    let now_ms = SystemClock.now_ms();
    let opening = Opening { mode: Mode::Real, key: chain_key(), prefix: TerminalPrefix::from_random(1), now_ms };
    let ledger = Ledger::open(&folder.join(LEDGER), opening).map_err(words)?;
    let attempt = NewAttempt {
        provider: "inspay".into(),
        code: "A".into(),
        account: "https://provider.example shop".into(),
        earned: Paise::new(598),
        id_form: IdForm::Signs,
    };
    let sale = NewSale {
        service: Service::Prepaid,
        operator: "airtel".into(),
        number: "9876543210".into(),
        circle: "delhi".into(),
        amount: Paise::new(29_900),
        fields: NO_FIELDS.into(),
        attempt,
        intent: "printed".into(),
        ask_if_sold_since_ms: None,
        ask_if_open: false,
        day: india_day(now_ms),
        payment: Payment::Cash,
        customer: None,
        charge: Paise::ZERO,
        instead_of: None,
        chit: None,
    };
    let sale = ledger.begin_sale(&sale, now_ms, now_ms).map_err(words)?;
    ledger.record(&Step::of(&sale, Event::Succeed, now_ms).ask_next(None).flag(None)).map_err(words)?;
    ledger.close();
    Ok(())
}

/// The printers of the system, with a line that ends in the middle.
struct Dying(SystemPrinters);

struct DyingLine(Box<dyn Line>);

impl Printers for Dying {
    fn found(&self) -> Vec<Found> {
        self.0.found()
    }

    fn open(&self, carrier: &Carrier) -> Result<Box<dyn Line>, Trouble> {
        Ok(Box::new(DyingLine(self.0.open(carrier)?)))
    }
}

impl Line for DyingLine {
    fn condition(&mut self) -> Result<Condition, Trouble> {
        self.0.condition()
    }

    fn send(&mut self, bytes: &[u8]) -> Result<(), Broken> {
        if let Some(left) = cut::OUT.left().and_then(|left| usize::try_from(left).ok())
            && left <= bytes.len()
        {
            if left > 0 {
                self.0.send(&bytes[..left])?;
            }
            cut::die();
        }
        cut::OUT.add(bytes.len() as u64);
        self.0.send(bytes)
    }

    fn finish(self: Box<Self>) -> Result<(), Broken> {
        self.0.finish()
    }
}

/// The child's life, when this process is one.
pub fn child() -> Option<ExitCode> {
    let is_child = std::env::args().nth(1).is_some_and(|word| word == ARGUMENT);
    is_child.then(|| {
        let outcome = live();
        if let Err(words) = &outcome {
            println!("broken {words}");
        }
        // Without a goodbye: what is under way ends as a kill would end it.
        std::process::exit(i32::from(outcome.is_err()))
    })
}

fn live() -> Result<(), String> {
    let first = std::io::stdin().lock().lines().next().and_then(Result::ok).ok_or("nobody says anything")?;
    let first: Value = serde_json::from_str(&first).map_err(|error| error.to_string())?;
    vfs::register()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.map_err(|error| error.to_string())?.block_on(print(&first))
}

async fn print(first: &Value) -> Result<(), String> {
    let text = |key: &str| first[key].as_str().unwrap_or_default();
    if first["sins"].as_bool().unwrap_or_default() {
        flaw::switch_on(Some(Flaw::PrintNotMarked));
    }
    cut::arm(Cut::None);
    let port = first["port"].as_u64().and_then(|port| u16::try_from(port).ok()).ok_or("no port")?;
    let board = notice_board();
    let mut notices = board.subscribe();
    let till = Till::open(Parts {
        mode: Mode::Real,
        path: PathBuf::from(text("folder")).join(LEDGER),
        is_elsewhere: false,
        key: chain_key(),
        connections: Vec::new(),
        lists: Arc::new(Lists::of_papers(&providers::sellers())),
        http: Arc::new(ReqwestHttp::new().map_err(|trouble| trouble.to_string())?),
        browser: Arc::new(NoBrowser),
        press: Press::of(Arc::new(Dying(SystemPrinters {
            bounds: Bounds { answer: Duration::from_millis(30), ..Bounds::default() },
        }))),
        clock: Arc::new(SystemClock),
        random: Arc::new(SystemRandom),
        runtime: tokio::runtime::Handle::current(),
        settling_ms: 5_000,
        rules: Rules::default(),
        ready: Arc::default(),
        notices: board,
    })
    .map_err(|problem| format!("{problem:?}"))?;
    cut::arm(Cut::read(text("cut")).ok_or("a cut that cannot be read")?);
    till.set_rules(Rules { print: Arc::new(rules(port)), ..Rules::default() });
    if first["queues"].as_bool().unwrap_or_default() {
        till.print_slip(&SLIP, &[]).map_err(|problem| format!("{problem:?}"))?;
        println!("queued");
    }
    let is_under_way = |state| matches!(state, PrintJobState::Waiting | PrintJobState::Printing);
    let rested = tokio::time::timeout(AT_MOST, async {
        while till.print_jobs().map_or(true, |queue| queue.jobs.iter().any(|job| is_under_way(job.state))) {
            while notices.recv().await.is_ok_and(|notice| notice.about != About::Slips) {}
        }
    });
    rested.await.map_err(|_| "the slip is neither printed nor asked about".to_owned())?;
    let asked = till.print_jobs().map_err(|problem| format!("{problem:?}"))?.jobs.len();
    let told = till.sale(1).map_err(|problem| format!("{problem:?}"))?.events;
    let printed = told.iter().filter(|event| event.kind == EventKind::Printed).count();
    println!("rested {asked} {printed} {} {}", cut::disk_count(), cut::OUT.count());
    Ok(())
}

fn rules(port: u16) -> PrintRules {
    let printer = Printer {
        carrier: Carrier::Network { host: "127.0.0.1".into(), port },
        name: "Tray".into(),
        dots: 384,
        manner: Manner::default(),
        drawer: None,
        copies: 1,
    };
    PrintRules {
        shop: Some(Settings { shop_name: "Verma Telecom".into(), home_circle: "delhi".into(), ..Settings::default() }),
        printing: Printing { printer: Some(printer), ..Printing::default() },
    }
}
