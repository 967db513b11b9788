//! A second folder that several computers share.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use till::{BackupPlace, BackupView, Clock, RestoreInput};

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

fn sign(folder: &Path) -> String {
    let text = fs::read_to_string(folder.join("settings.json")).expect("settings");
    let file: serde_json::Value = serde_json::from_str(&text).expect("settings");
    file["backup"]["sign"].as_str().expect("a sign").to_owned()
}

/// The README tells people that they may lay a backup there.
#[tokio::test]
async fn a_copy_of_another_computer_in_the_own_folder_stays_another_computers() {
    let stick = tempfile::tempdir().expect("a stick");
    let mut here = Counter::with(&["inspay"], QUICK).await;
    let mut there = Counter::with(&["inspay"], QUICK).await;
    sell_well(&mut there, "98766", 2).await;
    shared(&there, stick.path()).await;
    let (name, copy) = files(stick.path()).pop_first().expect("their copy");
    sell_well(&mut here, "98765", 1).await;
    let kept = here.folder().join("backups");
    fs::create_dir_all(&kept).expect("the folder");
    fs::write(kept.join(&name), copy).expect("it is laid there");
    let seen = here.shop.backups().await.expect("backups");
    assert!(seen.backups.iter().all(|copy| copy.elsewhere && copy.sales == 2) && seen.backups.len() == 1, "{seen:?}");
    assert_eq!(seen.books.last_backup_ms, None, "it is no backup of these books");

    let other = tempfile::tempdir().expect("a stick of its own");
    shared(&here, other.path()).await;
    let ours = sign(here.folder());
    // The log is as long as the oldest backup of these books is old, not as that one.
    for _ in 0..20 {
        here.clock.forward(DAY_MS);
        here.shop.back_up_when_due().await;
    }
    let log = fs::read_to_string(here.folder().join("practice-orders.log")).expect("the log");
    assert_eq!(log, "", "the sale is older than every backup");
    assert!(kept.join(&name).is_file(), "what a person has laid there stays");

    let here = after(here, |folder| {
        fs::write(folder.join("practice.db"), b"nothing").expect("rubbish");
        fs::write(folder.join("settings.json"), "{").expect("broken");
        let ours = files(&kept).into_keys().filter(|ours| *ours != name).skip(1);
        ours.for_each(|ours| fs::remove_file(kept.join(ours)).expect("it goes"));
    })
    .await;
    assert_eq!(sign(here.folder()), ours, "nothing was taken from theirs");
    let damage = here.shop.books().await.damage.expect("the damage");
    assert_eq!(damage.backup.map(|backup| (backup.sales, backup.elsewhere)), Some((1, false)));
    let report = here.shop.repair().await.expect("it is repaired");
    assert_eq!(report.sales_from_backup, 1);
}

/// Broken settings: what is taken from a backup makes this installation no other one.
#[tokio::test]
async fn settings_taken_from_a_backup_bring_no_other_sign() {
    let stick = tempfile::tempdir().expect("a stick");
    let here = Counter::with(&["inspay"], QUICK).await;
    let there = Counter::with(&["inspay"], QUICK).await;
    shared(&here, stick.path()).await;
    shared(&there, stick.path()).await;
    let (ours, theirs) = (sign(here.folder()), sign(there.folder()));
    for counter in [&here, &there] {
        counter.shop.back_up_now().await.expect("one that tells the sign");
    }
    let here = after(here, |folder| fs::write(folder.join("settings.json"), "{").expect("broken")).await;
    assert_eq!(sign(here.folder()), ours, "all backups tell it");
    let laid = |folder: &Path, broken: &str| {
        // Without their sign in its name, and newer than all of ours.
        let (name, copy) = files(&there.folder().join("backups")).pop_last().expect("their backup");
        fs::write(folder.join("backups").join(name.replace("practice-2", "practice-3")), copy)
            .expect("it is laid there");
        fs::write(folder.join("settings.json"), broken).expect("broken");
    };
    let broken = format!(r#"{{"backup": {{ "folder": "", "sign": "{ours}" "#);
    let here = after(here, |folder| laid(folder, &broken)).await;
    assert_eq!(sign(here.folder()), ours, "the broken file shows it");
    let here = after(here, |folder| laid(folder, "{")).await;
    assert_eq!(here.shop.books().await.files_taken_back, ["settings.json"]);
    let new = sign(here.folder());
    assert!(new != theirs && new.len() == ours.len(), "{new}");
}

/// A data folder that was copied whole to another computer has the same sign there, since nobody can see the first one from it.
#[tokio::test]
async fn of_two_folders_of_one_sign_neither_takes_the_others_books() {
    let stick = tempfile::tempdir().expect("a stick");
    let mut here = Counter::with(&["inspay"], QUICK).await;
    let mut there = Counter::with(&["inspay"], QUICK).await;
    sell_well(&mut here, "98765", 1).await;
    sell_well(&mut there, "98766", 2).await;
    for counter in [&here, &there] {
        // Noon in India, far from the change of day.
        let of_day_ms = (counter.clock.now_ms() + 19_800_000) % DAY_MS;
        counter.clock.forward(DAY_MS - of_day_ms + DAY_MS / 2);
    }
    shared(&here, stick.path()).await;
    let settings = fs::read_to_string(here.folder().join("settings.json")).expect("settings");
    let mut settings: serde_json::Value = serde_json::from_str(&settings).expect("settings");
    settings["backup"]["place"] = "/on/another/computer".into();
    let there =
        after(there, |folder| fs::write(folder.join("settings.json"), settings.to_string()).expect("copied")).await;
    assert_eq!(sign(there.folder()), sign(here.folder()));
    there.clock.forward(60_000);
    there.shop.back_up_now().await.expect("a backup");
    let sales: Vec<i64> = copies(&here).await.iter().map(|copy| copy.sales).collect();
    assert_eq!(sales, [2, 1], "each has a name of its own");
    for _ in 0..16 {
        for counter in [&here, &there] {
            counter.clock.forward(DAY_MS);
            counter.shop.back_up_when_due().await;
        }
    }
    let kept = copies(&here).await;
    for sales in [1, 2] {
        let count = kept.iter().filter(|copy| copy.sales == sales).count();
        assert!((13..=15).contains(&count), "neither throws away the other's fortnight: {count} of {}", kept.len());
    }
    let here = after(here, |folder| fs::write(folder.join("practice.db"), b"nothing").expect("rubbish")).await;
    assert_eq!(here.shop.repair().await.expect("it is repaired").sales_from_backup, 1);
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
        assert_eq!(files(stick.path()).len(), before.len(), "each under the sign it had");
        assert_eq!(counter.shop.backups().await.expect("backups").second_problem, None);
    }
    let signs = |files: &BTreeMap<String, Vec<u8>>| -> Vec<String> {
        let sign = |name: &String| name.rsplit_once('-').expect("a sign").1.to_owned();
        let mut signs: Vec<String> = files.keys().map(sign).collect();
        signs.sort_unstable();
        signs
    };
    let after = files(stick.path());
    assert_eq!(signs(&before), signs(&after));
    assert!(before.keys().all(|name| !after.contains_key(name)), "each in the place of its own");
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
