//! Measures the cost of an enquiry by the watcher: against a bare loop over the same line, with few sales to watch or with
//! many.
//!
//! A simulator in a process of its own holds the orders, all of them pending for a day. Two ledgers hold the same sales
//! as open ones, each of them due. In every round four child processes take turns: the watcher over the small ledger,
//! the watcher over the large one, the bare loop, which sends what the watcher would send, at the watcher's pace, reads
//! the answers and keeps nothing, and the same loop with each answer kept as one row in one durable commit, which is the
//! least that who remembers what he was told can do. Each tells the CPU time of all its threads for a counted number of
//! enquiries; for the watcher that is SQLite, fsync and journal included. Nothing is judged by a stop-watch: the pace is the
//! watcher's own, and only CPU time and memory are compared.
//!
//! Linux only, because CPU time and memory are read from `/proc`. `cargo xtask bench` runs it;
//! `watch_bench [--rounds N] [FOLDER]` alone works too, when `simulator` is built beside it.

mod children;

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use domain::{Event, IdForm, Paise, Payment, Service, TerminalPrefix, india_day};
use ledger::{ChainKey, EventDetail, Ledger, NO_FIELDS, NewAttempt, NewSale, Opening, Step};
use providers::call::{self, Submission};
use providers::{Access, Http, Order, Provider, ReqwestHttp};
use simulator::PRACTICE_CREDENTIALS;
use till::{Clock, Mode, Random, SystemClock, SystemRandom, order_of};

use children::{Kept, bare_child, watch_child};

const ROUNDS: usize = 3;
/// Open sales in the two ledgers.
const FEW: usize = 1_000;
const MANY: usize = 10_000;
/// Enquiries before the first that counts: connections to the ledger, statements and threads are there by then.
const WARM_UP: u64 = 12;
/// Enquiries that count, over all four providers: about 20 seconds at the watcher's pace.
const ENQUIRIES: u64 = 180;
/// Between two enquiries to one provider, as the watcher has it.
const GAP: Duration = Duration::from_millis(400);
/// So many different orders of one provider the bare loop asks about in turn.
const BARE_ORDERS: u32 = 64;
/// A day: nothing settles while we measure.
const PACE_MS: &str = "86400000";
/// What we aim for, in hundredths.
const CPU_AIM: u64 = 150;
const MEMORY_AIM: u64 = 120;
const AIRTEL: &str = "airtel";

type Failure = Box<dyn std::error::Error>;
type Outcome<T = ()> = Result<T, Failure>;

fn main() -> Outcome {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    match words.as_slice() {
        ["watch", ledger, base] => runtime.block_on(watch_child(Path::new(ledger), base)),
        ["bare", ledger, base] => runtime.block_on(bare_child(Path::new(ledger), base, None)),
        ["keep", ledger, base] => {
            let kept = Kept::open(&Path::new(ledger).with_extension("kept"))?;
            runtime.block_on(bare_child(Path::new(ledger), base, Some(kept)))
        }
        ["--rounds", rounds, rest @ ..] => runtime.block_on(compare(rounds.parse()?, folder(rest)?)),
        rest => runtime.block_on(compare(ROUNDS, folder(rest)?)),
    }
}

fn folder(words: &[&str]) -> Outcome<PathBuf> {
    match words {
        [] => Ok(std::env::temp_dir()),
        [folder] => Ok(PathBuf::from(folder)),
        _ => Err("usage: watch_bench [--rounds N] [FOLDER]".into()),
    }
}

// ---- the parent: seeds, starts the children in turn, reports

/// What one child tells of its counted enquiries.
#[derive(Clone, Copy)]
struct Reading {
    cpu_ns_each: u64,
    pss_kib: u64,
    peak_kib: u64,
}

async fn compare(rounds: usize, beside: PathBuf) -> Outcome {
    let folder = tempfile::tempdir_in(beside)?;
    let server = SimulatorProgram::start()?;
    let few = seed(folder.path(), &server.base, FEW).await?;
    let many = seed(folder.path(), &server.base, MANY).await?;
    let (mut small, mut large, mut bare, mut kept) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for round in 1..=rounds.max(1) {
        small.push(child("watch", &few, &server.base)?);
        bare.push(child("bare", &few, &server.base)?);
        large.push(child("watch", &many, &server.base)?);
        kept.push(child("keep", &few, &server.base)?);
        let all = [("1,000 open", &small), ("10,000 open", &large), ("bare loop", &bare), ("and commits", &kept)];
        for (what, readings) in all {
            if let Some(Reading { cpu_ns_each, pss_kib, peak_kib }) = readings.last() {
                let cpu_us = cpu_ns_each / 1000;
                println!("round {round}: {what:<12} {cpu_us:>6} µs an enquiry {pss_kib:>8} KiB, at most {peak_kib}");
            }
        }
    }
    report(&small, &large, &bare, &kept);
    Ok(())
}

fn report(small: &[Reading], large: &[Reading], bare: &[Reading], kept: &[Reading]) {
    let cpu = |readings: &[Reading]| median(readings.iter().map(|reading| reading.cpu_ns_each).collect());
    let pss = |readings: &[Reading]| median(readings.iter().map(|reading| reading.pss_kib).collect());
    let rounds = small.len();
    println!("CPU time of an enquiry, median of {rounds} rounds of {ENQUIRIES}:");
    println!("  watcher over {MANY} open sales {} µs, over {FEW} {} µs", cpu(large) / 1000, cpu(small) / 1000);
    println!("  bare loop {} µs, with one durable commit each {} µs", cpu(bare) / 1000, cpu(kept) / 1000);
    aim("the watcher costs", cpu(large), cpu(kept), "bare loops with their commits", CPU_AIM);
    println!("memory (PSS): {} KiB with {MANY} open sales, {} KiB with {FEW}", pss(large), pss(small));
    aim("ten times the sales take", pss(large), pss(small), "times the memory", MEMORY_AIM);
}

fn aim(what: &str, one: u64, other: u64, unit: &str, aim: u64) {
    let hundredths = (one * 100 + other / 2) / other.max(1);
    let shown = |hundredths: u64| format!("{}.{:02}", hundredths / 100, hundredths % 100);
    let verdict = if hundredths <= aim { "" } else { "  over the aim" };
    println!("{what} {} {unit} (aim: at most {}){verdict}", shown(hundredths), shown(aim));
}

fn median(mut numbers: Vec<u64>) -> u64 {
    numbers.sort_unstable();
    numbers.get(numbers.len() / 2).copied().unwrap_or_default()
}

/// Runs one child to its end and reads its line.
fn child(what: &str, ledger: &Path, base: &str) -> Outcome<Reading> {
    let output =
        Command::new(std::env::current_exe()?).args([what.as_ref(), ledger.as_os_str(), base.as_ref()]).output()?;
    let told = String::from_utf8(output.stdout)?;
    let numbers: Vec<u64> = told.split_whitespace().map_while(|word| word.parse().ok()).collect();
    match numbers.as_slice() {
        [cpu_ns_each, pss_kib, peak_kib] if output.status.success() => {
            Ok(Reading { cpu_ns_each: *cpu_ns_each, pss_kib: *pss_kib, peak_kib: *peak_kib })
        }
        _ => {
            Err(format!("{what} ended with {}: {told}{}", output.status, String::from_utf8_lossy(&output.stderr))
                .into())
        }
    }
}

/// The simulator as a program of its own, so that its work is not counted as ours; ended when dropped.
struct SimulatorProgram {
    child: Child,
    base: String,
}

impl SimulatorProgram {
    fn start() -> Outcome<SimulatorProgram> {
        let program = std::env::current_exe()?.with_file_name(format!("simulator{}", std::env::consts::EXE_SUFFIX));
        let mut command = Command::new(program);
        command.args(["--pace-ms", PACE_MS]).stdin(Stdio::null()).stdout(Stdio::piped());
        let child = command.spawn().map_err(|error| format!("the simulator could not be started: {error}"))?;
        let mut server = SimulatorProgram { child, base: String::new() };
        let mut line = String::new();
        BufReader::new(server.child.stdout.take().ok_or("no output")?).read_line(&mut line)?;
        // Its line holds `"inspay":"http://127.0.0.1:PORT/inspay"`; all of them share the part before the slug.
        let base = line.split('"').find_map(|word| word.strip_suffix("/inspay"));
        server.base = base.ok_or_else(|| format!("the simulator tells no address: {line}"))?.to_owned();
        Ok(server)
    }
}

impl Drop for SimulatorProgram {
    fn drop(&mut self) {
        // It may have ended by itself; either way nothing of it is left.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

// ---- open sales

/// A ledger with so many pending sales, spread over the selling providers, each of which really has the order. It is
/// made in memory where the system has a place for that, and then copied to the disk: only the enquiries shall pay for
/// durable commits.
async fn seed(folder: &Path, base: &str, count: usize) -> Outcome<PathBuf> {
    let memory = Path::new("/dev/shm");
    let quick = tempfile::tempdir_in(if memory.is_dir() { memory } else { folder })?;
    let draft = quick.path().join("ledger.db");
    let ledger = open(&draft)?;
    let http = ReqwestHttp::new().map_err(|trouble| format!("{trouble:?}"))?;
    let sellers = providers::sellers();
    for place in 0..count {
        let seller = sellers[place % sellers.len()];
        let access = access(seller, base)?;
        begin(&ledger, &http, seller, &access, place).await?;
    }
    let open = ledger.open_sales()?.len();
    drop(ledger);
    if open != count {
        return Err(format!("{open} sales are open instead of {count}").into());
    }
    let path = folder.join(format!("ledger-{count}.db"));
    std::fs::copy(draft, &path)?;
    std::fs::File::open(&path)?.sync_all()?;
    Ok(path)
}

async fn begin(
    ledger: &Ledger,
    http: &dyn Http,
    seller: &'static dyn Provider,
    access: &Access,
    place: usize,
) -> Outcome {
    let now_ms = SystemClock.now_ms();
    let slug = seller.descriptor().slug;
    let row = seller.catalogue().iter().find(|row| row.operator == AIRTEL && row.service == Service::Prepaid);
    let row = row.ok_or_else(|| format!("{slug} does not sell {AIRTEL}"))?;
    let new = NewSale {
        service: row.service,
        operator: row.operator.clone(),
        // The ending that the simulator answers "pending" for as long as its pace lasts.
        number: format!("9{place:04}00002"),
        circle: String::new(),
        amount: Paise::new(100),
        fields: NO_FIELDS.to_owned(),
        attempt: NewAttempt {
            provider: slug.to_owned(),
            code: row.code.clone(),
            account: access.account(),
            earned: Paise::new(2),
            id_form: IdForm::Signs,
        },
        intent: format!("watched {place}"),
        ask_if_sold_since_ms: None,
        ask_if_open: false,
        day: india_day(now_ms),
        payment: Payment::Cash,
        customer: None,
        charge: Paise::ZERO,
        instead_of: None,
        chit: None,
    };
    let sale = ledger.begin_sale(&new, now_ms, now_ms)?;
    let order = Order { circle_code: seller.circles().first().map(|row| row.code.clone()), ..order_of(&sale) };
    let told = call::submit(http, seller, access, &order).await;
    let Submission::Accepted(particulars) = told.outcome else {
        return Err(format!("{slug} did not take sale {place}: {:?}", told.outcome).into());
    };
    let detail =
        EventDetail { sent: told.sent, received: told.received, words: particulars.words, ..EventDetail::default() };
    let step = Step::of(&sale, Event::Accept, now_ms).evidence(detail).ask_next(Some(now_ms));
    ledger.record(&step.refs(particulars.provider_ref, particulars.operator_ref))?;
    Ok(())
}

fn key() -> ChainKey {
    ChainKey { id: "bench".into(), bytes: [1; 32] }
}

fn open(path: &Path) -> Outcome<Ledger> {
    let prefix = TerminalPrefix::from_random(SystemRandom.bits());
    let opening = Opening { mode: Mode::Practice, key: key(), prefix, now_ms: SystemClock.now_ms() };
    Ok(Ledger::open(path, opening)?)
}

fn access(seller: &dyn Provider, base: &str) -> Outcome<Access> {
    let descriptor = seller.descriptor();
    let account = PRACTICE_CREDENTIALS.iter().find(|(slug, _)| *slug == descriptor.slug);
    let (slug, fields) = account.ok_or("no practice account")?;
    let credentials = fields.iter().map(|(key, value)| ((*key).to_owned(), (*value).into())).collect();
    Access::new(descriptor, &format!("{base}/{slug}"), false, credentials).map_err(|_| "a wrong base address".into())
}
