//! The company of the desk, whose agent the shop is.

use ledger::SaleRow;
use providers::Agent;

use crate::till::desk_memory::AgentLogin;
use crate::{Connection, Problem, Till};

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

    /// The shop as an agent of the company.
    pub(crate) fn agent_login(&self) -> Option<AgentLogin> {
        self.desk.agent()
    }

    /// Replaces the shop's standing as an agent.
    pub(crate) fn set_agent(&self, agent: Option<AgentLogin>) {
        self.desk.set_agent(agent);
    }

    /// An order of the desk.
    pub(crate) fn order_of(&self, sale_id: i64) -> Result<SaleRow, Problem> {
        let sale = self.ledger.sale(sale_id)?;
        if sale.service.is_at_desk() { Ok(sale) } else { Err(Problem::NotAllowedNow) }
    }
}
