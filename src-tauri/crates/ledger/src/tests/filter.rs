//! One filter for every list and sum, held against a look at every sale and at its postings.

use std::collections::BTreeMap;

use domain::{Account, DAY_MS, Days, Event, Outcome, Paise, Payment, Service, business_day};
use proptest::prelude::*;
use proptest::sample::subsequence;

use super::{Books, NOW, airtel, at, step_at};
use crate::{
    Attention, CustomerFacts, FilterSum, NewSale, Page, RuleChange, SaleFilter, SaleOrder, SaleRow, Silent, Step,
};

const SERVICES: [Service; 3] = [Service::Prepaid, Service::Dth, Service::WalletLoad];
const OPERATORS: [&str; 3] = ["airtel", "jio", "wallet-load"];
const PROVIDERS: [&str; 3] = ["inspay", "a1topup", "agency"];
const PAYMENTS: [Payment; 3] = [Payment::Cash, Payment::Upi, Payment::Udhaar];
/// The business day of each day of a story, which starts at two.
const DAYS: [&str; 4] = ["2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23"];
const START_MIN: i64 = 120;

/// A sale as it is made up: when, of what, and what came of it.
#[derive(Debug, Clone)]
struct Made {
    day: usize,
    kind: usize,
    provider: usize,
    payment: usize,
    customer: Option<i64>,
    rupees: i64,
    charge: i64,
    ends: usize,
    /// After so many days it is taken back.
    taken_back_after: i64,
    attention: Option<bool>,
}

/// What came of a sale, at once and later.
const ENDS: [(&[Event], &[Event]); 8] = [
    (&[Event::Succeed], &[]),
    (&[Event::Succeed], &[Event::Reverse]),
    (&[Event::Succeed], &[Event::Reverse]),
    (&[Event::Accept], &[]),
    (&[Event::Accept, Event::Succeed], &[Event::Reverse, Event::Admit]),
    (&[Event::Reject], &[]),
    (&[Event::LoseTrack], &[]),
    (&[Event::LoseTrack], &[Event::Reject]),
];

fn made() -> impl Strategy<Value = Made> {
    let what = (0..4_usize, 0..3_usize, 0..2_usize, 0..3_usize, prop::option::of(1..3_i64));
    let came = (1..60_i64, 0..3_i64, 0..ENDS.len(), 0..3_i64, prop::option::of(any::<bool>()));
    (what, came).prop_map(|(what, came)| {
        let (day, kind, provider, payment, customer) = what;
        let (rupees, charge, ends, taken_back_after, attention) = came;
        Made { day, kind, provider, payment, customer, rupees, charge, ends, taken_back_after, attention }
    })
}

/// Whether a day is one of them.
fn are_of(days: &Days, day: &str) -> bool {
    days.from.as_str() <= day && day <= days.to.as_str()
}

/// A sale, as the oracle knows it.
struct Sold {
    row: SaleRow,
    day: String,
    is_loud: bool,
}

struct Story {
    books: Books,
    sold: Vec<Sold>,
}

impl Story {
    fn new(made: &[Made]) -> Story {
        let books = Books::new();
        for (name, limit) in [("Ramesh", None), ("", Some(Paise::new(99_999_999)))] {
            let facts = CustomerFacts { name: name.to_owned(), limit, ..CustomerFacts::default() };
            books.ledger.add_customer(&facts, "", NOW).unwrap();
        }
        let start = RuleChange { name: "day_start".to_owned(), value: START_MIN.to_string(), by: String::new() };
        books.ledger.set_rule(&start, NOW).unwrap();
        let mut story = Story { books, sold: Vec::new() };
        for (made, place) in made.iter().zip(0..) {
            story.sells(made, place);
        }
        story
    }

    fn sells(&mut self, made: &Made, place: i64) {
        let ledger = &self.books.ledger;
        let is_load = SERVICES[made.kind] == Service::WalletLoad;
        // NOW is late on the first day: its business day is the first of the days, whatever the hour is.
        let at_ms = NOW + made.day as i64 * DAY_MS + place * 60_000;
        let day = business_day(at_ms, START_MIN);
        let number = if is_load { String::new() } else { format!("98765{place:05}") };
        // Only the second customer has a limit, and so may owe.
        let payment =
            if is_load || made.customer != Some(2) { PAYMENTS[made.payment % 2] } else { PAYMENTS[made.payment] };
        let new = NewSale {
            service: SERVICES[made.kind],
            operator: OPERATORS[made.kind].to_owned(),
            amount: Paise::new(made.rupees * 100),
            attempt: at(
                if is_load { "agency" } else { PROVIDERS[made.provider] },
                if is_load { 0 } else { made.rupees * 2 },
            ),
            payment,
            customer: made.customer.filter(|_| !is_load),
            charge: Paise::new(if is_load { 0 } else { made.charge * 100 }),
            day: day.clone(),
            ..airtel(&number)
        };
        let mut row = ledger.begin_sale(&new, at_ms, at_ms).unwrap();
        let (at_once, later) = ENDS[made.ends];
        let later = if is_load { &[] } else { later };
        let later_ms = at_ms + made.taken_back_after * DAY_MS;
        let steps = at_once.iter().map(|event| (event, at_ms)).chain(later.iter().map(|event| (event, later_ms)));
        for ((event, at_ms), second) in steps.zip(1..) {
            row = ledger.record(&step_at(&row, Some(*event), at_ms + second * 1_000)).unwrap();
        }
        if let Some(is_dealt_with) = made.attention {
            let loud = Step::silent(&row, Silent::Contradicted, later_ms + 9_000).flag(Some(Attention::Contradicted));
            ledger.record(&loud).unwrap();
            if is_dealt_with {
                ledger.deal_with(row.sale_id, &super::word::word(None), later_ms + 10_000).unwrap();
            }
        }
        let row = ledger.sale(row.sale_id).unwrap();
        self.sold.push(Sold { row, day, is_loud: made.attention == Some(false) });
    }

    /// The sales that fit, by a look at every one of them.
    fn fitting(&self, filter: &SaleFilter) -> Vec<&Sold> {
        self.sold.iter().filter(|sold| are_of(&filter.days, &sold.day) && fits(filter, sold)).collect()
    }

    fn page(&self, filter: &SaleFilter, order: SaleOrder, is_rising: bool, after: u32, rows: u32) -> Vec<SaleRow> {
        self.books.ledger.filtered_sales(filter, order, is_rising, Page { after, rows }).unwrap()
    }
}

fn is_among<T: PartialEq>(list: &[T], one: &T) -> bool {
    list.is_empty() || list.contains(one)
}

/// Whether it fits beside its day.
fn fits(filter: &SaleFilter, Sold { row, is_loud, .. }: &Sold) -> bool {
    is_among(&filter.outcomes, &Outcome::from(row.state))
        && is_among(&filter.services, &row.service)
        && is_among(&filter.operators, &row.operator)
        && is_among(&filter.providers, &row.provider)
        && is_among(&filter.payments, &row.payment)
        && filter.customer.is_none_or(|customer| row.customer == Some(customer))
        && filter.least.is_none_or(|least| row.amount >= least)
        && filter.most.is_none_or(|most| row.amount <= most)
        && (!filter.needs_attention || *is_loud)
}

fn some_of<T: Clone + std::fmt::Debug + 'static>(all: &[T]) -> impl Strategy<Value = Vec<T>> + use<T> {
    prop_oneof![2 => Just(Vec::new()), 1 => subsequence(all.to_vec(), 1..=all.len())]
}

fn filters() -> impl Strategy<Value = SaleFilter> {
    let days = (0..4_usize, 0..4_usize)
        .prop_map(|(one, other)| Days { from: DAYS[one.min(other)].to_owned(), to: DAYS[one.max(other)].to_owned() });
    let lists = (
        some_of(&Outcome::ALL),
        some_of(&SERVICES),
        some_of(&OPERATORS.map(str::to_owned)),
        some_of(&PROVIDERS.map(str::to_owned)),
        some_of(&PAYMENTS),
    );
    let amount = || prop::option::weighted(0.3, (1..60_i64).prop_map(|rupees| Paise::new(rupees * 100)));
    let rest = (prop::option::weighted(0.3, 1..4_i64), amount(), amount(), prop::bool::weighted(0.25));
    (days, lists, rest).prop_map(|(days, lists, (customer, least, most, needs_attention))| {
        let (outcomes, services, operators, providers, payments) = lists;
        SaleFilter { days, outcomes, services, operators, providers, payments, customer, least, most, needs_attention }
    })
}

/// What was posted to some accounts of a sale, within some moments.
fn posted(books: &Books, sale_id: i64, is_asked: impl Fn(&Account, i64) -> bool) -> i64 {
    let rows = books.ledger.postings(sale_id).unwrap().into_iter();
    rows.filter(|row| is_asked(&row.account, row.at_ms)).map(|row| row.amount.get()).sum()
}

/// The sums that a filter says equal the postings of the sales that fit.
fn hold_sums(story: &Story, filter: &SaleFilter) {
    let ledger = &story.books.ledger;
    let sums = ledger.filter_sums(filter).unwrap();
    let fitting = story.fitting(filter);
    let count: i64 = sums.iter().map(|sum| sum.sales).sum();
    assert_eq!((count, ledger.count_filtered(filter).unwrap()), (fitting.len() as i64, fitting.len() as i64));
    let total = |of: fn(&FilterSum) -> i64, is_asked: &dyn Fn(&FilterSum) -> bool| -> i64 {
        sums.iter().filter(|sum| !sum.is_load && is_asked(sum)).map(of).sum()
    };
    let done: Vec<i64> = fitting
        .iter()
        .filter(|sold| sold.row.service != Service::WalletLoad && Outcome::from(sold.row.state) == Outcome::Succeeded)
        .map(|sold| sold.row.sale_id)
        .collect();
    let in_books = |is_asked: &dyn Fn(&Account, i64) -> bool| -> i64 {
        done.iter().map(|sale_id| posted(&story.books, *sale_id, is_asked)).sum()
    };
    let is_done = |sum: &FilterSum| sum.outcome == Outcome::Succeeded;
    let side = |account: &Account, _: i64| account.is_customers_side();
    assert_eq!(total(|sum| sum.amount.get() + sum.charge.get(), &is_done), in_books(&side), "what was taken");
    assert_eq!(total(|sum| sum.earned.get(), &is_done), -in_books(&|account, _| *account == Account::Commission));
    assert_eq!(total(|sum| sum.charge.get(), &is_done), -in_books(&|account, _| *account == Account::Charges));
    for outcome in Outcome::ALL {
        let of = fitting.iter().filter(|sold| sold.row.service != Service::WalletLoad);
        let amount: i64 =
            of.filter(|sold| Outcome::from(sold.row.state) == outcome).map(|sold| sold.row.amount.get()).sum();
        assert_eq!(total(|sum| sum.amount.get(), &|sum| sum.outcome == outcome), amount, "{outcome:?}");
    }
}

/// What is said to be taken back on some days is what the books undid on them, of sales of other days.
fn hold_taken_back(story: &Story, filter: &SaleFilter) {
    let (rows, sum) = story.books.ledger.taken_back(filter, 1_000).unwrap();
    let mut expected = BTreeMap::new();
    for sold in story.sold.iter().filter(|sold| Outcome::from(sold.row.state) == Outcome::Reversed) {
        let at_ms = sold.row.settled_at_ms.unwrap();
        let is_on = are_of(&filter.days, &business_day(at_ms, START_MIN));
        if is_on && !are_of(&filter.days, &sold.day) && fits(filter, sold) {
            expected.insert(sold.row.sale_id, (at_ms, sold.day.clone()));
        }
    }
    let found: BTreeMap<i64, (i64, String)> =
        rows.iter().map(|row| (row.sale.sale_id, (row.at_ms, row.day.clone()))).collect();
    assert_eq!((&found, rows.len()), (&expected, expected.len()));
    assert!(rows.is_sorted_by_key(|row| -row.at_ms));
    let undone = |is_asked: fn(&Account) -> bool| -> i64 {
        let of = |(sale_id, (at_ms, _)): (&i64, &(i64, String))| {
            posted(&story.books, *sale_id, |account, posted_ms| posted_ms == *at_ms && is_asked(account))
        };
        expected.iter().map(of).sum()
    };
    assert_eq!(sum.sales, expected.len() as i64);
    assert_eq!(sum.earned.get(), undone(|account| *account == Account::Commission));
    assert_eq!(sum.charge.get(), undone(|account| *account == Account::Charges));
    assert_eq!(sum.amount.get() + sum.charge.get(), -undone(Account::is_customers_side));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_filter_finds_what_fits_and_its_sums_are_those_of_the_postings(
        made in prop::collection::vec(made(), 1..30), asked in prop::collection::vec(filters(), 12),
    ) {
        let story = Story::new(&made);
        let whole = SaleFilter::of(Days { from: DAYS[0].to_owned(), to: DAYS[3].to_owned() });
        let days = DAYS.map(|day| SaleFilter::of(Days::one(day)));
        prop_assert_eq!(story.fitting(&whole).len(), made.len());
        for filter in asked.iter().chain([&whole]).chain(&days) {
            let mut expected: Vec<(&str, i64)> =
                story.fitting(filter).iter().map(|sold| (sold.day.as_str(), sold.row.sale_id)).collect();
            expected.sort_unstable();
            expected.reverse();
            let expected: Vec<i64> = expected.into_iter().map(|(_, sale_id)| sale_id).collect();
            let all = story.page(filter, SaleOrder::Time, false, 0, 1_000);
            prop_assert_eq!(all.iter().map(|row| row.sale_id).collect::<Vec<_>>(), expected);
            hold_sums(&story, filter);
            hold_taken_back(&story, filter);
        }
    }

    #[test]
    fn pages_of_any_order_are_the_whole_list_without_gap_or_double(
        made in prop::collection::vec(made(), 1..30), filter in filters(), is_rising: bool, rows in 1..9_u32,
    ) {
        let story = Story::new(&made);
        for order in SaleOrder::ALL {
            let whole = story.page(&filter, order, is_rising, 0, 1_000);
            let mut ids: Vec<i64> = whole.iter().map(|row| row.sale_id).collect();
            let mut paged = Vec::new();
            for after in (0..).step_by(rows as usize).take_while(|after| *after <= whole.len() as u32) {
                paged.extend(story.page(&filter, order, is_rising, after, rows));
            }
            prop_assert_eq!(&paged, &whole, "{:?}", order);
            ids.sort_unstable();
            prop_assert_eq!(ids, story.fitting(&filter).iter().map(|sold| sold.row.sale_id).collect::<Vec<_>>());
            prop_assert!(is_in_order(&whole, order, is_rising), "{:?} {:?}", order, whole);
        }
    }
}

/// Whether rows that stand one below the other are in order.
fn is_in_order(rows: &[SaleRow], order: SaleOrder, is_rising: bool) -> bool {
    let place = |row: &SaleRow| Outcome::ALL.iter().position(|outcome| *outcome == Outcome::from(row.state));
    let earned = |row: &SaleRow| (Outcome::from(row.state) == Outcome::Succeeded).then_some(row.earned);
    let goes = |ordering: std::cmp::Ordering| if is_rising { ordering.is_le() } else { ordering.is_ge() };
    let last = |one: bool, other: bool| if one == other { None } else { Some(one) };
    rows.windows(2).all(|two| {
        let (one, other) = (&two[0], &two[1]);
        match order {
            SaleOrder::Time => goes((one.created_at_ms / DAY_MS).cmp(&(other.created_at_ms / DAY_MS))),
            SaleOrder::Number => goes(one.number.cmp(&other.number)),
            // The first customer alone has a name.
            SaleOrder::Customer => last(one.customer == Some(1), other.customer == Some(1)).unwrap_or(true),
            SaleOrder::Operator => goes(one.operator.cmp(&other.operator)),
            SaleOrder::Provider => goes(one.provider.cmp(&other.provider)),
            SaleOrder::Amount => goes(one.amount.cmp(&other.amount)),
            SaleOrder::Payment => goes(one.payment.as_str().cmp(other.payment.as_str())),
            SaleOrder::Outcome => goes(place(one).cmp(&place(other))),
            SaleOrder::Earned => last(earned(one).is_some(), earned(other).is_some())
                .unwrap_or_else(|| goes(earned(one).cmp(&earned(other)))),
        }
    })
}

#[test]
fn what_is_taken_back_is_told_on_its_day_and_no_more_once_it_stands_again() {
    let sold = |ends, taken_back_after| Made {
        day: 0,
        kind: 0,
        provider: 0,
        payment: 0,
        customer: None,
        rupees: 50,
        charge: 2,
        ends,
        taken_back_after,
        attention: None,
    };
    // The same day, two days later, and two days later for a moment only.
    let story = Story::new(&[sold(1, 0), sold(1, 2), sold(4, 2)]);
    let told = |day: &str| story.books.ledger.taken_back(&SaleFilter::of(Days::one(day)), 9).unwrap();
    let (rows, sum) = told(DAYS[2]);
    assert_eq!(rows.iter().map(|row| (row.sale.sale_id, row.day.as_str())).collect::<Vec<_>>(), [(2, DAYS[0])]);
    assert_eq!(
        (sum.sales, sum.amount, sum.charge, sum.earned),
        (1, Paise::new(5_000), Paise::new(200), Paise::new(100))
    );
    assert_eq!(told(DAYS[0]), (Vec::new(), crate::TakenBackSum::default()));
    assert_eq!(told(DAYS[1]).0, []);
}
