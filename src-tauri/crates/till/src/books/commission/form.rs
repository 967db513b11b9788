//! A rule of commission, as typed.

use domain::{
    AmountProblem, BasisPoints, CommissionRule, Covers, DAY_MS, MOST_SLABS, Paise, Pay, Pays, Service, Slab, SlabFault,
    Slabs, india_day, india_day_start_ms, parse_amount, parse_day,
};
use serde::Deserialize;

use crate::problem::field::{CommissionFault, CommissionField};
use crate::{Problem, SlabPlace};

/// The longest name, in letters.
const NAME_MAX: usize = 80;
/// Nobody pays more for one sale, and no slab begins above it.
const MOST: Paise = Paise::new(10_000_000_000);
/// A rule may be set so many days before it begins.
const DAYS_AHEAD: i64 = 366;

/// What a rule pays, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
pub enum PaysInput {
    /// A percentage.
    Percent(String),
    /// Rupees for each sale.
    Flat(String),
    /// By slabs of the amount.
    Slabs(Vec<SlabInput>),
    /// No rule of its own any more.
    Nothing,
}

/// A slab, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct SlabInput {
    /// The least amount, in rupees.
    pub from: String,
    /// Whether it pays rupees, and not a percentage.
    pub is_flat: bool,
    pub pay: String,
}

/// A rule, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct CommissionInput {
    pub provider: String,
    /// `None`: for the whole service.
    pub operator: Option<String>,
    pub service: Service,
    pub pays: PaysInput,
    /// The day it begins, as typed; empty: today.
    pub from: String,
    /// Who sets it; may be empty.
    pub by: String,
}

/// Everything that is wrong with a form.
#[derive(Default)]
struct Form(Vec<Problem>);

impl Form {
    fn fault(&mut self, field: CommissionField, slab: Option<usize>, fault: CommissionFault) {
        self.0.push(Problem::Commission { field, slab: slab.map(SlabPlace), fault });
    }

    fn percent(&mut self, slab: Option<usize>, typed: &str) -> Option<BasisPoints> {
        let read = BasisPoints::parse_percent(typed);
        if read.is_none() {
            let is_number = Paise::from_wire(typed.trim().trim_end_matches('%')).is_some_and(|read| read > Paise::ZERO);
            let fault = match typed.trim() {
                "" => CommissionFault::Missing,
                _ if is_number => CommissionFault::TooMuch,
                _ => CommissionFault::WrongForm,
            };
            self.fault(CommissionField::Pays, slab, fault);
        }
        read
    }

    /// An amount that may be nothing.
    fn amount(&mut self, field: CommissionField, slab: Option<usize>, typed: &str) -> Option<Paise> {
        let fault = match parse_amount(typed, Paise::new(1), MOST) {
            Ok(amount) => return Some(amount),
            Err(AmountProblem::Zero) => return Some(Paise::ZERO),
            Err(AmountProblem::Missing) => CommissionFault::Missing,
            Err(AmountProblem::Above(_)) => CommissionFault::TooMuch,
            Err(AmountProblem::NotANumber | AmountProblem::TooFine | AmountProblem::Below(_)) => {
                CommissionFault::WrongForm
            }
        };
        self.fault(field, slab, fault);
        None
    }

    fn pays(&mut self, typed: &PaysInput) -> Option<Pays> {
        match typed {
            PaysInput::Percent(text) => self.percent(None, text).map(Pays::Percent),
            PaysInput::Flat(text) => self.amount(CommissionField::Pays, None, text).map(Pays::Flat),
            PaysInput::Slabs(slabs) => self.slabs(slabs).map(Pays::Slabs),
            PaysInput::Nothing => None,
        }
    }

    fn slabs(&mut self, typed: &[SlabInput]) -> Option<Slabs> {
        if typed.len() > MOST_SLABS {
            self.fault(CommissionField::Slabs, None, CommissionFault::TooMany);
            return None;
        }
        let slabs = typed.iter().enumerate().map(|(place, slab)| {
            let from = self.amount(CommissionField::SlabFrom, Some(place), &slab.from);
            let pay = match slab.is_flat {
                true => self.amount(CommissionField::Pays, Some(place), &slab.pay).map(Pay::Flat),
                false => self.percent(Some(place), &slab.pay).map(Pay::Percent),
            };
            Some(Slab { from: from?, pay: pay? })
        });
        // Every slab is read, so that every fault is told at once.
        let slabs: Vec<Option<Slab>> = slabs.collect();
        let slabs: Vec<Slab> = slabs.into_iter().collect::<Option<_>>()?;
        match Slabs::new(slabs) {
            Ok(slabs) => return Some(slabs),
            Err(SlabFault::None) => self.fault(CommissionField::Slabs, None, CommissionFault::Missing),
            Err(SlabFault::TooMany) => self.fault(CommissionField::Slabs, None, CommissionFault::TooMany),
            Err(SlabFault::Gap) => self.fault(CommissionField::SlabFrom, Some(0), CommissionFault::Gap),
            Err(SlabFault::NotIncreasing(place)) => {
                self.fault(CommissionField::SlabFrom, Some(place), CommissionFault::NotIncreasing);
            }
        }
        None
    }

    fn from(&mut self, typed: &str, today: &str) -> String {
        if typed.trim().is_empty() {
            return today.to_owned();
        }
        let last = india_day_start_ms(today).map(|start_ms| india_day(start_ms + DAYS_AHEAD * DAY_MS));
        match (parse_day(typed), last) {
            (Some(day), Some(last)) if day > last => {
                self.fault(CommissionField::From, None, CommissionFault::TooFar);
                String::new()
            }
            (Some(day), _) => day,
            (None, _) => {
                self.fault(CommissionField::From, None, CommissionFault::WrongForm);
                String::new()
            }
        }
    }
}

impl CommissionInput {
    /// The rule, and who sets it; or everything that is wrong.
    pub(super) fn read(&self, today: &str) -> Result<(CommissionRule, String), Vec<Problem>> {
        let mut form = Form::default();
        let pays = form.pays(&self.pays);
        let from = form.from(&self.from, today);
        let by = domain::typed_line(&self.by);
        if by.chars().count() > NAME_MAX {
            form.fault(CommissionField::By, None, CommissionFault::TooLong);
        }
        let covers = self.operator.clone().map_or(Covers::Service(self.service), Covers::Operator);
        let rule = CommissionRule { provider: self.provider.clone(), covers, from, pays };
        if form.0.is_empty() { Ok((rule, by)) } else { Err(form.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: &str = "2026-11-20";

    fn input(pays: PaysInput, from: &str) -> CommissionInput {
        let (provider, operator) = ("inspay".to_owned(), Some("jio".to_owned()));
        let (from, by) = (from.to_owned(), "  Asha   Rao ".to_owned());
        CommissionInput { provider, operator, service: Service::Prepaid, pays, from, by }
    }

    fn slab(from: &str, is_flat: bool, pay: &str) -> SlabInput {
        SlabInput { from: from.to_owned(), is_flat, pay: pay.to_owned() }
    }

    fn faults(pays: PaysInput, from: &str) -> Vec<(CommissionField, Option<usize>, CommissionFault)> {
        let told = |problem: Problem| {
            let Problem::Commission { field, slab, fault } = problem else { panic!("{problem:?}") };
            (field, slab.map(|place| place.0), fault)
        };
        input(pays, from).read(TODAY).map_or_else(|problems| problems.into_iter().map(told).collect(), |_| Vec::new())
    }

    #[test]
    fn a_rule_is_read_as_it_is_typed() {
        let (rule, by) = input(PaysInput::Percent("२.५ %".to_owned()), "").read(TODAY).unwrap();
        assert_eq!((rule.from.as_str(), by.as_str()), (TODAY, "Asha Rao"));
        assert_eq!(rule.pays, BasisPoints::new(250).map(Pays::Percent));
        let (rule, _) = input(PaysInput::Flat("₹ 1.50".to_owned()), "1/12/2026").read(TODAY).unwrap();
        assert_eq!((rule.from.as_str(), rule.pays), ("2026-12-01", Some(Pays::Flat(Paise::new(150)))));
        let slabs = PaysInput::Slabs(vec![slab("0", true, "0.25"), slab("100", false, "1.5")]);
        let (rule, _) = input(slabs, "2026-11-01").read(TODAY).unwrap();
        assert_eq!(rule.pays.map(|pays| pays.earned(Paise::new(20_000))), Some(Paise::new(300)));
        assert_eq!(input(PaysInput::Nothing, "").read(TODAY).unwrap().0.pays, None);
    }

    #[test]
    fn every_fault_stands_beside_its_field() {
        use CommissionFault as Fault;
        use CommissionField as Field;
        let percent = |text: &str| faults(PaysInput::Percent(text.to_owned()), "");
        assert_eq!(percent(""), [(Field::Pays, None, Fault::Missing)]);
        assert_eq!(percent("101"), [(Field::Pays, None, Fault::TooMuch)]);
        assert_eq!(percent("-1"), [(Field::Pays, None, Fault::WrongForm)]);
        assert_eq!(percent("two"), [(Field::Pays, None, Fault::WrongForm)]);
        let flat = |text: &str| faults(PaysInput::Flat(text.to_owned()), "");
        assert_eq!(flat("999999999999"), [(Field::Pays, None, Fault::TooMuch)]);
        assert_eq!(flat("1.005"), [(Field::Pays, None, Fault::WrongForm)]);
        let from = |text: &str| faults(PaysInput::Percent("2".to_owned()), text);
        assert_eq!(from("30/02/2026"), [(Field::From, None, Fault::WrongForm)]);
        assert_eq!(from("2027-11-21"), Vec::new());
        assert_eq!(from("2062-11-20"), [(Field::From, None, Fault::TooFar)]);
        let slabs = |slabs: Vec<SlabInput>| faults(PaysInput::Slabs(slabs), "");
        assert_eq!(slabs(Vec::new()), [(Field::Slabs, None, Fault::Missing)]);
        assert_eq!(slabs(vec![slab("10", true, "1")]), [(Field::SlabFrom, Some(0), Fault::Gap)]);
        let two = vec![slab("0", true, "1"), slab("0", false, "2")];
        assert_eq!(slabs(two), [(Field::SlabFrom, Some(1), Fault::NotIncreasing)]);
        let both = vec![slab("x", true, ""), slab("100", false, "200")];
        let told = [
            (Field::SlabFrom, Some(0), Fault::WrongForm),
            (Field::Pays, Some(0), Fault::Missing),
            (Field::Pays, Some(1), Fault::TooMuch),
        ];
        assert_eq!(slabs(both), told);
        let many = (0..=MOST_SLABS).map(|place| slab(&place.to_string(), true, "1")).collect();
        assert_eq!(slabs(many), [(Field::Slabs, None, Fault::TooMany)]);
    }
}
