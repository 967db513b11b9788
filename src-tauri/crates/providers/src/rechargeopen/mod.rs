//! The Recharge Open API (`recharge-open-api.txt`): one page for all calls, which differ in `Message`, and answers of
//! one line. Many resellers speak it, each on a domain of its own and most over plain http.

mod codes;
mod status;
mod wire;

#[cfg(test)]
mod enquiry_tests;
#[cfg(test)]
mod request_tests;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use domain::{BasisPoints, IdForm, Outcome, Paise};
use secrecy::ExposeSecret;

use crate::access::{Access, BadField};
use crate::catalogue::{self, CatalogueRow, CircleRow};
use crate::descriptor::{CircleUse, CredentialField, Descriptor};
use crate::judge::{bare_recharge, bare_trouble};
use crate::provider::{
    Agent, Answer, Balance, Company, CostEvidence, EnquiryAnswer, Hint, ListedOperator, Order, Provider,
};
use crate::request::{HIDDEN, Value};
use crate::vocabulary::Vocabulary;
use crate::{Fields, Method, Reply, Request, Trouble, money};
use codes::{read_failed_enquiry, recharge_of, standing_of};
use status::Fault;
use wire::{Line, is_code, is_number_or_none, line};

/// The Recharge Open API.
pub(crate) struct RechargeOpen;

static DESCRIPTOR: Descriptor = Descriptor {
    slug: "rechargeopen",
    name: "Recharge Open API",
    default_base_address: None,
    may_use_plain_http: true,
    credentials: &[
        CredentialField { key: "user_id", label: "UserID", secret: false },
        CredentialField { key: "password", label: "Password", secret: true },
        CredentialField { key: "mobile_no", label: "MobileNo", secret: false },
        CredentialField { key: "sms_pin", label: "SMS Pin", secret: true },
    ],
    circle: CircleUse::Unused,
    repeats_order: false,
    page: &["Admin", "RechargeAPI.aspx"],
    paths: &[],
    may_use_address: false,
    id_form: IdForm::Digits,
};

static CATALOGUE: LazyLock<Vec<CatalogueRow>> = LazyLock::new(|| catalogue::read(include_str!("catalogue.csv")));

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::with(include_str!("vocabulary.csv")));

/// The sign between the parts of `Message`. The paper has no way to write it inside one.
const SEPARATOR: char = '$';

/// A text that can be part of a request: it stands, and nothing in it would be taken for the end of it.
fn checked<'a>(field: &str, text: &'a str) -> Result<&'a str, BadField> {
    let fits = !text.trim().is_empty() && !text.chars().any(|sign| sign == SEPARATOR || sign.is_control());
    if fits { Ok(text) } else { Err(BadField { field: field.to_owned() }) }
}

impl RechargeOpen {
    /// A call with the `Message` that `message` makes of the SMS Pin. It is made twice: as it is sent, and as it may
    /// be shown. The paper has nothing but GET.
    fn call(access: &Access, message: impl Fn(&str) -> String) -> Result<Request, BadField> {
        for CredentialField { key, .. } in DESCRIPTOR.credentials {
            checked(key, access.secret(key)?.expose_secret())?;
        }
        let pin = access.secret("sms_pin")?.expose_secret();
        let whole = Value::Partly { sent: message(pin).into(), shown: message(HIDDEN) };
        Ok(access
            .page(Method::Get)
            .parameter("UserID", access.open("user_id")?)
            .parameter("Password", access.secret("password")?)
            .parameter("MobileNo", access.open("mobile_no")?)
            .parameter("Message", whole))
    }
}

impl Company for RechargeOpen {
    fn descriptor(&self) -> &'static Descriptor {
        &DESCRIPTOR
    }

    fn balance_request(&self, access: &Access) -> Result<Request, BadField> {
        RechargeOpen::call(access, |pin| format!("BAL${pin}"))
    }

    fn read_balance(&self, reply: &Reply) -> Result<Balance, Trouble> {
        let line = line(&reply.body)?;
        match Line::read(&line) {
            Some(Line::Pair { code: "0", words }) => {
                money::balance(words).filter(|balance| *balance >= Paise::ZERO).ok_or(Trouble::AnswerUnreadable)
            }
            Some(Line::Three { provider_ref, .. } | Line::Standing { provider_ref, .. })
                if !is_number_or_none(provider_ref) =>
            {
                Err(Trouble::AnswerUnreadable)
            }
            Some(Line::Pair { code, words } | Line::Three { code, words, .. } | Line::Standing { code, words, .. }) => {
                match Fault::read(code) {
                    Some(fault) if !fault.is_cut(words) => Err(fault.trouble(words)),
                    Some(_) => Err(Trouble::AnswerUnreadable),
                    None if is_code(code) && VOCABULARY.gate(words).is_some() => Err(Trouble::of_refusal(words)),
                    None => Err(Trouble::AnswerUnreadable),
                }
            }
            Some(Line::Text(text)) => Err(bare_trouble(&VOCABULARY, text)),
            None => Err(Trouble::AnswerUnreadable),
        }
    }

    /// "Transaction Status Call Back": `TNO` is our order id.
    fn read_callback(&self, fields: &Fields) -> Option<Hint> {
        fields.get("ST")?;
        Some(Hint { order_id: fields.get("TNO")?.to_owned(), cost: cost_evidence(fields) })
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

/// What a callback tells of the cost. The paper's sample has `0` in all four fields, which is no evidence of a sale
/// that cost nothing: a discount of 0 is not told, nor are two balances of 0. A wallet that came down to 0 is.
fn cost_evidence(fields: &Fields) -> CostEvidence {
    let rupees = |name: &str| fields.get(name).and_then(Paise::from_wire).filter(|amount| *amount >= Paise::ZERO);
    let (before, after) = (rupees("PRB"), rupees("POB"));
    let told = [before, after].into_iter().flatten().any(|balance| balance > Paise::ZERO);
    CostEvidence {
        balance_before: before.filter(|_| told),
        balance_after: after.filter(|_| told),
        discount: rupees("DR").filter(|discount| *discount > Paise::ZERO),
        discount_rate: fields.get("DP").and_then(percent).filter(|rate| rate.get() > 0),
    }
}

/// A percentage as the paper prints it. What a shopkeeper may type, digits of another script say, is no answer.
fn percent(text: &str) -> Option<BasisPoints> {
    let hundredths = Paise::from_wire(text.trim_end_matches('%'))?;
    BasisPoints::new(i32::try_from(hundredths.get()).ok()?)
}

impl Provider for RechargeOpen {
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
        let code = checked("OperatorCode", &order.code)?;
        let number = checked("CustomerNo", &order.number)?;
        // An order id is digits and capitals by its type, an amount digits and a point.
        let reference = order.order_id.as_str();
        let amount = order.amount.to_wire();
        let kind = if order.special { "S" } else { "0" };
        RechargeOpen::call(access, |pin| format!("{code}${number}${amount}${pin}${kind}${reference}"))
    }

    /// The answer names neither order nor number nor amount ("Recharge Response"): nothing in it can be compared with
    /// ours. It is believed because it came over the connection that carried this one request, and only so far: `0`
    /// means accepted and never settles anything, and a failure is one of the paper's own codes or a sentence of the gate.
    fn read_recharge(&self, _order: &Order, reply: &Reply) -> Answer {
        let line = match line(&reply.body) {
            Ok(line) => line,
            Err(trouble) => return Answer::Unclear(trouble),
        };
        match Line::read(&line) {
            Some(Line::Pair { code, words }) => recharge_of(code, words, None),
            Some(Line::Three { provider_ref, .. } | Line::Standing { provider_ref, .. })
                if !is_number_or_none(provider_ref) =>
            {
                Answer::Unclear(Trouble::AnswerUnreadable)
            }
            Some(Line::Three { code, words, provider_ref }) => recharge_of(code, words, Some(provider_ref)),
            // The fourth part is an operator's: none has answered a recharge call yet.
            Some(Line::Standing { code, words, provider_ref, operator_ref: "" }) => {
                recharge_of(code, words, Some(provider_ref))
            }
            Some(Line::Text(text)) => bare_recharge(&VOCABULARY, text, reply.status),
            Some(Line::Standing { .. }) | None => Answer::Unclear(Trouble::AnswerUnreadable),
        }
    }

    fn enquiry_requests(&self, access: &Access, order: &Order) -> Result<Vec<Request>, BadField> {
        let reference = order.order_id.as_str();
        Ok(vec![RechargeOpen::call(access, |pin| format!("STATUS${reference}${pin}"))?])
    }

    /// This answer too names neither order nor number nor amount ("Transaction Status Response"), so nothing can be
    /// compared. What can be asked is its shape: four parts with a code of the paper's, a description that does not
    /// deny it, and the provider's own number; or a code and a description that plainly say the same.
    fn read_enquiry(&self, _order: &Order, reply: &Reply) -> EnquiryAnswer {
        let line = match line(&reply.body) {
            Ok(line) => line,
            Err(trouble) => return EnquiryAnswer::SaysNothing(trouble),
        };
        match Line::read(&line) {
            None => EnquiryAnswer::SaysNothing(Trouble::AnswerUnreadable),
            Some(Line::Text(text)) => EnquiryAnswer::SaysNothing(bare_trouble(&VOCABULARY, text)),
            Some(Line::Pair { code, words }) => read_failed_enquiry(code, words, true),
            Some(Line::Three { code, words, provider_ref }) => standing_of(code, words, provider_ref, None),
            Some(Line::Standing { code, words, provider_ref, operator_ref }) => {
                standing_of(code, words, provider_ref, Some(operator_ref))
            }
        }
    }
}
