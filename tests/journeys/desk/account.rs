//! Bank accounts: the shop becomes an agent once, then opens accounts for its customers.

use std::fs;
use std::time::Duration;

use domain::SaleState;
use secrecy::SecretString;
use till::{AccountInput, DeskFault, DeskField, Mode, OnboardInput, Problem, SaleView};
use url::Url;

use super::{NEVER, QUICK, press};
use crate::sales::books::{assert_given_back_at, assert_owed_at};
use crate::sales::counter::Counter;
use crate::sales::stall::{PAUSE, intent, within};

/// Made up.
pub const AGENT_PAN: &str = "ZZZPA1111Z";
/// Made up.
pub const CUSTOMER_PAN: &str = "ZZZPC2222Q";

/// A shop that would be an agent.
pub fn agent() -> OnboardInput {
    OnboardInput {
        shop_name: "Verma Telecom".to_owned(),
        name: "Asha Verma".to_owned(),
        email: "asha@example.org".to_owned(),
        mobile: "9876511111".to_owned(),
        date_of_birth: "02-03-1990".to_owned(),
        address: "12 Station Road".to_owned(),
        state: "Uttar Pradesh".to_owned(),
        city: "Agra".to_owned(),
        pincode: "282001".to_owned(),
        pan: AGENT_PAN.into(),
        agent_id: String::new(),
    }
}

/// A savings account for a customer, free of charge.
pub fn account(mobile: &str) -> AccountInput {
    AccountInput {
        intent: intent(),
        mode: Mode::Practice,
        product: "account-saving".to_owned(),
        first_name: "Ravi".to_owned(),
        middle_name: "Kumar".to_owned(),
        last_name: "Example".to_owned(),
        email: "ravi.customer@example.net".to_owned(),
        mobile: mobile.to_owned(),
        pan: CUSTOMER_PAN.into(),
        pincode: "282007".to_owned(),
        charge: "0".to_owned(),
        agent_pan: "".into(),
        open_confirmed: false,
        payment: domain::Payment::Cash,
    }
}

/// A counter that is no agent yet.
pub async fn counter(pace: Duration) -> Counter {
    Counter::with(&["inexopay"], pace).await
}

/// A counter that is an agent.
async fn agency(pace: Duration) -> Counter {
    let counter = counter(pace).await;
    counter.shop.onboard(&agent()).await.expect("an agent");
    counter
}

/// Begins an opening and waits until the company has answered.
pub async fn begin(counter: &mut Counter, input: &AccountInput) -> SaleView {
    let order = counter.shop.till().open_account(input).await.expect("an order");
    counter.until(order.id, |order| order.state != SaleState::Submitted).await
}

async fn page_of(counter: &Counter, order: &SaleView) -> Url {
    counter.shop.till().open_page(order.id).await.expect("a page");
    counter.shelf.pages().pop().expect("a page was opened")
}

async fn check_until(counter: &Counter, order: &SaleView, wanted: SaleState) -> SaleView {
    within(async {
        loop {
            counter.clock.forward(5_000);
            let _ = counter.shop.till().check_now(order.id).await;
            let now = counter.now(order.id);
            if now.state == wanted {
                return now;
            }
            tokio::time::sleep(PAUSE).await;
        }
    })
    .await
}

fn fault(field: DeskField, fault: DeskFault) -> Problem {
    Problem::Desk { field, fault }
}

fn agent_view(counter: &Counter) -> Option<(String, bool)> {
    let agent = counter.shop.till().desk().expect("the desk").agent;
    agent.map(|agent| (agent.agent_id, agent.pan_at_hand))
}

#[tokio::test]
async fn every_wrong_field_of_the_onboarding_is_told_at_once_and_nothing_is_sent() {
    let counter = counter(QUICK).await;
    let wrong = OnboardInput {
        shop_name: String::new(),
        name: "Asha".to_owned(),
        email: "asha verma@example.org".to_owned(),
        mobile: "12345".to_owned(),
        date_of_birth: "31-02-1990".to_owned(),
        address: String::new(),
        state: "Atlantis".to_owned(),
        city: String::new(),
        pincode: "000000".to_owned(),
        pan: "ABCDE1234".into(),
        agent_id: "a b".to_owned(),
    };
    let problems = counter.shop.onboard(&wrong).await.expect_err("it is refused");
    assert_eq!(problems.len(), 11, "{problems:?}");
    for known in [
        fault(DeskField::Name, DeskFault::OneWord),
        fault(DeskField::Email, DeskFault::HasSpaces),
        fault(DeskField::DateOfBirth, DeskFault::NoSuchDay),
        fault(DeskField::State, DeskFault::WrongForm),
        fault(DeskField::Pan, DeskFault::TooShort),
        fault(DeskField::AgentId, DeskFault::StrangeSign),
    ] {
        assert!(problems.contains(&known), "{known:?} of {problems:?}");
    }
    assert_eq!(agent_view(&counter), None);
    // The mobile number is free still: nothing arrived.
    counter.shop.onboard(&agent()).await.expect("an agent");
    assert!(agent_view(&counter).is_some());
}

#[tokio::test]
async fn the_agents_id_is_in_the_settings_and_the_pan_in_the_keychain_alone() {
    let counter = agency(QUICK).await;
    let (agent_id, at_hand) = agent_view(&counter).expect("an agent");
    assert!(agent_id.starts_with("INX") && at_hand);
    let settings = fs::read_to_string(counter.folder().join("settings.json")).expect("the settings");
    assert!(settings.contains(&agent_id) && !settings.contains(AGENT_PAN));
    let counter = counter.reopened().await;
    assert_eq!(agent_view(&counter), Some((agent_id.clone(), true)), "the keychain has it");
    let mut counter = counter.with_an_empty_keychain().await;
    assert_eq!(agent_view(&counter), Some((agent_id, false)));
    let refused = counter.shop.till().open_account(&account("9876543210")).await.expect_err("it is asked for");
    assert_eq!(refused, [fault(DeskField::AgentPan, DeskFault::Missing)]);
    let mut input = account("9876543210");
    input.agent_pan = AGENT_PAN.to_lowercase().into();
    assert_eq!(begin(&mut counter, &input).await.state, SaleState::Pending);
    assert_eq!(agent_view(&counter).map(|(_, at_hand)| at_hand), Some(true), "until the program closes");
    counter.shop.forget_agent().await.expect("forgotten");
    assert_eq!(agent_view(&counter), None);
}

#[tokio::test]
async fn without_a_keychain_the_pan_is_held_in_memory_and_asked_for_after_a_restart() {
    let counter = counter(QUICK).await.with_a_locked_keychain().await;
    counter.shop.onboard(&agent()).await.expect("an agent");
    assert_eq!(agent_view(&counter).map(|(_, at_hand)| at_hand), Some(true));
    let counter = counter.reopened().await;
    assert_eq!(agent_view(&counter).map(|(_, at_hand)| at_hand), Some(false));
}

#[tokio::test]
async fn an_agent_that_the_company_knows_already_is_entered_by_hand() {
    let mut counter = counter(QUICK).await;
    let mut known = agent();
    known.mobile = "9876500004".to_owned();
    let refused = counter.shop.onboard(&known).await.expect_err("it is refused");
    assert!(matches!(refused.as_slice(), [Problem::AlreadyOnboarded { words }] if words.contains("ALREADY")));
    assert_eq!(agent_view(&counter), None);
    let wrong = counter.shop.save_agent("", &SecretString::from("x")).await.expect_err("it is refused");
    assert_eq!(wrong.len(), 2, "{wrong:?}");
    counter.shop.save_agent(" INX00042 ", &SecretString::from(AGENT_PAN)).await.expect("an agent");
    assert_eq!(agent_view(&counter), Some(("INX00042".to_owned(), true)));
    assert_eq!(begin(&mut counter, &account("9876543210")).await.state, SaleState::Pending);
}

#[tokio::test]
async fn without_an_agent_no_account_is_opened() {
    let counter = counter(QUICK).await;
    let refused = counter.shop.till().open_account(&account("9876543210")).await.expect_err("it is refused");
    assert_eq!(refused, [Problem::AgentMissing]);
    assert!(counter.simulator.requests().is_empty());
}

#[tokio::test]
async fn every_wrong_field_of_a_customer_is_told_at_once() {
    let counter = agency(QUICK).await;
    let mut input = account("98765");
    input.first_name = "R. Kumar".to_owned();
    input.middle_name = "D.".to_owned();
    input.last_name = " ".to_owned();
    input.email = "ravi @example.net".to_owned();
    input.pan = "ABCDE1234".into();
    input.pincode = "000000".to_owned();
    input.charge = "much".to_owned();
    let problems = counter.shop.till().open_account(&input).await.expect_err("it is refused");
    assert_eq!(problems.len(), 8, "{problems:?}");
    for known in [
        fault(DeskField::FirstName, DeskFault::HasDots),
        fault(DeskField::MiddleName, DeskFault::HasDots),
        fault(DeskField::LastName, DeskFault::Missing),
        fault(DeskField::Email, DeskFault::HasSpaces),
        fault(DeskField::Pan, DeskFault::TooShort),
        fault(DeskField::Charge, DeskFault::WrongForm),
    ] {
        assert!(problems.contains(&known), "{known:?} of {problems:?}");
    }
    assert!(problems.iter().any(|problem| matches!(problem, Problem::Desk { field: DeskField::Pincode, .. })));
    let mut own = account("9876543210");
    own.pan = AGENT_PAN.to_lowercase().into();
    let refused = counter.shop.till().open_account(&own).await.expect_err("it is refused");
    assert_eq!(refused, [fault(DeskField::Pan, DeskFault::SameAsAgent)]);
    assert!(counter.simulator.requests().is_empty());
}

#[tokio::test]
async fn an_account_is_begun_finished_by_the_customer_and_done() {
    let mut counter = agency(QUICK).await;
    let mut input = account("9876543210");
    input.pan = CUSTOMER_PAN.to_lowercase().into();
    let order = begin(&mut counter, &input).await;
    let desk = order.desk.clone().expect("an order of the desk");
    assert_eq!((order.state, desk.customer.as_deref()), (SaleState::Pending, Some("Ravi Kumar Example")));
    assert_eq!((desk.pan_masked.as_deref(), desk.can_ask_by_pan), (Some("•••••2222•"), true));
    let page = page_of(&counter, &order).await;
    // The window of the browser was closed: the same page is asked for again.
    assert_eq!(page_of(&counter, &order).await.path(), page.path());
    press(&page, "finish").await;
    let done = check_until(&counter, &order, SaleState::Succeeded).await;
    assert_eq!((done.amount_paise, done.earned_paise), (0, Some(0)));
    assert!(counter.shop.till().sale(order.id).expect("the order").postings.is_empty(), "nothing was charged");
}

#[tokio::test]
async fn an_account_is_asked_about_by_the_customers_pan_and_no_other() {
    let mut counter = agency(QUICK).await;
    let order = begin(&mut counter, &account("9876543210")).await;
    let till = counter.shop.till();
    let ask = |pan: &str| SecretString::from(pan);
    let not_theirs = Problem::Desk { field: DeskField::Pan, fault: DeskFault::NotThisOrder };
    assert_eq!(till.ask_by_pan(order.id, &ask("ZZZPC3333Q")).await, Err(not_theirs), "another PAN");
    let wrong = till.ask_by_pan(order.id, &ask("ABCDE1234")).await;
    assert_eq!(wrong, Err(fault(DeskField::Pan, DeskFault::TooShort)));
    press(&page_of(&counter, &order).await, "finish").await;
    let done = within(async {
        loop {
            let now = till.ask_by_pan(order.id, &ask(" zzzpc2222q ")).await.expect("an answer");
            if !now.state.is_open() {
                return now;
            }
        }
    })
    .await;
    assert_eq!(done.state, SaleState::Succeeded);
    let pan_order = till.apply_for_pan(&super::pan("9876543211")).await.expect("an order");
    let pan_order = counter.until(pan_order.id, |order| order.state == SaleState::Pending).await;
    assert_eq!(counter.shop.till().ask_by_pan(pan_order.id, &ask(CUSTOMER_PAN)).await, Err(Problem::NotAllowedNow));
}

#[tokio::test]
async fn what_never_left_is_not_asked_about_by_pan() {
    let mut counter = agency(QUICK).await;
    let refused = begin(&mut counter, &account("9876500004")).await;
    assert_eq!(refused.state, SaleState::Failed);
    assert!(refused.words.is_some_and(|words| words.contains("NOT ELIGIBLE")));
    let asked = counter.shop.till().ask_by_pan(refused.id, &SecretString::from(CUSTOMER_PAN)).await;
    assert_eq!(asked, Err(Problem::NotAllowedNow), "the company has no id for it");
}

#[tokio::test]
async fn after_a_restart_an_account_is_asked_about_and_resumed_without_the_pan() {
    let mut counter = agency(QUICK).await;
    let order = begin(&mut counter, &account("9876543210")).await;
    let counter = counter.reopened().await;
    assert_eq!(counter.now(order.id).state, SaleState::Pending);
    press(&page_of(&counter, &order).await, "finish").await;
    let done = check_until(&counter, &order, SaleState::Succeeded).await;
    assert_eq!(done.desk.and_then(|desk| desk.customer).as_deref(), Some("Ravi Kumar Example"));
}

#[tokio::test]
async fn an_opening_without_an_answer_is_found_by_our_own_id() {
    for mobile in ["9876500006", "9876500007"] {
        let mut counter = agency(QUICK).await;
        let order = begin(&mut counter, &account(mobile)).await;
        assert_eq!(order.state, SaleState::Unknown, "{mobile}");
        let known = check_until(&counter, &order, SaleState::Pending).await;
        assert!(known.provider_ref.is_some() && known.desk.is_some_and(|desk| desk.can_ask_by_pan));
        press(&page_of(&counter, &order).await, "finish").await;
        check_until(&counter, &order, SaleState::Succeeded).await;
        assert_eq!(counter.simulator.recharge_count(&order.order_id), 1);
    }
}

#[tokio::test]
async fn a_page_elsewhere_is_not_opened_and_one_that_is_gone_says_so() {
    let mut counter = agency(NEVER).await;
    let astray = begin(&mut counter, &account("9876500009")).await;
    let host = "account-open.invalid".to_owned();
    assert_eq!(counter.shop.till().open_page(astray.id).await, Err(Problem::PageUnknown { host }));
    // The page that the company gives when it is asked again is its own.
    page_of(&counter, &astray).await;
    let mut expires = account("9876500013");
    expires.pan = "ZZZPC4444Q".into();
    let order = begin(&mut counter, &expires).await;
    page_of(&counter, &order).await;
    let gone = counter.shop.till().open_page(order.id).await;
    assert!(matches!(gone, Err(Problem::LinkExpired { .. })), "{gone:?}");
}

#[tokio::test]
async fn an_account_that_was_refunded_is_failed_or_taken_back() {
    let mut counter = agency(QUICK).await;
    let mut input = account("9876500003");
    input.charge = "50".to_owned();
    let order = begin(&mut counter, &input).await;
    let failed = check_until(&counter, &order, SaleState::Failed).await;
    assert_given_back_at(&counter.shop.till(), &failed);
    let mut counter = agency(Duration::from_millis(600)).await;
    let mut input = account("9876500005");
    input.charge = "50".to_owned();
    let order = begin(&mut counter, &input).await;
    let done = check_until(&counter, &order, SaleState::Succeeded).await;
    assert_eq!(done.earned_paise, Some(5_000));
    let back = check_until(&counter, &order, SaleState::Reversed).await;
    assert_eq!(counter.shop.till().sale(back.id).expect("the order").postings.len(), 6);
    assert_owed_at(&counter.shop.till(), &back);
}

#[tokio::test]
async fn where_the_browser_is_led_is_an_address_or_nothing() {
    let mut counter = agency(QUICK).await;
    for wrong in ["shop.example", "javascript:alert(1)", "https://"] {
        let refused = counter.shop.save_return_url(wrong).await;
        assert_eq!(refused, Err(fault(DeskField::ReturnUrl, DeskFault::WrongForm)), "{wrong}");
    }
    counter.shop.save_return_url("https://shop.example/done").await.expect("an address");
    let order = begin(&mut counter, &account("9876543210")).await;
    assert!(counter.sent(&order).contains("return_url=https://shop.example/done"), "{}", counter.sent(&order));
}
