//! The shopkeeper's own part of the catalogue: codes, operators, what is switched off, live lists.

use std::fs;
use std::time::Duration;

use domain::{SaleState, Service};
use till::{CodeFrom, OperatorInput, Problem, SaleInput, WhyNot};

use super::counter::Counter;
use super::faults::server;
use super::own_files::shop;
use super::stall::{airtel, intent};

const QUICK: Duration = Duration::from_millis(40);
const NEVER: Duration = Duration::from_secs(3_600);

fn own_electricity(name: &str) -> OperatorInput {
    OperatorInput { name: name.into(), service: Service::Electricity, provider: "a1topup".into(), code: "GB1".into() }
}

fn bill(operator: &str) -> SaleInput {
    SaleInput {
        service: Service::Electricity,
        operator: Some(operator.into()),
        number: "700100200300".into(),
        ..airtel("")
    }
}

#[tokio::test]
async fn a_corrected_code_is_sent_and_survives_until_it_is_taken_back() {
    let mut counter = Counter::with(&["inspay"], QUICK).await;
    counter.shop.save_code("inspay", "airtel", " AX1 ").await.expect("a code");
    counter = counter.reopened().await;
    let offer = counter.offer("inspay", "airtel").await;
    assert_eq!((offer.code.as_str(), offer.provenance), ("AX1", CodeFrom::Own));
    let sale = counter.sell(&airtel("9876500001")).await;
    assert!(counter.sent(&sale).contains("opcode=AX1"), "{}", counter.sent(&sale));
    counter.shop.save_code("inspay", "airtel", "").await.expect("no code");
    let offer = counter.reopened().await.offer("inspay", "airtel").await;
    assert_eq!(offer.code, "A");
    assert_ne!(offer.provenance, CodeFrom::Own);
}

#[tokio::test]
async fn a_code_that_could_mean_another_company_is_refused() {
    let counter = Counter::with(&["inspay"], QUICK).await;
    for code in ["\u{410}", "A B", "A$B", "A\u{200b}", "1234567890123456789012345"] {
        let saved = counter.shop.save_code("inspay", "airtel", code).await;
        assert_eq!(saved, Err(vec![Problem::CodeWrong]), "{code:?}");
    }
    let nobody = counter.shop.save_code("inspay", "no-such-operator", "A").await;
    assert_eq!(nobody, Err(vec![Problem::OperatorMissing]));
    assert_eq!(counter.offer("inspay", "airtel").await.code, "A");
}

#[tokio::test]
async fn an_operator_of_ones_own_is_sold_and_its_sales_outlive_it() {
    let mut counter = Counter::with(&["a1topup"], QUICK).await;
    counter.shop.add_operator(&own_electricity("  Ghar  Bijli ")).await.expect("an operator");
    counter = counter.reopened().await;
    let own = counter.operator("own-1").await.expect("the operator");
    assert_eq!(
        (own.names.english(), own.own, own.sold_by.as_slice()),
        ("Ghar Bijli", true, ["a1topup".into()].as_slice())
    );
    let sale = counter.sell(&bill("own-1")).await;
    assert_eq!(sale.state, SaleState::Succeeded);
    assert!(counter.sent(&sale).contains("operatorcode=GB1"));
    counter.shop.remove_operator("own-1").await.expect("it is taken away");
    counter = counter.reopened().await;
    assert_eq!(counter.operator("own-1").await, None);
    assert_eq!(counter.now(sale.id).operator, "own-1", "its sale stays in the books");
    counter.shop.add_operator(&own_electricity("Naya Bijli")).await.expect("an operator");
    assert_eq!(counter.operator("own-1").await, None, "a new company does not take over the old one's sales");
    assert_eq!(counter.operator("own-2").await.expect("the operator").names.english(), "Naya Bijli");
}

#[tokio::test]
async fn what_is_wrong_with_an_operator_is_told_at_once() {
    let counter = Counter::with(&["a1topup"], QUICK).await;
    let wrong = OperatorInput { code: "\u{410}".into(), provider: "inexopay".into(), ..own_electricity(" ") };
    let told = counter.shop.add_operator(&wrong).await;
    let unconnected = Problem::ProviderNotConnected { provider: "inexopay".into() };
    assert_eq!(told, Err(vec![Problem::OperatorNameMissing, Problem::CodeWrong, unconnected]));
    let transfer = OperatorInput { service: Service::MoneyTransfer, ..own_electricity("Bhejo") };
    let told = counter.shop.add_operator(&transfer).await;
    assert_eq!(told, Err(vec![Problem::NoParameters { operator: "Bhejo".into() }]));
}

#[tokio::test]
async fn only_the_shopkeepers_own_operators_can_be_taken_away() {
    let counter = Counter::with(&["inspay"], QUICK).await;
    counter.shop.save_code("inspay", "airtel", "AX1").await.expect("a code");
    assert_eq!(counter.shop.remove_operator("airtel").await, Err(Problem::OperatorMissing));
    assert_eq!(counter.offer("inspay", "airtel").await.code, "AX1", "a correction is not lost by it");
}

#[tokio::test]
async fn what_is_switched_off_is_not_sold_until_it_is_on_again() {
    let mut counter = Counter::with_all().await;
    counter.shop.set_offer("inspay", "airtel", false).await.expect("off");
    counter = counter.reopened().await;
    let offer = counter.offer("inspay", "airtel").await;
    assert_eq!((offer.on, offer.why_not), (false, Some(WhyNot::SwitchedOff)));
    let quote = counter.shop.till().quote(&airtel("9876500001")).expect("a quote");
    assert_eq!(quote.choices, ["a1topup", "rechargeopen", "paygrt"]);
    let sale = counter.sell(&airtel("9876500004")).await;
    assert!(sale.attempts.iter().all(|attempt| attempt.provider != "inspay"), "{sale:?}");
    counter.shop.set_offer("inspay", "airtel", true).await.expect("on");
    let quote = counter.shop.till().quote(&airtel("9876543210")).expect("a quote");
    assert_eq!(quote.choices.len(), 4);
}

#[tokio::test]
async fn a_doubtful_code_is_sold_once_the_shopkeeper_has_confirmed_it() {
    let mut counter = Counter::with(&["a1topup"], QUICK).await;
    let input = SaleInput { operator: Some("idea-lapu".into()), ..airtel("9876500001") };
    let unsure = Problem::CodeUnsure { operator: "idea-lapu".into(), provider: "a1topup".into() };
    assert_eq!(counter.shop.till().sell(&input).await, Err(vec![unsure]));
    counter.shop.save_code("a1topup", "idea-lapu", "RI").await.expect("a code");
    assert_eq!(counter.sell(&input).await.state, SaleState::Succeeded);
}

#[tokio::test]
async fn a_doubtful_circle_is_sold_once_the_shopkeeper_has_confirmed_it() {
    let mut counter = Counter::with(&["a1topup"], QUICK).await;
    let input = SaleInput { circle: Some("arunachal-pradesh".into()), ..airtel("9876500001") };
    let unsure = Problem::CircleUnsure { circle: "arunachal-pradesh".into(), provider: "a1topup".into() };
    assert_eq!(counter.shop.till().sell(&input).await, Err(vec![unsure]));
    assert!(counter.simulator.requests().is_empty());
    let codes = counter.shop.save_circle_code("a1topup", "arunachal-pradesh", "41").await.expect("codes");
    assert!(codes.iter().any(|code| code.circle == "arunachal-pradesh" && code.provenance == CodeFrom::Own));
    counter = counter.reopened().await;
    let sale = counter.sell(&input).await;
    assert!(counter.sent(&sale).contains("circlecode=41"), "{}", counter.sent(&sale));
    assert_eq!(sale.state, SaleState::Succeeded);
}

#[tokio::test]
async fn no_code_of_ones_own_makes_money_transfer_sellable() {
    let counter = Counter::with_all().await;
    for provider in ["inspay", "a1topup", "paygrt"] {
        counter.shop.save_code(provider, "imps", "IMPS").await.expect("a code");
        assert_eq!(counter.offer(provider, "imps").await.why_not, Some(WhyNot::NoParameters), "{provider}");
    }
    let input = SaleInput { service: Service::MoneyTransfer, operator: Some("imps".into()), ..bill("imps") };
    let refused = counter.shop.till().sell(&input).await;
    assert_eq!(refused, Err(vec![Problem::NoParameters { operator: "imps".into() }]));
}

#[tokio::test]
async fn a_live_list_replaces_what_has_left_and_the_shopkeepers_word_stands_above_it() {
    let mut counter = Counter::with_all().await;
    let fetched = counter.shop.fetch_list("paygrt").await.expect("a list");
    assert_eq!((fetched.added, fetched.left, fetched.changed), (vec!["vi".to_owned()], Vec::new(), Vec::new()));
    counter = counter.reopened().await;
    let listed = counter.shop.lists().await;
    assert!(listed.iter().any(|list| list.provider == "paygrt" && list.fetched_at_ms.is_some()), "{listed:?}");
    let offer = counter.offer("paygrt", "vi").await;
    assert_eq!((offer.code.as_str(), offer.provenance, offer.why_not), ("VI", CodeFrom::Listed, None));
    let input = |number: &str| SaleInput {
        operator: Some("vi".into()),
        provider: Some("paygrt".into()),
        by_hand: true,
        ..airtel(number)
    };
    let sale = counter.sell(&input("9876500001")).await;
    assert!(counter.sent(&sale).contains("operator_code=VI"), "{}", counter.sent(&sale));
    assert_eq!(counter.offer("paygrt", "jio").await.why_not, None, "what is still listed is sold as before");
    counter.shop.save_code("paygrt", "vi", "VX").await.expect("a code");
    counter.shop.fetch_list("paygrt").await.expect("a list");
    let offer = counter.offer("paygrt", "vi").await;
    assert_eq!((offer.code.as_str(), offer.provenance), ("VX", CodeFrom::Own));
    let sale = counter.sell(&SaleInput { intent: intent(), ..input("9876543210") }).await;
    assert!(counter.sent(&sale).contains("operator_code=VX"));
}

fn row(name: &str, code: &str, kind: &str) -> String {
    format!(r#"{{"operator_name":"{name}","operator_code":"{code}","type":"{kind}"}}"#)
}

fn list_of(rows: &[String]) -> &'static str {
    let body = format!(r#"{{"message":"Success","data":[{}],"status":"0"}}"#, rows.join(","));
    format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len()).leak()
}

/// Paygrt's own operators without some codes, and some rows more.
fn list_without(codes: &[&str], more: &[String]) -> &'static str {
    let paygrt = providers::provider("paygrt").expect("a provider");
    let others = paygrt.catalogue().iter().filter(|known| !codes.contains(&known.code.as_str()));
    let kind = |service: Service| if service == Service::Dth { "DTH" } else { "Mobile" };
    let mut rows: Vec<String> = others
        .filter(|known| known.service != Service::CashDrop)
        .map(|known| row(&known.name, &known.code, kind(known.service)))
        .collect();
    rows.extend_from_slice(more);
    list_of(&rows)
}

#[tokio::test]
async fn a_list_of_a_few_adds_and_takes_nothing_away() {
    let counter = Counter::with_all().await;
    let (base, _) = server(list_of(&[row("Airtel", "AT", "Mobile"), row("Ghar Mobile", "GM", "Mobile")])).await;
    counter.connect("paygrt", &base, &[]).await;
    let fetched = counter.shop.fetch_list("paygrt").await.expect("a list");
    assert_eq!((fetched.added.as_slice(), fetched.left.len()), (["paygrt-gm".to_owned()].as_slice(), 0));
    assert_eq!(counter.offer("paygrt", "jio").await.why_not, None);
}

#[tokio::test]
async fn a_list_that_gives_a_code_to_another_company_stops_the_first() {
    let mut counter = Counter::with_all().await;
    let given = [row("Reliance Jio", "AT", "Mobile"), row("Ghar Mobile", "GM", "Mobile")];
    let (base, _) = server(list_without(&["AT", "RJ", "BT"], &given)).await;
    counter.connect("paygrt", &base, &[]).await;
    let fetched = counter.shop.fetch_list("paygrt").await.expect("a list");
    assert_eq!(fetched.changed, ["airtel"]);
    assert_eq!(fetched.added, ["jio", "paygrt-gm"]);
    assert!(
        fetched.left.contains(&"bsnl".to_owned()) && !fetched.left.contains(&"idea".to_owned()),
        "{:?}",
        fetched.left
    );
    assert_eq!(counter.offer("paygrt", "airtel").await.why_not, Some(WhyNot::LeftList));
    let quote = counter.shop.till().quote(&airtel("9876543210")).expect("a quote");
    assert_eq!(quote.choices, ["inspay", "a1topup", "rechargeopen"]);
    assert_eq!(counter.offer("paygrt", "jio").await.code, "AT");
    counter = counter.reopened().await;
    assert_eq!(counter.operator("paygrt-gm").await.expect("the operator").sold_by, ["paygrt"]);
    // The shopkeeper knows better.
    counter.shop.save_code("paygrt", "airtel", "AT").await.expect("a code");
    assert_eq!(counter.offer("paygrt", "airtel").await.why_not, None);
}

#[tokio::test]
async fn a_code_beside_a_name_that_nobody_knows_is_not_sold_as_what_it_was() {
    let counter = Counter::with_all().await;
    let given = [row("Ghar Mobile", "AT", "Mobile"), row("RELIANCE JIO ", "RJ", "Prepaid"), row("Idea", "ID", "DTH")];
    let (base, _) = server(list_without(&["AT", "RJ", "ID"], &given)).await;
    counter.connect("paygrt", &base, &[]).await;
    let fetched = counter.shop.fetch_list("paygrt").await.expect("a list");
    assert_eq!(fetched.changed, ["airtel", "idea"], "another name, and another service");
    assert_eq!(counter.offer("paygrt", "airtel").await.why_not, Some(WhyNot::LeftList));
    assert_eq!(counter.offer("paygrt", "idea").await.why_not, Some(WhyNot::LeftList));
    assert_eq!(counter.offer("paygrt", "jio").await.why_not, None, "a kind that is not known says nothing against it");
    assert_eq!(counter.operator("paygrt-at").await.expect("the operator").names.english(), "Ghar Mobile");
}

#[tokio::test]
async fn a_list_that_cannot_be_read_changes_nothing() {
    let counter = Counter::with_all().await;
    for body in ["{}", r#"{"message":"Success","data":[],"status":"0"}"#, "<html>Please log in</html>"] {
        let answer = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len());
        let (base, _) = server(answer.leak()).await;
        counter.connect("paygrt", &base, &[]).await;
        assert!(counter.shop.fetch_list("paygrt").await.is_err(), "{body}");
        assert_eq!(counter.offer("paygrt", "airtel").await.why_not, None, "{body}");
    }
    assert_eq!(counter.shop.fetch_list("inspay").await, Err(Problem::ListNotOffered));
}

#[tokio::test]
async fn a_catalogue_that_cannot_be_read_is_told_and_kept() {
    let counter = Counter::with(&["inspay"], QUICK).await;
    counter.shop.save_code("inspay", "airtel", "AX1").await.expect("a code");
    let path = counter.folder().join("catalogue.json");
    let whole = fs::read_to_string(&path).expect("the catalogue");
    let half = whole[..whole.len() / 2].to_owned();
    let kept = half.clone();
    let counter = counter.changed(|folder| fs::write(folder.join("catalogue.json"), &half).expect("half a file")).await;
    assert_eq!(counter.shop.books().await.files_made_anew, ["catalogue.json"]);
    assert_ne!(counter.offer("inspay", "airtel").await.provenance, CodeFrom::Own);
    let names = fs::read_dir(counter.folder()).expect("the folder").flatten().map(|entry| entry.path());
    let is_aside = |path: &std::path::PathBuf| path.to_string_lossy().contains("catalogue.json.broken-");
    let aside = names.into_iter().find(is_aside).expect("what was there is set aside");
    assert_eq!(fs::read_to_string(aside).expect("half a file"), kept);
}

#[tokio::test]
async fn a_list_that_the_simulator_made_up_never_reaches_real_money() {
    let counter = Counter::with_all().await;
    let practised = counter.shop.fetch_list("paygrt").await.expect("a list");
    assert_eq!(practised.added, ["vi"], "the control: practice goes by it: {practised:?}");
    counter.connect("paygrt", "http://127.0.0.1:9", &[]).await;
    counter.shop.set_mode(till::Mode::Real).await.expect("real money");
    let offer = counter.offer("paygrt", "vi").await;
    assert_eq!((offer.code.as_str(), offer.provenance, offer.why_not), ("VF", CodeFrom::Seed, None));
}

#[tokio::test]
async fn a_provider_whose_saved_address_is_not_allowed_keeps_nobody_else_from_selling() {
    let mut counter = Counter::with_all().await;
    counter.connect("inspay", "http://127.0.0.1:9", &[]).await;
    let paygrt = counter.simulator.base_address("paygrt");
    counter.connect("paygrt", &paygrt, &[]).await;
    counter.shop.check_balance("paygrt").await.expect("a wallet");
    counter.shop.set_mode(till::Mode::Real).await.expect("real money");
    let file = counter.folder().join("settings.json");
    let settings = fs::read_to_string(&file).expect("the settings");
    fs::write(&file, settings.replacen("http://127.0.0.1:9", "http://elsewhere.example", 1)).expect("written");
    counter = counter.reopened().await;
    counter.shop.set_mode(till::Mode::Real).await.expect("real money");
    let providers = counter.shop.providers().await.expect("the providers");
    let problem = |slug: &str| providers.iter().find(|view| view.slug == slug).expect("a provider").problem.clone();
    assert_eq!((problem("inspay"), problem("paygrt")), (Some(Problem::BaseAddressNotHttps), None));
    let quote = counter.shop.till().quote(&SaleInput { mode: till::Mode::Real, ..airtel("9876543210") });
    assert_eq!(quote.expect("a quote").choices, ["paygrt"]);
}

#[tokio::test]
async fn practice_tells_how_many_real_sales_still_wait() {
    let mut counter = Counter::with(&["inspay"], NEVER).await;
    let told = |counter: &Counter| {
        let now = counter.shop.counter_now().expect("the figures");
        (now.pending, now.real_pending)
    };
    assert_eq!(told(&counter), (0, None), "it never sold with real money");
    counter.connect("inspay", &counter.simulator.base_address("inspay"), &[]).await;
    counter.shop.save_shop(&shop("Verma Telecom")).await.expect("a shop");
    counter.shop.set_mode(till::Mode::Real).await.expect("real money");
    let sale = counter.sell(&SaleInput { mode: till::Mode::Real, ..airtel("9876500012") }).await;
    assert!(sale.state.is_open(), "{sale:?}");
    assert_eq!(told(&counter), (1, None), "with real money it stands among what is pending");
    counter.shop.set_mode(till::Mode::Practice).await.expect("practice");
    assert_eq!(told(&counter), (0, Some(1)));
    let counter = counter.reopened().await;
    assert_eq!(told(&counter), (0, Some(1)), "after a start in practice, too");
}
