//! A1Topup (`a1topup.txt`): form bodies with a password and the circle, and answers in three formats.
//!
//! The paper allows GET and POST; we POST, so that the password stays out of addresses, proxies' logs and error
//! messages. We ask for JSON and read what arrives: a fault is often answered in another format than was asked for.

mod wire;

#[cfg(test)]
mod balance_tests;
#[cfg(test)]
mod format_tests;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use domain::{IdForm, Outcome};

use crate::access::{Access, BadField};
use crate::catalogue::{self, CatalogueRow, CircleRow};
use crate::descriptor::{CircleUse, CredentialField, Descriptor};
use crate::provider::{
    Agent, Answer, Balance, Company, CostEvidence, EnquiryAnswer, Hint, ListedOperator, Order, Provider,
};
use crate::vocabulary::Vocabulary;
use crate::{Fields, Method, Reply, Request, Trouble, judge};
use wire::{Sale, read_balance, read_sale};

/// A1Topup.
pub(crate) struct A1Topup;

static DESCRIPTOR: Descriptor = Descriptor {
    slug: "a1topup",
    name: "A1Topup",
    default_base_address: Some("https://business.a1topup.com"),
    may_use_plain_http: false,
    credentials: &[
        CredentialField { key: "username", label: "username", secret: false },
        CredentialField { key: "pwd", label: "pwd", secret: true },
    ],
    circle: CircleUse::Required,
    repeats_order: true,
    page: &[],
    paths: &[],
    may_use_address: true,
    id_form: IdForm::Signs,
};

static CATALOGUE: LazyLock<Vec<CatalogueRow>> = LazyLock::new(|| catalogue::read(include_str!("catalogue.csv")));
static CIRCLES: LazyLock<Vec<CircleRow>> = LazyLock::new(|| catalogue::read(include_str!("circles.csv")));

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::with(include_str!("vocabulary.csv")));

/// The two parameters beside number and amount ("FOR LANDLINE AND UTILITY").
const EXTRAS: [&str; 2] = ["value1", "value2"];

impl A1Topup {
    fn call(access: &Access, path: &str) -> Result<Request, BadField> {
        let request = access.request(Method::Post, &["recharge", path]);
        Ok(request.parameter("username", access.open("username")?).parameter("pwd", access.secret("pwd")?))
    }
}

impl Company for A1Topup {
    fn descriptor(&self) -> &'static Descriptor {
        &DESCRIPTOR
    }

    fn balance_request(&self, access: &Access) -> Result<Request, BadField> {
        Ok(A1Topup::call(access, "balance")?.parameter("format", "json"))
    }

    fn read_balance(&self, reply: &Reply) -> Result<Balance, Trouble> {
        read_balance(&VOCABULARY, &reply.body)
    }

    /// `txid` is our own order id here, not theirs ("Call Back URL").
    fn read_callback(&self, fields: &Fields) -> Option<Hint> {
        fields.get("status")?;
        Some(Hint { order_id: fields.get("txid")?.to_owned(), cost: CostEvidence::default() })
    }

    fn read_status(&self, words: &str) -> Option<Outcome> {
        VOCABULARY.outcome(words)
    }

    fn seller(&'static self) -> Option<&'static dyn Provider> {
        Some(self)
    }

    fn agent(&'static self) -> Option<&'static dyn Agent> {
        None
    }
}

impl Provider for A1Topup {
    fn catalogue(&self) -> &'static [CatalogueRow] {
        &CATALOGUE
    }

    fn circles(&self) -> &'static [CircleRow] {
        &CIRCLES
    }

    fn list_request(&self, _access: &Access) -> Option<Result<Request, BadField>> {
        None
    }

    fn read_list(&self, _reply: &Reply) -> Result<Vec<ListedOperator>, Trouble> {
        Err(Trouble::AnswerUnreadable)
    }

    fn recharge_request(&self, access: &Access, order: &Order) -> Result<Request, BadField> {
        let circle = order.circle_code.as_deref().filter(|code| !code.trim().is_empty());
        let circle = circle.ok_or_else(|| BadField { field: "circlecode".to_owned() })?;
        let mut request = A1Topup::call(access, "api")?
            .parameter("circlecode", circle)
            .parameter("operatorcode", order.code.as_str())
            .parameter("number", order.number.as_str())
            .parameter("amount", order.amount.to_wire().as_str())
            .parameter("orderid", order.order_id.as_str())
            .parameter("format", "json");
        for (name, value) in &order.extras {
            if !EXTRAS.contains(&name.as_str()) {
                return Err(BadField { field: name.clone() });
            }
            request = request.parameter(name, value.as_str());
        }
        Ok(request)
    }

    fn read_recharge(&self, order: &Order, reply: &Reply) -> Answer {
        match read_sale(&reply.body) {
            Ok(Sale::Fields(answer)) => answer.of_recharge(&VOCABULARY, order),
            Ok(Sale::Text(text)) => judge::bare_recharge(&VOCABULARY, &text, reply.status),
            Err(trouble) => Answer::Unclear(trouble),
        }
    }

    fn enquiry_requests(&self, access: &Access, order: &Order) -> Result<Vec<Request>, BadField> {
        let request = A1Topup::call(access, "status")?.parameter("orderid", order.order_id.as_str());
        Ok(vec![request.parameter("format", "json")])
    }

    fn read_enquiry(&self, order: &Order, reply: &Reply) -> EnquiryAnswer {
        match read_sale(&reply.body) {
            Ok(Sale::Fields(answer)) => answer.of_enquiry(&VOCABULARY, order),
            Ok(Sale::Text(text)) => EnquiryAnswer::SaysNothing(judge::bare_trouble(&VOCABULARY, &text)),
            Err(trouble) => EnquiryAnswer::SaysNothing(trouble),
        }
    }
}
