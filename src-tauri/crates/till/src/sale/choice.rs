//! Which provider sells it: in the order the shopkeeper set, or by margin and recent success.

use std::cmp::Reverse;
use std::sync::Arc;

use domain::{Commission, Operator, Paise, Service, Sold};
use ledger::{LedgerError, Outcomes};
use serde::Serialize;

use crate::settings::lists::Offer;
use crate::{Connection, Lists, Problem, Till};

/// Why the provider on the strip is that one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ChosenBecause {
    /// Picked on the strip.
    Hand,
    /// First in the shopkeeper's order.
    Order,
    /// Margin and recent success.
    Auto,
    /// Nobody else sells it.
    Only,
}

/// What is asked for, as far as the choice of a provider goes by it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) operator: &'a str,
    pub(crate) service: Service,
    pub(crate) amount: Paise,
}

impl Asked<'_> {
    /// Of an operator before an amount is known.
    pub(crate) fn in_general(operator: &Operator) -> Asked<'_> {
        Asked { operator: &operator.id, service: operator.service, amount: USUAL }
    }
}

/// The amount by which providers are compared before one is known.
const USUAL: Paise = Paise::new(20_000);

/// A connected provider that sells an operator.
#[derive(Clone)]
pub(crate) struct Candidate {
    pub(crate) connection: Connection,
    pub(crate) offer: Offer,
    /// What it would pay; `None` where no rule says so.
    pub(crate) earned: Option<Paise>,
}

impl Candidate {
    pub(crate) fn slug(&self) -> &'static str {
        self.connection.slug()
    }
}

/// What a provider is worth to the shop: its commission of the amount times the part of its recent sales that went well, in
/// millionths. One success and no failure are taken for granted, so that a new provider gets its chance; a provider
/// of which no rule says what it pays counts as one without commission, and success alone decides then.
fn worth(earned: Option<Paise>, succeeded: u32, failed: u32) -> (u128, u64) {
    let part = u64::from(succeeded + 1) * 1_000_000 / u64::from(succeeded + failed + 1);
    let paise = u128::try_from(earned.map_or(0, Paise::get)).unwrap_or(0);
    (u128::from(part) * paise, part)
}

/// What the books tell of the providers: commission, and how their recent sales of a service ended. Read once where many
/// operators are looked at.
#[derive(Default)]
pub(crate) struct TrackRecords {
    commission: Arc<Commission>,
    /// The day on which it is sold.
    day: String,
    recent: Vec<(Service, Vec<Outcomes>)>,
}

impl TrackRecords {
    fn earned(&self, provider: &str, asked: &Asked<'_>) -> Option<Paise> {
        let Asked { operator, service, amount } = *asked;
        self.commission.earned(&Sold { provider, operator, service, amount, day: &self.day })
    }

    fn worth(&self, candidate: &Candidate, service: Service) -> (u128, u64) {
        let of_service = self.recent.iter().find(|(known, _)| *known == service).map(|(_, recent)| recent);
        let outcomes = of_service.and_then(|recent| recent.iter().find(|row| row.provider == candidate.slug()));
        let (succeeded, failed) = outcomes.map_or((0, 0), |row| (row.succeeded, row.failed));
        worth(candidate.earned, succeeded, failed)
    }
}

impl Till {
    /// Reads what the choice goes by on a day.
    pub(crate) fn track_records(&self, services: &[Service], day: &str) -> Result<TrackRecords, LedgerError> {
        let of = |service: &Service| Ok((*service, self.ledger.recent_outcomes(*service)?));
        let recent = services.iter().map(of).collect::<Result<_, LedgerError>>()?;
        Ok(TrackRecords { commission: self.ledger.commission()?, day: day.to_owned(), recent })
    }

    /// The connected providers that can sell it on a day, in the order in which they are tried.
    pub(crate) fn candidates(&self, asked: &Asked<'_>, day: &str) -> Result<Vec<Candidate>, Problem> {
        // How recent sales ended is a question over hundreds of rows. It decides only between providers that the shopkeeper
        // put into no order.
        let order = self.set_order(asked.operator, asked.service);
        let lists = self.lists();
        let unordered =
            self.sellers(&lists, asked.operator).filter(|(_, offer)| !order.iter().any(|slug| slug == offer.provider));
        let services: &[Service] = if unordered.count() > 1 { &[asked.service] } else { &[] };
        Ok(self.candidates_by(&self.track_records(services, day)?, asked))
    }

    /// The same, by track records that were read before.
    pub(crate) fn candidates_by(&self, track_records: &TrackRecords, asked: &Asked<'_>) -> Vec<Candidate> {
        let Asked { operator, service, .. } = *asked;
        let lists = self.lists();
        let candidate = |(connection, offer): (Connection, &Offer)| {
            let earned = track_records.earned(offer.provider, asked);
            Candidate { connection, offer: offer.clone(), earned }
        };
        let mut candidates: Vec<Candidate> = self.sellers(&lists, operator).map(candidate).collect();
        let order = self.set_order(operator, service);
        candidates.sort_by_cached_key(|candidate| {
            let place = order.iter().position(|slug| slug == candidate.slug()).unwrap_or(usize::MAX);
            (place, Reverse(track_records.worth(candidate, service)))
        });
        candidates
    }

    /// The connected providers that can sell an operator now, in no order.
    fn sellers<'lists>(
        &self,
        lists: &'lists Lists,
        operator: &str,
    ) -> impl Iterator<Item = (Connection, &'lists Offer)> {
        let sellable = lists.offers(operator).iter().filter(|offer| offer.why_not.is_none());
        sellable.filter_map(|offer| Some((self.connection(offer.provider)?, offer)))
    }

    /// The order that the shopkeeper set, if any.
    fn set_order(&self, operator: &str, service: Service) -> Vec<String> {
        self.rules().routes.order(operator, service).map(<[String]>::to_vec).unwrap_or_default()
    }

    /// Why the first of the candidates is the first.
    pub(crate) fn chosen_because(&self, candidates: usize, operator: &str, service: Service) -> ChosenBecause {
        if candidates < 2 {
            ChosenBecause::Only
        } else if self.rules().routes.order(operator, service).is_some_and(|order| !order.is_empty()) {
            ChosenBecause::Order
        } else {
            ChosenBecause::Auto
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RoutesFile;

    fn pays(paise: i64) -> Option<Paise> {
        Some(Paise::new(paise))
    }

    #[test]
    fn margin_counts_as_often_as_it_is_earned() {
        assert!(worth(pays(300), 0, 0) > worth(pays(200), 0, 0), "of two new ones, the better margin");
        assert!(worth(pays(200), 50, 0) > worth(pays(300), 20, 30), "a margin that is seldom earned is worth less");
        assert!(worth(None, 9, 1) > worth(None, 1, 9), "without rules, success alone decides");
        assert!(worth(pays(1), 0, 9) > worth(None, 9, 0), "some commission is more than none");
    }

    #[test]
    fn an_operators_order_outranks_its_services() {
        let mut routes = RoutesFile::default();
        assert_eq!(routes.order("airtel", Service::Prepaid), None);
        routes.services.insert(Service::Prepaid, vec!["a".to_owned()]);
        routes.operators.insert("airtel".to_owned(), vec!["b".to_owned()]);
        assert_eq!(routes.order("airtel", Service::Prepaid), Some(["b".to_owned()].as_slice()));
        assert_eq!(routes.order("jio", Service::Prepaid), Some(["a".to_owned()].as_slice()));
    }
}
