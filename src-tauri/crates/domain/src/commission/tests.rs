//! What sales earn under any history of rules.

use proptest::prelude::*;

use super::*;

fn percent(points: i32) -> Pays {
    Pays::Percent(BasisPoints::new(points).unwrap())
}

fn flat(paise: i64) -> Pays {
    Pays::Flat(Paise::new(paise))
}

fn slab(from: i64, pay: Pay) -> Slab {
    Slab { from: Paise::new(from), pay }
}

fn slabs(slabs: Vec<Slab>) -> Pays {
    Pays::Slabs(Slabs::new(slabs).unwrap())
}

fn rule(covers: &str, from: &str, pays: Option<Pays>) -> CommissionRule {
    let covers = Covers::parse(covers).unwrap();
    CommissionRule { provider: "inspay".to_owned(), covers, from: from.to_owned(), pays }
}

fn sold(amount: i64, day: &str) -> Sold<'_> {
    Sold { provider: "inspay", operator: "jio", service: Service::Prepaid, amount: Paise::new(amount), day }
}

fn earned(commission: &Commission, amount: i64, day: &str) -> Option<i64> {
    commission.earned(&sold(amount, day)).map(Paise::get)
}

#[test]
fn percent_flat_and_slabs_pay_what_they_say() {
    let by_amount = slabs(vec![
        slab(0, Pay::Flat(Paise::new(25))),
        slab(10_000, Pay::Percent(BasisPoints::new(150).unwrap())),
        slab(50_000, Pay::Flat(Paise::new(1_000))),
    ]);
    for (pays, amount, paise) in [
        (percent(200), 29_900, 598),
        (percent(10_000), 29_900, 29_900),
        (flat(150), 29_900, 150),
        (flat(150), 100, 100),
        (by_amount.clone(), 10, 10),
        (by_amount.clone(), 9_999, 25),
        (by_amount.clone(), 10_000, 150),
        (by_amount.clone(), 49_999, 749),
        (by_amount, 50_000, 1_000),
        (percent(200), 0, 0),
        (flat(5), -5, 0),
    ] {
        assert_eq!(pays.earned(Paise::new(amount)).get(), paise, "{pays:?} of {amount}");
    }
}

#[test]
fn slabs_have_neither_gap_nor_overlap() {
    let of = |borders: &[i64]| Slabs::new(borders.iter().map(|from| slab(*from, Pay::Flat(Paise::new(1)))).collect());
    assert_eq!(of(&[]), Err(SlabFault::None));
    assert_eq!(of(&[1]), Err(SlabFault::Gap));
    assert_eq!(of(&[-1]), Err(SlabFault::Gap));
    assert_eq!(of(&[0, 100, 100]), Err(SlabFault::NotIncreasing(2)));
    assert_eq!(of(&[0, 100, 50]), Err(SlabFault::NotIncreasing(2)));
    assert_eq!(of(&(0..=MOST_SLABS as i64).collect::<Vec<_>>()), Err(SlabFault::TooMany));
    assert_eq!(of(&[0, 100]).map(|slabs| slabs.all().len()), Ok(2));
    let read = serde_json::from_str::<Pays>(r#"{"slabs":[{"from":5,"pay":{"flat":1}}]}"#);
    assert!(read.is_err(), "not even from the books");
}

#[test]
fn the_newest_rule_that_has_begun_counts_and_the_operators_own_first() {
    let mut commission = Commission::new([
        rule("service:prepaid", "", Some(percent(100))),
        rule("operator:jio", "2026-11-10", Some(percent(200))),
        rule("operator:jio", "2026-11-20", Some(percent(300))),
        rule("operator:airtel", "", Some(percent(900))),
    ]);
    for (day, paise) in [("2026-11-09", 100), ("2026-11-10", 200), ("2026-11-19", 200), ("2026-11-20", 300)] {
        assert_eq!(earned(&commission, 10_000, day), Some(paise), "{day}");
    }
    // One that begins before another and is set after it counts until the other begins.
    commission.set(rule("operator:jio", "2026-11-12", Some(flat(7))));
    assert_eq!(earned(&commission, 10_000, "2026-11-19"), Some(7));
    assert_eq!(earned(&commission, 10_000, "2026-11-20"), Some(300));
    commission.set(rule("operator:jio", "2026-11-20", Some(flat(8))));
    assert_eq!(earned(&commission, 10_000, "2026-11-20"), Some(8), "the one that was set last");
    commission.set(rule("operator:jio", "2026-11-25", None));
    assert_eq!(earned(&commission, 10_000, "2026-11-25"), Some(100), "its own has ended");
    let elsewhere = Sold { provider: "paygrt", ..sold(10_000, "2026-11-20") };
    assert_eq!(commission.earned(&elsewhere), None);
    let dth = Sold { service: Service::Dth, operator: "tataplay", ..sold(10_000, "2026-11-20") };
    assert_eq!(commission.earned(&dth), None);
}

#[test]
fn rules_are_read_as_they_are_written() {
    let rules = [
        rule("operator:jio", "", Some(percent(200))),
        rule("service:dth", "2026-11-20", Some(flat(50))),
        rule("service:dth", "2026-11-21", None),
        rule("operator:own-1", "2026-11-20", Some(slabs(vec![slab(0, Pay::Flat(Paise::new(1)))]))),
    ];
    for rule in rules {
        let text = serde_json::to_string(&rule).unwrap();
        assert_eq!(serde_json::from_str::<CommissionRule>(&text).unwrap(), rule, "{text}");
    }
    // The first migration that has rules writes this form.
    assert_eq!(serde_json::to_string(&percent(250)).unwrap(), r#"{"percent":250}"#);
    for word in ["", "operator", "operator:", "service:lottery", "till:1"] {
        assert_eq!(Covers::parse(word), None, "{word:?}");
    }
}

fn any_pay() -> impl Strategy<Value = Pay> {
    prop_oneof![
        (0..=10_000).prop_map(|points| Pay::Percent(BasisPoints::new(points).unwrap())),
        (0..=i64::MAX).prop_map(|paise| Pay::Flat(Paise::new(paise))),
    ]
}

fn any_pays() -> impl Strategy<Value = Pays> {
    let borders = proptest::collection::btree_set(1..=i64::MAX, 0..5);
    let slabs = (borders, proptest::collection::vec(any_pay(), 6)).prop_map(|(borders, pays)| {
        let borders = std::iter::once(0).chain(borders);
        slabs(borders.zip(pays).map(|(from, pay)| slab(from, pay)).collect())
    });
    prop_oneof![(0..=10_000).prop_map(percent), (0..=i64::MAX).prop_map(flat), slabs,]
}

fn day(number: u32) -> String {
    if number == 0 { String::new() } else { format!("2026-11-{number:02}") }
}

proptest! {
    #[test]
    fn commission_is_never_below_nothing_nor_above_the_amount(pays in any_pays(), amount in any::<i64>()) {
        let earned = pays.earned(Paise::new(amount)).get();
        prop_assert!(earned >= 0 && earned <= amount.max(0), "{earned} of {amount}");
    }

    #[test]
    fn every_amount_is_paid_by_the_slab_it_lies_in(pays in any_pays(), amount in 0..=i64::MAX) {
        let Pays::Slabs(slabs) = &pays else { return Ok(()) };
        let at = |place: usize| slabs.all().get(place).map_or(i64::MAX, |slab| slab.from.get());
        let within: Vec<usize> = (0..slabs.all().len()).filter(|place| at(*place) <= amount && (amount < at(place + 1) || at(place + 1) == i64::MAX)).collect();
        if let [place] = within.as_slice() {
            prop_assert_eq!(pays.earned(Paise::new(amount)), slabs.all()[*place].pay.earned(Paise::new(amount)));
        }
    }

    /// Whatever was set in whatever order: a rule that has not begun changes nothing, and an operator's own beats its service's.
    #[test]
    fn a_sale_is_booked_by_the_rule_of_its_day(
        history in proptest::collection::vec((any::<bool>(), 0..30_u32, proptest::option::of(any_pays())), 0..12),
        at in 1..30_u32, amount in 1..100_000_000_i64,
    ) {
        let rules: Vec<_> = history.iter().map(|(own, from, pays)| {
            rule(if *own { "operator:jio" } else { "service:prepaid" }, &day(*from), pays.clone())
        }).collect();
        let commission = Commission::new(rules.clone());
        let begun = Commission::new(rules.iter().filter(|rule| rule.from <= day(at)).cloned());
        prop_assert_eq!(earned(&commission, amount, &day(at)), earned(&begun, amount, &day(at)));
        // The same, as a person would look it up: the last of the rules with the latest day.
        let newest = |own: bool| {
            let mut found: Option<&(bool, u32, Option<Pays>)> = None;
            for each in history.iter().filter(|each| each.0 == own && each.1 <= at) {
                if found.is_none_or(|found| each.1 >= found.1) {
                    found = Some(each);
                }
            }
            found.and_then(|found| found.2.clone())
        };
        let pays = newest(true).or_else(|| newest(false));
        prop_assert_eq!(earned(&commission, amount, &day(at)), pays.map(|pays| pays.earned(Paise::new(amount)).get()));
    }
}
