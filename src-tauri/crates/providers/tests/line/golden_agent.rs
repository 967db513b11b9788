//! The exact bytes that each of INEXOPAY's fourteen calls puts on the wire, held against files.
//!
//! `GALLA_WRITE_GOLDEN=1` writes them anew; look at the difference before it is committed.

use std::path::{Path, PathBuf};

use domain::{Aadhaar, OrderId, Paise, Pan, PanMode};
use providers::{
    Access, AccountKind, AccountOpening, AccountQuestion, Agent, Call, Http, LoadQuestion, Onboarding, OtpAnswer,
    PanApplication, PanKind, PanQuestion, Request, company,
};

use crate::line;
use crate::server::{Fault, FaultServer, answer};

/// Made up, of the family that the simulator uses. The check digit fits.
const AADHAAR: &str = "999945016781";

pub fn agent() -> &'static dyn Agent {
    company("inexopay").and_then(|company| company.agent()).unwrap()
}

pub fn access(base: &str, api_key: &str) -> Access {
    let credentials = [("api_key", api_key), ("username", "sampleshop")];
    let credentials = credentials.map(|(key, value)| (key.to_owned(), value.to_owned().into()));
    Access::new(agent().descriptor(), base, false, credentials.into_iter().collect()).unwrap()
}

pub fn order_id() -> OrderId {
    OrderId::parse("K7QX2M000017").unwrap()
}

pub fn aadhaar() -> Aadhaar {
    Aadhaar::parse(AADHAAR).unwrap()
}

pub fn account_question() -> AccountQuestion {
    let pan = Pan::parse("ZZZXZ1234Q").unwrap();
    let pan_masked = pan.masked();
    AccountQuestion { order_id: order_id(), txn_id: Some("NSDLSAMPLE0417".to_owned()), pan: Some(pan), pan_masked }
}

pub fn otp_answer() -> OtpAnswer {
    let otp = "417052".to_owned().into();
    OtpAnswer { order_id: order_id(), request_id: "ADHRSAMPLE_0417ab".to_owned(), otp, aadhaar: aadhaar() }
}

pub fn onboarding() -> Onboarding {
    Onboarding {
        shop_name: "Sample Telecom & Sons".to_owned(),
        name: "Sample Agent".to_owned(),
        email: "agent+shop@example.invalid".to_owned(),
        mobile: "9812300045".to_owned(),
        date_of_birth: "1990-03-02".to_owned(),
        address: "1, नमूना मार्ग".to_owned(),
        state_name: "Uttar Pradesh".to_owned(),
        city_name: "Agra".to_owned(),
        pincode: "282001".to_owned(),
        pan: Pan::parse("ZZZXY4321R").unwrap(),
        agent_id: Some("SHOP00417".to_owned()),
    }
}

pub fn opening() -> AccountOpening {
    AccountOpening {
        order_id: order_id(),
        kind: AccountKind::Saving,
        agent_id: "NSDLQ31".to_owned(),
        agent_pan: Pan::parse("ZZZXY4321R").unwrap(),
        first_name: "Sample".to_owned(),
        middle_name: Some("Middle".to_owned()),
        last_name: "Customer".to_owned(),
        email: "customer@example.invalid".to_owned(),
        phone: "9812300045".to_owned(),
        pan: Pan::parse("ZZZXZ1234Q").unwrap(),
        pincode: "282001".to_owned(),
        return_url: "https://shop.example.invalid/done?a=1&b=2".parse().unwrap(),
    }
}

fn built<T>(call: Result<Call<T>, providers::BadField>) -> Request {
    call.map_err(|bad| bad.field).unwrap().request().clone()
}

/// Every call, by its key.
fn all(access: &Access) -> Vec<(&'static str, Request)> {
    let agent = agent();
    let load = LoadQuestion { order_id: "WAL5550000000417".to_owned(), amount: Paise::new(50_050) };
    let application = PanApplication {
        order_id: order_id(),
        number: "9812300045".to_owned(),
        mode: PanMode::Ekyc,
        kind: PanKind::New,
    };
    let pan = PanQuestion { order_id: order_id(), number: application.number.clone() };
    vec![
        ("api_status", agent.api_status_request(access).unwrap()),
        ("balance", agent.balance_request(access).unwrap()),
        ("onboarding", built(agent.onboard(access, &onboarding()))),
        ("account_open", built(agent.open_account(access, &opening()))),
        ("account_status", built(agent.account_status(access, &account_question()))),
        ("account_details", built(agent.account_details(access, &account_question()))),
        ("account_incomplete", built(agent.resume_account(access, &account_question()))),
        ("load_request", built(agent.load_wallet(access, load.amount))),
        ("load_status", built(agent.load_status(access, &load))),
        ("pan_request", built(agent.apply_for_pan(access, &application))),
        ("pan_status", built(agent.pan_status(access, &pan))),
        ("pan_incomplete", built(agent.resume_pan(access, &order_id()))),
        ("aadhaar_send_otp", built(agent.send_otp(access, &order_id(), &aadhaar()))),
        ("aadhaar_verify_otp", built(agent.verify_otp(access, &otp_answer()))),
    ]
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/inexopay/fixtures/wire")
}

/// Git may turn line ends; the files are kept with plain ones, the wire has CRLF.
fn golden(key: &str) -> Option<String> {
    let text = std::fs::read_to_string(folder().join(format!("{key}.http"))).ok()?;
    let (head, body) = text.split_once("\n\n")?;
    Some(format!("{}\r\n\r\n{body}", head.replace('\n', "\r\n")))
}

#[tokio::test]
async fn every_call_puts_exactly_these_bytes_on_the_wire() {
    let write = std::env::var_os("GALLA_WRITE_GOLDEN").is_some_and(|set| set == "1");
    let line = line();
    let declared: Vec<&str> = agent().descriptor().paths.iter().map(|path| path.key).collect();
    let mut seen = Vec::new();
    for place in 0..declared.len() {
        let server = FaultServer::start(Fault::Say(answer("200 OK", "{}"))).await;
        let (key, request) = all(&access(&server.base(), "key-0417")).swap_remove(place);
        line.send(request).await.unwrap();
        let received = server.only_request().replace(&format!("127.0.0.1:{}", server.port()), "127.0.0.1:{port}");
        let received = received.replace(concat!("Galla/", env!("CARGO_PKG_VERSION")), "Galla/{version}");
        if write {
            std::fs::write(folder().join(format!("{key}.http")), received.replace("\r\n", "\n")).unwrap();
        }
        assert_eq!(golden(key).as_deref(), Some(received.as_str()), "{key}: received\n{received}");
        seen.push(key);
    }
    assert_eq!(seen, declared);
    assert_eq!(std::fs::read_dir(folder()).unwrap().count(), seen.len(), "a golden file of no call");
}
