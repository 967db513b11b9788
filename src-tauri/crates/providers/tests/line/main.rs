//! Every provider of the sellers over real HTTP on this computer: against the simulator, and against servers that
//! misbehave.
#![cfg(test)]
#![allow(clippy::wildcard_enum_match_arm, reason = "what a test does not name fails it")]

mod agency;
mod ask;
mod conformance;
mod declared;
mod dialects;
mod enquiry;
mod faults;
mod field;
mod fuzz;
mod golden;
mod golden_agent;
mod habits;
mod information;
mod manners;
mod secrets;
mod server;
mod tls;
mod unsent;
mod walls;

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use async_trait::async_trait;
use domain::{Field, OrderId, Paise, Word};
use manners::{Manner, has};
use providers::{
    Access, CatalogueRow, CircleUse, Company, Http, Order, Provenance, Provider, Reply, Request, ReqwestHttp,
    SendError, call,
};
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

fn access_with(company: &dyn Company, base: &str, credentials: BTreeMap<String, String>) -> Access {
    let secrets = credentials.into_iter().map(|(key, value)| (key, value.into())).collect();
    Access::new(company.descriptor(), base, false, secrets).unwrap()
}

fn access(provider: &dyn Provider, base: &str) -> Access {
    access_with(provider, base, practice(provider))
}

/// An order for ₹ 10 of the first operator that the provider sells.
fn order(provider: &dyn Provider, order_id: &str, number: &str) -> Order {
    let first = provider.catalogue().first();
    let row = first.unwrap_or_else(|| panic!("{} sells nothing", provider.descriptor().slug));
    order_of(provider, row, order_id, number)
}

/// An order for ₹ 10 of an operator, with whatever its row of the catalogue wants.
fn order_of(provider: &dyn Provider, row: &CatalogueRow, order_id: &str, number: &str) -> Order {
    let circle = provider.circles().iter().find(|circle| circle.provenance != Provenance::Unsure);
    let circle_code = match provider.descriptor().circle {
        CircleUse::Required => circle.map(|circle| circle.code.clone()),
        CircleUse::Unused => None,
    };
    let extras = row.extras.iter().map(|extra| (extra.parameter.clone(), example(extra.field).to_owned()));
    Order {
        order_id: OrderId::parse(order_id).unwrap(),
        service: row.service,
        code: row.code.clone(),
        number: number.to_owned(),
        amount: Paise::new(1_000),
        circle_code,
        extras: extras.collect(),
        special: row.special,
        submitted_at_ms: now_ms(),
    }
}

/// What a customer may have in the field.
fn example(field: Field) -> &'static str {
    match field {
        Field::StdCode => "040",
        Field::AccountNumber => "7301442",
        Field::CaNumber => "60041177",
        Field::BillGroup => "12",
        Field::BillingUnit => "4404",
        Field::ProcessingCycle => "03",
        Field::CycleNumber => "08",
        Field::DateOfBirth => "04-07-1981",
        Field::VehicleNumber => "TS09XA1234",
        Field::CustomerName => "A B Chandra",
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

/// The very bodies with which the provider says that this order succeeded.
struct Success {
    /// In answer to the recharge call: the best news there is in the dialect.
    sold: String,
    /// In answer to an enquiry.
    found: String,
}

async fn success_of(provider: &dyn Provider, order: &Order) -> Success {
    let simulator = simulator(NEVER).await;
    let line = Listening { line: line(), heard: Mutex::default() };
    let access = access(provider, &simulator.base_address(provider.descriptor().slug));
    let told = call::submit(&line, provider, &access, order).await;
    assert!(is_good(provider, &told.outcome), "{:?}", told.outcome);
    let sold = line.heard.lock().unwrap().clone();
    let told = call::enquire(&line, provider, &access, order).await;
    assert!(matches!(told.outcome, call::Finding::Says(Word::Succeeded, _)), "{:?}", told.outcome);
    Success { sold, found: line.heard.into_inner().unwrap() }
}

/// Whether this is what the provider says of a sale that went well at once: nothing less, and nothing more.
fn is_good(provider: &dyn Provider, outcome: &call::Submission) -> bool {
    if has(provider, Manner::AnswersOnlyAccepted) {
        matches!(outcome, call::Submission::Accepted(_))
    } else {
        matches!(outcome, call::Submission::Succeeded(_))
    }
}
