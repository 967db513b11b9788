//! The shop's list of plans: shown, added to, changed.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    DAY_MS, Language, Operator, Paise, PlanSource, Service, circle, parse_plan_data, parse_plan_days, typed_line,
};
use ledger::{PlanKey, PlanRow};
use serde::{Deserialize, Serialize};
use specta_typescript::Number;

use crate::problem::field::PlanField;
use crate::{Problem, Till};

/// So old a plan is looked at again: companies change them often.
const OLD_MS: i64 = 90 * DAY_MS;
/// So often an amount was sold, and to so many numbers, before it is asked what it buys.
const LEAST_SOLD: (i64, i64) = (3, 2);
/// So many amounts are asked about at once.
const MOST_ASKED: usize = 40;
/// The longest words of a plan, in signs.
pub(super) const MOST_SIGNS: usize = 120;

/// An amount that is sold here often, and of which the list says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct PlanCandidate {
    /// The operator's id.
    pub operator: String,
    /// The amount, in paise.
    #[specta(type = Number)]
    pub amount_paise: Paise,
    /// How often it was sold lately.
    #[specta(type = Number)]
    pub sales: i64,
}

/// The list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct PlansPage {
    /// Every plan, by operator, amount and circle.
    pub plans: Vec<PlanRow>,
    /// What is sold here and not in it, the most frequent first.
    pub candidates: Vec<PlanCandidate>,
    /// The services that have plans.
    pub services: Vec<Service>,
    /// Plans that were said before this moment are old, in ms since 1970.
    #[specta(type = Number)]
    pub old_before_ms: i64,
}

/// A plan as typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
pub struct PlanInput {
    /// The operator's id.
    pub operator: String,
    /// The circle's id; empty: all circles.
    pub circle: String,
    /// The amount.
    pub amount: String,
    /// For how many days it is good; it may be empty.
    pub days: String,
    /// Its data, `1.5 GB/day`; it may be empty.
    pub data: String,
    /// What else is said of it.
    pub words: BTreeMap<Language, String>,
    /// The plan that was changed into this one.
    pub instead_of: Option<PlanKey>,
    /// The amount was asked about, because it is sold here.
    pub is_learned: bool,
}

fn wrong(field: PlanField) -> Problem {
    Problem::PlanWrong { field }
}

/// The words of a plan, as they are kept; those of a language without any are left out.
pub(super) fn kept_words(words: &BTreeMap<Language, String>) -> Result<BTreeMap<Language, String>, Problem> {
    let lines = words.iter().map(|(language, text)| (*language, typed_line(text)));
    let words: BTreeMap<Language, String> = lines.filter(|(_, text)| !text.is_empty()).collect();
    let is_long = |text: &String| text.chars().count() > MOST_SIGNS;
    if words.values().any(is_long) { Err(wrong(PlanField::Words)) } else { Ok(words) }
}

impl Till {
    /// The list.
    pub fn plans(&self) -> Result<PlansPage, Problem> {
        let plans = self.ledger.plans()?;
        let told: BTreeSet<(&str, Paise)> =
            plans.iter().map(|plan| (plan.key.operator.as_str(), plan.key.amount_paise)).collect();
        let lists = self.lists();
        let has_plans = |id: &str| lists.operator(id).is_some_and(|known| known.service.has_plans());
        let sold = self.ledger.amounts_sold()?;
        let asked = sold.iter().filter(|sold| {
            sold.sales >= LEAST_SOLD.0
                && sold.numbers >= LEAST_SOLD.1
                && !told.contains(&(sold.operator.as_str(), sold.amount))
                && has_plans(&sold.operator)
        });
        let candidate = |sold: &ledger::AmountSold| PlanCandidate {
            operator: sold.operator.clone(),
            amount_paise: sold.amount,
            sales: sold.sales,
        };
        let candidates = asked.take(MOST_ASKED).map(candidate).collect();
        Ok(PlansPage {
            candidates,
            plans,
            services: Service::with_plans().collect(),
            old_before_ms: self.clock.now_ms() - OLD_MS,
        })
    }

    pub(super) fn operator_with_plans(&self, id: &str) -> Option<Operator> {
        self.lists().operator(id).filter(|known| known.service.has_plans()).cloned()
    }

    /// A plan as typed, understood; or everything that is wrong with it.
    fn plan_of(&self, input: &PlanInput) -> Result<PlanRow, Vec<Problem>> {
        let mut problems = Vec::new();
        let operator = self.operator_with_plans(&input.operator);
        if operator.is_none() {
            problems.push(Problem::OperatorMissing);
        }
        if !input.circle.is_empty() && circle(&input.circle).is_none() {
            problems.push(Problem::CircleMissing);
        }
        let amount = operator.map(|operator| operator.parse_amount(&input.amount));
        let amount = amount.and_then(|read| read.map_err(|problem| problems.push(problem.into())).ok());
        let (days, data) = (parse_plan_days(&input.days), parse_plan_data(&input.data));
        let is_typed = |text: &str| !text.trim().is_empty();
        if is_typed(&input.days) && days.is_none() {
            problems.push(wrong(PlanField::Days));
        }
        if is_typed(&input.data) && data.is_none() {
            problems.push(wrong(PlanField::Data));
        }
        let words = kept_words(&input.words).map_err(|problem| problems.push(problem)).unwrap_or_default();
        if problems.is_empty() && days.is_none() && data.is_none() && words.is_empty() {
            problems.push(wrong(PlanField::Nothing));
        }
        let Some(amount_paise) = amount.filter(|_| problems.is_empty()) else { return Err(problems) };
        Ok(PlanRow {
            key: PlanKey { operator: input.operator.clone(), circle: input.circle.clone(), amount_paise },
            days,
            data,
            words,
            source: if input.is_learned { PlanSource::Learned } else { PlanSource::Typed },
            told_by: String::new(),
            at_ms: self.clock.now_ms(),
        })
    }

    /// Writes a plan down as typed, and gives the list.
    pub fn save_plan(&self, input: &PlanInput) -> Result<PlansPage, Vec<Problem>> {
        let plan = self.plan_of(input)?;
        let one = |problem: Problem| vec![problem];
        self.ledger.keep_plans(&[plan], input.instead_of.as_slice()).map_err(|error| one(error.into()))?;
        self.plans().map_err(one)
    }

    /// Takes a plan out of the list, and gives the list.
    pub fn remove_plan(&self, key: &PlanKey) -> Result<PlansPage, Problem> {
        self.ledger.drop_plans(std::slice::from_ref(key))?;
        self.plans()
    }
}
