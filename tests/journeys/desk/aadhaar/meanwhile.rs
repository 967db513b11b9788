//! What happens to a check while its OTP is on the way.

use till::{CustomerInput, MoneyBackWhat};

use super::*;

/// A company that sends OTPs, and answers to one of them what it is told.
async fn with_an_otp() -> (Stall, Agency, SaleView) {
    let (mut stall, agency) = scripted().await;
    let sent =
        r#"{"status_code":200,"status":"success","message":"Sent","data":{"request_id":"R1","status":"pending"}}"#;
    agency.says("/api/aadhaar/send-otp", sent);
    agency.says(
        VERIFY,
        r#"{"status_code":200,"status":"success","message":"Verified","data":{"request_id":"R1","status":"verified","aadhaar_details":{"full_name":"Asha Example","dob":"01-01-2001","gender":"Female","address":"1 Lane"}}}"#,
    );
    let order = begin_check(&mut stall, NUMBER).await;
    assert_eq!(order.state, SaleState::Pending, "{order:?}");
    (stall, agency, order)
}

/// Polls a future until the company has the call, then drops it.
async fn begin_and_drop(stall: &Stall, agency: &Agency, order: &SaleView) {
    let (otp, before) = (SecretString::from(RIGHT), agency.asked(VERIFY));
    let asked = async {
        while agency.asked(VERIFY) == before {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        done = stall.till.verify_otp(order.id, &otp) => panic!("{done:?}"),
        () = within(asked) => {}
    }
}

#[tokio::test]
async fn of_two_otps_handed_in_at_once_one_is_sent() {
    let (stall, agency, order) = with_an_otp().await;
    let (one, other) = tokio::join!(verify(&stall, &order, RIGHT), verify(&stall, &order, "654321"));
    assert!(one.is_ok() && other == Err(Problem::AskedTooSoon), "{one:?} {other:?}");
    assert_eq!(agency.asked(VERIFY), 1);
}

#[tokio::test]
async fn a_window_that_goes_away_loses_no_answer() {
    let (mut stall, agency, order) = with_an_otp().await;
    agency.holds(Some(VERIFY));
    begin_and_drop(&stall, &agency, &order).await;
    agency.holds(None);
    let done = stall.until(order.id, |order| order.state == SaleState::Succeeded).await;
    assert_eq!(books(&stall, &done).1.len(), 3);
    assert!(person_of(&stall.now(order.id)).is_some_and(|person| person.full_name == "Asha Example"));
}

#[tokio::test]
async fn an_order_whose_otp_is_on_the_line_is_neither_closed_nor_begun_anew() {
    let (mut stall, agency, order) = with_an_otp().await;
    agency.holds(Some(VERIFY));
    begin_and_drop(&stall, &agency, &order).await;
    assert_eq!(stall.till.abandon_order(order.id), Err(Problem::AskedTooSoon));
    assert_eq!(stall.till.resend_otp(order.id, &intent()).await.expect_err("refused"), [Problem::AskedTooSoon]);
    agency.holds(None);
    stall.until(order.id, |order| order.state == SaleState::Succeeded).await;
    assert_eq!(agency.asked("/api/aadhaar/send-otp"), 1);
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_leaves_the_otp_to_be_tried_again() {
    let (stall, agency, order) = with_an_otp().await;
    agency.says(VERIFY, "<html>Please log in</html>");
    assert_eq!(verify(&stall, &order, RIGHT).await, Err(Problem::WebPageAtAddress));
    let still = stall.now(order.id);
    assert_eq!(
        (still.state, still.desk.and_then(|desk| desk.otp).map(|otp| otp.tries_left)),
        (SaleState::Pending, Some(3))
    );
    assert!(kinds(&stall, &order).contains(&"NoNews".to_owned()), "it is in the journal");
    assert_owed(&stall, &stall.now(order.id));
}

#[tokio::test]
async fn nobody_asks_how_a_check_stands() {
    let (mut stall, agency, order) = with_an_otp().await;
    for _ in 0..3 {
        stall.clock.forward(86_400_000);
        stall.nudge();
        // Any other order wakes the watcher too, and is asked about.
        agency.pan("9876543210", "Pending");
        let mut input = crate::desk::pan("9876543210");
        input.open_confirmed = true;
        let other = crate::desk::begin_pan(&mut stall, &input).await;
        stall.clock.forward(60_000);
        stall.nudge();
        stall.until(other.id, |other| other.checks > 0).await;
    }
    let now = stall.now(order.id);
    assert_eq!((now.checks, now.next_check_at_ms, now.state), (0, None, SaleState::Pending));
    assert_eq!(kinds(&stall, &order), ["Intended", "Submitted", "Accepted"]);
}

#[tokio::test]
async fn money_of_a_check_that_is_closed_stands_in_the_list_with_its_ends() {
    let (mut stall, _agency, order) = with_an_otp().await;
    stall.till.abandon_order(order.id).expect("it is closed");
    let [owed] = &stall.till.owed().expect("the list")[..] else { panic!("one order is owed") };
    assert_eq!((owed.sale.id, owed.sale.owed_paise, owed.customer.as_ref()), (order.id, 2_000, None));
    // The books have no number of the customer's, so a person says whose credit it is.
    let nobody = stall.till.settle_money(order.id, MoneyBackWhat::Credited, "", None);
    assert_eq!(nobody, Err(Problem::CreditNoCustomer));
    let input = CustomerInput {
        name: "Asha".into(),
        numbers: "9876500001".into(),
        note: String::new(),
        language: None,
        limit: String::new(),
        by: String::new(),
        below_confirmed: false,
    };
    let asha = stall.till.save_customer(None, &input).expect("a customer").id;
    stall.till.settle_money(order.id, MoneyBackWhat::Credited, "Meena", Some(asha)).expect("it is kept");
    assert_eq!((stall.till.owed(), stall.till.customer(asha).expect("Asha").owed_paise), (Ok(vec![]), -2_000));
    // Another one is given back.
    let again = begin_check(&mut stall, NUMBER).await;
    let closed = stall.till.abandon_order(again.id).expect("it is closed");
    assert_owed(&stall, &closed);
    stall.till.settle_money(again.id, MoneyBackWhat::GivenBackCash, "", None).expect("it is given back");
    assert_eq!(stall.till.owed(), Ok(vec![]));
}

#[tokio::test]
async fn a_restart_closes_what_only_memory_could_finish() {
    let mut counter = crate::sales::counter::Counter::with(&["inexopay"], Duration::from_millis(40)).await;
    let order = counter.shop.till().check_aadhaar(&aadhaar(NUMBER)).await.expect("an order");
    counter.until(order.id, |order| order.state == SaleState::Pending).await;
    let counter = counter.reopened().await;
    let closed = counter.now(order.id);
    assert_eq!((closed.state, closed.problem), (SaleState::Failed, Some(Problem::Restarted)));
    assert_eq!(closed.next_check_at_ms, None);
    let till = counter.shop.till();
    assert_eq!(till.in_flight_at_start(), 0, "it is not asked about again");
    let refused = till.verify_otp(order.id, &SecretString::from(RIGHT)).await;
    assert_eq!(refused, Err(Problem::NotAllowedNow));
    assert_eq!(till.resend_otp(order.id, &intent()).await.expect_err("wiped"), [Problem::AadhaarGone]);
}
