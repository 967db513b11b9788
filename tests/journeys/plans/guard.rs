//! Whether an amount looks like a slip of the fingers: seldom where nothing is wrong, mostly where a nought is too many.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use domain::{AmountDoubt, Days, Outcome, Paise, SaleState, SoldBefore, SoldHere, amount_doubt, india_day, operator};
use journeys::month::Month;
use ledger::{Ledger, Page, SaleFilter, SaleOrder, SaleRow};
use till::{Clock, SaleInput};

use crate::reports::quick_folder;
use crate::sales::stall::{Stall, TestClock, airtel};

const QUICK: Duration = Duration::from_millis(40);

/// All sales of a ledger from the catalogues, the earliest first.
fn sales_of(ledger: &Ledger) -> Vec<SaleRow> {
    let filter = SaleFilter::of(Days { from: "2000-01-01".to_owned(), to: "2100-01-01".to_owned() });
    let sales = ledger.filtered_sales(&filter, SaleOrder::Time, true, Page { after: 0, rows: 100_000 });
    sales.expect("all sales").into_iter().filter(|sale| !sale.service.is_at_desk()).collect()
}

/// What was sold before a sale, as the counter knew it then: the number's own up to the moment, the operators' up to the day before.
#[derive(Default)]
struct Before {
    of_numbers: BTreeMap<(&'static str, String), Vec<Paise>>,
    of_operators: BTreeMap<String, BTreeMap<Paise, (i64, BTreeSet<String>)>>,
    /// Of the day that is not over.
    today: Vec<(String, Paise, String)>,
    day: String,
}

impl Before {
    fn doubt(&self, sale: &SaleRow, amount: Paise) -> Option<AmountDoubt> {
        let usual = operator(&sale.operator).expect("an operator").usual_amounts();
        let key = (sale.service.as_str(), sale.number.clone());
        let number = self.of_numbers.get(&key).map_or(&[][..], Vec::as_slice);
        let sold = self.of_operators.get(&sale.operator);
        let here: Vec<SoldHere> = sold
            .into_iter()
            .flatten()
            .map(|(amount, (sales, numbers))| SoldHere {
                amount: *amount,
                sales: *sales,
                numbers: numbers.len() as i64,
            })
            .collect();
        amount_doubt(amount, sale.service, &SoldBefore { number, here: &here, plans: &[], usual: &usual })
    }

    fn add(&mut self, sale: &SaleRow) {
        let day = india_day(sale.created_at_ms);
        if self.day != day {
            self.day = day;
            for (operator, amount, number) in self.today.drain(..) {
                let (sales, numbers) = self.of_operators.entry(operator).or_default().entry(amount).or_default();
                *sales += 1;
                numbers.insert(number);
            }
        }
        if Outcome::from(sale.state) == Outcome::Succeeded {
            self.of_numbers.entry((sale.service.as_str(), sale.number.clone())).or_default().push(sale.amount);
            self.today.push((sale.operator.clone(), sale.amount, sale.number.clone()));
        }
    }
}

#[test]
fn in_a_month_it_seldom_speaks_for_nothing_and_mostly_notices_a_nought_too_many() {
    let folder = quick_folder();
    let clock = TestClock::default();
    let (ledger, _) = Month::up_to(clock.now_ms()).in_new_file(&folder.path().join("practice.db")).expect("a month");
    let sales = sales_of(&ledger);
    let mut before = Before::default();
    let (mut false_alarms, mut noughts, mut noticed) = (0, 0, 0);
    for (place, sale) in sales.iter().enumerate() {
        false_alarms += usize::from(before.doubt(sale, sale.amount).is_some());
        // From the second week on there is something to go by.
        let ten_times = Paise::new(sale.amount.get() * 10);
        let takes_it = operator(&sale.operator).is_some_and(|operator| ten_times <= operator.most());
        if place > sales.len() / 4 && sale.service.has_plans() && takes_it && ten_times.get() >= 20_000 {
            noughts += 1;
            noticed += usize::from(before.doubt(sale, ten_times).is_some());
        }
        before.add(sale);
    }
    println!(
        "{false_alarms} false alarms in {} sales; {noticed} of {noughts} noughts too many are noticed",
        sales.len()
    );
    assert!(sales.len() >= 5_900 && noughts > 3_000, "{} {noughts}", sales.len());
    assert!(false_alarms * 1_000 <= sales.len() * 3, "{false_alarms} false alarms in {} sales", sales.len());
    assert!(noticed * 100 >= noughts * 95, "{noticed} of {noughts} noughts too many are noticed");
    // The counter asks its books for the same: of the newest six thousand sales, those that are done.
    let done = sales.iter().filter(|sale| Outcome::from(sale.state) == Outcome::Succeeded).count() as i64;
    let told: i64 = ledger.amounts_sold().expect("what is sold here").iter().map(|sold| sold.sales).sum();
    assert!(told <= done && told * 10 >= done * 9, "{told} of {done}");
    ledger.close();
}

fn of(amount: &str, number: &str) -> SaleInput {
    SaleInput { amount: amount.into(), ..airtel(number) }
}

#[tokio::test]
async fn a_nought_too_many_is_told_and_keeps_nothing_from_being_sold() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let doubt =
        |stall: &Stall, amount: &str, number: &str| stall.till.quote(&of(amount, number)).expect("a quote").doubt;
    let usual = Some(AmountDoubt::LikeUsual { usual_paise: 29_900 });
    assert_eq!(doubt(&stall, "2990", "9876500011"), usual, "nothing was ever sold here, and ₹ 299 is usual");
    assert_eq!(doubt(&stall, "2399", "9876500011"), None, "near to nothing that is known");
    for amount in ["299", "399"] {
        assert_eq!(stall.sell(&of(amount, "9876500001")).await.state, SaleState::Succeeded);
    }
    let expected = Some(AmountDoubt::NumberNever { most_paise: 39_900 });
    assert_eq!(doubt(&stall, "2990", "9876500001"), expected);
    assert_eq!(doubt(&stall, "2990", "9876500011"), usual, "another number");
    assert_eq!(doubt(&stall, "859", "9876500001"), None, "an amount that the operator is known for");
    assert_eq!(stall.sell(&of("2990", "9876500001")).await.state, SaleState::Succeeded);
    assert_eq!(doubt(&stall, "2990", "9876500001"), None, "it took so much by now");
    assert_eq!(doubt(&stall, "2990", "9876500011"), usual, "that may have been the slip itself");
    assert_eq!(stall.sell(&of("2990", "9876540010")).await.state, SaleState::Succeeded);
    assert_eq!(doubt(&stall, "2990", "9876500011"), None, "two numbers bought it today");
}

#[tokio::test]
async fn the_shops_plans_tell_of_a_slip_from_the_first_sale_on() {
    let mut stall = Stall::with("inspay", QUICK).await;
    stall.till.save_plan(&super::list::typed("airtel", "", "259", "28", "")).expect("a plan");
    let doubt = |stall: &Stall, amount: &str| stall.till.quote(&of(amount, "9876500011")).expect("a quote").doubt;
    let plan = Some(AmountDoubt::LikePlan { plan_paise: 25_900 });
    assert_eq!(["2590", "2259", "2559"].map(|amount| doubt(&stall, amount)), [plan; 3]);
    assert_eq!(["259", "199", "239"].map(|amount| doubt(&stall, amount)), [None; 3], "known, and near to none");
    // Whoever means it sells it. When a second number has bought it, nobody is told any more.
    for (number, told) in [("9876500001", plan), ("9876540010", None)] {
        assert_eq!(stall.sell(&of("2590", number)).await.state, SaleState::Succeeded);
        assert_eq!(doubt(&stall, "2590"), told);
    }
    // What came to nothing was not sold.
    assert_eq!(stall.sell(&of("2259", "9876500004")).await.state, SaleState::Failed);
    assert_eq!(doubt(&stall, "2259"), plan);
}

#[tokio::test]
async fn what_the_operator_sells_here_tells_of_numbers_that_nobody_knows() {
    let folder = quick_folder();
    let path = folder.path().join("practice.db");
    let clock = Arc::new(TestClock::default());
    let (ledger, _) = Month::of_days(clock.now_ms(), 5).in_new_file(&path).expect("days");
    let till = super::list::till_over(ledger, path, clock).await;
    let doubt = |amount: &str| till.quote(&of(amount, "9876500011")).expect("a quote").doubt;
    let Some(AmountDoubt::TenTimes { tenth_paise, sales }) = doubt("2990") else { panic!("{:?}", doubt("2990")) };
    assert!(tenth_paise == 29_900 && sales > 20, "{sales}");
    assert_eq!(["299", "2999", "719", "155"].map(doubt), [None; 4], "what is sold here");
}
