//! The services desk: PAN cards, bank accounts, identity checks and loads of the wallet, with the one connected company that
//! sells them to agents.
//!
//! An order of the desk is a sale like any other: it is durable before anything is sent, it has an order id of ours, a
//! journal, postings and a place in the day book. What differs is here: it is begun by one call and finished elsewhere,
//! so "started" is never "done"; what is asked of a person is sent and not kept.

mod access;
mod agent;
mod begin;
mod check;
mod enquire;
mod load;
mod otp;
mod page;
mod prices;
mod start;
mod view;

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError, RwLock};

use domain::{StateName, india_states};
use ledger::SaleRow;
use providers::Agent;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::till::Till;
use crate::{Connection, Language, Problem, SaleView, Wallet};

pub use access::{AccessView, DeskAccess, DeskWarning};
pub(crate) use agent::{AgentLogin, DeskSettings, login_of, pan_entries};
pub use agent::{AgentView, OnboardInput};
pub use check::{AadhaarInput, AccountInput, DeskFault, DeskField, LoadInput, PanInput};
pub(crate) use enquire::{Enquired, can_be_asked};
pub use load::{LoadTold, LoadView, QrView};
pub use otp::{OtpView, PersonView};
pub use prices::PriceView;
pub(crate) use start::lost_orders;
pub use view::{DeskOrder, PanModeView};

/// How many ended orders the desk shows.
const RECENT: u32 = 20;

/// What the desk keeps in memory only.
#[derive(Default)]
pub(crate) struct DeskMemory {
    /// The shop as an agent of the company.
    agent: RwLock<Option<AgentLogin>>,
    /// The agent's PAN as typed for an opening that the company has not answered yet.
    typed_pan: Mutex<Option<(i64, domain::Pan)>>,
    /// What is known of the pages of unfinished orders.
    pages: Mutex<BTreeMap<i64, Page>>,
    /// Identity checks under way, by sale.
    checks: Mutex<BTreeMap<i64, otp::CheckUnderWay>>,
    /// What the company last said of the shop's access.
    access: Mutex<Option<AccessView>>,
}

/// The page of an unfinished order. It cannot be printed.
#[derive(Clone)]
enum Page {
    /// It came with the order. It opens somebody's application, so it is not written down; after it was opened once, another
    /// one is asked for.
    AtHand(Url),
    /// The company says that it cannot be had any more.
    Expired,
}

/// What belongs to an order beside number and amount, as JSON in the books. Nothing else of a person is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OrderFields {
    /// The customer's name, for the slip.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) customer: Option<String>,
    /// The customer's PAN, as it may be shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) pan_masked: Option<String>,
    /// How an applicant for a PAN proves who they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) pan_mode: Option<PanModeView>,
    /// That the customer agreed to an identity check.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) consent: Option<Consent>,
}

/// The consent to an identity check: given before anything was sent, at the moment the order began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Consent {
    /// The language in which it was asked for.
    pub language: Language,
    /// Who at the counter took it.
    pub by: String,
}

impl OrderFields {
    pub(crate) fn of(sale: &SaleRow) -> OrderFields {
        serde_json::from_str(&sale.fields).unwrap_or_default()
    }
}

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

/// The connected company that sells agent services.
#[derive(Clone)]
pub(crate) struct AgentConnection {
    pub(crate) connection: Connection,
    pub(crate) agent: &'static dyn Agent,
}

fn agent_of(connection: Connection) -> Option<AgentConnection> {
    let agent = connection.company.agent()?;
    Some(AgentConnection { connection, agent })
}

impl Till {
    /// The company of the desk. The first one connected: a shop is agent of one.
    pub(crate) fn desk_company(&self) -> Result<AgentConnection, Problem> {
        self.connections().into_iter().find_map(agent_of).ok_or(Problem::DeskNotConnected)
    }

    /// The company an order was begun with.
    pub(crate) fn company_of(&self, sale: &SaleRow) -> Option<AgentConnection> {
        self.connection(&sale.provider).and_then(agent_of)
    }

    /// The services desk.
    pub fn desk(&self) -> Result<Desk, Problem> {
        let company = self.desk_company().ok();
        let wallets = self.wallets()?;
        let slug = company.as_ref().map(|company| company.connection.slug());
        let rules = self.rules();
        Ok(Desk {
            provider: slug.map(str::to_owned),
            provider_name: company.as_ref().map_or("", |company| company.connection.name()).to_owned(),
            agent: self.agent_login().as_ref().map(AgentLogin::view),
            prices: self.desk_prices()?,
            plan_ends: Some(rules.plan_ends).filter(|day| !day.is_empty()),
            return_url: rules.return_url,
            wallet: wallets.into_iter().find(|wallet| Some(wallet.provider.as_str()) == slug),
            unfinished: self.ledger.open_orders()?.iter().map(|sale| self.view(sale)).collect(),
            recent: self.ledger.ended_orders(RECENT)?.iter().map(|sale| self.view(sale)).collect(),
            states: india_states().to_vec(),
        })
    }

    /// The shop as an agent of the company.
    pub(crate) fn agent_login(&self) -> Option<AgentLogin> {
        self.desk.agent.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Replaces the shop's standing as an agent.
    pub(crate) fn set_agent(&self, agent: Option<AgentLogin>) {
        *self.desk.agent.write().unwrap_or_else(PoisonError::into_inner) = agent;
    }

    /// An order of the desk.
    pub(crate) fn order_of(&self, sale_id: i64) -> Result<SaleRow, Problem> {
        let sale = self.ledger.sale(sale_id)?;
        if sale.service.is_at_desk() { Ok(sale) } else { Err(Problem::NotAllowedNow) }
    }
}
