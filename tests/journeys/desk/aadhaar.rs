//! Identity checks: consent first, one OTP, and nobody's number anywhere.

mod meanwhile;

use std::time::Duration;

use domain::{Reason, SaleState};
use receipts::Person;
use secrecy::SecretString;
use till::{AadhaarInput, DeskFault, DeskField, Language, Mode, Problem, SaleView, SlipFormat, SlipOf};

use super::agency::Agency;
use super::{QUICK, answered, desk, kinds, scripted};
use crate::sales::books::{assert_given_back, assert_no_money, assert_owed, books};
use crate::sales::stall::{Stall, intent, settings, todays, within};

/// Made up, and right by its check digit.
const NUMBER: &str = "999900000016";
const RIGHT: &str = "123456";
const VERIFY: &str = "/api/aadhaar/verify-otp";

/// A check for ₹ 20, agreed to.
pub fn aadhaar(number: &str) -> AadhaarInput {
    AadhaarInput {
        intent: intent(),
        mode: Mode::Practice,
        aadhaar: number.into(),
        charge: "20".to_owned(),
        consent: true,
        consent_language: Language::of_code("hi").expect("Hindi is spoken"),
        consent_by: "Meena".to_owned(),
        open_confirmed: false,
        payment: domain::Payment::Cash,
    }
}

/// Begins a check and waits until the company has answered.
pub async fn begin_check(stall: &mut Stall, number: &str) -> SaleView {
    let mut input = aadhaar(number);
    input.open_confirmed = true;
    let order = stall.till.check_aadhaar(&input).await.expect("an order");
    answered(stall, order).await
}

/// Hands an OTP in.
pub async fn verify(stall: &Stall, order: &SaleView, otp: &str) -> Result<SaleView, Problem> {
    within(stall.till.verify_otp(order.id, &SecretString::from(otp))).await
}

fn person_of(order: &SaleView) -> Option<&Person> {
    order.desk.as_ref().and_then(|desk| desk.person.as_ref())
}

fn slip(stall: &Stall, order: &SaleView) -> String {
    let slip = SlipOf::Sale { sale_id: order.id };
    let shown = stall.till.slip_preview(&slip, &[Language::EN], None).expect("a slip");
    assert_eq!(shown.text, "", "a person is printed, and not copied");
    receipts::sheet_text(&stall.till.sheet(&settings(), &slip, &[Language::EN]).expect("a sheet"))
}

fn refused(field: DeskField, fault: DeskFault) -> Problem {
    Problem::Desk { field, fault }
}

#[tokio::test]
async fn without_consent_and_a_right_number_nothing_is_sent_and_nothing_is_written() {
    let stall = desk(QUICK).await;
    for (typed, fault) in [
        ("99990000001", DeskFault::TooShort),
        ("9999000000161", DeskFault::TooLong),
        ("999900000017", DeskFault::Mistyped),
        ("999900000061", DeskFault::Mistyped),
        ("099900000016", DeskFault::WrongForm),
        ("", DeskFault::Missing),
    ] {
        let mut input = aadhaar(typed);
        (input.consent, input.consent_by, input.charge) = (false, "  ".to_owned(), "x".to_owned());
        let problems = stall.till.check_aadhaar(&input).await.expect_err("it is refused");
        let all = [
            refused(DeskField::Consent, DeskFault::Missing),
            refused(DeskField::ConsentBy, DeskFault::Missing),
            refused(DeskField::Aadhaar, fault),
            refused(DeskField::Charge, DeskFault::WrongForm),
        ];
        assert_eq!(problems, all, "every problem at once: {}", typed.len());
    }
    let mut input = aadhaar(NUMBER);
    input.consent = false;
    let problems = stall.till.check_aadhaar(&input).await.expect_err("it is refused");
    assert_eq!(problems, [refused(DeskField::Consent, DeskFault::Missing)]);
    assert!(stall.simulator.requests().is_empty());
    assert!(stall.till.sales_page(&todays()).expect("a day").rows.is_empty());
}

#[tokio::test]
async fn a_number_in_other_digits_or_in_groups_is_the_same_number() {
    for typed in ["९९९९००००००१६", " 9999 0000 0016 ", "9999-0000-0016"] {
        let mut stall = desk(QUICK).await;
        let order = begin_check(&mut stall, typed).await;
        assert_eq!((order.state, order.number.as_str()), (SaleState::Pending, "0016"), "{order:?}");
        verify(&stall, &order, RIGHT).await.expect("verified");
    }
}

#[tokio::test]
async fn a_number_is_verified_shown_once_and_charged_once() {
    let mut stall = desk(QUICK).await;
    let order = begin_check(&mut stall, NUMBER).await;
    let desk_order = order.desk.clone().expect("an order of the desk");
    assert_eq!(
        desk_order.consent.map(|consent| (consent.language, consent.by)),
        Some((Language::of_code("hi").expect("Hindi is spoken"), "Meena".into()))
    );
    assert_eq!(desk_order.otp.map(|otp| (otp.tries_left, otp.can_resend)), Some((3, true)));
    assert_owed(&stall, &order);
    let done = verify(&stall, &order, RIGHT).await.expect("verified");
    assert_eq!((done.state, done.number.as_str(), done.earned_paise), (SaleState::Succeeded, "0016", Some(1_700)));
    assert!(person_of(&done).is_some_and(|person| person.full_name == "Practice Customer"));
    assert!(done.desk.as_ref().is_some_and(|desk| desk.otp.is_none()));
    let (sum, accounts) = books(&stall, &done);
    let of = |account: &str| accounts.iter().find(|(name, _)| name == account).map(|(_, paise)| *paise);
    assert_eq!((sum, of("cash"), of("wallet:inexopay"), of("commission")), (0, Some(2_000), Some(-300), Some(-1_700)));
    assert!(slip(&stall, &order).contains("Practice Customer"));
    let lists = format!("{:?} {:?} {:?}", stall.till.desk(), stall.till.counter_now(), stall.till.pending_sales());
    assert!(!lists.contains("Practice Customer"));
    assert_eq!(verify(&stall, &order, RIGHT).await, Err(Problem::NotAllowedNow), "once");
    stall.till.dismiss_person(order.id);
    assert!(person_of(&stall.now(order.id)).is_none());
    let after = slip(&stall, &order);
    assert!(!after.contains("Practice Customer") && after.contains("0016") && !after.contains("0000 0016"), "{after}");
}

#[tokio::test]
async fn the_slip_of_a_person_leaves_on_paper_alone() {
    let mut stall = desk(QUICK).await;
    let order = begin_check(&mut stall, NUMBER).await;
    verify(&stall, &order, RIGHT).await.expect("verified");
    let (slip, folder) = (SlipOf::Sale { sale_id: order.id }, tempfile::tempdir().expect("a folder"));
    for format in [SlipFormat::Pdf, SlipFormat::Picture] {
        let saved = stall.till.save_slip(&slip, &[Language::EN], format, folder.path());
        assert_eq!(saved, Err(Problem::NotAllowedNow));
    }
    assert_eq!(stall.till.slip_picture(&slip, &[Language::EN]), Err(Problem::NotAllowedNow));
    assert_eq!(stall.till.share_slip(&slip, &[Language::EN]), Err(Problem::NotAllowedNow));
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 0);
    assert!(stall.shelf.pages().is_empty());
}

#[tokio::test]
async fn a_verified_person_is_shown_for_ten_minutes_whenever_that_was() {
    let mut stall = desk(QUICK).await;
    let order = begin_check(&mut stall, NUMBER).await;
    stall.clock.forward(14 * 60_000);
    verify(&stall, &order, RIGHT).await.expect("verified");
    stall.clock.forward(9 * 60_000);
    assert!(person_of(&stall.now(order.id)).is_some());
    stall.clock.forward(61_000);
    assert!(person_of(&stall.now(order.id)).is_none());
    assert!(!slip(&stall, &order).contains("Practice Customer"));
}

#[tokio::test]
async fn the_third_wrong_otp_is_the_last() {
    let mut stall = desk(QUICK).await;
    let order = begin_check(&mut stall, NUMBER).await;
    for malformed in ["", "12345", "1234567", "12345a"] {
        let told = verify(&stall, &order, malformed).await;
        assert!(matches!(told, Err(Problem::Desk { field: DeskField::Otp, .. })), "{told:?}");
    }
    assert_eq!(verify(&stall, &order, "111111").await, Err(Problem::OtpWrong { left: 2 }), "a malformed one is no try");
    assert_eq!(verify(&stall, &order, "111112").await, Err(Problem::OtpWrong { left: 1 }));
    assert_eq!(stall.now(order.id).desk.and_then(|desk| desk.otp).map(|otp| otp.tries_left), Some(1));
    assert_eq!(verify(&stall, &order, "111113").await, Err(Problem::OtpTriesOver));
    let over = stall.now(order.id);
    assert_eq!((over.state, over.problem.clone()), (SaleState::Failed, Some(Problem::OtpTriesOver)));
    assert_given_back(&stall, &over);
    assert_eq!(verify(&stall, &order, RIGHT).await, Err(Problem::NotAllowedNow));
    // The number need not be typed again.
    let anew = stall.till.resend_otp(order.id, &intent()).await.expect("another OTP");
    let anew = answered(&mut stall, anew).await;
    assert_ne!((anew.id, &anew.order_id), (order.id, &order.order_id));
    assert!(anew.desk.as_ref().is_some_and(|desk| desk.consent.is_some()), "with the consent that was given");
    assert_eq!(verify(&stall, &anew, RIGHT).await.expect("verified").state, SaleState::Succeeded);
}

#[tokio::test]
async fn an_expired_otp_ends_the_order_and_another_one_can_be_sent() {
    let mut stall = desk(QUICK).await;
    let order = begin_check(&mut stall, NUMBER).await;
    assert_eq!(verify(&stall, &order, "000000").await, Err(Problem::OtpExpired));
    assert_eq!(stall.now(order.id).state, SaleState::Failed);
    let always = begin_check(&mut stall, "999900000028").await;
    assert_eq!(verify(&stall, &always, RIGHT).await, Err(Problem::OtpExpired));
    assert_given_back(&stall, &stall.now(always.id));
    stall.clock.forward(16 * 60_000);
    assert!(stall.now(always.id).desk.and_then(|desk| desk.otp).is_none_or(|otp| !otp.can_resend));
    let gone = stall.till.resend_otp(always.id, &intent()).await;
    assert_eq!(gone.expect_err("it is wiped"), [Problem::AadhaarGone]);
}

#[tokio::test]
async fn a_number_too_long_in_memory_is_not_sent_again() {
    let mut stall = desk(QUICK).await;
    let order = begin_check(&mut stall, NUMBER).await;
    let otp = order.desk.as_ref().and_then(|desk| desk.otp).expect("an OTP");
    assert!((600_000..=660_000).contains(&(otp.expires_at_ms - order.created_at_ms)), "{otp:?}");
    stall.clock.forward(16 * 60_000);
    assert_eq!(verify(&stall, &order, RIGHT).await, Err(Problem::AadhaarGone));
    assert_eq!(stall.till.abandon_order(order.id).expect("it is closed").state, SaleState::Failed);
}

#[tokio::test]
async fn what_the_company_makes_of_a_number_is_told_and_costs_nothing() {
    let mut stall = desk(QUICK).await;
    for (number, state) in [
        ("999900000037", SaleState::Failed),
        ("999900000044", SaleState::Failed),
        // Without a request id nothing can be finished: it is closed at once, and the number is kept for another try.
        ("999900000059", SaleState::Failed),
        ("999900000063", SaleState::Failed),
        ("999900000071", SaleState::Failed),
        ("999900000085", SaleState::Failed),
        ("999900000092", SaleState::Failed),
    ] {
        let begun = begin_check(&mut stall, number).await;
        let order = stall.until(begun.id, |order| !order.state.is_open()).await;
        assert_eq!((order.state, order.next_check_at_ms), (state, None), "{number}");
        assert!(order.problem.is_some(), "{number}: {order:?}");
        assert!(order.desk.as_ref().and_then(|desk| desk.otp).is_some_and(|otp| otp.can_resend), "{number}");
        // Of these no company has said that they failed, so their customer's money stays owed.
        if order.reason == Reason::Closed {
            assert_owed(&stall, &order);
        } else {
            assert_no_money(&stall, &order);
        }
        assert_eq!(verify(&stall, &order, RIGHT).await, Err(Problem::NotAllowedNow), "{number}");
        assert_eq!(stall.till.check_now(order.id).await, Err(Problem::NotAllowedNow), "{number}");
    }
    assert!(stall.till.desk().expect("the desk").unfinished.is_empty());
}

#[tokio::test]
async fn another_otp_closes_the_old_order_and_begins_a_new_one() {
    let mut stall = desk(QUICK).await;
    let order = begin_check(&mut stall, NUMBER).await;
    let act = intent();
    let anew = stall.till.resend_otp(order.id, &act).await.expect("another OTP");
    let anew = answered(&mut stall, anew).await;
    let again = stall.till.resend_otp(order.id, &act).await.expect("the same order");
    assert_eq!((again.id, stall.now(order.id).state), (anew.id, SaleState::Failed));
    assert_eq!(stall.till.resend_otp(order.id, &intent()).await.expect_err("wiped"), [Problem::AadhaarGone]);
    assert_eq!(verify(&stall, &order, RIGHT).await, Err(Problem::NotAllowedNow));
    assert_eq!(verify(&stall, &anew, RIGHT).await.expect("verified").state, SaleState::Succeeded);
    assert_eq!(stall.simulator.requests().len(), 2);
}

#[tokio::test]
async fn two_clicks_on_another_otp_send_one() {
    let mut stall = desk(QUICK).await;
    let order = begin_check(&mut stall, NUMBER).await;
    let (left, right) = (intent(), intent());
    let (one, other) = tokio::join!(stall.till.resend_otp(order.id, &left), stall.till.resend_otp(order.id, &right));
    let sent: Vec<_> = [one, other].into_iter().filter_map(Result::ok).collect();
    assert_eq!(sent.len(), 1, "{sent:?}");
    answered(&mut stall, sent[0].clone()).await;
    assert_eq!(stall.simulator.requests().len(), 2);
}

#[tokio::test]
async fn a_second_check_with_the_same_last_digits_is_asked_about() {
    let mut stall = desk(QUICK).await;
    let order = begin_check(&mut stall, NUMBER).await;
    let refused = stall.till.check_aadhaar(&aadhaar(NUMBER)).await.expect_err("it asks");
    assert_eq!(refused, [Problem::OrderOpen { sale_id: order.id }]);
}
