//! INSPAY v3 (`inspay.txt`): form bodies with a token, and one status word.
//!
//! The paper shows GET with everything in the address and allows POST; we POST, so that the token stays out of
//! addresses, proxies' logs and error messages.

mod status;
mod wire;

#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use domain::{Paise, Word};

use crate::catalogue::{self, CatalogueRow, CircleRow};
use crate::provider::{
    Access, Agent, Answer, BadField, Balance, CircleUse, Company, CostEvidence, CredentialField, Descriptor,
    EnquiryAnswer, Hint, ListedOperator, Order, Particulars, Provider,
};
use crate::trouble::{says_duplicate, says_no_record};
use crate::{Fields, Method, Reply, Request, Trouble};
use status::Status;
use wire::{BalanceAnswer, SaleAnswer};

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
    paths: &[],
};

static CATALOGUE: LazyLock<Vec<CatalogueRow>> = LazyLock::new(|| catalogue::read(include_str!("catalogue.csv")));

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
        let answer = BalanceAnswer::read(&reply.body).ok_or(Trouble::AnswerUnreadable)?;
        match Status::read(&answer.status) {
            Some(Status::Success) => answer.balance.get().and_then(Paise::from_wire).ok_or(Trouble::AnswerUnreadable),
            Some(Status::Failure) => Err(Trouble::of_refusal(answer.message.get().unwrap_or_default())),
            Some(Status::Pending) | None => Err(Trouble::AnswerUnreadable),
        }
    }

    /// `txid` is our own order id here, not theirs (page 1, "Call Back/Webhook URL").
    fn read_callback(&self, fields: &Fields) -> Option<Hint> {
        fields.get("status")?;
        Some(Hint { order_id: fields.get("txid")?.to_owned(), cost: CostEvidence::default() })
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
        let Some(answer) = SaleAnswer::read(&reply.body) else { return Answer::Unclear(Trouble::AnswerUnreadable) };
        if answer.echo().contradicts(order) {
            return Answer::Unclear(Trouble::AnswerNotOurs);
        }
        let words = answer.words();
        match Status::read(&answer.status) {
            Some(Status::Failure) if says_duplicate(&words) => Answer::Unclear(Trouble::DuplicateOrder),
            Some(status) if status.is_denied_by(&words) => Answer::Unclear(Trouble::AnswerContradictsItself),
            Some(Status::Failure) => Answer::Rejected(answer.particulars(false), Trouble::of_refusal(&words)),
            // Good news must name our order; bad news about the call itself ("IP not whitelisted") does not.
            Some(_) if answer.orderid.get().is_none() => Answer::Unclear(Trouble::AnswerNotOurs),
            Some(Status::Success) => Answer::Succeeded(answer.particulars(true)),
            Some(Status::Pending) => Answer::Accepted(answer.particulars(false)),
            None => Answer::Unclear(Trouble::AnswerWordUnknown { words: answer.status.owned().unwrap_or_default() }),
        }
    }

    fn enquiry_requests(&self, access: &Access, order: &Order) -> Result<Vec<Request>, BadField> {
        let request = Inspay::call(access, "status")?.parameter("orderid", order.order_id.as_str());
        Ok(vec![request.parameter("format", "json")])
    }

    fn read_enquiry(&self, order: &Order, reply: &Reply) -> EnquiryAnswer {
        let Some(answer) = SaleAnswer::read(&reply.body) else {
            return EnquiryAnswer::SaysNothing(Trouble::AnswerUnreadable);
        };
        let echo = answer.echo();
        if echo.contradicts(order) {
            return EnquiryAnswer::SaysNothing(Trouble::AnswerNotOurs);
        }
        // The paper's answer to an enquiry carries all three; without them it is about the call, not the sale.
        if echo.order_id.is_none() || echo.number.is_none() || echo.amount.is_none() {
            let words = answer.words();
            return if says_no_record(&words) && Status::read(&answer.status) == Some(Status::Failure) {
                EnquiryAnswer::NoRecord(words)
            } else if words.is_empty() {
                EnquiryAnswer::SaysNothing(Trouble::AnswerNotOurs)
            } else {
                EnquiryAnswer::SaysNothing(Trouble::of_refusal(&words))
            };
        }
        match Status::read(&answer.status) {
            Some(status) if status.is_denied_by(&answer.words()) => {
                EnquiryAnswer::SaysNothing(Trouble::AnswerContradictsItself)
            }
            Some(status) => EnquiryAnswer::Says(Word::from(status), answer.particulars(status == Status::Success)),
            None => EnquiryAnswer::SaysNothing(Trouble::AnswerWordUnknown {
                words: answer.status.owned().unwrap_or_default(),
            }),
        }
    }
}

impl SaleAnswer {
    /// The reason stands in `opid` on failure, in `message` otherwise; the status answer has no message.
    fn words(&self) -> String {
        let reason = self.opid.get().filter(|reason| *reason != "0");
        let parts: Vec<&str> = [reason, self.message.get()].into_iter().flatten().collect();
        parts.join(" · ")
    }

    fn particulars(&self, succeeded: bool) -> Particulars {
        let operator_ref = self.opid.owned().filter(|id| succeeded && id != "0");
        let words = if succeeded { self.message.owned() } else { Some(self.words()).filter(|words| !words.is_empty()) };
        Particulars { provider_ref: self.txid.owned(), operator_ref, words, balance: None }
    }
}
