//! The shopkeeper's rules for the providers: which one sells, when its wallet is low.

use domain::{Paise, Service};
use serde::Serialize;

use crate::settings::file::SettingsFile;
use crate::{Choice, Problem, Shop, Wallet};

/// The most a low-balance level may be.
const LEVEL_MOST: Paise = Paise::new(100_000_000_000);

/// The choices in Settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct Routes {
    pub services: Vec<RouteView>,
    pub operators: Vec<OperatorRoute>,
    /// Whether another provider is tried when one refuses.
    pub try_next: bool,
}

/// The choice for a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct RouteView {
    pub service: Service,
    pub choice: Choice,
    /// Those that list anything of it.
    pub providers: Vec<String>,
}

/// The choice for one operator, where it is another than its service's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct OperatorRoute {
    pub operator: String,
    pub choice: Choice,
}

impl Shop {
    /// Which provider sells what.
    pub async fn routes(&self) -> Routes {
        let kept = self.state.lock().await.file.routes.clone();
        let lists = self.till().lists();
        let service = |(service, _): &(Service, &str)| {
            let of_service = lists.operators().iter().filter(|operator| operator.service == *service);
            let offers: Vec<_> = of_service.flat_map(|operator| lists.offers(&operator.id)).collect();
            let slugs = self.ports.registry.iter().map(|company| company.descriptor().slug);
            let sells = |slug: &&str| offers.iter().any(|offer| offer.provider == *slug);
            RouteView {
                service: *service,
                choice: kept.services.get(service).map_or(Choice::Auto, |order| Choice::Order(order.clone())),
                providers: slugs.filter(sells).map(str::to_owned).collect(),
            }
        };
        let operator = |(operator, order): (&String, &Vec<String>)| OperatorRoute {
            operator: operator.clone(),
            choice: if order.is_empty() { Choice::Auto } else { Choice::Order(order.clone()) },
        };
        Routes {
            services: Service::ALL.iter().map(service).filter(|route| !route.providers.is_empty()).collect(),
            operators: kept.operators.iter().map(operator).collect(),
            try_next: kept.try_next,
        }
    }

    /// Sets the choice for a service.
    pub async fn save_service_route(&self, service: Service, choice: Choice) -> Result<Routes, Problem> {
        let order = self.known_order(choice)?;
        self.change_rules(|file| match order {
            Some(order) => drop(file.routes.services.insert(service, order)),
            None => drop(file.routes.services.remove(&service)),
        })
        .await
    }

    /// Sets the choice for one operator; `None`: as its service.
    pub async fn save_operator_route(&self, operator: &str, choice: Option<Choice>) -> Result<Routes, Problem> {
        if self.till().lists().operator(operator).is_none() {
            return Err(Problem::OperatorMissing);
        }
        let order = match choice {
            // The till's own choice for one operator of a service with an order: an order that names nobody.
            Some(choice) => Some(self.known_order(choice)?.unwrap_or_default()),
            None => None,
        };
        let operator = operator.to_owned();
        self.change_rules(|file| match order {
            Some(order) => drop(file.routes.operators.insert(operator, order)),
            None => drop(file.routes.operators.remove(&operator)),
        })
        .await
    }

    /// Sets whether another provider is tried when one refuses.
    pub async fn set_try_next(&self, on: bool) -> Result<Routes, Problem> {
        self.change_rules(|file| file.routes.try_next = on).await
    }

    /// Sets below which balance a wallet is low, as typed; an empty level takes it away.
    pub async fn save_low_level(&self, provider: &str, typed: &str) -> Result<Vec<Wallet>, Problem> {
        let slug = self.company(provider)?.descriptor().slug.to_owned();
        let level = match typed.trim() {
            "" => None,
            typed => Some(domain::parse_amount(typed, Paise::new(1), LEVEL_MOST).map_err(|_| Problem::LevelWrong)?),
        };
        self.change_rules(|file| match level {
            Some(level) => drop(file.low_paise.insert(slug, level.get())),
            None => drop(file.low_paise.remove(&slug)),
        })
        .await?;
        self.till().wallets()
    }

    /// The order of a choice, of which only providers that there are may be part; `None`: the till chooses.
    fn known_order(&self, choice: Choice) -> Result<Option<Vec<String>>, Problem> {
        match choice {
            Choice::Auto => Ok(None),
            Choice::Order(mut order) => {
                let mut seen = std::collections::BTreeSet::new();
                order.retain(|slug| seen.insert(slug.clone()));
                for slug in &order {
                    self.company(slug)?;
                }
                Ok(Some(order))
            }
        }
    }

    async fn change_rules(&self, change: impl FnOnce(&mut SettingsFile)) -> Result<Routes, Problem> {
        {
            let mut state = self.state.lock().await;
            self.change(&mut state, change)?;
            self.pass_rules(&state.file);
        }
        Ok(self.routes().await)
    }
}
