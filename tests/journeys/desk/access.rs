//! The shop is warned before a customer stands at the counter.

use std::collections::BTreeMap;

use domain::india_day;
use providers::Access;
use secrecy::SecretString;
use till::{Clock, Connection, DeskFault, DeskField, DeskWarning, Problem};

use super::account::counter;
use super::{NEVER, QUICK, desk};
use crate::sales::stall::Stall;

const DAY_MS: i64 = 86_400_000;

/// The simulated company, called with this key.
fn with_key(stall: &mut Stall, key: &str) {
    let company = providers::company("inexopay").expect("a company");
    let credentials: BTreeMap<String, SecretString> =
        [("api_key", key), ("username", "practice")].map(|(name, value)| (name.to_owned(), value.into())).into();
    let base = stall.simulator.base_address("inexopay");
    let access = Access::new(company.descriptor(), &base, false, credentials).expect("a base address");
    stall.connect(vec![Connection { company, access }]);
}

async fn warnings(stall: &Stall) -> Vec<DeskWarning> {
    stall.till.desk_access(false).await.expect("the access").warnings
}

#[tokio::test]
async fn a_plan_that_is_not_active_and_an_address_that_moved_are_told() {
    let mut stall = desk(QUICK).await;
    stall.wallets_read().await;
    assert_eq!(warnings(&stall).await, [], "the control");
    with_key(&mut stall, "plan-paused");
    assert_eq!(warnings(&stall).await, [DeskWarning::PlanNotActive { state: "INACTIVE".to_owned() }]);
    with_key(&mut stall, "address-moved");
    let differs = DeskWarning::AddressDiffers { bound: "203.0.113.7".to_owned(), own: "203.0.113.99".to_owned() };
    assert_eq!(warnings(&stall).await, [differs]);
}

#[tokio::test]
async fn a_login_that_may_not_is_told_in_its_own_words_and_shows_nothing_old() {
    let mut stall = desk(QUICK).await;
    stall.wallets_read().await;
    warnings(&stall).await;
    for (key, right) in
        [("wrong", "CredentialsRefused"), ("plan-expired", "Subscription expired"), ("not-approved", "not approved")]
    {
        with_key(&mut stall, key);
        let told = stall.till.desk_access(false).await.expect("the access");
        assert!(told.access.is_none() && told.warnings.len() == 1, "{told:?}");
        assert!(format!("{:?}", told.warnings[0]).contains(right), "{told:?}");
    }
}

#[tokio::test]
async fn an_answer_is_good_for_ten_minutes() {
    let stall = desk(QUICK).await;
    let read = async |fresh| stall.till.desk_access(fresh).await.expect("the access").access.expect("told").read_at_ms;
    let first = read(false).await;
    stall.clock.forward(599_000);
    assert_eq!(read(false).await, first);
    stall.clock.forward(2_000);
    let second = read(false).await;
    assert!(second > first);
    stall.clock.forward(1_000);
    assert!(read(true).await > second);
}

#[tokio::test]
async fn a_wallet_below_the_dearest_fee_is_low() {
    let mut stall = desk(NEVER).await;
    stall.wallets_read().await;
    stall.simulator.set_balance("inexopay", 10_699);
    stall.till.check_balance("inexopay").await.expect("a balance");
    let low = |least_paise| DeskWarning::BalanceLow { balance_paise: 10_699, least_paise };
    assert_eq!(warnings(&stall).await, [low(10_700)]);
    stall.till.save_price("pan-new", "90", "").expect("a price");
    stall.till.save_price("pan-correction", "90", "").expect("a price");
    assert_eq!(warnings(&stall).await, []);
    stall.till.save_price("account-current", "500", "600").expect("a price");
    assert_eq!(warnings(&stall).await, [low(50_000)]);
}

#[tokio::test]
async fn the_end_of_the_plan_is_told_for_two_weeks_before_and_ever_after() {
    let counter = counter(QUICK).await;
    let told = async || counter.shop.till().desk_access(false).await.expect("the access").warnings;
    let in_days = |days: i64| india_day(counter.clock.now_ms() + days * DAY_MS);
    for (days, warning) in [
        (15, None),
        (14, Some(DeskWarning::PlanEnds { days: 14 })),
        (0, Some(DeskWarning::PlanEnds { days: 0 })),
        (-1, Some(DeskWarning::PlanEnded)),
    ] {
        counter.shop.save_plan_end(&in_days(days)).await.expect("a day");
        assert_eq!(told().await, Vec::from_iter(warning), "{days}");
    }
    for wrong in ["2026-02-30", "soon", "30-02-2026"] {
        let fault = Problem::Desk { field: DeskField::PlanEnds, fault: DeskFault::NoSuchDay };
        assert_eq!(counter.shop.save_plan_end(wrong).await, Err(fault), "{wrong}");
    }
    let counter = counter.reopened().await;
    assert!(counter.shop.till().desk().expect("the desk").plan_ends.is_some());
    counter.shop.save_plan_end("").await.expect("none");
    assert_eq!(counter.shop.till().desk().expect("the desk").plan_ends, None);
}
