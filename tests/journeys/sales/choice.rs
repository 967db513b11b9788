//! Which provider sells: in the shopkeeper's order, by hand, or by margin and recent success.

use std::collections::BTreeMap;
use std::time::Duration;

use domain::{SaleState, Service};
use providers::{Access, company};
use till::{Choice, ChosenBecause, Connection, Problem, Quote, RoutesFile, Rules, SaleInput};

use super::counter::Counter;
use super::stall::{ALL, FOUR, Stall, airtel, connection, pays_for_airtel, rules};

const QUICK: Duration = Duration::from_millis(40);

fn order(slugs: &[&str]) -> Vec<String> {
    slugs.iter().map(|slug| (*slug).to_owned()).collect()
}

fn quote(stall: &Stall) -> Quote {
    stall.till.quote(&airtel("9876543210")).expect("a quote")
}

fn picked(slug: &str, number: &str, by_hand: bool) -> SaleInput {
    SaleInput { provider: Some(slug.into()), by_hand, ..airtel(number) }
}

#[tokio::test]
async fn a_services_order_comes_first_and_the_others_after_it() {
    let mut stall = Stall::with_all(&FOUR, QUICK).await;
    let by_itself = quote(&stall);
    assert_eq!((by_itself.provider.as_str(), by_itself.chosen_because), ("inspay", ChosenBecause::Auto));
    assert_eq!(by_itself.choices, FOUR);
    let services = BTreeMap::from([(Service::Prepaid, order(&["paygrt", "a1topup"]))]);
    stall.till.set_rules(Rules { routes: RoutesFile { services, ..RoutesFile::default() }, ..rules() });
    let ordered = quote(&stall);
    assert_eq!((ordered.provider.as_str(), ordered.chosen_because), ("paygrt", ChosenBecause::Order));
    assert_eq!(ordered.try_next, ["a1topup", "inspay", "rechargeopen"]);
    let sale = stall.sell(&airtel("9876500001")).await;
    assert_eq!((sale.provider.as_str(), sale.state), ("paygrt", SaleState::Succeeded));
}

#[tokio::test]
async fn an_operators_order_outranks_its_services_and_may_be_none() {
    let stall = Stall::with_all(&FOUR, QUICK).await;
    let services = BTreeMap::from([(Service::Prepaid, order(&["paygrt"]))]);
    let operators = BTreeMap::from([("airtel".to_owned(), order(&["a1topup"])), ("jio".to_owned(), Vec::new())]);
    let routes = RoutesFile { services, operators, try_next: false };
    stall.till.set_rules(Rules { routes, ..rules() });
    let airtel_quote = quote(&stall);
    assert_eq!((airtel_quote.provider.as_str(), airtel_quote.chosen_because), ("a1topup", ChosenBecause::Order));
    assert!(airtel_quote.try_next.is_empty(), "nobody is tried where the shopkeeper wants it so");
    let jio = stall.till.quote(&SaleInput { operator: Some("jio".into()), ..airtel("9876543210") }).expect("a quote");
    assert_eq!((jio.provider.as_str(), jio.chosen_because), ("inspay", ChosenBecause::Auto));
    let vi = stall.till.quote(&SaleInput { operator: Some("vi".into()), ..airtel("9876543210") }).expect("a quote");
    assert_eq!((vi.provider.as_str(), vi.chosen_because), ("paygrt", ChosenBecause::Order));
}

#[tokio::test]
async fn the_better_margin_is_chosen_until_it_fails() {
    let mut stall = Stall::with_all(&FOUR, QUICK).await;
    pays_for_airtel(&stall.till, "paygrt", "3.5");
    assert_eq!(quote(&stall).provider, "paygrt");
    pays_for_airtel(&stall.till, "a1topup", "3");
    assert_eq!(quote(&stall).provider, "paygrt");
    for _ in 0..3 {
        stall.sell(&picked("paygrt", "9876500004", true)).await;
    }
    let now = quote(&stall);
    assert_eq!((now.provider.as_str(), now.chosen_because), ("a1topup", ChosenBecause::Auto));
    assert_eq!(now.earn_paise, Some(897));
}

#[tokio::test]
async fn what_is_picked_by_hand_is_taken_and_nobody_else() {
    let mut stall = Stall::with_all(&FOUR, QUICK).await;
    let input = picked("paygrt", "9876500001", true);
    let shown = stall.till.quote(&input).expect("a quote");
    assert_eq!((shown.provider.as_str(), shown.chosen_because), ("paygrt", ChosenBecause::Hand));
    assert!(shown.try_next.is_empty() && shown.choices.len() == 4);
    assert_eq!(stall.sell(&input).await.provider, "paygrt");
    let nobody = stall.till.quote(&picked("inexopay", "9876500001", true));
    assert_eq!(nobody, Err(vec![Problem::OperatorNotSold { operator: "airtel".into() }]));
}

#[tokio::test]
async fn the_shopkeepers_order_survives_and_names_only_providers_there_are() {
    let mut counter = Counter::with_all().await;
    let twice = Choice::Order(order(&["paygrt", "a1topup", "paygrt"]));
    let routes = counter.shop.save_service_route(Service::Prepaid, twice).await.expect("an order");
    let prepaid = routes.services.into_iter().find(|route| route.service == Service::Prepaid).expect("the service");
    assert_eq!(prepaid.choice, Choice::Order(order(&["paygrt", "a1topup"])));
    assert_eq!(prepaid.providers, ALL);
    let unknown = Choice::Order(order(&["paygrt", "nobody"]));
    let refused = counter.shop.save_service_route(Service::Prepaid, unknown).await;
    assert_eq!(refused, Err(Problem::ProviderNotConnected { provider: "nobody".into() }));
    let refused = counter.shop.save_operator_route("no-such-operator", Some(Choice::Auto)).await;
    assert_eq!(refused, Err(Problem::OperatorMissing));
    counter.shop.save_operator_route("jio", Some(Choice::Auto)).await.expect("the till chooses");
    counter.shop.set_try_next(false).await.expect("nobody else");
    counter = counter.reopened().await;
    let till = counter.shop.till();
    let shown = till.quote(&airtel("9876543210")).expect("a quote");
    assert_eq!((shown.provider.as_str(), shown.chosen_because), ("paygrt", ChosenBecause::Order));
    assert!(shown.try_next.is_empty());
    let jio = SaleInput { operator: Some("jio".into()), ..airtel("9876543210") };
    assert_eq!(till.quote(&jio).expect("a quote").provider, "inspay");
    let sale = counter.sell(&airtel("9876500004")).await;
    assert_eq!(sale.attempts.len(), 1);
    counter.shop.save_operator_route("jio", None).await.expect("as its service");
    counter.shop.set_try_next(true).await.expect("others too");
    let shown = till.quote(&jio).expect("a quote");
    assert_eq!((shown.provider.as_str(), shown.try_next), ("paygrt", order(&["a1topup", "inspay"])));
}

#[tokio::test]
async fn the_only_seller_is_the_only_one() {
    let stall = Stall::with("a1topup", QUICK).await;
    assert_eq!(quote(&stall).chosen_because, ChosenBecause::Only);
}

#[tokio::test]
async fn a_short_wallet_is_passed_over_and_told() {
    let mut stall = Stall::with_all(&FOUR, QUICK).await;
    stall.wallets_read().await;
    stall.simulator.set_balance("inspay", 10_000);
    stall.till.check_balance("inspay").await.expect("a balance");
    let shown = quote(&stall);
    assert_eq!(shown.provider, "a1topup");
    let short = Problem::WalletShort { provider: "inspay".into(), balance_paise: 10_000 };
    assert_eq!(shown.skipped.iter().map(|skipped| &skipped.problem).collect::<Vec<_>>(), [&short]);
    assert_eq!(shown.try_next, ["rechargeopen", "paygrt"]);
    // The strip showed INSPAY before its wallet was read: nobody else sells it unasked.
    let asked = stall.till.sell(&picked("inspay", "9876500001", false)).await;
    assert_eq!(asked, Err(vec![short]));
    assert!(stall.simulator.requests().is_empty());
    let sale = stall.sell(&picked("a1topup", "9876500001", false)).await;
    assert_eq!(sale.provider, "a1topup");
}

#[tokio::test]
async fn where_all_wallets_are_short_nothing_is_sent() {
    let mut stall = Stall::with_all(&FOUR, QUICK).await;
    stall.wallets_read().await;
    for slug in FOUR {
        stall.simulator.set_balance(slug, 10_000);
        stall.till.check_balance(slug).await.expect("a balance");
    }
    for input in [airtel("9876500001"), picked("paygrt", "9876500001", true), picked("inspay", "9876500001", false)] {
        let provider = input.provider.clone().unwrap_or("inspay".into());
        let refused = stall.till.sell(&input).await;
        assert_eq!(refused, Err(vec![Problem::WalletShort { provider, balance_paise: 10_000 }]));
    }
    assert!(stall.simulator.requests().is_empty());
    // One of them was filled, and not the one on the strip: the sale itself looks again.
    stall.simulator.set_balance("rechargeopen", 5_000_000);
    let sale = stall.sell(&airtel("9876500001")).await;
    assert_eq!(sale.provider, "rechargeopen");
    assert_eq!(stall.simulator.requests().len(), 1);
}

#[tokio::test]
async fn a_provider_without_its_login_is_passed_over() {
    let mut stall = Stall::with_all(&FOUR, QUICK).await;
    let a1topup = company("a1topup").expect("a company");
    let access = Access::new(a1topup.descriptor(), "http://127.0.0.1:1", false, BTreeMap::new()).expect("an access");
    let simulated = connection(company("paygrt").expect("a company"), &stall.simulator.base_address("paygrt"));
    stall.connect(vec![Connection { company: a1topup, access }, simulated]);
    // A1Topup would also want a circle; without a login it is not asked for.
    for circle in [Some("delhi".to_owned()), None] {
        let shown = stall.till.quote(&SaleInput { circle, ..airtel("9876543210") }).expect("a quote");
        assert_eq!(shown.provider, "paygrt");
        let missing = Problem::LoginMissing { provider: "a1topup".into() };
        assert_eq!(shown.skipped.iter().map(|skipped| &skipped.problem).collect::<Vec<_>>(), [&missing]);
    }
    let by_hand = stall.till.quote(&picked("a1topup", "9876543210", true));
    assert_eq!(by_hand, Err(vec![Problem::LoginMissing { provider: "a1topup".into() }]));
}

#[tokio::test]
async fn a_circle_is_asked_for_by_the_chosen_provider_only() {
    let stall = Stall::with_all(&FOUR, QUICK).await;
    let without = SaleInput { circle: None, ..airtel("9876543210") };
    let shown = stall.till.quote(&without).expect("a quote");
    assert_eq!(shown.provider, "inspay");
    assert_eq!(shown.try_next, ["rechargeopen", "paygrt"], "A1Topup could not carry it out");
    let chosen = SaleInput { provider: Some("a1topup".into()), ..without };
    assert_eq!(stall.till.quote(&chosen), Err(vec![Problem::CircleMissing]));
}
