//! What a company says of a sale after it has succeeded: it may take it back days later.

use std::time::Duration;

use domain::SaleState;
use providers::company;
use till::SaleView;

use super::house::{House, airtel, connection};
use super::scripted::Scripted;

const DAY_MS: i64 = 86_400_000;
const YEAR_MS: i64 = 365 * DAY_MS;

/// A sale that has succeeded at a company of the test's own.
async fn sold() -> (House, Scripted, SaleView) {
    let scripted = Scripted::saying("Success").await;
    let mut house = House::with("a1topup", Duration::from_millis(40)).await;
    house.connect(vec![connection(company("inspay").expect("a company"), &scripted.base)]);
    let sale = house.sell(&airtel("9876543210")).await;
    assert_eq!(sale.state, SaleState::Succeeded);
    (house, scripted, sale)
}

/// So much later the program has asked once more.
async fn asked_after(house: &mut House, sale: &SaleView, ms: i64) {
    let before = house.now(sale.id).checks;
    house.clock.forward(ms);
    house.nudge();
    house.until(sale.id, |now| now.checks > before || now.state != SaleState::Succeeded).await;
}

#[tokio::test]
async fn the_last_look_at_a_success_is_repeated_when_it_said_nothing() {
    let (mut house, scripted, sale) = sold().await;
    scripted.now_says("no word that anybody knows");
    asked_after(&mut house, &sale, 3 * DAY_MS).await;
    scripted.now_says("Failure");
    asked_after(&mut house, &sale, DAY_MS).await;
    house.until(sale.id, |now| now.state == SaleState::Reversed).await;
    assert_eq!(scripted.recharges(), 1);
}

#[tokio::test]
async fn a_success_is_looked_at_three_days_on_although_the_clock_was_a_year_behind() {
    let (mut house, scripted, sale) = sold().await;
    asked_after(&mut house, &sale, YEAR_MS).await;
    scripted.now_says("Failure");
    asked_after(&mut house, &sale, 3 * DAY_MS).await;
    house.until(sale.id, |now| now.state == SaleState::Reversed).await;
}

/// The times of the schedule are days apart; a shop that was shut meanwhile asks when it opens, and once again.
#[tokio::test]
async fn a_success_that_was_looked_at_twice_days_apart_is_left_alone() {
    const MINUTE_MS: i64 = 60_000;
    let schedule = [10 * MINUTE_MS, 350 * MINUTE_MS, 18 * 60 * MINUTE_MS, 2 * DAY_MS];
    for looks in [&schedule[..], &[7 * DAY_MS, 3 * DAY_MS]] {
        let (mut house, scripted, sale) = sold().await;
        for after_ms in looks {
            asked_after(&mut house, &sale, *after_ms).await;
        }
        house.clock.forward(20 * DAY_MS);
        let other = house.sell(&airtel("9876543211")).await;
        // What was due before is asked about before.
        asked_after(&mut house, &other, DAY_MS).await;
        assert_eq!((house.now(sale.id).checks as usize, scripted.enquiries()), (looks.len(), looks.len() + 1));
    }
}

/// The clock is ahead by a year when it is sold, and put right afterwards, while the program runs.
#[tokio::test]
async fn a_success_is_looked_at_three_days_on_although_the_clock_was_a_year_ahead() {
    let (mut house, scripted, sale) = sold().await;
    asked_after(&mut house, &sale, -YEAR_MS).await;
    scripted.now_says("Failure");
    asked_after(&mut house, &sale, 3 * DAY_MS).await;
    house.until(sale.id, |now| now.state == SaleState::Reversed).await;
}

/// The clock was a year behind. After the look that was late somebody asks by hand: the next one comes all the same.
#[tokio::test]
async fn a_look_before_its_time_does_not_take_the_place_of_a_later_one() {
    let (mut house, scripted, sale) = sold().await;
    asked_after(&mut house, &sale, YEAR_MS).await;
    house.clock.forward(DAY_MS);
    house.check(sale.id).await;
    scripted.now_says("Failure");
    asked_after(&mut house, &sale, 3 * DAY_MS).await;
    house.until(sale.id, |now| now.state == SaleState::Reversed).await;
}
