//! The information company: plans, a number, a bill. It tells and pays nothing; without it everything is sold as before.

use std::time::Duration;

use domain::{DAY_MS, Field, PlanSource, SaleState, Service};
use providers::{Access, informant};
use simulator::INFORMATION_KEY;
use till::{
    BillInput, FieldInput, InformationConnection, InformationInput, Mode, PlanFound, PlanInput, Problem, SaleInput,
    Till,
};
use tokio::net::TcpListener;

use crate::sales::counter::{Counter, soochna};
use crate::sales::stall::{Stall, airtel, intent, within};

const QUICK: Duration = Duration::from_millis(40);
/// Of this number the made-up company says that it is with Jio, in Kolkata.
const PORTED: &str = "9812300045";

async fn informed() -> Stall {
    let stall = Stall::with("inspay", QUICK).await;
    stall.till.set_information(Some(soochna(&stall.simulator)));
    stall
}

/// A company at an address where somebody listens and never answers. The listener is to be kept.
async fn silent() -> (TcpListener, InformationConnection) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let base = format!("http://{}", listener.local_addr().expect("an address"));
    let access = Access::new(informant().descriptor(), &base, false, [("key".to_owned(), "k".into())].into());
    (listener, InformationConnection { name: "Silent".to_owned(), access: access.expect("a base address") })
}

fn bill(number: &str) -> BillInput {
    let typed = [(Field::BillingUnit, "4567"), (Field::ProcessingCycle, "12")];
    let fields = typed.map(|(field, text)| FieldInput { field, text: text.to_owned() }).into();
    BillInput { service: Service::Electricity, operator: Some("msedcl".to_owned()), number: number.to_owned(), fields }
}

fn sold_by(bill: &BillInput, amount: String) -> SaleInput {
    SaleInput {
        service: bill.service,
        operator: bill.operator.clone(),
        fields: bill.fields.clone(),
        amount,
        ..SaleInput::prepaid(intent(), Mode::Practice, bill.number.clone(), "", "")
    }
}

fn own_plan(amount: &str, circle: &str) -> PlanInput {
    PlanInput {
        operator: "airtel".into(),
        circle: circle.into(),
        amount: amount.into(),
        days: "7".into(),
        data: String::new(),
        words: [].into(),
        instead_of: None,
        is_learned: false,
    }
}

/// Each plan as its amount, its days, and who told it.
fn listed(till: &Till) -> Vec<(String, u32, String)> {
    let row = |plan: till::PlanRow| (plan.key.amount_paise.to_wire(), plan.days.unwrap_or_default(), plan.told_by);
    till.plans().expect("the list").plans.into_iter().map(row).collect()
}

#[tokio::test]
async fn a_bill_is_fetched_and_then_paid_like_one_that_was_typed() {
    let mut counter = Counter::with(&["inspay"], QUICK).await;
    counter.shop.set_practice_information(true).await.expect("it is asked");
    assert_eq!(counter.shop.counter().await.expect("the counter").informed_by.as_deref(), Some("Soochna"));
    let till = counter.shop.till();
    let asked = bill("1700 2345 6789");
    let fetched = till.fetch_bill(&asked).await.expect("an answer");
    assert_eq!((fetched.told_by.as_str(), fetched.trouble), ("Soochna", None));
    let told = fetched.bill.expect("a bill");
    assert!(told.name.is_some() && told.bill_number.is_some() && !told.is_overdue, "{told:?}");
    assert!(counter.simulator.requests().is_empty(), "nothing was sold by asking");
    let sale = counter.sell(&sold_by(&asked, told.amount_paise.to_wire())).await;
    assert_eq!((sale.state, sale.amount_paise), (SaleState::Succeeded, told.amount_paise.get()));
    assert_eq!(counter.simulator.requests().len(), 1);
}

#[tokio::test]
async fn what_is_wrong_with_the_question_is_told_and_nobody_is_asked() {
    let (_listener, connection) = silent().await;
    let stall = Stall::with("inspay", QUICK).await;
    let ask = async |input: BillInput| stall.till.fetch_bill(&input).await.map(|fetched| fetched.bill);
    assert_eq!(ask(bill("170023456789")).await, Err(vec![Problem::NotAllowedNow]), "the shop has no such company");
    stall.till.set_information(Some(connection));
    let nobody = BillInput { operator: None, ..bill("170023456789") };
    assert_eq!(ask(nobody).await, Err(vec![Problem::OperatorMissing]));
    let recharge = BillInput { service: Service::Prepaid, operator: Some("airtel".into()), ..bill(PORTED) };
    assert_eq!(ask(recharge).await, Err(vec![Problem::OperatorMissing]), "what has plans has no bill");
    let fields = vec![FieldInput { field: Field::BillingUnit, text: "४५_".into() }];
    let wrong = ask(BillInput { fields, ..bill("") }).await.expect_err("it is refused");
    assert!(wrong.contains(&Problem::NumberMissing) && wrong.len() == 2, "{wrong:?}");
}

#[tokio::test]
async fn a_bill_that_is_unknown_or_settled_is_told_as_that() {
    let stall = informed().await;
    let fetched = stall.till.fetch_bill(&bill("170023456780")).await.expect("an answer");
    assert_eq!((fetched.bill, fetched.trouble), (None, None), "the company knows no such bill");
    let told = stall.till.fetch_bill(&bill("170023456781")).await.expect("an answer").bill.expect("a bill");
    assert_eq!(told.amount_paise.get(), 0, "nothing is due");
    let refused = stall.till.quote(&sold_by(&bill("170023456781"), told.amount_paise.to_wire()));
    assert!(refused.is_err_and(|problems| problems.contains(&Problem::AmountZero)), "nothing is sold for it");
}

#[tokio::test]
async fn a_company_that_does_not_answer_delays_nobody_and_the_bill_of_before_keeps_its_time() {
    let mut stall = informed().await;
    let first = stall.till.fetch_bill(&bill("170023456789")).await.expect("an answer").bill.expect("a bill");
    let (_listener, silent) = silent().await;
    let till = stall.till.clone();
    // The question hangs; meanwhile a sale is made from beginning to end.
    till.set_information(Some(silent));
    let asking = tokio::spawn({
        let till = till.clone();
        async move { till.fetch_bill(&bill("170023456789")).await }
    });
    let sale = stall.sell(&airtel("9876500001")).await;
    assert_eq!(sale.state, SaleState::Succeeded);
    let fetched = within(asking).await.expect("it ends").expect("an answer");
    assert_eq!((fetched.bill, fetched.trouble), (None, Some(Problem::TimedOut)), "another company's bill is no answer");
    // The one that told it stops answering: what it told today is given, with its time.
    till.set_information(Some(soochna(&stall.simulator)));
    assert!(till.fetch_bill(&bill("170023456789")).await.is_ok());
    stall.simulator = simulator::Simulator::start(simulator::Config::default()).await.expect("another one");
    stall.clock.forward(1_000);
    let fetched = within(till.fetch_bill(&bill("170023456789"))).await.expect("an answer");
    let told = fetched.bill.expect("the bill of before");
    assert!(fetched.trouble.is_some() && told.amount_paise == first.amount_paise, "{told:?}");
    assert!(stall.clock.true_ms() - told.at_ms >= 1_000, "it says when it was told");
}

#[tokio::test]
async fn with_whom_a_number_is_is_offered_and_changes_nothing() {
    let stall = informed().await;
    let before = stall.till.suggest(Service::Prepaid, PORTED).expect("a suggestion");
    let told = stall.till.look_up_number(Service::Prepaid, "98123 00045").await.expect("an answer").expect("a number");
    assert_eq!((told.operator.as_str(), told.circle.as_deref()), ("jio", Some("kolkata")));
    assert_eq!(told.told_by, "Soochna");
    assert_eq!(stall.till.suggest(Service::Prepaid, PORTED), Ok(before), "what the shop knows stays");
    let ask = async |service, number| stall.till.look_up_number(service, number).await;
    assert_eq!(ask(Service::Prepaid, "98123 00040").await, Ok(None), "the company knows nothing of it");
    assert_eq!(ask(Service::Dth, PORTED).await, Ok(None), "no mobile number");
    assert_eq!(ask(Service::Prepaid, "98123").await, Err(Problem::NumberTooShort { digits: 5, wanted: 10 }));
    stall.till.set_information(None);
    assert_eq!(ask(Service::Prepaid, PORTED).await, Ok(None), "nobody is asked");
}

#[tokio::test]
async fn a_number_is_asked_about_once_a_day_and_a_silent_company_is_left_alone() {
    let stall = informed().await;
    let ask = || stall.till.look_up_number(Service::Prepaid, PORTED);
    let first = ask().await.expect("an answer").expect("a number");
    let (_listener, silent) = silent().await;
    let known = ask().await.expect("an answer").expect("a number");
    assert_eq!(known, first, "with the time of the first answer");
    stall.till.set_information(Some(silent));
    assert_eq!(within(ask()).await, Err(Problem::TimedOut));
    assert_eq!(ask().await, Ok(None), "it is left alone for a minute");
}

#[tokio::test]
async fn told_plans_stand_in_the_list_with_their_name_and_leave_the_shops_own_alone() {
    let stall = informed().await;
    let till = &stall.till;
    till.save_plan(&own_plan("299", "mumbai")).expect("a plan");
    till.save_plan(&own_plan("349", "")).expect("a plan");
    let told = till.fetch_plans("airtel", "mumbai").await.expect("plans");
    assert_eq!((told.told, told.told_by.as_str()), (6, "Soochna"));
    let own = |amount: &str| (amount.to_owned(), 7, String::new());
    let by = |amount: &str, days| (amount.to_owned(), days, "Soochna".to_owned());
    let all = [by("19", 1), by("199", 24), own("299"), own("349"), by("349", 28), by("666", 84), by("719", 84)];
    assert_eq!(listed(till), all);
    let plan = |amount: &str| {
        let input = SaleInput { amount: amount.into(), circle: Some("mumbai".into()), ..airtel("9876500001") };
        match till.quote(&input).expect("a quote").plan {
            PlanFound::Known(plan) => Some((plan.days, plan.source)),
            PlanFound::NoList | PlanFound::Unknown => None,
        }
    };
    assert_eq!(plan("299"), Some((Some(7), PlanSource::Typed)));
    assert_eq!(plan("349"), Some((Some(7), PlanSource::Typed)), "the shop's own of all circles goes first");
    assert_eq!(plan("666"), Some((Some(84), PlanSource::Told)));
    // Told again, nothing is there twice.
    till.fetch_plans("airtel", "mumbai").await.expect("plans");
    assert_eq!(listed(till).len(), all.len());
    assert_eq!(till.fetch_plans("msedcl", "").await.map(|told| told.told), Err(Problem::OperatorMissing));
    assert_eq!(till.fetch_plans("airtel", "atlantis").await.map(|told| told.told), Err(Problem::CircleMissing));
}

#[tokio::test]
async fn plans_of_a_day_are_asked_for_once_and_only_where_the_shop_set_it_up() {
    let stall = Stall::with("inspay", QUICK).await;
    let till = &stall.till;
    till.fetch_plans_of_day("airtel", Some("delhi"));
    till.set_information(Some(soochna(&stall.simulator)));
    assert!(listed(till).is_empty(), "nobody was asked");
    let filled = async || {
        within(async {
            while listed(till).is_empty() {
                tokio::task::yield_now().await;
            }
        })
        .await;
    };
    till.fetch_plans_of_day("airtel", Some("delhi"));
    filled().await;
    for plan in till.plans().expect("the list").plans {
        till.remove_plan(&plan.key).expect("it is taken out");
    }
    till.fetch_plans_of_day("airtel", Some("delhi"));
    till.fetch_plans("airtel", "mumbai").await.expect("plans");
    assert!(till.plans().expect("the list").plans.iter().all(|plan| plan.key.circle == "mumbai"), "once a day");
    stall.clock.forward(DAY_MS);
    for plan in till.plans().expect("the list").plans {
        till.remove_plan(&plan.key).expect("it is taken out");
    }
    till.fetch_plans_of_day("airtel", Some("delhi"));
    filled().await;
}

fn typed(base: &str, key: &str) -> InformationInput {
    InformationInput {
        name: "  Soochna  Seva ".to_owned(),
        base_address: base.to_owned(),
        plain_http: false,
        key: key.to_owned(),
        on: true,
    }
}

#[tokio::test]
async fn it_is_set_up_tried_switched_off_and_taken_out() {
    let counter = Counter::with(&["inspay"], QUICK).await;
    let shop = &counter.shop;
    let base = counter.simulator.base_address(simulator::INFORMATION_SLUG);
    let view = shop.information().await;
    assert!(!view.connected && !view.on && !view.practice && view.name.is_empty());
    let wrong = shop.save_information(&typed("http://a.example", "")).await.expect_err("it is refused");
    assert_eq!(wrong, [Problem::BaseAddressNotHttps, Problem::CredentialMissing { key: "key".to_owned() }]);
    let tried = shop.try_information(&typed(&base, INFORMATION_KEY)).await.expect("it answers");
    assert_eq!((tried.plans, shop.information().await.connected), (6, false), "trying keeps nothing");
    let refused = shop.try_information(&typed(&base, "wrong")).await.expect_err("it is refused");
    assert!(matches!(refused.as_slice(), [Problem::CredentialsRefused { .. }]), "{refused:?}");

    let view = shop.save_information(&typed(&base, INFORMATION_KEY)).await.expect("it is kept");
    assert_eq!((view.name.as_str(), view.connected, view.on, view.key_saved), ("Soochna Seva", true, true, true));
    assert_eq!(shop.till().informed_by(), None, "practice asks nobody by the shop's own key");
    let file = std::fs::read_to_string(counter.folder().join("settings.json")).expect("the settings");
    assert!(file.contains("Soochna Seva") && !file.contains(INFORMATION_KEY), "the key is in the keychain alone");

    // The key outlives the program, and an empty field keeps it.
    let counter = counter.reopened().await;
    let shop = &counter.shop;
    assert!(shop.information().await.key_saved);
    let nameless = InformationInput { name: String::new(), on: false, ..typed(&base, "") };
    let view = shop.save_information(&nameless).await.expect("it is kept");
    assert!(view.name.starts_with("127.0.0.1:") && !view.on && view.key_saved, "{view:?}");
    let view = shop.forget_information().await.expect("it is taken out");
    assert!(!view.connected && !view.key_saved && view.base_address.is_empty());
}

#[tokio::test]
async fn real_money_asks_the_shops_own_company_and_practice_the_made_up_one() {
    let counter = Counter::with(&["inspay"], QUICK).await;
    let shop = &counter.shop;
    counter.connect("inspay", &counter.simulator.base_address("inspay"), &[]).await;
    let base = counter.simulator.base_address(simulator::INFORMATION_SLUG);
    shop.save_information(&typed(&base, INFORMATION_KEY)).await.expect("it is kept");
    shop.set_practice_information(true).await.expect("it is asked");
    assert_eq!(shop.till().informed_by().as_deref(), Some("Soochna"));
    shop.set_mode(Mode::Real).await.expect("real money");
    assert_eq!(shop.till().informed_by().as_deref(), Some("Soochna Seva"));
    assert!(shop.till().look_up_number(Service::Prepaid, PORTED).await.expect("an answer").is_some());
    let off = InformationInput { on: false, ..typed(&base, "") };
    shop.save_information(&off).await.expect("it is kept");
    assert_eq!(shop.till().informed_by(), None, "switched off, it is asked nothing");
    shop.set_mode(Mode::Practice).await.expect("practice");
    assert_eq!(shop.till().informed_by().as_deref(), Some("Soochna"));
}
