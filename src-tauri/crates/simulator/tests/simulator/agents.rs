//! INEXOPAY's accounts, PAN applications and Aadhaar verifications.

mod account;
mod person;

use serde_json::{Value, json};
use simulator::{TEST_AADHAAR, TEST_APPLICATIONS};

use crate::callbacks::Shop;
use crate::inexopay::{ask, balance, coded};
use crate::line::{AT_ONCE, Heard, Line, NEVER, send, split};

const ONBOARDING: &str = "shop_name=Practice&name=Practice&email=a@example.com&date_of_birth=1990-01-31&address=x&\
    state_name=x&city_name=x&pincode=110099&pancard=ABCDE1234F";

fn pan(line: &Line, order_id: &str, number: &str) -> Heard {
    ask(line, "/api/pan/request", &format!("number={number}&orderid={order_id}&pan_mode=EKYC&pan_type=new_pan"))
}

fn pan_status(line: &Line, order_id: &str) -> Value {
    ask(line, "/api/pan/status", &format!("orderid={order_id}")).json()
}

fn account(line: &Line, order_id: &str, phone: &str, return_url: &str) -> Heard {
    let form = format!(
        "orderid={order_id}&account_type=2&bcagentid=INX00001&agent_pancard=ABCDE1234F&first_name=Asha&last_name=Rao&\
         email=a@example.com&phone={phone}&pancard=PQRST6789Z&pincode=110099&return_url={return_url}"
    );
    ask(line, "/api/nsdl/account-open", &form)
}

fn account_details(line: &Line, order_id: &str) -> Value {
    ask(line, "/api/nsdl/account-details", &format!("orderid={order_id}")).json()["data"].clone()
}

/// Completed, accepted, refunded.
fn flags(data: &Value) -> [i64; 3] {
    ["is_completed", "status", "is_refunded"].map(|name| data[name].as_i64().unwrap())
}

/// Presses a button of the page behind a link.
fn press(link: &str, button: &str) -> Heard {
    let (base, _) = link.split_once('?').unwrap_or((link, ""));
    send(base, "POST", &format!("/{button}"), "", "")
}

fn refused(message: &str) -> Value {
    json!({"status_code": 400, "status": "FAILED", "message": message})
}

#[test]
fn pan_application_is_only_initiated_until_the_customer_finishes_the_page() {
    let line = Line::open(AT_ONCE);
    let begun = pan(&line, "P1", "9876543210").json();
    assert_eq!((&begun["status_code"], &begun["status"]), (&json!(200), &json!("SUCCESS")));
    assert_eq!(begun["message"], "PAN Application Initiated Successfully");
    let data = &begun["data"];
    assert_eq!(
        (&data["txid"], &data["number"], &data["orderid"]),
        (&json!("50089001"), &json!("9876543210"), &json!("P1"))
    );
    let link = data["url"].as_str().unwrap();
    assert!(
        link.starts_with("http://127.0.0.1:") && link.ends_with("/inexopay/page/pan/50089001?process_id=2504&mode=K")
    );
    assert_eq!(pan_status(&line, "P1")["data"]["status"], "Pending");
    assert_eq!(balance(&line), "2043.50");

    let resumed = ask(&line, "/api/pan/incomplete", "orderid=P1").json();
    assert_eq!(resumed["message"], "Incomplete PAN Application Resumed");
    assert_eq!((&resumed["data"]["url"], &resumed["data"]["orderid"]), (&data["url"], &json!("P1")));
    let (host, path) = split(link);
    let page = send(&format!("http://{host}"), "GET", path, "", "");
    assert!(page.status == Some(200) && page.body.contains("/inexopay/page/pan/50089001/finish"), "{page:?}");

    assert_eq!(press(link, "finish").status, Some(200));
    let body = ask(&line, "/api/pan/status", "orderid=P1").body;
    assert!(body.contains("\"reference\":\"OPB000001WJ\",\"number\":\"9876543210\",\"amount\":107.00,"), "{body}");
    assert!(body.contains("\"amount\":107,\"opid\":\"OPB000001WJ\""), "{body}");
    assert_eq!(pan_status(&line, "P1")["data"]["status"], "Success");
    assert_eq!(ask(&line, "/api/pan/incomplete", "orderid=P1").json(), refused("Application is not pending"));
    assert!(!press(link, "abandon").body.contains("given up"));
    assert_eq!(pan_status(&line, "P1")["data"]["status"], "Success");
    assert_eq!(balance(&line), "2043.50");
}

#[test]
fn abandoned_application_fails_and_its_fee_comes_back() {
    let line = Line::open(NEVER);
    let link = pan(&line, "P1", "9876543210").json()["data"]["url"].as_str().unwrap().to_owned();
    assert_eq!(balance(&line), "2043.50");
    assert!(press(&link, "abandon").body.contains("given up"));
    let status = pan_status(&line, "P1");
    assert_eq!(
        (&status["data"]["status"], &status["data"]["opid"]),
        (&json!("Failure"), &json!("Application rejected"))
    );
    assert_eq!(status["reference"], status["data"]["opid"]);
    assert_eq!(balance(&line), "2150.50");
}

#[test]
fn finished_page_is_pending_for_one_pace_and_survives_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("book");
    let before = Line::open_book(&book, NEVER);
    let link = pan(&before, "P1", "9876543210").json()["data"]["url"].as_str().unwrap().to_owned();
    press(&link, "finish");
    assert_eq!(pan_status(&before, "P1")["data"]["status"], "Pending");
    drop(before);
    assert_eq!(pan_status(&Line::open_book(&book, AT_ONCE), "P1")["data"]["status"], "Success");
}

#[test]
fn number_says_how_an_application_goes() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("book");
    let before = Line::open_book(&book, NEVER);
    let word = |line: &Line, ending: &str| pan_status(line, &format!("P{ending}"))["data"]["status"].clone();
    for (ending, at_first) in [("00001", "Success"), ("00002", "Pending"), ("00003", "Pending"), ("00005", "Success")] {
        assert_eq!(pan(&before, &format!("P{ending}"), &format!("98765{ending}")).json()["status"], "SUCCESS");
        assert_eq!(word(&before, ending), at_first, "{ending}");
    }
    assert_eq!(balance(&before), "1722.50");
    drop(before);

    let after = Line::open_book(&book, AT_ONCE);
    for (ending, in_the_end) in [("00001", "Success"), ("00002", "Success"), ("00003", "Failure"), ("00005", "Refund")]
    {
        assert_eq!(word(&after, ending), in_the_end, "{ending}");
    }
    assert_eq!(balance(&after), "1936.50");
}

#[test]
fn pan_request_can_go_wrong_in_every_way() {
    let line = Line::open(NEVER);
    assert_eq!(pan(&line, "P4", "9876500004").json(), refused("Applicant mobile number is not valid"));
    assert!(pan(&line, "P6", "9876500006").is_silence());
    assert_eq!(ask(&line, "/api/pan/incomplete", "orderid=P6").json()["status"], "SUCCESS");
    let cut = pan(&line, "P7", "9876500007");
    assert_eq!((cut.status, cut.body.len()), (Some(200), cut.declared / 2));
    assert!(pan(&line, "P8", "9876500008").is_silence());
    assert_eq!(line.simulator.recharge_count("P8"), 0);
    let astray = pan(&line, "P9", "9876500009").json();
    assert!(astray["data"]["orderid"] != "P9" && astray["status"] == "SUCCESS", "{astray}");
    assert_eq!(pan_status(&line, "P9")["data"]["orderid"], "P9");
    assert_eq!(coded(&pan(&line, "P10", "9876500010"), 402)["message"], "Insufficient balance");
    assert!(pan(&line, "P12", "9876500012").is_silence());
    assert_eq!(line.simulator.recharge_count("P12"), 1);
    for unknown in ["P4", "P8", "P10", "P12"] {
        assert_eq!(pan_status(&line, unknown), refused("Record Not Found"), "{unknown}");
        assert_eq!(
            ask(&line, "/api/pan/incomplete", &format!("orderid={unknown}")).json(),
            refused("Record Not Found")
        );
    }
    assert_eq!(pan(&line, "P13", "9876500013").json()["status"], "SUCCESS");
    let resumed = ask(&line, "/api/pan/incomplete", "orderid=P13").json();
    assert_eq!(resumed, refused("URL Expired, please try again with a new request"));
    assert_eq!(pan(&line, "P13", "9876543210").json(), refused("Duplicate orderid"));
    assert_eq!(line.simulator.recharge_count("P13"), 2);
    line.simulator.set_balance("inexopay", 10_699);
    assert_eq!(coded(&pan(&line, "P14", "9876543210"), 402)["status"], "FAILED");
    line.simulator.set_balance("inexopay", 10_700);
    assert_eq!(pan(&line, "P14", "9876543210").json()["status"], "SUCCESS");
    assert_eq!(balance(&line), "0.00");
    let form = "number=9876543210&orderid=P15&pan_mode=PAPER&pan_type=new_pan";
    assert_eq!(ask(&line, "/api/pan/request", form).json(), refused("Invalid pan_mode"));
}

#[test]
fn slow_application_is_answered_in_the_end() {
    let line = Line::open(std::time::Duration::from_millis(40));
    assert_eq!(pan(&line, "P1", "9876500011").json()["data"]["orderid"], "P1");
}

#[test]
fn every_ending_is_tried_above() {
    assert_eq!(TEST_APPLICATIONS.len(), 13);
    assert!(TEST_APPLICATIONS.iter().all(|test| test.ending.len() == 5 && !test.says.is_empty()));
}

#[test]
fn agent_is_onboarded_once() {
    let line = Line::open(NEVER);
    let onboard = |more: &str| ask(&line, "/api/nsdl/onboarding", &format!("{ONBOARDING}&{more}")).json();
    let taken = json!({"status": false, "message": "Agent not verified :: THE GIVEN MOBILENUMBER IS ALREADY REGISTER"});
    let first = onboard("mobile=9876543210");
    assert_eq!(first["data"], json!({"txn_id": "INX00001", "agent_id": "INX00001"}));
    assert_eq!(first["status"], true);
    assert_eq!(onboard("mobile=9876543210"), taken);
    assert_eq!(onboard("mobile=9876500004"), taken);
    assert_eq!(onboard("mobile=9876543211&bcagentid=OWN1")["data"]["agent_id"], "OWN1");
    assert_eq!(onboard("mobile=9876543212&bcagentid=OWN1")["status"], false);
    assert!(ask(&line, "/api/nsdl/onboarding", &format!("{ONBOARDING}&mobile=9876500006")).is_silence());
    assert_eq!(onboard("mobile=9876500006"), taken);
    assert_eq!(onboard("mobile=98765")["message"], "Agent not verified :: Invalid mobile number");
    let wrong_date = ONBOARDING.replace("1990-01-31", "31-01-1990");
    let answer = ask(&line, "/api/nsdl/onboarding", &format!("{wrong_date}&mobile=9876543213")).json();
    assert_eq!(answer["message"], "Agent not verified :: Invalid date_of_birth");
}

#[test]
fn page_is_plain_and_says_what_it_stands_for() {
    let line = Line::open(NEVER);
    let links = [
        pan(&line, "P1", "9876543210").json()["data"]["url"].as_str().unwrap().to_owned(),
        account(&line, "A1", "9876543210", "x").json()["data"].as_str().unwrap().to_owned(),
    ];
    for (link, title) in links.iter().zip(["PAN application: practice page", "Bank account: practice page"]) {
        let (host, path) = split(link);
        let page = send(&format!("http://{host}"), "GET", path, "", "").body;
        assert!(page.starts_with("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"), "{page}");
        for text in
            [&format!("<title>{title}</title>"), &format!("<h1>{title}</h1>"), "stands for", "nothing here is real"]
        {
            assert!(page.contains(text), "{text}: {page}");
        }
        assert_eq!(page.matches("<button").count(), 2, "{page}");
        for foreign in ["<script", "http://", "https://", "@import", "url("] {
            assert!(!page.contains(foreign), "{foreign}: {page}");
        }
        assert!(press(link, "finish").body.contains("go back to the counter"));
        assert!(send(&format!("http://{host}"), "GET", path, "", "").body.contains("closed"));
    }
}

#[test]
fn webhooks_tell_how_applications_end() {
    let (line, shop, own) = (Line::open(AT_ONCE), Shop::open(), Shop::open());
    line.simulator.set_callback("inexopay", &shop.url()).unwrap();
    let link = pan(&line, "P1", "9876543210").json()["data"]["url"].as_str().unwrap().to_owned();
    press(&link, "finish");
    let told = shop.hear("200 OK");
    assert_eq!(
        (told.field("orderid"), told.field("order_id"), told.field("status")),
        (Some("P1"), Some("P1"), Some("success"))
    );
    pan(&line, "P2", "9876500003");
    assert_eq!(shop.hear("200 OK").field("status"), Some("failed"));
    account(&line, "A1", "9876500005", &own.url());
    for status in ["success", "refund"] {
        let told = own.hear("200 OK");
        assert_eq!((told.field("orderid"), told.field("status")), (Some("A1"), Some(status)));
        assert_eq!(told.field("callback_type"), Some("per_transaction"));
    }
    account(&line, "A2", "9876500001", "https://shop.example/back");
    let told = shop.hear("200 OK");
    assert_eq!((told.field("orderid"), told.field("callback_type")), (Some("A2"), Some("global_webhook")));
    assert!(shop.is_quiet() && own.is_quiet());
}

#[test]
fn application_given_up_before_it_would_have_ended_is_told_once() {
    let (line, shop) = (Line::open(std::time::Duration::from_secs(1)), Shop::open());
    line.simulator.set_callback("inexopay", &shop.url()).unwrap();
    let link = pan(&line, "P1", "9876500002").json()["data"]["url"].as_str().unwrap().to_owned();
    assert!(press(&link, "abandon").body.contains("given up"));
    assert_eq!(shop.hear("200 OK").field("status"), Some("failed"));
    // This one ends later than the first would have.
    pan(&line, "P2", "9876500002");
    let told = shop.hear("200 OK");
    assert_eq!((told.field("orderid"), told.field("status")), (Some("P2"), Some("success")));
    assert_eq!(pan_status(&line, "P1")["data"]["status"], "Failure");
}
