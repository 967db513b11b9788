//! One sentence a week about another order of the companies.

use std::collections::BTreeSet;

use domain::Days;

use crate::reports::another_order::{Line, best};
use crate::sale::choice::Asked;
use crate::{OrderAdvice, OrderFound, Problem, Shop, Till};

impl Till {
    /// What another order would have paid, of the operators that were sold in the days that are replayed.
    fn other_order(&self, days: Days) -> Result<OrderAdvice, Problem> {
        let sold = self.ledger.sold_sums(&days)?;
        let lists = self.lists();
        let operators: BTreeSet<&str> = sold.iter().map(|sum| sum.operator.as_str()).collect();
        let operators: Vec<_> = operators.into_iter().filter_map(|id| lists.operator(id)).collect();
        let services: BTreeSet<_> = operators.iter().map(|operator| operator.service).collect();
        let services: Vec<_> = services.into_iter().collect();
        let today = self.ledger.business_day(self.clock.now_ms())?;
        let track_records = self.track_records(&services, &today)?;
        let line = |operator: &&domain::Operator| Line {
            operator: operator.id.clone(),
            service: operator.service,
            order: self
                .candidates_by(&track_records, &Asked::in_general(operator))
                .iter()
                .map(|candidate| candidate.slug().to_owned())
                .collect(),
        };
        let lines: Vec<Line> = operators.iter().map(line).collect();
        let commission = self.ledger.commission()?;
        let found = best(&lines, &sold, &commission);
        // Where nothing was sold, nobody knows what another company would sell.
        let is_early = lines.is_empty() && self.connections().len() > 1;
        Ok(OrderAdvice { days, found: if is_early { OrderFound::TooLittle } else { found } })
    }
}

impl Shop {
    /// What another order of the companies would have paid in the last four weeks. It is the same all week, and is put away for the
    /// week by [`Shop::put_order_away`].
    pub async fn order_advice(&self) -> Result<OrderAdvice, Problem> {
        let till = self.till();
        let (days, week) = till.replayed_days()?;
        let put_away = self.state.lock().await.file.order_put_away.get(till.mode().as_str()).cloned();
        if put_away == Some(week) {
            Ok(OrderAdvice { days, found: OrderFound::PutAway })
        } else {
            till.other_order(days)
        }
    }

    /// Tells no other order in this week any more.
    pub async fn put_order_away(&self) -> Result<OrderAdvice, Problem> {
        let till = self.till();
        let (_, week) = till.replayed_days()?;
        let mut state = self.state.lock().await;
        self.change(&mut state, |file| drop(file.order_put_away.insert(till.mode().as_str().to_owned(), week)))?;
        drop(state);
        self.order_advice().await
    }
}
