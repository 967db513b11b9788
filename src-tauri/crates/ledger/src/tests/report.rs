//! Reports, held against sums over all sales and their postings.

use std::collections::BTreeMap;

use domain::{Account, Days, Event, Outcome, Paise, Payment, Service, business_day, india_time};
use proptest::prelude::*;

use super::shift::{HOUR, paise};
use super::{Books, NOW, airtel, at, step_at};
use crate::{CustomerFacts, NewSale, ReportBy, ReportLine, SaleFilter, SaleRow};

const MOST: u32 = 10_000;
const WARES: [(Service, &str); 4] = [
    (Service::Prepaid, "airtel"),
    (Service::Prepaid, "jio"),
    (Service::Dth, "dish-tv"),
    (Service::WalletLoad, "wallet-load"),
];
const NAMES: [&str; 2] = ["Asha", "रमेश"];
const PROVIDERS: [&str; 3] = ["inspay", "paygrt", "a1topup"];

/// A sale: what, where, for how much, after how many hours, to whom, and what happens to it.
type Sold = (usize, usize, i64, i64, Option<i64>, Vec<(Event, i64)>, Option<i64>);

fn event() -> impl Strategy<Value = (Event, i64)> {
    let event = prop_oneof![
        2 => Just(Event::Accept),
        6 => Just(Event::Succeed),
        2 => Just(Event::Reject),
        1 => Just(Event::Reverse),
        1 => Just(Event::LoseTrack),
        1 => Just(Event::Admit),
        1 => Just(Event::NeverLeave),
    ];
    (event, 1..400_000_i64)
}

fn sold() -> impl Strategy<Value = Sold> {
    let told = prop::option::of(0..900_i64);
    let customer = prop::option::of(1..3_i64);
    (0..4_usize, 0..3_usize, 1..900_i64, 0..26_i64, customer, prop::collection::vec(event(), 0..4), told)
}

/// A shop with these sales.
fn shop(story: &[Sold]) -> (Books, Vec<SaleRow>) {
    let books = Books::new();
    for name in NAMES {
        let limit = Some(paise(99_999_900));
        let facts = CustomerFacts { name: name.to_owned(), limit, ..CustomerFacts::default() };
        books.ledger.add_customer(&facts, "", NOW).unwrap();
    }
    let (mut now_ms, mut ids) = (NOW, Vec::new());
    for (place, (ware, provider, rupees, hours, customer, events, told)) in story.iter().enumerate() {
        now_ms += hours * HOUR;
        let (service, operator) = WARES[*ware];
        let is_load = service == Service::WalletLoad;
        let new = NewSale {
            service,
            operator: operator.to_owned(),
            amount: paise(rupees * 100),
            attempt: at(PROVIDERS[*provider], if is_load { 0 } else { rupees % 40 }),
            payment: if customer.is_some() && !is_load { Payment::Udhaar } else { Payment::Cash },
            customer: customer.filter(|_| !is_load),
            charge: paise(if is_load { 0 } else { rupees % 3 * 100 }),
            day: business_day(now_ms, 0),
            ..airtel(&format!("98765{place:05}"))
        };
        let mut row = books.ledger.begin_sale(&new, now_ms, now_ms).unwrap();
        let mut at_ms = now_ms;
        for (event, later_ms) in events {
            at_ms += later_ms;
            row = books.ledger.record(&step_at(&row, Some(*event), at_ms)).unwrap_or(row);
        }
        if let Some(told) = told {
            books.ledger.note_told_earned(row.attempt_id, paise(*told), at_ms).unwrap();
        }
        ids.push(row.sale_id);
    }
    let rows = ids.into_iter().map(|id| books.ledger.sale(id).unwrap()).collect();
    (books, rows)
}

/// The key of a sale, by what the report is by.
fn key(row: &SaleRow, by: ReportBy) -> String {
    let (time, day) = (india_time(row.created_at_ms), business_day(row.created_at_ms, 0));
    let weekday = time.weekday().to_monday_one_offset();
    match by {
        ReportBy::All => String::new(),
        ReportBy::Day => day,
        ReportBy::Month => day[..7].to_owned(),
        ReportBy::Hour => format!("{:02}", time.hour()),
        ReportBy::Weekday => weekday.to_string(),
        ReportBy::WeekdayHour => format!("{weekday} {:02}", time.hour()),
        ReportBy::Operator => row.operator.clone(),
        ReportBy::Service => row.service.as_str().to_owned(),
        ReportBy::Company => row.provider.clone(),
        ReportBy::Customer => row.customer.map(|id| id.to_string()).unwrap_or_default(),
    }
}

/// Only customers have names that the books know.
fn name(row: &SaleRow, by: ReportBy) -> String {
    let place = row.customer.filter(|_| by == ReportBy::Customer);
    place.map_or("", |id| if id == 1 { NAMES[0] } else { NAMES[1] }).to_owned()
}

/// What a sale's postings say was earned with it in an account.
fn posted(books: &Books, row: &SaleRow, account: &Account) -> i64 {
    let postings = books.ledger.postings(row.sale_id).unwrap();
    -postings.iter().filter(|posting| posting.account == *account).map(|posting| posting.amount.get()).sum::<i64>()
}

fn plus(sum: &mut Paise, more: i64) {
    *sum = paise(sum.get() + more);
}

/// The same report, summed up here.
fn oracle(books: &Books, rows: &[&SaleRow], by: ReportBy) -> BTreeMap<String, ReportLine> {
    let mut lines: BTreeMap<String, ReportLine> = BTreeMap::new();
    let mut took: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.service != Service::WalletLoad) {
        let key = key(row, by);
        let line = lines.entry(key.clone()).or_insert_with(|| ReportLine {
            key: key.clone(),
            name: name(row, by),
            ..ReportLine::default()
        });
        line.sales += 1;
        plus(&mut line.amount_paise, row.amount.get());
        plus(&mut line.booked_paise, posted(books, row, &Account::Commission));
        plus(&mut line.charge_paise, posted(books, row, &Account::Charges));
        match Outcome::from(row.state) {
            Outcome::Waiting => line.waiting += 1,
            Outcome::Failed => line.failed += 1,
            Outcome::Reversed => line.reversed += 1,
            Outcome::Succeeded => {
                line.done += 1;
                plus(&mut line.done_amount_paise, row.amount.get());
                took.entry(key).or_default().push(row.settled_at_ms.unwrap() - row.submitted_at_ms);
                if let Some(told) = row.told_earned {
                    line.told_sales += 1;
                    plus(&mut line.told_paise, told.get());
                    plus(&mut line.told_booked_paise, posted(books, row, &Account::Commission));
                }
            }
        }
    }
    for (key, mut all) in took {
        all.sort_unstable();
        let line = lines.get_mut(&key).unwrap();
        line.median_ms = Some(all[all.len().div_ceil(2) - 1]);
        line.nine_of_ten_ms = Some(all[(all.len() * 9).div_ceil(10) - 1]);
    }
    lines
}

fn total(lines: &[ReportLine]) -> (i64, i64, i64, i64, i64, i64, i64) {
    let sum = |of: fn(&ReportLine) -> i64| lines.iter().map(of).sum::<i64>();
    (
        sum(|line| line.sales),
        sum(|line| line.amount_paise.get()),
        sum(|line| line.done_amount_paise.get()),
        sum(|line| line.booked_paise.get()),
        sum(|line| line.charge_paise.get()),
        sum(|line| line.failed + line.waiting + line.reversed),
        sum(|line| line.told_paise.get() - line.told_booked_paise.get()),
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20, ..ProptestConfig::default() })]

    #[test]
    fn every_report_equals_the_postings_of_its_sales(
        story in prop::collection::vec(sold(), 1..30),
        only in prop::option::of(0..3_usize),
        from in 0..20_i64,
    ) {
        let (books, rows) = shop(&story);
        let first = business_day(NOW + from * 24 * HOUR, 0);
        let mut filter = SaleFilter::of(Days { from: first.clone(), to: "2027-01-01".to_owned() });
        filter.providers.extend(only.map(|place| PROVIDERS[place].to_owned()));
        let is_asked = |row: &&SaleRow| {
            business_day(row.created_at_ms, 0) >= first && only.is_none_or(|place| row.provider == PROVIDERS[place])
        };
        let asked: Vec<&SaleRow> = rows.iter().filter(is_asked).collect();
        let whole = books.ledger.report(&filter, ReportBy::All, MOST).unwrap();
        for by in ReportBy::ALL {
            let lines = books.ledger.report(&filter, by, MOST).unwrap();
            prop_assert_eq!(total(&lines), total(&whole), "{:?}", by);
            let found: BTreeMap<String, ReportLine> = lines.iter().map(|line| (line.key.clone(), line.clone())).collect();
            prop_assert_eq!(found.len(), lines.len());
            prop_assert_eq!(found, oracle(&books, &asked, by), "{:?}", by);
        }
        let sums = books.ledger.filter_sums(&filter).unwrap();
        let sums: Vec<_> = sums.iter().filter(|sum| !sum.is_load).collect();
        let (sales, amount, done_amount, booked, charge, ..) = total(&whole);
        let done: Vec<_> = sums.iter().filter(|sum| sum.outcome == Outcome::Succeeded).collect();
        prop_assert_eq!(sums.iter().map(|sum| sum.sales).sum::<i64>(), sales);
        prop_assert_eq!(sums.iter().map(|sum| sum.amount.get()).sum::<i64>(), amount);
        prop_assert_eq!(done.iter().map(|sum| sum.amount.get()).sum::<i64>(), done_amount);
        prop_assert_eq!(done.iter().map(|sum| sum.earned.get()).sum::<i64>(), booked);
        prop_assert_eq!(done.iter().map(|sum| sum.charge.get()).sum::<i64>(), charge);
    }
}

#[test]
fn what_stands_in_time_stands_in_order_and_of_the_rest_the_largest_comes_first() {
    let done = vec![(Event::Succeed, 4_000)];
    let sale = |ware, rupees, hours| (ware, 0, rupees, hours, None, done.clone(), None);
    let (books, _) = shop(&[sale(0, 100, 0), sale(1, 300, 24), sale(2, 200, 24), sale(1, 50, 24)]);
    assert_eq!(books.ledger.first_day(), Ok(Some("2026-11-20".to_owned())));
    let filter = SaleFilter::of(Days { from: "2026-01-01".to_owned(), to: "2027-01-01".to_owned() });
    let keys = |by, most| {
        let lines = books.ledger.report(&filter, by, most).unwrap();
        lines.into_iter().map(|line| line.key).collect::<Vec<_>>()
    };
    assert_eq!(keys(ReportBy::Day, 9), ["2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23"]);
    assert_eq!(keys(ReportBy::Operator, 9), ["jio", "dish-tv", "airtel"]);
    assert_eq!(keys(ReportBy::Operator, 1), ["jio"], "no more than what is shown is given");
    assert_eq!(keys(ReportBy::All, 9), [""]);
}

#[test]
fn without_sales_there_is_no_line() {
    let books = Books::new();
    let filter = SaleFilter::of(Days::one("2026-11-20"));
    for by in ReportBy::ALL {
        assert_eq!(books.ledger.report(&filter, by, MOST).unwrap(), [], "{by:?}");
    }
    assert_eq!(books.ledger.first_day(), Ok(None));
}
