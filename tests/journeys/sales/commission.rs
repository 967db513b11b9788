//! Commission as companies pay it: by the rule of the day, booked again only when somebody agreed, and told beside what was booked.

use std::time::Duration;

use domain::{DAY_MS, SaleState, Service, india_day};
use till::{
    AgainInput, Clock, CommissionFault, CommissionField, CommissionInput, CommissionLine, CommissionSaved, EventView,
    PaysInput, PaysView, Problem, RebookingView, SaleInput, SlabInput, TdsInput,
};

use super::books::books;
use super::stall::{Stall, airtel, intent, pays_for_airtel};

const QUICK: Duration = Duration::from_millis(40);

/// A rule of INSPAY's, typed: for Airtel, or for all of prepaid.
fn rule(operator: Option<&str>, pays: PaysInput, from: &str) -> CommissionInput {
    CommissionInput {
        provider: "inspay".to_owned(),
        operator: operator.map(str::to_owned),
        service: Service::Prepaid,
        pays,
        from: from.to_owned(),
        by: "Asha".to_owned(),
    }
}

fn percent(text: &str) -> PaysInput {
    PaysInput::Percent(text.to_owned())
}

fn slab(from: &str, is_flat: bool, pay: &str) -> SlabInput {
    SlabInput { from: from.to_owned(), is_flat, pay: pay.to_owned() }
}

fn save(stall: &Stall, input: &CommissionInput) {
    let saved = stall.till.save_commission(input, &AgainInput::Unasked).expect("a rule");
    assert!(matches!(saved, CommissionSaved::Saved(_)), "{saved:?}");
}

/// The line of INSPAY for Airtel, or for all of prepaid.
fn line(stall: &Stall, operator: Option<&str>) -> CommissionLine {
    let page = stall.till.commission().expect("the rules");
    let of = page.providers.into_iter().find(|each| each.provider == "inspay").expect("the provider");
    let is_it = |line: &CommissionLine| line.service == Service::Prepaid && line.operator.as_deref() == operator;
    of.lines.into_iter().find(is_it).expect("a line")
}

/// How many rows of the journal set rules of commission.
fn rule_rows(stall: &Stall) -> i64 {
    let books = rusqlite::Connection::open(stall.path()).expect("the books");
    let count = "SELECT count(*) FROM sale_event WHERE kind = 'commission'";
    books.query_row(count, (), |row| row.get(0)).expect("a count")
}

fn earns(stall: &Stall, operator: &str, amount: &str) -> Option<i64> {
    let input = SaleInput { operator: Some(operator.into()), amount: amount.into(), ..airtel("9876543210") };
    stall.till.quote(&input).expect("a quote").earn_paise
}

#[tokio::test]
async fn a_company_pays_by_slabs_and_an_operators_own_rule_comes_first() {
    let mut stall = Stall::with("inspay", QUICK).await;
    assert_eq!(line(&stall, Some("airtel")).pays, Some(PaysView::Percent(200)), "practice begins with 2 %");
    save(&stall, &rule(None, PaysInput::Slabs(vec![slab("0", true, "0.50"), slab("200", false, "1.5")]), ""));
    assert_eq!((earns(&stall, "jio", "199"), earns(&stall, "jio", "200")), (Some(50), Some(300)));
    save(&stall, &rule(Some("airtel"), PaysInput::Flat("3".to_owned()), ""));
    assert_eq!((earns(&stall, "airtel", "199"), earns(&stall, "jio", "199")), (Some(300), Some(50)));
    let sale = stall.sell(&airtel("9876500001")).await;
    assert_eq!(sale.earned_paise, Some(300));
    let airtels = line(&stall, Some("airtel"));
    assert!(airtels.is_own && airtels.history.len() == 1 && airtels.history[0].by == "Asha", "{airtels:?}");
    // Its own rule ends, and it is paid like its service.
    let ended = rule(Some("airtel"), PaysInput::Nothing, "");
    stall.till.save_commission(&ended, &AgainInput::FromNowOn).expect("a rule");
    let airtels = line(&stall, Some("airtel"));
    assert!(!airtels.is_own && airtels.history.len() == 2, "{airtels:?}");
    assert_eq!(earns(&stall, "airtel", "299"), Some(448));
}

#[tokio::test]
async fn a_rule_counts_from_midnight_of_its_day() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let tomorrow = india_day(stall.clock.now_ms() + DAY_MS);
    save(&stall, &rule(Some("airtel"), percent("5"), &tomorrow));
    assert_eq!(stall.sell(&airtel("9876500001")).await.earned_paise, Some(598), "it has not begun");
    stall.clock.forward(DAY_MS);
    let sale = stall.sell(&SaleInput { repeat_confirmed: true, ..airtel("9876500001") }).await;
    assert_eq!(sale.earned_paise, Some(1_495));
}

fn corrections(stall: &Stall, sale_id: i64) -> usize {
    let told = stall.till.sale(sale_id).expect("the sale");
    let is_correction = |event: &&EventView| event.kind == ledger::EventKind::CommissionCorrected;
    told.events.iter().filter(is_correction).count()
}

#[tokio::test]
async fn a_rule_that_begins_in_the_past_asks_and_books_again_only_what_was_agreed_to() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let first = stall.sell(&airtel("9876500001")).await;
    let yesterday = india_day(stall.clock.now_ms() - DAY_MS);
    let input = rule(Some("airtel"), percent("3"), &yesterday);
    let asks = stall.till.save_commission(&input, &AgainInput::Unasked).expect("a question");
    let one = RebookingView { sales: 1, difference_paise: 299 };
    assert_eq!(asks, CommissionSaved::Asks(one));
    assert_eq!(line(&stall, Some("airtel")).history, Vec::new(), "nothing is half-written");
    // While the shopkeeper reads the question one more is sold: it is asked once more.
    let second = stall.sell(&SaleInput { repeat_confirmed: true, ..airtel("9876500001") }).await;
    let asks = stall.till.save_commission(&input, &AgainInput::BookAgain(one)).expect("a question");
    let two = RebookingView { sales: 2, difference_paise: 598 };
    assert_eq!(asks, CommissionSaved::Asks(two));
    let saved = stall.till.save_commission(&input, &AgainInput::BookAgain(two)).expect("a rule");
    assert!(matches!(saved, CommissionSaved::Saved(_)), "{saved:?}");
    let accounts = [("cash".into(), 29_900), ("commission".into(), -897), ("wallet:inspay".into(), -29_003)];
    for sale in [&first, &second] {
        assert_eq!(stall.now(sale.id).earned_paise, Some(897));
        let (sum, mut booked) = books(&stall, sale);
        booked.sort();
        assert_eq!((sum, booked), (0, accounts.clone().into()));
        assert_eq!(corrections(&stall, sale.id), 1);
    }
    assert_eq!(stall.till.counter_now().expect("the counter").earned_paise, 1_794);
}

#[tokio::test]
async fn a_rule_that_begins_in_the_past_may_count_from_now_on_only() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let before = stall.sell(&airtel("9876500001")).await;
    let yesterday = india_day(stall.clock.now_ms() - DAY_MS);
    let input = rule(Some("airtel"), percent("3"), &yesterday);
    stall.till.save_commission(&input, &AgainInput::FromNowOn).expect("a rule");
    assert_eq!((stall.now(before.id).earned_paise, corrections(&stall, before.id)), (Some(598), 0));
    assert_eq!(line(&stall, Some("airtel")).history[0].from, india_day(stall.clock.now_ms()));
    let after = stall.sell(&SaleInput { repeat_confirmed: true, ..airtel("9876500001") }).await;
    assert_eq!(after.earned_paise, Some(897));
}

#[tokio::test]
async fn what_a_company_tells_beside_the_books_becomes_a_rule_by_one_button() {
    let mut stall = Stall::with("paygrt", QUICK).await;
    pays_for_airtel(&stall.till, "paygrt", "1");
    let sale = stall.sell(&airtel("9876500001")).await;
    assert_eq!((sale.earned_paise, sale.told_earned_paise), (Some(299), Some(598)));
    let month = stall.till.told_and_booked(None).expect("the month");
    let told = &month.providers[0];
    assert_eq!((told.sales, told.booked_paise, told.told_paise), (1, 299, 598));
    let part = &told.parting[0];
    assert_eq!((part.operator.as_str(), part.sales, part.difference_paise), ("airtel", 1, 299));
    assert_eq!((&part.pays, &part.seems), (&Some(PaysView::Percent(100)), &Some(PaysView::Percent(200))));
    assert_eq!(part.newest[0].sale_id, sale.id);
    // As the button does it; the sale that is booked otherwise is asked about.
    let input = CommissionInput { provider: "paygrt".to_owned(), ..rule(Some("airtel"), percent("2"), "") };
    let asks = stall.till.save_commission(&input, &AgainInput::Unasked).expect("a question");
    let CommissionSaved::Asks(all) = asks else { panic!("{asks:?}") };
    stall.till.save_commission(&input, &AgainInput::BookAgain(all)).expect("a rule");
    let month = stall.till.told_and_booked(Some(&month.month)).expect("the month");
    assert_eq!((month.providers[0].parting.len(), month.providers[0].booked_paise), (0, 598));
    let other = stall.till.told_and_booked(Some("2020-01")).expect("another month");
    assert!(other.providers.is_empty());
    assert!(stall.till.told_and_booked(Some("2020-13")).is_err());
}

#[tokio::test]
async fn a_bad_rule_writes_nothing_and_each_fault_stands_beside_its_field() {
    let stall = Stall::with("inspay", QUICK).await;
    let bad = rule(Some("airtel"), percent("200"), "32/13/2026");
    let problems = stall.till.save_commission(&bad, &AgainInput::Unasked).expect_err("it is refused");
    let fields: Vec<_> = problems
        .iter()
        .map(|problem| match problem {
            Problem::Commission { field, fault, .. } => (*field, *fault),
            other => panic!("{other:?}"),
        })
        .collect();
    let expected =
        [(CommissionField::Pays, CommissionFault::TooMuch), (CommissionField::From, CommissionFault::WrongForm)];
    assert_eq!(fields, expected);
    let nobody = rule(Some("no-such-operator"), percent("2"), "");
    let refused = stall.till.save_commission(&nobody, &AgainInput::Unasked);
    let refused = refused.expect_err("it is refused");
    assert!(matches!(refused.as_slice(), [Problem::OperatorNotSold { .. }]), "{refused:?}");
    assert_eq!(line(&stall, Some("airtel")).history, Vec::new());
}

#[tokio::test]
async fn a_whole_column_is_set_at_once_and_made_as_it_was_at_once() {
    let mut stall = Stall::with("inspay", QUICK).await;
    save(&stall, &rule(Some("airtel"), percent("3.5"), ""));
    let rows = rule_rows(&stall);
    let column = [rule(None, percent("1"), ""), rule(Some("airtel"), PaysInput::Nothing, "")];
    let page = stall.till.save_commission_column(&column).expect("a column");
    assert_eq!(page, stall.till.commission().expect("the rules"));
    assert_eq!(rule_rows(&stall), rows + 1, "one row has them all");
    let airtels = line(&stall, Some("airtel"));
    assert_eq!((airtels.is_own, airtels.pays), (false, Some(PaysView::Percent(100))));
    let sale = stall.sell(&airtel("9876500001")).await;
    assert_eq!(sale.earned_paise, Some(299));
    let undo = [rule(None, percent("2"), ""), rule(Some("airtel"), percent("3.5"), "")];
    stall.till.save_commission_column(&undo).expect("as it was");
    assert_eq!(rule_rows(&stall), rows + 2);
    let airtels = line(&stall, Some("airtel"));
    assert_eq!((airtels.is_own, airtels.pays), (true, Some(PaysView::Percent(350))));
    assert_eq!(line(&stall, None).pays, Some(PaysView::Percent(200)));
    assert_eq!(stall.now(sale.id).earned_paise, Some(299), "it was sold by the rule of its time");
}

#[tokio::test]
async fn of_a_column_with_a_bad_rule_nothing_is_set() {
    let stall = Stall::with("inspay", QUICK).await;
    let (rows, before) = (rule_rows(&stall), stall.till.commission().expect("the rules"));
    for bad in [rule(Some("no-such-operator"), PaysInput::Nothing, ""), rule(Some("airtel"), percent("200"), "")] {
        let column = [rule(None, percent("1"), ""), bad];
        stall.till.save_commission_column(&column).expect_err("it is refused");
    }
    assert_eq!(stall.till.save_commission_column(&[]), Err(vec![Problem::NotAllowedNow]));
    assert_eq!((rule_rows(&stall), stall.till.commission().expect("the rules")), (rows, before));
}

#[tokio::test]
async fn tax_kept_back_is_written_once_for_each_act_and_counts_to_its_year() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let sale = stall.sell(&airtel("9876500001")).await;
    assert_eq!(sale.state, SaleState::Succeeded);
    let page = stall.till.tds(None).expect("the year");
    let of = |page: &till::TdsPage| page.payers.iter().find(|each| each.payer == "inspay").cloned().expect("the payer");
    assert_eq!((of(&page).commission_paise, of(&page).kept_paise, of(&page).is_above), (598, 0, false));
    assert!(page.threshold_paise.is_some() && !page.source.is_empty());
    assert_eq!(page.since_year, Some(2025), "no later law has a source");
    let before = page.year - 1;
    let kept = TdsInput {
        payer: "inspay".to_owned(),
        amount: "1,250.50".to_owned(),
        year: before,
        reference: "Q4".to_owned(),
        by: String::new(),
        intent: intent(),
        again: false,
    };
    for _ in 0..2 {
        let page = stall.till.keep_tds(&kept).expect("it is written");
        assert_eq!((page.year, of(&page).kept_paise), (before, 125_050), "the same act is one voucher");
    }
    let twice = TdsInput { intent: intent(), ..kept.clone() };
    let asked = stall.till.keep_tds(&twice).expect_err("it is asked about");
    assert!(matches!(asked.as_slice(), [Problem::TdsTwice { amount_paise: 125_050, .. }]), "{asked:?}");
    let page = stall.till.keep_tds(&TdsInput { again: true, ..twice }).expect("it is another one");
    assert_eq!(of(&page).kept_paise, 250_100);
    assert_eq!(of(&stall.till.tds(None).expect("this year")).kept_paise, 0);
    for (amount, year) in [("", before), ("abc", before), ("0", before), ("10", 1990)] {
        let bad = TdsInput { amount: amount.to_owned(), year, intent: intent(), ..kept.clone() };
        let refused = stall.till.keep_tds(&bad).expect_err("it is refused");
        assert!(matches!(refused.as_slice(), [Problem::Commission { .. }]), "{amount} {year}: {refused:?}");
    }
}
