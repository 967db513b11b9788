//! What is known of an amount: its plan, and whether it looks like a slip of the fingers.

use std::sync::Arc;

use domain::{AmountDoubt, Paise, SoldBefore, SoldHere, amount_doubt};
use ledger::{AmountSold, LedgerError, PlanRow};
use serde::Serialize;
use specta_typescript::Number;

use crate::till::memory::Wanted;
use crate::{Problem, Till};

/// So many amounts are offered beside the field.
const OFFERED: usize = 6;

/// What the shop's list says of an amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
pub enum PlanFound {
    /// The shop has no plans of this operator.
    NoList,
    /// It has some, and the amount is none of them.
    Unknown,
    /// The amount is this plan.
    Known(PlanRow),
}

/// An amount that is offered, with what it buys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct OfferedPlan {
    /// What it buys.
    pub plan: PlanRow,
    /// How often it was sold here lately.
    #[specta(type = Number)]
    pub sales: i64,
}

/// What of it is of an operator.
fn sold_of(operator: &str, sold: &[AmountSold]) -> Vec<SoldHere> {
    let of_operator = sold.iter().filter(|sold| sold.operator == operator);
    of_operator.map(|sold| SoldHere { amount: sold.amount, sales: sold.sales, numbers: sold.numbers }).collect()
}

impl Till {
    /// Which amounts are sold here. They are worked out once for each day.
    pub(crate) fn amounts_sold(&self) -> Result<Arc<Vec<AmountSold>>, LedgerError> {
        let today = self.ledger.business_day(self.clock.now_ms())?;
        self.amounts_sold.of(&today, || self.ledger.amounts_sold())
    }

    /// The plans of an operator that count in a circle; `None`: in none.
    fn plans_in(&self, operator: &str, circle: Option<&str>) -> Result<Vec<PlanRow>, LedgerError> {
        self.ledger.plans_of(operator, circle.unwrap_or_default())
    }

    /// What the shop's list says of an amount, and whether it looks like a slip of the fingers.
    pub(crate) fn known_of_amount(&self, wanted: &Wanted) -> Result<(PlanFound, Option<AmountDoubt>), Problem> {
        let (operator, service) = (&wanted.operator, wanted.operator.service);
        let plans = match service.has_plans() {
            true => self.plans_in(&operator.id, wanted.circle.as_deref())?,
            false => Vec::new(),
        };
        let has_list = !plans.is_empty();
        let planned: Vec<Paise> = plans.iter().map(|plan| plan.key.amount_paise).collect();
        let usual = operator.usual_amounts();
        let number = self.ledger.amounts_of_number(service, &wanted.number)?;
        let doubt_by = |sold: &[AmountSold]| {
            let here = sold_of(&operator.id, sold);
            let before = SoldBefore { number: &number, here: &here, plans: &planned, usual: &usual };
            amount_doubt(wanted.amount, service, &before)
        };
        let doubt = match doubt_by(&self.amounts_sold()?) {
            // It may have been sold today, after the amounts of the day were worked out.
            Some(AmountDoubt::LikePlan { .. } | AmountDoubt::LikeUsual { .. }) => {
                doubt_by(&self.ledger.amounts_sold()?)
            }
            other => other,
        };
        let found = match plans.into_iter().find(|plan| plan.key.amount_paise == wanted.amount) {
            Some(plan) => PlanFound::Known(plan),
            None if has_list => PlanFound::Unknown,
            None => PlanFound::NoList,
        };
        Ok((found, doubt))
    }

    /// The plans of an operator that are sold here most, those first. Empty where the shop has no plans of it.
    pub fn offered_plans(&self, operator: &str, circle: Option<&str>) -> Result<Vec<OfferedPlan>, Problem> {
        let sold = self.amounts_sold()?;
        let sales = |plan: &PlanRow| {
            let is_it = |sold: &&AmountSold| sold.operator == operator && sold.amount == plan.key.amount_paise;
            sold.iter().find(is_it).map_or(0, |sold| sold.sales)
        };
        let plans = self.plans_in(operator, circle)?;
        let mut offered: Vec<OfferedPlan> =
            plans.into_iter().map(|plan| OfferedPlan { sales: sales(&plan), plan }).collect();
        offered.sort_by_key(|offered| (std::cmp::Reverse(offered.sales), offered.plan.key.amount_paise));
        offered.truncate(OFFERED);
        Ok(offered)
    }
}
