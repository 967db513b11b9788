//! Accounts that agents open.

use super::*;

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
