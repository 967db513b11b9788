//! The first sale at which a wallet's book and the company's own figure part, found from readings and from what moved between them.

use serde::{Deserialize, Serialize};
use specta_typescript::Number;

use crate::{Mistake, Paise};

/// One reading of a wallet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// When it was asked for, in ms since 1970.
    pub at_ms: i64,
    /// What the provider said.
    pub reported: Paise,
    /// The newest attempt at that moment. This attempt and earlier ones may be in the reading, later ones cannot be.
    pub after_attempt: i64,
    /// The newest row of the journal at that moment: what later rows say moved the wallet after it.
    pub after_row: i64,
}

/// What moved a wallet in the books.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WalletMove {
    /// When it was booked, in ms since 1970.
    pub at_ms: i64,
    /// The sale and the attempt; `None`: a voucher.
    pub of: Option<(i64, i64)>,
    /// What it brought; a sale's cost is below nothing.
    pub amount: Paise,
    /// What the company told of the commission beyond what is booked.
    pub told_more: Paise,
}

/// A sale that came to nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FailedFact {
    /// The sale and its attempt.
    pub of: (i64, i64),
    /// What it would have cost.
    pub cost: Paise,
}

/// Where a book and a company part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Parting {
    /// Up to this reading they agreed, in ms since 1970.
    #[specta(type = Number)]
    pub agreed_at_ms: i64,
    /// From this one on they do not.
    #[specta(type = Number)]
    pub parted_at_ms: i64,
    /// By how much the company's figure went above the book's.
    #[specta(type = Number)]
    pub step_paise: Paise,
    /// The likely cause.
    pub cause: Mistake,
    /// The sale, where one is likely.
    #[specta(type = Option<Number>)]
    pub sale_id: Option<i64>,
}

/// Whether a reading has a move in it. The cost of a sale may be taken as soon as the sale is begun; all else when it is booked.
fn has(reading: &Reading, one: &WalletMove) -> bool {
    match one.of {
        Some((_, attempt)) if one.amount < Paise::ZERO => attempt <= reading.after_attempt,
        Some(_) | None => one.at_ms <= reading.at_ms,
    }
}

/// The company's figure less the book's; what the book had before the first move is left out.
fn gap(reading: &Reading, moves: &[WalletMove]) -> Option<Paise> {
    let mut within = moves.iter().filter(|one| has(reading, one));
    let booked = within.try_fold(Paise::ZERO, |sum, one| sum.checked_add(one.amount))?;
    reading.reported.checked_sub(booked)
}

/// Where the two part for good. `readings`, `moves` and `failed`: oldest first. `None`: they agree, or a sum does not fit.
pub fn parting(readings: &[Reading], moves: &[WalletMove], failed: &[FailedFact]) -> Option<Parting> {
    let gaps = readings.iter().map(|reading| gap(reading, moves)).collect::<Option<Vec<_>>>()?;
    let agreed = gaps.first()?;
    // What parts for one reading alone was on its way.
    let last = gaps.iter().rposition(|gap| gap == agreed)?;
    let (before, after) = (readings.get(last)?, readings.get(last + 1)?);
    let step = gaps.get(last + 1)?.checked_sub(*agreed)?;
    let between: Vec<&WalletMove> = moves.iter().filter(|one| has(after, one) && !has(before, one)).collect();
    let (cause, sale_id) = likely(step, moves, &between, failed);
    let (agreed_at_ms, parted_at_ms) = (before.at_ms, after.at_ms);
    Some(Parting { agreed_at_ms, parted_at_ms, step_paise: step, cause, sale_id })
}

fn likely(step: Paise, moves: &[WalletMove], between: &[&WalletMove], failed: &[FailedFact]) -> (Mistake, Option<i64>) {
    let sale_of = |one: &WalletMove| one.of.map(|(sale_id, _)| sale_id);
    let costs = || between.iter().copied().filter(|one| one.amount < Paise::ZERO && one.of.is_some());
    if let Some(one) = costs().find(|one| one.told_more == step) {
        return (Mistake::OtherCommission, sale_of(one));
    }
    let told = costs().try_fold(Paise::ZERO, |sum, one| sum.checked_add(one.told_more));
    if told == Some(step) {
        return (Mistake::OtherCommission, costs().find(|one| one.told_more != Paise::ZERO).and_then(sale_of));
    }
    let went_back = |one: &&WalletMove| {
        let is_back = |other: &WalletMove| other.of == one.of && other.amount > Paise::ZERO;
        one.of.is_some() && one.amount.checked_neg() == Some(step) && !moves.iter().any(is_back)
    };
    if let Some(one) = moves.iter().rev().find(went_back) {
        return (Mistake::ReversalNotHeard, sale_of(one));
    }
    if let Some(one) = failed.iter().rev().find(|one| one.cost.checked_neg() == Some(step)) {
        return (Mistake::FailedIsCharged, Some(one.of.0));
    }
    let spent: i64 = costs().map(|one| one.amount.get().saturating_neg()).fold(0, i64::saturating_add);
    // A commission is a small part of what was spent.
    if spent > 0 && step.get().saturating_abs() <= spent / 10 {
        return (Mistake::OtherCommission, costs().next().and_then(sale_of));
    }
    let is_more = step > Paise::ZERO;
    (if is_more { Mistake::LoadNotEntered } else { Mistake::NotInBooks }, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(at_ms: i64, reported: i64, after_attempt: i64) -> Reading {
        Reading { at_ms, reported: Paise::new(reported), after_attempt, after_row: 0 }
    }

    /// Ten sales of ₹ 98 cost, one a minute, with their attempts.
    fn moves() -> Vec<WalletMove> {
        let sale = |place: i64| WalletMove {
            at_ms: place * 60_000,
            of: Some((100 + place, place)),
            amount: Paise::new(-9_800 - place),
            told_more: Paise::ZERO,
        };
        (1..=10).map(sale).collect()
    }

    /// Readings after every second sale, with what is added to them from a place on.
    fn readings(moves: &[WalletMove], from: usize, more: i64) -> Vec<Reading> {
        let mut all = Vec::new();
        for (place, after) in [0_i64, 2, 4, 6, 8, 10].into_iter().enumerate() {
            let at_ms = after * 60_000 + 30_000;
            let booked: i64 =
                moves.iter().filter(|one| has(&reading(at_ms, 0, after), one)).map(|one| one.amount.get()).sum();
            all.push(reading(at_ms, 500_000 + booked + if place >= from { more } else { 0 }, after));
        }
        all
    }

    fn found(
        from: usize,
        more: i64,
        moves: &[WalletMove],
        failed: &[FailedFact],
    ) -> Option<(Mistake, Option<i64>, i64)> {
        let parting = parting(&readings(moves, from, more), moves, failed)?;
        Some((parting.cause, parting.sale_id, parting.step_paise.get()))
    }

    #[test]
    fn books_that_agree_do_not_part() {
        assert_eq!(found(9, 0, &moves(), &[]), None);
        assert_eq!(parting(&[], &moves(), &[]), None);
        let mut transient = readings(&moves(), 9, 0);
        transient[2].reported = Paise::new(1);
        assert_eq!(parting(&transient, &moves(), &[]), None, "it was on its way");
    }

    #[test]
    fn the_first_parting_is_named_with_its_likely_cause() {
        let all = moves();
        // Sale 103 was taken back between the third and the fourth reading, and nobody heard of it.
        assert_eq!(found(3, 9_803, &all, &[]), Some((Mistake::ReversalNotHeard, Some(103), 9_803)));
        let failed = [FailedFact { of: (150, 5), cost: Paise::new(23_400) }];
        assert_eq!(found(3, -23_400, &all, &failed), Some((Mistake::FailedIsCharged, Some(150), -23_400)));
        assert_eq!(found(2, 200_000, &all, &failed), Some((Mistake::LoadNotEntered, None, 200_000)));
        assert_eq!(found(2, -50_000, &all, &failed), Some((Mistake::NotInBooks, None, -50_000)));
        // Sales 105 and 106 lie between the third and the fourth reading.
        assert_eq!(found(3, -70, &all, &[]), Some((Mistake::OtherCommission, Some(105), -70)));
        let mut told = moves();
        told[5].told_more = Paise::new(150);
        assert_eq!(found(3, 150, &told, &[]), Some((Mistake::OtherCommission, Some(106), 150)));
    }

    #[test]
    fn what_came_back_and_what_was_loaded_is_no_parting() {
        let mut all = moves();
        all.push(WalletMove { at_ms: 400_000, of: Some((103, 3)), amount: Paise::new(9_803), told_more: Paise::ZERO });
        all.push(WalletMove { at_ms: 410_000, of: None, amount: Paise::new(100_000), told_more: Paise::ZERO });
        assert_eq!(found(9, 0, &all, &[]), None);
        // What came back already is not named once more.
        assert_eq!(
            found(5, 9_803, &all, &[]).map(|(cause, sale, _)| (cause, sale)),
            Some((Mistake::LoadNotEntered, None))
        );
    }
}
