//! What a company says of a sale after it has succeeded: it may take it back days later.

use domain::SaleState;
use till::{Mode, SaleInput, SaleView};

use super::scripted::Scripted;
use super::stall::{Stall, airtel};

const DAY_MS: i64 = 86_400_000;
const YEAR_MS: i64 = 365 * DAY_MS;
const MINUTE_MS: i64 = 60_000;

/// A sale that has succeeded at a company of the test's own, while the computer's clock was wrong by so much.
async fn sold(wrong_ms: i64) -> (Stall, Scripted, SaleView) {
    let scripted = Scripted::saying("Success").await;
    let (mut stall, _line) = Stall::real(&[("inspay", scripted.base.clone())]).await;
    stall.wallets_read().await;
    stall.clock.set_wrong(wrong_ms);
    let sale = stall.sell(&real("9876543210")).await;
    assert_eq!(sale.state, SaleState::Succeeded);
    (stall, scripted, sale)
}

fn real(number: &str) -> SaleInput {
    SaleInput { mode: Mode::Real, ..airtel(number) }
}

/// So much later the program has asked once more.
async fn asked_after(stall: &mut Stall, sale: &SaleView, ms: i64) {
    let before = stall.now(sale.id).checks;
    stall.clock.forward(ms);
    stall.nudge();
    stall.until(sale.id, |now| now.checks > before || now.state != SaleState::Succeeded).await;
}

#[tokio::test]
async fn the_last_look_at_a_success_is_repeated_when_it_said_nothing() {
    let (mut stall, scripted, sale) = sold(0).await;
    scripted.now_says("no word that anybody knows");
    asked_after(&mut stall, &sale, 3 * DAY_MS).await;
    scripted.now_says("Failure");
    asked_after(&mut stall, &sale, DAY_MS).await;
    stall.until(sale.id, |now| now.state == SaleState::Reversed).await;
    assert_eq!(scripted.recharges(), 1);
}

/// Sold and looked at under clocks that are years apart: those looks are not days apart.
#[tokio::test]
async fn a_success_is_looked_at_days_on_whatever_is_done_to_the_clock() {
    for [when_sold, when_looked_at, afterwards] in
        [[-YEAR_MS, 0, 0], [YEAR_MS, 0, 0], [0, -51 * DAY_MS, 364 * DAY_MS], [0, 364 * DAY_MS, -51 * DAY_MS]]
    {
        let (mut stall, scripted, sale) = sold(when_sold).await;
        stall.clock.set_wrong(when_looked_at);
        asked_after(&mut stall, &sale, 10 * MINUTE_MS).await;
        stall.clock.set_wrong(afterwards);
        asked_after(&mut stall, &sale, 6 * 60 * MINUTE_MS).await;
        scripted.now_says("Failure");
        asked_after(&mut stall, &sale, DAY_MS).await;
        stall.until(sale.id, |now| now.state == SaleState::Reversed).await;
    }
}

/// A shop that was shut meanwhile asks when it opens.
#[tokio::test]
async fn a_success_that_was_seen_to_stand_days_later_is_left_alone() {
    let schedule = [10 * MINUTE_MS, 350 * MINUTE_MS, 18 * 60 * MINUTE_MS, 2 * DAY_MS];
    for looks in [&schedule[..], &[7 * DAY_MS]] {
        let (mut stall, scripted, sale) = sold(0).await;
        for after_ms in looks {
            asked_after(&mut stall, &sale, *after_ms).await;
        }
        stall.clock.forward(20 * DAY_MS);
        let other = stall.sell(&real("9876543211")).await;
        // What was due before is asked about before.
        asked_after(&mut stall, &other, DAY_MS).await;
        assert_eq!((stall.now(sale.id).checks as usize, scripted.enquiries()), (looks.len(), looks.len() + 1));
    }
}

/// After a look that was late somebody asks by hand: the next one comes all the same.
#[tokio::test]
async fn a_look_before_its_time_does_not_take_the_place_of_a_later_one() {
    let (mut stall, scripted, sale) = sold(0).await;
    asked_after(&mut stall, &sale, 2 * DAY_MS).await;
    stall.clock.forward(MINUTE_MS);
    stall.check(sale.id).await;
    scripted.now_says("Failure");
    asked_after(&mut stall, &sale, DAY_MS).await;
    stall.until(sale.id, |now| now.state == SaleState::Reversed).await;
}
