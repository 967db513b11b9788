//! The service charge that the shop takes beside the amount: a rule of the shop's own, off until it is set.

use domain::{AmountProblem, Paise, parse_amount};
use ledger::RuleChange;
use serde::{Deserialize, Serialize};
use specta_typescript::Number;

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

/// Nobody takes more beside a recharge.
const MOST: Paise = Paise::new(1_000_000);
/// The longest name of somebody at the counter, in letters.
const BY_MAX: usize = 40;

/// A rule as the settings show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename = "ChargeRule")]
pub struct ChargeView {
    /// The operator's id; `None`: for all.
    pub operator: Option<String>,
    /// What the strip begins with.
    #[specta(type = Number)]
    pub take_paise: i64,
    /// What is never exceeded; 0: no charge is taken.
    #[specta(type = Number)]
    pub most_paise: i64,
}

/// A rule as typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct ChargeInput {
    pub operator: Option<String>,
    pub take: String,
    pub most: String,
    /// Who sets it.
    pub by: String,
}

fn name_of(operator: Option<&str>) -> String {
    operator.map_or_else(|| RULE.to_owned(), |operator| format!("{RULE}:{operator}"))
}

fn rupees_or_nothing(typed: &str) -> Result<Paise, Problem> {
    match parse_amount(typed, Paise::ZERO, MOST) {
        Ok(amount) => Ok(amount),
        Err(AmountProblem::Zero | AmountProblem::Missing) => Ok(Paise::ZERO),
        Err(AmountProblem::Above(most)) => Err(Problem::ChargeAbove { max_paise: most.get() }),
        Err(AmountProblem::NotANumber | AmountProblem::TooFine | AmountProblem::Below(_)) => {
            Err(Problem::ChargeNotANumber)
        }
    }
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

    /// Every rule that was set, that for all operators first.
    pub fn charges(&self) -> Result<Vec<ChargeView>, Problem> {
        let view = |(name, value): (String, String)| {
            let rule: ChargeRule = serde_json::from_str(&value).map_err(|_| Problem::LedgerCorrupt)?;
            let operator = name.split_once(':').map(|(_, operator)| operator.to_owned());
            Ok(ChargeView { operator, take_paise: rule.take.get(), most_paise: rule.most.get() })
        };
        self.ledger.rules(RULE)?.into_iter().map(view).collect()
    }

    /// Sets a rule as typed, or tells every problem of every field. Nothing typed is ₹ 0.
    pub fn save_charge(&self, input: &ChargeInput) -> Result<(), Vec<Problem>> {
        let known = input.operator.as_deref().is_none_or(|operator| self.lists().operator(operator).is_some());
        if !known {
            return Err(vec![Problem::OperatorMissing]);
        }
        let mut problems = Vec::new();
        let [take, most] = [&input.take, &input.most].map(|typed| {
            let read = rupees_or_nothing(typed);
            read.map_err(|problem| problems.push(problem)).unwrap_or_default()
        });
        if problems.is_empty() && take > most {
            problems.push(Problem::ChargeTakeAboveMost);
        }
        let by = domain::typed_line(&input.by);
        if by.is_empty() || by.chars().count() > BY_MAX {
            problems.push(Problem::ChargeByMissing);
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let write = |value: String| {
            let change = RuleChange { name: name_of(input.operator.as_deref()), value, by: by.clone() };
            self.ledger.set_rule(&change, self.clock.now_ms()).map_err(Problem::from)
        };
        let value = serde_json::to_string(&ChargeRule { take, most }).map_err(|_| Problem::NotAllowedNow);
        value.and_then(write).map_err(|problem| vec![problem])
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
