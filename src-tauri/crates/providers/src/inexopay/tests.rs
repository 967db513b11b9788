//! INEXOPAY's answers, as its paper prints them or wrong in every way.

mod account;
mod calls;
mod card;
mod envelope;
mod faults;
mod person;
mod shop;
mod wallet;

use domain::{Aadhaar, OrderId, Paise, Pan, PanMode};
use serde_json::Value;

use super::{aadhaar, account as opening, pan, shop as own, wallet as load};
use crate::{
    AccountOpening, AccountQuestion, LoadQuestion, Onboarding, OtpAnswer, PanApplication, PanKind, PanQuestion, Reply,
    Standing, Start, Trouble, Verification,
};

const API_STATUS: &str = include_str!("fixtures/api_status.json");
const BALANCE: &str = include_str!("fixtures/balance.json");
const ONBOARDING: &str = include_str!("fixtures/onboarding.json");
const ONBOARDING_REFUSED: &str = include_str!("fixtures/onboarding_refused.json");
const ACCOUNT_OPEN: &str = include_str!("fixtures/account_open.json");
const ACCOUNT: &str = include_str!("fixtures/account.json");
const ACCOUNT_NO_RECORD: &str = include_str!("fixtures/account_no_record.json");
const ACCOUNT_LINK: &str = include_str!("fixtures/account_link.json");
const ACCOUNT_LINK_REFUSED: &str = include_str!("fixtures/account_link_refused.json");
const LOAD_REQUEST: &str = include_str!("fixtures/load_request.json");
const LOAD_STATUS: &str = include_str!("fixtures/load_status.json");
const PAN_REQUEST: &str = include_str!("fixtures/pan_request.json");
const PAN_REFUSED: &str = include_str!("fixtures/pan_refused.json");
const PAN_STATUS: &str = include_str!("fixtures/pan_status.json");
const PAN_RESUME: &str = include_str!("fixtures/pan_resume.json");
const PAN_RESUME_REFUSED: &str = include_str!("fixtures/pan_resume_refused.json");
const OTP_SENT: &str = include_str!("fixtures/otp_sent.json");
const OTP_VERIFIED: &str = include_str!("fixtures/otp_verified.json");

const ORDER_ID: &str = "K7QX2M000017";
const OTHER_ID: &str = "K7QX2M000018";
const NUMBER: &str = "9812300045";
const TXN_ID: &str = "NSDLSAMPLE0417";
const LOAD_ID: &str = "WAL5550000000417";
const REQUEST_ID: &str = "ADHRSAMPLE_0417ab";
/// Made up, of the family that the simulator uses. The check digit fits.
const AADHAAR: &str = "999945016781";

fn order_id() -> OrderId {
    OrderId::parse(ORDER_ID).unwrap()
}

fn pan_of_customer() -> Pan {
    Pan::parse("ZZZXZ1234Q").unwrap()
}

fn aadhaar_number() -> Aadhaar {
    Aadhaar::parse(AADHAAR).unwrap()
}

fn pan_question() -> PanQuestion {
    PanQuestion { order_id: order_id(), number: NUMBER.to_owned() }
}

fn account_question() -> AccountQuestion {
    let pan = pan_of_customer();
    let pan_masked = pan.masked();
    AccountQuestion { order_id: order_id(), txn_id: Some(TXN_ID.to_owned()), pan: Some(pan), pan_masked }
}

fn load_question() -> LoadQuestion {
    LoadQuestion { order_id: LOAD_ID.to_owned(), amount: Paise::new(50_000) }
}

fn otp_answer() -> OtpAnswer {
    OtpAnswer {
        order_id: order_id(),
        request_id: REQUEST_ID.to_owned(),
        otp: "417052".to_owned().into(),
        aadhaar: aadhaar_number(),
    }
}

fn pan_application() -> PanApplication {
    PanApplication { order_id: order_id(), number: NUMBER.to_owned(), mode: PanMode::Ekyc, kind: PanKind::New }
}

fn new_agent() -> Onboarding {
    Onboarding {
        shop_name: "Sample Telecom & Sons".to_owned(),
        name: "Sample Agent".to_owned(),
        email: "agent+shop@example.invalid".to_owned(),
        mobile: NUMBER.to_owned(),
        date_of_birth: "1990-03-02".to_owned(),
        address: "1, Sample Street".to_owned(),
        state_name: "Uttar Pradesh".to_owned(),
        city_name: "Agra".to_owned(),
        pincode: "282001".to_owned(),
        pan: Pan::parse("ZZZXY4321R").unwrap(),
        agent_id: None,
    }
}

fn account_opening() -> AccountOpening {
    AccountOpening {
        order_id: order_id(),
        kind: crate::AccountKind::Saving,
        agent_id: "NSDLQ31".to_owned(),
        agent_pan: Pan::parse("ZZZXY4321R").unwrap(),
        first_name: "Sample".to_owned(),
        middle_name: None,
        last_name: "Customer".to_owned(),
        email: "customer@example.invalid".to_owned(),
        phone: NUMBER.to_owned(),
        pan: pan_of_customer(),
        pincode: "282001".to_owned(),
        return_url: url::Url::parse("https://shop.example.invalid/done?a=1&b=2").unwrap(),
    }
}

fn reply(body: &str) -> Reply {
    with_status(200, body)
}

fn with_status(status: u16, body: &str) -> Reply {
    Reply { status, server_time_ms: None, body: body.to_owned() }
}

/// The answer of the paper with some fields changed, `data.x` for inner ones; a field set to [`GONE`] is taken out.
fn changed(body: &str, fields: &[(&str, Value)]) -> String {
    let mut answer: Value = serde_json::from_str(body).unwrap();
    for (path, value) in fields {
        let (parent, name) = match path.rsplit_once('.') {
            Some((parent, name)) => (&mut answer[parent], name),
            None => (&mut answer, *path),
        };
        if *value == GONE {
            parent.as_object_mut().unwrap().remove(name);
        } else {
            parent[name] = value.clone();
        }
    }
    answer.to_string()
}

/// Stands for a field that is not there.
const GONE: &str = "\u{0}gone";

/// What any of the fourteen readers made of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Told {
    Good,
    Refused(Trouble),
    NoRecord,
    Nothing(Trouble),
}

impl<T> From<Start<T>> for Told {
    fn from(start: Start<T>) -> Told {
        match start {
            Start::Started(_) => Told::Good,
            Start::Rejected { trouble, .. } => Told::Refused(trouble),
            Start::Unclear(trouble) => Told::Nothing(trouble),
        }
    }
}

impl<T> From<Standing<T>> for Told {
    fn from(standing: Standing<T>) -> Told {
        match standing {
            Standing::Says(..) => Told::Good,
            Standing::NoRecord(_) => Told::NoRecord,
            Standing::SaysNothing(trouble) => Told::Nothing(trouble),
        }
    }
}

impl<T> From<Result<T, Trouble>> for Told {
    fn from(result: Result<T, Trouble>) -> Told {
        result.map_or_else(Told::Nothing, |_| Told::Good)
    }
}

impl From<Verification> for Told {
    fn from(verification: Verification) -> Told {
        match verification {
            Verification::Verified(_) => Told::Good,
            Verification::Rejected { trouble, .. } => Told::Refused(trouble),
            Verification::Unclear(trouble) => Told::Nothing(trouble),
        }
    }
}

/// What a call is for, which decides what a refusal of it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Fetches,
    Begins,
    Asks,
}

/// A call: its key, its kind, its answer in the paper, its reader.
struct Reader {
    key: &'static str,
    kind: Kind,
    sample: &'static str,
    read: fn(&Reply) -> Told,
}

/// All fourteen.
const READERS: [Reader; 14] = [
    Reader {
        key: "api_status",
        kind: Kind::Fetches,
        sample: API_STATUS,
        read: |reply| own::read_api_status(reply).into(),
    },
    Reader { key: "balance", kind: Kind::Fetches, sample: BALANCE, read: |reply| own::read_balance(reply).into() },
    Reader {
        key: "onboarding",
        kind: Kind::Begins,
        sample: ONBOARDING,
        read: |reply| own::read_onboarding(reply).into(),
    },
    Reader {
        key: "account_open",
        kind: Kind::Begins,
        sample: ACCOUNT_OPEN,
        read: |reply| opening::read_open(&order_id(), reply).into(),
    },
    Reader {
        key: "account_status",
        kind: Kind::Asks,
        sample: ACCOUNT,
        read: |reply| opening::read_account(opening::Asked::ByPan, &account_question(), reply).into(),
    },
    Reader {
        key: "account_details",
        kind: Kind::Asks,
        sample: ACCOUNT,
        read: |reply| opening::read_account(opening::Asked::ById, &account_question(), reply).into(),
    },
    Reader {
        key: "account_incomplete",
        kind: Kind::Fetches,
        sample: ACCOUNT_LINK,
        read: |reply| opening::read_resume(&account_question(), reply).into(),
    },
    Reader {
        key: "load_request",
        kind: Kind::Begins,
        sample: LOAD_REQUEST,
        read: |reply| load::read_request(Paise::new(50_000), reply).into(),
    },
    Reader {
        key: "load_status",
        kind: Kind::Asks,
        sample: LOAD_STATUS,
        read: |reply| load::read_status(&load_question(), reply).into(),
    },
    Reader {
        key: "pan_request",
        kind: Kind::Begins,
        sample: PAN_REQUEST,
        read: |reply| pan::read_request(&order_id(), NUMBER, reply).into(),
    },
    Reader {
        key: "pan_status",
        kind: Kind::Asks,
        sample: PAN_STATUS,
        read: |reply| pan::read_status(&pan_question(), reply).into(),
    },
    Reader {
        key: "pan_incomplete",
        kind: Kind::Fetches,
        sample: PAN_RESUME,
        read: |reply| pan::read_resume(&order_id(), reply).into(),
    },
    Reader {
        key: "aadhaar_send_otp",
        kind: Kind::Begins,
        sample: OTP_SENT,
        read: |reply| aadhaar::read_send_otp(&order_id(), &aadhaar_number(), reply).into(),
    },
    Reader {
        key: "aadhaar_verify_otp",
        kind: Kind::Begins,
        sample: OTP_VERIFIED,
        read: |reply| aadhaar::read_verify_otp(&otp_answer(), reply).into(),
    },
];
