//! When a number is likely to be recharged again: by the gaps between its own sales, or by the days for which its plan is good.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use serde::Serialize;

use crate::Paise;

/// Whoever comes more often than this needs nobody to remember it, in days.
const LEAST_DAYS: i64 = 14;
/// Nobody is waited for longer than this, in days.
const MOST_DAYS: i64 = 400;
/// Gaps that part by so many days at most agree.
const SLACK: i64 = 2;
/// So many of the newest gaps are looked at.
const GAPS: usize = 4;
/// So many gaps that agree are no chance any more.
const SURE_TIMES: u32 = 3;
/// A gap may be so many times as long as the others, where the number was recharged elsewhere in between.
const TIMES: i64 = 3;
/// So many days before the day a number is recharged a little early, and not with something besides.
const EARLY: i64 = 5;
/// So long a plan may run of which nothing is known, in days.
const LONGEST_USUAL: i64 = 84;
/// So many days after its day a number is still listed: who stays away longer has gone elsewhere.
pub const DUE_BEFORE: i64 = 3;
/// So many days ahead a number is listed.
pub const DUE_AHEAD: i64 = 1;
/// The gaps of most numbers, in days: a few weeks or months, half a year, a year. Between them nobody looks for last sales, unless
/// a plan of the shop's list lasts so long.
const USUAL: [RangeInclusive<i64>; 3] = [LEAST_DAYS..=95, 165..=190, 330..=370];

/// A sale to a number that is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SoldOn {
    /// The shop's business day, as [`day_number`](crate::day_number) counts it.
    pub day: i64,
    /// The amount.
    pub amount: Paise,
    /// For how many days that amount is good, where the shop's list of plans says it.
    pub plan_days: Option<u32>,
}

/// Why a number is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DueWhy {
    /// It came again after so many days before.
    OwnGaps {
        /// How many days.
        days: u32,
        /// How often.
        times: u32,
    },
    /// The plan that it took last is good for so many days.
    Plan {
        /// How many days.
        days: u32,
    },
}

impl DueWhy {
    /// The days from the last sale to the next.
    pub fn days(self) -> u32 {
        match self {
            DueWhy::OwnGaps { days, .. } | DueWhy::Plan { days } => days,
        }
    }
}

/// How sure it is that a number is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum DueSure {
    /// Several gaps say it, or the plan and a gap.
    Likely,
    /// Two gaps say it, or the plan alone.
    Perhaps,
}

/// A number that is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueAgain {
    /// The place of its last sale among those that were given.
    pub last: usize,
    /// The day, as [`day_number`](crate::day_number) counts it.
    pub day: i64,
    /// Why.
    pub why: DueWhy,
    /// How sure it is.
    pub sure: DueSure,
}

/// Whether two amounts may be of the same plan, before and after it became a little dearer.
fn is_alike(one: Paise, other: Paise) -> bool {
    let (less, more) = (one.get().min(other.get()), one.get().max(other.get()));
    more.saturating_mul(4) <= less.saturating_mul(5)
}

fn is_small_beside(amount: Paise, of: Paise) -> bool {
    amount.get().saturating_mul(2) < of.get()
}

/// Whether the shop's list says that it lasts no longer than a few days.
fn is_short(sold: &SoldOn) -> bool {
    sold.plan_days.is_some_and(|days| i64::from(days) < LEAST_DAYS)
}

/// Whether both may be of the plan that is bought again and again.
fn is_same_plan(one: &SoldOn, other: &SoldOn) -> bool {
    is_alike(one.amount, other.amount) && !is_short(one) && !is_short(other)
}

/// Of the newest gaps the one that most agree with, and how many; `None`: nothing can be learned of them.
fn learned(gaps: &[i64]) -> Option<(u32, u32)> {
    let agree = |base: i64| gaps.iter().copied().filter(move |gap| (gap - base).abs() <= SLACK);
    let base = gaps.iter().copied().max_by_key(|base| (agree(*base).count(), -base))?;
    let fits = |gap: &&i64| (1..=TIMES).any(|times| (**gap - base * times).abs() <= SLACK);
    let (times, sum) = (agree(base).count(), agree(base).sum::<i64>());
    if times < 2 || gaps.iter().filter(fits).count() * 2 <= gaps.len() {
        return None;
    }
    let times = i64::try_from(times).ok()?;
    // Rather a day early than a day late.
    let days = sum / times;
    if !(LEAST_DAYS..=MOST_DAYS).contains(&days) {
        return None;
    }
    Some((u32::try_from(days).ok()?, u32::try_from(times).ok()?))
}

/// After how many days what was sold at a place is bought again, and how sure that is.
fn gap_after(sold: &[SoldOn], place: usize) -> Option<(DueWhy, DueSure)> {
    let last = sold.get(place)?;
    let alike = sold.iter().take(place + 1).filter(|sale| is_same_plan(sale, last));
    let days: Vec<i64> = alike.map(|sale| sale.day).collect::<BTreeSet<_>>().into_iter().collect();
    let gaps: Vec<i64> = days.windows(2).rev().take(GAPS).map(|pair| pair[1] - pair[0]).collect();
    let plan = last.plan_days.filter(|days| (LEAST_DAYS..=MOST_DAYS).contains(&i64::from(*days)));
    let is_near = |days: u32, gap: i64| (gap - i64::from(days)).abs() <= SLACK;
    match (learned(&gaps), plan) {
        (Some((days, times)), plan) => {
            let is_sure = times >= SURE_TIMES || plan.is_some_and(|plan| is_near(plan, days.into()));
            Some((DueWhy::OwnGaps { days, times }, if is_sure { DueSure::Likely } else { DueSure::Perhaps }))
        }
        (None, Some(days)) => {
            let is_sure = gaps.first().is_some_and(|gap| is_near(days, *gap));
            Some((DueWhy::Plan { days }, if is_sure { DueSure::Likely } else { DueSure::Perhaps }))
        }
        (None, None) => None,
    }
}

/// Whether a later sale ends the waiting for a day: the number was here then, or something larger took the plan's place.
fn ends(later: &SoldOn, amount: Paise, day: i64) -> bool {
    if later.day >= day {
        return true;
    }
    if is_short(later) || is_small_beside(later.amount, amount) {
        return false;
    }
    later.day >= day - EARLY || later.amount >= amount
}

/// Whether something at least twice as dear runs beyond the day: then what was bought beside it is no plan to wait for.
fn is_beside(sold: &[SoldOn], amount: Paise, day: i64) -> bool {
    sold.iter().enumerate().any(|(place, larger)| {
        let runs = || gap_after(sold, place).map_or(LONGEST_USUAL, |(why, _)| why.days().into());
        is_small_beside(amount, larger.amount) && !is_short(larger) && larger.day + runs() > day
    })
}

/// Whether and when a number is due again, by all of its sales of one service that are done, the oldest first. `None`: it is not due from
/// [`DUE_BEFORE`] days ago to [`DUE_AHEAD`] days ahead, or nobody knows.
///
/// The gaps between sales of about the same amount tell the day, where two or more of the newest agree; else the plan's days do. What is
/// sold in between for less than half of the amount, or for a few days, is something besides. Anything that is sold on the day or after
/// it, a little before it, or for more, ends the waiting.
pub fn due_again(sold: &[SoldOn], today: i64) -> Option<DueAgain> {
    let mut due: Option<DueAgain> = None;
    for (place, last) in sold.iter().enumerate().rev().filter(|(_, last)| !is_short(last)) {
        let later = sold.get(place + 1..).unwrap_or_default();
        if later.iter().any(|sale| is_same_plan(sale, last)) {
            continue;
        }
        let Some((why, sure)) = gap_after(sold, place) else { continue };
        let day = last.day + i64::from(why.days());
        let is_now = (today - DUE_BEFORE..=today + DUE_AHEAD).contains(&day);
        if !is_now || later.iter().any(|sale| ends(sale, last.amount, day)) || is_beside(sold, last.amount, day) {
            continue;
        }
        let is_larger = due.and_then(|due| sold.get(due.last)).is_none_or(|other| last.amount > other.amount);
        if is_larger {
            due = Some(DueAgain { last: place, day, why, sure });
        }
    }
    due
}

/// The days on which the last sale of a number lies that is due now: those before today by a gap that is usual, or by the days of a
/// plan that the shop has in its list.
pub fn days_of_last_sales(today: i64, plan_days: impl IntoIterator<Item = u32>) -> BTreeSet<i64> {
    let in_range = |days: &i64| (LEAST_DAYS..=MOST_DAYS).contains(days);
    let of_plans = plan_days.into_iter().map(i64::from).filter(in_range).map(|days| days..=days);
    let gaps = USUAL.into_iter().chain(of_plans).flatten();
    gaps.flat_map(|gap| (today - DUE_BEFORE..=today + DUE_AHEAD).map(move |day| day - gap)).collect()
}

#[cfg(test)]
mod tests;
