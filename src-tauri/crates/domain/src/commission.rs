//! What companies pay the shop for its sales: rules, each in force from a day on. Pure, so that the commission of any sale under
//! any history of rules can be proved.

mod told;

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::flaw::{self, Flaw};
use crate::{BasisPoints, Paise, Service};

pub use told::rule_of;

/// At most this many slabs: more than any company's paper has.
pub const MOST_SLABS: usize = 24;

/// What is paid for one sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pay {
    /// A part of the amount.
    Percent(BasisPoints),
    /// So much, whatever the amount.
    Flat(Paise),
}

impl Pay {
    /// What is earned of an amount: never less than nothing, and never more than the amount.
    pub fn earned(self, amount: Paise) -> Paise {
        let paid = match self {
            // It does not fit only where a percentage is above 100: then the amount is the most.
            Pay::Percent(rate) => amount.commission(rate).unwrap_or(amount),
            Pay::Flat(paid) => paid,
        };
        paid.clamp(Paise::ZERO, amount.max(Paise::ZERO))
    }
}

/// What is paid for amounts from a border on, up to the next slab's border.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slab {
    /// The least amount of the slab.
    pub from: Paise,
    /// What is paid in it.
    pub pay: Pay,
}

/// What is wrong with slabs. Each names the slab, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SlabFault {
    /// There is none.
    #[error("there is no slab")]
    None,
    /// There are more than [`MOST_SLABS`].
    #[error("there are too many slabs")]
    TooMany,
    /// The first does not begin at nothing, so that there would be a gap below it.
    #[error("the first slab does not begin at nothing")]
    Gap,
    /// It does not begin above the one before.
    #[error("slab {0} does not begin above the one before")]
    NotIncreasing(usize),
}

/// Slabs by amount. The first begins at nothing, each other above the one before, and each ends where the next begins: so every
/// amount is in exactly one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Slab>", into = "Vec<Slab>")]
pub struct Slabs(Vec<Slab>);

impl Slabs {
    /// Checks the borders.
    pub fn new(slabs: Vec<Slab>) -> Result<Slabs, SlabFault> {
        if slabs.len() > MOST_SLABS {
            return Err(SlabFault::TooMany);
        }
        if slabs.first().ok_or(SlabFault::None)?.from != Paise::ZERO {
            return Err(SlabFault::Gap);
        }
        let pairs = slabs.iter().zip(slabs.iter().skip(1));
        match pairs.map(|(before, next)| next.from > before.from).position(|rises| !rises) {
            Some(place) => Err(SlabFault::NotIncreasing(place + 1)),
            None => Ok(Slabs(slabs)),
        }
    }

    /// The slabs, the lowest first.
    pub fn all(&self) -> &[Slab] {
        &self.0
    }

    fn earned(&self, amount: Paise) -> Paise {
        let slab = self.0.iter().rev().find(|slab| slab.from <= amount);
        slab.map_or(Paise::ZERO, |slab| slab.pay.earned(amount))
    }
}

impl TryFrom<Vec<Slab>> for Slabs {
    type Error = SlabFault;

    fn try_from(slabs: Vec<Slab>) -> Result<Slabs, SlabFault> {
        Slabs::new(slabs)
    }
}

impl From<Slabs> for Vec<Slab> {
    fn from(slabs: Slabs) -> Vec<Slab> {
        slabs.0
    }
}

/// What a rule pays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pays {
    /// A part of the amount.
    Percent(BasisPoints),
    /// So much for each sale.
    Flat(Paise),
    /// By slabs of the amount.
    Slabs(Slabs),
}

impl Pays {
    /// What is earned of an amount: never less than nothing, and never more than the amount.
    pub fn earned(&self, amount: Paise) -> Paise {
        match self {
            Pays::Percent(rate) => Pay::Percent(*rate).earned(amount),
            Pays::Flat(paid) => Pay::Flat(*paid).earned(amount),
            Pays::Slabs(slabs) => slabs.earned(amount),
        }
    }
}

/// What a rule is for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Covers {
    /// One operator, by its id.
    Operator(String),
    /// Every operator of a service that has no rule of its own.
    Service(Service),
}

impl Covers {
    /// What the word stands for, `operator:airtel` or `service:prepaid`.
    pub fn parse(word: &str) -> Option<Covers> {
        match word.split_once(':')? {
            ("operator", id) if !id.is_empty() => Some(Covers::Operator(id.to_owned())),
            ("service", service) => Service::parse(service).map(Covers::Service),
            _ => None,
        }
    }
}

impl fmt::Display for Covers {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Covers::Operator(id) => write!(formatter, "operator:{id}"),
            Covers::Service(service) => write!(formatter, "service:{}", service.as_str()),
        }
    }
}

impl Serialize for Covers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Covers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Covers, D::Error> {
        let word = String::deserialize(deserializer)?;
        Covers::parse(&word).ok_or_else(|| serde::de::Error::custom(format!("nothing is {word:?}")))
    }
}

/// A rule: what a company pays, from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommissionRule {
    /// The provider's slug.
    pub provider: String,
    /// What it is for.
    pub covers: Covers,
    /// The day it begins, `2026-11-20`; empty: the beginning of time.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub from: String,
    /// What it pays. `None`: from that day on there is no rule of its own any more.
    pub pays: Option<Pays>,
}

/// A sale, as far as a rule asks about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sold<'a> {
    /// The provider's slug.
    pub provider: &'a str,
    /// The operator's id.
    pub operator: &'a str,
    /// The service.
    pub service: Service,
    /// The amount.
    pub amount: Paise,
    /// The day in India on which its attempt begins.
    pub day: &'a str,
}

/// Every rule that was ever set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Commission(BTreeMap<String, BTreeMap<Covers, Vec<CommissionRule>>>);

impl Commission {
    /// Of the rules in the order in which they were set.
    pub fn new(rules: impl IntoIterator<Item = CommissionRule>) -> Commission {
        let mut all = Commission::default();
        for rule in rules {
            all.set(rule);
        }
        all
    }

    /// Adds a rule that is set after all others.
    pub fn set(&mut self, rule: CommissionRule) {
        let of_provider = self.0.entry(rule.provider.clone()).or_default();
        of_provider.entry(rule.covers.clone()).or_default().push(rule);
    }

    /// The rule for exactly this that is in force on a day: the newest that has begun, and of two from the same day the one that
    /// was set last.
    pub fn in_force(&self, provider: &str, covers: &Covers, day: &str) -> Option<&CommissionRule> {
        let rules = self.0.get(provider)?.get(covers)?;
        let begun = rules.iter().filter(|rule| rule.from.as_str() <= day || flaw::is_on(Flaw::SlabOfAnotherDay));
        begun.max_by(|one, other| one.from.cmp(&other.from))
    }

    /// The rules that decide about a sale: the operator's own, and its service's where the operator has none or it ended. The last
    /// one says what is paid.
    pub fn deciding(&self, sold: &Sold<'_>) -> Vec<&CommissionRule> {
        let own = self.in_force(sold.provider, &Covers::Operator(sold.operator.to_owned()), sold.day);
        let is_own = own.is_some_and(|rule| rule.pays.is_some());
        let general = || self.in_force(sold.provider, &Covers::Service(sold.service), sold.day);
        own.into_iter().chain(if is_own { None } else { general() }).collect()
    }

    /// What a provider pays for a sale; `None` where no rule says so.
    pub fn pays(&self, sold: &Sold<'_>) -> Option<&Pays> {
        self.deciding(sold).last().and_then(|rule| rule.pays.as_ref())
    }

    /// What a sale earns; `None` where no rule says so.
    pub fn earned(&self, sold: &Sold<'_>) -> Option<Paise> {
        Some(self.pays(sold)?.earned(sold.amount))
    }
}

#[cfg(test)]
mod tests;
