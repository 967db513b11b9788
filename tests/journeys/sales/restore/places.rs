//! A restore by choice: over the present ledger, on another computer, and cut short between any two steps.

use std::fs;

use domain::{SaleState, VoucherKind};
use till::{BackupPlace, Problem, RestoreInput, VoucherInput};

use super::super::counter::Counter;
use super::super::stall::{airtel, pays_for_airtel, within};
use super::{QUICK, after, assert_whole, newest, sell_all, sell_well};

#[tokio::test]
async fn a_restore_loses_no_sale_of_the_present_ledger() {
    let mut counter = Counter::with(&["inspay"], QUICK).await;
    let mut orders = sell_well(&mut counter, "98765", 2).await;
    counter.shop.back_up_now().await.expect("a backup");
    orders.extend(sell_all(&mut counter, "98766").await);
    let input = newest(&counter).await;
    let plan = counter.shop.restore_plan(&input).await.expect("a plan");
    assert_eq!((plan.orders_to_ask, plan.sales_now, plan.problem), (orders.len() - 2, Some(orders.len() as i64), None));
    let old = counter.shop.till();
    let report = counter.shop.restore(&input).await.expect("it is restored");
    assert_eq!(report.orders_from_log + report.orders_from_ledger, orders.len() - 2);
    assert!(!report.damaged && report.set_aside.is_some(), "{report:?}");
    assert_eq!(
        counter.shop.till().in_flight_at_start(),
        0,
        "nothing was closed, and what was put back is in the report"
    );
    let sold = old.sell(&airtel("9876720001")).await;
    assert_eq!(sold, Err(vec![Problem::NotAllowedNow]), "who still holds the old till sells nothing");
    assert_whole(&mut counter, &orders).await;
    assert!(!report.changes_lost, "nobody has changed a rule");
    pays_for_airtel(&counter.shop.till(), "inspay", "1.23");
    // And once more from the newest backup: a backup of what was restored.
    let report = counter.shop.restore(&newest(&counter).await).await.expect("it is restored again");
    assert_eq!(report.orders_from_log + report.orders_from_ledger, 0, "{report:?}");
    assert!(report.changes_lost, "the rule is that of the backup");
}

#[tokio::test]
async fn money_that_moved_since_the_backup_comes_back_and_what_was_set_since_is_missed() {
    let mut counter = Counter::with(&["inspay"], QUICK).await;
    sell_well(&mut counter, "98765", 1).await;
    counter.shop.back_up_now().await.expect("a backup");
    let till = counter.shop.till();
    let text = str::to_owned;
    let input = VoucherInput {
        kind: VoucherKind::CashIn,
        from: text("owner"),
        to: text("cash"),
        amount: text("500"),
        reason: text("change"),
        reference: String::new(),
        by: text("Asha"),
        intent: text("change-1"),
        sure_of: Vec::new(),
    };
    till.write_voucher(&input).expect("a voucher");
    let report = counter.shop.restore(&newest(&counter).await).await.expect("it is restored");
    assert!(!report.changes_lost, "{report:?}");
    let till = counter.shop.till();
    till.write_voucher(&input).expect("the same act");
    let vouchers = till.vouchers(None).expect("vouchers").rows;
    assert_eq!(vouchers.iter().map(|row| row.amount_paise).collect::<Vec<_>>(), [50_000], "it came back, once");
    till.save_day_start("04:00", "Asha").expect("a rule");
    let report = counter.shop.restore(&newest(&counter).await).await.expect("it is restored");
    assert!(report.changes_lost, "the day starts at midnight again");
}

#[tokio::test]
async fn without_the_log_the_present_ledger_tells_what_was_sold_since() {
    let mut counter = Counter::with(&["inspay"], QUICK).await;
    counter.shop.back_up_now().await.expect("a backup");
    let orders = sell_all(&mut counter, "98766").await;
    let mut counter =
        after(counter, |folder| fs::remove_file(folder.join("practice-orders.log")).expect("the log")).await;
    let report = counter.shop.restore(&newest(&counter).await).await.expect("it is restored");
    assert_eq!((report.orders_from_log, report.orders_from_ledger), (0, orders.len()));
    assert_whole(&mut counter, &orders).await;
}

#[tokio::test]
async fn on_another_computer_the_order_ids_never_meet() {
    let mut counter = Counter::with(&["inspay"], QUICK).await;
    let mut orders = sell_well(&mut counter, "98765", 3).await;
    let stick = tempfile::tempdir().expect("a stick");
    let typed = stick.path().to_string_lossy().into_owned();
    counter.shop.save_backup_folder(&typed).await.expect("a folder");
    orders.extend(sell_well(&mut counter, "98766", 3).await);

    let mut other = Counter::with(&["inspay"], QUICK).await;
    let seen = other.shop.save_backup_folder(&typed).await.expect("the stick");
    // The stick has one of this computer's too.
    let theirs = |backup: &&till::BackupView| backup.place == BackupPlace::Second && backup.sales == 3;
    let backup = seen.backups.iter().find(theirs).expect("the backup");
    let input = RestoreInput { name: backup.name.clone(), place: backup.place, with_settings: true };
    let plan = other.shop.restore_plan(&input).await.expect("a plan");
    assert!(plan.later_unknown, "{plan:?}");
    let report = other.shop.restore(&input).await.expect("it is restored");
    assert!(report.later_unknown && report.settings_taken, "{report:?}");
    assert_eq!(report.orders_from_log + report.orders_from_ledger, 0);
    let there = sell_well(&mut other, "98767", 3).await;
    orders.extend(sell_well(&mut counter, "98768", 3).await);
    assert!(there.iter().all(|(order_id, _)| orders.iter().all(|(known, _)| known != order_id)));
}

#[tokio::test]
async fn no_restore_while_a_request_is_on_the_line() {
    let mut counter = Counter::with(&["inspay"], std::time::Duration::from_secs(3_600)).await;
    counter.shop.back_up_now().await.expect("a backup");
    let input = newest(&counter).await;
    let sale = counter.shop.till().sell(&airtel("9876500011")).await.expect("a sale");
    within(async {
        while counter.simulator.recharge_count(&sale.order_id) == 0 {
            tokio::task::yield_now().await;
        }
    })
    .await;
    assert_eq!(counter.shop.restore(&input).await, Err(Problem::OrdersOnLine { orders: 1 }));
    let plan = counter.shop.restore_plan(&input).await.expect("a plan");
    assert_eq!(plan.problem, Some(Problem::OrdersOnLine { orders: 1 }));
    // The sale goes on as if nothing had been.
    assert_eq!(counter.now(sale.id).state, SaleState::Submitted);
    sell_well(&mut counter, "98765", 1).await;
}
