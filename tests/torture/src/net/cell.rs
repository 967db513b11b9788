//! One cell of the table: one fault, one call, one truth; a whole shop of its own on a thread of its own.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use domain::SaleState;
use providers::Http;
use simulator::Simulator;
use till::{AttemptView, Problem, SaleView};

use super::column::{Column, Truth};
use super::fault::{Class, Fault, How, Over};
use super::gate::Gate;
use super::judge;
use super::memory::Memory;
use super::stall::{self, Stall};
use super::tls::Tls;
use crate::mouth::Want;

/// Real time that nothing in a cell takes, however busy the computer: an answer that is this late does not come.
pub const HANG: Duration = Duration::from_secs(120);
/// A name that leads nowhere, by RFC 2606.
const NO_NAME: &str = "https://no-such-provider.galla.invalid";
/// Put forward between two looks of the watcher, in ms: more than it waits after the first few enquiries.
const ROUND_MS: i64 = 45_000;
/// No sale of a cell takes more enquiries.
const ROUNDS: u32 = 20;

/// What all cells share.
#[derive(Clone)]
pub struct Lab {
    /// The line that the till uses.
    pub line: Arc<dyn Http>,
    /// Certificates.
    pub tls: Tls,
    /// A server to which nobody has any business to go: `http://…`.
    pub elsewhere: String,
    /// Who went there.
    pub strayed: Arc<AtomicUsize>,
}

/// The cell.
#[derive(Clone, Copy)]
pub struct Cell {
    /// What goes wrong.
    pub fault: Fault,
    /// Who is called.
    pub column: Column,
    /// What the provider does with the order.
    pub truth: Truth,
    /// Plain or TLS.
    pub over: Over,
}

/// What was seen.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// What became of the attempt, or of the enquiry, while the fault lasted.
    pub class: String,
    /// The most requests with one order id that began it.
    pub requests: usize,
    /// The healthy sale without the fault, and while it lasted.
    pub healthy: [Duration; 2],
    /// Bytes by which the peak of memory rose while the fault lasted.
    pub grew: Option<u64>,
    /// Bytes that the server could say.
    pub said: u64,
    /// Whether the sale went to another provider.
    pub went_on: bool,
}

/// A cell under way.
pub struct Run {
    pub cell: Cell,
    pub gate: Gate,
    pub stall: Stall,
    pub simulator: Simulator,
    pub outcome: Outcome,
}

impl std::fmt::Display for Cell {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let over = if self.over == Over::Tls { " over TLS" } else { "" };
        write!(formatter, "{} × {} × {:?}{over}", self.fault.name, self.column.name(), self.truth)
    }
}

impl Cell {
    /// Runs it on this thread.
    pub fn run(self, lab: &Lab) -> Result<Outcome, String> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| error.to_string())?;
        let told = runtime.block_on(self.play(lab));
        runtime.shutdown_background();
        told.map_err(|what| format!("{self}: {what}"))
    }

    async fn play(self, lab: &Lab) -> Result<Outcome, String> {
        let simulator = stall::providers().await?;
        let column = self.column;
        let port = port_of(&simulator.base_address(column.slug))?;
        let gate = Gate::open(port, &lab.elsewhere, &lab.tls, self.over).map_err(|error| error.to_string())?;
        let first = (column.slug, gate.base(column.slug));
        let stall = Stall::open(&simulator, (first.0, &first.1), column.healthy(), lab.line.clone()).await?;
        column.prepare(&stall).await?;
        let mut run = Run { cell: self, gate, stall, simulator, outcome: Outcome::default() };
        run.outcome.healthy[0] = run.stall.healthy_sale().await?;
        let sale = if column.enquiry { Some(run.enquiry().await?) } else { run.begin().await? };
        if let Some(sale) = sale {
            let sale = run.settle(sale.id).await?;
            judge::end(&mut run, &sale)?;
        }
        match lab.strayed.load(Ordering::SeqCst) {
            0 => Ok(run.outcome),
            strayed => Err(format!("{strayed} went where a redirect led")),
        }
    }
}

fn port_of(base: &str) -> Result<u16, String> {
    let port = base.split(':').nth(2).and_then(|rest| rest.split('/').next()).and_then(|port| port.parse().ok());
    port.ok_or_else(|| format!("{base} has no port"))
}

impl Run {
    fn is_lost(&self) -> bool {
        self.cell.truth == Truth::Lost
    }

    async fn arm(&mut self, fault: Fault, ask: Want, is_lost: bool) -> Result<(), String> {
        self.gate.arm(fault, ask, is_lost).await.map_err(|error| error.to_string())?;
        if matches!(fault.how, How::NoName) {
            self.stall.lead_to(self.cell.column.slug, &format!("{NO_NAME}/{}", self.cell.column.slug))?;
        }
        Ok(())
    }

    fn disarm(&mut self) -> Result<(), String> {
        self.gate.disarm().map_err(|error| error.to_string())?;
        if matches!(self.cell.fault.how, How::NoName) {
            let base = self.gate.base(self.cell.column.slug);
            self.stall.lead_to(self.cell.column.slug, &base)?;
        }
        Ok(())
    }

    /// The call that begins the order meets the fault. While it lasts a healthy sale is made; then the fault goes on. `None`:
    /// the wallet's call met it before, and nothing was begun.
    async fn begin(&mut self) -> Result<Option<SaleView>, String> {
        let Cell { fault, column, truth, .. } = self.cell;
        self.arm(fault, Want::Begin, self.is_lost()).await?;
        let begun = tokio::spawn(column.begin(self.stall.till.clone(), truth, 0));
        if fault.can_be_held() {
            self.gate.struck().await;
        }
        self.outcome.healthy[1] = self.stall.healthy_sale().await?;
        let memory = fault.huge.then(Memory::watch);
        if fault.can_be_held() && self.stall.till.requests_on_the_line() == 0 && begun.is_finished() {
            return Err("the fault was over before the healthy sale".to_owned());
        }
        self.gate.release();
        if fault.slow {
            tokio::time::pause();
        }
        let begun = match begun.await.map_err(|error| error.to_string())? {
            Ok(begun) => begun,
            Err(problems) if fault.class == Class::NeverSent && judge::is_closed_before(self, &problems) => {
                self.outcome.class = "closed before".to_owned();
                return Ok(None);
            }
            Err(problems) => return Err(format!("{problems:?}")),
        };
        let closes = column.is_closed_when_unknown();
        let mut sale = self.stall.until(begun.id, |sale| first(sale).state != SaleState::Submitted).await?;
        if closes {
            sale = self.stall.until(begun.id, |sale| first(sale).state != SaleState::Unknown).await?;
        }
        if fault.slow {
            tokio::time::resume();
        }
        self.outcome.grew = memory.and_then(|memory| memory.grew());
        self.outcome.class = class_of(first(&sale));
        judge::begin(self, &sale)?;
        if fault.name == KEPT {
            self.second_sale().await?;
        }
        Ok(Some(sale))
    }

    /// A second sale while the server still holds the connection of the first.
    async fn second_sale(&mut self) -> Result<(), String> {
        let Cell { column, truth, .. } = self.cell;
        let begun = match column.begin(self.stall.till.clone(), truth, 1).await {
            Ok(begun) => begun,
            // What the first one met closes for the second.
            Err(problems) if problems.iter().all(|problem| matches!(problem, Problem::ProviderClosed { .. })) => {
                return Ok(());
            }
            Err(problems) => return Err(format!("{problems:?}")),
        };
        let sale = self.stall.until(begun.id, |sale| first(sale).state != SaleState::Submitted).await?;
        match self.gate.begun_with(&first(&sale).order_id) {
            0 | 1 => Ok(()),
            many => Err(format!("the second sale was sent {many} times")),
        }
    }

    /// An order of which nothing is known, or that is pending; the enquiry about it meets the fault.
    async fn enquiry(&mut self) -> Result<SaleView, String> {
        let Cell { fault, column, truth, .. } = self.cell;
        if !column.is_closed_when_unknown() {
            self.arm(Fault::answer("", |_| Vec::new()), Want::Begin, self.is_lost()).await?;
            self.gate.release();
        }
        let begun =
            column.begin(self.stall.till.clone(), truth, 0).await.map_err(|problems| format!("{problems:?}"))?;
        let before = self.stall.until(begun.id, |sale| sale.state != SaleState::Submitted).await?;
        if !before.state.is_open() {
            return Err(format!("before the enquiry it is {:?}", before.state));
        }
        self.arm(fault, Want::Enquiry, false).await?;
        self.stall.forward(ROUND_MS);
        self.stall.nudge();
        if fault.can_be_held() {
            self.gate.struck().await;
        }
        self.outcome.healthy[1] = self.stall.healthy_sale().await?;
        let memory = fault.huge.then(Memory::watch);
        if fault.can_be_held() && !is_same(&before, &self.stall.now(begun.id)?) {
            return Err("the fault was over before the healthy sale".to_owned());
        }
        self.gate.release();
        if fault.slow {
            tokio::time::pause();
        }
        let sale = self.stall.until(begun.id, |sale| !is_same(&before, sale)).await?;
        if fault.slow {
            tokio::time::resume();
        }
        self.outcome.grew = memory.and_then(|memory| memory.grew());
        let detail = self.stall.till.sale(begun.id).map_err(|problem| format!("{problem:?}"))?;
        let told =
            detail.events.last().and_then(|event| event.problem.as_ref()).filter(|_| sale.checks > before.checks);
        self.outcome.class = match (told, sale.state == before.state, sale.checks > before.checks) {
            (Some(problem), true, _) => format!("no news: {}", kind_of(problem)),
            (None, true, false) => "put off".to_owned(),
            (None, true, true) => "no record, or pending".to_owned(),
            (_, false, _) => state_word(first(&sale).state),
        };
        judge::enquiry(self, &before, &sale)?;
        Ok(sale)
    }

    /// The server turns honest, and the watcher finds the truth.
    async fn settle(&mut self, sale_id: i64) -> Result<SaleView, String> {
        self.disarm()?;
        let asked = self.stall.now(sale_id)?.checks;
        for _ in 0..ROUNDS {
            let sale = self.stall.now(sale_id)?;
            if !sale.state.is_open() || judge::is_as_settled_as_it_gets(self, &sale, asked) {
                return Ok(sale);
            }
            self.stall.forward(ROUND_MS);
            self.stall.nudge();
            let changed = self.stall.until(sale_id, |now| !is_same(&sale, now));
            let changed = tokio::time::timeout(HANG / 2, changed).await;
            changed.map_err(|_| format!("nobody asks about it: {sale:?}"))??;
        }
        let sale = self.stall.now(sale_id)?;
        Err(format!("it does not settle: {:?} after {} enquiries", sale.state, sale.checks))
    }
}

/// The name of the fault that wants a second sale.
pub const KEPT: &str = "kept, and closed in between";

/// A sale's first attempt.
pub fn first(sale: &SaleView) -> &AttemptView {
    &sale.attempts[0]
}

fn is_same(one: &SaleView, other: &SaleView) -> bool {
    let seen = |sale: &SaleView| (sale.state, sale.checks, sale.next_check_at_ms, sale.attempts.len());
    seen(one) == seen(other)
}

/// A problem's kind, as the screen has it.
pub fn kind_of(problem: &Problem) -> String {
    let value = serde_json::to_value(problem).unwrap_or_default();
    let status = value["data"]["status"].as_u64().map(|status| format!(" {status}")).unwrap_or_default();
    format!("{}{status}", value["kind"].as_str().unwrap_or("?"))
}

fn state_word(state: SaleState) -> String {
    serde_json::to_value(state).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn class_of(attempt: &AttemptView) -> String {
    match &attempt.problem {
        Some(problem) => format!("{}: {}", state_word(attempt.state), kind_of(problem)),
        None => state_word(attempt.state),
    }
}

/// Whether the provider's answer may be taken for what it says.
pub fn may_be_told(class: Class) -> bool {
    matches!(class, Class::Told | Class::UnknownOrTold)
}
