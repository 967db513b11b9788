//! The Recharge Open API (`recharge-open-api.txt`): one page for all calls, which differ in `Message`, and answers of
//! one line. Many resellers speak it, each on a domain of its own and most over plain http.

mod status;
mod wire;

#[cfg(test)]
mod enquiry_tests;
#[cfg(test)]
mod request_tests;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use domain::{BasisPoints, IdForm, Paise, Word};
use secrecy::ExposeSecret;

use crate::catalogue::{self, CatalogueRow, CircleRow};
use crate::provider::{
    Access, Agent, Answer, BadField, Balance, CircleUse, Company, CostEvidence, CredentialField, Descriptor,
    EnquiryAnswer, Hint, ListedOperator, Order, Particulars, Provider,
};
use crate::request::{HIDDEN, Value};
use crate::trouble::says_duplicate;
use crate::{Fields, Method, Reply, Request, Trouble};
use status::{Fault, Standing};
use wire::{Line, in_letters};

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
    paths: &[],
    may_use_address: false,
    id_form: IdForm::Digits,
};

static CATALOGUE: LazyLock<Vec<CatalogueRow>> = LazyLock::new(|| catalogue::read(include_str!("catalogue.csv")));

/// The one page of the dialect, below the reseller's domain.
const PAGE: [&str; 2] = ["Admin", "RechargeAPI.aspx"];

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
        Ok(RechargeOpen::page(access)
            .parameter("UserID", access.open("user_id")?)
            .parameter("Password", access.secret("password")?)
            .parameter("MobileNo", access.open("mobile_no")?)
            .parameter("Message", whole))
    }

    /// The page. A reseller's paper prints the whole address, and not every reseller calls the page as the paper does:
    /// whatever ends in `.aspx` is the page already.
    fn page(access: &Access) -> Request {
        let base = access.request(Method::Get, &[]);
        let is_whole = base.address.path().to_ascii_lowercase().ends_with(".aspx");
        if is_whole { base } else { access.request(Method::Get, &PAGE) }
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
        match Line::read(&reply.body) {
            Some(Line::Pair { code: "0", words }) => {
                Paise::from_wire(words).filter(|balance| *balance >= Paise::ZERO).ok_or(Trouble::AnswerUnreadable)
            }
            Some(Line::Pair { code, words }) => match Fault::read(code) {
                Some(fault) if !fault.is_cut(words) => Err(fault.trouble(words)),
                _ => Err(Trouble::AnswerUnreadable),
            },
            Some(Line::Standing { .. }) | None => Err(Trouble::AnswerUnreadable),
        }
    }

    /// "Transaction Status Call Back": `TNO` is our order id.
    fn read_callback(&self, fields: &Fields) -> Option<Hint> {
        fields.get("ST")?;
        Some(Hint { order_id: fields.get("TNO")?.to_owned(), cost: cost_evidence(fields) })
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
    /// means accepted and never settles anything, and a failure is one of the paper's own codes.
    fn read_recharge(&self, _order: &Order, reply: &Reply) -> Answer {
        let Some(Line::Pair { code, words }) = Line::read(&reply.body) else {
            return Answer::Unclear(Trouble::AnswerUnreadable);
        };
        let told = Particulars { words: Some(words.to_owned()), ..Particulars::default() };
        if code == "0" {
            // Two signs are little to believe; a line of plain words behind them is asked for as well.
            let whole = words.is_ascii() && in_letters(words) && !status::is_cut(words, "Success");
            return if whole { Answer::Accepted(told) } else { Answer::Unclear(Trouble::AnswerUnreadable) };
        }
        match Fault::read(code) {
            None => Answer::Unclear(Trouble::AnswerWordUnknown { words: format!("{code}={words}") }),
            Some(fault) if fault.is_cut(words) => Answer::Unclear(Trouble::AnswerUnreadable),
            Some(fault) if fault.is_denied_by(words) => Answer::Unclear(Trouble::AnswerContradictsItself),
            Some(Fault::DuplicateReference) => Answer::duplicate(),
            Some(_) if says_duplicate(words) => Answer::duplicate(),
            Some(fault @ Fault::InternalError) => Answer::Unclear(fault.trouble(words)),
            // "Status > 0 means request not accepted".
            Some(
                fault @ (Fault::MessageFormat
                | Fault::MobileNumber
                | Fault::SmsPassword
                | Fault::Amount
                | Fault::MemberType
                | Fault::TransactionFormat
                | Fault::UserIdOrPassword
                | Fault::TransactionReference
                | Fault::InvalidAccess),
            ) => Answer::Rejected(told, fault.trouble(words)),
        }
    }

    fn enquiry_requests(&self, access: &Access, order: &Order) -> Result<Vec<Request>, BadField> {
        let reference = order.order_id.as_str();
        Ok(vec![RechargeOpen::call(access, |pin| format!("STATUS${reference}${pin}"))?])
    }

    /// This answer too names neither order nor number nor amount ("Transaction Status Response"), so nothing can be
    /// compared. What can be asked is its whole shape: four parts, a code of the paper's, a description that does not
    /// deny it, and the provider's own number.
    fn read_enquiry(&self, _order: &Order, reply: &Reply) -> EnquiryAnswer {
        let told = match Line::read(&reply.body) {
            None => Err(Trouble::AnswerUnreadable),
            Some(Line::Pair { code, words }) => return read_failed_enquiry(code, words),
            Some(Line::Standing { code, words, provider_ref, operator_ref }) => match Standing::read(code) {
                None => Err(Trouble::AnswerWordUnknown { words: format!("{code}={words}") }),
                Some(standing) if standing.is_denied_by(words) => Err(Trouble::AnswerContradictsItself),
                Some(standing) => Ok((
                    Word::from(standing),
                    Particulars {
                        provider_ref: Some(provider_ref.to_owned()),
                        operator_ref: operator_ref.map(str::to_owned),
                        words: Some(words.to_owned()),
                        balance: None,
                    },
                )),
            },
        };
        told.map_or_else(EnquiryAnswer::SaysNothing, |(word, particulars)| EnquiryAnswer::Says(word, particulars))
    }
}

/// Reads the two parts of an enquiry that failed. It says nothing about the sale, whatever its code; only 9008 says
/// that there is no such reference.
fn read_failed_enquiry(code: &str, words: &str) -> EnquiryAnswer {
    EnquiryAnswer::SaysNothing(match Fault::read(code) {
        None => Trouble::AnswerWordUnknown { words: format!("{code}={words}") },
        Some(fault) if fault.is_cut(words) => Trouble::AnswerUnreadable,
        Some(fault) if fault.is_denied_by(words) => Trouble::AnswerContradictsItself,
        Some(fault) => match (fault, fault.trouble(words)) {
            (Fault::TransactionReference, Trouble::ProviderSays { words }) => return EnquiryAnswer::NoRecord(words),
            (_, trouble) => trouble,
        },
    })
}
