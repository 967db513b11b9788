//! A second folder that several computers share.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use till::{BackupPlace, BackupView, RestoreInput};

use super::super::counter::Counter;
use super::{QUICK, after, sell_well, until};

const DAY_MS: i64 = 24 * 3_600_000;

/// What a folder holds, by name.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry"));
    entries
        .map(|entry| (entry.file_name().into_string().expect("a name"), fs::read(entry.path()).expect("a file")))
        .collect()
}

/// Every copy in the second folder.
async fn copies(counter: &Counter) -> Vec<BackupView> {
    let backups = counter.shop.backups().await.expect("backups").backups;
    backups.into_iter().filter(|backup| backup.place == BackupPlace::Second).collect()
}

async fn shared(counter: &Counter, folder: &Path) {
    let seen = counter.shop.save_backup_folder(&folder.to_string_lossy()).await.expect("a folder");
    assert_eq!(seen.second_problem, None);
}

#[tokio::test]
async fn two_computers_share_a_folder_and_each_throws_away_only_its_own() {
    let stick = tempfile::tempdir().expect("a stick");
    let mut here = Counter::with(&["inspay"], QUICK).await;
    let mut there = Counter::with(&["inspay"], QUICK).await;
    sell_well(&mut here, "98765", 1).await;
    sell_well(&mut there, "98766", 2).await;
    shared(&here, stick.path()).await;
    shared(&there, stick.path()).await;
    for counter in [&here, &there] {
        let seen = copies(counter).await;
        let mut sales: Vec<i64> = seen.iter().map(|copy| copy.sales).collect();
        sales.sort_unstable();
        assert_eq!(sales, [1, 2], "{seen:?}");
        assert!(seen.iter().all(|copy| copy.problem.is_none()), "{seen:?}");
        let own = counter.shop.backups().await.expect("backups").backups;
        let own = own.iter().find(|backup| backup.place == BackupPlace::Own).expect("its own").sales;
        assert!(
            seen.iter().all(|copy| copy.elsewhere == (copy.sales != own)),
            "the list tells whose they are: {seen:?}"
        );
    }
    // Those of an older version have no sign, and stay too.
    let days: Vec<String> = (1..=20).map(|day| format!("practice-2001-01-{day:02}.db")).collect();
    for name in &days {
        fs::write(stick.path().join(name), b"of an older version").expect("a file");
    }
    let before = files(stick.path());
    for _ in 0..16 {
        here.clock.forward(DAY_MS);
        here.shop.back_up_when_due().await;
    }
    let (after, ours) = (files(stick.path()), copies(&here).await);
    assert_eq!(ours.iter().filter(|copy| copy.sales == 1).count(), 14, "a fortnight of its own: {ours:?}");
    assert_eq!(ours.iter().filter(|copy| copy.sales == 2).count(), 1);
    let lost: Vec<&String> = before.keys().filter(|name| !after.contains_key(*name)).collect();
    assert_eq!(lost.len(), 1, "its own of the first day: {lost:?}");
    assert!(
        before.iter().all(|(name, bytes)| after.get(name).is_none_or(|kept| kept == bytes)),
        "nothing is overwritten"
    );

    // Each can be restored here, and the one without a sign is listed.
    let theirs = ours.iter().find(|copy| copy.sales == 2).expect("theirs");
    let input = RestoreInput { name: theirs.name.clone(), place: theirs.place, with_settings: false };
    let plan = here.shop.restore_plan(&input).await.expect("a plan");
    assert_eq!((plan.backup.sales, plan.backup.elsewhere), (2, true));
    assert_eq!(ours.iter().filter(|copy| days.contains(&copy.name)).count(), 20);
}

/// The books of the other computer are other books, however new they are.
#[tokio::test]
async fn a_repair_takes_no_copy_of_another_computer() {
    let stick = tempfile::tempdir().expect("a stick");
    let mut here = Counter::with(&["inspay"], QUICK).await;
    let mut there = Counter::with(&["inspay"], QUICK).await;
    sell_well(&mut here, "98765", 1).await;
    sell_well(&mut there, "98766", 2).await;
    shared(&here, stick.path()).await;
    shared(&there, stick.path()).await;
    let here = after(here, |folder| {
        fs::write(folder.join("practice.db"), b"nothing").expect("rubbish");
        fs::remove_dir_all(folder.join("backups")).expect("the own ones are lost");
    })
    .await;
    let damage = here.shop.books().await.damage.expect("the damage");
    assert_eq!(damage.backup.map(|backup| backup.sales), Some(1));
    assert_eq!(here.shop.repair().await.expect("it is repaired").sales_from_backup, 1);

    let without = after(here, |folder| {
        fs::write(folder.join("practice.db"), b"nothing").expect("rubbish");
        let text = fs::read_to_string(folder.join("settings.json")).expect("settings");
        let file: serde_json::Value = serde_json::from_str(&text).expect("settings");
        let sign = file["backup"]["sign"].as_str().expect("a sign");
        let own = files(stick.path()).into_keys().find(|name| name.contains(sign)).expect("its own copy");
        fs::remove_file(stick.path().join(own)).expect("it goes");
    })
    .await;
    assert_eq!(copies(&without).await.len(), 1, "theirs is listed");
    assert_eq!(without.shop.books().await.damage.expect("the damage").backup, None, "and is not taken by itself");
    assert_eq!(without.shop.books().await.last_backup_ms, None);
}

/// Their ledger has more attempts than ours: the numbers say nothing of what it lacks.
#[tokio::test]
async fn restoring_another_computers_books_asks_about_every_order_of_ours() {
    let stick = tempfile::tempdir().expect("a stick");
    let mut here = Counter::with(&["inspay"], QUICK).await;
    let mut there = Counter::with(&["inspay"], QUICK).await;
    let ours = sell_well(&mut here, "98765", 2).await;
    sell_well(&mut there, "98766", 5).await;
    shared(&there, stick.path()).await;
    shared(&here, stick.path()).await;
    let theirs = copies(&here).await.into_iter().find(|copy| copy.sales == 5).expect("theirs");
    let input = RestoreInput { name: theirs.name, place: theirs.place, with_settings: false };
    let log = here.folder().join("practice-orders.log");
    let kept = fs::read(&log).expect("the log");
    for with_log in [false, true] {
        fs::write(&log, if with_log { &kept[..] } else { b"" }).expect("the log");
        let plan = here.shop.restore_plan(&input).await.expect("a plan");
        assert_eq!((plan.sales_now, plan.orders_to_ask), (Some(2), 2), "with_log {with_log}");
        assert!(plan.later_unknown && plan.backup.elsewhere, "what they sold later is not known here: {plan:?}");
    }
    let report = here.shop.restore(&input).await.expect("it is restored");
    assert_eq!((report.sales_from_backup, report.orders_from_log + report.orders_from_ledger), (5, 2));
    assert!(report.later_unknown, "{report:?}");
    for (order_id, end) in ours {
        until(&here, &order_id, end).await;
    }

    // And damaged: the backup has both of ours, under lower numbers than the log by now.
    let here = after(here, |folder| fs::write(folder.join("practice.db"), b"nothing").expect("rubbish")).await;
    let damage = here.shop.books().await.damage.expect("the damage");
    assert_eq!((damage.backup.map(|backup| backup.sales), damage.orders_to_ask), (Some(2), 0));
}

/// A computer that takes shop and addresses from another's backup stays itself.
#[tokio::test]
async fn settings_from_another_computer_bring_no_sign() {
    let stick = tempfile::tempdir().expect("a stick");
    let mut here = Counter::with(&["inspay"], QUICK).await;
    let there = Counter::with(&["inspay"], QUICK).await;
    sell_well(&mut here, "98765", 1).await;
    shared(&here, stick.path()).await;
    shared(&there, stick.path()).await;
    // One of theirs that tells their sign.
    here.shop.back_up_now().await.expect("a backup");
    let before = files(stick.path());
    let theirs = copies(&there).await.into_iter().find(|copy| copy.sales == 1).expect("theirs");
    let input = RestoreInput { name: theirs.name.clone(), place: theirs.place, with_settings: true };
    assert!(there.shop.restore(&input).await.expect("it is restored").settings_taken);
    for counter in [there.reopened().await, here] {
        counter.shop.back_up_now().await.expect("a backup");
        assert_eq!(files(stick.path()).len(), before.len(), "each under the name it had");
        assert_eq!(counter.shop.backups().await.expect("backups").second_problem, None);
    }
    let after = files(stick.path());
    assert!(before.iter().all(|(name, bytes)| after.get(name).is_some_and(|kept| kept != bytes)), "each its own");
}

/// A version that knew no signs has kept the folder's name alone.
#[tokio::test]
async fn a_folder_of_an_older_version_gets_a_sign_and_keeps_it() {
    let stick = tempfile::tempdir().expect("a stick");
    let typed = serde_json::json!({ "shop": null, "backup": { "folder": stick.path() } });
    let counter = Counter::with(&["inspay"], QUICK).await;
    let mut counter =
        after(counter, |folder| fs::write(folder.join("settings.json"), typed.to_string()).expect("settings")).await;
    for _ in 0..3 {
        counter.shop.back_up_now().await.expect("a backup");
        counter = counter.reopened().await;
    }
    let names: Vec<String> = files(stick.path()).into_keys().collect();
    assert_eq!(names.len(), 1, "{names:?}");
    assert_eq!(copies(&counter).await.len(), 1);
}
