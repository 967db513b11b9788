//! What is asked by whoever looks through sales: lists, sums, and searches.

use domain::{Days, Outcome, Paise, Payment, Service};

use super::super::DAY;
use super::{Call, call};
use crate::{Page, Remembered, SaleFilter, SaleOrder};

/// A filter with every condition.
fn narrow() -> SaleFilter {
    SaleFilter {
        days: Days { from: DAY.to_owned(), to: "2026-11-30".to_owned() },
        outcomes: Outcome::ALL.to_vec(),
        services: vec![Service::Prepaid],
        operators: vec!["airtel".to_owned()],
        providers: vec!["inspay".to_owned()],
        payments: vec![Payment::Cash],
        customer: Some(1),
        least: Some(Paise::new(1)),
        most: Some(Paise::new(99_999)),
        needs_attention: true,
    }
}

/// A search by one thing that is remembered.
fn search<'a>(name: &'static str, what: Remembered) -> Call<'a> {
    call(name, move |ledger| {
        ledger.remembered_ids(&what)?;
        ledger.remembered_sales(&what, Page { after: 0, rows: 9 })
    })
}

/// Every one of them.
pub(super) fn reads<'a>() -> Vec<Call<'a>> {
    vec![
        call("open_sales", |ledger| ledger.open_sales()),
        call("open_orders", |ledger| ledger.open_orders()),
        call("ended_orders", |ledger| ledger.ended_orders(9)),
        call("newest_sales", |ledger| ledger.newest_sales(9)),
        call("sales_after_day", |ledger| ledger.sales_after_day(DAY)),
        call("last_day_before", |ledger| ledger.last_day_before(DAY)),
        call("failed_at_counter", |ledger| ledger.failed_at_counter(DAY, 0, 9)),
        call("day_totals", |ledger| ledger.day_totals(DAY)),
        call("known_numbers", |ledger| ledger.known_numbers("98", 9)),
        call("number_history", |ledger| ledger.number_history(Service::Prepaid, "9876543210", 3)),
        call("sales_to_deal_with", |ledger| ledger.sales_to_deal_with()),
        call("recent_outcomes", |ledger| ledger.recent_outcomes(Service::Prepaid)),
        call("filtered_sales", |ledger| {
            let part = Page { after: 3, rows: 9 };
            SaleOrder::ALL.iter().try_for_each(|order| {
                [true, false].iter().try_for_each(|is_rising| {
                    ledger.filtered_sales(&narrow(), *order, *is_rising, part)?;
                    ledger.filtered_sales(&SaleFilter::of(Days::one(DAY)), *order, *is_rising, part).map(drop)
                })
            })
        }),
        call("count_filtered", |ledger| ledger.count_filtered(&narrow())),
        call("filter_sums", |ledger| ledger.filter_sums(&narrow())),
        call("taken_back", |ledger| ledger.taken_back(&narrow(), 9)),
        call("facets", |ledger| ledger.facets(&Days::one(DAY))),
        call("customer_names", |ledger| ledger.customer_names(&[1])),
        search("search_number", Remembered::Number("98765".to_owned())),
        search("search_reference", Remembered::Reference("TXN".to_owned())),
        search("search_customer", Remembered::Customers(vec![1])),
        search("search_amount", Remembered::Amount(Paise::new(29_900))),
        search("search_operator", Remembered::Operators(vec!["airtel".to_owned()])),
    ]
}
