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
    /// Amounts that are known to be right for the operator: the shop's plans, the usual ones.
    pub known: &'a [Paise],
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
}

fn is_times(amount: Paise, times: i64, of: Paise) -> bool {
    of.get().checked_mul(times).is_some_and(|least| amount.get() >= least)
}

fn is_tenth(tenth: Paise, amount: Paise) -> bool {
    tenth.get().checked_mul(10) == Some(amount.get())
}

/// Why an amount of a service may be a slip of the fingers; `None`: there is nothing to wonder at. The number's own sales are asked
/// first, then those of the operator.
pub fn amount_doubt(amount: Paise, service: Service, before: &SoldBefore<'_>) -> Option<AmountDoubt> {
    let is_sold_here = |sold: &SoldHere| sold.amount == amount && sold.numbers >= LEAST_NUMBERS;
    if amount < LEAST || before.known.contains(&amount) || before.here.iter().any(is_sold_here) {
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

#[cfg(test)]
mod tests;
