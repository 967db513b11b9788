//! What a window needs to begin: the shop, its providers, and the lists.

use domain::{Circle, Operator, Service, circles, operators};
use serde::Serialize;
use specta_typescript::Number;

use crate::{Keychain, Problem, ProviderView, Settings, Shop};

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
    pub version: String,
}

/// An operator of the one list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename = "Operator")]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct OperatorView {
    pub id: String,
    pub service: Service,
    pub name_en: String,
    pub name_hi: String,
    pub badge: String,
    pub colour: String,
    #[specta(type = Number)]
    pub min_paise: i64,
    #[specta(type = Number)]
    pub max_paise: i64,
    #[specta(type = Number)]
    pub number_min: usize,
    #[specta(type = Number)]
    pub number_max: usize,
    #[specta(type = Vec<Number>)]
    pub chips_paise: Vec<i64>,
    /// Slugs of the connected providers that sell it.
    pub sold_by: Vec<String>,
}

/// A circle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename = "Circle")]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct CircleView {
    pub id: String,
    pub name_en: String,
    pub name_hi: String,
}

fn operator_view(operator: &Operator, sold_by: Vec<String>) -> OperatorView {
    OperatorView {
        id: operator.id.clone(),
        service: operator.service,
        name_en: operator.name_en.clone(),
        name_hi: operator.name_hi.clone(),
        badge: operator.badge.clone(),
        colour: operator.colour.clone(),
        min_paise: operator.least().get(),
        max_paise: operator.most().get(),
        number_min: operator.number_min,
        number_max: operator.number_max,
        chips_paise: operator.usual_amounts().into_iter().map(domain::Paise::get).collect(),
        sold_by,
    }
}

fn circle_view(circle: &Circle) -> CircleView {
    CircleView { id: circle.id.clone(), name_en: circle.name_en.clone(), name_hi: circle.name_hi.clone() }
}

impl Shop {
    /// What a window needs to begin.
    pub async fn counter(&self) -> Result<Counter, Problem> {
        let till = self.till();
        let sold_by = |operator: &Operator| {
            let sellers = till.sellers(&operator.id, operator.service);
            sellers.iter().map(|(connection, _)| connection.slug().to_owned()).collect()
        };
        // The providers first: reading their credentials tells how the keychain is.
        let providers = self.providers().await?;
        Ok(Counter {
            settings: self.settings().await,
            operators: operators().iter().map(|operator| operator_view(operator, sold_by(operator))).collect(),
            circles: circles().iter().map(circle_view).collect(),
            providers,
            in_flight_at_start: till.in_flight_at_start(),
            keychain: self.keychain().await,
            version: env!("CARGO_PKG_VERSION").to_owned(),
        })
    }
}
