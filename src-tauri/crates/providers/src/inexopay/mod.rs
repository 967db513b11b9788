//! INEXOPAY (`inexopay.txt`): agent services. Form bodies, two headers, and answers that agree on nothing but being
//! JSON.
//!
//! The paper as received has lost the address and the paths of the calls, so both are settings. It allows the two
//! credentials in the body or in headers; we take the headers, so that what is kept of a call's parameters never holds
//! one.

mod aadhaar;
mod account;
mod calls;
mod pan;
mod shop;
mod start;
mod status;
mod wallet;
mod wire;

#[cfg(test)]
mod tests;

use domain::{Aadhaar, IdForm, OrderId, Outcome, Paise};
use url::Url;

use crate::access::{Access, BadField};
use crate::agent::{
    AccountOpening, AccountPage, AccountParticulars, AccountQuestion, Agent, ApiStatus, LoadParticulars, LoadQuestion,
    OnboardedAgent, Onboarding, OtpAnswer, OtpSent, PanApplication, PanPage, PanParticulars, PanQuestion, Start,
    Verification, WalletLoad,
};
use crate::ask::Call;
use crate::descriptor::{CircleUse, CredentialField, Descriptor, PathField};
use crate::provider::{Balance, Company, CostEvidence, Hint, Provider};
use crate::standing::Standing;
use crate::vocabulary::common;
use crate::{Fields, Reply, Request, Trouble};
use account::Asked;

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
    repeats_order: true,
    page: &[],
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
    may_use_address: false,
    id_form: IdForm::Signs,
};

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

    fn read_status(&self, words: &str) -> Option<Outcome> {
        common().outcome(words)
    }

    fn seller(&'static self) -> Option<&'static dyn Provider> {
        None
    }

    fn agent(&'static self) -> Option<&'static dyn Agent> {
        Some(self)
    }
}

/// A PAN that is known may stand in the answer.
fn hiding_pan<T>(call: Call<T>, question: &AccountQuestion) -> Call<T> {
    match &question.pan {
        Some(pan) => call.hiding(pan.expose()),
        None => call,
    }
}

impl Agent for Inexopay {
    fn api_status_request(&self, access: &Access) -> Result<Request, BadField> {
        Inexopay::call(access, "api_status")
    }

    fn read_api_status(&self, reply: &Reply) -> Result<ApiStatus, Trouble> {
        shop::read_api_status(reply)
    }

    fn onboard(&self, access: &Access, agent: &Onboarding) -> Result<Call<Start<OnboardedAgent>>, BadField> {
        let request = calls::onboarding(access, agent)?;
        Ok(Call::new(request, shop::read_onboarding).hiding(agent.pan.expose()).about_a_person())
    }

    fn open_account(&self, access: &Access, opening: &AccountOpening) -> Result<Call<Start<AccountPage>>, BadField> {
        let (request, order_id) = (calls::account_open(access, opening)?, opening.order_id.clone());
        let call = Call::new(request, move |reply| account::read_open(&order_id, reply));
        Ok(call.hiding(opening.pan.expose()).hiding(opening.agent_pan.expose()).about_a_person())
    }

    fn account_status(
        &self,
        access: &Access,
        question: &AccountQuestion,
    ) -> Result<Call<Standing<AccountParticulars>>, BadField> {
        let (request, asked) = (calls::account_status(access, question)?, question.clone());
        let call = Call::new(request, move |reply| account::read_account(Asked::ByPan, &asked, reply));
        Ok(hiding_pan(call, question).about_a_person())
    }

    fn account_details(
        &self,
        access: &Access,
        question: &AccountQuestion,
    ) -> Result<Call<Standing<AccountParticulars>>, BadField> {
        let (request, asked) = (calls::account_details(access, question)?, question.clone());
        let call = Call::new(request, move |reply| account::read_account(Asked::ById, &asked, reply));
        Ok(hiding_pan(call, question).about_a_person())
    }

    fn resume_account(
        &self,
        access: &Access,
        question: &AccountQuestion,
    ) -> Result<Call<Result<AccountPage, Trouble>>, BadField> {
        let request = calls::by_order_id(access, "account_incomplete", &question.order_id)?;
        let asked = question.clone();
        let call = Call::new(request, move |reply| account::read_resume(&asked, reply));
        Ok(hiding_pan(call, question).about_a_person())
    }

    fn load_wallet(&self, access: &Access, amount: Paise) -> Result<Call<Start<WalletLoad>>, BadField> {
        let request = calls::load_request(access, amount)?;
        Ok(Call::new(request, move |reply| wallet::read_request(amount, reply)))
    }

    fn load_status(
        &self,
        access: &Access,
        question: &LoadQuestion,
    ) -> Result<Call<Standing<LoadParticulars>>, BadField> {
        let (request, asked) = (calls::load_status(access, question)?, question.clone());
        Ok(Call::new(request, move |reply| wallet::read_status(&asked, reply)))
    }

    fn apply_for_pan(&self, access: &Access, application: &PanApplication) -> Result<Call<Start<PanPage>>, BadField> {
        let (request, asked) = (calls::pan_request(access, application)?, application.clone());
        let call = Call::new(request, move |reply| pan::read_request(&asked.order_id, &asked.number, reply));
        Ok(call.about_a_person())
    }

    fn pan_status(&self, access: &Access, question: &PanQuestion) -> Result<Call<Standing<PanParticulars>>, BadField> {
        let (request, asked) = (calls::pan_status(access, question)?, question.clone());
        Ok(Call::new(request, move |reply| pan::read_status(&asked, reply)).about_a_person())
    }

    fn resume_pan(&self, access: &Access, order_id: &OrderId) -> Result<Call<Result<PanPage, Trouble>>, BadField> {
        let (request, order_id) = (calls::by_order_id(access, "pan_incomplete", order_id)?, order_id.clone());
        Ok(Call::new(request, move |reply| pan::read_resume(&order_id, reply)).about_a_person())
    }

    fn send_otp(
        &self,
        access: &Access,
        order_id: &OrderId,
        aadhaar: &Aadhaar,
    ) -> Result<Call<Start<OtpSent>>, BadField> {
        let request = calls::send_otp(access, order_id, aadhaar)?;
        let (order_id, asked) = (order_id.clone(), aadhaar.clone());
        let call = Call::new(request, move |reply| aadhaar::read_send_otp(&order_id, &asked, reply));
        Ok(call.hiding(aadhaar.expose()).about_a_person())
    }

    fn verify_otp(&self, access: &Access, answer: &OtpAnswer) -> Result<Call<Verification>, BadField> {
        let (request, asked) = (calls::verify_otp(access, answer)?, answer.clone());
        let call = Call::new(request, move |reply| aadhaar::read_verify_otp(&asked, reply));
        Ok(call.hiding(answer.aadhaar.expose()).private())
    }

    fn page_is_known(&self, access: &Access, page: &Url) -> bool {
        start::host_is_known(page) || (access.is_this_computer() && crate::client::is_loopback(page))
    }
}
