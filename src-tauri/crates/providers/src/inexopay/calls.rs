//! The parameters of the fourteen calls, in the order of the paper's tables.
//!
//! The paper answers a missing or malformed parameter with 400; what can be told beforehand is not sent at all. All that
//! describes a person goes as a secret, so that nothing that is kept of a request holds it: what was sent goes into the
//! shop's books for good. Only the mobile number, by which the shop knows its customers, and the ids stay readable.

use domain::{Aadhaar, OrderId, Paise, Pan, PanMode};
use secrecy::{ExposeSecret, SecretString};

use super::Inexopay;
use crate::access::{Access, BadField};
use crate::agent::{
    AccountKind, AccountOpening, AccountQuestion, LoadQuestion, Onboarding, OtpAnswer, PanApplication, PanKind,
    PanQuestion,
};
use crate::{Method, Request};

type Built = Result<Request, BadField>;

fn bad(field: &str) -> BadField {
    BadField { field: field.to_owned() }
}

/// The text without blanks around it.
fn sendable<'a>(name: &str, value: &'a str) -> Result<&'a str, BadField> {
    let value = value.trim();
    if value.is_empty() || value.chars().any(char::is_control) { Err(bad(name)) } else { Ok(value) }
}

fn sendable_digits<'a>(name: &str, value: &'a str, count: usize) -> Result<&'a str, BadField> {
    let value = sendable(name, value)?;
    let are_digits = value.len() == count && value.bytes().all(|byte| byte.is_ascii_digit());
    if are_digits { Ok(value) } else { Err(bad(name)) }
}

/// One parameter after the other; the first one that cannot be sent ends it.
struct Form(Request);

impl Form {
    /// A text that must be there.
    fn text(self, name: &str, value: &str) -> Result<Form, BadField> {
        Ok(Form(self.0.parameter(name, sendable(name, value)?)))
    }

    /// A text that may be left out, and is left out when it is empty.
    fn optional(self, name: &str, value: Option<&str>) -> Result<Form, BadField> {
        match value.map(str::trim).filter(|value| !value.is_empty()) {
            Some(value) => self.text(name, value),
            None => Ok(self),
        }
    }

    /// Exactly so many digits.
    fn digits(self, name: &str, value: &str, count: usize) -> Result<Form, BadField> {
        self.text(name, sendable_digits(name, value, count)?)
    }

    /// A text of a person's own, which must be there.
    fn private(self, name: &str, value: &str) -> Result<Form, BadField> {
        let value = SecretString::from(sendable(name, value)?);
        Ok(self.secret(name, &value))
    }

    /// A text of a person's own that may be left out.
    fn optional_private(self, name: &str, value: Option<&str>) -> Result<Form, BadField> {
        match value.map(str::trim).filter(|value| !value.is_empty()) {
            Some(value) => self.private(name, value),
            None => Ok(self),
        }
    }

    fn private_digits(self, name: &str, value: &str, count: usize) -> Result<Form, BadField> {
        self.private(name, sendable_digits(name, value, count)?)
    }

    fn secret(self, name: &str, value: &SecretString) -> Form {
        Form(self.0.parameter(name, value))
    }

    fn done(self) -> Built {
        Ok(self.0)
    }
}

impl Inexopay {
    /// A call, authenticated. A header carries only visible ASCII, so another sign is named before anything is built.
    pub(super) fn call(access: &Access, key: &str) -> Built {
        let (api_key, username) = (access.secret("api_key")?, access.open("username")?);
        for (field, value) in [("api_key", api_key.expose_secret()), ("username", username)] {
            if !value.bytes().all(|byte| byte.is_ascii_graphic()) {
                return Err(bad(field));
            }
        }
        let request = access.call(Method::Post, key);
        Ok(request.header("x-api-key", api_key).header("x-api-username", username))
    }

    fn form(access: &Access, key: &str) -> Result<Form, BadField> {
        Inexopay::call(access, key).map(Form)
    }
}

/// "Agent Onboarding". The paper has lost the name of the e-mail parameter; its answers spell it `email`.
pub(super) fn onboarding(access: &Access, agent: &Onboarding) -> Built {
    if !is_date(&agent.date_of_birth) {
        return Err(bad("date_of_birth"));
    }
    Inexopay::form(access, "onboarding")?
        .private("shop_name", &agent.shop_name)?
        .private("name", &agent.name)?
        .private("email", &agent.email)?
        .digits("mobile", &agent.mobile, domain::MOBILE_DIGITS)?
        .private("date_of_birth", &agent.date_of_birth)?
        .private("address", &agent.address)?
        .private("state_name", &agent.state_name)?
        .private("city_name", &agent.city_name)?
        .private_digits("pincode", &agent.pincode, PINCODE_DIGITS)?
        .secret("pancard", agent.pan.expose())
        .optional("bcagentid", agent.agent_id.as_deref())?
        .done()
}

/// Digits of an Indian postal code.
const PINCODE_DIGITS: usize = 6;

/// Digits of an OTP ("Verify Aadhaar OTP").
const OTP_DIGITS: usize = 6;

/// `YYYY-MM-DD`, and a day that exists.
fn is_date(text: &str) -> bool {
    text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok()
}

/// "Account Opening".
pub(super) fn account_open(access: &Access, opening: &AccountOpening) -> Built {
    let kind = match opening.kind {
        AccountKind::Saving => "1",
        AccountKind::Current => "2",
    };
    Inexopay::form(access, "account_open")?
        .text("orderid", opening.order_id.as_str())?
        .text("account_type", kind)?
        .text("bcagentid", &opening.agent_id)?
        .secret("agent_pancard", opening.agent_pan.expose())
        .private("first_name", &opening.first_name)?
        .optional_private("middle_name", opening.middle_name.as_deref())?
        .private("last_name", &opening.last_name)?
        .private("email", &opening.email)?
        .digits("phone", &opening.phone, domain::MOBILE_DIGITS)?
        .secret("pancard", opening.pan.expose())
        .private_digits("pincode", &opening.pincode, PINCODE_DIGITS)?
        .text("return_url", opening.return_url.as_str())?
        .done()
}

/// "Account Status Check". A PAN that is not the one of which a part was kept is somebody else's, about whom nothing is
/// asked.
pub(super) fn account_status(access: &Access, question: &AccountQuestion) -> Built {
    let is_theirs = |pan: &&Pan| question.pan_masked.is_empty() || pan.masked() == question.pan_masked;
    let pan = question.pan.as_ref().filter(is_theirs).ok_or_else(|| bad("pancard"))?;
    Inexopay::form(access, "account_status")?.secret("pancard", pan.expose()).done()
}

/// "Account Details": by the company's id, and by ours only while that one is not known.
pub(super) fn account_details(access: &Access, question: &AccountQuestion) -> Built {
    let form = Inexopay::form(access, "account_details")?;
    match &question.txn_id {
        Some(txn_id) => form.text("txn_id", txn_id)?.done(),
        None => form.text("orderid", question.order_id.as_str())?.done(),
    }
}

/// The three calls that want nothing but our id.
pub(super) fn by_order_id(access: &Access, key: &str, order_id: &OrderId) -> Built {
    Inexopay::form(access, key)?.text("orderid", order_id.as_str())?.done()
}

/// "Generate UPI QR". The least amount is a setting of the company's; below nothing there is none.
pub(super) fn load_request(access: &Access, amount: Paise) -> Built {
    if amount <= Paise::ZERO {
        return Err(bad("amount"));
    }
    Inexopay::form(access, "load_request")?.text("amount", &amount.to_wire())?.done()
}

/// "Check Payment Status": here it is `order_id`, and the company's own.
pub(super) fn load_status(access: &Access, question: &LoadQuestion) -> Built {
    Inexopay::form(access, "load_status")?.text("order_id", &question.order_id)?.done()
}

/// "Request PAN".
pub(super) fn pan_request(access: &Access, application: &PanApplication) -> Built {
    let mode = match application.mode {
        PanMode::Ekyc => "EKYC",
        PanMode::Esign => "ESIGN",
    };
    let kind = match application.kind {
        PanKind::New => "new_pan",
        PanKind::Correction => "correction",
    };
    Inexopay::form(access, "pan_request")?
        .digits("number", &application.number, domain::MOBILE_DIGITS)?
        .text("orderid", application.order_id.as_str())?
        .text("pan_mode", mode)?
        .text("pan_type", kind)?
        .done()
}

/// "PAN Status Check".
pub(super) fn pan_status(access: &Access, question: &PanQuestion) -> Built {
    by_order_id(access, "pan_status", &question.order_id)
}

/// "Send Aadhaar OTP".
pub(super) fn send_otp(access: &Access, order_id: &OrderId, aadhaar: &Aadhaar) -> Built {
    let form = Inexopay::form(access, "aadhaar_send_otp")?.text("orderid", order_id.as_str())?;
    form.secret("aadhaar_number", aadhaar.expose()).done()
}

/// "Verify Aadhaar OTP".
pub(super) fn verify_otp(access: &Access, answer: &OtpAnswer) -> Built {
    let otp = answer.otp.expose_secret();
    if otp.len() != OTP_DIGITS || !otp.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(bad("otp"));
    }
    Inexopay::form(access, "aadhaar_verify_otp")?
        .text("orderid", answer.order_id.as_str())?
        .text("request_id", &answer.request_id)?
        .secret("otp", &answer.otp)
        .secret("aadhaar_number", answer.aadhaar.expose())
        .done()
}
