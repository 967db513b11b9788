//! Whether an amount looks like a slip of the fingers: a nought too many, a digit typed twice. It is told, and never refused.

use serde::Serialize;
use specta_typescript::Number;

use crate::{Paise, Service};

/// Below this a mistake costs little, and small top-ups vary freely.
const LEAST: Paise = Paise::new(20_000);
/// So many times as much as ever before is no usual step to a larger plan...
const TIMES: i64 = 5;
/// ...but bills and toll tags vary by themselves from time to time.
const TIMES_OF_BILLS: i64 = 8;
/// Who typed too little loses little, and below this people ask for small amounts of every kind.
const LEAST_OF_LESS: Paise = Paise::new(10_000);
/// An amount that so many different numbers took is one that is sold here.
const LEAST_NUMBERS: i64 = 2;
/// From fewer sales nobody knows what an operator sells here.
const LEAST_SALES: i64 = 20;
/// A tenth that was sold less often says nothing.
const LEAST_OF_TENTH: i64 = 3;

/// An amount of an operator that was sold here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SoldHere {
    /// The amount.
    pub amount: Paise,
    /// How often.
    pub sales: i64,
    /// To how many different numbers.
    pub numbers: i64,
}

/// What was done before, as far as it tells anything of an amount.
#[derive(Debug, Clone, Copy, Default)]
pub struct SoldBefore<'a> {
    /// What the number itself took of this service.
    pub number: &'a [Paise],
    /// What the operator sold here, each amount once.
    pub here: &'a [SoldHere],
    /// The shop's plans of the operator.
    pub plans: &'a [Paise],
    /// What is usual for the operator everywhere. These are few.
    pub usual: &'a [Paise],
}

/// Why an amount may be a slip of the fingers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AmountDoubt {
    /// The number never took more than this.
    NumberNever {
        /// The most that it took, in paise.
        #[specta(type = Number)]
        most_paise: i64,
    },
    /// The operator sells a tenth of it here, and it itself was not sold here.
    TenTimes {
        /// The tenth, in paise.
        #[specta(type = Number)]
        tenth_paise: i64,
        /// How often that was sold.
        #[specta(type = Number)]
        sales: i64,
    },
    /// The operator was never sold here for more than this.
    OperatorNever {
        /// The most that was sold, in paise.
        #[specta(type = Number)]
        most_paise: i64,
    },
    /// It is no plan of the shop, and one slip away from this one.
    LikePlan {
        /// The plan, in paise.
        #[specta(type = Number)]
        plan_paise: i64,
    },
    /// It is not usual for the operator, and ten times as much as this, which is.
    LikeUsual {
        /// The usual amount, in paise.
        #[specta(type = Number)]
        usual_paise: i64,
    },
}

/// What a finger does wrong in one place, the likeliest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Slip {
    NoughtTooMany,
    NoughtTooFew,
    Doubled,
    Omitted,
}

fn is_times(amount: Paise, times: i64, of: Paise) -> bool {
    of.get().checked_mul(times).is_some_and(|least| amount.get() >= least)
}

fn is_tenth(tenth: Paise, amount: Paise) -> bool {
    tenth.get().checked_mul(10) == Some(amount.get())
}

/// The digits of whole rupees; paise are typed by nobody who means a plan.
fn digits(amount: Paise) -> Option<String> {
    let is_whole = amount.get() > 0 && amount.get() % 100 == 0;
    is_whole.then(|| (amount.get() / 100).to_string())
}

/// The same without the digit at each place in turn.
fn without_one(digits: &str) -> impl Iterator<Item = (usize, String)> + '_ {
    (0..digits.len()).map(|place| (place, format!("{}{}", &digits[..place], &digits[place + 1..])))
}

/// The slip by which an amount was typed in place of another; `None`: they are farther apart.
fn slip_of(amount: Paise, meant: Paise) -> Option<Slip> {
    if is_tenth(meant, amount) {
        return Some(Slip::NoughtTooMany);
    }
    if is_tenth(amount, meant) {
        return Some(Slip::NoughtTooFew);
    }
    let (typed, meant) = (digits(amount)?, digits(meant)?);
    let is_double = |place: usize| typed.as_bytes().get(place) == typed.as_bytes().get(place + 1);
    if without_one(&typed).any(|(place, rest)| is_double(place) && rest == meant) {
        return Some(Slip::Doubled);
    }
    without_one(&meant).any(|(_, rest)| rest == typed).then_some(Slip::Omitted)
}

/// Why an amount of a service may be a slip of the fingers; `None`: there is nothing to wonder at. The number's own sales are asked
/// first, then those of the operator, then the plans, which tell something from the first sale on.
pub fn amount_doubt(amount: Paise, service: Service, before: &SoldBefore<'_>) -> Option<AmountDoubt> {
    let is_sold_here = |sold: &SoldHere| sold.amount == amount && sold.numbers >= LEAST_NUMBERS;
    if before.plans.contains(&amount) || before.usual.contains(&amount) || before.here.iter().any(is_sold_here) {
        return None;
    }
    too_much(amount, service, before).or_else(|| like_known(amount, service, before))
}

/// Whether it is much more than the number took, or than the operator sells here.
fn too_much(amount: Paise, service: Service, before: &SoldBefore<'_>) -> Option<AmountDoubt> {
    if amount < LEAST {
        return None;
    }
    let varies = !service.has_plans();
    let times = if varies { TIMES_OF_BILLS } else { TIMES };
    if let Some(most) = before.number.iter().copied().max() {
        if most >= amount {
            return None;
        }
        let is_ten_times = !varies && before.number.iter().any(|took| is_tenth(*took, amount));
        if is_ten_times || is_times(amount, times, most) {
            return Some(AmountDoubt::NumberNever { most_paise: most.get() });
        }
    }
    if before.here.iter().map(|sold| sold.sales).sum::<i64>() < LEAST_SALES {
        return None;
    }
    let tenth = before.here.iter().find(|sold| is_tenth(sold.amount, amount) && sold.sales >= LEAST_OF_TENTH);
    if let Some(tenth) = tenth.filter(|_| !varies) {
        return Some(AmountDoubt::TenTimes { tenth_paise: tenth.amount.get(), sales: tenth.sales });
    }
    let most = before.here.iter().map(|sold| sold.amount).max()?;
    is_times(amount, times, most).then_some(AmountDoubt::OperatorNever { most_paise: most.get() })
}

/// Whether it is one slip away from a plan of the shop, or a nought away from what is usual. What the number took before is no slip. One
/// sale to another number is no proof of that: it may have been the slip itself.
fn like_known(amount: Paise, service: Service, before: &SoldBefore<'_>) -> Option<AmountDoubt> {
    if !service.has_plans() || before.number.contains(&amount) {
        return None;
    }
    let sales = |plan: Paise| before.here.iter().find(|sold| sold.amount == plan).map_or(0, |sold| sold.sales);
    let slips = before.plans.iter().filter_map(|plan| Some((slip_of(amount, *plan)?, *plan)));
    let near = slips.filter(|(_, plan)| if amount > *plan { amount >= LEAST } else { amount >= LEAST_OF_LESS });
    // Of several that are as near, the one that is sold most.
    let nearest = near.min_by_key(|(slip, plan)| (*slip, std::cmp::Reverse(sales(*plan)), *plan));
    if let Some((_, plan)) = nearest {
        return Some(AmountDoubt::LikePlan { plan_paise: plan.get() });
    }
    let usual = before.usual.iter().find(|usual| is_tenth(**usual, amount) && amount >= LEAST)?;
    Some(AmountDoubt::LikeUsual { usual_paise: usual.get() })
}

#[cfg(test)]
mod tests;
