//! Identity checks by Aadhaar number.

use super::*;

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
