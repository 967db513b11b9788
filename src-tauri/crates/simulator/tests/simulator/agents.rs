//! INEXOPAY's accounts, PAN applications and Aadhaar verifications.

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
fn account_is_opened_on_the_page_and_found_three_ways() {
    let line = Line::open(AT_ONCE);
    let begun = account(&line, "A1", "9876543210", "https://shop.example/back").json();
    assert_eq!((&begun["status"], &begun["message"]), (&json!(true), &json!("Success..!!")));
    assert_eq!(begun["user"], json!({"txn_id": "NSDLUC0000001", "customer_id": 838_001}));
    let link = begun["data"].as_str().unwrap();
    let waiting = account_details(&line, "A1");
    assert_eq!(flags(&waiting), [0, 0, 0]);
    let resumed = ask(&line, "/api/nsdl/incomplete-url", "orderid=A1").json();
    assert_eq!(
        resumed,
        json!({
            "status": true, "message": "Redirect URL retrieved successfully.", "order_id": "A1", "txn_id": "NSDLUC0000001",
            "account_url": link, "status_in_db": "pending"
        })
    );
    press(link, "finish");
    let done = account_details(&line, "A1");
    assert_eq!(flags(&done), [1, 1, 0]);
    assert_eq!(
        (&done["first_name"], &done["middle_name"], &done["account_type"]),
        (&json!("Asha"), &Value::Null, &json!(2))
    );
    assert!(done["created_at"].as_str().unwrap().ends_with(".000000Z"), "{done}");
    assert_eq!(ask(&line, "/api/nsdl/account-status", "pancard=PQRST6789Z").json()["data"], done);
    assert_eq!(ask(&line, "/api/nsdl/account-details", "txn_id=NSDLUC0000001").json()["data"], done);
    let refused = ask(&line, "/api/nsdl/incomplete-url", "orderid=A1").json();
    let words = "Transaction status is success. URL can only be retrieved for pending transactions.";
    assert_eq!(refused, json!({"status": false, "message": words}));
}

#[test]
fn accounts_fail_and_are_refunded() {
    let line = Line::open(AT_ONCE);
    for (order_id, phone, expected, word) in [
        ("A1", "9876500003", [0, 0, 1], "failed"),
        ("A2", "9876500005", [1, 1, 1], "refund"),
        ("A3", "9876500001", [1, 1, 0], "success"),
    ] {
        assert_eq!(account(&line, order_id, phone, "x").json()["status"], true);
        assert_eq!(flags(&account_details(&line, order_id)), expected, "{phone}");
        let refused = ask(&line, "/api/nsdl/incomplete-url", &format!("orderid={order_id}")).json();
        assert!(
            refused["message"].as_str().unwrap().starts_with(&format!("Transaction status is {word}.")),
            "{refused}"
        );
    }
}

#[test]
fn account_opening_can_go_wrong_in_every_way() {
    let line = Line::open(NEVER);
    let none = json!({
        "status": false, "message": "Record Not Found", "data": {"response": "Record Not Found", "respcode": "99"}
    });
    assert_eq!(account(&line, "A4", "9876500004", "x").json()["status"], false);
    assert_eq!(coded(&account(&line, "A10", "9876500010", "x"), 402)["status_code"], 402);
    assert!(account(&line, "A8", "9876500008", "x").is_silence());
    assert!(account(&line, "A12", "9876500012", "x").is_silence());
    assert_eq!((line.simulator.recharge_count("A8"), line.simulator.recharge_count("A12")), (0, 1));
    assert_eq!(ask(&line, "/api/nsdl/account-status", "pancard=PQRST6789Z").json(), none);
    assert_eq!(ask(&line, "/api/nsdl/account-details", "orderid=A4").json(), none);
    assert_eq!(ask(&line, "/api/nsdl/incomplete-url", "orderid=A4").json()["status"], false);
    assert!(account(&line, "A6", "9876500006", "x").is_silence());
    assert_eq!(ask(&line, "/api/nsdl/incomplete-url", "orderid=A6").json()["status"], true);
    let cut = account(&line, "A7", "9876500007", "x");
    assert_eq!((cut.status, cut.body.len()), (Some(200), cut.declared / 2));
    let astray = account(&line, "A9", "9876500009", "x").json();
    assert!(astray["data"].as_str().unwrap().starts_with("https://account-open.invalid/"), "{astray}");
    assert_eq!(account(&line, "A13", "9876500013", "x").json()["status"], true);
    assert_eq!(ask(&line, "/api/nsdl/incomplete-url", "orderid=A13").json()["status"], false);
    assert_eq!(
        account(&line, "A13", "9876543210", "x").json(),
        json!({"status": false, "message": "Duplicate orderid"})
    );
    assert_eq!(pan(&line, "A13", "9876543210").json(), refused("Duplicate orderid"));
}

#[test]
fn restarted_provider_finds_the_account_by_its_pan_without_having_kept_it() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("book");
    let before = Line::open_book(&book, NEVER);
    account(&before, "A1", "9876543210", "x").json();
    drop(before);
    let written = std::fs::read_to_string(&book).unwrap();
    assert!(
        !written.contains("PQRST6789Z") && !written.contains("Asha") && !written.contains("example.com"),
        "{written}"
    );
    let after = Line::open_book(&book, NEVER);
    let found = ask(&after, "/api/nsdl/account-status", "pancard=PQRST6789Z").json();
    assert_eq!((&found["status"], &found["data"]["pancard"]), (&json!(true), &json!("PQRST6789Z")));
    assert_eq!(ask(&after, "/api/nsdl/account-status", "pancard=PQRST6780Z").json()["status"], false);
    assert_eq!(account_details(&after, "A1")["pancard"], "XXXXXX789Z", "as much as it still knows");
}

#[test]
fn customer_with_an_account_gets_no_second_one() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("book");
    let line = Line::open_book(&book, AT_ONCE);
    let exists = json!({"status": false, "message": "CUSTOMER ALREADY EXISTS"});
    for order_id in ["A1", "A2"] {
        assert_eq!(account(&line, order_id, "9876543210", "x").json()["status"], true, "neither is completed");
    }
    assert_eq!(account(&line, "A3", "9876500003", "x").json()["status"], true, "it fails");
    assert_eq!(account(&line, "A4", "9876500001", "x").json()["status"], true, "it is completed");
    assert_eq!(account(&line, "A5", "9876543210", "x").json(), exists, "by PAN");
    assert_eq!(account_details(&line, "A5"), json!({"response": "Record Not Found", "respcode": "99"}));
    let form = "orderid=A6&account_type=1&bcagentid=INX00001&agent_pancard=ABCDE1234F&first_name=Asha&last_name=Rao&\
        email=a@example.com&phone=9876500001&pancard=PQRST1111A&pincode=110099&return_url=x";
    assert_eq!(ask(&line, "/api/nsdl/account-open", form).json(), exists, "by mobile number");
    drop(line);
    let after = Line::open_book(&book, AT_ONCE);
    assert_eq!(account(&after, "A7", "9876543210", "x").json(), exists, "after a restart");
    for order_id in ["P1", "P2"] {
        assert_eq!(pan(&after, order_id, "9876500001").json()["status"], "SUCCESS", "a PAN may be applied for again");
    }
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

fn otp(line: &Line, order_id: &str, number: &str) -> Heard {
    ask(line, "/api/aadhaar/send-otp", &format!("orderid={order_id}&aadhaar_number={number}"))
}

fn verify(line: &Line, order_id: &str, sent: &Value, otp: &str, number: &str) -> Value {
    let request_id = sent["data"]["request_id"].as_str().unwrap();
    let form = format!("orderid={order_id}&request_id={request_id}&otp={otp}&aadhaar_number={number}");
    ask(line, "/api/aadhaar/verify-otp", &form).json()
}

fn failed(message: &str) -> Value {
    json!({"status_code": 400, "status": "failed", "message": message})
}

#[test]
fn aadhaar_is_verified_once_with_the_right_password() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("book");
    let line = Line::open_book(&book, NEVER);
    let number = TEST_AADHAAR[0].number;
    let sent = otp(&line, "V1", number).json();
    assert_eq!((&sent["status"], &sent["status_code"]), (&json!("success"), &json!(200)));
    assert_eq!((&sent["data"]["aadhaar"], &sent["data"]["status"]), (&json!(number), &json!("pending")));
    assert!(sent["meta"]["time"].as_str().unwrap().ends_with("+00:00"), "{sent}");
    assert_eq!(verify(&line, "V1", &sent, "000000", number), failed("OTP Expired"));
    assert_eq!(verify(&line, "V1", &sent, "111111", number), failed("Invalid OTP"));
    assert_eq!(balance(&line), "2150.50");
    let verified = verify(&line, "V1", &sent, "123456", number);
    assert_eq!(balance(&line), "2147.50", "a verification costs three rupees");
    assert_eq!((&verified["status"], &verified["data"]["status"]), (&json!("success"), &json!("verified")));
    let details = verified["data"]["aadhaar_details"].as_object().unwrap();
    assert!(["full_name", "dob", "gender", "address"].iter().all(|name| details[*name] != ""), "{verified}");
    assert_eq!(verify(&line, "V1", &sent, "123456", number), failed("OTP already used"));
    assert_eq!(line.simulator.recharge_count("V1"), 1);
    assert!(line.simulator.requests().iter().all(|request| request.number.is_empty()));
    drop(line);
    let written = std::fs::read_to_string(&book).unwrap();
    assert!(written.contains(&number[8..]) && !written.contains(&number[..8]), "{written}");
    assert_eq!(verify(&Line::open_book(&book, NEVER), "V1", &sent, "123456", number), failed("OTP already used"));
}

#[test]
fn empty_wallet_verifies_nobody() {
    let line = Line::open(NEVER);
    let number = TEST_AADHAAR[0].number;
    line.simulator.set_balance("inexopay", 299);
    assert_eq!(coded(&otp(&line, "V1", number), 402)["message"], "Insufficient balance");
    line.simulator.set_balance("inexopay", 300);
    let sent = otp(&line, "V1", number).json();
    line.simulator.set_balance("inexopay", 299);
    let request_id = sent["data"]["request_id"].as_str().unwrap();
    let form = format!("orderid=V1&request_id={request_id}&otp=123456&aadhaar_number={number}");
    assert_eq!(coded(&ask(&line, "/api/aadhaar/verify-otp", &form), 402)["message"], "Insufficient balance");
    line.simulator.set_balance("inexopay", 300);
    assert_eq!(verify(&line, "V1", &sent, "123456", number)["data"]["status"], "verified");
    assert_eq!(
        (balance(&line), account(&line, "A1", "9876543210", "x").json()["status"].clone()),
        ("0.00".to_owned(), json!(true))
    );
}

#[test]
fn third_wrong_password_is_the_last() {
    let line = Line::open(NEVER);
    let number = TEST_AADHAAR[0].number;
    let sent = otp(&line, "V1", number).json();
    let answers = ["1", "2", "3", "123456"].map(|otp| verify(&line, "V1", &sent, otp, number)["message"].clone());
    assert_eq!(
        answers,
        ["Invalid OTP", "Invalid OTP", "Maximum OTP attempts exceeded", "Maximum OTP attempts exceeded"]
    );
}

#[test]
fn verification_must_be_about_what_was_asked() {
    let line = Line::open(NEVER);
    let number = TEST_AADHAAR[0].number;
    let sent = otp(&line, "V1", number).json();
    let other = json!({"data": {"request_id": "ADHRVFR00000009_0000000"}});
    assert_eq!(verify(&line, "V1", &other, "123456", number)["status"], "failed");
    assert_eq!(verify(&line, "V1", &sent, "123456", TEST_AADHAAR[1].number)["status"], "failed");
    assert_eq!(verify(&line, "V2", &sent, "123456", number), failed("Record Not Found"));
    assert_eq!(verify(&line, "V1", &sent, "123456", number)["status"], "success");
    assert_eq!(otp(&line, "V1", number).json(), failed("Duplicate orderid"));
}

#[test]
fn test_numbers_fail_as_they_say() {
    let line = Line::open(NEVER);
    let sent = otp(&line, "V2", TEST_AADHAAR[1].number).json();
    assert_eq!(verify(&line, "V2", &sent, "123456", TEST_AADHAAR[1].number), failed("OTP Expired"));
    assert_eq!(otp(&line, "V3", TEST_AADHAAR[2].number).json()["status_code"], 400);
    assert_eq!(coded(&otp(&line, "V4", TEST_AADHAAR[3].number), 402)["message"], "Insufficient balance");
    assert_eq!(coded(&otp(&line, "V5", TEST_AADHAAR[4].number), 500)["status_code"], 500);
    assert!(otp(&line, "V6", TEST_AADHAAR[5].number).is_silence());
    assert_eq!(otp(&line, "V6", TEST_AADHAAR[0].number).json(), failed("Duplicate orderid"));
    let cut = otp(&line, "V7", TEST_AADHAAR[6].number);
    assert_eq!((cut.status, cut.body.len()), (Some(200), cut.declared / 2));
    assert_eq!(otp(&line, "V8", TEST_AADHAAR[7].number).json()["data"]["aadhaar"], TEST_AADHAAR[0].number);
    assert!(otp(&line, "V9", TEST_AADHAAR[8].number).is_silence());
    assert_eq!((line.simulator.recharge_count("V9"), TEST_AADHAAR.len()), (0, 9));
    for wrong in ["999900000061", "99990000001", "099900000016", "9999000000xx"] {
        assert_eq!(otp(&line, "V10", wrong).json(), failed("Invalid Aadhaar number"), "{wrong}");
    }
}
