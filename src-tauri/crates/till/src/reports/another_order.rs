//! What another order of the companies would have paid, told of what was sold. Pure, so that a test can prove every figure.

use domain::{Commission, DAY_MS, Days, Period, Service, Sold, india_day, india_day_start_ms};
use ledger::SoldSum;
use serde::Serialize;
use specta_typescript::Number;

use crate::{Problem, Till};

/// So many days are replayed: the four whole weeks before this one. So all week the same is told.
const DAYS: i64 = 28;
/// A company with fewer ends is not judged.
const LEAST_ENDS: i64 = 20;
/// What a failure costs, in paise: the customer who waits for it and may not come back is worth more than the commission
/// of one sale.
const WORTH_PAISE: i64 = 1_000;
/// An order that gains less is not worth the change.
const LEAST_PAISE: i64 = 2_000;
/// No order is proposed by which more than one of so many more would fail.
const MOST_FAIL_ONE_OF: i64 = 10;

/// What is known of another order, for one week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct OrderAdvice {
    /// The days that were replayed.
    pub days: Days,
    /// What came of it.
    pub found: OrderFound,
}

/// What came of replaying what was sold through the next company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case", tag = "kind", content = "data")]
pub enum OrderFound {
    /// Nothing that was sold is sold by a second company.
    OneCompany,
    /// No second company has enough history, or rules of commission.
    TooLittle,
    /// No other order would have been better.
    AsGood,
    /// This one would.
    Better(OtherOrder),
    /// A person put it away for this week.
    PutAway,
}

/// Another order for one operator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct OtherOrder {
    pub operator: String,
    pub service: Service,
    /// Who is first now.
    pub first: String,
    /// Who would have been.
    pub instead: String,
    /// How many attempts of the first were replayed.
    #[specta(type = Number)]
    pub attempts: i64,
    /// By how much more commission those would have paid that are done. Less, if it is below zero.
    #[specta(type = Number)]
    pub more_paise: i64,
    /// How many more would have failed, rounded. Fewer, if it is below zero.
    #[specta(type = Number)]
    pub more_failures: i64,
    /// The other company's share of failures is that of all that it sells, because it had too little of this operator.
    pub by_all_operators: bool,
    /// The whole order that is proposed.
    pub order: Vec<String>,
}

impl OtherOrder {
    /// What the order gains in paise: its commission, less what its failures cost.
    fn gain_paise(&self) -> i64 {
        self.more_paise.saturating_sub(self.more_failures.saturating_mul(WORTH_PAISE))
    }
}

/// An operator, and who sells it now in the order in which they are tried.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) operator: String,
    pub(crate) service: Service,
    pub(crate) order: Vec<String>,
}

/// How attempts ended.
#[derive(Debug, Clone, Copy, Default)]
struct Ends {
    done: i64,
    failed: i64,
}

impl Ends {
    fn of<'a>(sold: impl Iterator<Item = &'a SoldSum>) -> Ends {
        sold.fold(Ends::default(), |ends, sum| Ends { done: ends.done + sum.done, failed: ends.failed + sum.failed })
    }

    fn all(self) -> i64 {
        self.done + self.failed
    }

    /// How many of so many attempts would have failed, rounded to the nearer whole one, a half up.
    fn failures_of(self, attempts: i64) -> Option<i64> {
        let twice = attempts.checked_mul(self.failed)?.checked_mul(2)?.checked_add(self.all())?;
        twice.checked_div(self.all().checked_mul(2)?)
    }
}

/// The first's attempts replayed through another company; `None`: too little is known of that one.
fn replayed(line: &Line, first: &str, other: &str, sold: &[SoldSum], commission: &Commission) -> Option<OtherOrder> {
    let of = |provider: &str| {
        let provider = provider.to_owned();
        sold.iter().filter(move |sum| sum.provider == provider)
    };
    let of_first: Vec<&SoldSum> = of(first).filter(|sum| sum.operator == line.operator).collect();
    let was = Ends::of(of_first.iter().copied());
    let (here, anywhere) = (Ends::of(of(other).filter(|sum| sum.operator == line.operator)), Ends::of(of(other)));
    let by_all_operators = here.all() < LEAST_ENDS;
    let share = if by_all_operators { anywhere } else { here };
    if was.all() < LEAST_ENDS || share.all() < LEAST_ENDS {
        return None;
    }
    let mut more_paise: i64 = 0;
    for sum in of_first.iter().filter(|sum| sum.done > 0) {
        let SoldSum { operator, service, day, amount, .. } = sum;
        let would = commission.earned(&Sold { provider: other, operator, service: *service, amount: *amount, day })?;
        let more = would.get().checked_mul(sum.done)?.checked_sub(sum.earned.get())?;
        more_paise = more_paise.checked_add(more)?;
    }
    let others = line.order.iter().filter(|slug| *slug != other).cloned();
    Some(OtherOrder {
        operator: line.operator.clone(),
        service: line.service,
        first: first.to_owned(),
        instead: other.to_owned(),
        attempts: was.all(),
        more_paise,
        more_failures: share.failures_of(was.all())? - was.failed,
        by_all_operators,
        order: std::iter::once(other.to_owned()).chain(others).collect(),
    })
}

fn judged(line: &Line, sold: &[SoldSum], commission: &Commission) -> OrderFound {
    let Some((first, others)) = line.order.split_first().filter(|(_, others)| !others.is_empty()) else {
        return OrderFound::OneCompany;
    };
    // The next one of which enough is known.
    let Some(other) = others.iter().find_map(|other| replayed(line, first, other, sold, commission)) else {
        return OrderFound::TooLittle;
    };
    let fails_seldom = other.more_failures.saturating_mul(MOST_FAIL_ONE_OF) <= other.attempts;
    let is_better = fails_seldom && other.gain_paise() >= LEAST_PAISE;
    if is_better { OrderFound::Better(other) } else { OrderFound::AsGood }
}

/// Of two findings the one with the higher rank is told: the order that gains most, then what is known.
fn rank(found: &OrderFound) -> (u8, i64) {
    match found {
        OrderFound::PutAway | OrderFound::OneCompany => (0, 0),
        OrderFound::TooLittle => (1, 0),
        OrderFound::AsGood => (2, 0),
        OrderFound::Better(other) => (3, other.gain_paise()),
    }
}

/// What is told: the best that came of the operators.
pub(crate) fn best(lines: &[Line], sold: &[SoldSum], commission: &Commission) -> OrderFound {
    let found = lines.iter().map(|line| judged(line, sold, commission));
    found.max_by_key(rank).unwrap_or(OrderFound::OneCompany)
}

impl Till {
    /// The days that are replayed in this week, and the week's Monday.
    pub(crate) fn replayed_days(&self) -> Result<(Days, String), Problem> {
        let monday = self.days(&Period::ThisWeek)?.from;
        let start_ms = india_day_start_ms(&monday).unwrap_or_default();
        let days = Days { from: india_day(start_ms - DAYS * DAY_MS), to: india_day(start_ms - DAY_MS) };
        Ok((days, monday))
    }
}

#[cfg(test)]
mod tests;
