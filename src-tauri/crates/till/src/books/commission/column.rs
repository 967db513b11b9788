//! Several rules of commission that are set together: a whole column, and what makes it as it was.

use domain::{CommissionRule, india_day};
use ledger::{Again, CommissionChange};

use super::{CommissionInput, CommissionPage};
use crate::{About, Problem, Till};

impl Till {
    /// Sets rules as typed, from today on, in one row of the journal: all of them or none. What was sold before stays as it was
    /// booked. Who sets them stands in the first.
    pub fn save_commission_column(&self, inputs: &[CommissionInput]) -> Result<CommissionPage, Vec<Problem>> {
        let one = |problem: Problem| vec![problem];
        let now_ms = self.clock.now_ms();
        let today = india_day(now_ms);
        let mut change = CommissionChange { rules: Vec::new(), by: String::new() };
        for (place, input) in inputs.iter().enumerate() {
            let (rule, by) = self.rule_typed(input, &today)?;
            let from = rule.from.max(today.clone());
            change.rules.push(CommissionRule { from, ..rule });
            if place == 0 {
                change.by = by;
            }
        }
        if change.rules.is_empty() {
            return Err(one(Problem::NotAllowedNow));
        }
        self.ledger.set_commission(&change, Again::FromNowOn, now_ms).map_err(|error| one(error.into()))?;
        let mut told: Vec<&str> = change.rules.iter().map(|rule| rule.provider.as_str()).collect();
        told.dedup();
        for provider in told {
            // What a wallet should hold may be another sum now.
            self.tell(About::Wallet(provider.to_owned()));
        }
        self.commission().map_err(one)
    }
}
