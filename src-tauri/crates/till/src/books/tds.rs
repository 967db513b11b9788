//! Tax that companies kept back (TDS), by payer and financial year, as their statements show it. Nothing is worked out that nobody
//! took.

use domain::{
    Account, AmountProblem, DAY_MS, FinancialYear, Paise, Voucher, VoucherKind, india_day, parse_amount, tds_threshold,
};
use ledger::{PayersYear, VoucherAct, VoucherWritten};
use serde::{Deserialize, Serialize};
use specta_typescript::Number;

use crate::problem::field::{CommissionFault, CommissionField};
use crate::{About, Problem, Till};

/// Nobody keeps back more at once.
const MOST: Paise = Paise::new(10_000_000_000);
/// The longest reference or name, in letters.
const TEXT_MAX: usize = 80;
/// The years that may be looked at: this one and so many before it.
const YEARS_BACK: i32 = 3;
/// The same amount is asked about where it was written down within so many days: payers send a statement for each quarter.
const ASKED_DAYS: i64 = 100;

/// A payer of commission in a financial year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct TdsPayer {
    pub payer: String,
    pub payer_name: String,
    /// What was booked as its commission.
    #[specta(type = Number)]
    pub commission_paise: i64,
    /// What it kept back, as its statements show it.
    #[specta(type = Number)]
    pub kept_paise: i64,
    /// Whether its commission is above the sum from which it must keep tax back.
    pub is_above: bool,
}

/// A financial year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct TdsPage {
    /// The year in which it begins.
    pub year: i32,
    /// The years that can be chosen, the newest first.
    pub years: Vec<i32>,
    /// `None` where no threshold is known.
    #[specta(type = Option<Number>)]
    pub threshold_paise: Option<i64>,
    /// The financial year from which it is known, by the year in which it begins. Whether it still holds must be asked.
    pub since_year: Option<i32>,
    /// The section of the law.
    pub section: String,
    /// Where the threshold stands.
    pub source: String,
    pub payers: Vec<TdsPayer>,
}

/// Tax that a statement shows, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct TdsInput {
    pub payer: String,
    pub amount: String,
    /// The year in which the financial year begins that the statement is of.
    pub year: i32,
    /// The statement's own number or month; may be empty.
    pub reference: String,
    /// Who writes it down; may be empty.
    pub by: String,
    /// The deliberate act behind it: the same act delivered twice is one voucher.
    pub intent: String,
    /// Whether the same again is meant.
    pub again: bool,
}

fn fault(field: CommissionField, fault: CommissionFault) -> Problem {
    Problem::Commission { field, slab: None, fault }
}

fn sum_of(payers: &[PayersYear], payer: &str) -> i64 {
    payers.iter().filter(|row| row.payer == payer).map(|row| row.sum.get()).sum()
}

/// Whether so much commission is more than the sum up to which nothing is kept back.
fn is_above(commission_paise: i64, threshold_paise: Option<i64>) -> bool {
    threshold_paise.is_some_and(|threshold| commission_paise > threshold)
}

impl TdsInput {
    /// The voucher, or everything that is wrong.
    fn read(&self, year: Option<FinancialYear>) -> Result<(Voucher, FinancialYear), Vec<Problem>> {
        let mut problems = Vec::new();
        let amount = parse_amount(&self.amount, Paise::new(1), MOST).map_err(|problem| {
            let why = match problem {
                AmountProblem::Missing => CommissionFault::Missing,
                AmountProblem::Above(_) => CommissionFault::TooMuch,
                AmountProblem::Zero | AmountProblem::NotANumber | AmountProblem::TooFine | AmountProblem::Below(_) => {
                    CommissionFault::WrongForm
                }
            };
            problems.push(fault(CommissionField::Tds, why));
        });
        if year.is_none() {
            problems.push(fault(CommissionField::Year, CommissionFault::WrongForm));
        }
        let mut text = |field: CommissionField, typed: &str| {
            let text = domain::typed_line(typed);
            if text.chars().count() > TEXT_MAX {
                problems.push(fault(field, CommissionFault::TooLong));
            }
            text
        };
        let reference = text(CommissionField::Reference, &self.reference);
        let by = text(CommissionField::By, &self.by);
        let (Ok(amount), Some(year), true) = (amount, year, problems.is_empty()) else { return Err(problems) };
        let voucher = Voucher {
            kind: VoucherKind::TdsKept,
            from: Account::Wallet(self.payer.clone()),
            to: Account::Tds(self.payer.clone()),
            amount,
            by,
            reason: String::new(),
            reference,
        };
        Ok((voucher, year))
    }
}

impl Till {
    /// The years that can be chosen, the newest first.
    fn tds_years(&self) -> Vec<FinancialYear> {
        let newest = FinancialYear::of_day(&india_day(self.clock.now_ms()));
        let back =
            |newest: FinancialYear| (0..=YEARS_BACK).filter_map(move |back| FinancialYear::new(newest.begins() - back));
        newest.into_iter().flat_map(back).collect()
    }

    /// What each payer paid and kept back in the financial year that begins in `year`; `None`: this one.
    pub fn tds(&self, year: Option<i32>) -> Result<TdsPage, Problem> {
        let years = self.tds_years();
        let year = match year {
            None => years.first().copied(),
            Some(year) => years.iter().find(|known| known.begins() == year).copied(),
        };
        let year = year.ok_or_else(|| fault(CommissionField::Year, CommissionFault::WrongForm))?;
        let (booked, kept) = (self.ledger.commission_booked(year)?, self.ledger.tds_kept(year)?);
        let threshold = tds_threshold(year);
        let threshold_paise = threshold.and_then(|row| Paise::from_rupees(row.threshold_rupees)).map(Paise::get);
        // Who was disconnected since has paid and kept all the same.
        let mut payers: Vec<String> = self.connections().iter().map(|each| each.slug().to_owned()).collect();
        for row in booked.iter().chain(&kept) {
            if !payers.contains(&row.payer) {
                payers.push(row.payer.clone());
            }
        }
        let view = |payer: String| {
            let commission_paise = sum_of(&booked, &payer);
            TdsPayer {
                payer_name: self.name_of(&payer),
                commission_paise,
                kept_paise: sum_of(&kept, &payer),
                is_above: is_above(commission_paise, threshold_paise),
                payer,
            }
        };
        Ok(TdsPage {
            year: year.begins(),
            years: years.iter().map(|year| year.begins()).collect(),
            threshold_paise,
            since_year: threshold.map(|row| row.from_year),
            section: threshold.map(|row| row.section.clone()).unwrap_or_default(),
            source: threshold.map(|row| row.source.clone()).unwrap_or_default(),
            payers: payers.into_iter().map(view).collect(),
        })
    }

    /// Writes down tax that a statement shows. The same again is asked about.
    pub fn keep_tds(&self, input: &TdsInput) -> Result<TdsPage, Vec<Problem>> {
        let one = |problem: Problem| vec![problem];
        let year = self.tds_years().into_iter().find(|year| year.begins() == input.year);
        let (voucher, year) = input.read(year)?;
        if self.connection(&input.payer).is_none() {
            return Err(one(Problem::ProviderNotConnected { provider: input.payer.clone() }));
        }
        if input.intent.is_empty() {
            return Err(one(Problem::NotAllowedNow));
        }
        let now_ms = self.clock.now_ms();
        let since_ms = (!input.again).then(|| now_ms - ASKED_DAYS * DAY_MS);
        let act = VoucherAct { intent: &input.intent, ask_if_written_since_ms: since_ms };
        match self.ledger.keep_tds(&voucher, year, &act, now_ms).map_err(|error| one(error.into()))? {
            VoucherWritten::At(_) => {}
            VoucherWritten::LikeIt(same) => {
                let amount_paise = voucher.amount.get();
                return Err(one(Problem::TdsTwice { amount_paise, at_ms: same.at_ms }));
            }
        }
        self.tell(About::Wallet(input.payer.clone()));
        self.tds(Some(year.begins())).map_err(one)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_payer_is_marked_above_the_sum_and_not_at_it() {
        let year = FinancialYear::new(2026).unwrap();
        let threshold = tds_threshold(year).and_then(|row| Paise::from_rupees(row.threshold_rupees)).map(Paise::get);
        assert_eq!(threshold, Some(2_000_000));
        let marks = [0, 1_999_999, 2_000_000, 2_000_001, i64::MAX].map(|paise| is_above(paise, threshold));
        assert_eq!(marks, [false, false, false, true, true]);
        assert!(!is_above(i64::MAX, None), "no sum is known");
    }
}
