//! When a wallet will be used up, by the pace at which the shop spent it on the days before.

use std::collections::BTreeSet;

use crate::{Paise, india_time};

/// Hours of a day.
const HOURS: usize = 24;
const HOUR_MS: i64 = 3_600_000;
/// Fewer days with sales tell no pace.
const LEAST_DAYS: usize = 3;
/// No wallet is foretold further ahead than this.
const HOURS_AHEAD: usize = 7 * HOURS;

/// What an average day with sales takes from a wallet in each of its hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace([i64; HOURS]);

impl Pace {
    /// Of what was spent: the day, the hour in India, the amount. `None`: too few days to tell.
    pub fn of<'a>(spent: impl IntoIterator<Item = (&'a str, usize, Paise)>) -> Option<Pace> {
        let mut days = BTreeSet::new();
        let mut sums = [0_i64; HOURS];
        for (day, hour, paise) in spent {
            days.insert(day);
            let sum = sums.get_mut(hour)?;
            *sum = sum.checked_add(paise.get())?;
        }
        let count = i64::try_from(days.len()).ok()?;
        if days.len() < LEAST_DAYS {
            return None;
        }
        // A loss at the desk can make an hour's cost more than its amount, and nothing makes it less than nothing.
        Some(Pace(sums.map(|sum| sum.max(0) / count)))
    }

    /// When so much will be used up, in ms since 1970, if nobody loads the wallet. `None`: not within a week.
    pub fn used_up_ms(&self, left: Paise, now_ms: i64) -> Option<i64> {
        let mut left = left.get();
        let mut at_ms = now_ms;
        for _ in 0..=HOURS_AHEAD {
            if left <= 0 {
                return Some(at_ms);
            }
            let time = india_time(at_ms);
            let hourly = *self.0.get(usize::try_from(time.hour()).ok()?)?;
            let into_hour_ms = at_ms.rem_euclid(HOUR_MS) + HALF_HOUR_MS;
            let rest_ms = HOUR_MS - into_hour_ms.rem_euclid(HOUR_MS);
            let spent = part(hourly, rest_ms, HOUR_MS)?;
            if spent >= left && hourly > 0 {
                return at_ms.checked_add(part(left, HOUR_MS, hourly)?.min(rest_ms));
            }
            left -= spent;
            at_ms = at_ms.checked_add(rest_ms)?;
        }
        None
    }
}

/// India's hours begin half an hour beside those of UTC.
const HALF_HOUR_MS: i64 = HOUR_MS / 2;

/// `whole` × `of` ÷ `by`, rounded down.
fn part(whole: i64, of: i64, by: i64) -> Option<i64> {
    let product = i128::from(whole).checked_mul(i128::from(of))?;
    i64::try_from(product.checked_div(i128::from(by))?).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// 20 November 2026, 00:00 in India.
    const MIDNIGHT_MS: i64 = 1_795_113_000_000;
    const DAYS: [&str; 3] = ["2026-11-17", "2026-11-18", "2026-11-19"];

    fn at(hour: i64, minute: i64) -> i64 {
        MIDNIGHT_MS + hour * HOUR_MS + minute * 60_000
    }

    /// ₹ 100 in every hour from 10 to 19.
    fn pace() -> Pace {
        let hours = DAYS.iter().flat_map(|day| (10..20).map(move |hour| (*day, hour, Paise::new(10_000))));
        Pace::of(hours).unwrap()
    }

    #[test]
    fn a_wallet_is_used_up_when_its_hours_have_spent_it() {
        let used_up = |rupees: i64, now_ms| pace().used_up_ms(Paise::new(rupees * 100), now_ms);
        assert_eq!(used_up(300, at(10, 0)), Some(at(13, 0)));
        assert_eq!(used_up(300, at(10, 30)), Some(at(13, 30)));
        assert_eq!(used_up(25, at(19, 0)), Some(at(19, 15)));
        assert_eq!(used_up(150, at(19, 0)), Some(at(24 + 10, 30)), "the night sells nothing");
        assert_eq!(used_up(1_500, at(8, 0)), Some(at(24 + 15, 0)), "tomorrow");
        assert_eq!(used_up(0, at(3, 0)), Some(at(3, 0)), "empty");
        assert_eq!(used_up(-5, at(3, 0)), Some(at(3, 0)));
        assert_eq!(used_up(1_000_000, at(8, 0)), None, "not within a week");
    }

    #[test]
    fn too_few_days_tell_nothing() {
        let of = |days: &[&'static str]| Pace::of(days.iter().map(|day| (*day, 10, Paise::new(100))));
        assert_eq!(of(&[]), None);
        assert_eq!(of(&DAYS[..2]), None);
        assert_eq!(of(&[DAYS[0], DAYS[0], DAYS[0]]), None, "one day, three hours");
        assert!(of(&DAYS).is_some());
    }

    #[test]
    fn the_average_is_that_of_the_days_with_sales() {
        let spent = DAYS.iter().zip([3_000, 6_000, 9_000]).map(|(day, paise)| (*day, 12, Paise::new(paise)));
        let pace = Pace::of(spent).unwrap();
        assert_eq!(pace.used_up_ms(Paise::new(6_000), at(12, 0)), Some(at(13, 0)));
    }

    proptest! {
        #[test]
        fn more_lasts_longer_and_never_ends_before_now(
            hours in proptest::collection::vec((0..24_usize, 0..500_000_i64), 3..40),
            left in 0..10_000_000_i64, more in 0..1_000_000_i64, now in 0..200_000_000_i64,
        ) {
            let days = DAYS.iter().cycle();
            let pace = Pace::of(hours.iter().zip(days).map(|((hour, paise), day)| (*day, *hour, Paise::new(*paise)))).unwrap();
            let now_ms = MIDNIGHT_MS + now;
            let less = pace.used_up_ms(Paise::new(left), now_ms);
            let longer = pace.used_up_ms(Paise::new(left + more), now_ms);
            prop_assert!(less.is_none_or(|at_ms| at_ms >= now_ms));
            match (less, longer) {
                (Some(less), Some(longer)) => prop_assert!(less <= longer),
                (None, longer) => prop_assert_eq!(longer, None),
                (Some(_), None) => {}
            }
        }
    }
}
