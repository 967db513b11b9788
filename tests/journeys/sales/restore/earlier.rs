//! A restore that follows one which is not at its end, or whose ledger could not be used.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use domain::{Mode, TerminalPrefix};
use ledger::{ChainKey, FoundIn, Ledger, LostOrder, Opening, OrderLog};
use till::Problem;

use super::backups::save_shop;
use super::cut_short::{DECIDED, cut, do_steps, in_the_way, reports};
use super::{after, airtel, assert_whole, newest};

/// A plan makes no new ledger where the one it put in place is gone.
#[tokio::test]
async fn a_ledger_that_is_gone_beside_a_plan_is_no_new_ledger() {
    let (mut counter, orders) = cut(|folder, backup| {
        do_steps(folder, backup, 4, DECIDED);
        fs::remove_file(folder.join("practice.db")).expect("it is deleted");
    })
    .await;
    assert_eq!(counter.shop.books().await.damage.expect("the damage").orders_to_ask, 2);
    let report = counter.shop.repair().await.expect("it is repaired");
    assert_eq!((report.sales_from_backup, report.orders_from_log), (1, 2));
    assert_eq!(reports(&counter).await, [report]);
    assert_whole(&mut counter, &orders).await;
}

/// Nothing else tells that there was one.
#[tokio::test]
async fn a_ledger_that_is_gone_beside_a_plan_is_damage_without_backups_and_log_too() {
    let (mut counter, orders) = cut(|folder, backup| {
        do_steps(folder, backup, 4, DECIDED);
        fs::remove_file(folder.join("practice.db")).expect("it is deleted");
        fs::remove_file(folder.join("practice-orders.log")).expect("the log");
        fs::remove_dir_all(folder.join("backups")).expect("the backups");
    })
    .await;
    let damage = counter.shop.books().await.damage.expect("the damage");
    assert_eq!((damage.backup, damage.orders_to_ask), (None, 0));
    let report = counter.shop.repair().await.expect("it is repaired");
    assert_eq!(report.set_aside_before, ["practice-until-x.db"]);
    assert_eq!((report.orders_from_ledger, report.set_aside), (3, None), "from the one that was set aside first");
    assert_whole(&mut counter, &orders).await;
}

/// The ledger of a restore turns out unreadable: what was set aside for it still gives what it knows, and is named.
#[tokio::test]
async fn a_repair_after_a_restore_reads_what_that_had_set_aside() {
    let (mut counter, orders) = cut(|folder, backup| {
        do_steps(folder, backup, 4, DECIDED);
        fs::write(folder.join("practice.db"), b"nothing").expect("rubbish");
        fs::remove_file(folder.join("practice-orders.log")).expect("the log");
    })
    .await;
    assert!(counter.shop.books().await.damage.is_some());
    let report = counter.shop.repair().await.expect("it is repaired");
    assert_eq!((report.sales_from_backup, report.orders_from_ledger), (1, 2), "{report:?}");
    assert_eq!(report.set_aside_before, ["practice-until-x.db"]);
    let aside = report.set_aside.clone().expect("the unreadable one");
    assert_eq!(fs::read(counter.folder().join(aside)).expect("it is kept"), b"nothing");
    assert_eq!(reports(&counter).await, [report]);
    assert_whole(&mut counter, &orders).await;
}

/// A backup whose bytes are as they were written, under another seal.
fn sealed_elsewhere(folder: &Path, at_ms: i64) {
    let path = folder.join("other.db");
    let key = ChainKey { id: "practice".to_owned(), bytes: [7; 32] };
    let opening = Opening { mode: Mode::Practice, key, prefix: TerminalPrefix::from_random(7), now_ms: at_ms };
    let ledger = Ledger::open(&path, opening).expect("a ledger");
    let orders = OrderLog::beside(&folder.join("practice.db")).read().expect("the log").orders;
    let lost = |order| LostOrder { order, can_be_asked: true, found_in: FoundIn::Log };
    ledger.put_back(&orders.into_iter().map(lost).collect::<Vec<_>>(), 0, at_ms).expect("rows under its seal");
    ledger.back_up(&folder.join("backups/practice-2031-01-01.99.db"), at_ms, &BTreeMap::new()).expect("a backup");
}

/// The newest backup turns out bad only when it is staged: what the restore before it had set aside is not forgotten with it.
#[tokio::test]
async fn a_repair_that_goes_on_to_an_older_backup_still_reads_what_was_set_aside() {
    let (mut counter, orders) = cut(|folder, backup| {
        let made = ledger::peek(&folder.join("backups").join(backup), Mode::Practice).expect("the backup");
        sealed_elsewhere(folder, made.made_at_ms + 1);
        do_steps(folder, backup, 4, DECIDED);
        fs::write(folder.join("practice.db"), b"nothing").expect("rubbish");
        fs::remove_file(folder.join("practice-orders.log")).expect("the log");
    })
    .await;
    let damage = counter.shop.books().await.damage.expect("the damage");
    assert_eq!(damage.backup.map(|backup| backup.day).as_deref(), Some("2031-01-01"), "its bytes are whole");
    let report = counter.shop.repair().await.expect("it is repaired");
    assert_eq!((report.sales_from_backup, report.orders_from_ledger), (1, 2), "{report:?}");
    assert_eq!(report.set_aside_before, ["practice-until-x.db"]);
    assert_whole(&mut counter, &orders).await;
}

/// An earlier plan that is not at its end is not mistaken for that of the backup which is chosen now.
#[tokio::test]
async fn an_earlier_restore_is_brought_to_its_end_before_the_next_begins() {
    for is_open in [true, false] {
        let (mut counter, orders) = cut(|_, _| ()).await;
        let input = newest(&counter).await;
        let old = counter.shop.till();
        if !is_open {
            counter.shop.close().expect("it is closed, as for a restore whose ledger could not be opened");
        }
        do_steps(counter.folder(), &input.name, 1, DECIDED);
        if !is_open {
            let plan = counter.shop.restore_plan(&input).await.expect("a plan");
            assert_eq!((plan.sales_now, plan.orders_to_ask), (Some(3), 2), "the ledger is open again");
            assert_eq!(reports(&counter).await.len(), 1, "the earlier one is told");
        }
        let report = counter.shop.restore(&input).await.expect("it is restored");
        assert_ne!(report.name, "repair-7.json", "is_open {is_open}");
        assert_eq!((report.sales_from_backup, report.backup.as_ref()), (1, Some(&input.name)));
        let told: Vec<String> = reports(&counter).await.into_iter().map(|report| report.name).collect();
        assert_eq!(told, [report.name.clone(), "repair-7.json".to_owned()]);
        assert_ne!(report.set_aside.as_deref(), Some("practice-until-x.db"));
        let sold = old.sell(&airtel("9876720001")).await;
        assert_eq!(sold, Err(vec![Problem::NotAllowedNow]), "one till is over the file, and it is not the old one");
        assert_whole(&mut counter, &orders).await;
    }
}

/// A plan with the shop's own files, as they are wanted.
fn wanted(settings: &str) -> String {
    let files = serde_json::json!({ "settings.json": settings });
    format!(r#""newest_attempt":1,"files":{files},"#)
}

const TAKEN: &str = r#"{"shop":{"language":"en","mode":"real","shop_name":"Taken","shop_phone":"","shop_address":"",
    "home_circle":"delhi"},"backup":{"folder":"","sign":"abcdef"}}"#;

fn sign(folder: &Path) -> String {
    let text = fs::read_to_string(folder.join("settings.json")).expect("settings");
    serde_json::from_str::<serde_json::Value>(&text).expect("settings")["backup"]["sign"].to_string()
}

/// "With settings" is a part of what was decided: a kill does not cost it, and it is done once.
#[tokio::test]
async fn wanted_settings_are_taken_after_a_kill_and_only_once() {
    for steps in [1, 4] {
        let (counter, _) = cut(|folder, backup| {
            do_steps(folder, backup, steps, &wanted(TAKEN));
            fs::create_dir(in_the_way(folder, 7)).expect("a folder in the way");
        })
        .await;
        let shop = counter.shop.settings().await.expect("a shop");
        assert_eq!((shop.shop_name.as_str(), shop.mode), ("Taken", till::Mode::Practice));
        assert_ne!(sign(counter.folder()), "\"abcdef\"", "the sign is not theirs");
        assert!(reports(&counter).await[0].settings_taken);
        // The report is not on the disk: the next start tells it again, and leaves alone what was typed meanwhile.
        save_shop(&counter, "Typed").await;
        let counter = after(counter, |folder| fs::remove_dir(in_the_way(folder, 7)).expect("it goes")).await;
        assert_eq!(counter.shop.settings().await.expect("a shop").shop_name, "Typed");
        let told = reports(&counter).await;
        assert!(told[0].settings_taken && !told[0].settings_refused, "{told:?}");
        assert!(!counter.folder().join("practice-restore.json").exists());
    }
}

#[tokio::test]
async fn settings_that_cannot_be_taken_are_told() {
    let (mut counter, orders) = cut(|folder, backup| do_steps(folder, backup, 1, &wanted("{"))).await;
    assert_eq!(counter.shop.settings().await, None);
    let told = reports(&counter).await;
    assert!(told[0].settings_refused && !told[0].settings_taken, "{told:?}");
    assert_whole(&mut counter, &orders).await;
}

/// The ledger of the restore is unreadable; the settings were taken all the same, and the report of the repair says so.
#[tokio::test]
async fn settings_taken_with_a_ledger_that_cannot_be_used_are_taken_once() {
    let (counter, orders) = cut(|folder, backup| {
        do_steps(folder, backup, 4, &wanted(TAKEN));
        fs::write(folder.join("practice.db"), b"nothing").expect("rubbish");
    })
    .await;
    assert_eq!(counter.shop.settings().await.expect("a shop").shop_name, "Taken");
    save_shop(&counter, "Typed").await;
    let mut counter = after(counter, |_| ()).await;
    assert_eq!(counter.shop.settings().await.expect("a shop").shop_name, "Typed");
    let report = counter.shop.repair().await.expect("it is repaired");
    assert!(report.settings_taken && report.damaged, "{report:?}");
    assert_whole(&mut counter, &orders).await;
}
