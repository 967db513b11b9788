//! An order that the provider took into its books. Its state follows from the moment.

use serde::{Deserialize, Serialize};

use crate::outcome::Outcome;

/// The shop's commission in hundredths of a percent.
const COMMISSION: i64 = 200;
/// The same as a provider writes it.
pub(crate) const COMMISSION_PERCENT: &str = "2.00";

/// How an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// Not decided yet.
    Pending,
    /// Executed.
    Succeeded,
    /// Refused, failed or reversed: the shop has its money.
    Failed,
}

/// One order, as it is kept. How it stands follows from the outcome and the clock, so a restart loses nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Order {
    /// The provider's slug.
    pub(crate) slug: String,
    /// Counts the orders of the book from 1; the dialects make their transaction ids of it.
    pub(crate) serial: u64,
    /// The shop's order id.
    pub(crate) order_id: String,
    /// The provider's operator code.
    pub(crate) operator: String,
    /// The recharged number.
    pub(crate) number: String,
    /// The amount in the caller's own spelling.
    pub(crate) amount: String,
    /// The amount.
    pub(crate) amount_paise: i64,
    /// What becomes of it.
    pub(crate) outcome: Outcome,
    /// When it arrived.
    pub(crate) at_ms: i64,
}

impl Order {
    /// How the order stands at a moment, for a provider who takes `pace_ms` over things.
    pub(crate) fn state(&self, pace_ms: i64, now_ms: i64) -> State {
        let is_settled = now_ms >= self.settles_at_ms(pace_ms);
        match (self.outcome, is_settled) {
            (Outcome::PendingThenSuccess | Outcome::PendingThenFailure | Outcome::Slow, false) => State::Pending,
            (Outcome::PendingThenSuccess | Outcome::Slow, true) | (Outcome::Reversed, false) => State::Succeeded,
            (Outcome::PendingThenFailure | Outcome::Reversed, true) => State::Failed,
            (Outcome::Success | Outcome::NoAnswer | Outcome::CutAnswer | Outcome::WrongEcho, _) => State::Succeeded,
            (Outcome::Failure | Outcome::EmptyWallet | Outcome::Unreachable | Outcome::Lost, _) => State::Failed,
        }
    }

    /// From when on nothing about the order changes any more.
    pub(crate) fn settles_at_ms(&self, pace_ms: i64) -> i64 {
        let paces = match self.outcome {
            Outcome::PendingThenSuccess | Outcome::PendingThenFailure | Outcome::Slow => 1,
            Outcome::Reversed => 2,
            Outcome::Success
            | Outcome::Failure
            | Outcome::NoAnswer
            | Outcome::CutAnswer
            | Outcome::Unreachable
            | Outcome::WrongEcho
            | Outcome::EmptyWallet
            | Outcome::Lost => 0,
        };
        self.at_ms.saturating_add(pace_ms.saturating_mul(paces))
    }

    /// The changes that the provider tells the shop of, with their moments, in order.
    pub(crate) fn changes(&self, pace_ms: i64) -> Vec<(i64, State)> {
        let end_ms = self.settles_at_ms(pace_ms);
        match self.outcome {
            Outcome::Unreachable | Outcome::Lost => Vec::new(),
            Outcome::Reversed => vec![(self.at_ms, State::Succeeded), (end_ms, State::Failed)],
            Outcome::Success
            | Outcome::PendingThenSuccess
            | Outcome::PendingThenFailure
            | Outcome::Failure
            | Outcome::NoAnswer
            | Outcome::CutAnswer
            | Outcome::WrongEcho
            | Outcome::EmptyWallet
            | Outcome::Slow => vec![(end_ms, self.state(pace_ms, end_ms))],
        }
    }

    /// What the order has taken out of the wallet at a moment.
    pub(crate) fn debit_paise(&self, pace_ms: i64, now_ms: i64) -> i64 {
        match self.state(pace_ms, now_ms) {
            State::Pending | State::Succeeded => cost_paise(self.amount_paise),
            State::Failed => 0,
        }
    }
}

/// What a sale costs the shop: the amount less the commission, whose broken paisa the provider keeps.
pub(crate) fn cost_paise(amount_paise: i64) -> i64 {
    amount_paise - amount_paise * COMMISSION / 10_000
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(outcome: Outcome) -> Order {
        Order {
            slug: "inspay".to_owned(),
            serial: 1,
            order_id: "G1".to_owned(),
            operator: "RC".to_owned(),
            number: "9876543210".to_owned(),
            amount: "10".to_owned(),
            amount_paise: 1_000,
            outcome,
            at_ms: 1_000,
        }
    }

    #[test]
    fn broken_paisa_of_commission_stays_with_the_provider() {
        assert_eq!(cost_paise(1_000), 980);
        assert_eq!(cost_paise(1_049), 1_029);
        assert_eq!(cost_paise(49), 49);
    }

    #[test]
    fn pending_lasts_one_pace_and_reversal_takes_two() {
        let states = |outcome| [1_000, 1_099, 1_100, 1_199, 1_200].map(|now| order(outcome).state(100, now));
        use State::{Failed, Pending, Succeeded};
        assert_eq!(states(Outcome::PendingThenSuccess), [Pending, Pending, Succeeded, Succeeded, Succeeded]);
        assert_eq!(states(Outcome::PendingThenFailure), [Pending, Pending, Failed, Failed, Failed]);
        assert_eq!(states(Outcome::Slow), [Pending, Pending, Succeeded, Succeeded, Succeeded]);
        assert_eq!(states(Outcome::Reversed), [Succeeded, Succeeded, Succeeded, Succeeded, Failed]);
        assert_eq!(states(Outcome::Failure), [Failed; 5]);
        assert_eq!(states(Outcome::NoAnswer), [Succeeded; 5]);
    }

    #[test]
    fn changes_are_told_when_they_happen() {
        let changes = |outcome| order(outcome).changes(100);
        assert_eq!(changes(Outcome::Success), [(1_000, State::Succeeded)]);
        assert_eq!(changes(Outcome::Failure), [(1_000, State::Failed)]);
        assert_eq!(changes(Outcome::PendingThenFailure), [(1_100, State::Failed)]);
        assert_eq!(changes(Outcome::Reversed), [(1_000, State::Succeeded), (1_200, State::Failed)]);
        assert_eq!(changes(Outcome::Lost), []);
    }

    #[test]
    fn money_is_away_exactly_while_the_sale_stands() {
        let reversed = order(Outcome::Reversed);
        assert_eq!(reversed.debit_paise(100, 1_000), 980);
        assert_eq!(reversed.debit_paise(100, 1_200), 0);
        assert_eq!(order(Outcome::EmptyWallet).debit_paise(100, 1_000), 0);
    }
}
