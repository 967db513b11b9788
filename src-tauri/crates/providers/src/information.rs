//! A company that tells and never sells: what plans an operator has, whose a number is, what a bill says.
//!
//! Architecture invariant: nothing here can move money. No question has a place for an order id, none sends an amount, and the
//! type is no [`crate::Company`]: it is in no list of those that sell. What it tells is a hint. It is no proof of a payment, and it
//! never says how a sale stands.

mod dialect;

use std::collections::BTreeMap;

use domain::{Field, Language, Paise, PlanData, Service};

use crate::access::{Access, BadField};
use crate::descriptor::Descriptor;
use crate::http::{Http, Reply};
use crate::request::Request;
use crate::trouble::Trouble;
use crate::web;

/// Whose plans are asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlansQuestion {
    /// The service.
    pub service: Service,
    /// The operator's id in the one list.
    pub operator: String,
    /// Its English name.
    pub operator_name: String,
    /// The circle's id; empty: all circles.
    pub circle: String,
    /// Its English name; empty: all circles.
    pub circle_name: String,
}

/// What an amount buys, as told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldPlan {
    /// The amount.
    pub amount: Paise,
    /// For how many days it is good; `None`: it was not told.
    pub days: Option<u32>,
    /// Its data; `None`: it was not told, or it has none.
    pub data: Option<PlanData>,
    /// What else is told of it, by language.
    pub words: BTreeMap<Language, String>,
}

/// Which number is asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberQuestion {
    /// The service.
    pub service: Service,
    /// The number.
    pub number: String,
}

/// With whom a number is, as told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldNumber {
    /// The operator: an id of the one list, or a name.
    pub operator: String,
    /// The circle: an id of the one list, or a name; `None`: it was not told.
    pub circle: Option<String>,
}

/// Whose bill is asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BillQuestion {
    /// The service.
    pub service: Service,
    /// The operator's id in the one list.
    pub operator: String,
    /// Its English name.
    pub operator_name: String,
    /// The customer's number there.
    pub number: String,
    /// What the operator needs beside the number.
    pub fields: BTreeMap<Field, String>,
}

/// A bill, as told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldBill {
    /// What is due; nothing where the bill is settled.
    pub amount: Paise,
    /// The customer's name.
    pub name: Option<String>,
    /// The day by which it is due, `2026-11-20`.
    pub due_date: Option<String>,
    /// The bill's own number.
    pub bill_number: Option<String>,
    /// The time that it is for, in the company's words.
    pub period: Option<String>,
}

/// A company that answers three questions. There is no default method: what one cannot answer it says itself.
///
/// A reader gives `None` where the company knows nothing of what was asked.
pub trait Informant: Send + Sync {
    /// What it declares of itself.
    fn descriptor(&self) -> &'static Descriptor;

    /// The call that asks for the plans of an operator in a circle.
    fn plans_request(&self, access: &Access, asked: &PlansQuestion) -> Result<Request, BadField>;

    /// Reads the body of its answer.
    fn read_plans(&self, access: &Access, reply: &Reply) -> Result<Option<Vec<ToldPlan>>, Trouble>;

    /// The call that asks with whom a number is.
    fn number_request(&self, access: &Access, asked: &NumberQuestion) -> Result<Request, BadField>;

    /// Reads the body of its answer.
    fn read_number(
        &self,
        access: &Access,
        asked: &NumberQuestion,
        reply: &Reply,
    ) -> Result<Option<ToldNumber>, Trouble>;

    /// The call that asks for a bill.
    fn bill_request(&self, access: &Access, asked: &BillQuestion) -> Result<Request, BadField>;

    /// Reads the body of its answer.
    fn read_bill(&self, access: &Access, asked: &BillQuestion, reply: &Reply) -> Result<Option<ToldBill>, Trouble>;
}

/// Galla's own information protocol, `docs/information.md`: the one way in which such a company is asked.
pub fn informant() -> &'static dyn Informant {
    &dialect::GallaProtocol
}

/// The plans of an operator in a circle.
pub async fn plans(
    http: &dyn Http,
    informant: &dyn Informant,
    access: &Access,
    asked: &PlansQuestion,
) -> Result<Option<Vec<ToldPlan>>, Trouble> {
    let reply = reply(http, informant.plans_request(access, asked)).await?;
    judged(access, &reply, informant.read_plans(access, &reply))
}

/// With whom a number is.
pub async fn number(
    http: &dyn Http,
    informant: &dyn Informant,
    access: &Access,
    asked: &NumberQuestion,
) -> Result<Option<ToldNumber>, Trouble> {
    let reply = reply(http, informant.number_request(access, asked)).await?;
    judged(access, &reply, informant.read_number(access, asked, &reply))
}

/// A customer's bill.
pub async fn bill(
    http: &dyn Http,
    informant: &dyn Informant,
    access: &Access,
    asked: &BillQuestion,
) -> Result<Option<ToldBill>, Trouble> {
    let reply = reply(http, informant.bill_request(access, asked)).await?;
    judged(access, &reply, informant.read_bill(access, asked, &reply))
}

/// Asks once. A question may be asked again, so it is all the same whether one that failed had left.
async fn reply(http: &dyn Http, request: Result<Request, BadField>) -> Result<Reply, Trouble> {
    let request = request.map_err(|bad| Trouble::FieldRefused { field: bad.field })?;
    http.send(request).await.map_err(|error| error.trouble().clone())
}

/// What an answer says, whatever its HTTP status: a refusal in the company's own words is heard, and nothing else beside a fault.
fn judged<T>(access: &Access, reply: &Reply, read: Result<Option<T>, Trouble>) -> Result<Option<T>, Trouble> {
    match (reply.status, read) {
        (status, read) if web::is_good(status) => read.map_err(|trouble| trouble.scrubbed(access)),
        (400..=499, Err(trouble @ (Trouble::CredentialsRefused { .. } | Trouble::ProviderSays { .. }))) => {
            Err(trouble.scrubbed(access))
        }
        // "404" with the word that nothing is known.
        (404, Ok(None)) => Ok(None),
        (_, _) => Err(web::trouble(reply)),
    }
}

#[cfg(test)]
mod tests;
