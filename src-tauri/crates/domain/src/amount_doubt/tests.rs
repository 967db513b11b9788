use proptest::prelude::*;

use super::*;

fn rupees(rupees: i64) -> Paise {
    Paise::from_rupees(rupees).unwrap()
}

fn all(amounts: &[i64]) -> Vec<Paise> {
    amounts.iter().copied().map(rupees).collect()
}

fn sold(amount: i64, sales: i64, numbers: i64) -> SoldHere {
    SoldHere { amount: rupees(amount), sales, numbers }
}

/// What a shop sells of an operator.
fn here() -> [SoldHere; 5] {
    [sold(199, 80, 60), sold(299, 120, 90), sold(719, 9, 9), sold(2_999, 6, 6), sold(500, 1, 1)]
}

fn doubt(amount: i64, service: Service, number: &[i64], here: &[SoldHere], known: &[i64]) -> Option<AmountDoubt> {
    let (number, usual) = (all(number), all(known));
    amount_doubt(rupees(amount), service, &SoldBefore { number: &number, here, plans: &[], usual: &usual })
}

/// The same, of a number that nobody knows, in a shop with these plans.
fn planned(amount: i64, service: Service, here: &[SoldHere], plans: &[i64]) -> Option<AmountDoubt> {
    let plans = all(plans);
    amount_doubt(rupees(amount), service, &SoldBefore { here, plans: &plans, ..SoldBefore::default() })
}

fn like_plan(plan: i64) -> Option<AmountDoubt> {
    Some(AmountDoubt::LikePlan { plan_paise: rupees(plan).get() })
}

fn number_never(most: i64) -> Option<AmountDoubt> {
    Some(AmountDoubt::NumberNever { most_paise: rupees(most).get() })
}

fn ten_times(tenth: i64, sales: i64) -> Option<AmountDoubt> {
    Some(AmountDoubt::TenTimes { tenth_paise: rupees(tenth).get(), sales })
}

fn operator_never(most: i64) -> Option<AmountDoubt> {
    Some(AmountDoubt::OperatorNever { most_paise: rupees(most).get() })
}

/// The amount typed, the service, what the number took, what is sold here, what is known, and the doubt.
type Row<'a> = (i64, Service, &'a [i64], &'a [SoldHere], &'a [i64], Option<AmountDoubt>);

#[test]
fn the_numbers_own_sales_are_asked_first_then_what_the_operator_sells_here() {
    use Service::{Dth, Electricity, Fastag, Postpaid, Prepaid};
    let rows: &[Row<'_>] = &[
        // This number never took more than 399; 2,990 was typed.
        (2_990, Prepaid, &[299, 399, 299], &here(), &[], number_never(399)),
        (2_990, Prepaid, &[299], &[], &[], number_never(299)),
        // Ten times one that it took, though it took a larger one once.
        (2_990, Prepaid, &[719, 299], &[], &[], number_never(719)),
        // Five times the largest, and one rupee less.
        (1_995, Prepaid, &[399, 239], &[], &[], number_never(399)),
        (1_994, Prepaid, &[399, 239], &[], &[], None),
        // It took so much before.
        (2_990, Prepaid, &[299, 3_599], &here(), &[], None),
        (2_990, Prepaid, &[299, 2_990], &here(), &[], None),
        // A year's plan is sold here, stands in the shop's list, or is usual.
        (2_999, Prepaid, &[299, 399], &here(), &[], None),
        (3_599, Prepaid, &[299, 399], &here(), &[3_599], None),
        // One that slipped through once does not make it one that is sold here.
        (2_990, Prepaid, &[299], &[sold(2_990, 2, 1)], &[], number_never(299)),
        // Small ones are left alone.
        (190, Prepaid, &[19], &here(), &[], None),
        (200, Prepaid, &[20], &here(), &[], number_never(20)),
        // A number that nobody knows: what the operator sells.
        (2_990, Prepaid, &[], &here(), &[], ten_times(299, 120)),
        (7_190, Prepaid, &[], &here(), &[], ten_times(719, 9)),
        (5_000, Prepaid, &[], &here(), &[], None),
        (15_000, Prepaid, &[], &here(), &[], operator_never(2_999)),
        (3_599, Prepaid, &[], &here(), &[], None),
        // Nobody knows yet what it sells.
        (2_990, Prepaid, &[], &[sold(299, 19, 19)], &[], None),
        (2_990, Prepaid, &[], &[sold(299, 2, 2), sold(199, 30, 30)], &[], operator_never(299)),
        // A number that takes more than most: the operator's tenth is asked all the same.
        (2_990, Prepaid, &[719], &here(), &[], ten_times(299, 120)),
        (3_000, Dth, &[300, 300], &[], &[], number_never(300)),
        // Bills vary: only much more than ever is strange, and a tenth says nothing.
        (3_000, Electricity, &[400, 520], &[], &[], None),
        (4_160, Electricity, &[400, 520], &[], &[], number_never(520)),
        (2_000, Fastag, &[300, 200], &[], &[], None),
        (6_400, Postpaid, &[], &[sold(640, 30, 20)], &[], operator_never(640)),
        (5_000, Postpaid, &[], &[sold(640, 30, 20)], &[], None),
        (0, Prepaid, &[], &[], &[], None),
    ];
    for (amount, service, number, here, known, expected) in rows {
        assert_eq!(doubt(*amount, *service, number, here, known), *expected, "{amount} {service:?} after {number:?}");
    }
}

#[test]
fn a_plan_tells_of_a_slip_before_anything_was_sold() {
    use Service::{Dth, Fastag, Postpaid, Prepaid};
    let plans = [19, 199, 259, 299, 719, 3_559, 3_599];
    let rows: &[(i64, Service, &[SoldHere], Option<AmountDoubt>)] = &[
        // A nought too many, and one too few.
        (2_990, Prepaid, &[], like_plan(299)),
        (7_190, Dth, &[], like_plan(719)),
        (2_990, Prepaid, &[sold(299, 19, 19)], like_plan(299)),
        // A digit typed twice, and one left out.
        (2_299, Prepaid, &[], like_plan(299)),
        (2_999, Prepaid, &[], like_plan(299)),
        // Two plans are as near: the one that is sold most.
        (359, Prepaid, &[], like_plan(3_559)),
        (359, Prepaid, &[sold(3_599, 3, 3)], like_plan(3_599)),
        // A plan, and what is near to none.
        (719, Prepaid, &[], None),
        (239, Prepaid, &[], None),
        (1_299, Prepaid, &[], None),
        // Below this a mistake costs little.
        (190, Prepaid, &[], None),
        (119, Prepaid, &[], None),
        (1, Prepaid, &[], None),
        (29, Prepaid, &[], None),
        (71, Prepaid, &[], None),
        // One sale may have been the slip itself. What two numbers bought is wanted.
        (2_990, Prepaid, &[sold(2_990, 1, 1)], like_plan(299)),
        (2_990, Prepaid, &[sold(2_990, 2, 2)], None),
        // A bill is no plan.
        (2_990, Fastag, &[], None),
        (2_990, Postpaid, &[], None),
    ];
    for (amount, service, here, expected) in rows {
        assert_eq!(planned(*amount, *service, here, &plans), *expected, "{amount} {service:?} after {here:?}");
    }
    // What is usual everywhere tells of a nought too many, and of nothing else.
    let usual = |amount| doubt(amount, Prepaid, &[], &[], &[299]);
    assert_eq!(usual(2_990), Some(AmountDoubt::LikeUsual { usual_paise: 29_900 }));
    assert_eq!([29, 2_299].map(usual), [None; 2]);
}

/// Whether one digit more makes the one out of the other, said otherwise than the code says it.
fn has_one_more(long: i64, short: i64, wants_double: bool) -> bool {
    let short = short.to_string();
    (0..=short.len()).any(|place| {
        let more = |digit: char| format!("{}{digit}{}", &short[..place], &short[place..]) == long.to_string();
        let before = short[..place].chars().last();
        let fits = |digit: &char| !wants_double || before == Some(*digit);
        ('0'..='9').filter(fits).any(more)
    })
}

proptest! {
    #[test]
    fn a_slip_of_a_plan_is_told_from_the_first_sale_on_and_nothing_else_is(
        plans in prop::collection::vec(20_i64..4_000, 1..12), place in 0_usize..12, how in 0_usize..5, any in 1_i64..40_000,
    ) {
        let plan = plans[place % plans.len()].to_string();
        let at = place % plan.len();
        let typed: i64 = match how {
            0 => format!("{plan}0"),
            1 => plan.strip_suffix('0').unwrap_or(&plan).to_owned(),
            2 => format!("{}{}", &plan[..=at], &plan[at..]),
            3 => format!("{}{}", &plan[..at], &plan[at + 1..]),
            _ => any.to_string(),
        }.parse().unwrap();
        prop_assume!(typed > 0);
        let is_near = |plan: &&i64| {
            let is_slip = typed == **plan * 10 || typed * 10 == **plan
                || has_one_more(typed, **plan, true) || has_one_more(**plan, typed, false);
            is_slip && typed >= if typed > **plan { 200 } else { 100 }
        };
        let near: Vec<i64> = plans.iter().filter(is_near).copied().collect();
        let told = planned(typed, Service::Prepaid, &[], &plans);
        if near.is_empty() || plans.contains(&typed) {
            prop_assert_eq!(told, None);
        } else {
            prop_assert!(near.iter().any(|plan| told == like_plan(*plan)), "{typed}: {told:?}, near {near:?}");
        }
        // What two numbers bought, or this one, is never told of.
        prop_assert_eq!(planned(typed, Service::Prepaid, &[sold(typed, 2, 2)], &plans), None);
        let (number, plans) = (all(&[typed]), all(&plans));
        let before = SoldBefore { number: &number, plans: &plans, ..SoldBefore::default() };
        prop_assert_eq!(amount_doubt(rupees(typed), Service::Prepaid, &before), None);
    }

    #[test]
    fn an_amount_that_the_number_took_or_that_is_sold_here_is_never_doubted(
        amounts in prop::collection::vec(1_i64..20_000, 1..20), place in 0_usize..20, service in 0_usize..16,
        numbers in 2_i64..9,
    ) {
        let (service, _) = Service::ALL[service];
        let amount = amounts[place % amounts.len()];
        prop_assert_eq!(doubt(amount, service, &amounts, &[], &[]), None);
        prop_assert_eq!(doubt(amount, service, &[1], &[sold(amount, numbers, numbers)], &[]), None);
        prop_assert_eq!(doubt(amount, service, &[1], &[], &[amount]), None);
    }

    #[test]
    fn a_nought_too_many_is_noticed_by_the_numbers_own_sales(amounts in prop::collection::vec(20_i64..2_000, 1..20)) {
        let most = amounts.iter().copied().max().unwrap();
        for typed in amounts.iter().map(|amount| amount * 10).filter(|typed| *typed > most && *typed >= 200) {
            prop_assert_eq!(doubt(typed, Service::Prepaid, &amounts, &[], &[]), number_never(most));
        }
    }

    #[test]
    fn no_figure_is_too_large(amount: i64, other: i64, sales: i64) {
        let here = [SoldHere { amount: Paise::new(other), sales: sales / 2, numbers: 1 }];
        let known = [Paise::new(other)];
        let before = SoldBefore { number: &known, here: &here, plans: &known, usual: &known };
        for (service, _) in Service::ALL {
            let _ = amount_doubt(Paise::new(amount), service, &before);
            let _ = amount_doubt(Paise::new(amount), service, &SoldBefore { number: &[], ..before });
        }
    }
}

/// A small generator, so that the same bills come every time.
fn next(state: &mut u64) -> i64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    i64::try_from(*state >> 40).unwrap()
}

#[test]
fn bills_that_go_up_and_down_with_the_seasons_are_seldom_doubted() {
    let (mut state, mut bills, mut doubted) = (7_u64, 0, 0);
    for consumer in 0..400 {
        let usual = 150 + next(&mut state) % (if consumer % 10 == 0 { 20_000 } else { 2_500 });
        let mut took = Vec::new();
        for month in 0..12 {
            // From a third of the usual in a cool month to three times as much in a hot one.
            let season = [40, 50, 80, 140, 220, 280, 250, 200, 130, 80, 50, 35][month];
            let bill = usual * season * (80 + next(&mut state) % 40) / 10_000;
            let typed = Paise::from_rupees(bill.max(1)).unwrap();
            let before = SoldBefore { number: &took, ..SoldBefore::default() };
            bills += 1;
            doubted += i32::from(amount_doubt(typed, Service::Electricity, &before).is_some());
            took.push(typed);
        }
    }
    assert!(doubted * 1_000 <= bills * 3, "{doubted} of {bills}");
}
