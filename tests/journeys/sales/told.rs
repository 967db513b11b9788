//! What a provider's balances tell of a sale's true cost, beside what the rules say.

use std::time::Duration;

use domain::SaleState;
use till::SaleInput;

use super::books::{assert_no_money, assert_owed, books};
use super::stall::{Stall, airtel, pays_for_airtel};

const QUICK: Duration = Duration::from_millis(40);
const NEVER: Duration = Duration::from_secs(3_600);

async fn paygrt(pace: Duration) -> Stall {
    let mut stall = Stall::with("paygrt", pace).await;
    stall.wallets_read().await;
    stall
}

#[tokio::test]
async fn two_balances_around_one_sale_tell_its_commission() {
    let mut stall = paygrt(QUICK).await;
    // The rule says half of what the provider gives.
    pays_for_airtel(&stall.till, "paygrt", "1");
    let sale = stall.sell(&airtel("9876500001")).await;
    assert_eq!((sale.earned_paise, sale.told_earned_paise), (Some(299), Some(598)));
    let accounts = [("cash".into(), 29_900), ("commission".into(), -299), ("wallet:paygrt".into(), -29_601)];
    assert_eq!(books(&stall, &sale), (0, accounts.into()), "the books go by the rule");
    // The next one is measured from the balance that came with this one.
    let next = stall.sell(&airtel("9876543210")).await;
    assert_eq!(next.told_earned_paise, Some(598));
}

#[tokio::test]
async fn a_wallet_that_was_filled_between_tells_nothing() {
    for added in [20_000, 29_302, 100_000, 1_000_000] {
        let mut stall = paygrt(QUICK).await;
        stall.simulator.set_balance("paygrt", 800_275 + added);
        let sale = stall.sell(&airtel("9876500001")).await;
        assert_eq!((sale.state, sale.told_earned_paise), (SaleState::Succeeded, None), "{added} paise more");
    }
}

#[tokio::test]
async fn a_sale_that_may_have_been_paid_between_tells_nothing() {
    let mut stall = paygrt(NEVER).await;
    let open = stall.sell(&airtel("9876500006")).await;
    assert_eq!(open.state, SaleState::Unknown);
    let sale = stall.sell(&airtel("9876500001")).await;
    assert_eq!((sale.state, sale.told_earned_paise), (SaleState::Succeeded, None));
}

#[tokio::test]
async fn a_refused_sale_tells_nothing_and_an_accepted_one_what_was_taken_for_it() {
    let mut stall = paygrt(NEVER).await;
    for (number, told) in [("9876500004", None), ("9876500010", None), ("9876500002", Some(1_000))] {
        let sale = stall.sell(&SaleInput { amount: "500".into(), ..airtel(number) }).await;
        assert_ne!(sale.state, SaleState::Succeeded);
        assert_eq!(sale.told_earned_paise, told, "{number}");
        if sale.state == SaleState::Pending {
            assert_owed(&stall, &sale);
        } else {
            assert_no_money(&stall, &sale);
        }
    }
}

#[tokio::test]
async fn a_wallet_that_was_never_read_tells_nothing_of_the_first_sale() {
    let mut stall = Stall::with("paygrt", QUICK).await;
    // Nobody has read it yet: the reader and the sale begin together.
    let sale = stall.sell(&airtel("9876500001")).await;
    assert!(matches!(sale.told_earned_paise, None | Some(598)), "{sale:?}");
}
