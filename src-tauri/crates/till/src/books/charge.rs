//! The service charge that the shop takes beside the amount: a rule of the shop's own, off until it is set.

use domain::{AmountProblem, Paise, parse_amount};
use serde::{Deserialize, Serialize};

use crate::{Problem, Till};

/// The rule for all operators; that of one operator has its id behind a colon.
const RULE: &str = "charge";

/// What is taken beside the amount, as the journal has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct ChargeRule {
    /// What the strip begins with.
    pub(crate) take: Paise,
    /// What is never exceeded; nothing: no charge is taken.
    pub(crate) most: Paise,
}

fn name_of(operator: Option<&str>) -> String {
    operator.map_or_else(|| RULE.to_owned(), |operator| format!("{RULE}:{operator}"))
}

impl Till {
    /// The rule that was set for one operator, or for all of them.
    pub(crate) fn charge_set(&self, operator: Option<&str>) -> Result<Option<ChargeRule>, Problem> {
        let rule = self.ledger.rule(&name_of(operator))?;
        rule.map(|rule| serde_json::from_str(&rule).map_err(|_| Problem::LedgerCorrupt)).transpose()
    }

    /// The rule by which a sale of an operator is charged: the operator's own goes before that for all.
    pub(crate) fn charge_rule(&self, operator: &str) -> Result<ChargeRule, Problem> {
        let own = self.charge_set(Some(operator))?;
        Ok(own.map_or_else(|| self.charge_set(None), |own| Ok(Some(own)))?.unwrap_or_default())
    }

    /// A charge as typed, judged by the rule of its operator. Nothing typed, or ₹ 0, is no charge.
    pub(crate) fn charge_of(&self, typed: &str, operator: &str) -> Result<Paise, Problem> {
        if typed.trim().is_empty() {
            return Ok(Paise::ZERO);
        }
        let rule = self.charge_rule(operator)?;
        match parse_amount(typed, Paise::ZERO, rule.most) {
            Ok(charge) => Ok(charge),
            Err(AmountProblem::Zero | AmountProblem::Missing) => Ok(Paise::ZERO),
            Err(AmountProblem::Above(_)) if rule.most == Paise::ZERO => Err(Problem::ChargeOff),
            Err(AmountProblem::Above(most)) => Err(Problem::ChargeAbove { max_paise: most.get() }),
            Err(AmountProblem::NotANumber | AmountProblem::TooFine | AmountProblem::Below(_)) => {
                Err(Problem::ChargeNotANumber)
            }
        }
    }
}
