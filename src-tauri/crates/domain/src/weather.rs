//! Whether recharges of an operator go otherwise today than they usually do.

use serde::Serialize;
use specta_typescript::Number;

use crate::Outcome;

/// So many of the newest attempts are looked at.
const NEWEST: usize = 6;
/// With fewer ends nobody knows what is usual.
const LEAST_ENDED: i64 = 20;
/// One that waits or failed is chance.
const LEAST_BAD: i64 = 2;
/// So many times as often as usual is not usual.
const TIMES_AS_OFTEN: i64 = 3;
/// So many times as long as usual is not usual...
const TIMES_AS_LONG: i64 = 4;
/// ...where a customer notices it: in ms.
const NOTICED_MS: i64 = 60_000;
/// From fewer ends than these today's time is chance.
const LEAST_TIMED: usize = 3;

/// What is usual.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Usual {
    /// How many attempts came to an end.
    pub ended: i64,
    /// How many of them failed.
    pub failed: i64,
    /// The time to the end that half of them took at most, in ms.
    pub median_ms: i64,
}

impl Usual {
    /// Whether it is of so many attempts that it is known.
    pub fn is_known(&self) -> bool {
        self.ended >= LEAST_ENDED
    }

    fn is_long(&self, took_ms: i64) -> bool {
        took_ms >= NOTICED_MS && took_ms >= self.median_ms.saturating_mul(TIMES_AS_LONG)
    }
}

/// An attempt of today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AttemptNow {
    /// How it stands.
    pub outcome: Outcome,
    /// How long it took, or has waited so far, in ms. `None`: that is not known, because it was taken
    /// back or a person ended it.
    pub took_ms: Option<i64>,
}

/// How today is unlike usual.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct Weather {
    /// How many of the newest attempts were looked at.
    #[specta(type = Number)]
    pub of: i64,
    /// How many of them have waited for long.
    #[specta(type = Number)]
    pub waiting: i64,
    /// How many of them failed.
    #[specta(type = Number)]
    pub failed: i64,
    /// How many of a hundred usually fail, rounded.
    #[specta(type = Number)]
    pub usually_failed: i64,
    /// The usual time, in ms.
    #[specta(type = Number)]
    pub usual_ms: i64,
    /// Today's time, in ms, where it is much longer.
    #[specta(type = Option<Number>)]
    pub today_ms: Option<i64>,
}

/// The middle one; of two, the shorter. `None`: too few.
fn median(times: impl Iterator<Item = i64>) -> Option<i64> {
    let mut times: Vec<i64> = times.collect();
    times.sort_unstable();
    times.get(times.len().checked_sub(1)? / 2).copied().filter(|_| times.len() >= LEAST_TIMED)
}

fn median_of_ended(attempts: &[AttemptNow]) -> Option<i64> {
    let ended = attempts.iter().filter(|attempt| attempt.outcome != Outcome::Waiting);
    median(ended.filter_map(|attempt| attempt.took_ms))
}

/// How today's attempts, the newest first, are unlike usual; `None`: they are not, or nobody knows what is usual.
///
/// They are where two or more of the newest six have waited for long or failed, and that is three times as often as attempts
/// usually fail. They are, too, where half of today's took a minute or more and four times as long as usual, and the newest still
/// do. One that has not waited so long yet is no news.
pub fn weather(attempts: &[AttemptNow], usual: Usual) -> Option<Weather> {
    if !usual.is_known() {
        return None;
    }
    let newest = attempts.get(..NEWEST).unwrap_or(attempts);
    let count = |is: &dyn Fn(&&AttemptNow) -> bool| i64::try_from(newest.iter().filter(is).count()).ok();
    let of = count(&|_| true)?;
    let is_long = |took_ms: Option<i64>| took_ms.is_some_and(|took_ms| usual.is_long(took_ms));
    let waiting = count(&|attempt| attempt.outcome == Outcome::Waiting && is_long(attempt.took_ms))?;
    let failed = count(&|attempt| attempt.outcome == Outcome::Failed)?;
    let bad = waiting + failed;
    let is_often = bad.checked_mul(usual.ended)? >= TIMES_AS_OFTEN.checked_mul(of)?.checked_mul(usual.failed)?;
    let is_still_long = is_long(median_of_ended(newest));
    let today_ms = median_of_ended(attempts).filter(|took_ms| is_still_long && usual.is_long(*took_ms));
    let is_unlike = (bad >= LEAST_BAD && is_often) || today_ms.is_some();
    let usually_failed = usual.failed.checked_mul(200)?.checked_add(usual.ended)? / usual.ended.checked_mul(2)?;
    is_unlike.then_some(Weather { of, waiting, failed, usually_failed, usual_ms: usual.median_ms, today_ms })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const USUAL: Usual = Usual { ended: 100, failed: 2, median_ms: 4_000 };
    const MINUTE: i64 = 60_000;

    /// Attempts as signs, the newest first: `d`one in 4 s, `s`lowly done in 3 minutes, `f`ailed in 4 s, `w`aiting for 3 minutes,
    /// `n`ow sent, `r`eversed.
    fn today(signs: &str) -> Vec<AttemptNow> {
        let attempt = |sign| match sign {
            'd' => (Outcome::Succeeded, Some(4_000)),
            's' => (Outcome::Succeeded, Some(3 * MINUTE)),
            'f' => (Outcome::Failed, Some(4_000)),
            'w' => (Outcome::Waiting, Some(3 * MINUTE)),
            'n' => (Outcome::Waiting, Some(2_000)),
            'r' => (Outcome::Reversed, None),
            other => panic!("no attempt is {other}"),
        };
        signs.chars().map(attempt).map(|(outcome, took_ms)| AttemptNow { outcome, took_ms }).collect()
    }

    fn told(signs: &str, usual: Usual) -> Option<(i64, i64, i64, Option<i64>)> {
        weather(&today(signs), usual).map(|is| (is.waiting, is.failed, is.of, is.today_ms))
    }

    #[test]
    fn only_what_is_unlike_usual_is_told() {
        let (long, often) = (Some(3 * MINUTE), Usual { failed: 30, ..USUAL });
        for (signs, usual, expected) in [
            ("", USUAL, None),
            ("dddddd", USUAL, None),
            ("wddddd", USUAL, None),
            ("wwdddd", USUAL, Some((2, 0, 6, None))),
            ("wfdddd", USUAL, Some((1, 1, 6, None))),
            ("ffdddd", USUAL, Some((0, 2, 6, None))),
            ("dddddwwff", USUAL, None),
            ("nnnnnn", USUAL, None),
            ("nnwwdd", USUAL, Some((2, 0, 6, None))),
            ("ww", USUAL, Some((2, 0, 2, None))),
            ("rrrrrr", USUAL, None),
            ("fffddd", often, None),
            ("ffffff", often, Some((0, 6, 6, None))),
            ("ss", USUAL, None),
            ("sss", USUAL, Some((0, 0, 3, long))),
            ("wwssss", USUAL, Some((2, 0, 6, long))),
            ("ddddddsssssssss", USUAL, None),
            ("ssssssddddddddd", USUAL, None),
            ("sss", Usual { median_ms: 50_000, ..USUAL }, None),
            ("wwwwww", Usual { median_ms: 50_000, ..USUAL }, None),
            ("wwwwww", Usual { ended: 19, failed: 0, ..USUAL }, None),
        ] {
            assert_eq!(told(signs, usual), expected, "{signs} where {usual:?}");
        }
        let in_hundred =
            |ended, failed| weather(&today("ffffff"), Usual { ended, failed, median_ms: 1 }).unwrap().usually_failed;
        assert_eq!((in_hundred(100, 2), in_hundred(200, 1), in_hundred(400, 1), in_hundred(20, 0)), (2, 1, 0, 0));
    }

    proptest! {
        #[test]
        fn what_goes_as_usual_is_never_told(
            times in proptest::collection::vec((0..59_999_i64, any::<bool>()), 0..40), ended in 0..500_i64, median_ms in 0..100_000_i64,
        ) {
            let attempt = |(took_ms, waits): &(i64, bool)| {
                AttemptNow { outcome: if *waits { Outcome::Waiting } else { Outcome::Succeeded }, took_ms: Some(*took_ms) }
            };
            let attempts: Vec<_> = times.iter().map(attempt).collect();
            prop_assert_eq!(weather(&attempts, Usual { ended, failed: 0, median_ms }), None);
        }
    }
}
