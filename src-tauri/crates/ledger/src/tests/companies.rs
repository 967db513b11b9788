//! How companies did, what was sold through them and what is usual, held against a count by hand.

use std::collections::BTreeMap;

use domain::{Days, Event, Outcome, Paise, Said, SaleState, Service, india_day};
use proptest::prelude::*;

use super::word::{contradicted, said_at};
use super::{Books, DAY, NOW, airtel, at, silent, step_at};
use crate::{Attention, CompanySum, Ledger, NewSale, Page, SaleFilter, SaleOrder, SaleRow, Silent};

const COMPANIES: [&str; 3] = ["inspay", "a1topup", "paygrt"];
const OPERATORS: [&str; 2] = ["airtel", "jio"];
const NEXT_DAY: &str = "2026-11-21";

#[derive(Debug, Clone)]
struct Sold {
    company: usize,
    operator: usize,
    rupees: i64,
    is_next_day: bool,
    events: Vec<(Event, i64)>,
    /// Where it is tried if the first refuses.
    next: Option<(usize, Vec<(Event, i64)>)>,
    is_contradicted: bool,
    is_disputed: bool,
    /// What still waits after all this, a person ends after so many ms.
    person_after_ms: Option<i64>,
    told: Option<i64>,
}

fn events() -> impl Strategy<Value = Vec<(Event, i64)>> {
    let event = prop_oneof![
        1 => Just(Event::Accept),
        1 => Just(Event::LoseTrack),
        3 => Just(Event::Succeed),
        2 => Just(Event::Reject),
        1 => Just(Event::Reverse),
        1 => Just(Event::NeverLeave),
    ];
    proptest::collection::vec((event, 0..500_000_i64), 0..4)
}

fn sold() -> impl Strategy<Value = Sold> {
    let next = proptest::option::of((0..3_usize, events()));
    let person = proptest::option::of(500_000..900_000_i64);
    let marks = (any::<bool>(), any::<bool>(), person, proptest::option::of(0..900_i64));
    (0..3_usize, 0..2_usize, 1..4_i64, any::<bool>(), events(), next, marks).prop_map(
        |(
            company,
            operator,
            rupees,
            is_next_day,
            events,
            next,
            (is_contradicted, is_disputed, person_after_ms, told),
        )| Sold {
            company,
            operator,
            rupees,
            is_next_day,
            events,
            next,
            is_contradicted,
            is_disputed,
            person_after_ms,
            told,
        },
    )
}

/// Leads an attempt along those of the events that can happen to it.
fn lead(ledger: &Ledger, mut sale: SaleRow, events: &[(Event, i64)]) -> SaleRow {
    let mut at_ms = sale.submitted_at_ms;
    for (event, after_ms) in events {
        at_ms += after_ms;
        if let Ok(moved) = ledger.record(&step_at(&sale, Some(*event), at_ms)) {
            sale = moved;
        }
    }
    sale
}

fn sell(books: &Books, place: usize, sold: &Sold) {
    let began_ms = if sold.is_next_day { NOW + domain::DAY_MS } else { NOW };
    let new = NewSale {
        operator: OPERATORS[sold.operator].to_owned(),
        amount: Paise::new(sold.rupees * 10_000),
        day: if sold.is_next_day { NEXT_DAY } else { DAY }.to_owned(),
        attempt: at(COMPANIES[sold.company], 100 + i64::try_from(place).unwrap()),
        ..airtel(&format!("98765{place:05}"))
    };
    let sale = books.ledger.begin_sale(&new, began_ms, began_ms).unwrap();
    let mut sale = lead(&books.ledger, sale, &sold.events);
    if let (SaleState::Submitted, Some((company, events))) = (sale.state, &sold.next) {
        let refused = step_at(&sale, Some(Event::Reject), began_ms + 700);
        let next = at(COMPANIES[*company], 7);
        let second = books.ledger.record_and_try(&refused, &next, began_ms + 700).unwrap();
        sale = lead(&books.ledger, second, events);
    }
    if let Some(after_ms) = sold.person_after_ms {
        let word = said_at(&sale, Event::DeclareSucceeded, Said::Succeeded, sale.submitted_at_ms + after_ms);
        sale = books.ledger.record(&word).unwrap_or(sale);
    }
    if let Some(told) = sold.told {
        books.ledger.note_told_earned(sale.attempt_id, Paise::new(told), NOW).unwrap();
    }
    if sold.is_contradicted {
        sale = books.ledger.record(&contradicted(&sale)).unwrap();
    }
    if sold.is_disputed {
        let flag = sale.attention;
        books.ledger.record(&silent(&sale, Silent::Disputed, NOW).flag(flag)).unwrap();
    }
}

/// The value up to which so many tenths of the values stand.
fn up_to(mut times: Vec<i64>, tenths: usize) -> Option<i64> {
    times.sort_unstable();
    times.get((times.len() * tenths).div_ceil(10).checked_sub(1)?).copied()
}

/// How long the company took to end an attempt. What a person ended has no such time.
fn took(one: &SaleRow) -> Option<i64> {
    let took = one.settled_at_ms.unwrap() - one.submitted_at_ms;
    one.doubt.said.is_none().then_some(took)
}

/// All attempts of the sales of a filter that only names days and operators.
fn attempts_of(books: &Books, filter: &SaleFilter) -> Vec<SaleRow> {
    let (all, part) = (SaleFilter::of(filter.days.clone()), Page { after: 0, rows: 1_000 });
    let sales = books.ledger.filtered_sales(&all, SaleOrder::Time, true, part).unwrap().into_iter();
    let sales = sales.filter(|sale| filter.operators.is_empty() || filter.operators.contains(&sale.operator));
    sales.flat_map(|sale| books.ledger.attempts(sale.sale_id).unwrap()).collect()
}

/// What the postings say was earned of an attempt.
fn posted(books: &Books, attempt_id: i64) -> i64 {
    let sum = "SELECT COALESCE(SUM(-amount_paise), 0) FROM posting JOIN sale_event ON seq = event_seq
        WHERE account = 'commission' AND attempt_id = ?1";
    books.raw().query_row(sum, [attempt_id], |row| row.get(0)).unwrap()
}

fn by_hand(books: &Books, filter: &SaleFilter) -> Vec<CompanySum> {
    let mut of: BTreeMap<String, Vec<SaleRow>> = BTreeMap::new();
    for attempt in attempts_of(books, filter).into_iter().filter(|one| one.state != SaleState::NotSent) {
        of.entry(attempt.provider.clone()).or_default().push(attempt);
    }
    let sum_of = |(provider, all): (String, Vec<SaleRow>)| {
        let count = |is: &dyn Fn(&SaleRow) -> bool| i64::try_from(all.iter().filter(|one| is(one)).count()).unwrap();
        let done: Vec<&SaleRow> = all.iter().filter(|one| one.state == SaleState::Succeeded).collect();
        let told: Vec<&&SaleRow> = done.iter().filter(|one| one.told_earned.is_some()).collect();
        let ended = all.iter().filter(|one| matches!(one.state, SaleState::Succeeded | SaleState::Failed));
        let times: Vec<i64> = ended.filter_map(took).collect();
        CompanySum {
            asked: count(&|_| true),
            done: count(&|one| one.state == SaleState::Succeeded),
            failed: count(&|one| one.state == SaleState::Failed),
            waiting: count(&|one| one.state.is_open()),
            given_back: count(&|one| one.state == SaleState::Reversed),
            contradicted: count(&|one| one.attention == Some(Attention::Contradicted)),
            disputed: count(&|one| one.disputed_at_ms.is_some()),
            median_ms: up_to(times.clone(), 5),
            nine_of_ten_ms: up_to(times, 9),
            amount_paise: Paise::new(done.iter().map(|one| one.amount.get()).sum()),
            earned_paise: Paise::new(done.iter().map(|one| posted(books, one.attempt_id)).sum()),
            told_sales: i64::try_from(told.len()).unwrap(),
            told_paise: Paise::new(told.iter().filter_map(|one| one.told_earned).map(Paise::get).sum()),
            told_booked_paise: Paise::new(told.iter().map(|one| posted(books, one.attempt_id)).sum()),
            provider,
        }
    };
    of.into_iter().map(sum_of).collect()
}

/// Those that are done, and the commission of them, are the filter's.
fn hold_against_filter(books: &Books, filter: &SaleFilter, sums: &[CompanySum]) {
    let done = books.ledger.filter_sums(filter).unwrap();
    let done: Vec<_> = done.into_iter().filter(|sum| sum.outcome == Outcome::Succeeded && !sum.is_load).collect();
    assert_eq!(sums.iter().map(|sum| sum.done).sum::<i64>(), done.iter().map(|sum| sum.sales).sum::<i64>());
    let earned: i64 = done.iter().map(|sum| sum.earned.get()).sum();
    assert_eq!(sums.iter().map(|sum| sum.earned_paise.get()).sum::<i64>(), earned);
}

fn hold_sold(books: &Books, days: &Days) {
    let mut left: BTreeMap<_, (i64, i64, i64)> = BTreeMap::new();
    for attempt in attempts_of(books, &SaleFilter::of(days.clone())) {
        let key = (attempt.provider, attempt.operator, india_day(attempt.submitted_at_ms), attempt.amount.get());
        match attempt.state {
            SaleState::Succeeded => {
                let sum = left.entry(key).or_default();
                (sum.0, sum.1) = (sum.0 + 1, sum.1 + posted(books, attempt.attempt_id));
            }
            SaleState::Failed | SaleState::Reversed => left.entry(key).or_default().2 += 1,
            SaleState::Intended
            | SaleState::Submitted
            | SaleState::NotSent
            | SaleState::Pending
            | SaleState::Unknown => {}
        }
    }
    for sum in books.ledger.sold_sums(days).unwrap() {
        assert_eq!(sum.service, Service::Prepaid);
        let by_hand = left.remove(&(sum.provider, sum.operator, sum.day, sum.amount.get()));
        assert_eq!(by_hand, Some((sum.done, sum.earned.get(), sum.failed)));
    }
    assert_eq!(left, BTreeMap::new());
}

fn hold_usual(books: &Books, days: &Days) {
    let (filter, part) = (SaleFilter::of(days.clone()), Page { after: 0, rows: 1_000 });
    let all = books.ledger.filtered_sales(&filter, SaleOrder::Time, true, part).unwrap();
    let times = books.ledger.usual_times(days).unwrap();
    for operator in OPERATORS {
        let ended: Vec<&SaleRow> = all
            .iter()
            .filter(|one| one.operator == operator && !one.state.is_open() && one.state != SaleState::NotSent)
            .collect();
        let timed = ended.iter().filter(|one| one.state != SaleState::Reversed);
        let median = up_to(timed.filter_map(|one| took(one)).collect(), 5);
        let failed = ended.iter().filter(|one| one.state == SaleState::Failed).count();
        let found: Vec<_> = times.iter().filter(|time| time.operator == operator).collect();
        let Some(median_ms) = median else {
            assert_eq!(found, Vec::<&crate::UsualTime>::new());
            continue;
        };
        let (ended, failed) = (i64::try_from(ended.len()).unwrap(), i64::try_from(failed).unwrap());
        let usual = domain::Usual { ended, failed, median_ms };
        assert_eq!(
            found.iter().map(|time| time.usual).collect::<Vec<_>>(),
            [usual, usual],
            "in all circles, in Mumbai"
        );
        assert_eq!((&found[0].circle, found[1].circle.as_deref()), (&None, Some("mumbai")));
    }
}

fn hold_waits(books: &Books, days: &Days) {
    let mut of: BTreeMap<(String, String), Vec<i64>> = BTreeMap::new();
    for one in attempts_of(books, &SaleFilter::of(days.clone())) {
        use crate::EventKind::{Accepted, LostTrack};
        let events = books.ledger.events(one.sale_id).unwrap();
        let own = events.iter().filter(|event| event.attempt_id == one.attempt_id);
        let waited = own.filter(|event| matches!(event.kind, Accepted | LostTrack)).count() > 0;
        let took_ms = match one.state {
            SaleState::Succeeded | SaleState::Failed => took(&one).unwrap_or(i64::MAX),
            SaleState::Pending | SaleState::Unknown => i64::MAX,
            SaleState::Intended | SaleState::Submitted | SaleState::NotSent | SaleState::Reversed => continue,
        };
        if waited {
            of.entry((one.operator, one.provider)).or_default().push(took_ms);
        }
    }
    for wait in books.ledger.usual_waits(days).unwrap() {
        let times = of.remove(&(wait.operator, wait.provider)).unwrap();
        assert_eq!(usize::try_from(wait.waited), Ok(times.len()));
        assert_eq!(wait.nine_of_ten_ms, up_to(times, 9).filter(|took| *took != i64::MAX));
    }
    assert_eq!(of, BTreeMap::new());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn companies_are_what_a_count_by_hand_says(all in proptest::collection::vec(sold(), 0..24)) {
        let books = Books::new();
        for (place, sold) in all.iter().enumerate() {
            sell(&books, place, sold);
        }
        let both = Days { from: DAY.to_owned(), to: NEXT_DAY.to_owned() };
        let jio = SaleFilter { operators: vec!["jio".to_owned()], ..SaleFilter::of(both.clone()) };
        for filter in [SaleFilter::of(both.clone()), SaleFilter::of(Days::one(DAY)), jio] {
            let sums = books.ledger.company_sums(&filter).unwrap();
            prop_assert_eq!(&sums, &by_hand(&books, &filter));
            hold_against_filter(&books, &filter, &sums);
        }
        for days in [both, Days::one(NEXT_DAY)] {
            hold_sold(&books, &days);
            hold_usual(&books, &days);
            hold_waits(&books, &days);
        }
    }
}

#[test]
fn commission_that_is_booked_again_is_what_a_company_earned() {
    use crate::{Again, CommissionChange};
    let books = Books::new();
    books.sale("9876543210", &[Event::Succeed]);
    let rules = vec![super::commission::percent("operator:airtel", DAY, 300)];
    let change = CommissionChange { rules, by: String::new() };
    let asked = books.ledger.set_commission(&change, Again::Unasked, NOW).unwrap().unwrap();
    assert_eq!(books.ledger.set_commission(&change, Again::BookAgain(asked), NOW), Ok(None));
    let filter = SaleFilter::of(Days::one(DAY));
    let sums = books.ledger.company_sums(&filter).unwrap();
    assert_eq!((sums[0].earned_paise, sums[0].amount_paise), (Paise::new(897), Paise::new(29_900)));
    assert_eq!(sums, by_hand(&books, &filter));
}
