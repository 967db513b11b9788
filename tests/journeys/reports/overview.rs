//! A made-up month, reported: every report tells what the postings of its sales tell.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::{Account, DAY_MS, Days, Outcome, Period, india_day};
use journeys::month::{CONTRADICTED, LATE_FAILURES, Month, NEED_PERSON, SALES, TAKEN_BACK, WAITING};
use ledger::{ChainKey, Page, ReportBy, ReportLine, SaleFilter, SaleOrder};
use till::{Clock, MoneyFault, MoneyField, Parts, Problem, ReportQuery, SalesFilter, Till, notice_board};

use super::quick_folder;
use crate::sales::stall::{TestClock, parts};

/// The sums of all lines: sales, done, amount of those, commission, charges.
fn totals(lines: &[ReportLine]) -> [i64; 5] {
    let sum = |of: fn(&ReportLine) -> i64| lines.iter().map(of).sum::<i64>();
    [
        sum(|line| line.sales),
        sum(|line| line.done),
        sum(|line| line.done_amount_paise.get()),
        sum(|line| line.booked_paise.get()),
        sum(|line| line.charge_paise.get()),
    ]
}

fn asked(filter: &SalesFilter, by: ReportBy) -> ReportQuery {
    ReportQuery { filter: filter.clone(), by }
}

#[tokio::test]
async fn a_month_of_six_thousand_sales_is_reported_as_its_postings_have_it() {
    let folder = quick_folder();
    let path = folder.path().join("practice.db");
    let clock = Arc::new(TestClock::default());
    // On the thirtieth, thirty days would leave the month before without a sale.
    while !india_day(clock.now_ms()).ends_with("-15") {
        clock.forward(DAY_MS);
    }
    let (ledger, written) = Month::up_to(clock.now_ms()).in_new_file(&path).expect("a month");
    let planted =
        [&written.late_failures, &written.taken_back, &written.contradicted, &written.need_person, &written.waiting];
    assert_eq!(planted.map(Vec::len), [LATE_FAILURES, TAKEN_BACK, CONTRADICTED, NEED_PERSON, WAITING]);
    assert_eq!(ledger.rebuild_differences(), Ok(Vec::new()), "the month is made of nothing but its journal");

    let filter = SaleFilter::of(Days { from: "2000-01-01".to_owned(), to: "2100-01-01".to_owned() });
    let everything = Page { after: 0, rows: 100_000 };
    let sales = ledger.filtered_sales(&filter, SaleOrder::Time, true, everything).expect("all sales");
    let sales: Vec<_> = sales.into_iter().filter(|sale| sale.service != domain::Service::WalletLoad).collect();
    let (mut earned, mut charges, mut took_ms) = (0, 0, Vec::new());
    for sale in &sales {
        for posting in ledger.postings(sale.sale_id).expect("its postings") {
            earned -= if posting.account == Account::Commission { posting.amount.get() } else { 0 };
            charges -= if posting.account == Account::Charges { posting.amount.get() } else { 0 };
        }
        if Outcome::from(sale.state) == Outcome::Succeeded {
            took_ms.push(sale.settled_at_ms.expect("it is settled") - sale.submitted_at_ms);
        }
    }
    took_ms.sort_unstable();
    let done: Vec<_> = sales.iter().filter(|sale| Outcome::from(sale.state) == Outcome::Succeeded).collect();
    let amount: i64 = done.iter().map(|sale| sale.amount.get()).sum();
    let expected = [(SALES + written.desk) as i64, done.len() as i64, amount, earned, charges];
    ledger.close();

    let key = ChainKey { id: "practice".to_owned(), bytes: [0; 32] };
    let till = Till::open(Parts { key, ..parts(path, Vec::new(), clock, notice_board()) }).expect("the till opens");
    let always = SalesFilter::of(Period::Always);
    for by in ReportBy::ALL {
        let report = till.report(&asked(&always, by)).expect("a report");
        assert_eq!(totals(&report.lines), expected, "{by:?}");
    }
    let all = till.report(&asked(&always, ReportBy::All)).expect("a report").lines.remove(0);
    assert_eq!(all.median_ms, Some(took_ms[took_ms.len().div_ceil(2) - 1]));
    assert_eq!(all.nine_of_ten_ms, Some(took_ms[(took_ms.len() * 9).div_ceil(10) - 1]));
    assert_eq!(all.reversed, TAKEN_BACK as i64);

    let months = till.compare_months(&always).expect("two months");
    let by_month = till.report(&asked(&always, ReportBy::Day)).expect("a report");
    assert_eq!(by_month.by, ReportBy::Month, "nobody reads ten thousand years by day");
    let of_month: BTreeMap<&str, i64> = by_month.lines.iter().map(|line| (line.key.as_str(), line.sales)).collect();
    assert_eq!(of_month.get(&months.present.days.from[..7]), Some(&months.present.sum.sales));
    assert_eq!(of_month.get(&months.whole.days.from[..7]), Some(&months.whole.sum.sales));
    assert!(months.same_days.sum.sales < months.whole.sum.sales);
    assert_eq!(
        months.begun,
        sales.iter().map(|sale| india_day(sale.created_at_ms)).min(),
        "the books begin with their first sale"
    );
}

#[tokio::test]
async fn days_that_are_none_are_told_at_their_field() {
    let folder = quick_folder();
    let clock = Arc::new(TestClock::default());
    let till = Till::open(parts(folder.path().join("practice.db"), Vec::new(), clock, notice_board())).expect("a till");
    let days = Days { from: "2026-11-20".to_owned(), to: "2026-11-19".to_owned() };
    let refused = till.report(&asked(&SalesFilter::of(Period::Days(days)), ReportBy::Day));
    assert_eq!(refused, Err(Problem::Money { field: MoneyField::LastDay, fault: MoneyFault::NoSuchDay }));
    let empty = till.report(&asked(&SalesFilter::of(Period::Today), ReportBy::Day)).expect("a report");
    assert!(empty.lines.is_empty() && empty.by == ReportBy::Day && !empty.is_cut);
    assert_eq!(till.compare_months(&SalesFilter::of(Period::Today)).expect("two months").begun, None);
}
