//! The books cannot be read for a while: whoever wants to see them is told so, and nobody sees an empty list in their place.

use std::path::Path;
use std::time::Duration;

use domain::SaleState;
use ledger::Attention;
use rusqlite::Connection;
use till::{Mode, Problem, SaleInput, SearchQuery, SlipOf};

use super::counter::Counter;
use super::stall::{Stall, airtel, todays, within};

fn is_unread<T: std::fmt::Debug>(told: &Result<T, Problem>) -> bool {
    matches!(told, Err(Problem::LedgerUnread { .. }))
}

/// Takes a table out of everybody's sight until this is dropped.
struct Hidden {
    books: Connection,
    table: &'static str,
}

impl Hidden {
    fn table(stall: &Stall, table: &'static str) -> Hidden {
        Hidden::within(&stall.path(), table)
    }

    fn within(books: &Path, table: &'static str) -> Hidden {
        let books = Connection::open(books).expect("the books");
        books.busy_timeout(Duration::from_secs(5)).expect("patience");
        books.execute_batch(&format!("ALTER TABLE {table} RENAME TO away")).expect("it is taken away");
        Hidden { books, table }
    }
}

impl Drop for Hidden {
    fn drop(&mut self) {
        let back = self.books.execute_batch(&format!("ALTER TABLE away RENAME TO {}", self.table));
        back.expect("it is brought back");
    }
}

fn in_books(stall: &Stall, sql: &str) {
    stall.tamper();
    let books = Connection::open(stall.path()).expect("the books");
    books.busy_timeout(Duration::from_secs(5)).expect("patience");
    books.execute_batch(sql).expect("it is written");
}

#[tokio::test]
async fn a_screen_says_that_the_books_cannot_be_read() {
    let mut stall = Stall::with("inspay", Duration::ZERO).await;
    let sale = stall.sell(&airtel("9876543210")).await;
    let by_number = SearchQuery { text: "98765".into(), more_of: None };
    let seen = stall.till.counter_now().expect("the counter");
    {
        let _hidden = Hidden::table(&stall, "attempt");
        let till = &stall.till;
        assert!(is_unread(&till.counter_now()), "{:?}", till.counter_now());
        assert!(is_unread(&till.pending_sales()));
        assert!(is_unread(&till.day_book(&todays().filter)));
        assert!(is_unread(&till.search(&by_number)));
        assert!(is_unread(&till.sale(sale.id)));
        assert!(is_unread(&till.slip_preview(&SlipOf::Sale { sale_id: sale.id }, &[], None)));
        assert!(is_unread(&within(till.check_now(sale.id)).await));
        assert!(is_unread(&till.wallets()));
        assert!(is_unread(&till.desk()));
    }
    let after = stall.till.counter_now().expect("the counter");
    assert_eq!((after.tiles.len(), after.done_today), (seen.tiles.len(), seen.done_today));
}

#[tokio::test]
async fn a_window_opens_whichever_of_its_questions_the_books_refuse_and_tells_it() {
    let mut counter = Counter::with(&["inspay"], Duration::ZERO).await;
    counter.connect("inspay", &counter.simulator.base_address("inspay"), &[]).await;
    counter.shop.set_mode(Mode::Real).await.expect("real money");
    counter.sell(&SaleInput { mode: Mode::Real, ..airtel("9876543210") }).await;
    let books = counter.folder().join("ledger.db");
    for (table, mode) in [("wallet_reading", Mode::Real), ("attempt", Mode::Real), ("attempt", Mode::Practice)] {
        counter.shop.set_mode(mode).await.expect("a mode");
        {
            let _hidden = Hidden::within(&books, table);
            let opened = counter.shop.counter().await.expect("the window opens");
            assert_eq!((opened.providers.is_empty(), opened.operators.is_empty()), (false, false), "{table}");
        }
        let told = counter.shop.counter_now().expect("the figures").books_problem;
        assert_eq!(told.is_some(), mode == Mode::Real, "practice goes on without a word of it: {told:?}");
        assert!(told.is_none_or(|told| is_unread(&Err::<(), _>(told))), "{table}");
    }
}

#[tokio::test]
async fn a_contradicted_mark_never_vanishes_because_the_journal_cannot_be_read() {
    let mut stall = Stall::with("inspay", Duration::ZERO).await;
    let sale = stall.sell(&airtel("9876543210")).await;
    in_books(&stall, "UPDATE attempt SET attention = 'contradicted'");
    let seen = stall.now(sale.id);
    assert_eq!((seen.attention, seen.is_loud), (Some(Attention::Contradicted), true));
    {
        // What contradicts stands in the journal alone.
        let _hidden = Hidden::table(&stall, "sale_event");
        assert!(is_unread(&stall.till.counter_now()));
        assert!(is_unread(&stall.till.pending_sales()));
        assert!(is_unread(&stall.till.sale(sale.id)));
    }
    assert_eq!(stall.till.counter_now().expect("the counter").loud.len(), 1);
}

#[tokio::test]
async fn what_a_task_could_not_write_is_shown_for_a_minute() {
    let mut stall = Stall::with("inspay", Duration::ZERO).await;
    assert_eq!(stall.till.counter_now().expect("the counter").books_problem, None);
    // The log of orders is no file but a folder.
    let log = stall.path().with_file_name("ledger-orders.log");
    std::fs::create_dir(&log).expect("a folder in its place");
    let sale = stall.sell(&airtel("9876543210")).await;
    assert_eq!(sale.state, SaleState::Succeeded, "it stops no sale");
    let told = stall.till.counter_now().expect("the counter").books_problem;
    assert!(matches!(told, Some(Problem::LedgerFailed { .. })), "{told:?}");
    stall.clock.forward(61_000);
    assert_eq!(stall.till.counter_now().expect("the counter").books_problem, None);
}

#[tokio::test]
async fn a_row_of_another_version_is_read_like_every_other() {
    let mut stall = Stall::with("inspay", Duration::ZERO).await;
    let sale = stall.sell(&airtel("9876543210")).await;
    for (row, kind) in [(r#"{"kind":"from_next_year","data":{"since":1}}"#, "from_next_year"), ("no JSON at all", "")] {
        in_books(&stall, &format!("UPDATE attempt SET problem = '{row}'"));
        let seen = stall.now(sale.id);
        assert_eq!(seen.problem, Some(Problem::OfAnotherVersion { kind: kind.into() }));
        assert_eq!(seen.state, SaleState::Succeeded);
    }
}

#[tokio::test]
async fn a_company_that_is_not_connected_any_more_is_named() {
    let mut stall = Stall::with("inspay", Duration::ZERO).await;
    let sale = stall.sell(&airtel("9876543210")).await;
    stall.till.set_connections(Vec::new());
    let gone = Problem::ProviderNotConnected { provider: "inspay".into() };
    stall.clock.forward(5_000);
    assert_eq!(within(stall.till.check_now(sale.id)).await, Err(gone.clone()));
    assert_eq!(within(stall.till.check_balance("inspay")).await, Err(gone));
}
