//! Rehearse yesterday: the real books are read and never written, and none of their numbers comes into practice.

use std::collections::HashSet;
use std::path::Path;
use std::time::Duration;

use domain::{DAY_MS, Paise, Payment, SaleState};
use rusqlite::types::Value;
use till::{Mode, Problem, RehearsalStep, RehearsalView, SaleInput, VisitKind, VisitView};

use super::counter::Counter;
use super::own_files::shop;
use super::stall::{PAUSE, airtel, intent, within};

const QUICK: Duration = Duration::from_millis(40);
/// Yesterday's customers: number, rupees, how they pay.
const YESTERDAY: [(&str, &str, Payment); 6] = [
    ("9876543210", "299", Payment::Upi),
    ("9876543211", "199", Payment::Cash),
    ("9811012345", "239", Payment::Cash),
    ("9876543212", "155", Payment::Upi),
    ("9811012346", "299", Payment::Cash),
    ("9876543213", "719", Payment::Cash),
];

/// Every row of every table of a ledger, as text.
fn rows(ledger: &Path) -> Vec<String> {
    let books = rusqlite::Connection::open(ledger).expect("the books");
    let mut tables =
        books.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").expect("tables");
    let tables: Vec<String> =
        tables.query_map((), |row| row.get(0)).expect("tables").collect::<Result<_, _>>().expect("their names");
    assert!(tables.len() > 10, "{tables:?}");
    let mut found = Vec::new();
    for table in tables {
        let mut statement = books.prepare(&format!("SELECT * FROM \"{table}\"")).expect("a table");
        let columns = statement.column_count();
        let mut read = statement.query(()).expect("its rows");
        while let Some(row) = read.next().expect("a row") {
            let values: Vec<Value> = (0..columns).map(|at| row.get(at).expect("a value")).collect();
            found.push(format!("{table} {values:?}"));
        }
    }
    found
}

/// A shop that sold with real money yesterday, and practises today.
async fn after_a_day() -> Counter {
    let mut counter = Counter::with(&["inspay"], QUICK).await;
    counter.connect("inspay", &counter.simulator.base_address("inspay"), &[]).await;
    counter.shop.save_shop(&shop("Verma Telecom")).await.expect("a shop");
    counter.shop.set_mode(Mode::Real).await.expect("real money");
    for (number, amount, payment) in YESTERDAY {
        let sale = SaleInput { mode: Mode::Real, amount: amount.into(), payment, ..airtel(number) };
        let sold = counter.sell(&sale).await;
        assert_eq!(sold.state, SaleState::Succeeded, "{number}");
    }
    counter.shop.set_mode(Mode::Practice).await.expect("practice");
    // Nobody is asked about yesterday's sales meanwhile: whatever is written then is the rehearsal's.
    counter.shop.disconnect_provider("inspay").await.expect("disconnected");
    counter.clock.forward(DAY_MS);
    counter
}

fn step(counter: &Counter, step: RehearsalStep) -> Option<RehearsalView> {
    counter.shop.step_rehearsal(step).expect("a step")
}

/// Sells a customer what he asks for. `amount`: what is typed instead of the right amount.
async fn serve(counter: &mut Counter, visit: &VisitView, amount: Option<&str>) -> i64 {
    let right = (visit.amount_paise / 100).to_string();
    let input = SaleInput {
        operator: Some(visit.operator.clone()),
        payment: visit.payment,
        amount: amount.map_or(right, str::to_owned),
        intent: intent(),
        ..airtel(&visit.number)
    };
    counter.sell(&input).await.id
}

#[tokio::test]
async fn yesterday_is_rehearsed_and_the_real_books_are_as_they_were() {
    let mut counter = after_a_day().await;
    let real = counter.folder().join("ledger.db");
    let before = rows(&real);
    assert_eq!((counter.shop.can_rehearse(), counter.shop.rehearsal()), (Ok(true), Ok(None)), "to ask begins nothing");
    let began = step(&counter, RehearsalStep::Begin).expect("a day to rehearse");
    assert_eq!(counter.shop.rehearsal().expect("it goes on"), Some(began.clone()));

    let (mut standing, mut bought, mut kinds) = (Some(began), Vec::new(), Vec::new());
    while let Some(visit) = standing.and_then(|view| view.visit) {
        kinds.push(visit.kind);
        if visit.kind == VisitKind::Buys {
            bought.push(visit.clone());
            serve(&mut counter, &visit, None).await;
        }
        standing = step(&counter, RehearsalStep::Next);
    }
    let asked: Vec<_> = bought.iter().map(|visit| (Paise::new(visit.amount_paise), visit.payment)).collect();
    let sold =
        YESTERDAY.map(|(_, amount, payment)| (Paise::new(amount.parse::<i64>().expect("rupees") * 100), payment));
    assert_eq!(asked, sold, "the same amounts, in the same order");
    assert!(bought.iter().all(|visit| visit.operator == "airtel"));
    assert!(kinds.contains(&VisitKind::Asks) && kinds.contains(&VisitKind::ComesBack), "{kinds:?}");
    assert!(bought.iter().any(|visit| visit.first_said_paise == Some(visit.amount_paise * 10)), "a nought too many");

    let score = counter.shop.rehearsal().expect("it is over").and_then(|view| view.score).expect("a score");
    assert_eq!((score.customers, score.right, score.not_sold, score.sold_twice), (6, 6, 0, 0), "{score:?}");
    assert_eq!((score.wrong_amount, score.wrong_operator, score.wrong_number), (0, 0, 0), "{score:?}");
    assert_eq!(score.waited, score.waited_right, "nothing that waits was sold again");
    assert_eq!((score.came_back, score.told), (1, 0), "nobody looked for the one that was taken back: {score:?}");
    assert!(score.median_ms.is_some());

    let real_numbers: HashSet<&str> = YESTERDAY.iter().map(|(number, ..)| *number).collect();
    let practice = rows(&counter.folder().join("practice.db"));
    for number in real_numbers {
        assert!(!practice.iter().any(|row| row.contains(number)), "{number} is in the practice books");
    }
    assert!(bought.iter().all(|visit| practice.iter().any(|row| row.contains(&visit.number))));
    assert_eq!(rows(&real), before, "the real books are as they were");
    step(&counter, RehearsalStep::Leave);
    assert_eq!(counter.shop.rehearsal().expect("none"), None);
}

#[tokio::test]
async fn faults_of_a_rehearsal_are_counted() {
    let mut counter = after_a_day().await;
    let mut standing = step(&counter, RehearsalStep::Begin);
    let mut place = 0;
    while let Some(visit) = standing.and_then(|view| view.visit) {
        match (visit.kind, place) {
            // The first customer waits, and is sold once more with another amount when he asks.
            (VisitKind::Asks, _) => {
                serve(&mut counter, &visit, Some("349")).await;
            }
            (VisitKind::Buys, 1) => {}
            (VisitKind::Buys, _) => {
                serve(&mut counter, &visit, None).await;
            }
            (VisitKind::ComesBack, _) => {}
        }
        place += usize::from(visit.kind == VisitKind::Buys);
        standing = step(&counter, RehearsalStep::Next);
    }
    counter.sell(&airtel("9000012345")).await;
    let score = counter.shop.rehearsal().expect("it is over").and_then(|view| view.score).expect("a score");
    assert_eq!((score.not_sold, score.wrong_number, score.wrong_amount), (1, 1, 1), "{score:?}");
    assert_eq!((score.sold_twice, score.right), (1, 4), "{score:?}");
    assert_eq!(score.waited - score.waited_right, 1, "{score:?}");
}

#[tokio::test]
async fn who_takes_the_call_back_and_tells_the_customer_has_it_counted() {
    let mut counter = after_a_day().await;
    let mut standing = step(&counter, RehearsalStep::Begin);
    let mut taken = None;
    while let Some(visit) = standing.and_then(|view| view.visit) {
        match visit.kind {
            VisitKind::Buys => {
                let sale_id = serve(&mut counter, &visit, None).await;
                taken = taken.or_else(|| visit.number.ends_with("00005").then_some(sale_id));
            }
            VisitKind::ComesBack => {
                let sale_id = taken.expect("he bought before");
                // The company takes it back in its own time.
                let till = counter.shop.till();
                within(async {
                    while !till.check_now(sale_id).await.is_ok_and(|sale| sale.state == SaleState::Reversed) {
                        counter.clock.forward(5_000);
                        tokio::time::sleep(PAUSE).await;
                    }
                })
                .await;
                counter.shop.till().note_customer_told(sale_id, "").expect("told");
            }
            VisitKind::Asks => {}
        }
        standing = step(&counter, RehearsalStep::Next);
    }
    let score = counter.shop.rehearsal().expect("it is over").and_then(|view| view.score).expect("a score");
    assert_eq!((score.came_back, score.told), (1, 1), "{score:?}");
}

#[tokio::test]
async fn a_shop_without_real_sales_has_nothing_to_rehearse_and_real_money_never_rehearses() {
    let mut counter = Counter::with(&["inspay"], QUICK).await;
    assert_eq!(counter.shop.can_rehearse(), Ok(false));
    assert_eq!(counter.shop.step_rehearsal(RehearsalStep::Begin), Ok(None));
    counter.connect("inspay", &counter.simulator.base_address("inspay"), &[]).await;
    counter.shop.save_shop(&shop("Verma Telecom")).await.expect("a shop");
    counter.shop.set_mode(Mode::Real).await.expect("real money");
    counter.sell(&SaleInput { mode: Mode::Real, ..airtel("9876543210") }).await;
    assert_eq!(counter.shop.can_rehearse(), Ok(false));
    assert_eq!(counter.shop.step_rehearsal(RehearsalStep::Begin), Err(Problem::NotAllowedNow));
    counter.shop.set_mode(Mode::Practice).await.expect("practice");
    assert_eq!(counter.shop.step_rehearsal(RehearsalStep::Begin), Ok(None), "today is not yesterday");
}
