//! What a company told of its commission, turned back into the rule that it seems to pay by.

use super::Pays;
use crate::{BasisPoints, Paise};

/// Steps of a percentage, in hundredths of a percent, the roundest first: of all percentages that fit, the roundest is meant.
const STEPS: [i32; 6] = [100, 50, 25, 10, 5, 1];

/// The one rule by which every amount earns what was told with it: a percentage, or a flat sum. `None` where there is none. Of one
/// amount alone both may fit: then a percentage in twentieths is meant before a flat sum, because most companies pay percentages.
pub fn rule_of(told: &[(Paise, Paise)]) -> Option<Pays> {
    let (first, rest) = told.split_first()?;
    let is_flat = |(amount, earned): &(Paise, Paise)| *earned == first.1 && (Paise::ZERO..=*amount).contains(earned);
    let flat = told.iter().all(is_flat).then_some(Pays::Flat(first.1));
    let is_one_amount = rest.iter().all(|(amount, _)| *amount == first.0);
    let percent = percent_of(told).filter(|rate| !(is_one_amount && flat.is_some()) || rate.get() % 5 == 0);
    percent.map(Pays::Percent).or(flat)
}

/// The roundest percentage that fits them all.
fn percent_of(told: &[(Paise, Paise)]) -> Option<BasisPoints> {
    let (mut least, mut most) = (1_i128, 10_000_i128);
    for (amount, earned) in told {
        let (amount, earned) = (i128::from(amount.get()), i128::from(earned.get()));
        if amount <= 0 || earned < 0 {
            return None;
        }
        // Rounded down to the paisa: earned ≤ amount · rate / 10 000 < earned + 1.
        least = least.max((earned * 10_000 + amount - 1) / amount);
        most = most.min(((earned + 1) * 10_000 - 1) / amount);
    }
    if least > most {
        return None;
    }
    let (least, most) = (i32::try_from(least).ok()?, i32::try_from(most).ok()?);
    let at_step = |step: &i32| Some((least + step - 1) / step * step).filter(|rate| *rate <= most);
    BasisPoints::new(STEPS.iter().find_map(at_step)?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(pairs: &[(i64, i64)]) -> Vec<(Paise, Paise)> {
        pairs.iter().map(|(amount, earned)| (Paise::new(*amount), Paise::new(*earned))).collect()
    }

    fn percent(points: i32) -> Option<Pays> {
        BasisPoints::new(points).map(Pays::Percent)
    }

    #[test]
    fn the_roundest_rule_that_fits_all_is_meant() {
        assert_eq!(rule_of(&told(&[(29_900, 747), (23_900, 597)])), percent(250));
        assert_eq!(rule_of(&told(&[(29_900, 598)])), percent(200));
        assert_eq!(rule_of(&told(&[(1_000, 20)])), percent(200));
        assert_eq!(rule_of(&told(&[(29_900, 100), (9_900, 100)])), Some(Pays::Flat(Paise::new(100))));
        assert_eq!(rule_of(&told(&[(123_456, 1_000), (123_456, 1_000)])), Some(Pays::Flat(Paise::new(1_000))));
        assert_eq!(rule_of(&told(&[(29_900, 598), (23_900, 700)])), None, "two rules");
        assert_eq!(rule_of(&told(&[(500, 600)])), None, "more than the amount");
        assert_eq!(rule_of(&told(&[(500, -1)])), None, "it cost more than the amount");
        assert_eq!(rule_of(&told(&[(29_900, 0), (100, 0)])), Some(Pays::Flat(Paise::ZERO)));
        assert_eq!(rule_of(&[]), None);
    }

    proptest! {
        #[test]
        fn whatever_rule_is_found_pays_what_was_told(
            points in 0..=10_000_i32, flat in 0..5_000_i64, is_flat in any::<bool>(),
            amounts in proptest::collection::vec(1..10_000_000_i64, 1..9),
        ) {
            let rule = if is_flat { Pays::Flat(Paise::new(flat)) } else { percent(points).unwrap() };
            let told: Vec<_> = amounts.into_iter().map(Paise::new).map(|amount| (amount, rule.earned(amount))).collect();
            let is_cut = is_flat && told.iter().any(|(amount, _)| amount.get() < flat);
            match rule_of(&told) {
                Some(found) => for (amount, earned) in told {
                    prop_assert_eq!(found.earned(amount), earned);
                },
                None => prop_assert!(is_cut, "{:?} of {:?}", rule, told),
            }
        }
    }
}
