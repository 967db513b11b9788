//! Plans that the information company tells. They stand in the shop's list with its name and their day, and take the place of
//! nothing that the shop itself has said.

use std::sync::Arc;

use domain::{Operator, PlanSource, circle};
use ledger::{PlanKey, PlanRow};
use providers::{PlansQuestion, ToldPlan, information};
use serde::Serialize;
use specta_typescript::Number;

use super::list::kept_words;
use crate::{InformationConnection, PlansPage, Problem, Till};

/// What asking for plans brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct PlansTold {
    /// How many plans were told.
    #[specta(type = Number)]
    pub told: usize,
    /// Who told them.
    pub told_by: String,
    /// The list as it is now.
    pub page: PlansPage,
}

/// Whose plans are asked for.
struct OfWhom {
    operator: Operator,
    /// The circle's id; empty: all circles.
    circle: String,
}

impl Till {
    fn of_whom(&self, operator: &str, circle_id: &str) -> Result<OfWhom, Problem> {
        let operator = self.operator_with_plans(operator).ok_or(Problem::OperatorMissing)?;
        if !circle_id.is_empty() && circle(circle_id).is_none() {
            return Err(Problem::CircleMissing);
        }
        Ok(OfWhom { operator, circle: circle_id.to_owned() })
    }

    /// Asks for the plans of an operator in a circle, and keeps them. How many were told.
    async fn take_told_plans(&self, company: &InformationConnection, whom: &OfWhom) -> Result<usize, Problem> {
        let operator = &whom.operator;
        let circle_name = circle(&whom.circle).map_or("", |known| known.names.english());
        let asked = PlansQuestion {
            service: operator.service,
            operator: operator.id.clone(),
            operator_name: operator.names.english().to_owned(),
            circle: whom.circle.clone(),
            circle_name: circle_name.to_owned(),
        };
        let question = information::plans(self.http.as_ref(), providers::informant(), &company.access, &asked);
        let told = self.heard_of(question).await?.unwrap_or_default();
        let at_ms = self.clock.now_ms();
        let row = |plan: ToldPlan| PlanRow {
            key: PlanKey { operator: operator.id.clone(), circle: whom.circle.clone(), amount_paise: plan.amount },
            days: plan.days,
            data: plan.data,
            words: kept_words(&plan.words).unwrap_or_default(),
            source: PlanSource::Told,
            told_by: company.name.clone(),
            at_ms,
        };
        let is_sold = |plan: &ToldPlan| (operator.least()..=operator.most()).contains(&plan.amount);
        let rows: Vec<PlanRow> = told.into_iter().filter(is_sold).map(row).collect();
        // Of an empty answer what was told before stays, with its day.
        if !rows.is_empty() {
            self.ledger.keep_told_plans(&operator.id, &whom.circle, &rows)?;
        }
        Ok(rows.len())
    }

    /// Asks for the plans of an operator in a circle because somebody wants them now; empty: in all circles.
    pub async fn fetch_plans(&self, operator: &str, circle: &str) -> Result<PlansTold, Problem> {
        let company = self.informant().ok_or(Problem::NotAllowedNow)?;
        let whom = self.of_whom(operator, circle)?;
        let told = self.take_told_plans(&company, &whom).await?;
        Ok(PlansTold { told, told_by: company.name.clone(), page: self.plans()? })
    }

    /// Asks for them by itself, once a day. It returns at once: what is told is offered from the next sale on, so that nothing
    /// that is offered now becomes something else under a hand.
    pub fn fetch_plans_of_day(self: &Arc<Self>, operator: &str, circle: Option<&str>) {
        let Some(company) = self.informant() else { return };
        let Ok(whom) = self.of_whom(operator, circle.unwrap_or_default()) else { return };
        if self.information.is_quiet(self.clock.steady_ms())
            || !self.information.takes_plans(&self.day_of_telling(), &whom.operator.id, &whom.circle)
        {
            return;
        }
        let till = self.clone();
        self.runtime.spawn(async move {
            // A company that does not answer is no news here: Settings tells it to whoever asks there. What the books refuse is.
            let told = till.take_told_plans(&company, &whom).await;
            till.heed_books(told);
        });
    }
}
