//! INEXOPAY's login, refusals, status, balance and wallet.

use std::time::Duration;

use serde_json::{Value, json};
use simulator::TEST_LOADS;

use crate::callbacks::Shop;
use crate::line::{AT_ONCE, Heard, Line, NEVER, send};

/// The login as headers.
pub const KEYS: &str = "x-api-key: practice-key\r\nx-api-username: practice\r\n";

/// Every call's path.
pub const PATHS: [&str; 14] = [
    "/api/check_api_status",
    "/api/balance",
    "/api/nsdl/onboarding",
    "/api/nsdl/account-open",
    "/api/nsdl/account-status",
    "/api/nsdl/account-details",
    "/api/nsdl/incomplete-url",
    "/api/wallet/load_request",
    "/api/wallet/check_status",
    "/api/pan/request",
    "/api/pan/status",
    "/api/pan/incomplete",
    "/api/aadhaar/send-otp",
    "/api/aadhaar/verify-otp",
];

/// Calls with the right login.
pub fn ask(line: &Line, path: &str, form: &str) -> Heard {
    line.post("inexopay", path, KEYS, form)
}

/// The wallet, in the digits that came.
pub fn balance(line: &Line) -> String {
    let body = ask(line, "/api/balance", "").body;
    let (_, rest) = body.split_once("\"balance\":").unwrap();
    rest.split_once(',').unwrap().0.to_owned()
}

/// An answer with an HTTP status of its own.
pub fn coded(heard: &Heard, status: u16) -> Value {
    assert_eq!(heard.status, Some(status), "{heard:?}");
    serde_json::from_str(&heard.body).unwrap()
}

#[test]
fn api_status_and_balance_have_the_papers_fields_in_the_papers_order() {
    let line = Line::open(NEVER);
    assert_eq!(
        ask(&line, "/api/check_api_status", "").body,
        r#"{"status_code":200,"status":"SUCCESS","message":"API Status Retrieved","data":{"owner_name":"Practice Shop","api_balance":2150.50,"api_status":"ACTIVE","plan_name":"Practice plan","bind_ip":"203.0.113.7","your_ip":"203.0.113.7","ip_status":"MATCHED"}}"#
    );
    assert_eq!(
        ask(&line, "/api/balance", "").body,
        r#"{"status":"SUCCESS","error_code":200,"message":"Balance fetched successfully","balance":2150.50,"username":"practice"}"#
    );
    line.simulator.set_balance("inexopay", 7);
    assert_eq!(balance(&line), "0.07");
}

#[test]
fn login_comes_in_headers_or_in_the_body() {
    let line = Line::open(NEVER);
    let heard = line.post("inexopay", "/api/balance", "", "api_key=practice-key&username=practice");
    assert_eq!(heard.json()["status"], "SUCCESS");
    let heard = line.post("inexopay", "/api/balance", "x-api-key: wrong\r\n", "api_key=practice-key&username=practice");
    assert_eq!(heard.status, Some(401));
}

#[test]
fn strangers_are_turned_away_from_every_call() {
    let line = Line::open(NEVER);
    let cases = [
        ("", 401, "Invalid API key or username"),
        ("x-api-key: wrong\r\nx-api-username: practice\r\n", 401, "Invalid API key or username"),
        ("x-api-key: practice-key\r\nx-api-username: somebody\r\n", 401, "Invalid API key or username"),
        ("x-api-key: not-listed\r\nx-api-username: practice\r\n", 403, "IP not whitelisted"),
        ("x-api-key: not-approved\r\nx-api-username: practice\r\n", 403, "Account not approved"),
        (
            "x-api-key: plan-expired\r\nx-api-username: practice\r\n",
            403,
            "Subscription expired, please renew your plan",
        ),
    ];
    for path in PATHS {
        for (headers, status, message) in cases {
            let code = if path == "/api/balance" { "error_code" } else { "status_code" };
            let said = coded(&line.post("inexopay", path, headers, "orderid=G1"), status);
            assert_eq!(said, json!({"status": "FAILED", code: status, "message": message}), "{path}");
        }
        let said = coded(&line.get("inexopay", path, KEYS), 405);
        assert_eq!(said["status_code"], 405, "{path}");
    }
    assert_eq!(ask(&line, "/api/elsewhere", "").status, Some(404));
}

#[test]
fn missing_fields_are_refused_in_every_call_that_has_some() {
    let line = Line::open(NEVER);
    for path in PATHS.iter().skip(2) {
        let heard = ask(&line, path, "");
        let said: Value = serde_json::from_str(&heard.body).unwrap();
        let is_refused = said["status"] == false || said["status_code"] == 400;
        assert!(is_refused && said["message"].as_str().is_some_and(|words| !words.is_empty()), "{path}: {heard:?}");
    }
    assert_eq!(balance(&line), "2150.50");
}

#[test]
fn key_says_what_api_status_tells_and_every_call_works() {
    let line = Line::open(NEVER);
    for (key, state, ip_status, is_same) in [
        ("practice-key", "ACTIVE", "MATCHED", true),
        ("plan-paused", "INACTIVE", "MATCHED", true),
        ("address-moved", "ACTIVE", "MISMATCHED", false),
    ] {
        let headers = format!("x-api-key: {key}\r\nx-api-username: practice\r\n");
        let data = line.post("inexopay", "/api/check_api_status", &headers, "").json()["data"].clone();
        assert_eq!((&data["api_status"], &data["ip_status"]), (&json!(state), &json!(ip_status)), "{key}");
        assert_eq!(data["bind_ip"] == data["your_ip"], is_same, "{key}");
        assert_eq!(line.post("inexopay", "/api/balance", &headers, "").json()["status"], "SUCCESS", "{key}");
        let form = format!("number=9876543210&orderid={key}&pan_mode=EKYC&pan_type=new_pan");
        assert_eq!(line.post("inexopay", "/api/pan/request", &headers, &form).json()["status"], "SUCCESS", "{key}");
        let stranger = format!("x-api-key: {key}\r\nx-api-username: somebody\r\n");
        assert_eq!(line.post("inexopay", "/api/balance", &stranger, "").status, Some(401), "{key}");
    }
}

fn load(line: &Line, amount: &str) -> Value {
    ask(line, "/api/wallet/load_request", &format!("amount={amount}")).json()
}

fn load_status(line: &Line, loaded: &Value) -> Value {
    let order_id = loaded["data"]["order_id"].as_str().unwrap();
    ask(line, "/api/wallet/check_status", &format!("order_id={order_id}")).json()
}

#[test]
fn wallet_load_has_the_papers_fields_and_a_link_for_exactly_the_amount() {
    let line = Line::open(NEVER);
    let body = ask(&line, "/api/wallet/load_request", "amount=100").body;
    let link = "upi://pay?pa=galla.practice@invalid&pn=PRACTICE&cu=INR&tn=WAL9000000000001&am=100&tr=WAL9000000000001";
    assert_eq!(
        body,
        format!(
            "{{\"status_code\":200,\"status\":\"SUCCESS\",\"message\":\"QR generated successfully! Please scan and pay, then use \
             check_status API to verify payment.\",\"data\":{{\"order_id\":\"WAL9000000000001\",\"amount\":100,\"qr_url\":\
             \"https://qr.invalid/v1/create-qr-code/?data=WAL9000000000001\",\"upi_id\":\"galla.practice@invalid\",\
             \"account_holder_name\":\"PRACTICE\",\"tx_string\":\"{link}\",\"status\":\"pending\"}}}}"
        )
    );
    let loaded = load(&line, "250.5");
    assert!(loaded["data"]["tx_string"].as_str().unwrap().contains("&am=250.50&"), "{loaded}");
    let pending = load_status(&line, &loaded);
    assert_eq!((&pending["status"], &pending["data"]["status"]), (&json!("SUCCESS"), &json!("pending")));
    assert!(pending["data"].get("new_balance").is_none());
    assert_eq!(balance(&line), "2150.50");
}

#[test]
fn wallet_load_is_paid_after_one_pace_and_the_amount_says_how() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("book");
    let before = Line::open_book(&book, NEVER);
    let loads = ["100", "101", "102", "103", "104", "105"].map(|amount| load(&before, amount));
    for loaded in &loads {
        assert_eq!(load_status(&before, loaded)["data"]["status"], "pending");
    }
    drop(before);

    let after = Line::open_book(&book, AT_ONCE);
    let ended = loads.map(|loaded| load_status(&after, &loaded)["data"].clone());
    let said = ended.each_ref().map(|data| (data["status"].as_str().unwrap(), data["amount"].as_i64().unwrap()));
    assert_eq!(
        said,
        [("success", 100), ("pending", 101), ("success", 102), ("success", 100), ("failed", 104), ("success", 105)]
    );
    // 2,150.50 and 100, twice 102, 100, 105.
    assert_eq!((balance(&after), &ended[0]["new_balance"]), ("2659.50".to_owned(), &json!(2659.5)));
    assert!(ended[0]["remark"].as_str().unwrap().contains("Success - UTR: BANK"), "{}", ended[0]);
    assert_eq!((&ended[0]["mode"], &ended[4].get("new_balance")), (&json!("API_UPI_QR"), &None));
}

#[test]
fn load_without_an_answer_is_never_paid() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("book");
    let line = Line::open_book(&book, AT_ONCE);
    assert!(ask(&line, "/api/wallet/load_request", "amount=106").is_silence());
    let known = ask(&line, "/api/wallet/check_status", "order_id=WAL9000000000001").json();
    assert_eq!((&known["data"]["status"], balance(&line)), (&json!("pending"), "2150.50".to_owned()));
}

#[test]
fn every_test_amount_is_tried_above() {
    let amounts: Vec<i64> = TEST_LOADS.iter().map(|test| test.rupees).collect();
    assert_eq!(amounts, [101, 102, 103, 104, 105, 106]);
    assert!(TEST_LOADS.iter().all(|test| !test.says.is_empty()));
}

#[test]
fn load_that_is_paid_twice_is_told_twice() {
    let (line, shop) = (Line::open(Duration::from_millis(20)), Shop::open());
    line.simulator.set_callback("inexopay", &shop.url()).unwrap();
    load(&line, "102");
    for _ in 0..2 {
        assert_eq!(shop.hear("200 OK").field("orderid"), Some("WAL9000000000001"));
    }
    assert!(shop.is_quiet());
    assert_eq!(balance(&line), "2354.50");
}

#[test]
fn wallet_load_refuses_what_is_no_amount_and_what_it_does_not_know() {
    let line = Line::open(NEVER);
    for (amount, message) in [("ten", "Invalid amount"), ("-5", "Invalid amount"), ("9.99", "Minimum amount is 10")] {
        assert_eq!(load(&line, amount), json!({"status_code": 400, "status": "FAILED", "message": message}));
    }
    assert_eq!(coded(&ask(&line, "/api/wallet/load_request", ""), 400)["message"], "Missing parameter: amount");
    let unknown = ask(&line, "/api/wallet/check_status", "order_id=WAL1").json();
    assert_eq!((&unknown["status_code"], &unknown["message"]), (&json!(400), &json!("Order not found")));
}

#[test]
fn webhook_is_a_form_with_a_header_and_comes_again_until_it_arrives() {
    let (line, shop) = (Line::open(AT_ONCE), Shop::open());
    line.simulator.set_callback("inexopay", &shop.url()).unwrap();
    load(&line, "100");
    let first = shop.hear("500 Internal Server Error");
    assert_eq!(first.first_line, "POST /callback HTTP/1.1");
    assert!(first.headers.contains("x-callback-source: inexopay-api"), "{first:?}");
    assert!(first.headers.contains("content-type: application/x-www-form-urlencoded"), "{first:?}");
    assert!(
        first.body.starts_with("orderid=WAL9000000000001&order_id=WAL9000000000001&status=success&remark="),
        "{first:?}"
    );
    assert_eq!(first.field("callback_type"), Some("global_webhook"));
    assert_eq!(first.field("datetime").map(str::len), Some("2026-06-03+15%3A30%3A00".len()));
    for _ in 0..3 {
        assert_eq!(shop.hear("503 Service Unavailable").body, first.body);
    }
    load(&line, "104");
    let failed = shop.hear("204 No Content");
    assert_eq!((failed.field("orderid"), failed.field("status")), (Some("WAL9000000000002"), Some("failed")));
}

#[test]
fn unpaid_load_is_never_told() {
    let (line, shop) = (Line::open(Duration::from_millis(20)), Shop::open());
    line.simulator.set_callback("inexopay", &shop.url()).unwrap();
    load(&line, "101");
    load(&line, "100");
    assert_eq!(shop.hear("200 OK").field("orderid"), Some("WAL9000000000002"));
    assert!(shop.is_quiet());
}

#[test]
fn only_post_reaches_a_call() {
    let line = Line::open(NEVER);
    for method in ["PUT", "DELETE"] {
        let base = line.simulator.base_address("inexopay");
        assert_eq!(send(&base, method, "/api/balance", KEYS, "").status, Some(405));
    }
}
