//! The calls that are sent to INEXOPAY.

use std::collections::BTreeMap;

use url::Url;

use super::super::{DESCRIPTOR, Inexopay};
use super::*;
use crate::{Access, AccountKind, Agent, BadField, Call, Company, Method, Request};

fn access_to(base: &str, credentials: &[(&str, &str)]) -> Access {
    let credentials = credentials.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned().into())).collect();
    Access::new(&DESCRIPTOR, base, false, credentials).unwrap()
}

fn access() -> Access {
    access_to("https://agents.example.invalid/v2", &[("api_key", "key-0417"), ("username", "sampleshop")])
}

fn built<T>(call: Result<Call<T>, BadField>) -> Request {
    call.map_err(|bad| bad.field).unwrap().request().clone()
}

fn refused<T>(call: Result<Call<T>, BadField>) -> Option<String> {
    call.err().map(|bad| bad.field)
}

/// Every call, by its key.
fn all(access: &Access) -> Vec<(&'static str, Request)> {
    vec![
        ("api_status", Inexopay.api_status_request(access).unwrap()),
        ("balance", Inexopay.balance_request(access).unwrap()),
        ("onboarding", built(Inexopay.onboard(access, &new_agent()))),
        ("account_open", built(Inexopay.open_account(access, &account_opening()))),
        ("account_status", built(Inexopay.account_status(access, &account_question()))),
        ("account_details", built(Inexopay.account_details(access, &account_question()))),
        ("account_incomplete", built(Inexopay.resume_account(access, &account_question()))),
        ("load_request", built(Inexopay.load_wallet(access, Paise::new(50_050)))),
        ("load_status", built(Inexopay.load_status(access, &load_question()))),
        ("pan_request", built(Inexopay.apply_for_pan(access, &pan_application()))),
        ("pan_status", built(Inexopay.pan_status(access, &pan_question()))),
        ("pan_incomplete", built(Inexopay.resume_pan(access, &order_id()))),
        ("aadhaar_send_otp", built(Inexopay.send_otp(access, &order_id(), &aadhaar_number()))),
        ("aadhaar_verify_otp", built(Inexopay.verify_otp(access, &otp_answer()))),
    ]
}

#[test]
fn every_call_is_posted_to_its_path_with_the_credentials_in_headers() {
    for ((key, request), path) in all(&access()).into_iter().zip(DESCRIPTOR.paths) {
        assert_eq!((key, request.method), (path.key, Method::Post));
        assert_eq!(request.address.as_str(), format!("https://agents.example.invalid/v2{}", path.default));
        let headers: Vec<_> = request.exposed_headers().collect();
        assert_eq!(headers, [("x-api-key", "key-0417"), ("x-api-username", "sampleshop")], "{key}");
        assert!(!request.exposed_form().contains("key-0417"), "{key}");
    }
}

#[test]
fn a_path_that_was_set_is_used() {
    let own: BTreeMap<String, String> =
        DESCRIPTOR.paths.iter().map(|path| (path.key.to_owned(), format!("/own/{}.php", path.key))).collect();
    for (key, request) in all(&access().with_paths(&own)) {
        assert_eq!(request.address.as_str(), format!("https://agents.example.invalid/v2/own/{key}.php"));
    }
}

#[test]
fn the_parameters_are_those_of_the_papers_tables() {
    let names = |form: &str| -> Vec<String> {
        url::form_urlencoded::parse(form.as_bytes()).map(|(name, _)| name.into_owned()).collect()
    };
    for ((key, request), expected) in all(&access()).into_iter().zip([
        "",
        "",
        "shop_name name email mobile date_of_birth address state_name city_name pincode pancard",
        "orderid account_type bcagentid agent_pancard first_name last_name email phone pancard pincode return_url",
        "pancard",
        "txn_id",
        "orderid",
        "amount",
        "order_id",
        "number orderid pan_mode pan_type",
        "orderid",
        "orderid",
        "orderid aadhaar_number",
        "orderid request_id otp aadhaar_number",
    ]) {
        assert_eq!(names(&request.exposed_form()).join(" "), expected, "{key}");
    }
}

#[test]
fn what_may_be_left_out_is_sent_where_it_is_given() {
    let agent = Onboarding { agent_id: Some(" SHOP00417 ".to_owned()), ..new_agent() };
    assert!(built(Inexopay.onboard(&access(), &agent)).exposed_form().ends_with("&bcagentid=SHOP00417"));
    let empty = Onboarding { agent_id: Some("  ".to_owned()), ..new_agent() };
    assert!(!built(Inexopay.onboard(&access(), &empty)).exposed_form().contains("bcagentid"));
    let opening =
        AccountOpening { middle_name: Some("Middle".to_owned()), kind: AccountKind::Current, ..account_opening() };
    let form = built(Inexopay.open_account(&access(), &opening)).exposed_form();
    assert!(
        form.contains("first_name=Sample&middle_name=Middle&last_name=") && form.contains("account_type=2"),
        "{form}"
    );
    let lost = AccountQuestion { txn_id: None, ..account_question() };
    assert_eq!(built(Inexopay.account_details(&access(), &lost)).exposed_form(), format!("orderid={ORDER_ID}"));
    let correction = PanApplication { mode: PanMode::Esign, kind: PanKind::Correction, ..pan_application() };
    let form = built(Inexopay.apply_for_pan(&access(), &correction)).exposed_form();
    assert!(form.ends_with("pan_mode=ESIGN&pan_type=correction"), "{form}");
    assert_eq!(built(Inexopay.load_wallet(&access(), Paise::new(50_050))).exposed_form(), "amount=500.50");
}

#[test]
fn neither_a_person_nor_a_credential_is_in_what_is_shown() {
    for (key, request) in all(&access()) {
        let shown = format!("{request} {request:?} {:?}", request.shown_parameters().collect::<Vec<_>>());
        for secret in [
            AADHAAR,
            "417052",
            "ZZZXZ1234Q",
            "ZZZXY4321R",
            "key-0417",
            "Sample",
            "Customer",
            "agent+shop",
            "customer@",
            "1990",
            "Uttar",
            "Agra",
            "282001",
        ] {
            assert!(!shown.contains(secret), "{key}: {shown}");
        }
        let mobile = ["onboarding", "account_open", "pan_request"].contains(&key);
        assert_eq!(shown.contains(NUMBER), mobile, "{key}: the mobile number stays readable");
        assert!(shown.contains("x-api-key: •••") && shown.contains("x-api-username: sampleshop"), "{shown}");
        assert!(request.address.query().is_none());
    }
    let form = built(Inexopay.verify_otp(&access(), &otp_answer())).exposed_form();
    assert!(form.contains(AADHAAR) && form.contains("417052"), "the control: they are really sent");
}

#[test]
fn what_the_paper_would_refuse_is_named_before_it_is_sent() {
    let agent = |change: fn(&mut Onboarding)| {
        let mut agent = new_agent();
        change(&mut agent);
        refused(Inexopay.onboard(&access(), &agent))
    };
    assert_eq!(agent(|agent| agent.shop_name = "  ".to_owned()).as_deref(), Some("shop_name"));
    assert_eq!(agent(|agent| agent.name = "Sample\nAgent".to_owned()).as_deref(), Some("name"));
    assert_eq!(agent(|agent| agent.email.clear()).as_deref(), Some("email"));
    assert_eq!(agent(|agent| agent.mobile = "981230004".to_owned()).as_deref(), Some("mobile"));
    assert_eq!(agent(|agent| agent.pincode = "28200".to_owned()).as_deref(), Some("pincode"));
    for date in ["02-03-1990", "1990-02-30", "1990-3-2", "", "1990-03-02T00"] {
        let agent = Onboarding { date_of_birth: date.to_owned(), ..new_agent() };
        assert_eq!(refused(Inexopay.onboard(&access(), &agent)).as_deref(), Some("date_of_birth"), "{date}");
    }
    let application = PanApplication { number: "98123 0004".to_owned(), ..pan_application() };
    assert_eq!(refused(Inexopay.apply_for_pan(&access(), &application)).as_deref(), Some("number"));
    let without = AccountQuestion { pan: None, ..account_question() };
    assert_eq!(refused(Inexopay.account_status(&access(), &without)).as_deref(), Some("pancard"));
    let of_another = AccountQuestion { pan_masked: "•••••1235•".to_owned(), ..account_question() };
    assert_eq!(refused(Inexopay.account_status(&access(), &of_another)).as_deref(), Some("pancard"));
    let typed = AccountQuestion { pan_masked: String::new(), ..account_question() };
    assert!(Inexopay.account_status(&access(), &typed).is_ok());
    assert!(
        Inexopay.account_details(&access(), &without).is_ok() && Inexopay.resume_account(&access(), &without).is_ok()
    );
    for amount in [0, -100] {
        assert_eq!(refused(Inexopay.load_wallet(&access(), Paise::new(amount))).as_deref(), Some("amount"));
    }
    for otp in ["", "41705", "4170522", "41705a", "४१७०५२"] {
        let answer = OtpAnswer { otp: otp.to_owned().into(), ..otp_answer() };
        assert_eq!(refused(Inexopay.verify_otp(&access(), &answer)).as_deref(), Some("otp"), "{otp}");
    }
}

#[test]
fn without_credentials_or_with_signs_no_header_carries_nothing_is_sent() {
    let base = "https://agents.example.invalid";
    for (credentials, field) in [
        (vec![("username", "sampleshop")], "api_key"),
        (vec![("api_key", "key-0417")], "username"),
        (vec![("api_key", ""), ("username", "sampleshop")], "api_key"),
        (vec![("api_key", "key\r\nx: y"), ("username", "sampleshop")], "api_key"),
        (vec![("api_key", "key-0417"), ("username", "दुकान")], "username"),
    ] {
        let access = access_to(base, &credentials);
        assert_eq!(Inexopay.balance_request(&access).err().map(|bad| bad.field).as_deref(), Some(field));
        assert_eq!(refused(Inexopay.pan_status(&access, &pan_question())).as_deref(), Some(field));
    }
}

#[test]
fn only_pages_on_the_papers_hosts_are_to_be_opened() {
    let known = |access: &Access, page: &str| Inexopay.page_is_known(access, &Url::parse(page).unwrap());
    let practice = access_to("http://127.0.0.1:4455/inexopay", &[]);
    for (page, expected) in [
        ("https://nsdljiffy.co.in/jarvisjiffyBroker/accountOpen?signcs=x", true),
        ("https://NSDLJIFFY.co.in/x", true),
        ("https://connect.inspay.in/nsdl/pan?process_id=1", true),
        ("https://www.connect.inspay.in/nsdl/pan", true),
        ("https://nsdljiffy.co.in.example.invalid/", false),
        ("https://xnsdljiffy.co.in/", false),
        ("https://xinspay.in/", false),
        ("https://inspay.in.example.invalid/", false),
        ("https://example.invalid/connect.inspay.in", false),
        ("https://connect.inspay.in:8443/nsdl/pan", false),
        ("http://connect.inspay.in/nsdl/pan", false),
        ("ftp://connect.inspay.in/nsdl/pan", false),
        ("http://127.0.0.1:4455/inexopay/page/1", false),
    ] {
        assert_eq!(known(&access(), page), expected, "{page}");
    }
    assert!(known(&practice, "http://127.0.0.1:4455/inexopay/page/1"));
    assert!(!known(&practice, "https://example.invalid/"));
}
