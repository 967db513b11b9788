//! The check of the whole file, as the shop sees it.

use std::fs;
use std::path::Path;

use till::{About, FileCheck, Problem, SearchQuery};

use super::super::counter::Counter;
use super::super::stall::within;
use super::{QUICK, after, airtel, assert_whole, sell_well};

const PAGE: usize = 4_096;

/// Writes over the first page of an index or a table, which nobody reads at a start.
fn write_over(folder: &Path, name: &str) {
    let path = folder.join("practice.db");
    let raw = rusqlite::Connection::open(&path).expect("the file");
    let root = raw.query_row("SELECT rootpage FROM sqlite_schema WHERE name = ?1", [name], |row| row.get::<_, i64>(0));
    let page = usize::try_from(root.expect("it is there")).expect("a page");
    drop(raw);
    let mut bytes = fs::read(&path).expect("the file");
    bytes[(page - 1) * PAGE..page * PAGE].fill(0xFF);
    fs::write(&path, bytes).expect("a damaged file");
}

async fn checked(counter: &Counter) -> FileCheck {
    counter.shop.books().await.file_check
}

#[tokio::test]
async fn a_page_that_no_start_reads_is_found_by_the_check_and_then_nothing_is_sold_until_it_is_repaired() {
    let mut counter = Counter::with(&["inspay"], QUICK).await;
    let mut orders = sell_well(&mut counter, "98765", 3).await;
    counter.shop.back_up_now().await.expect("a backup");
    // The first start with sales looks at the whole file. From then on it is known.
    let counter = after(counter, |_| ()).await;
    assert_eq!(checked(&counter).await, FileCheck::default());
    counter.shop.check_files_now().await;
    let whole = checked(&counter).await;
    assert!(whole.ended_ms.is_some() && whole.damage.is_none(), "{whole:?}");

    let mut counter = after(counter, |folder| write_over(folder, "sale_by_sum")).await;
    assert_eq!(counter.shop.books().await.damage, None, "the start does not read it");
    orders.extend(sell_well(&mut counter, "98766", 1).await);
    counter.shop.check_files_now().await;
    assert_eq!(checked(&counter).await.damage.as_deref(), Some("pages"));
    assert!(counter.shop.books().await.damage.is_some(), "it is told as any damage");
    let refused = Err(vec![Problem::LedgerCorrupt]);
    assert_eq!(counter.shop.till().sell(&airtel("9876720001")).await, refused);

    let mut counter = after(counter, |_| ()).await;
    assert_eq!(counter.shop.till().sell(&airtel("9876720002")).await, refused, "the next start knows it at once");
    counter.shop.repair().await.expect("it is repaired");
    assert_eq!(checked(&counter).await, FileCheck::default(), "another file is in its place");
    assert_whole(&mut counter, &orders).await;
    counter.shop.check_files_now().await;
    assert_eq!(checked(&counter).await.damage, None);
    assert!(checked(&counter).await.ended_ms.is_some());
}

#[tokio::test]
async fn damage_that_a_screen_meets_is_told_to_the_window_at_once_and_can_be_repaired_without_a_restart() {
    let mut counter = Counter::with(&["inspay"], QUICK).await;
    let mut orders = sell_well(&mut counter, "98765", 3).await;
    counter.shop.back_up_now().await.expect("a backup");
    let counter = after(counter, |_| ()).await;
    let mut counter = after(counter, |folder| write_over(folder, "sale_by_sum")).await;
    orders.extend(sell_well(&mut counter, "98766", 1).await);
    assert_eq!(counter.shop.books().await.damage, None, "nobody has met it");

    let mut notices = counter.shop.notices();
    let amount = SearchQuery { text: "299".to_owned(), more_of: None };
    assert_eq!(counter.shop.till().search(&amount), Err(Problem::LedgerCorrupt));
    within(async { while notices.recv().await.expect("a notice").about != About::Books {} }).await;
    // The window asks for all of it then, and shows the repair by what it hears.
    let told = counter.shop.counter().await.expect("the counter").books;
    assert!(told.damage.is_some() && told.file_check.damage.is_some(), "{told:?}");
    let refused = Err(vec![Problem::LedgerCorrupt]);
    assert_eq!(counter.shop.till().sell(&airtel("9876720001")).await, refused);
    assert_eq!(counter.shop.till().search(&amount), Err(Problem::LedgerCorrupt));
    counter.shop.repair().await.expect("it is repaired");
    assert_eq!(counter.shop.books().await.damage, None);
    assert_whole(&mut counter, &orders).await;
}

#[tokio::test]
async fn a_folder_that_was_copied_is_looked_at_whole_when_it_is_opened() {
    let mut counter = Counter::with(&["inspay"], QUICK).await;
    sell_well(&mut counter, "98765", 3).await;
    let counter = after(counter, |_| ()).await;
    let counter = after(counter, |folder| {
        write_over(folder, "sale_by_sum");
        // As if it had been opened elsewhere before.
        let settings = folder.join("settings.json");
        let mut file: serde_json::Value =
            serde_json::from_slice(&fs::read(&settings).expect("settings")).expect("settings");
        file["backup"]["place"] = "/nowhere/galla".into();
        fs::write(settings, file.to_string()).expect("settings");
    })
    .await;
    assert!(counter.shop.books().await.damage.is_some(), "its mark is of another place");
}

/// A link in the place of the books is not read, so it stands for a disk that does not give them.
#[cfg(unix)]
#[tokio::test]
async fn books_that_the_disk_gives_again_are_opened_without_a_restart() {
    let mut counter = Counter::with(&["inspay"], QUICK).await;
    let mut orders = sell_well(&mut counter, "98765", 3).await;
    let (there, away) = (counter.folder().join("practice.db"), counter.folder().join("away.db"));
    let mut counter = after(counter, |folder| {
        fs::rename(&there, &away).expect("the books are away");
        fs::write(folder.join("elsewhere"), b"no books").expect("a file");
        std::os::unix::fs::symlink(folder.join("elsewhere"), &there).expect("a link");
    })
    .await;
    for _ in 0..2 {
        assert!(counter.shop.books().await.damage.expect("it is told").not_given);
        let refused = counter.shop.till().sell(&airtel("9876720001")).await.expect_err("nothing is sold");
        let is_told = |problem: &Problem| matches!(problem, Problem::LedgerNotGiven { .. });
        assert!(refused.iter().any(is_told), "{refused:?}");
        counter.shop.open_books_again().await.expect("it is tried");
    }
    fs::remove_file(&there).and_then(|()| fs::rename(&away, &there)).expect("the books are there again");

    let mut notices = counter.shop.notices();
    counter.shop.open_books_again().await.expect("it is tried");
    within(async { while notices.recv().await.expect("a notice").about != About::Books {} }).await;
    assert_eq!(counter.shop.books().await.damage, None);
    orders.extend(sell_well(&mut counter, "98766", 1).await);
    let till = counter.shop.till();
    counter.shop.open_books_again().await.expect("there is nothing to do");
    assert!(std::sync::Arc::ptr_eq(&till, &counter.shop.till()), "books that are open stay open");
    drop(till);
    assert_whole(&mut counter, &orders).await;
}
