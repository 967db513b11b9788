//! Books of an earlier version: copied first, then brought up to date, and told of on the way.

use std::sync::{Arc, Mutex};

use domain::Period;
use rusqlite::Connection;
use till::{Upgrade, UpgradeStep, rebuild_books};

use super::super::stall::sales_of;
use super::*;

/// The last schema whose rows did not say what they decided.
const SCHEMA: [&str; 5] = [
    include_str!("../../../../src-tauri/crates/ledger/migrations/0001_initial.sql"),
    include_str!("../../../../src-tauri/crates/ledger/migrations/0002_attempts.sql"),
    include_str!("../../../../src-tauri/crates/ledger/migrations/0003_desk.sql"),
    include_str!("../../../../src-tauri/crates/ledger/migrations/0004_restore.sql"),
    include_str!("../../../../src-tauri/crates/ledger/migrations/0005_word.sql"),
];
const SALES: i64 = 40;

/// Practice books of that version, with sales of one day that succeeded. A key that is not at hand sealed them.
fn old_books(folder: &Path) {
    let raw = Connection::open(folder.join("practice.db")).expect("a file");
    SCHEMA.iter().for_each(|sql| raw.execute_batch(sql).expect("the schema"));
    raw.pragma_update(None, "user_version", 5).expect("the version");
    raw.execute("INSERT INTO ledger VALUES (1, 'practice', 1)", ()).expect("the ledger");
    for id in 1..=SALES {
        let (phone, order) = (format!("98{id:08}"), format!("OLDOLD{id:06}"));
        let sale =
            "INSERT INTO sale (id, service, operator, number, circle, amount_paise, state, created_at_ms, day, intent)
            VALUES (?1, 'prepaid', 'airtel', ?2, 'delhi', 29900, 'succeeded', 1795170000000, '2026-11-20', ?3)";
        raw.execute(sale, (id, &phone, format!("old {id}"))).expect("a sale");
        let attempt = "INSERT INTO attempt (id, sale_id, provider, code, account, order_id, state, submitted_at_ms,
                settled_at_ms, earned_paise)
            VALUES (?1, ?1, 'inspay', 'A', 'shop', ?2, 'succeeded', 1795170000000, 1795170000000, 598)";
        raw.execute(attempt, (id, &order)).expect("an attempt");
        let facts = format!(r#"{{"facts":"prepaid|airtel|{phone}|delhi|29900|inspay|A|{order}"}}"#);
        for (place, (kind, from, to)) in [
            ("intended", "", "intended"),
            ("submitted", "intended", "submitted"),
            ("succeeded", "submitted", "succeeded"),
        ]
        .into_iter()
        .enumerate()
        {
            let seq = id * 3 - 2 + place as i64;
            let detail = if place == 0 { facts.as_str() } else { "{}" };
            let row = "INSERT INTO sale_event VALUES (?1, ?2, ?2, 1795170000000, ?3, ?4, ?5, ?6, 'old', x'00')";
            raw.execute(row, (seq, id, kind, from, to, detail)).expect("a row");
        }
        for (account, paise) in [("cash", 29_900), ("wallet:inspay", -29_302), ("commission", -598)] {
            raw.execute("INSERT INTO posting VALUES (?1, ?2, ?3)", (id * 3, account, paise)).expect("a posting");
        }
    }
}

fn copies(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder.join("backups")).expect("backups").flatten();
    let names = names.filter_map(|entry| entry.file_name().into_string().ok());
    names.filter(|name| name.ends_with("-before-upgrade-from-5.db")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn old_books_are_copied_brought_up_to_date_and_can_be_taken_back() {
    let first = Counter::with(&["inspay"], QUICK).await;
    let told: Arc<Mutex<Vec<Upgrade>>> = Arc::default();
    let hears = told.clone();
    let counter =
        first.beside_telling(old_books, Arc::new(move |upgrade| hears.lock().expect("told").push(upgrade))).await;
    let told = told.lock().expect("told").clone();
    let last = |step| told.iter().rfind(|upgrade| upgrade.step == step).map(|upgrade| upgrade.percent);
    assert_eq!((last(UpgradeStep::Copying), last(UpgradeStep::Updating)), (Some(100), Some(100)), "{told:?}");
    assert!(told.is_sorted_by_key(|upgrade| (upgrade.step == UpgradeStep::Updating, upgrade.percent)), "{told:?}");
    assert_eq!(counter.shop.till().sales_page(&sales_of(Period::Always)).unwrap().all_rows, 40);

    let names = copies(counter.folder());
    assert_eq!(names.len(), 1, "{names:?}");
    counter.shop.back_up_now().await.expect("a backup");
    assert_eq!(copies(counter.folder()), names, "no newer backup takes its place");

    // The copy is a backup: under a backup's name it is put back, and brought up to date once more.
    let own = counter.folder().join("backups");
    fs::copy(own.join(&names[0]), own.join("practice-2026-11-20.db")).expect("a copy");
    let input =
        RestoreInput { name: "practice-2026-11-20.db".to_owned(), place: BackupPlace::Own, with_settings: false };
    counter.shop.restore(&input).await.expect("it is put back");
    assert_eq!(counter.shop.till().sales_page(&sales_of(Period::Always)).unwrap().all_rows, 40);
    let books = rebuild_books(counter.folder(), counter.pocket.clone()).await;
    assert!(books.is_err(), "another copy has the folder open: {books:?}");
    let again = after(counter, |_| ()).await;
    assert_eq!(copies(again.folder()), names, "what was brought up to date is not copied again");
}
