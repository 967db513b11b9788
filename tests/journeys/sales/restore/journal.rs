//! Books that somebody changed by another program: the journal knows better.

use rusqlite::Connection;

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn books_that_are_not_what_their_journal_tells_are_told_above_every_screen_and_go_on_selling() {
    let mut counter = Counter::with(&["inspay"], QUICK).await;
    sell_well(&mut counter, "98765", 2).await;
    counter.tamper();
    let change = |sql: &'static str| {
        move |folder: &Path| {
            let books = Connection::open(folder.join("practice.db")).expect("the books");
            books.execute_batch(sql).expect("it is changed");
        }
    };
    let mut counter = after(counter, change("UPDATE attempt SET checks = checks + 7 WHERE id = 2")).await;
    counter.shop.back_up_now().await.expect("no seal is broken, so there is a backup");
    let told = counter.shop.till().counter_now().expect("the counter").books_problem;
    let what = "attempt 2, checks: 7 in the books, 0 by the journal".to_owned();
    assert_eq!(told, Some(Problem::BooksNotAsJournal { what }));
    sell_well(&mut counter, "98766", 1).await;

    let counter = after(counter, change("UPDATE attempt SET checks = checks - 7 WHERE id = 2")).await;
    counter.shop.back_up_now().await.expect("a backup");
    assert_eq!(counter.shop.till().counter_now().expect("the counter").books_problem, None);
}
