//! The day book: what it sums up, what it lists, and a sale that is seen on two days.

use std::time::Duration;

use domain::{DAY_MS, Days, Outcome, Period, SaleState, india_day};
use till::{CustomerInput, DayBook, MoneyFault, MoneyField, Problem, SalesFilter};

use super::stall::{Stall, airtel, sales_of, todays};

const QUICK: Duration = Duration::from_millis(40);

fn book(stall: &Stall, period: Period) -> DayBook {
    stall.till.day_book(&SalesFilter::of(period)).expect("the day book")
}

fn sales(book: &DayBook, outcome: Outcome) -> (i64, i64) {
    let total = book.totals.iter().find(|total| total.outcome == outcome).expect("every outcome has a total");
    (total.sales, total.amount_paise)
}

#[tokio::test]
async fn a_sale_that_is_taken_back_the_next_day_is_seen_on_both_days() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let sale = stall.sell_to_the_end(&airtel("9876500005")).await;
    stall.sell_to_the_end(&airtel("9876500001")).await;
    assert_eq!(sales(&book(&stall, Period::Today), Outcome::Succeeded), (2, 59_800));
    stall.clock.forward(DAY_MS);
    let back = stall.check_until(sale.id, SaleState::Reversed).await;
    let settled_ms = back.settled_at_ms.expect("it is settled");
    assert_ne!(india_day(settled_ms), india_day(sale.created_at_ms));

    let today = book(&stall, Period::Today);
    assert_eq!((sales(&today, Outcome::Reversed), today.earned_paise), ((0, 0), 0), "it is no sale of today");
    let part = &today.taken_back;
    assert_eq!((part.sales, part.paid_paise, part.earned_paise), (1, 29_900, 598));
    let row = part.rows.first().expect("it is listed");
    assert_eq!((row.sale.id, row.at_ms, &row.day), (sale.id, settled_ms, &india_day(sale.created_at_ms)));

    let yesterday = book(&stall, Period::Yesterday);
    assert_eq!(sales(&yesterday, Outcome::Succeeded), (1, 29_900));
    assert_eq!((sales(&yesterday, Outcome::Reversed), yesterday.taken_back.sales), ((1, 29_900), 0));
    let both = Days { from: india_day(sale.created_at_ms), to: india_day(settled_ms) };
    assert_eq!(book(&stall, Period::Days(both)).taken_back.sales, 0, "within these days it is in the list itself");
    let failed = SalesFilter { outcomes: vec![Outcome::Failed], ..SalesFilter::of(Period::Today) };
    assert_eq!(stall.till.day_book(&failed).expect("the day book").taken_back.rows, []);
}

#[tokio::test]
async fn a_filter_narrows_list_and_sums_and_offers_what_there_is() {
    let mut stall = Stall::with("inspay", QUICK).await;
    let input = CustomerInput {
        name: "रमेश कुमार".into(),
        numbers: "9876500001".into(),
        note: String::new(),
        language: None,
        limit: String::new(),
        by: "Asha".into(),
        below_confirmed: false,
    };
    let ramesh = stall.till.save_customer(None, &input).expect("he is noted down").id;
    stall.sell_to_the_end(&airtel("9876500001")).await;
    let failed = stall.sell_to_the_end(&airtel("9876500004")).await;
    let offered = stall.till.sales_facets(&todays().filter).expect("what there is");
    assert_eq!(
        offered.operators.iter().map(|one| (one.operator.as_str(), one.sales)).collect::<Vec<_>>(),
        [("airtel", 2)]
    );
    assert_eq!(offered.companies.iter().map(|one| (one.name.as_str(), one.sales)).collect::<Vec<_>>(), [("INSPAY", 2)]);
    assert_eq!(offered.customers.iter().map(|one| (one.id, one.sales)).collect::<Vec<_>>(), [(ramesh, 1)]);

    let mut query = todays();
    query.filter.outcomes = vec![Outcome::Failed];
    let page = stall.till.sales_page(&query).expect("a page");
    assert_eq!((page.all_rows, page.rows[0].id, page.customers.len()), (1, failed.id, 0));
    let book = stall.till.day_book(&query.filter).expect("the day book");
    assert_eq!((sales(&book, Outcome::Succeeded), sales(&book, Outcome::Failed)), ((0, 0), (1, 29_900)));
    query.filter = SalesFilter { customer: Some(ramesh), ..SalesFilter::of(Period::ThisWeek) };
    let page = stall.till.sales_page(&query).expect("a page");
    assert_eq!((page.all_rows, page.customers[0].name.as_str()), (1, "रमेश कुमार"));
    assert_eq!(stall.till.sales_page(&sales_of(Period::LastYear)).expect("a page").all_rows, 0);
    let offered = SalesFilter { customer: Some(ramesh), ..SalesFilter::of(Period::LastYear) };
    let offered = stall.till.sales_facets(&offered).expect("what there is");
    assert_eq!(
        offered.customers.iter().map(|one| (one.name.as_str(), one.sales)).collect::<Vec<_>>(),
        [("रमेश कुमार", 0)]
    );
}

#[tokio::test]
async fn what_was_mistyped_is_named_with_its_field() {
    let stall = Stall::with("inspay", QUICK).await;
    let refused = |least: &str, most: &str, period: Period| {
        let filter = SalesFilter { least: least.into(), most: most.into(), ..SalesFilter::of(period) };
        stall.till.day_book(&filter).expect_err("it is refused")
    };
    let problem = |field, fault| Problem::Money { field, fault };
    assert_eq!(refused("x", "", Period::Today), problem(MoneyField::LeastAmount, MoneyFault::NoAmount));
    assert_eq!(refused("", "1.234", Period::Today), problem(MoneyField::MostAmount, MoneyFault::NoAmount));
    assert_eq!(refused("300", "299", Period::Today), problem(MoneyField::MostAmount, MoneyFault::BelowLeast));
    let days = Days { from: "2026-11-21".into(), to: "2026-11-20".into() };
    assert_eq!(refused("", "", Period::Days(days)), problem(MoneyField::LastDay, MoneyFault::NoSuchDay));
}
