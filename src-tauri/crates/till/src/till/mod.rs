//! One till: one ledger, the providers connected to it, and the tasks that send and watch.

pub(crate) mod clock;
mod company;
pub(crate) mod desk_memory;
pub(crate) mod exports;
pub(crate) mod hand_backs;
pub(crate) mod information;
mod line_heard;
mod line_sign;
pub(crate) mod marks;
pub(crate) mod memory;
mod notice;
pub mod press;
pub(crate) mod print_memory;
pub(crate) mod ready;
pub(crate) mod schedule;

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use clock::{Hearing, ShopClock};
use desk_memory::DeskMemory;
use domain::flaw::{self, Flaw};
use domain::{TerminalPrefix, UpiAddress};
use hand_backs::HandBacks;
use information::Information;
use ledger::{AmountSold, ChainKey, Ledger, LedgerError, Opening, OrderLog, UsualTime, UsualWait};
use line_sign::LineSign;
use marks::{Line, Marks};
use memory::{Heeded, Hinted, NoRecords, OfDay, Paces, Refusal, Retries};
pub use notice::{About, Notice, notice_board};
use press::Press;
use print_memory::PrintMemory;
use providers::Http;
use tokio::sync::{Notify, broadcast};

use crate::settings::company::CompanyNote;
use crate::settings::printing::Printing;
use crate::settings::tally::TallyNames;
use crate::till::exports::Exports;
use crate::{Browser, Clock, Connection, Lists, Mode, Problem, Random, Readiness, RoutesFile, Settings};

/// What a till is made of.
pub struct Parts {
    /// Practice or real.
    pub mode: Mode,
    /// The ledger's file.
    pub path: std::path::PathBuf,
    /// Its folder was copied or moved since the ledger was last open. Whoever has the other one may print the slips that wait.
    pub is_elsewhere: bool,
    /// The key that seals its journal.
    pub key: ChainKey,
    /// The connected providers, in the order of the registry.
    pub connections: Vec<Connection>,
    /// What can be sold, and by whom.
    pub lists: Arc<Lists>,
    /// The line.
    pub http: Arc<dyn Http>,
    /// The system's browser.
    pub browser: Arc<dyn Browser>,
    /// The printers.
    pub press: Arc<Press>,
    /// The computer's clock.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub random: Arc<dyn Random>,
    /// Where its tasks run.
    pub runtime: tokio::runtime::Handle,
    /// How long after submission a "no record" must still be said before it is believed, in ms.
    pub settling_ms: i64,
    /// The shop's own rules.
    pub rules: Rules,
    /// Which providers may be given new sales.
    pub ready: Arc<Readiness>,
    /// Where it tells what changed.
    pub notices: broadcast::Sender<Notice>,
}

/// What the shopkeeper sets and the till goes by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rules {
    /// Minutes within which the same number and amount asks first.
    pub repeat_minutes: i64,
    /// The shop's circle.
    pub home_circle: String,
    /// Which provider sells what.
    pub routes: RoutesFile,
    /// What every company of the registry is called here, and whom the shop calls about a sale, by slug.
    pub companies: BTreeMap<String, CompanyNote>,
    /// Below which balance a wallet is low, in paise, by provider.
    pub low_paise: BTreeMap<String, i64>,
    /// When the plan of the desk's company ends, `YYYY-MM-DD`; empty while nobody noted it.
    pub plan_ends: String,
    /// Where a browser is led at the end of an account's opening; empty: to the company itself.
    pub return_url: String,
    /// Where customers pay by UPI; `None` while the shop has not said.
    pub upi: Option<UpiPayee>,
    /// What is printed, and where.
    pub print: Arc<PrintRules>,
    /// What the shop's accounts are called in Tally.
    pub tally: TallyNames,
}

/// What is printed, and where.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PrintRules {
    /// The shop, as the slips name it; `None` while nobody described it.
    pub shop: Option<Settings>,
    /// The printer, and what is printed on it.
    pub printing: Printing,
}

impl PrintRules {
    /// Whether a sale's slip is printed by itself.
    pub(crate) fn prints_by_itself(&self) -> bool {
        self.printing.by_itself && self.printing.printer.is_some()
    }
}

/// Who is paid by UPI.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpiPayee {
    /// The address.
    pub address: UpiAddress,
    /// The name that the payer reads.
    pub name: String,
}

/// The till.
pub struct Till {
    pub(crate) mode: Mode,
    pub(crate) ledger: Ledger,
    pub(crate) orders: OrderLog,
    pub(crate) line: Line,
    pub(crate) line_sign: LineSign,
    connections: RwLock<Vec<Connection>>,
    lists: RwLock<Arc<Lists>>,
    rules: RwLock<Arc<Rules>>,
    pub(crate) ready: Arc<Readiness>,
    pub(crate) retries: Retries,
    pub(crate) heeded: Heeded,
    pub(crate) hand_backs: HandBacks,
    pub(crate) desk: DeskMemory,
    pub(crate) information: Information,
    pub(crate) print: PrintMemory,
    pub(crate) exports: Exports,
    pub(crate) press: Arc<Press>,
    pub(crate) browser: Arc<dyn Browser>,
    pub(crate) http: Arc<dyn Http>,
    /// The shop's time: whatever the till does goes by it.
    pub(crate) clock: Arc<ShopClock>,
    pub(crate) random: Arc<dyn Random>,
    pub(crate) runtime: tokio::runtime::Handle,
    pub(crate) settling_ms: i64,
    in_flight_at_start: usize,
    pub(crate) asking: Marks<i64>,
    pub(crate) hinted: Hinted,
    pub(crate) no_records: NoRecords,
    pub(crate) paces: Paces,
    pub(crate) usual_times: OfDay<Vec<UsualTime>>,
    pub(crate) usual_waits: OfDay<Vec<UsualWait>>,
    pub(crate) amounts_sold: OfDay<Vec<AmountSold>>,
    /// Numbers that may be due again.
    pub(crate) due_numbers: OfDay<Vec<String>>,
    pub(crate) refusal: Refusal,
    pub(crate) rounds: Marks<String>,
    pub(crate) wake: Arc<Notify>,
    /// A wallet may be due before its time.
    pub(crate) wallet_due: Notify,
    notices: broadcast::Sender<Notice>,
}

impl Till {
    /// A till whose ledger is damaged, or not given by the disk: it answers every question by that, and has no tasks. It can be repaired.
    pub(crate) fn without_ledger(parts: Parts, why: LedgerError) -> Arc<Till> {
        let ledger = Ledger::without_file(&parts.path, opening_of(&parts), why);
        let clock = Arc::new(ShopClock::new(parts.clock.clone(), None));
        Till::over(parts, ledger, clock, 0)
    }

    pub(crate) fn over(parts: Parts, ledger: Ledger, clock: Arc<ShopClock>, in_flight_at_start: usize) -> Arc<Till> {
        let http: Arc<dyn Http> = match parts.mode {
            // The simulator's clock is the computer's.
            Mode::Practice => parts.http,
            Mode::Real => Arc::new(Hearing { line: parts.http, clock: clock.clone() }),
        };
        listen_to(&clock, &parts.connections);
        let wake = Arc::new(Notify::new());
        Arc::new(Till {
            mode: parts.mode,
            orders: OrderLog::beside(&parts.path),
            line: Line::default(),
            line_sign: LineSign::default(),
            ledger,
            connections: RwLock::new(parts.connections),
            lists: RwLock::new(parts.lists),
            rules: RwLock::new(Arc::new(parts.rules)),
            ready: parts.ready,
            retries: Retries::default(),
            heeded: Heeded::default(),
            hand_backs: HandBacks::since(clock.now_ms()),
            desk: DeskMemory::default(),
            information: Information::default(),
            print: PrintMemory::default(),
            exports: Exports::default(),
            press: parts.press,
            browser: parts.browser,
            http,
            clock,
            random: parts.random,
            runtime: parts.runtime,
            settling_ms: parts.settling_ms,
            in_flight_at_start,
            asking: Marks::new(wake.clone()),
            hinted: Hinted::default(),
            no_records: NoRecords::default(),
            paces: Paces::default(),
            usual_times: OfDay::default(),
            usual_waits: OfDay::default(),
            amounts_sold: OfDay::default(),
            due_numbers: OfDay::default(),
            refusal: Refusal::default(),
            rounds: Marks::new(wake.clone()),
            wake,
            wallet_due: Notify::new(),
            notices: parts.notices,
        })
    }

    /// Lets go of the ledger's file and ends the tasks. Refused while requests are on the line: their answers would have
    /// no place. Whoever still holds the till is told that its ledger is closed.
    pub(crate) fn close(&self) -> Result<(), Problem> {
        let _closed = self.line.close().map_err(|orders| Problem::OrdersOnLine { orders })?;
        self.ledger.close();
        self.wake.notify_one();
        self.wallet_due.notify_one();
        self.print.wake.notify_one();
        Ok(())
    }

    /// Whether it was closed: another one is open in its place.
    pub(crate) fn is_closed(&self) -> bool {
        self.line.is_closed()
    }

    /// What a task that nobody waits for read or wrote. `None`: the books refused it. The counter shows that, and whoever
    /// calls says why nothing is lost meanwhile.
    pub(crate) fn heed_books<T>(&self, done: Result<T, impl Into<Problem>>) -> Option<T> {
        match done.map_err(Into::into) {
            Ok(value) => Some(value),
            // The books of a till that was closed are open in another one.
            Err(_) if self.is_closed() => None,
            Err(problem) => {
                self.refusal.keep(problem, self.clock.steady_ms());
                None
            }
        }
    }

    pub(crate) fn tell(&self, about: About) {
        if let About::Sale(sale_id) = &about
            && self.rules().print.prints_by_itself()
        {
            self.print.note_change(*sale_id);
        }
        // Nobody listening is no fault: the window may be closed.
        let _ = self.notices.send(Notice { mode: self.mode, about });
    }

    /// Practice or real.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// Requests that are on the line now. While there are any, the program should not end.
    pub fn requests_on_the_line(&self) -> usize {
        self.line.requests()
    }

    /// Whether a slip is at the printer now. While one is, the program should not end.
    pub fn is_printing(&self) -> bool {
        self.print.is_at_work()
    }

    /// How many sales were on the line when the program ended last, and are asked about again. Neither what waited then, nor what
    /// was put back, of which a report tells.
    pub fn in_flight_at_start(&self) -> usize {
        self.in_flight_at_start
    }

    /// Replaces the connected providers. Requests on the line go on with what they were sent with.
    pub fn set_connections(&self, connections: Vec<Connection>) {
        listen_to(&self.clock, &connections);
        *self.connections.write().unwrap_or_else(PoisonError::into_inner) = connections;
        self.forget_access();
        self.wake.notify_one();
        self.wallet_due.notify_one();
    }

    /// Replaces the shop's rules.
    pub fn set_rules(&self, rules: Rules) {
        *self.rules.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(rules);
        self.print.wake.notify_one();
    }

    /// Replaces what can be sold.
    pub fn set_lists(&self, lists: Arc<Lists>) {
        *self.lists.write().unwrap_or_else(PoisonError::into_inner) = lists;
    }

    pub(crate) fn lists(&self) -> Arc<Lists> {
        self.lists.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn rules(&self) -> Arc<Rules> {
        self.rules.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn connections(&self) -> Vec<Connection> {
        self.connections.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn connection(&self, slug: &str) -> Option<Connection> {
        let connections = self.connections.read().unwrap_or_else(PoisonError::into_inner);
        connections.iter().find(|connection| connection.slug() == slug).cloned()
    }
}

/// The shop's time is told by the connected companies alone.
fn listen_to(clock: &ShopClock, connections: &[Connection]) {
    let homes: Vec<_> = connections.iter().map(|connection| connection.access.home()).collect();
    clock.listen_to(homes.iter().filter_map(|home| home.host_str()));
}

/// The shop's time, going on from where the journal ends; from now on the ledger's rows say how their time was known.
pub(crate) fn clock_of(parts: &Parts, ledger: &Ledger) -> Result<Arc<ShopClock>, LedgerError> {
    let clock = Arc::new(ShopClock::new(parts.clock.clone(), ledger.newest_sure_ms()?));
    let teller = clock.clone();
    ledger.mark_times(Arc::new(move |at_ms| teller.mark(at_ms)));
    Ok(clock)
}

pub(crate) fn opening_of(parts: &Parts) -> Opening {
    let drawn = if flaw::is_on(Flaw::ReuseOrderIds) { 0 } else { parts.random.bits() };
    let prefix = TerminalPrefix::from_random(drawn);
    Opening { mode: parts.mode, key: parts.key.clone(), prefix, now_ms: parts.clock.now_ms() }
}
