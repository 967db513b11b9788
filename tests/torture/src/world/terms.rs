//! What the companies of this world pay, as the shop's rules.

use till::{AgainInput, CommissionInput, PaysInput, Problem, Till};

use super::keeper::OPERATORS;
use super::state::PERCENT;
use crate::mouth::SLUGS;

/// A rule for every operator at every company that sells it.
pub fn set(till: &Till) -> Result<(), Problem> {
    for of_provider in till.commission()?.providers {
        let place = SLUGS.iter().position(|slug| *slug == of_provider.provider).unwrap_or_default();
        for line in of_provider.lines {
            if line.operator.as_ref().is_some_and(|operator| OPERATORS.contains(&operator.as_str())) {
                let input = CommissionInput {
                    provider: of_provider.provider.clone(),
                    operator: line.operator,
                    service: line.service,
                    pays: PaysInput::Percent(PERCENT[place].to_string()),
                    from: String::new(),
                    by: String::new(),
                };
                till.save_commission(&input, &AgainInput::FromNowOn).map_err(first)?;
            }
        }
    }
    Ok(())
}

/// The first of the problems of a form.
fn first(problems: Vec<Problem>) -> Problem {
    problems.into_iter().next().unwrap_or(Problem::NotAllowedNow)
}
