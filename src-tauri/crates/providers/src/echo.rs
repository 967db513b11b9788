//! Is this answer about our order? The same three comparisons for every dialect.

use domain::Paise;
use domain::flaw::{self, Flaw};

use crate::provider::Order;

/// What an answer repeats of the order, as printed; `None` where it does not stand.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Echo<'a> {
    pub(crate) order_id: Option<&'a str>,
    pub(crate) number: Option<&'a str>,
    pub(crate) amount: Option<&'a str>,
}

impl Echo<'_> {
    /// Whether everything that stands is ours. An answer that repeats nothing contradicts nothing.
    pub(crate) fn contradicts(&self, order: &Order) -> bool {
        if flaw::is_on(Flaw::IgnoreEcho) {
            return false;
        }
        let other_id = self.order_id.is_some_and(|id| id != order.order_id.as_str());
        let other_number = self.number.is_some_and(|number| number != order.number);
        let other_amount = self.amount.is_some_and(|amount| Paise::from_wire(amount) != Some(order.amount));
        other_id || other_number || other_amount
    }
}
