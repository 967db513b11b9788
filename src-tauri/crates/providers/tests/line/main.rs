//! Every provider of the sellers over real HTTP on this computer: against the simulator, and against servers that
//! misbehave.
#![cfg(test)]

mod agency;
mod ask;
mod conformance;
mod declared;
mod enquiry;
mod faults;
mod fuzz;
mod golden;
mod golden_agent;
mod secrets;
mod server;
mod tls;
mod unsent;

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use async_trait::async_trait;
use domain::{OrderId, Paise, Service};
use providers::{Access, Http, Order, Provider, Reply, Request, ReqwestHttp, SendError, call};
use simulator::{Config, PRACTICE_CREDENTIALS, Simulator};

/// So long that nothing settles while a test looks at it.
const NEVER: Duration = Duration::from_secs(3_600);
const AT_ONCE: Duration = Duration::ZERO;

fn now_ms() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis() as i64
}

fn line() -> ReqwestHttp {
    ReqwestHttp::new().unwrap()
}

async fn simulator(pace: Duration) -> Simulator {
    Simulator::start(Config { pace, ..Config::default() }).await.unwrap()
}

/// The credentials that open the practice line.
fn practice(provider: &dyn Provider) -> BTreeMap<String, String> {
    let slug = provider.descriptor().slug;
    let known = PRACTICE_CREDENTIALS.iter().find(|(name, _)| *name == slug);
    let fields = known.unwrap_or_else(|| panic!("{slug} has no practice credentials")).1;
    fields.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

fn access_with(provider: &dyn Provider, base: &str, credentials: BTreeMap<String, String>) -> Access {
    let secrets = credentials.into_iter().map(|(key, value)| (key, value.into())).collect();
    Access::new(provider.descriptor(), base, false, secrets).unwrap()
}

fn access(provider: &dyn Provider, base: &str) -> Access {
    access_with(provider, base, practice(provider))
}

/// An order for ₹ 10 of the first operator that the provider sells.
fn order(provider: &dyn Provider, order_id: &str, number: &str) -> Order {
    Order {
        order_id: OrderId::parse(order_id).unwrap(),
        service: Service::Prepaid,
        code: provider.catalogue()[0].code.clone(),
        number: number.to_owned(),
        amount: Paise::new(1_000),
        circle_code: None,
        extras: BTreeMap::new(),
        special: false,
        submitted_at_ms: now_ms(),
    }
}

/// A line that keeps the last body.
struct Listening {
    line: ReqwestHttp,
    heard: Mutex<String>,
}

#[async_trait]
impl Http for Listening {
    async fn send(&self, request: Request) -> Result<Reply, SendError> {
        let reply = self.line.send(request).await;
        if let Ok(reply) = &reply {
            self.heard.lock().unwrap().clone_from(&reply.body);
        }
        reply
    }
}

/// The very body with which the provider says that this order succeeded.
async fn success_of(provider: &dyn Provider, order: &Order) -> String {
    let simulator = simulator(NEVER).await;
    let line = Listening { line: line(), heard: Mutex::default() };
    let access = access(provider, &simulator.base_address(provider.descriptor().slug));
    let told = call::submit(&line, provider, &access, order).await;
    assert!(matches!(told.outcome, call::Submission::Succeeded(_)), "{:?}", told.outcome);
    line.heard.into_inner().unwrap()
}
