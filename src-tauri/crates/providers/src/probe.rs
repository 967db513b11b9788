//! One balance call looked at from all sides: what the check-up of a connection goes by.

use domain::Paise;

use crate::access::Access;
use crate::http::{Http, SendError};
use crate::provider::Company;
use crate::trouble::Trouble;
use crate::{Agent, ApiStatus, web};

/// What the call showed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Probe {
    /// Why there was no whole answer; `None` when there was one, whatever it says.
    pub line: Option<Trouble>,
    /// The provider's clock less ours, in ms; `None` when it did not tell the time.
    pub skew_ms: Option<i64>,
    /// The wallet, or why the provider did not tell it.
    pub balance: Result<Paise, Trouble>,
}

/// Makes the balance call. `now_ms` is held against the provider's clock.
pub async fn probe(http: &dyn Http, company: &dyn Company, access: &Access, now_ms: i64) -> Probe {
    let lost = |trouble: Trouble| Probe { line: Some(trouble.clone()), skew_ms: None, balance: Err(trouble) };
    let request = match company.balance_request(access) {
        Ok(request) => request,
        Err(bad) => return lost(Trouble::FieldRefused { field: bad.field }),
    };
    match http.send(request).await {
        Err(SendError::NeverSent(trouble) | SendError::MaybeSent(trouble)) => lost(trouble),
        Ok(reply) => {
            let skew_ms = reply.server_time_ms.map(|server| server - now_ms);
            Probe { line: None, skew_ms, balance: crate::call::balance_of(company, access, &reply) }
        }
    }
}

/// Whether the company tells its wallet by this access.
pub async fn answers(http: &dyn Http, company: &dyn Company, access: &Access) -> bool {
    crate::call::balance(http, company, access).await.is_ok()
}

/// The base address at which a company that does not answer at its own does: what is mistyped most is tried.
pub async fn answers_elsewhere(http: &dyn Http, company: &dyn Company, access: &Access) -> Option<String> {
    for way in access.other_ways() {
        if answers(http, company, &way.access).await {
            return Some(way.base);
        }
    }
    None
}

/// Asks an agent's provider about the shop's access.
pub async fn api_status(http: &dyn Http, agent: &dyn Agent, access: &Access) -> Result<ApiStatus, Trouble> {
    let request = agent.api_status_request(access).map_err(|bad| Trouble::FieldRefused { field: bad.field })?;
    let reply = http.send(request).await.map_err(|error| error.trouble().clone())?;
    match (reply.status, agent.read_api_status(&reply)) {
        (status, Ok(told)) if web::is_good(status) => Ok(told.scrubbed(access)),
        (status, Err(trouble)) if web::is_good(status) => Err(trouble.scrubbed(access)),
        (400..=499, Err(trouble)) if trouble != Trouble::AnswerUnreadable => Err(trouble.scrubbed(access)),
        (_, _) => Err(web::trouble(&reply)),
    }
}
