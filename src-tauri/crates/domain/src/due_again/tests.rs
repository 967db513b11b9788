use proptest::prelude::*;

use super::*;

const TODAY: i64 = 20_000;

fn rupees(rupees: i64) -> Paise {
    Paise::from_rupees(rupees).expect("an amount")
}

/// Sales as (days before today, rupees, days of the plan; 0: nobody has said).
fn sales(told: &[(i64, i64, u32)]) -> Vec<SoldOn> {
    let sale = |(before, amount, days): &(i64, i64, u32)| SoldOn {
        day: TODAY - before,
        amount: rupees(*amount),
        plan_days: Some(*days).filter(|days| *days > 0),
    };
    told.iter().map(sale).collect()
}

/// In how many days it is due, after how many days, learned how often, and whether that is likely.
fn told(sold: &[(i64, i64, u32)]) -> Option<(i64, u32, u32, bool)> {
    let due = due_again(&sales(sold), TODAY)?;
    let times = match due.why {
        DueWhy::OwnGaps { times, .. } => times,
        DueWhy::Plan { .. } => 0,
    };
    Some((due.day - TODAY, due.why.days(), times, due.sure == DueSure::Likely))
}

#[test]
fn gaps_that_agree_tell_the_day() {
    for (sold, expected) in [
        (&[(84, 299, 0), (56, 299, 0), (28, 299, 0)][..], Some((0, 28, 2, false))),
        (&[(112, 299, 0), (84, 299, 0), (56, 299, 0), (28, 299, 0)], Some((0, 28, 3, true))),
        (&[(85, 299, 0), (58, 299, 0), (28, 299, 0)], None),
        (&[(85, 299, 0), (57, 299, 0), (28, 299, 0)], Some((0, 28, 2, false))),
        (&[(250, 859, 0), (167, 859, 0), (84, 859, 0)], Some((-1, 83, 2, false))),
        // One gap, or none, is no rule.
        (&[(56, 299, 0), (28, 299, 0)], None),
        (&[(28, 299, 0)], None),
        // Recharged elsewhere in between.
        (&[(140, 299, 0), (112, 299, 0), (56, 299, 0), (28, 299, 0)], Some((0, 28, 2, false))),
        // One late time among three.
        (&[(129, 299, 0), (101, 299, 0), (56, 299, 0), (28, 299, 0)], Some((0, 28, 2, false))),
        // It became a little dearer.
        (&[(84, 239, 0), (56, 239, 0), (28, 289, 0)], Some((0, 28, 2, false))),
        // Twice on one day is one time.
        (&[(84, 299, 0), (56, 299, 0), (28, 299, 0), (28, 299, 0)], Some((0, 28, 2, false))),
        // Whoever comes every week needs no list.
        (&[(28, 50, 0), (21, 50, 0), (14, 50, 0), (7, 50, 0)], None),
    ] {
        assert_eq!(told(sold), expected, "{sold:?}");
    }
}

#[test]
fn the_plan_tells_the_day_where_gaps_do_not() {
    for (sold, expected) in [
        (&[(28, 299, 28)][..], Some((0, 28, 0, false))),
        (&[(365, 3_599, 365)], Some((0, 365, 0, false))),
        (&[(55, 299, 28), (28, 299, 28)], Some((0, 28, 0, true))),
        (&[(84, 299, 28), (56, 299, 28), (28, 299, 28)], Some((0, 28, 2, true))),
        // This number comes every 30 days, whatever its plan says.
        (&[(90, 299, 28), (60, 299, 28), (30, 299, 28)], Some((0, 30, 2, true))),
        (&[(1, 19, 1)], None),
        (&[(3_000, 299, 3_000)], None),
    ] {
        assert_eq!(told(sold), expected, "{sold:?}");
    }
}

#[test]
fn what_is_sold_in_between_is_something_besides() {
    let steady = [(84, 299, 0), (56, 299, 0), (28, 299, 0)];
    let with = |more: &[(i64, i64, u32)]| {
        let mut all = [&steady[..], more].concat();
        all.sort_by_key(|(before, ..)| -before);
        told(&all).map(|due| due.0)
    };
    assert_eq!(with(&[(70, 19, 0), (49, 29, 0), (20, 19, 0), (2, 61, 0)]), Some(0), "data");
    assert_eq!(with(&[(28, 19, 0)]), Some(0), "on the same day");
    assert_eq!(with(&[(2, 199, 1)]), Some(0), "for a day");
    assert_eq!(with(&[(20, 181, 0)]), Some(0), "long before the day, for less");
    // The waiting ends.
    assert_eq!(with(&[(2, 199, 0)]), None, "another plan, a little early");
    assert_eq!(with(&[(20, 859, 0)]), None, "something larger took its place");
    assert_eq!(with(&[(0, 19, 0)]), None, "the number was here on the day");
    // A regular something besides is no plan to wait for, while the plan runs.
    let data = [(42, 19, 0), (30, 719, 84), (28, 19, 0), (14, 19, 0)];
    assert_eq!(told(&data), None);
    assert_eq!(told(&[(42, 19, 0), (30, 719, 0), (28, 19, 0), (14, 19, 0)]), None, "it may run");
}

#[test]
fn nobody_is_listed_for_long() {
    let of = |ago: i64| told(&[(84 + ago, 299, 0), (56 + ago, 299, 0), (28 + ago, 299, 0)]).map(|due| due.0);
    assert_eq!([-2, -1, 0, 1, 3, 4, 28, 100].map(of), [None, Some(1), Some(0), Some(-1), Some(-3), None, None, None]);
}

#[test]
fn the_days_of_last_sales_have_every_gap_that_is_looked_for() {
    let days = days_of_last_sales(TODAY, [28, 120, 1]);
    for gap in [14, 28, 56, 84, 95, 120, 180, 365] {
        assert!((-DUE_BEFORE..=DUE_AHEAD).all(|due| days.contains(&(TODAY + due - gap))), "{gap}");
    }
    assert!(![1, 5, 140, 250, 420].iter().any(|gap| days.contains(&(TODAY - gap))));
    assert!(days.len() < 180, "{}", days.len());
}

proptest! {
    #[test]
    fn a_steady_number_is_due_on_its_day_whatever_is_sold_besides(
        gap in LEAST_DAYS..=MOST_DAYS, times in 3..8_i64, amount in 100..4_000_i64,
        besides in proptest::collection::vec((0..2_000_i64, 1..50_i64), 0..12),
    ) {
        let main = (0..times).map(|back| (gap * (back + 1), amount, 0));
        let first = gap * times;
        // What is sold besides is sold before the day, at most for a little less than half.
        let besides = besides.iter().map(|(at, percent)| (1 + at % first, (amount * percent / 101).max(1), 1));
        let mut all: Vec<(i64, i64, u32)> = main.chain(besides).collect();
        all.sort_by_key(|(before, ..)| -before);
        let days = u32::try_from(gap).unwrap();
        prop_assert_eq!(told(&all).map(|due| (due.0, due.1)), Some((0, days)));
    }

    #[test]
    fn whatever_was_sold_who_was_here_since_is_not_listed(
        sold in proptest::collection::vec((0..500_i64, 1..3_000_i64, 0..400_u32), 0..30), today in -10..10_i64,
    ) {
        let mut sold = sold;
        sold.sort_by_key(|(before, ..)| -before);
        let sold = sales(&sold);
        let Some(due) = due_again(&sold, TODAY + today) else { return Ok(()) };
        prop_assert!((-DUE_BEFORE..=DUE_AHEAD).contains(&(due.day - TODAY - today)));
        prop_assert!(i64::from(due.why.days()) >= LEAST_DAYS);
        prop_assert_eq!(sold[due.last].day + i64::from(due.why.days()), due.day);
        prop_assert!(sold.iter().all(|sale| sale.day < due.day));
        let mut since = sold.clone();
        since.push(SoldOn { day: due.day, amount: rupees(1), plan_days: Some(1) });
        let again = due_again(&since, TODAY + today);
        prop_assert!(again.is_none_or(|other| other.day != due.day || other.last != due.last));
    }
}

/// Numbers that chance draws, the same each time.
struct Chance(u64);

impl Chance {
    fn between(&mut self, least: i64, most: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        least + i64::try_from((self.0 >> 33) % u64::try_from(most - least + 1).unwrap()).unwrap()
    }
}

/// A made-up customer: every sale over two years, and on which days the plan was bought anew by somebody who comes regularly.
struct Customer {
    sold: Vec<SoldOn>,
    renewed: Vec<i64>,
}

const DAYS: i64 = 730;

/// Of ten, six come as their plan of 28 days ends, a day early or up to two late; one of those stops one day, and one buys elsewhere now
/// and then. Two have a plan of 84 days. Between, they buy some data. Two come as they like: one with amounts as they like, one always
/// with the same.
fn customer(chance: &mut Chance, kind: i64) -> Customer {
    let (gap, rupees_of_plan) = if kind < 6 { (28, 299) } else { (84, 859) };
    let mut made = Customer { sold: Vec::new(), renewed: Vec::new() };
    let mut sell = |day: i64, amount: i64| made.sold.push(SoldOn { day, amount: rupees(amount), plan_days: None });
    let until = if kind == 5 { chance.between(200, DAYS) } else { DAYS };
    let mut day = chance.between(0, 40);
    while day < until {
        let next = if kind < 8 { day + gap + chance.between(-1, 2) } else { day + chance.between(10, 70) };
        match kind {
            4 if chance.between(0, 5) == 0 => {}
            0..8 => {
                sell(day, rupees_of_plan);
                made.renewed.push(day);
                if chance.between(0, 2) == 0 {
                    sell(chance.between(day, next - 1), chance.between(10, 70));
                }
            }
            8 => sell(day, [149, 199, 239, 299][usize::try_from(chance.between(0, 3)).unwrap()]),
            _ => sell(day, 199),
        }
        day = next;
    }
    made.sold.sort_by_key(|sale| sale.day);
    made
}

#[derive(Debug, Default)]
struct Measured {
    /// How often somebody was listed, for each day once.
    listed: i64,
    /// How many of them came, from three days before the day to three days after it.
    came: i64,
    /// How often somebody bought a plan anew.
    renewals: i64,
    /// How many of these were listed in the morning.
    foreseen: i64,
}

impl Measured {
    fn percent(part: i64, whole: i64) -> i64 {
        part * 100 / whole.max(1)
    }
}

#[test]
fn in_a_made_up_shop_most_who_are_listed_come_and_most_who_come_were_listed() {
    let mut chance = Chance(7);
    let (mut steady, mut whim, mut likely) = (Measured::default(), Measured::default(), Measured::default());
    for place in 0..400 {
        let Customer { sold, renewed } = customer(&mut chance, place % 10);
        let measured = if renewed.is_empty() { &mut whim } else { &mut steady };
        let mut listed_for = BTreeSet::new();
        for today in DAYS / 2..DAYS - 10 {
            // The list of a morning: nothing of today is sold yet.
            let before = sold.iter().filter(|sale| sale.day < today).copied().collect::<Vec<_>>();
            let due = due_again(&before, today);
            let renews = renewed.contains(&today);
            measured.renewals += i64::from(renews);
            measured.foreseen += i64::from(renews && due.is_some());
            let Some(due) = due.filter(|due| listed_for.insert(due.day)) else { continue };
            let is_plan = |sale: &SoldOn| sale.amount >= rupees(100) && (sale.day - due.day).abs() <= 3;
            let came = i64::from(sold.iter().any(is_plan));
            (measured.listed, measured.came) = (measured.listed + 1, measured.came + came);
            if due.sure == DueSure::Likely {
                (likely.listed, likely.came) = (likely.listed + 1, likely.came + came);
            }
        }
    }
    println!("by a plan: {steady:?}; as they like: {whim:?}; likely: {likely:?}");
    let percent = Measured::percent;
    assert!(steady.listed > 1_000 && steady.renewals > 1_000, "{steady:?}");
    assert!(percent(steady.came, steady.listed) >= 93, "{steady:?}");
    assert!(percent(steady.foreseen, steady.renewals) >= 85, "{steady:?}");
    // Of 80 who come as they like, each about nine times in that year, next to nobody is listed, and what is called likely is.
    assert!(whim.listed < 80, "{whim:?}");
    assert!(percent(likely.came, likely.listed) >= 93, "{likely:?}");
}
