//! One shop from one seed: the program is opened, worked with, closed, killed, set back to an old copy and opened
//! again, until it has sold enough; then everybody is honest, days pass, and the books are looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::{Arc, OnceLock};

use domain::{Reason, Said};
use ledger::ChainKey;
use printers::SystemPrinters;
use providers::Access;
use till::{Connection, Lists, Mode, Parts, Press, Till, notice_board};
use tokio::runtime::{Builder, Runtime};

use super::chance::Chance;
use super::checker;
use super::files;
use super::keeper::{End, Keeper, rest, rules};
use super::log::Log;
use super::network::Line;
use super::shared::World;
use super::state::{Count, Written};
use super::wire::base_address;
use crate::disk::{Disk, Loss};
use crate::mouth::SLUGS;
use crate::outside::NoBrowser;
use crate::word::say_unrecorded;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// The key of every shop's journal here, and its name.
pub const KEY: [u8; 32] = [0x5a; 32];
pub const KEY_NAME: &str = "world";

/// How many sales a run makes at most.
const SALES_MOST: i64 = 320;
/// The bad days last no longer: a success is asked about for three days, and a reversal comes within 60 hours here.
const BAD_DAYS_MS: i64 = 40 * HOUR;

/// What came of a run.
#[derive(Debug)]
pub struct Report {
    pub count: Count,
    pub hash: u64,
    pub violations: Vec<String>,
}

fn lists() -> Arc<Lists> {
    static LISTS: OnceLock<Arc<Lists>> = OnceLock::new();
    LISTS.get_or_init(|| Arc::new(Lists::of_papers(&providers::sellers()))).clone()
}

fn connections() -> Vec<Connection> {
    static CONNECTIONS: OnceLock<Vec<Connection>> = OnceLock::new();
    let connect = |slug: &&str| {
        let company = providers::company(slug)?;
        let descriptor = company.descriptor();
        let secret = |key: &str| format!("{key}-of-this-world").into();
        let credentials: BTreeMap<_, _> =
            descriptor.credentials.iter().map(|field| (field.key.to_owned(), secret(field.key))).collect();
        let access = Access::new(descriptor, &base_address(slug), false, credentials).ok()?;
        Some(Connection { company, access })
    };
    CONNECTIONS.get_or_init(|| SLUGS.iter().filter_map(connect).collect()).clone()
}

/// What the program is made of in this world.
pub fn parts(world: &Arc<World>, disk: &Disk, chance: &mut Chance) -> Parts {
    Parts {
        mode: Mode::Real,
        path: files::ledger(disk),
        is_elsewhere: false,
        key: ChainKey { id: KEY_NAME.to_owned(), bytes: KEY },
        connections: connections(),
        lists: lists(),
        http: Arc::new(Line(world.clone())),
        browser: Arc::new(NoBrowser),
        press: Press::of(Arc::new(SystemPrinters::default())),
        clock: world.clock.clone(),
        random: world.clone(),
        runtime: tokio::runtime::Handle::current(),
        settling_ms: 20 * MINUTE,
        rules: rules(chance),
        ready: Arc::default(),
        notices: notice_board(),
    }
}

/// A runtime whose time is the world's.
pub fn runtime() -> io::Result<Runtime> {
    Builder::new_current_thread().enable_time().start_paused(true).build()
}

/// A shop.
pub struct Shop {
    world: Arc<World>,
    chance: Chance,
    disk: Disk,
    log: Log,
}

impl Shop {
    /// Runs the shop of a seed. Prints the trace when asked to.
    pub fn run(seed: u64, template: &Disk, prints: bool) -> Result<Report, String> {
        let world = Arc::new(World::new(seed, prints));
        let chance = world.lock().chance.fork();
        let mut shop = Shop { world, chance, disk: template.after_kill(), log: Log::default() };
        shop.bad_days()?;
        shop.good_days()?;
        let mut state = shop.world.lock();
        checker::books(&shop.disk, &mut state, shop.world.time.now_ms());
        let orders = state.firms.iter().flat_map(|firm| firm.orders.values());
        let executions = orders.map(|order| u64::from(order.executions)).sum();
        let count = Count { executions, ..state.count };
        Ok(Report { count, hash: state.trace.hash(), violations: std::mem::take(&mut state.violations) })
    }

    fn bad_days(&mut self) -> Result<(), String> {
        let began_ms = self.world.time.now_ms();
        let target = self.chance.between(40, SALES_MOST) as u64;
        for firm in &mut self.world.lock().firms {
            if self.chance.permille(150) {
                let from = began_ms + self.chance.below(24 * HOUR);
                firm.away.push((from, from + self.chance.time(24 * HOUR)));
            }
        }
        loop {
            let sales = self.world.lock().count.sales;
            let is_late = self.world.time.now_ms() - began_ms > BAD_DAYS_MS;
            if sales >= target || is_late {
                return Ok(());
            }
            let until_sales = target.min(sales + self.chance.between(5, 120) as u64);
            let dies = self.chance.permille(250);
            match self.chance.below(100) {
                0..30 => self.world.lock().kill_in = Some(self.chance.between(1, 500)),
                // In the middle of whatever SQLite does then.
                30..60 => self.disk.cut_at(self.disk.operations() + self.chance.time(6_000) as u64),
                _ => {}
            }
            let pace_ms = *self.chance.pick(&[1_000, 10_000, 60_000, 240_000]);
            let mut plan = async |keeper: &mut Keeper| keeper.work(until_sales, 10 * HOUR, pace_ms, dies).await;
            self.live(&mut plan)?;
            self.in_between()?;
        }
    }

    /// One life of the program.
    fn live(&mut self, plan: &mut impl AsyncFnMut(&mut Keeper) -> End) -> Result<End, String> {
        let (world, disk) = (self.world.clone(), self.disk.clone());
        let chance = self.chance.fork();
        let runtime = runtime().map_err(|error| error.to_string())?;
        let told = |error: std::io::Error| format!("the log: {error}");
        // Looked at on a copy: the disk counts what is done on it.
        let known = if self.log.is_empty() { BTreeSet::new() } else { order_ids(&disk.after_kill())? };
        self.log.lay(&disk, &known).map_err(told)?;
        let end = runtime.block_on(async {
            world.time.begin();
            world.set_disk(&disk);
            world.note(format_args!("opened"));
            let end = lived(&world, &disk, chance, plan).await;
            world.note(format_args!("{end:?}"));
            world.time.end();
            end
        });
        self.log.take(&disk).map_err(told)?;
        let end = end?;
        self.world.lock().kill_in = None;
        if end == End::Closed {
            self.world.lock().count.closings += 1;
            drop(runtime);
            // A cut that was to come while the program ran does not come while the copies are made of its files.
            self.disk = self.disk.after_kill();
            return Ok(end);
        }
        // What the dying runtime does with its files, nobody sees.
        let is_cut = self.disk.is_off();
        self.disk.stop();
        drop(runtime);
        let mut state = self.world.lock();
        if is_cut {
            state.doubt_newest_word();
        }
        let loss = *self.chance.pick(&[Loss::Some, Loss::Some, Loss::All]);
        self.disk = match self.chance.permille(500) {
            true => {
                state.count.power_cuts += 1;
                self.disk.after_power_cut(self.chance.bits(), loss)
            }
            false => {
                state.count.kills += 1;
                self.disk.after_kill()
            }
        };
        Ok(end)
    }

    /// The program does not run.
    fn in_between(&mut self) -> Result<(), String> {
        if self.chance.permille(250) {
            self.world.lock().note_copy(&self.disk);
            self.world.note(format_args!("copied"));
        }
        if self.chance.permille(150) {
            self.restore()?;
        }
        let gap_ms = if self.chance.permille(150) {
            self.chance.between(6 * HOUR, 12 * HOUR)
        } else {
            self.chance.time(20 * MINUTE)
        };
        self.world.time.pass(gap_ms);
        let now_ms = self.world.time.now_ms();
        let mut state = self.world.lock();
        state.advance(now_ms);
        // Nobody was there to hear them.
        while state.knocks.first_entry().is_some_and(|entry| entry.key().0 <= now_ms) {
            state.knocks.pop_first();
        }
        Ok(())
    }

    /// Puts the old copy in the place of the ledger. Every second time the log is lost with it.
    fn restore(&mut self) -> Result<(), String> {
        let Some(backup) = self.world.lock().backup.as_ref().map(Disk::after_kill) else { return Ok(()) };
        let (before, after) = (order_ids(&self.disk)?, order_ids(&backup)?);
        self.disk = backup;
        let in_copy = files::references(&self.disk).map_err(|error| error.to_string())?;
        let acts = files::intents(&self.disk).map_err(|error| error.to_string())?;
        let gone: Vec<String> = before.difference(&after).cloned().collect();
        if self.chance.permille(500) {
            self.log.lose();
        }
        self.world.note(format_args!("an old copy is put back, {} orders are gone", gone.len()));
        let mut state = self.world.lock();
        let comes_back = |written: &Written| after.contains(&written.order_id) && self.log.has(&written.reference);
        state.written.retain(|written| in_copy.contains(&written.reference) || comes_back(written));
        state.moved.iter_mut().for_each(|moved| moved.is_sure &= acts.contains(&moved.intent));
        state.counted.iter_mut().for_each(|counted| counted.is_sure &= acts.contains(&counted.intent));
        state.rolled_back.extend(gone);
        state.forget_words();
        state.forget_acts();
        state.epoch += 1;
        state.count.restores += 1;
        Ok(())
    }

    /// Everybody is honest, and five days pass: first by itself, then a person looks after what is left.
    fn good_days(&mut self) -> Result<(), String> {
        {
            let mut state = self.world.lock();
            (state.is_honest, state.kill_in) = (true, None);
        }
        self.world.time.set_skew(0);
        self.world.note(format_args!("from now on everybody is honest"));
        self.live(&mut async |keeper: &mut Keeper| pass(keeper, 27 * HOUR, 10 * MINUTE).await)?;
        self.live(&mut async |keeper: &mut Keeper| pass(keeper, 108 * HOUR, 70 * MINUTE).await)?;
        checker::liveness(&self.disk, &mut self.world.lock());
        self.live(&mut async |keeper: &mut Keeper| look_after(keeper).await)?;
        Ok(())
    }
}

fn order_ids(disk: &Disk) -> Result<BTreeSet<String>, String> {
    files::order_ids(disk).map_err(|error| error.to_string())
}

/// What happens while the program runs.
async fn lived(
    world: &Arc<World>,
    disk: &Disk,
    mut chance: Chance,
    plan: &mut impl AsyncFnMut(&mut Keeper) -> End,
) -> Result<End, String> {
    let till = match Till::open(parts(world, disk, &mut chance)) {
        Ok(till) => till,
        Err(_) if disk.is_off() => return Ok(End::Killed),
        Err(problem) => return Err(format!("open: the ledger does not open: {problem:?}")),
    };
    world.set_till(&till);
    let mut keeper =
        Keeper { world: world.clone(), till, chance, disk: disk.clone(), form: None, mistaken: Vec::new() };
    // What a kill has left over from the life before.
    tokio::select! { biased; () = world.kill.notified() => {}, () = std::future::ready(()) => {} }
    let worked = async {
        let end = plan(&mut keeper).await;
        // The program ends when nothing is on the line.
        while end == End::Closed && keeper.till.requests_on_the_line() > 0 && !disk.is_off() {
            rest(200).await;
        }
        if disk.is_off() { End::Killed } else { end }
    };
    Ok(tokio::select! { biased; () = world.kill.notified() => End::Killed, end = worked => end })
}

/// Time passes, while the computer sleeps most of it.
async fn pass(keeper: &mut Keeper, ms: i64, nap_ms: i64) -> End {
    let end_ms = keeper.world.time.now_ms() + ms;
    while keeper.world.time.now_ms() < end_ms {
        rest(25_000).await;
        keeper.deliver();
        keeper.world.time.pass(nap_ms);
    }
    rest(20 * MINUTE).await;
    End::Closed
}

/// A person asks about everything that is open, and declares failed what the till allows.
async fn look_after(keeper: &mut Keeper) -> End {
    for _ in 0..4 {
        for view in keeper.till.pending_sales().unwrap_or_default() {
            let asked = keeper.till.check_now(view.id).await.map(|view| (view.state, view.reason));
            keeper.world.note(format_args!("a person asks about sale {}: {asked:?}", view.id));
            if asked.is_ok_and(|(_, reason)| reason == Reason::NoRecordConfirmed) {
                keeper.world.lock().note_said(&view.order_id, Said::Failed.as_str());
                let declared = say_unrecorded(&keeper.till, view.id).map(|view| view.state);
                keeper.world.note(format_args!("a person declares it: {declared:?}"));
                keeper.world.lock().count.declared += 1;
            }
        }
        rest(5_000).await;
        keeper.world.time.pass(11 * MINUTE);
    }
    rest(MINUTE).await;
    keeper.world.time.pass(15 * MINUTE);
    rest(2 * MINUTE).await;
    keeper.end_by_word();
    rest(MINUTE).await;
    End::Closed
}
