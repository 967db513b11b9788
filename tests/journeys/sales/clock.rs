//! The computer's clock is wrong. The books go by the companies' time all the same.

use std::sync::Arc;
use std::time::Duration;

use domain::{Days, Period, SaleState, india_day};
use rusqlite::Connection;
use serde_json::Value;
use simulator::{Config, Simulator};
use till::{Clock, Mode, Parts, SaleInput, SystemClock, Till, notice_board};

use super::dated::DatedLine;
use super::stall::{Stall, TestClock, airtel, parts, sales_of};

const DAY_MS: i64 = 86_400_000;
const YEAR_MS: i64 = 365 * DAY_MS;
const MINUTE_MS: i64 = 60_000;

/// A counter at two companies that tell the true time, with a computer that is wrong by so much.
async fn shop(wrong_ms: i64) -> (Stall, Arc<DatedLine>, Simulator) {
    let simulator = Simulator::start(Config { port: 0, book: None, pace: Duration::ZERO }).await.expect("a simulator");
    let bases = ["inspay", "a1topup"].map(|slug| (slug, simulator.base_address(slug)));
    let (mut stall, line) = Stall::real(&bases).await;
    stall.wallets_read().await;
    stall.clock.set_wrong(wrong_ms);
    (stall, line, simulator)
}

fn real(number: &str) -> SaleInput {
    SaleInput { mode: Mode::Real, ..airtel(number) }
}

/// How the newest rows of the journal say that their time was known, and that time.
fn marks(stall: &Stall) -> Vec<(i64, Value)> {
    let books = Connection::open(stall.path()).expect("the books");
    let mut rows = books.prepare("SELECT at_ms, detail FROM sale_event ORDER BY seq").expect("the journal");
    let rows = rows.query_map((), |row| Ok((row.get(0)?, row.get::<_, String>(1)?))).expect("the journal");
    rows.map(|row| row.expect("a row"))
        .map(|(at_ms, detail)| (at_ms, serde_json::from_str::<Value>(&detail).expect("JSON")["clock"].clone()))
        .collect()
}

fn is_now(ms: i64) -> bool {
    (ms - SystemClock.now_ms()).abs() < MINUTE_MS
}

#[tokio::test]
async fn a_sale_is_written_at_the_companies_time_beside_the_computers() {
    for wrong_ms in [YEAR_MS, -YEAR_MS] {
        let (mut stall, _line, _simulator) = shop(wrong_ms).await;
        let sale = stall.sell(&real("9876543210")).await;
        assert_eq!(sale.state, SaleState::Succeeded);
        assert!(is_now(sale.created_at_ms) && is_now(sale.settled_at_ms.expect("it is settled")));
        let today = Period::Days(Days::one(&india_day(SystemClock.now_ms())));
        assert_eq!(stall.till.sales_page(&sales_of(today)).expect("the day book").rows.len(), 1);
        for (at_ms, mark) in marks(&stall) {
            assert!(is_now(at_ms));
            assert_eq!(mark["from"], "companies");
            let computer_ms = mark["computer_ms"].as_i64().expect("the computer's own");
            assert!((computer_ms - at_ms - wrong_ms).abs() < MINUTE_MS, "{computer_ms} {at_ms}");
        }
        let apart = stall.till.counter_now().expect("the counter").clock.expect("the clocks part");
        assert!(is_now(apart.shop_ms) && is_now(apart.computer_ms - wrong_ms));
        stall.clock.set_wrong(0);
        assert_eq!(stall.till.counter_now().expect("the counter").clock, None);
    }
}

#[tokio::test]
async fn an_opening_goes_on_from_where_the_journal_ends() {
    let (mut stall, line, _simulator) = shop(0).await;
    stall.clock.forward(DAY_MS);
    stall.sell(&real("9876543210")).await;
    let newest_ms = marks(&stall).last().expect("a row").0;
    line.leave_dates_out();
    let clock = Arc::new(TestClock::default());
    clock.set_wrong(-YEAR_MS);
    let parts = parts(stall.path(), line.connections(), clock.clone(), notice_board());
    let till = Till::open(Parts { mode: Mode::Real, http: line, ..parts }).expect("it opens again");
    let now = till.counter_now().expect("the counter");
    assert!((newest_ms..newest_ms + MINUTE_MS).contains(&now.now_ms));
    assert!(now.clock.is_some_and(|apart| is_now(apart.computer_ms + YEAR_MS)));
    clock.set_wrong(2 * DAY_MS);
    let now = till.counter_now().expect("the counter");
    assert_eq!((is_now(now.now_ms - 2 * DAY_MS), now.clock), (true, None), "nobody knows better yet");
}
