//! INSPAY v3 (`inspay.txt`): form bodies with a token, and one status word.
//!
//! The paper shows GET with everything in the address and allows POST; we POST, so that the token stays out of
//! addresses, proxies' logs and error messages.

mod wire;

#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use domain::{IdForm, Outcome};

use crate::access::{Access, BadField};
use crate::catalogue::{self, CatalogueRow, CircleRow};
use crate::descriptor::{CircleUse, CredentialField, Descriptor};
use crate::flat_answer::{self, FlatAnswer};
use crate::provider::{
    Agent, Answer, Balance, Company, CostEvidence, EnquiryAnswer, Hint, ListedOperator, Order, Provider,
};
use crate::text::{Read, read};
use crate::vocabulary::Vocabulary;
use crate::{Fields, Method, Reply, Request, Trouble, judge, money};
use wire::BalanceAnswer;

/// INSPAY.
pub(crate) struct Inspay;

static DESCRIPTOR: Descriptor = Descriptor {
    slug: "inspay",
    name: "INSPAY",
    default_base_address: Some("https://www.connect.inspay.in"),
    may_use_plain_http: false,
    credentials: &[
        CredentialField { key: "username", label: "username", secret: false },
        CredentialField { key: "token", label: "token", secret: true },
    ],
    circle: CircleUse::Unused,
    repeats_order: true,
    page: &[],
    paths: &[],
    may_use_address: true,
    id_form: IdForm::Signs,
};

static CATALOGUE: LazyLock<Vec<CatalogueRow>> = LazyLock::new(|| catalogue::read(include_str!("catalogue.csv")));

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::with(include_str!("vocabulary.csv")));

impl Inspay {
    fn call(access: &Access, path: &str) -> Result<Request, BadField> {
        let request = access.request(Method::Post, &["v3", "recharge", path]);
        Ok(request.parameter("username", access.open("username")?).parameter("token", access.secret("token")?))
    }
}

impl Company for Inspay {
    fn descriptor(&self) -> &'static Descriptor {
        &DESCRIPTOR
    }

    fn balance_request(&self, access: &Access) -> Result<Request, BadField> {
        Ok(Inspay::call(access, "balance")?.parameter("format", "json"))
    }

    fn read_balance(&self, reply: &Reply) -> Result<Balance, Trouble> {
        match read::<BalanceAnswer>(&reply.body)? {
            Read::Text(text) => judge::bare_balance(&VOCABULARY, &text),
            Read::Object(answer) => {
                let balance = answer.balance.get().and_then(money::balance);
                flat_answer::balance(&VOCABULARY, &answer.status, balance, &answer.words())
            }
        }
    }

    /// `txid` is our own order id here, not theirs (page 1, "Call Back/Webhook URL").
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

impl Provider for Inspay {
    fn catalogue(&self) -> &'static [CatalogueRow] {
        &CATALOGUE
    }

    fn circles(&self) -> &'static [CircleRow] {
        &[]
    }

    fn list_request(&self, _access: &Access) -> Option<Result<Request, BadField>> {
        None
    }

    fn read_list(&self, _reply: &Reply) -> Result<Vec<ListedOperator>, Trouble> {
        Err(Trouble::AnswerUnreadable)
    }

    fn recharge_request(&self, access: &Access, order: &Order) -> Result<Request, BadField> {
        let mut request = Inspay::call(access, "api")?
            .parameter("opcode", order.code.as_str())
            .parameter("number", order.number.as_str())
            .parameter("amount", order.amount.to_wire().as_str())
            .parameter("orderid", order.order_id.as_str());
        for (name, value) in &order.extras {
            request = request.parameter(name, value.as_str());
        }
        Ok(request.parameter("format", "json"))
    }

    fn read_recharge(&self, order: &Order, reply: &Reply) -> Answer {
        match read::<FlatAnswer>(&reply.body) {
            Ok(Read::Object(answer)) => answer.of_recharge(&VOCABULARY, order),
            Ok(Read::Text(text)) => judge::bare_recharge(&VOCABULARY, &text, reply.status),
            Err(trouble) => Answer::Unclear(trouble),
        }
    }

    fn enquiry_requests(&self, access: &Access, order: &Order) -> Result<Vec<Request>, BadField> {
        let request = Inspay::call(access, "status")?.parameter("orderid", order.order_id.as_str());
        Ok(vec![request.parameter("format", "json")])
    }

    fn read_enquiry(&self, order: &Order, reply: &Reply) -> EnquiryAnswer {
        match read::<FlatAnswer>(&reply.body) {
            Ok(Read::Object(answer)) => answer.of_enquiry(&VOCABULARY, order),
            Ok(Read::Text(text)) => EnquiryAnswer::SaysNothing(judge::bare_trouble(&VOCABULARY, &text)),
            Err(trouble) => EnquiryAnswer::SaysNothing(trouble),
        }
    }
}
