//! Applications for a PAN card, from the counter to the acknowledgement.

use domain::{Payment, SaleState, UpiAddress};
use ledger::Attention;
use till::{DeskFault, DeskField, PanInput, Problem, Rules, UpiPayee};
use url::Url;

use super::{QUICK, begin_pan, desk, kinds, page_of, pan, press, scripted};
use crate::sales::books::{assert_owed, books};
use crate::sales::stall::{intent, rules};

#[tokio::test]
async fn an_application_is_started_finished_by_the_customer_and_acknowledged() {
    let mut stall = desk(QUICK).await;
    let order = begin_pan(&mut stall, &pan("9876543210")).await;
    assert_eq!(order.state, SaleState::Pending, "{order:?}");
    assert!(order.operator_ref.is_none() && order.desk.as_ref().is_some_and(|desk| desk.can_open_page), "{order:?}");
    let still = stall.check(order.id).await;
    assert_eq!(still.state, SaleState::Pending, "begun is not done");
    assert_owed(&stall, &still);
    press(&page_of(&stall, &order).await, "finish").await;
    let done = stall.check_until(order.id, SaleState::Succeeded).await;
    assert!(done.operator_ref.is_some_and(|reference| reference.starts_with("OPB")));
    assert_eq!((done.amount_paise, done.earned_paise), (15_000, Some(4_300)));
    let detail = stall.till.sale(order.id).expect("the order");
    assert_eq!(detail.postings.iter().map(|posting| posting.amount_paise).sum::<i64>(), 0);
    assert_eq!(stall.arrived(&order), 1);
    assert_eq!(stall.till.open_page(order.id).await, Err(Problem::NotAllowedNow), "there is nothing left to finish");
}

#[tokio::test]
async fn the_customer_finishes_on_the_own_telephone() {
    let mut stall = desk(QUICK).await;
    let order = begin_pan(&mut stall, &pan("9876543210")).await;
    stall.till.share_page(order.id).await.expect("it is handed over");
    let message = stall.shelf.pages().pop().expect("a page was opened");
    assert_eq!((message.host_str(), message.path()), (Some("wa.me"), "/919876543210"));
    let link = message.query_pairs().find(|(key, _)| key == "text").map(|(_, text)| text.into_owned());
    let page = Url::parse(&link.expect("a text")).expect("nothing but the company's page");
    press(&page, "finish").await;
    let done = stall.check_until(order.id, SaleState::Succeeded).await;
    assert_eq!(stall.till.share_page(done.id).await, Err(Problem::NotAllowedNow), "there is nothing left to finish");
}

#[tokio::test]
async fn the_fee_that_the_company_tells_is_booked_and_not_the_one_in_the_price_table() {
    let mut stall = desk(QUICK).await;
    stall.till.save_price("pan-new", "90", "150").expect("a price");
    let order = begin_pan(&mut stall, &pan("9876500001")).await;
    assert_eq!(order.desk.as_ref().and_then(|desk| desk.fee_paise), Some(9_000));
    let done = stall.check_until(order.id, SaleState::Succeeded).await;
    assert_eq!(done.desk.as_ref().and_then(|desk| desk.fee_paise), Some(10_700));
    let (sum, accounts) = books(&stall, &done);
    let of = |account: &str| accounts.iter().find(|(name, _)| name == account).map(|(_, paise)| *paise);
    assert_eq!(
        (sum, of("cash"), of("wallet:inexopay"), of("commission")),
        (0, Some(15_000), Some(-10_700), Some(-4_300))
    );
}

#[tokio::test]
async fn a_charge_below_the_fee_is_a_loss_in_every_view() {
    let mut stall = desk(QUICK).await;
    let mut input = pan("9876500001");
    input.charge = "100".to_owned();
    let order = begin_pan(&mut stall, &input).await;
    let done = stall.check_until(order.id, SaleState::Succeeded).await;
    assert_eq!((done.amount_paise, done.earned_paise), (10_000, Some(-700)));
    let now = stall.till.counter_now().expect("the counter");
    assert_eq!((now.taken_paise, now.earned_paise), (10_000, -700));
}

#[tokio::test]
async fn an_application_free_of_charge_is_booked_with_the_fee_alone() {
    let mut stall = desk(QUICK).await;
    let mut input = pan("9876500001");
    input.charge = "0".to_owned();
    let order = begin_pan(&mut stall, &input).await;
    let done = stall.check_until(order.id, SaleState::Succeeded).await;
    let (sum, accounts) = books(&stall, &done);
    assert_eq!((sum, accounts.len(), done.amount_paise, done.earned_paise), (0, 2, 0, Some(-10_700)));
}

#[tokio::test]
async fn a_second_application_for_a_number_is_asked_about_and_then_taken() {
    let mut stall = desk(QUICK).await;
    let first = begin_pan(&mut stall, &pan("9876543210")).await;
    let refused = stall.till.apply_for_pan(&pan("9876543210")).await;
    assert_eq!(refused.expect_err("it asks"), [Problem::OrderOpen { sale_id: first.id }]);
    let mut confirmed = pan("9876543210");
    confirmed.open_confirmed = true;
    let second = begin_pan(&mut stall, &confirmed).await;
    assert_ne!((first.id, &first.order_id), (second.id, &second.order_id));
    assert_eq!(stall.simulator.requests().len(), 2);
}

#[tokio::test]
async fn a_click_delivered_twice_is_one_application() {
    let mut stall = desk(QUICK).await;
    let input = pan("9876543210");
    let (one, other) = tokio::join!(stall.till.apply_for_pan(&input), stall.till.apply_for_pan(&input));
    let (one, other) = (one.expect("an order"), other.expect("the same order"));
    assert_eq!(one.id, other.id);
    stall.until(one.id, |order| order.state == SaleState::Pending).await;
    let later = stall.till.apply_for_pan(&input).await.expect("the same order");
    assert_eq!((later.id, stall.simulator.requests().len()), (one.id, 1));
}

#[tokio::test]
async fn a_wallet_below_the_fee_sends_nothing() {
    let mut stall = desk(QUICK).await;
    stall.wallets_read().await;
    stall.simulator.set_balance("inexopay", 10_699);
    stall.till.check_balance("inexopay").await.expect("a balance");
    let refused = stall.till.apply_for_pan(&pan("9876543210")).await.expect_err("it is refused");
    assert_eq!(refused, [Problem::WalletShort { provider: "inexopay".to_owned(), balance_paise: 10_699 }]);
    assert!(stall.simulator.requests().is_empty() && stall.till.desk().expect("the desk").unfinished.is_empty());
    // It was filled meanwhile: the wallet is read anew before anything is refused.
    stall.simulator.set_balance("inexopay", 10_700);
    assert_eq!(begin_pan(&mut stall, &pan("9876543210")).await.state, SaleState::Pending);
}

#[tokio::test]
async fn what_is_wrong_with_an_application_is_told_at_once_and_nothing_is_sent() {
    let stall = desk(QUICK).await;
    let mut input = pan("12345");
    (input.product, input.charge) = ("account-saving".to_owned(), "lots".to_owned());
    let problems = stall.till.apply_for_pan(&input).await.expect_err("it is refused");
    assert_eq!(problems.len(), 3, "{problems:?}");
    let mut other_mode = pan("9876543210");
    other_mode.mode = till::Mode::Real;
    assert_eq!(stall.till.apply_for_pan(&other_mode).await.expect_err("refused"), [Problem::NotAllowedNow]);
    let mut no_intent = pan("9876543210");
    no_intent.intent = String::new();
    assert_eq!(stall.till.apply_for_pan(&no_intent).await.expect_err("refused"), [Problem::NotAllowedNow]);
    assert!(stall.simulator.requests().is_empty());
}

#[tokio::test]
async fn a_closed_application_that_is_still_open_at_the_company_contradicts_nothing() {
    let mut stall = desk(QUICK).await;
    let order = begin_pan(&mut stall, &pan("9876543210")).await;
    let closed = stall.till.abandon_order(order.id).expect("it is closed");
    assert_eq!((closed.state, closed.problem), (SaleState::Failed, Some(Problem::NotFinished)));
    let asked = stall.check(order.id).await;
    let desk = asked.desk.expect("an order of the desk");
    assert_eq!((asked.state, asked.attention, desk.can_admit), (SaleState::Failed, None, false));
    assert_eq!(stall.till.admit_success(order.id), Err(Problem::NotAllowedNow));
    assert!(!kinds(&stall, &order).contains(&"Contradicted".to_owned()));
}

#[tokio::test]
async fn an_application_finished_after_it_was_closed_is_flagged_and_booked_once_by_a_person() {
    let (mut stall, agency) = scripted().await;
    stall.till.save_price("pan-new", "90", "150").expect("a price");
    agency.pan("9876543210", "Pending");
    let order = begin_pan(&mut stall, &pan("9876543210")).await;
    stall.till.abandon_order(order.id).expect("it is closed");
    assert_eq!(stall.till.abandon_order(order.id), Err(Problem::NotAllowedNow), "it is closed already");
    agency.pan("9876543210", "Success");
    // By the watcher's own enquiry, not by hand.
    stall.clock.forward(601_000);
    stall.nudge();
    let flagged = stall.until(order.id, |order| order.attention.is_some()).await;
    assert_eq!((flagged.state, flagged.attention), (SaleState::Failed, Some(Attention::Contradicted)));
    assert_owed(&stall, &flagged);
    let (left, right) = (stall.till.admit_success(order.id), stall.till.admit_success(order.id));
    assert_eq!(right, Err(Problem::NotAllowedNow));
    let admitted = left.expect("it is booked");
    assert_eq!((admitted.state, admitted.attention, admitted.earned_paise), (SaleState::Succeeded, None, Some(4_300)));
    let (sum, accounts) = books(&stall, &admitted);
    assert_eq!((sum, accounts.len()), (0, 3), "with the fee that the company told: {accounts:?}");
    assert_eq!(stall.till.open_page(order.id).await, Err(Problem::NotAllowedNow));
    agency.pan("9876543210", "Refund");
    let back = stall.check(order.id).await;
    assert_eq!(back.state, SaleState::Reversed);
    assert_owed(&stall, &back);
}

#[tokio::test]
async fn an_order_on_the_line_is_not_closed_and_no_recharge_ever_is() {
    let mut stall = desk(SLOW).await;
    let order = stall.till.apply_for_pan(&pan("9876500011")).await.expect("an order");
    assert_eq!(stall.till.abandon_order(order.id), Err(Problem::NotAllowedNow));
    let done = stall.until(order.id, |order| order.state != SaleState::Submitted).await;
    assert_eq!(done.state, SaleState::Pending);
    stall.till.abandon_order(order.id).expect("it is closed");
    let mut both = crate::sales::stall::Stall::with_all(&["inexopay", "inspay"], SLOW).await;
    let sale = both.sell(&crate::sales::stall::airtel("9876500002")).await;
    assert_eq!(sale.state, SaleState::Pending);
    assert_eq!(both.till.abandon_order(sale.id), Err(Problem::NotAllowedNow));
    assert_eq!(both.till.admit_success(sale.id), Err(Problem::NotAllowedNow));
    assert_eq!(both.till.open_page(sale.id).await, Err(Problem::NotAllowedNow));
}

/// A slow answer takes so long.
const SLOW: std::time::Duration = std::time::Duration::from_millis(300);

#[tokio::test]
async fn an_order_is_paid_by_a_code_whose_note_finds_it() {
    let mut stall = desk(QUICK).await;
    let intent = format!("7K3M9Q2D-{}", intent());
    assert_eq!(stall.till.desk_pay_code("150", &intent), Err(vec![Problem::NotAllowedNow]), "the shop has no address");
    let address = UpiAddress::parse("verma@okaxis").expect("an address");
    let upi = Some(UpiPayee { address, name: "Verma Telecom".into() });
    stall.till.set_rules(Rules { upi, ..rules() });
    let code = stall.till.desk_pay_code("₹ 150", &intent).expect("a code");
    assert_eq!((code.total_paise, code.note.as_str(), code.payee.as_str()), (15_000, "7K3M9Q2D", "verma@okaxis"));
    assert!(stall.till.desk_pay_code("abc", &intent).is_err());
    assert_eq!(stall.till.desk_pay_code("0", &intent), Err(vec![Problem::NotAllowedNow]), "nothing is to be paid");
    let input = PanInput { intent, payment: Payment::Upi, ..pan("9876543210") };
    let order = begin_pan(&mut stall, &input).await;
    let seen = stall.now(order.id);
    assert_eq!((seen.payment, seen.pay_note.as_deref()), (Payment::Upi, Some("7K3M9Q2D")));
    let (_, accounts) = books(&stall, &seen);
    assert!(accounts.contains(&("upi".to_owned(), 15_000)), "{accounts:?}");
}

/// What is wrong with a field is told when it is left, by the same rules by which the form is read.
#[tokio::test]
async fn a_field_of_the_desk_is_judged_by_itself() {
    let stall = desk(QUICK).await;
    let check = |field, typed: &str| stall.till.check_desk_field(field, &typed.into());
    assert_eq!(check(DeskField::Mobile, "98765"), Some(Problem::NumberTooShort { digits: 5, wanted: 10 }));
    assert_eq!(check(DeskField::Mobile, "12345 67890"), Some(Problem::NumberIsLandline));
    assert_eq!(check(DeskField::Mobile, "98765 43210"), None);
    let desk = |field, fault| Some(Problem::Desk { field, fault });
    assert_eq!(check(DeskField::Pan, "ABCDE12345"), desk(DeskField::Pan, DeskFault::WrongForm));
    assert_eq!(check(DeskField::AgentPan, "ABC"), desk(DeskField::AgentPan, DeskFault::TooShort));
    assert_eq!(check(DeskField::Charge, "2,99"), desk(DeskField::Charge, DeskFault::WrongForm));
    assert_eq!(check(DeskField::AgentId, "A B"), desk(DeskField::AgentId, DeskFault::StrangeSign));
    assert!(check(DeskField::Pincode, "02001").is_some());
    // What has to be filled in says so when somebody goes on from it.
    assert_eq!(check(DeskField::Mobile, ""), Some(Problem::NumberMissing));
    for field in [DeskField::Pan, DeskField::LastName, DeskField::Charge, DeskField::ConsentBy] {
        assert_eq!(check(field, " "), desk(field, DeskFault::Missing));
    }
    assert_eq!(check(DeskField::MiddleName, " "), None);
}
