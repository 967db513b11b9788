//! Asks the company about the shop's access, to warn before it ends.

use std::sync::Arc;

use domain::{Paise, india_day, india_day_start_ms};
use serde::Serialize;
use specta_typescript::Number;

use super::company::AgentConnection;
use crate::{AccessView, Problem, Till};

/// How long an answer is good, in ms.
const GOOD_FOR_MS: i64 = 600_000;
/// How many days before a plan ends it is told.
const WARN_DAYS: i64 = 14;
const DAY_MS: i64 = 86_400_000;

/// What should be seen to before a customer stands there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
#[expect(missing_docs, reason = "named as on the screen")]
pub enum DeskWarning {
    PlanNotActive {
        state: String,
    },
    PlanEnds {
        #[specta(type = Number)]
        days: i64,
    },
    PlanEnded,
    AddressDiffers {
        bound: String,
        own: String,
    },
    BalanceLow {
        #[specta(type = Number)]
        balance_paise: i64,
        #[specta(type = Number)]
        least_paise: i64,
    },
    Access {
        problem: Problem,
    },
}

/// Access and warnings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct DeskAccess {
    pub access: Option<AccessView>,
    pub warnings: Vec<DeskWarning>,
}

impl Till {
    /// What the company says of the shop's access, asked anew when it is old or when that is wanted, and what follows.
    pub async fn desk_access(self: &Arc<Till>, fresh: bool) -> Result<DeskAccess, Problem> {
        let company = self.desk_company()?;
        let mut warnings = Vec::new();
        let access = match self.access(&company, fresh).await {
            Ok(access) => {
                if !access.state.eq_ignore_ascii_case("active") {
                    warnings.push(DeskWarning::PlanNotActive { state: access.state.clone() });
                }
                if access.addresses_match == Some(false) {
                    let (bound, own) = (access.bound_address.clone(), access.own_address.clone());
                    warnings.push(DeskWarning::AddressDiffers { bound, own });
                }
                Some(access)
            }
            Err(problem) => {
                warnings.push(DeskWarning::Access { problem });
                None
            }
        };
        warnings.extend(self.plan_warning());
        let told = access.as_ref().and_then(|access| access.balance_paise);
        warnings.extend(self.balance_warning(&company, told)?);
        Ok(DeskAccess { access, warnings })
    }

    async fn access(&self, company: &AgentConnection, fresh: bool) -> Result<AccessView, Problem> {
        let now_ms = self.clock.now_ms();
        let known = self.desk.access();
        let is_good = |known: &AccessView| (0..GOOD_FOR_MS).contains(&(now_ms - known.read_at_ms));
        if let Some(known) = known.filter(|known| !fresh && is_good(known)) {
            return Ok(known);
        }
        let access = &company.connection.access;
        let told = providers::probe::api_status(self.http.as_ref(), company.agent, access).await?;
        let view = AccessView::of(told, now_ms);
        self.desk.keep_access(Some(view.clone()));
        Ok(view)
    }

    /// What was told to another login says nothing about this one.
    pub(crate) fn forget_access(&self) {
        self.desk.keep_access(None);
    }

    /// The end of the plan as the shopkeeper noted it: the company's paper has no word for it.
    fn plan_warning(&self) -> Option<DeskWarning> {
        let ends_ms = india_day_start_ms(&self.rules().plan_ends)?;
        let today_ms = india_day_start_ms(&india_day(self.clock.now_ms()))?;
        match (ends_ms - today_ms) / DAY_MS {
            days if days < 0 => Some(DeskWarning::PlanEnded),
            days if days <= WARN_DAYS => Some(DeskWarning::PlanEnds { days }),
            _ => None,
        }
    }

    /// A wallet below the level that the shopkeeper set, or below what the dearest product costs.
    fn balance_warning(&self, company: &AgentConnection, told: Option<i64>) -> Result<Option<DeskWarning>, Problem> {
        let slug = company.connection.slug();
        let dearest = self.desk_prices()?.iter().filter_map(|price| price.fee_paise).max().unwrap_or(0);
        let least_paise = self.rules().low_paise.get(slug).copied().unwrap_or(0).max(dearest);
        let balance = self.available(slug)?.map(Paise::get).or(told);
        Ok(balance
            .filter(|balance| *balance < least_paise)
            .map(|balance_paise| DeskWarning::BalanceLow { balance_paise, least_paise }))
    }
}
