//! The shop's own plans: typed, read from a file, learned; offered beside the amount and told of it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use domain::{DAY_MS, DataPer, Language, PlanData, PlanSource};
use journeys::month::Month;
use ledger::{ChainKey, Ledger};
use simulator::{Config, Simulator};
use till::{
    Clock, Parts, PlanFault, PlanField, PlanFound, PlanInput, PlanNews, PlanRow, Problem, SaleInput, StatementFault,
    Till, notice_board,
};

use crate::matching::base64;
use crate::reports::quick_folder;
use crate::sales::stall::{Stall, TestClock, airtel, connection, parts, read_all};

const QUICK: Duration = Duration::from_millis(40);

/// A till over practice books that were written before, with a seller.
pub(super) async fn till_over(ledger: Ledger, path: PathBuf, clock: Arc<TestClock>) -> Arc<Till> {
    ledger.close();
    let simulator = Simulator::start(Config { port: 0, book: None, pace: QUICK }).await.expect("the simulator");
    let seller = connection(providers::company("inspay").expect("a company"), &simulator.base_address("inspay"));
    let key = ChainKey { id: "practice".to_owned(), bytes: [0; 32] };
    let till = Till::open(Parts { key, ..parts(path, vec![seller], clock, notice_board()) }).expect("a till");
    read_all(&till).await;
    till
}

pub(super) fn typed(operator: &str, circle: &str, amount: &str, days: &str, data: &str) -> PlanInput {
    PlanInput {
        operator: operator.into(),
        circle: circle.into(),
        amount: amount.into(),
        days: days.into(),
        data: data.into(),
        words: BTreeMap::new(),
        instead_of: None,
        is_learned: false,
    }
}

fn found(till: &Till, amount: &str) -> PlanFound {
    till.quote(&SaleInput { amount: amount.into(), ..airtel("9876500001") }).expect("a quote").plan
}

fn told(plan: &PlanRow) -> String {
    let key = &plan.key;
    let (days, mb) = (plan.days.unwrap_or_default(), plan.data.map_or(0, |data| data.mb));
    format!("{} {} {} {days} {mb}", key.operator, key.circle, key.amount_paise.to_wire())
}

#[tokio::test]
async fn a_plan_as_typed_is_told_beside_its_amount() {
    let stall = Stall::with("inspay", QUICK).await;
    let till = &stall.till;
    assert_eq!(found(till, "299"), PlanFound::NoList);
    till.save_plan(&typed("airtel", "", "299", "28 days", "1.5 GB/day")).expect("a plan");
    let page = till.save_plan(&typed("airtel", "delhi", "299", "30", "")).expect("a plan");
    assert_eq!(page.plans.iter().map(told).collect::<Vec<_>>(), ["airtel  299 28 1536", "airtel delhi 299 30 0"]);
    assert_eq!(found(till, "199"), PlanFound::Unknown);
    let PlanFound::Known(plan) = found(till, "299.00") else { panic!("the plan is known") };
    assert_eq!((told(&plan).as_str(), plan.source), ("airtel delhi 299 30 0", PlanSource::Typed), "the circle's own");

    // The same plan under another amount is one plan.
    let instead_of = Some(plan.key);
    let page = till.save_plan(&PlanInput { instead_of, ..typed("airtel", "delhi", "349", "30", "") }).expect("a plan");
    assert_eq!(page.plans.iter().map(told).collect::<Vec<_>>(), ["airtel  299 28 1536", "airtel delhi 349 30 0"]);
    let PlanFound::Known(plan) = found(till, "299") else { panic!("the plan of all circles") };
    assert_eq!(plan.data, Some(PlanData { mb: 1_536, per: DataPer::Day }));
    let page = till.remove_plan(&plan.key).expect("it is taken out");
    assert_eq!(page.plans.iter().map(told).collect::<Vec<_>>(), ["airtel delhi 349 30 0"]);
}

#[tokio::test]
async fn everything_that_is_wrong_with_a_plan_is_told_at_once() {
    let stall = Stall::with("inspay", QUICK).await;
    let refused = |input: PlanInput| stall.till.save_plan(&input).expect_err("it is refused");
    let wrong = |field| Problem::PlanWrong { field };
    assert_eq!(
        refused(typed("nobody", "atlantis", "", "a month", "plenty")),
        [Problem::OperatorMissing, Problem::CircleMissing, wrong(PlanField::Days), wrong(PlanField::Data)]
    );
    assert_eq!(refused(typed("airtel", "", "", "28", "")), [Problem::AmountMissing]);
    assert_eq!(refused(typed("airtel", "", "299", "", " ")), [wrong(PlanField::Nothing)]);
    assert_eq!(refused(typed("airtel-postpaid", "", "299", "28", "")), [Problem::OperatorMissing], "a bill has none");
    let words = BTreeMap::from([(Language::EN, "x".repeat(500))]);
    assert_eq!(refused(PlanInput { words, ..typed("airtel", "", "299", "", "") }), [wrong(PlanField::Words)]);
    assert!(stall.till.plans().expect("the list").plans.is_empty());
}

#[tokio::test]
async fn a_file_is_shown_before_it_is_taken_and_is_taken_as_it_was_shown() {
    let stall = Stall::with("inspay", QUICK).await;
    let till = &stall.till;
    till.save_plan(&typed("airtel", "", "299", "24", "")).expect("a plan");
    till.save_plan(&typed("jio", "", "199", "18", "")).expect("a plan");
    let file = base64(
        b"Operator,Amount,Validity,Data\nAirtel,299,28,1.5 GB/day\nJio,199,18,\nVi,179,24,\nNokia,10,1,\nVi,99,soon,200 MB\n",
    );
    let shown = till.read_plan_file(&file, "").expect("a file");
    let rows: Vec<_> = shown.rows.iter().map(|row| (row.line, row.news, row.faults.clone())).collect();
    assert_eq!(
        rows,
        [
            (2, Some(PlanNews::Changed), vec![]),
            (3, Some(PlanNews::Same), vec![]),
            (4, Some(PlanNews::New), vec![]),
            (5, None, vec![PlanFault::Operator]),
            (6, Some(PlanNews::New), vec![PlanFault::Days]),
        ]
    );
    assert_eq!((shown.taken, till.plans().expect("the list").plans.len()), (4, 2), "nothing is taken yet");
    let page = till.take_plan_file(&file, "").expect("it is taken");
    let expected = ["airtel  299 28 1536", "jio  199 18 0", "vi  99 0 200", "vi  179 24 0"];
    assert_eq!(page.plans.iter().map(told).collect::<Vec<_>>(), expected);
    assert!(page.plans.iter().all(|plan| plan.source == PlanSource::File));
}

#[tokio::test]
async fn a_file_that_is_no_list_of_plans_says_why() {
    let stall = Stall::with("inspay", QUICK).await;
    let refused = |text: &str| stall.till.read_plan_file(&base64(text.as_bytes()), "").expect_err("it is refused");
    let fault = |fault| Problem::Statement { fault, column: None };
    assert_eq!(refused(""), fault(StatementFault::Empty));
    assert_eq!(refused("%PDF-1.7\n"), fault(StatementFault::Pdf));
    assert_eq!(refused("only words\nand no table\n"), fault(StatementFault::NoTable));
    assert_eq!(refused("Operator,Days\nAirtel,28\n"), Problem::PlanFileNoColumns);
    assert_eq!(refused("Operator,Amount\n"), fault(StatementFault::OnlyHeading));
    let many = format!("Operator,Amount,Days\n{}", "Airtel,299,28\n".repeat(4_000));
    assert_eq!(refused(&many), fault(StatementFault::TooManyRows));
    let very_many = format!("Operator,Amount,Days\n{}", "Airtel,299,28\n".repeat(9_000));
    assert_eq!(refused(&very_many), fault(StatementFault::TooManyRows), "the counter itself stops reading");
    assert_eq!(stall.till.read_plan_file("no base64!", "").expect_err("refused"), fault(StatementFault::Broken));
}

#[tokio::test]
async fn what_is_sold_here_often_is_asked_about_and_stands_in_the_sheet_to_fill_in() {
    let folder = quick_folder();
    let path = folder.path().join("practice.db");
    let clock = Arc::new(TestClock::default());
    let (ledger, _) = Month::of_days(clock.now_ms(), 5).in_new_file(&path).expect("days");
    let till = till_over(ledger, path, clock.clone()).await;
    let page = till.plans().expect("the list");
    let asked: Vec<_> = page.candidates.iter().map(|each| (each.operator.as_str(), each.amount_paise.get())).collect();
    assert!(asked.contains(&("jio", 29_900)) && asked.contains(&("airtel", 34_900)), "{asked:?}");
    assert!(asked.iter().all(|(operator, _)| *operator != "avvnl"), "bills have no plans");
    assert!(page.candidates.is_sorted_by(|one, next| one.sales >= next.sales));

    let learned = PlanInput { is_learned: true, ..typed("jio", "", "299", "28", "2 GB/day") };
    let page = till.save_plan(&learned).expect("a plan");
    assert!(page.candidates.iter().all(|each| (each.operator.as_str(), each.amount_paise.get()) != ("jio", 29_900)));
    assert_eq!(page.plans[0].source, PlanSource::Learned);

    // The sheet comes back as it left; what nobody filled in is not taken.
    let saved = till.save_plan_sheet(folder.path()).expect("a sheet");
    let bytes = std::fs::read(folder.path().join(&saved.name)).expect("the sheet");
    let shown = till.read_plan_file(&base64(&bytes), "").expect("a file");
    assert_eq!((shown.taken, shown.rows.len()), (1, 1 + page.candidates.len()));
    assert_eq!(shown.rows[0].news, Some(PlanNews::Same));
    assert!(shown.rows[1..].iter().all(|row| row.faults == [PlanFault::Nothing]), "{:?}", shown.rows);

    // Those that are sold most are offered, the most frequent first.
    for amount in ["155", "189", "199", "239", "349", "666", "799", "899", "2999", "11"] {
        till.save_plan(&typed("jio", "", amount, "28", "")).expect("a plan");
    }
    let offered = till.offered_plans("jio", Some("delhi")).expect("plans");
    let amounts: Vec<i64> = offered.iter().map(|each| each.plan.key.amount_paise.get()).collect();
    assert!(amounts.len() == 6 && amounts.contains(&29_900), "{amounts:?}");
    assert!(offered.is_sorted_by(|one, next| one.sales >= next.sales));
    assert!(offered.iter().all(|each| each.sales > 0), "one that nobody buys is not offered");
    assert!(till.offered_plans("airtel", Some("delhi")).expect("plans").is_empty());

    // An old plan is looked at again.
    clock.forward(91 * DAY_MS);
    let page = till.plans().expect("the list");
    assert!(page.plans.iter().all(|plan| plan.at_ms < page.old_before_ms));
}
