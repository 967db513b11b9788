//! What the till adds to a sale beyond the provider's own time, beside two things on the same disk: the leanest SQL that keeps the same
//! facts with the same indexes, and two bare durable commits. All are measured in turn in every round, so that a machine that slows
//! down slows all of them. Pages and syncs are counted, and hold on any machine.
//!
//! `cargo xtask bench` runs it; `till_bench [FOLDER]` alone works too.

mod disk;
mod lean;
mod shop;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::{Connection as Sqlite, TransactionBehavior};

use disk::Written;
use lean::Lean;
use shop::Shop;

const ROUNDS: usize = 200;
const WARM_UP: usize = 20;
/// What we aim for, in hundredths.
const LEAN_AIM: u128 = 125;
const BARE_AIM: u128 = 200;

type Failure = Box<dyn std::error::Error + Send + Sync>;

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
            let transaction = self.0.transaction_with_behavior(TransactionBehavior::Immediate)?;
            transaction.prepare_cached("INSERT INTO row (text) VALUES (?1)")?.execute(["one sale, one answer"])?;
            transaction.commit()?;
        }
        Ok(begun.elapsed())
    }
}

/// What one of the compared cost, in every round.
#[derive(Default)]
struct Costs {
    times: Vec<Duration>,
    written: Vec<Written>,
}

impl Costs {
    fn add(&mut self, time: Duration, before: Written) {
        self.times.push(time);
        self.written.push(Written::since(before));
    }

    fn time(&self) -> Duration {
        median(self.times.clone())
    }

    fn median_of(&self, count: impl Fn(&Written) -> u64) -> u64 {
        median(self.written.iter().map(count).collect())
    }

    /// The average in hundredths, which has the check-points in it.
    fn average_of(&self, count: impl Fn(&Written) -> u64) -> u128 {
        let sum: u64 = self.written.iter().map(count).sum();
        u128::from(sum) * 100 / self.written.len().max(1) as u128
    }
}

fn median<T: Ord + Copy + Default>(mut all: Vec<T>) -> T {
    all.sort();
    all.get(all.len() / 2).copied().unwrap_or_default()
}

fn main() -> Result<(), Failure> {
    let beside = std::env::args().nth(1).map_or_else(std::env::temp_dir, PathBuf::from);
    let folder = tempfile::tempdir_in(beside)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    disk::count()?;
    // In a task, as a command of the window runs.
    let measured = runtime.spawn(measure(folder.path().to_owned()));
    runtime.block_on(measured)?
}

async fn measure(folder: PathBuf) -> Result<(), Failure> {
    let mut shop = Shop::open(&folder, "inspay").await?;
    let mut lean = Lean::open(&folder.join("lean.db"), &shop.ledger)?;
    let mut bare = Bare::open(&folder.join("bare.db"))?;
    let (mut sales, mut floors, mut pairs, mut calls) =
        (Costs::default(), Costs::default(), Costs::default(), Vec::new());
    for round in 0..WARM_UP + ROUNDS {
        if round == WARM_UP {
            (sales, floors, pairs, calls) = Default::default();
        }
        let before = Written::now();
        let (sale_id, time) = shop.sell(round).await?;
        sales.add(time, before);
        calls.push(shop.bare_call(round).await?);
        let facts = lean.facts(sale_id)?;
        let before = Written::now();
        floors.add(lean.two_commits(&facts)?, before);
        let before = Written::now();
        pairs.add(bare.two_commits()?, before);
    }
    lean.hold_against_till()?;
    report(&sales, &floors, &pairs, median(calls));
    Ok(())
}

fn report(sales: &Costs, floors: &Costs, pairs: &Costs, call: Duration) {
    let added = sales.time().saturating_sub(call);
    println!(
        "a sale through the till, median of {ROUNDS}: {} µs; the provider's own call: {} µs",
        sales.time().as_micros(),
        call.as_micros()
    );
    println!("the leanest SQL that keeps the same facts with the same indexes: {} µs", floors.time().as_micros());
    println!("two bare durable commits on the same disk: {} µs", pairs.time().as_micros());
    aim(added, floors.time(), "times the leanest SQL", LEAN_AIM);
    aim(added, pairs.time(), "times two bare commits", BARE_AIM);
    for (what, costs) in [("a sale", sales), ("the leanest SQL", floors), ("two bare commits", pairs)] {
        println!(
            "{what}: {} pages into the log and {} syncs; with check-points {}, {} into the file and {} syncs on average",
            costs.median_of(|written| written.log_pages),
            costs.median_of(|written| written.syncs),
            shown(costs.average_of(|written| written.log_pages)),
            shown(costs.average_of(|written| written.file_pages)),
            shown(costs.average_of(|written| written.syncs)),
        );
    }
}

fn aim(added: Duration, floor: Duration, unit: &str, aim: u128) {
    let hundredths = added.as_micros() * 100 / floor.as_micros().max(1);
    let verdict = if hundredths <= aim { "" } else { "  over the aim" };
    println!(
        "the till adds {} µs, {} {unit} (aim: at most {}){verdict}",
        added.as_micros(),
        shown(hundredths),
        shown(aim)
    );
}

fn shown(hundredths: u128) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use std::sync::{Mutex, PoisonError};

    use super::*;

    /// The counts are of the whole process: one test counts at a time.
    static COUNTING: Mutex<()> = Mutex::new(());

    /// So few that no check-point comes between.
    const SALES: usize = 8;

    fn run(test: impl AsyncFnOnce()) {
        let _alone = COUNTING.lock().unwrap_or_else(PoisonError::into_inner);
        disk::count().unwrap();
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        runtime.block_on(test());
    }

    #[test]
    fn a_sale_is_two_durable_commits_with_every_company() {
        run(async || {
            for company in providers::sellers() {
                let slug = company.descriptor().slug;
                let folder = tempfile::tempdir().unwrap();
                let mut shop = Shop::open(folder.path(), slug).await.unwrap();
                for round in 0..SALES {
                    let before = Written::now();
                    shop.sell(round).await.unwrap();
                    let Written { syncs, file_pages, .. } = Written::since(before);
                    assert_eq!((syncs, file_pages), (2, 0), "sale {round} with {slug}");
                }
            }
        });
    }

    #[test]
    fn the_floor_keeps_what_the_till_keeps_in_as_many_syncs() {
        run(async || {
            let folder = tempfile::tempdir().unwrap();
            let mut shop = Shop::open(folder.path(), "inspay").await.unwrap();
            let mut lean = Lean::open(&folder.path().join("lean.db"), &shop.ledger).unwrap();
            for round in 0..SALES {
                let (sale_id, _) = shop.sell(round).await.unwrap();
                let facts = lean.facts(sale_id).unwrap();
                let before = Written::now();
                lean.two_commits(&facts).unwrap();
                assert_eq!(Written::since(before).syncs, 2);
            }
            lean.hold_against_till().unwrap();
            // A floor that lacks a sale is found.
            shop.sell(SALES).await.unwrap();
            assert!(lean.hold_against_till().is_err());
        });
    }
}
