//! Backups, also for a ledger that is damaged.

mod backups;
mod checked;
mod cut_short;
mod earlier;
mod journal;
mod large;
mod places;
mod seals;
mod shared;
mod upgrade;
mod words;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::Duration;

use domain::SaleState;
use till::{BackupPlace, Problem, RepairReport, RestoreInput, SaleView};

use super::books::{assert_owed_at, books_at};
use super::counter::Counter;
use super::stall::{airtel, found, within};

const QUICK: Duration = Duration::from_millis(40);
/// The endings of numbers for every outcome that reaches the provider, and where a sale to it ends.
const ENDINGS: [(&str, SaleState); 9] = [
    ("00001", SaleState::Succeeded),
    ("00002", SaleState::Succeeded),
    ("00003", SaleState::Failed),
    ("00004", SaleState::Failed),
    ("00006", SaleState::Succeeded),
    ("00007", SaleState::Succeeded),
    ("00009", SaleState::Succeeded),
    ("00010", SaleState::Failed),
    ("00012", SaleState::Unknown),
];

/// Closes the shop, changes its folder, and opens it again.
async fn after(counter: Counter, change: impl FnOnce(&Path)) -> Counter {
    within(async {
        while counter.shop.close().is_err() {
            tokio::task::yield_now().await;
        }
    })
    .await;
    change(counter.folder());
    counter.reopened().await
}

/// The sale of an order id, which may have another number than before.
fn of_order(counter: &Counter, order_id: &str) -> Option<SaleView> {
    let found = found(&counter.shop.till(), order_id);
    found.into_iter().find(|sale| sale.attempts.iter().any(|attempt| attempt.order_id == order_id))
}

/// Waits until the sale of an order is in a state.
async fn until(counter: &Counter, order_id: &str, state: SaleState) -> SaleView {
    within(async {
        loop {
            match of_order(counter, order_id) {
                Some(sale) if sale.state == state => return sale,
                _ => tokio::time::sleep(QUICK).await,
            }
        }
    })
    .await
}

/// The books of every sale: what succeeded is paid and earned. What waits, and what failed late, is owed. What failed
/// before its customer's eyes is even.
fn assert_books(counter: &Counter, sales: &[SaleView]) {
    for sale in sales {
        let (till, wallet) = (counter.shop.till(), format!("wallet:{}", sale.provider));
        let sold = [("cash".into(), 29_900), ("commission".into(), -598), (wallet, -29_302)];
        match sale.state {
            SaleState::Succeeded => assert_eq!(books_at(&till, sale), (0, sold.into()), "{sale:?}"),
            SaleState::Pending | SaleState::Unknown | SaleState::Reversed => assert_owed_at(&till, sale),
            SaleState::Failed if sale.owed_paise > 0 => assert_owed_at(&till, sale),
            SaleState::Failed | SaleState::NotSent | SaleState::Intended | SaleState::Submitted => {
                assert_eq!(books_at(&till, sale), (0, Vec::new()), "{sale:?}");
            }
        }
    }
}

/// Sells one to each ending; gives the order ids and where they end.
async fn sell_all(counter: &mut Counter, first: &str) -> Vec<(String, SaleState)> {
    let mut orders = Vec::new();
    for (ending, end) in ENDINGS {
        let sale = counter.sell(&airtel(&format!("{first}{ending}"))).await;
        orders.push((sale.order_id, end));
    }
    orders
}

async fn sell_well(counter: &mut Counter, first: &str, count: usize) -> Vec<(String, SaleState)> {
    let mut orders = Vec::new();
    for place in 0..count {
        let sale = counter.sell(&airtel(&format!("{first}{:05}", 20_000 + place))).await;
        assert_eq!(sale.state, SaleState::Succeeded);
        orders.push((sale.order_id, SaleState::Succeeded));
    }
    orders
}

/// Sells, backs up, sells with every outcome, destroys the ledger, repairs it, and holds everything against the simulator.
async fn destroyed(destroy: impl FnOnce(&Path)) -> (Counter, RepairReport, Vec<(String, SaleState)>) {
    let mut counter = Counter::with(&["inspay"], QUICK).await;
    let mut orders = sell_well(&mut counter, "98765", 3).await;
    counter.shop.back_up_now().await.expect("a backup");
    orders.extend(sell_all(&mut counter, "98766").await);
    let counter = after(counter, |folder| destroy(&folder.join("practice.db"))).await;

    let damage = counter.shop.books().await.damage.expect("the damage is seen");
    assert_eq!(damage.orders_to_ask, ENDINGS.len());
    assert_eq!(damage.backup.expect("a backup").sales, 3);
    let sold = counter.shop.till().sell(&airtel("9876720001")).await;
    assert_eq!(sold, Err(vec![Problem::LedgerCorrupt]), "nothing is sold without a ledger");
    assert!(counter.shop.counter().await.is_ok(), "the window opens all the same");
    let report = counter.shop.repair().await.expect("it is repaired");
    assert_eq!(counter.shop.repair().await, Err(Problem::NotAllowedNow), "there is nothing to repair any more");
    (counter, report, orders)
}

async fn assert_whole(counter: &mut Counter, orders: &[(String, SaleState)]) {
    let mut sales = Vec::new();
    for (order_id, end) in orders {
        sales.push(until(counter, order_id, *end).await);
        assert_eq!(counter.simulator.recharge_count(order_id), 1, "{order_id} was sent once");
    }
    assert_books(counter, &sales);
    let fresh = sell_well(counter, "98768", 2).await;
    let ids: BTreeSet<&String> = orders.iter().chain(&fresh).map(|(order_id, _)| order_id).collect();
    assert_eq!(ids.len(), orders.len() + fresh.len(), "no order id is used twice");
    assert_eq!(counter.simulator.requests().len(), ids.len(), "nothing else was sent");
    counter.shop.back_up_now().await.expect("the repaired ledger is whole, and so is its backup");
}

#[tokio::test]
async fn a_ledger_of_zeros_is_repaired() {
    let (mut counter, report, orders) = destroyed(|ledger| {
        let length = fs::metadata(ledger).expect("a ledger").len();
        fs::write(ledger, vec![0; usize::try_from(length).expect("a length")]).expect("zeros");
    })
    .await;
    assert_eq!((report.sales_from_backup, report.orders_from_log, report.orders_from_ledger), (3, ENDINGS.len(), 0));
    assert_eq!((report.orders_asked, report.orders_left.len()), (ENDINGS.len(), 0));
    assert!(report.damaged && report.orders_missing.is_empty() && !report.later_unknown, "{report:?}");
    let aside = report.set_aside.as_ref().expect("the damaged file is kept");
    assert!(counter.folder().join(aside).is_file());
    assert_whole(&mut counter, &orders).await;
}

#[tokio::test]
async fn a_ledger_cut_in_its_middle_is_repaired() {
    let (mut counter, _, orders) = destroyed(|ledger| {
        let length = fs::metadata(ledger).expect("a ledger").len();
        fs::File::options().write(true).open(ledger).and_then(|file| file.set_len(length / 2)).expect("it is cut");
    })
    .await;
    assert_whole(&mut counter, &orders).await;
}

#[tokio::test]
async fn a_ledger_with_pages_of_rubbish_is_repaired() {
    let (mut counter, _, orders) = destroyed(|ledger| {
        let mut bytes = fs::read(ledger).expect("a ledger");
        for place in (4_096..bytes.len()).filter(|place| (place / 4_096) % 2 == 0) {
            bytes[place] = (place % 251) as u8;
        }
        fs::write(ledger, bytes).expect("rubbish");
    })
    .await;
    assert_whole(&mut counter, &orders).await;
}

#[tokio::test]
async fn an_empty_file_is_no_new_ledger() {
    let (mut counter, report, orders) = destroyed(|ledger| fs::write(ledger, b"").expect("it is emptied")).await;
    assert_eq!(report.orders_from_log, ENDINGS.len());
    assert_whole(&mut counter, &orders).await;
}

#[tokio::test]
async fn a_ledger_that_is_gone_is_no_new_ledger() {
    let (mut counter, report, orders) = destroyed(|ledger| fs::remove_file(ledger).expect("it is deleted")).await;
    assert_eq!(report.set_aside, None);
    assert_whole(&mut counter, &orders).await;
}

/// A counter in whose ledger's place an older file was put while it was closed, which lacks one sale of every ending; every
/// order it ever made; and when it was opened again, before which `also` was done to its folder.
async fn with_an_older_file(also: impl FnOnce(&Path, i64)) -> (Counter, Vec<(String, SaleState)>, i64) {
    let mut counter = Counter::with(&["inspay"], QUICK).await;
    let mut orders = sell_well(&mut counter, "98765", 2).await;
    let copy = counter.folder().join("kept");
    let mut counter = after(counter, |folder| {
        fs::copy(folder.join("practice.db"), &copy).expect("a copy");
    })
    .await;
    orders.extend(sell_all(&mut counter, "98766").await);
    let clock = counter.clock.clone();
    let at_ms = clock.stop();
    let counter = after(counter, |folder| {
        fs::copy(&copy, folder.join("practice.db")).expect("the older file");
        also(folder, at_ms);
    })
    .await;
    clock.run();
    (counter, orders, at_ms)
}

/// An older file in the ledger's place, or one whose write-ahead log is gone, is whole and lacks the newest sales.
#[tokio::test]
async fn an_older_file_in_its_place_gets_the_newest_orders_from_the_log() {
    let (mut counter, orders, _) = with_an_older_file(|_, _| ()).await;
    assert_eq!(counter.shop.books().await.damage, None);
    assert_eq!(counter.shop.till().in_flight_at_start(), 0, "what was put back was not in flight: the report has it");
    let report = counter.shop.backups().await.expect("backups").reports.pop().expect("it is told");
    assert_eq!((report.orders_from_log, report.sales_from_backup), (ENDINGS.len(), 0));
    assert_whole(&mut counter, &orders).await;
    let left = counter.shop.dismiss_report(&report.name).await.expect("it is dismissed");
    assert_eq!(left.reports, Vec::new());
}

#[tokio::test]
async fn without_any_backup_the_log_alone_makes_a_new_ledger() {
    let mut counter = Counter::with(&["inspay"], QUICK).await;
    let orders = sell_well(&mut counter, "98765", 3).await;
    let mut counter =
        after(counter, |folder| fs::write(folder.join("practice.db"), b"nothing").expect("rubbish")).await;
    let report = counter.shop.repair().await.expect("it is repaired");
    assert_eq!((report.backup.clone(), report.orders_from_log), (None, 3));
    assert_whole(&mut counter, &orders).await;
}

#[tokio::test]
async fn what_could_not_be_recovered_is_told() {
    let mut counter = Counter::with(&["inspay"], QUICK).await;
    sell_well(&mut counter, "98765", 1).await;
    counter.shop.back_up_now().await.expect("a backup");
    let orders = sell_well(&mut counter, "98766", 4).await;
    let counter = after(counter, |folder| {
        fs::write(folder.join("practice.db"), b"nothing").expect("rubbish");
        let log = folder.join("practice-orders.log");
        let text = fs::read_to_string(&log).expect("the log");
        // The second of the four is half a line, and the third is gone.
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let half = lines[2].len() / 2;
        lines[2].truncate(half);
        lines.remove(3);
        fs::write(&log, lines.join("\n")).expect("the log");
    })
    .await;
    let report = counter.shop.repair().await.expect("it is repaired");
    assert_eq!((report.orders_from_log, report.lines_unreadable), (2, 1));
    assert_eq!(report.orders_missing, ["000003…000004"]);
    until(&counter, &orders[0].0, SaleState::Succeeded).await;
    until(&counter, &orders[3].0, SaleState::Succeeded).await;
    assert_eq!(of_order(&counter, &orders[1].0), None);
}

/// Two sales of the same thing after each other are both asked about, and a third waits for them.
#[tokio::test]
async fn twins_are_both_put_back() {
    let mut counter = Counter::with(&["inspay"], QUICK).await;
    counter.shop.back_up_now().await.expect("a backup");
    let first = counter.sell(&airtel("9876520001")).await;
    let again = till::SaleInput { repeat_confirmed: true, ..airtel("9876520001") };
    let second = counter.sell(&again).await;
    let mut counter =
        after(counter, |folder| fs::write(folder.join("practice.db"), b"nothing").expect("rubbish")).await;
    let report = counter.shop.repair().await.expect("it is repaired");
    assert_eq!(report.orders_from_log, 2);
    let orders = [(first.order_id, SaleState::Succeeded), (second.order_id, SaleState::Succeeded)];
    assert_whole(&mut counter, &orders).await;
}

/// A backup of the newest day, of the shop's own folder.
async fn newest(counter: &Counter) -> RestoreInput {
    let backups = counter.shop.backups().await.expect("backups").backups;
    let newest = backups.iter().find(|backup| backup.place == BackupPlace::Own).expect("a backup");
    RestoreInput { name: newest.name.clone(), place: newest.place, with_settings: false }
}
