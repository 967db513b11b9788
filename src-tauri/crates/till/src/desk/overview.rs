//! The services desk on the screen.

use domain::{StateName, india_states};
use serde::Serialize;

use crate::till::desk_memory::AgentLogin;
use crate::{AgentView, PriceView, Problem, SaleView, Till, Wallet};

/// How many ended orders the desk shows.
const RECENT: u32 = 20;

/// The services desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named as on the screen")]
pub struct Desk {
    /// The company; `None` while none is connected.
    pub provider: Option<String>,
    pub provider_name: String,
    /// `None`: the shop is not registered as its agent.
    pub agent: Option<AgentView>,
    /// Of every product but loads, which cost nothing.
    pub prices: Vec<PriceView>,
    /// When the plan ends, `YYYY-MM-DD`, as the shopkeeper noted it: the company does not tell.
    pub plan_ends: Option<String>,
    /// Where a browser is led at the end of an account's opening; empty: the company's own address.
    pub return_url: String,
    pub wallet: Option<Wallet>,
    /// Open orders, the oldest first.
    pub unfinished: Vec<SaleView>,
    /// The newest that ended.
    pub recent: Vec<SaleView>,
    pub states: Vec<StateName>,
}

impl Till {
    /// The services desk.
    pub fn desk(&self) -> Result<Desk, Problem> {
        let company = self.desk_company().ok();
        let wallets = self.wallets()?;
        let slug = company.as_ref().map(|company| company.connection.slug());
        let rules = self.rules();
        Ok(Desk {
            provider: slug.map(str::to_owned),
            provider_name: slug.map(|slug| self.name_of(slug)).unwrap_or_default(),
            agent: self.agent_login().as_ref().map(AgentLogin::view),
            prices: self.desk_prices()?,
            plan_ends: Some(rules.plan_ends.clone()).filter(|day| !day.is_empty()),
            return_url: rules.return_url.clone(),
            wallet: wallets.into_iter().find(|wallet| Some(wallet.provider.as_str()) == slug),
            unfinished: self.views(&self.ledger.open_orders()?)?,
            recent: self.views(&self.ledger.ended_orders(RECENT)?)?,
            states: india_states().to_vec(),
        })
    }
}
