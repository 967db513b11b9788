//! What a window needs to begin: the shop, its providers, and the lists.

use domain::{Circle, DeskProduct, Field, Names, NumberKind, Operator, Service, circles, desk_products, india_day};
use serde::Serialize;
use specta_typescript::Number;

use crate::sale::choice::{Asked, TrackRecords};
use crate::settings::lists::Offer;
use crate::{
    BooksView, CodeFrom, CounterNow, Keychain, Lists, LoginsView, Mode, Problem, ProviderView, Settings, Shop, Till,
    WhyNot,
};

/// The most operators a search finds: all there are, and some.
const FOUND: usize = 1_000;

/// Everything the screens need beside the sales.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct Counter {
    /// `None`: the first start is not done.
    pub settings: Option<Settings>,
    pub operators: Vec<OperatorView>,
    pub circles: Vec<CircleView>,
    pub providers: Vec<ProviderView>,
    #[specta(type = Number)]
    pub in_flight_at_start: usize,
    pub keychain: Keychain,
    pub logins: LoginsView,
    pub version: String,
    /// What the services desk sells.
    pub desk_products: Vec<DeskProduct>,
    pub books: BooksView,
    /// What the shop calls the information company that is asked now; `None`: nobody is.
    pub informed_by: Option<String>,
}

/// An operator of the one list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename = "Operator")]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct OperatorView {
    pub id: String,
    pub service: Service,
    pub names: Names,
    /// Short name, `MSEDCL`; empty where there is none.
    pub short: String,
    /// Id of the circle it serves; `None`: all of India.
    pub place: Option<String>,
    pub badge: String,
    pub colour: String,
    #[specta(type = Number)]
    pub min_paise: i64,
    #[specta(type = Number)]
    pub max_paise: i64,
    pub number_kind: NumberKind,
    #[specta(type = Number)]
    pub number_min: usize,
    #[specta(type = Number)]
    pub number_max: usize,
    #[specta(type = Vec<Number>)]
    pub chips_paise: Vec<i64>,
    /// Added by the shopkeeper.
    pub own: bool,
    /// Id of the operator that has its customers now; `None` while it is in use.
    pub now: Option<String>,
    /// Slugs of the providers that can sell it now, in the order in which they are tried.
    pub sold_by: Vec<String>,
    /// Every provider that lists it.
    pub offers: Vec<OfferView>,
}

/// An operator at a provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename = "Offer")]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct OfferView {
    pub provider: String,
    pub provider_name: String,
    pub code: String,
    /// The provider's own name for it.
    pub name: String,
    pub provenance: CodeFrom,
    pub on: bool,
    pub why_not: Option<WhyNot>,
    /// What the form grows for it, in the order of the paper.
    pub fields: Vec<Field>,
    pub wants_circle: bool,
}

/// A circle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename = "Circle")]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct CircleView {
    pub id: String,
    pub names: Names,
}

impl Till {
    fn operator_view(&self, operator: &Operator, lists: &Lists, track_records: &TrackRecords) -> OperatorView {
        let candidates = self.candidates_by(track_records, &Asked::in_general(operator));
        let sold_by: Vec<String> = candidates.iter().map(|candidate| candidate.slug().to_owned()).collect();
        let mut offers: Vec<OfferView> =
            lists.offers(&operator.id).iter().map(|offer| self.offer_view(offer)).collect();
        // In the order in which they are tried; those that cannot sell it now come last.
        offers.sort_by_key(|offer| sold_by.iter().position(|slug| *slug == offer.provider).unwrap_or(usize::MAX));
        OperatorView {
            id: operator.id.clone(),
            service: operator.service,
            names: operator.names.clone(),
            short: operator.short.clone(),
            place: operator.place.clone(),
            badge: operator.badge.clone(),
            colour: operator.colour.clone(),
            min_paise: operator.least().get(),
            max_paise: operator.most().get(),
            number_kind: operator.number_kind,
            number_min: operator.number_min,
            number_max: operator.number_max,
            chips_paise: operator.usual_amounts().into_iter().map(domain::Paise::get).collect(),
            own: lists.is_own(&operator.id),
            now: operator.now.clone(),
            sold_by,
            offers,
        }
    }

    fn offer_view(&self, offer: &Offer) -> OfferView {
        OfferView {
            provider: offer.provider.to_owned(),
            provider_name: self.name_of(offer.provider),
            code: offer.code.clone(),
            name: offer.name.clone(),
            provenance: offer.from,
            on: offer.on,
            why_not: offer
                .why_not
                .or_else(|| self.connection(offer.provider).is_none().then_some(WhyNot::NotConnected)),
            fields: offer.extras.iter().map(|extra| extra.field).collect(),
            wants_circle: offer.wants_circle,
        }
    }

    /// Operators that a search finds, best first. Every operator of the service for an empty search.
    pub fn find_operators(&self, query: &str, service: Option<Service>) -> Vec<String> {
        let lists = self.lists();
        let found = domain::find(lists.operators().iter(), query, service, FOUND);
        found.into_iter().map(|operator| operator.id.clone()).collect()
    }
}

fn circle_view(circle: &Circle) -> CircleView {
    CircleView { id: circle.id.clone(), names: circle.names.clone() }
}

impl Shop {
    /// What a window needs to begin. It opens whatever the books refuse, because it is the window that tells of that, and offers the repair.
    pub async fn counter(&self) -> Result<Counter, Problem> {
        let till = self.till();
        let lists = till.lists();
        let services: Vec<Service> =
            Service::ALL.iter().map(|(service, _)| *service).filter(|service| !service.is_at_desk()).collect();
        let today = india_day(till.clock.now_ms());
        let track_records = till.heed_books(till.track_records(&services, &today)).unwrap_or_default();
        let operators = lists.operators().iter().map(|operator| till.operator_view(operator, &lists, &track_records));
        let operators = operators.collect();
        let providers = self.providers().await?;
        Ok(Counter {
            settings: self.settings().await,
            operators,
            circles: circles().iter().map(circle_view).collect(),
            providers,
            in_flight_at_start: till.in_flight_at_start(),
            keychain: self.keychain().await,
            logins: self.logins().await?,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            desk_products: desk_products().to_vec(),
            books: self.books().await,
            informed_by: till.informed_by(),
        })
    }

    /// The right-hand column and the header.
    pub fn counter_now(&self) -> Result<CounterNow, Problem> {
        let till = self.till();
        let real = self.tills.of(Mode::Real).filter(|_| till.is_practice());
        // Practice goes on when the real books cannot be read.
        let real_pending = real.and_then(|real| real.heed_books(real.ledger.open_sales())).map(|open| open.len());
        Ok(CounterNow { real_pending, ..till.counter_now()? })
    }
}
