//! Loads of the wallet: what is asked for, what is paid, and what the books make of it.

mod late;

use std::time::Duration;

use domain::SaleState;
use till::{LoadInput, LoadTold, LoadView, Mode, Problem, SaleView};

use super::agency::Agency;
use super::{NEVER, QUICK, answered, begin_pan, desk, kinds, pan, scripted};
use crate::sales::books::{assert_no_money, books};
use crate::sales::counter::Counter;
use crate::sales::door::Door;
use crate::sales::stall::{Stall, connection, intent};

const STATUS: &str = "/api/wallet/check_status";

/// A load of so many rupees.
pub fn rupees(amount: &str) -> LoadInput {
    LoadInput { intent: intent(), mode: Mode::Practice, amount: amount.to_owned(), open_confirmed: false }
}

async fn begin(stall: &mut Stall, amount: &str) -> SaleView {
    let order = stall.till.load_wallet(&rupees(amount)).await.expect("an order");
    answered(stall, order).await
}

fn load_of(order: &SaleView) -> LoadView {
    order.desk.as_ref().and_then(|desk| desk.load.clone()).expect("a load")
}

/// What the wallet holds, as the screen has it.
fn wallet(stall: &Stall) -> i64 {
    stall.till.desk().expect("the desk").wallet.and_then(|wallet| wallet.balance_paise).expect("a balance")
}

/// What the company itself says that it holds.
async fn told(stall: &Stall) -> i64 {
    stall.till.check_balance("inexopay").await.expect("a balance").balance_paise.expect("a balance")
}

fn accounts(stall: &Stall, order: &SaleView) -> (Option<i64>, Option<i64>) {
    let (sum, accounts) = books(stall, order);
    assert_eq!(sum, 0, "{accounts:?}");
    let of = |account: &str| accounts.iter().find(|(name, _)| name == account).map(|(_, paise)| *paise);
    assert_eq!((of("cash"), of("commission")), (None, None));
    (of("wallet:inexopay"), of("bank"))
}

#[tokio::test]
async fn a_load_is_shown_paid_and_posted_from_the_bank_into_the_wallet() {
    let mut stall = desk(Duration::from_millis(1)).await;
    let before = told(&stall).await;
    let order = begin(&mut stall, "500").await;
    let load = load_of(&order);
    assert!(order.state == SaleState::Pending && load.qr && load.told.is_none() && load.paid_paise.is_none());
    assert_eq!(
        (order.number.as_str(), order.amount_paise, load.payee.as_str()),
        ("", 50_000, "galla.practice@invalid")
    );
    let code = stall.till.upi_qr(order.id).expect("a code");
    let link = format!(
        "upi://pay?pa=galla.practice@invalid&pn=PRACTICE&cu=INR&tn={0}&am=500&tr={0}",
        order.provider_ref.clone().expect("the company's id")
    );
    let same = receipts::qr_code(&link).expect("a code");
    assert_eq!((code.size, code.path), (same.size, same.path), "it is the code of the link that came");
    assert_no_money(&stall, &order);
    let done = stall.check_until(order.id, SaleState::Succeeded).await;
    let load = load_of(&done);
    assert_eq!((load.told, load.paid_paise, load.qr), (Some(LoadTold::Paid), Some(50_000), false));
    assert_eq!(load.new_balance_paise, Some(before + 50_000));
    assert_eq!(accounts(&stall, &done), (Some(50_000), Some(-50_000)));
    assert_eq!((wallet(&stall), told(&stall).await), (before + 50_000, before + 50_000));
    let now = stall.till.counter_now().expect("the counter");
    assert_eq!((now.taken_paise, now.earned_paise), (0, 0), "it is the shop's own money");
    assert_eq!(stall.till.upi_qr(order.id), Err(Problem::NotAllowedNow), "a paid code is shown no more");
    assert_eq!(done.earned_paise, Some(0));
}

#[tokio::test]
async fn a_load_of_another_amount_is_booked_with_what_was_paid() {
    let mut stall = desk(QUICK).await;
    let before = told(&stall).await;
    let order = begin(&mut stall, "103").await;
    let done = stall.check_until(order.id, SaleState::Succeeded).await;
    assert_eq!((load_of(&done).told, load_of(&done).paid_paise), (Some(LoadTold::OtherAmount), Some(10_000)));
    assert_eq!(accounts(&stall, &done), (Some(10_000), Some(-10_000)));
    assert_eq!(wallet(&stall), before + 10_000);
}

#[tokio::test]
async fn a_load_that_fails_moves_nothing() {
    let mut stall = desk(QUICK).await;
    let before = told(&stall).await;
    let order = begin(&mut stall, "104").await;
    let failed = stall.check_until(order.id, SaleState::Failed).await;
    assert_no_money(&stall, &failed);
    assert_eq!((wallet(&stall), load_of(&failed).told, load_of(&failed).qr), (before, None, false));
}

#[tokio::test]
async fn what_is_wrong_with_an_amount_is_told_and_nothing_is_sent() {
    let stall = desk(QUICK).await;
    for (amount, problem) in [
        ("", Problem::AmountMissing),
        ("0", Problem::AmountZero),
        ("x", Problem::AmountNotANumber),
        ("100000.01", Problem::AmountAbove { max_paise: 10_000_000 }),
    ] {
        assert_eq!(stall.till.load_wallet(&rupees(amount)).await.expect_err("it is refused"), [problem], "{amount}");
    }
    assert!(stall.till.desk().expect("the desk").unfinished.is_empty());
}

/// One that the company refused has no id to ask by. It must not be put off for ever either.
#[tokio::test]
async fn a_load_that_was_refused_or_never_answered_is_at_its_end() {
    let mut stall = desk(QUICK).await;
    for (amount, problem) in [("1", None), ("106", Some(Problem::QrMissing))] {
        let begun = begin(&mut stall, amount).await;
        let order = stall.until(begun.id, |order| !order.state.is_open()).await;
        assert_eq!(order.state, SaleState::Failed, "{order:?}");
        assert!(problem.is_none() || order.problem == problem, "{order:?}");
        assert_eq!(stall.till.check_now(order.id).await, Err(Problem::NotAllowedNow), "there is nothing to ask by");
        assert_eq!(stall.till.upi_qr(order.id), Err(Problem::NotAllowedNow));
        assert_no_money(&stall, &order);
    }
}

#[tokio::test]
async fn a_code_that_is_never_paid_goes_away_and_its_load_is_closed_and_asked_about_again() {
    let mut stall = desk(QUICK).await;
    let order = begin(&mut stall, "101").await;
    assert!(load_of(&order).qr);
    stall.clock.forward(300_001);
    let late = stall.now(order.id);
    assert_eq!((late.state, load_of(&late).qr), (SaleState::Pending, false));
    assert_eq!(stall.till.upi_qr(order.id), Err(Problem::NotAllowedNow));
    let closed = stall.till.abandon_order(order.id).expect("it is closed");
    assert_eq!((closed.state, closed.problem), (SaleState::Failed, Some(Problem::NotFinished)));
    let asked = stall.check(order.id).await;
    assert_eq!((asked.state, asked.attention), (SaleState::Failed, None), "not paid yet contradicts nothing");
    stall.clock.forward(601_000);
    stall.nudge();
    stall.until(order.id, |order| order.checks > asked.checks).await;
    assert_no_money(&stall, &stall.now(order.id));
}

/// Begins a load at a company of the test's own, which says of it what it is told.
async fn begin_scripted(stall: &mut Stall, agency: &Agency, amount: &str) -> SaleView {
    agency.says(
        "/api/wallet/load_request",
        r#"{"status_code":200,"status":"SUCCESS","message":"Made","data":{"order_id":"WAL31","amount":{amount},"qr_url":"https://example.org/q","upi_id":"a@b","account_holder_name":"A","tx_string":"upi://pay?pa=a@b&pn=A&cu=INR&tn=WAL31&am={amount}&tr=WAL31","status":"pending"}}"#,
    );
    begin(stall, amount).await
}

fn says(agency: &Agency, status: &str, amount: u32, balance: u32) {
    let answer = format!(
        r#"{{"status_code":200,"status":"SUCCESS","data":{{"order_id":"WAL31","amount":{amount},"status":"{status}","remark":"x","new_balance":{balance}}}}}"#
    );
    agency.says(STATUS, &answer);
    let fetched = format!(r#"{{"status":"SUCCESS","error_code":200,"message":"Fetched","balance":{balance}}}"#);
    agency.says("/api/balance", &fetched);
}

#[tokio::test]
async fn a_load_paid_twice_before_anybody_asked_is_posted_with_both() {
    let (mut stall, agency) = scripted().await;
    let order = begin_scripted(&mut stall, &agency, "500").await;
    says(&agency, "success", 500, 6_000);
    let done = stall.check_until(order.id, SaleState::Succeeded).await;
    assert_eq!((load_of(&done).told, load_of(&done).paid_paise), (Some(LoadTold::PaidTwice), Some(100_000)));
    assert_eq!(accounts(&stall, &done), (Some(100_000), Some(-100_000)));
    assert_eq!(wallet(&stall), 600_000);
}

#[tokio::test]
async fn the_second_payment_of_a_load_is_found_after_the_first_was_told() {
    let (mut stall, agency) = scripted().await;
    let order = begin_scripted(&mut stall, &agency, "500").await;
    says(&agency, "success", 500, 5_500);
    let once = stall.check_until(order.id, SaleState::Succeeded).await;
    assert_eq!((load_of(&once).told, wallet(&stall)), (Some(LoadTold::Paid), 550_000));
    let same = stall.check(order.id).await;
    assert_eq!((load_of(&same).told, wallet(&stall)), (Some(LoadTold::Paid), 550_000));
    says(&agency, "success", 500, 6_000);
    // The watcher asks again soon after it was paid.
    stall.clock.forward(30_000);
    stall.nudge();
    let twice = stall.until(order.id, |order| load_of(order).told == Some(LoadTold::PaidTwice)).await;
    assert_eq!((twice.state, load_of(&twice).paid_paise), (SaleState::Succeeded, Some(100_000)));
    assert_eq!(accounts(&stall, &twice), (Some(100_000), Some(-100_000)));
    assert_eq!(wallet(&stall), 600_000);
    let asked = stall.check(order.id).await;
    assert_eq!((accounts(&stall, &asked), wallet(&stall)), ((Some(100_000), Some(-100_000)), 600_000), "once each");
    let rows = kinds(&stall, &order);
    assert_eq!(rows.iter().filter(|kind| *kind == "PaidAgain").count(), 1, "{rows:?}");
}

#[tokio::test]
async fn a_load_that_failed_and_was_paid_after_all_is_booked_by_a_person_with_what_was_paid() {
    let (mut stall, agency) = scripted().await;
    let order = begin_scripted(&mut stall, &agency, "500").await;
    says(&agency, "failed", 500, 5_000);
    let failed = stall.check_until(order.id, SaleState::Failed).await;
    assert_no_money(&stall, &failed);
    says(&agency, "success", 497, 5_497);
    let flagged = stall.check(order.id).await;
    assert_eq!((flagged.state, load_of(&flagged).told), (SaleState::Failed, None));
    assert_no_money(&stall, &flagged);
    assert!(flagged.desk.is_some_and(|desk| desk.can_admit));
    let admitted = stall.till.admit_success(order.id).expect("it is booked");
    assert_eq!(load_of(&admitted).told, Some(LoadTold::OtherAmount));
    assert_eq!(accounts(&stall, &admitted), (Some(49_700), Some(-49_700)));
}

/// The answer about a load may go on naming the balance of its first payment.
#[tokio::test]
async fn a_second_payment_shows_in_the_wallet_alone() {
    let (mut stall, agency) = scripted().await;
    let order = begin_scripted(&mut stall, &agency, "500").await;
    says(&agency, "success", 500, 5_500);
    stall.check_until(order.id, SaleState::Succeeded).await;
    let fetched = r#"{"status":"SUCCESS","error_code":200,"message":"Fetched","balance":6000}"#;
    agency.says("/api/balance", fetched);
    let twice = stall.check(order.id).await;
    assert_eq!(load_of(&twice).told, Some(LoadTold::PaidTwice));
    assert_eq!((accounts(&stall, &twice), wallet(&stall)), ((Some(100_000), Some(-100_000)), 600_000));
}

#[tokio::test]
async fn a_second_payment_is_told_while_other_loads_wait() {
    let (mut stall, agency) = scripted().await;
    let order = begin_scripted(&mut stall, &agency, "500").await;
    says(&agency, "success", 500, 5_500);
    stall.check_until(order.id, SaleState::Succeeded).await;
    for amount in ["900", "300"] {
        assert_eq!(begin_scripted(&mut stall, &agency, amount).await.state, SaleState::Pending);
    }
    says(&agency, "success", 500, 6_000);
    let twice = stall.check(order.id).await;
    assert_eq!(load_of(&twice).told, Some(LoadTold::PaidTwice));
    assert_eq!(accounts(&stall, &twice), (Some(100_000), Some(-100_000)));
}

#[tokio::test]
async fn a_wallet_that_something_else_may_have_filled_says_nothing_of_a_second_payment() {
    let (mut stall, agency) = scripted().await;
    let first = begin_scripted(&mut stall, &agency, "500").await;
    stall.till.abandon_order(first.id).expect("it is closed");
    // The closed one and this one are paid: no load was paid twice.
    let second = begin_scripted(&mut stall, &agency, "500").await;
    says(&agency, "success", 500, 6_000);
    let done = stall.check_until(second.id, SaleState::Succeeded).await;
    assert_eq!((load_of(&done).told, accounts(&stall, &done)), (Some(LoadTold::Paid), (Some(50_000), Some(-50_000))));
    let late = stall.check_until(first.id, SaleState::Succeeded).await;
    assert_eq!(
        (load_of(&late).told, accounts(&stall, &late)),
        (Some(LoadTold::PaidLate), (Some(50_000), Some(-50_000)))
    );
    assert!(kinds(&stall, &late).contains(&"Admitted".to_owned()), "it is in the journal");
    assert_eq!(stall.till.admit_success(first.id), Err(Problem::NotAllowedNow));
}

#[tokio::test]
async fn a_load_paid_after_its_code_went_away_is_told_as_late() {
    let (mut stall, agency) = scripted().await;
    says(&agency, "pending", 500, 5_000);
    let order = begin_scripted(&mut stall, &agency, "500").await;
    stall.clock.forward(400_000);
    stall.check(order.id).await;
    says(&agency, "success", 500, 5_500);
    let done = stall.check_until(order.id, SaleState::Succeeded).await;
    assert_eq!(
        (load_of(&done).told, accounts(&stall, &done)),
        (Some(LoadTold::PaidLate), (Some(50_000), Some(-50_000)))
    );
}

/// The balance that comes with a payment was told after the orders in between, and has them in it.
#[tokio::test]
async fn the_wallet_after_a_load_counts_no_order_twice() {
    let mut stall = desk(NEVER).await;
    let before = told(&stall).await;
    let (_, agency) = scripted().await;
    let order = begin(&mut stall, "500").await;
    begin_pan(&mut stall, &pan("9876543210")).await;
    assert_eq!(wallet(&stall), before - 10_700);
    let company = providers::company("inexopay").expect("a company");
    let paid = (before - 10_700 + 50_000) / 100;
    let id = order.provider_ref.clone().expect("the company's id");
    agency.says(
        STATUS,
        &format!(
            r#"{{"status_code":200,"status":"SUCCESS","data":{{"order_id":"{id}","amount":500,"status":"success","remark":"x","new_balance":{paid}.50}}}}"#
        ),
    );
    stall.connect(vec![connection(company, &agency.base)]);
    stall.check_until(order.id, SaleState::Succeeded).await;
    assert_eq!(wallet(&stall), paid * 100 + 50);
}

#[tokio::test]
async fn a_second_load_of_the_same_amount_is_asked_about() {
    let mut stall = desk(NEVER).await;
    let first = begin(&mut stall, "500").await;
    let refused = stall.till.load_wallet(&rupees("500")).await.expect_err("it asks");
    assert_eq!(refused, [Problem::OrderOpen { sale_id: first.id }]);
    begin(&mut stall, "600").await;
    let mut confirmed = rupees("500");
    confirmed.open_confirmed = true;
    let order = stall.till.load_wallet(&confirmed).await.expect("an order");
    assert_eq!(answered(&mut stall, order).await.state, SaleState::Pending);
}
