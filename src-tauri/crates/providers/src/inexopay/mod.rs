//! INEXOPAY (`inexopay.txt`): agent services. Form bodies, two headers, and answers that agree on nothing but being
//! JSON.
//!
//! The paper as received has lost the address and the paths of the calls, so both are settings. It allows the two
//! credentials in the body or in headers; we take the headers, so that what is kept of a call's parameters never holds
//! one.

mod shop;
mod status;
mod wire;

use secrecy::ExposeSecret;

use crate::provider::{
    Access, Agent, ApiStatus, BadField, Balance, CircleUse, Company, CostEvidence, CredentialField, Descriptor, Hint,
    PathField, Provider,
};
use crate::{Fields, Method, Reply, Request, Trouble};

/// INEXOPAY.
pub(crate) struct Inexopay;

/// A call whose path the provider's paper does not settle.
const fn path(key: &'static str, label: &'static str, default: &'static str) -> PathField {
    PathField { key, label, default }
}

static DESCRIPTOR: Descriptor = Descriptor {
    slug: "inexopay",
    name: "INEXOPAY",
    default_base_address: None,
    may_use_plain_http: false,
    credentials: &[
        CredentialField { key: "api_key", label: "x-api-key", secret: true },
        CredentialField { key: "username", label: "x-api-username", secret: false },
    ],
    circle: CircleUse::Unused,
    paths: &[
        path("api_status", "API Status Check", "/api/check_api_status"),
        path("balance", "Balance Check", "/api/balance"),
        path("onboarding", "Agent Onboarding", "/api/nsdl/onboarding"),
        path("account_open", "Account Opening", "/api/nsdl/account-open"),
        path("account_status", "Account Status Check", "/api/nsdl/account-status"),
        path("account_details", "Account Details", "/api/nsdl/account-details"),
        path("account_incomplete", "Incomplete Account Opening URL Retrieval", "/api/nsdl/incomplete-url"),
        path("load_request", "Generate UPI QR", "/api/wallet/load_request"),
        path("load_status", "Check Payment Status", "/api/wallet/check_status"),
        path("pan_request", "Request PAN", "/api/pan/request"),
        path("pan_status", "PAN Status Check", "/api/pan/status"),
        path("pan_incomplete", "Resume Incomplete PAN Application", "/api/pan/incomplete"),
        path("aadhaar_send_otp", "Send Aadhaar OTP", "/api/aadhaar/send-otp"),
        path("aadhaar_verify_otp", "Verify Aadhaar OTP", "/api/aadhaar/verify-otp"),
    ],
};

impl Inexopay {
    /// A call, authenticated. A header carries only visible ASCII, so another sign is named before anything is built.
    fn call(access: &Access, key: &str) -> Result<Request, BadField> {
        let mut request = access.call(Method::Post, key);
        let username = access.open("username")?;
        let api_key = access.secret("api_key")?;
        for (field, value) in [("api_key", api_key.expose_secret()), ("username", username)] {
            if !value.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') {
                return Err(BadField { field: field.to_owned() });
            }
        }
        request = request.header("x-api-key", api_key);
        Ok(request.header("x-api-username", username))
    }
}

impl Company for Inexopay {
    fn descriptor(&self) -> &'static Descriptor {
        &DESCRIPTOR
    }

    fn balance_request(&self, access: &Access) -> Result<Request, BadField> {
        Inexopay::call(access, "balance")
    }

    fn read_balance(&self, reply: &Reply) -> Result<Balance, Trouble> {
        shop::read_balance(reply)
    }

    /// "Webhook POST Payload": our id stands there twice, and `status` is one of four words.
    fn read_callback(&self, fields: &Fields) -> Option<Hint> {
        let status = fields.get("status")?.to_lowercase();
        if !["success", "failed", "refund", "pending"].contains(&status.as_str()) {
            return None;
        }
        let ids = (fields.get("orderid"), fields.get("order_id"));
        let order_id = match ids {
            (Some(one), Some(other)) if one != other => return None,
            (Some(id), _) | (None, Some(id)) => id.to_owned(),
            (None, None) => return None,
        };
        Some(Hint { order_id, cost: CostEvidence::default() })
    }

    fn seller(&'static self) -> Option<&'static dyn Provider> {
        None
    }

    fn agent(&'static self) -> Option<&'static dyn Agent> {
        Some(self)
    }
}

impl Agent for Inexopay {
    fn api_status_request(&self, access: &Access) -> Result<Request, BadField> {
        Inexopay::call(access, "api_status")
    }

    fn read_api_status(&self, reply: &Reply) -> Result<ApiStatus, Trouble> {
        shop::read_api_status(reply)
    }
}
