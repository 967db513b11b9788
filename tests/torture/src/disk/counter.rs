//! The shop: a real till on a disk that lies, in a time of its own.

use std::path::PathBuf;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::Duration;

use domain::Service;
use ledger::{ChainKey, Ledger, Opening};
use printers::SystemPrinters;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use till::{Clock, Lists, Mode, Parts, Press, Problem, Random, Rules, SaleInput, Till, notice_board};
use tokio::time::Instant;

use super::line::{FIRST, Line, SECOND, Truth, connections};
use super::{Disk, Fate};
use crate::outside::NoBrowser;

/// The ledger's file on the disk.
pub const BOOKS: &str = "ledger.db";

/// When every story begins: a morning in India.
const MORNING_MS: i64 = 1_795_000_000_000;
/// "No record" is believed after so long, as in a real shop.
const SETTLING_MS: i64 = 20 * 60 * 1_000;

/// Merged once: it is the same for every shop.
static LISTS: LazyLock<Arc<Lists>> = LazyLock::new(|| Arc::new(Lists::of_papers(&providers::sellers())));

/// The key that seals the journal.
pub fn key() -> ChainKey {
    ChainKey { id: "disk".to_owned(), bytes: [7; 32] }
}

/// How the bare ledger is opened.
pub fn opening(bits: u32) -> Opening {
    let prefix = domain::TerminalPrefix::from_random(bits);
    Opening { mode: Mode::Real, key: key(), prefix, now_ms: MORNING_MS }
}

/// The time of the runtime, which is paused and jumps ahead when all wait.
struct PausedClock {
    began: Instant,
    began_ms: i64,
}

impl Clock for PausedClock {
    fn now_ms(&self) -> i64 {
        self.began_ms + i64::try_from(self.began.elapsed().as_millis()).unwrap_or(0)
    }

    fn steady_ms(&self) -> i64 {
        self.now_ms()
    }
}

/// Chance from a seed.
struct Seeded(Mutex<ChaCha8Rng>);

impl Random for Seeded {
    fn fill(&self, bytes: &mut [u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(bytes);
    }
}

/// A shop's computer: its disk, and how long it has been in use.
pub struct Counter {
    /// Its disk.
    pub disk: Disk,
    /// What the companies did for it.
    pub truth: Arc<Mutex<Truth>>,
    openings: u64,
    seed: u64,
    now_ms: i64,
}

impl Counter {
    /// A shop with this disk.
    pub fn new(disk: Disk, seed: u64) -> Counter {
        Counter { disk, truth: Arc::default(), openings: 0, seed, now_ms: MORNING_MS }
    }

    /// The same shop, with the power back and what is left of its disk; its chance goes on elsewhere.
    pub fn after_crash(&self, found: &Disk, seed: u64) -> Counter {
        let (disk, truth) = (found.clone(), self.truth.clone());
        Counter { disk, truth, openings: self.openings, seed: self.seed ^ seed.rotate_left(32), now_ms: self.now_ms }
    }

    /// Runs the program once: opens the till, lets `work` use it, and closes the program. The tasks of the till end with
    /// it, and its connection is closed as at any end of the program. `Err`: it did not open.
    pub fn run<T>(&mut self, work: impl AsyncFnOnce(&Arc<Till>) -> T) -> Result<T, Problem> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
        let runtime = runtime.map_err(|error| Problem::LedgerFailed { words: error.to_string() })?;
        self.openings += 1;
        let seed = self.seed.wrapping_add(self.openings.wrapping_mul(0x9E37_79B9));
        let (done, now_ms) = runtime.block_on(async {
            let clock = Arc::new(PausedClock { began: Instant::now(), began_ms: self.now_ms });
            let done = match Till::open(self.parts(clock.clone(), seed, runtime.handle())) {
                Ok(till) => Ok(work(&till).await),
                Err(problem) => Err(problem),
            };
            (done, clock.now_ms())
        });
        self.now_ms = now_ms + 1_000;
        done
    }

    fn parts(&self, clock: Arc<PausedClock>, seed: u64, runtime: &tokio::runtime::Handle) -> Parts {
        let mut rules = Rules { repeat_minutes: 10, home_circle: "delhi".to_owned(), ..Rules::default() };
        rules.routes.services.insert(Service::Prepaid, vec![FIRST.to_owned(), SECOND.to_owned()]);
        Parts {
            mode: Mode::Real,
            path: self.path(),
            is_elsewhere: false,
            key: key(),
            connections: connections(),
            lists: LISTS.clone(),
            http: Arc::new(Line::of(&self.disk, &self.truth)),
            browser: Arc::new(NoBrowser),
            press: Press::of(Arc::new(SystemPrinters::default())),
            clock,
            random: Arc::new(Seeded(Mutex::new(ChaCha8Rng::seed_from_u64(seed)))),
            runtime: runtime.clone(),
            settling_ms: SETTLING_MS,
            rules,
            ready: Arc::default(),
            notices: notice_board(),
        }
    }

    fn path(&self) -> PathBuf {
        self.disk.path(BOOKS)
    }
}

/// What a shopkeeper types for the sale with this place in the story.
pub fn input(fate: Fate, place: usize, again: usize) -> SaleInput {
    let (circle, number) = (Some("delhi".to_owned()), format!("9{}{place:08}", fate.digit()));
    SaleInput { circle, ..SaleInput::prepaid(intent(place, again), Mode::Real, number, "airtel", "199") }
}

/// The deliberate act: the sale with this place, typed for the n-th time.
pub fn intent(place: usize, again: usize) -> String {
    format!("act-{place}-{again}")
}

/// A disk with the books of a shop that has sold for a while. Its write-ahead log is nearly so long that SQLite moves
/// it into the file, so that this happens in the middle of a story too.
pub fn seasoned() -> Result<Disk, String> {
    const FRAMES: usize = 880;
    const FRAME: usize = 4_096 + 24;
    let disk = Disk::new();
    let failed = |error: ledger::LedgerError| format!("the books of the story cannot be made: {error}");
    let ledger = Ledger::open(&disk.path(BOOKS), opening(1)).map_err(failed)?;
    for place in 0.. {
        let log = disk.content(&format!("{BOOKS}-wal")).map_or(0, |log| log.len());
        if log >= FRAMES * FRAME {
            break;
        }
        sell_one(&ledger, place).map_err(failed)?;
    }
    let seasoned = disk.after_kill();
    drop(ledger);
    Ok(seasoned)
}

/// One sale of the day before, which succeeds.
pub fn sell_one(ledger: &Ledger, place: i64) -> Result<(), ledger::LedgerError> {
    let at_ms = MORNING_MS - 86_400_000 + place * 60_000;
    let sale = ledger.begin_sale(
        &ledger::NewSale {
            service: Service::Prepaid,
            operator: "airtel".to_owned(),
            number: format!("8{place:09}"),
            circle: "delhi".to_owned(),
            amount: domain::Paise::new(19_900),
            fields: ledger::NO_FIELDS.to_owned(),
            attempt: ledger::NewAttempt {
                provider: FIRST.to_owned(),
                code: "A".to_owned(),
                account: "made-up".to_owned(),
                earned: domain::Paise::new(300),
                id_form: domain::IdForm::Signs,
            },
            intent: format!("old-{place}"),
            ask_if_sold_since_ms: None,
            ask_if_open: false,
            day: domain::india_day(at_ms),
            payment: domain::Payment::Cash,
            customer: None,
            charge: domain::Paise::ZERO,
            instead_of: None,
            chit: None,
        },
        at_ms,
        at_ms,
    )?;
    let received = Some("x".repeat(300));
    let evidence = ledger::EventDetail { received, ..ledger::EventDetail::default() };
    let step = ledger::Step::of(&sale, domain::Event::Succeed, at_ms).evidence(evidence);
    ledger.record_only(&step.refs(Some(format!("T{place}")), None).ask_next(None))
}

/// Waits in the shop's own time.
pub async fn wait(seconds: u64) {
    tokio::time::sleep(Duration::from_secs(seconds)).await;
}
