//! Books that are made anew say whether the journal's seals are whole.

use rusqlite::Connection;
use till::{Mode, SaleInput, rebuild_books};

use super::super::counter::Mood;
use super::super::own_files::shop;
use super::*;

#[tokio::test]
async fn books_that_are_made_anew_say_whether_the_seals_are_whole() {
    let mut counter = Counter::with(&["inspay"], QUICK).await;
    counter.shop.save_shop(&shop("Verma Telecom")).await.expect("a shop");
    counter.connect("inspay", &counter.simulator.base_address("inspay"), &[]).await;
    counter.shop.set_mode(Mode::Real).await.expect("real money");
    counter.sell(&SaleInput { mode: Mode::Real, ..airtel("9876500001") }).await;
    let (folder, pocket) = counter.shut().await;
    let made_anew = async || rebuild_books(folder.path(), pocket.clone()).await.expect("the books");

    let books = made_anew().await;
    let seals = books.seals.expect("the seals were checked");
    assert!(books.is_the_same() && seals.sealed > 2 && seals.other_key == 0, "{books:?}");

    pocket.set_mood(Mood::Locked);
    let books = made_anew().await;
    assert!(books.is_the_same() && books.seals.is_none(), "without the key nobody knows: {books:?}");
    pocket.set_mood(Mood::Well);

    folder.tamper();
    let raw = Connection::open(folder.path().join("ledger.db")).expect("the books");
    raw.execute_batch("DROP TRIGGER sale_event_is_final; UPDATE sale_event SET mac = zeroblob(32) WHERE seq = 2")
        .expect("another seal");
    drop(raw);
    let books = made_anew().await;
    assert_eq!(books.seals.and_then(|seals| seals.broken_at), Some(2));
    assert!(books.differences.is_empty() && !books.is_the_same(), "the facts are the same: {books:?}");
}
