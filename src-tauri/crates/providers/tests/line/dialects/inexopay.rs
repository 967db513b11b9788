//! INEXOPAY: JSON envelopes that agree on nothing. What is begun, asked about and looked up.

use serde_json::{Value, json};

use super::agent::{LOAD_ID, PAN, TXN_ID};
use super::shared::lost;
use super::{Call, Case, NUMBER, ORDER_ID, case, raw, set, spellings, unset};
use crate::server::answer;

fn pan_started() -> String {
    json!({
        "status_code": 200, "status": "SUCCESS", "message": "PAN Application Initiated Successfully",
        "data": {
            "txid": "50077001", "url": "https://connect.inspay.in/nsdl/pan?process_id=1&txid=50077001&mode=K",
            "number": NUMBER, "orderid": ORDER_ID,
        },
    })
    .to_string()
}

fn pan_status() -> String {
    json!({
        "status_code": 200, "status": "SUCCESS", "message": "Status fetched from portal", "order_id": ORDER_ID,
        "reference": "OPB7001WJ1TM", "number": NUMBER, "amount": 107, "date_time": "2026-11-20 13:50:00",
        "data": {
            "status": "Success", "orderid": ORDER_ID, "txid": "487001", "amount": 107, "opid": "OPB7001WJ1TM",
            "number": NUMBER, "created_at": "2026-11-20 13:50:00", "updated_at": "2026-11-20 13:55:00",
        },
    })
    .to_string()
}

fn load_started() -> String {
    json!({
        "status_code": 200, "status": "SUCCESS", "message": "QR generated successfully!",
        "data": {
            "order_id": LOAD_ID, "amount": 100, "qr_url": "https://pictures.example.invalid/qr",
            "upi_id": "gallaqr@example", "account_holder_name": "INEXOPAY", "status": "pending",
            "tx_string": format!("upi://pay?pa=gallaqr@example&pn=INEXOPAY&cu=INR&tn={LOAD_ID}&am=100&tr={LOAD_ID}"),
        },
    })
    .to_string()
}

fn load_status() -> String {
    json!({
        "status_code": 200, "status": "SUCCESS",
        "data": {
            "order_id": LOAD_ID, "amount": 100, "status": "success", "date_time": "2026-11-20 13:50:00",
            "mode": "API_UPI_QR", "remark": "Wallet Load - Success - UTR: BANK700112", "new_balance": 1100,
        },
    })
    .to_string()
}

fn account_started() -> String {
    json!({
        "status": true, "message": "Success..!!", "data": "https://nsdljiffy.co.in/broker/accountOpen?signcs=abc",
        "user": { "txn_id": TXN_ID, "customer_id": 838001 },
    })
    .to_string()
}

fn account() -> String {
    json!({
        "status": true, "message": "Success",
        "data": {
            "id": 34, "account_type": 1, "txn_id": TXN_ID, "first_name": "Asha", "middle_name": null, "pancard": PAN,
            "is_completed": 1, "message": null, "status": 1, "date": "2026-11-20T08:20:00.000000Z", "is_refunded": 0,
        },
    })
    .to_string()
}

fn api() -> String {
    json!({
        "status_code": 200, "status": "SUCCESS", "message": "API Status Retrieved",
        "data": { "owner_name": "Galla Shop", "api_balance": "1250.50", "api_status": "ACTIVE", "ip_status": "MATCHED" },
    })
    .to_string()
}

fn balance() -> String {
    json!({ "status": "SUCCESS", "error_code": 200, "message": "Balance fetched successfully", "balance": 1250 })
        .to_string()
}

fn refused(code: impl Into<Value>, words: &str) -> String {
    json!({ "status_code": code.into(), "status": "FAILED", "message": words }).to_string()
}

pub fn cases() -> Vec<Case> {
    [
        samples(),
        words(),
        flags(),
        envelopes(),
        codes(),
        echoes(),
        leaves(),
        contradictions(),
        shapes(),
        balances(),
        callbacks(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The answers of the paper, with made-up people.
fn samples() -> Vec<Case> {
    let record = json!({
        "status": false, "message": "Record Not Found", "data": { "response": "Record Not Found", "respcode": "99" },
    });
    vec![
        case("sample", Call::ApplyForPan, &pan_started(), "started"),
        case("sample error", Call::ApplyForPan, &refused(400, "Error description"), "rejected: provider_says"),
        case("sample", Call::PanStatus, &pan_status(), "says succeeded"),
        case("sample", Call::LoadWallet, &load_started(), "started"),
        case("sample", Call::LoadStatus, &load_status(), "says succeeded"),
        case("sample", Call::OpenAccount, &account_started(), "started"),
        case("sample", Call::AccountStatus, &account(), "says succeeded"),
        case("sample", Call::AccountDetails, &account(), "says succeeded"),
        case("sample error", Call::AccountStatus, &record.to_string(), "no record"),
        case("sample error", Call::AccountDetails, &record.to_string(), "no record"),
        case("sample", Call::ApiStatus, &api(), "125050 paise"),
        case("sample", Call::Balance, &balance(), "125000 paise"),
    ]
}

/// How an application stands, in the spellings of people.
fn words() -> Vec<Case> {
    let mut cases = Vec::new();
    for (word, told) in [
        ("Success", "says succeeded"),
        ("Failed", "says failed"),
        ("Refund", "says refunded"),
        ("Pending", "says accepted"),
    ] {
        for spelt in spellings(word) {
            cases.push(case(
                format!("{spelt:?}"),
                Call::PanStatus,
                &set(&pan_status(), "/data/status", spelt.as_str()),
                told,
            ));
            cases.push(case(
                format!("{spelt:?}"),
                Call::LoadStatus,
                &set(&load_status(), "/data/status", spelt.as_str()),
                told,
            ));
        }
    }
    for word in ["", "Done", "Verified", "Successful", "true", "1", "200"] {
        let told = "says nothing: answer_word_unknown";
        cases.push(case(
            format!("{word:?} is no word"),
            Call::PanStatus,
            &set(&pan_status(), "/data/status", word),
            told,
        ));
        cases.push(case(
            format!("{word:?} is no word"),
            Call::LoadStatus,
            &set(&load_status(), "/data/status", word),
            told,
        ));
    }
    cases
}

/// Every combination of the three flags of an account.
fn flags() -> Vec<Case> {
    let mut cases = Vec::new();
    for (completed, status, refunded, told) in [
        (1, 1, 0, "says succeeded"),
        (0, 1, 0, "says accepted"),
        (0, 0, 0, "says accepted"),
        (1, 0, 0, "says nothing: answer_contradicts_itself"),
        (1, 1, 1, "says refunded"),
        (0, 1, 1, "says refunded"),
        (1, 0, 1, "says refunded"),
        (0, 0, 1, "says refunded"),
        (2, 1, 0, "says nothing: answer_word_unknown"),
    ] {
        for call in [Call::AccountStatus, Call::AccountDetails] {
            let body = set(&set(&account(), "/data/is_completed", completed), "/data/status", status);
            let body = set(&body, "/data/is_refunded", refunded);
            cases.push(case(format!("completed {completed}, status {status}, refunded {refunded}"), call, &body, told));
            let bools = set(&account(), "/data/is_completed", completed == 1);
            let bools = set(&set(&bools, "/data/status", status == 1), "/data/is_refunded", refunded == 1);
            if completed < 2 {
                cases.push(case(format!("the same as booleans: {completed} {status} {refunded}"), call, &bools, told));
            }
        }
    }
    cases
}

/// The three ways in which an envelope says that a call was carried out, and what only looks like one.
fn envelopes() -> Vec<Case> {
    let mut cases = Vec::new();
    for value in [json!("SUCCESS"), json!("success"), json!(" Success "), json!(true), json!("true")] {
        let name = format!("status {value}");
        cases.push(case(name.clone(), Call::ApplyForPan, &set(&pan_started(), "/status", value.clone()), "started"));
        cases.push(case(name, Call::PanStatus, &set(&pan_status(), "/status", value), "says succeeded"));
    }
    for (value, began, found) in [
        (json!("FAILED"), "unclear: answer_contradicts_itself", "says nothing: answer_contradicts_itself"),
        (json!(false), "unclear: answer_contradicts_itself", "says nothing: answer_contradicts_itself"),
        (json!("OK"), "unclear: provider_says", "says nothing: provider_says"),
        (json!(1), "unclear: provider_says", "says nothing: provider_says"),
        (Value::Null, "unclear: provider_says", "says nothing: provider_says"),
        (json!({}), "unclear: answer_unreadable", "says nothing: answer_unreadable"),
    ] {
        let name = format!("status {value} with code 200");
        cases.push(case(name.clone(), Call::ApplyForPan, &set(&pan_started(), "/status", value.clone()), began));
        cases.push(case(name, Call::PanStatus, &set(&pan_status(), "/status", value), found));
    }
    cases
}

/// "Error Codes" in the body, as number and as text, under either name, and over HTTP.
fn codes() -> Vec<Case> {
    let mut cases = Vec::new();
    for (code, http, words, trouble) in [
        (400, "400 Bad Request", "Missing parameter", "provider_says"),
        (401, "401 Unauthorized", "Invalid API key or username", "credentials_refused"),
        (402, "402 Payment Required", "Insufficient balance", "wallet_empty"),
        (403, "403 Forbidden", "IP not whitelisted", "address_not_listed"),
        (405, "405 Method Not Allowed", "Wrong HTTP method", "provider_says"),
        (500, "500 Internal Server Error", "Internal server error", "provider_says"),
    ] {
        let began = if code == 500 { format!("unclear: {trouble}") } else { format!("rejected: {trouble}") };
        let nothing = format!("says nothing: {trouble}");
        for (form, value) in [("number", json!(code)), ("text", json!(code.to_string()))] {
            let body = refused(value, words);
            cases.push(case(format!("{code} as {form}"), Call::ApplyForPan, &body, began.as_str()));
            cases.push(case(format!("{code} as {form}"), Call::PanStatus, &body, nothing.as_str()));
            cases.push(case(format!("{code} as {form}"), Call::Balance, &body, format!("refused: {trouble}")));
        }
        let other_name = json!({ "status": false, "error_code": code, "message": words }).to_string();
        cases.push(case(format!("{code} as error_code"), Call::ApplyForPan, &other_name, began.as_str()));
        for call in [Call::ApplyForPan, Call::OpenAccount, Call::LoadWallet] {
            let said = answer(http, &refused(code, words));
            cases.push(raw(format!("{code} over HTTP"), call, said, began.as_str()));
        }
        for call in [Call::PanStatus, Call::LoadStatus, Call::AccountStatus, Call::AccountDetails] {
            let said = answer(http, &refused(code, words));
            cases.push(raw(format!("{code} over HTTP"), call, said, nothing.as_str()));
        }
        // Nothing of the paper's in the body: whoever answered, it is not known that nothing began.
        let page = answer(http, "<html><body>Success</body></html>");
        let of_page = match code {
            401 => "unclear: credentials_refused",
            402 => "unclear: wallet_empty",
            _ => "unclear: provider_error",
        };
        cases.push(raw(format!("{code} over HTTP with a page"), Call::ApplyForPan, page, of_page));
        let denied = answer(http, &pan_started());
        cases.push(raw(
            format!("{code} over HTTP with good news"),
            Call::ApplyForPan,
            denied,
            "unclear: answer_contradicts_itself",
        ));
    }
    for (code, words) in [(403, "Account not approved"), (403, "Subscription expired")] {
        cases.push(case(words, Call::ApplyForPan, &refused(code, words), "rejected: provider_says"));
    }
    for code in [json!(201), json!(404), json!(0), json!("OK")] {
        let body = set(&pan_started(), "/status_code", code.clone());
        cases.push(case(format!("{code} is no code"), Call::ApplyForPan, &body, "unclear: provider_says"));
    }
    cases
}

/// About something else than what was asked.
fn echoes() -> Vec<Case> {
    let mut cases = Vec::new();
    for (call, body, pointer, value) in [
        (Call::ApplyForPan, pan_started(), "/data/orderid", json!("K7QX2M000018")),
        (Call::ApplyForPan, pan_started(), "/data/orderid", json!(ORDER_ID.to_lowercase())),
        (Call::ApplyForPan, pan_started(), "/data/number", json!("9812300046")),
        (Call::ApplyForPan, pan_started(), "/data/orderid", Value::Null),
        (Call::ApplyForPan, pan_started(), "/order_id", json!("K7QX2M000018")),
        (Call::PanStatus, pan_status(), "/data/orderid", json!("K7QX2M000018")),
        (Call::PanStatus, pan_status(), "/order_id", json!("K7QX2M000018")),
        (Call::PanStatus, pan_status(), "/data/number", json!("9812300046")),
        (Call::PanStatus, pan_status(), "/number", json!("9812300046")),
        (Call::LoadWallet, load_started(), "/data/amount", json!(101)),
        (Call::LoadWallet, load_started(), "/data/order_id", json!("WAL7700112233446")),
        (Call::LoadStatus, load_status(), "/data/order_id", json!("WAL7700112233446")),
        (Call::LoadStatus, load_status(), "/data/order_id", Value::Null),
        (Call::LoadStatus, load_status(), "/data/amount", json!(101)),
        (Call::AccountStatus, account(), "/data/txn_id", json!("NSDLGALLA0002")),
        (Call::AccountStatus, account(), "/data/pancard", json!("ABCPE1234G")),
        (Call::AccountStatus, account(), "/data/pancard", Value::Null),
        (Call::AccountDetails, account(), "/data/txn_id", json!("NSDLGALLA0002")),
        (Call::AccountDetails, account(), "/data/txn_id", Value::Null),
        (Call::OpenAccount, account_started(), "/user/orderid", json!("K7QX2M000018")),
        (Call::OpenAccount, account_started(), "/orderid", json!("K7QX2M000018")),
    ] {
        let told = lost(call, "answer_not_ours");
        cases.push(case(format!("{pointer} is {value}"), call, &set(&body, pointer, value), told));
    }
    let refusal = set(&refused(400, "Invalid number"), "/orderid", "K7QX2M000018");
    cases.push(case("a refusal of another order", Call::ApplyForPan, &refusal, "unclear: answer_not_ours"));
    let repeated = refused(400, "Order ID already exists");
    cases.push(case("an order id used before", Call::ApplyForPan, &repeated, "unclear: duplicate_order"));
    cases.push(case("an order id used before", Call::OpenAccount, &repeated, "unclear: duplicate_order"));
    let record = refused(400, "Record not found");
    cases.push(case("no record", Call::PanStatus, &record, "no record"));
    cases.push(case("no record", Call::LoadStatus, &record, "no record"));
    cases
}

/// Nulls, leaves that are missing, and one kind of leaf for another.
fn leaves() -> Vec<Case> {
    let mut cases = Vec::new();
    for (call, body, pointer, value, told) in [
        (Call::ApplyForPan, pan_started(), "/status_code", Value::Null, "started"),
        (Call::ApplyForPan, pan_started(), "/status_code", json!("200"), "started"),
        (Call::ApplyForPan, pan_started(), "/data/txid", json!(50_077_001), "started"),
        (Call::ApplyForPan, pan_started(), "/data/number", json!(9_812_300_045_i64), "started"),
        (Call::ApplyForPan, pan_started(), "/data/url", Value::Null, "unclear: answer_unreadable"),
        (
            Call::ApplyForPan,
            pan_started(),
            "/data/url",
            json!("http://connect.inspay.in/"),
            "unclear: answer_unreadable",
        ),
        (Call::ApplyForPan, pan_started(), "/data/url", json!("javascript:alert(1)"), "unclear: answer_unreadable"),
        (Call::ApplyForPan, pan_started(), "/data", json!([]), "unclear: answer_not_ours"),
        (Call::PanStatus, pan_status(), "/amount", json!("107.00"), "says succeeded"),
        (Call::PanStatus, pan_status(), "/amount", Value::Null, "says succeeded"),
        (Call::PanStatus, pan_status(), "/data/amount", json!("a lot"), "says nothing: answer_unreadable"),
        (Call::PanStatus, pan_status(), "/data/status", json!({}), "says nothing: answer_unreadable"),
        (Call::LoadStatus, load_status(), "/data/amount", json!("100.00"), "says succeeded"),
        (Call::LoadStatus, load_status(), "/data/new_balance", Value::Null, "says succeeded"),
        (Call::LoadStatus, load_status(), "/data", Value::Null, "says nothing: answer_not_ours"),
        (Call::LoadWallet, load_started(), "/data/tx_string", Value::Null, "unclear: answer_unreadable"),
        (Call::LoadWallet, load_started(), "/data/amount", json!("100.00"), "started"),
        (Call::OpenAccount, account_started(), "/data", Value::Null, "unclear: answer_unreadable"),
        (Call::OpenAccount, account_started(), "/user", Value::Null, "started"),
        (Call::AccountStatus, account(), "/data/is_completed", Value::Null, "says nothing: answer_unreadable"),
        (Call::AccountStatus, account(), "/data/is_refunded", Value::Null, "says nothing: answer_unreadable"),
        (Call::AccountStatus, account(), "/data/is_completed", json!("1"), "says succeeded"),
        (Call::ApiStatus, api(), "/data", json!([]), "refused: answer_unreadable"),
        (Call::ApiStatus, api(), "/data/api_balance", json!("much"), "refused: answer_unreadable"),
    ] {
        cases.push(case(format!("{pointer} is {value}, not what it was"), call, &set(&body, pointer, value), told));
    }
    cases.push(case(
        "/data is missing",
        Call::PanStatus,
        &unset(&pan_status(), "/data"),
        "says nothing: answer_word_unknown",
    ));
    cases
}

/// Two places that say two things.
fn contradictions() -> Vec<Case> {
    let link = |from: &str, to: &str| set(&load_started(), "/data/tx_string", load_link().replace(from, to));
    let mut cases = vec![
        case(
            "paid before it is shown",
            Call::LoadWallet,
            &set(&load_started(), "/data/status", "success"),
            "unclear: answer_contradicts_itself",
        ),
        case(
            "the link pays another",
            Call::LoadWallet,
            &link("gallaqr@", "other@"),
            "unclear: answer_contradicts_itself",
        ),
        case("the link pays more", Call::LoadWallet, &link("am=100", "am=1000"), "unclear: answer_not_ours"),
        case(
            "the link is of another load",
            Call::LoadWallet,
            &link(&format!("tr={LOAD_ID}"), "tr=WAL1"),
            "unclear: answer_not_ours",
        ),
        case(
            "the link pays twice",
            Call::LoadWallet,
            &link("&cu=INR", "&cu=INR&am=1"),
            "unclear: answer_contradicts_itself",
        ),
        case("the link pays in dollars", Call::LoadWallet, &link("cu=INR", "cu=USD"), "unclear: answer_not_ours"),
        case("the link is none", Call::LoadWallet, &link("upi://", "https://"), "unclear: answer_unreadable"),
    ];
    for (name, pointer, value) in [
        ("two fees", "/data/amount", json!(108)),
        ("two acknowledgements", "/data/opid", json!("OPB7001WJ1TN")),
        ("a record that is not found", "/message", json!("Record not found")),
        ("two codes", "/error_code", json!(400)),
    ] {
        let body = set(&pan_status(), pointer, value);
        cases.push(case(name, Call::PanStatus, &body, "says nothing: answer_contradicts_itself"));
    }
    let failed = set(&set(&pan_status(), "/status", "FAILED"), "/status_code", 400);
    cases.push(case("refused and done", Call::PanStatus, &failed, "says nothing: answer_contradicts_itself"));
    cases
}

fn load_link() -> String {
    let json: Value = serde_json::from_str(&load_started()).unwrap();
    json["data"]["tx_string"].as_str().unwrap().to_owned()
}

/// What is not one JSON object.
fn shapes() -> Vec<Case> {
    let mut cases = Vec::new();
    for (call, good) in
        [(Call::ApplyForPan, pan_started()), (Call::PanStatus, pan_status()), (Call::LoadStatus, load_status())]
    {
        for (name, body) in [
            ("a list", format!("[{good}]")),
            ("a text", json!(good).to_string()),
            ("null", "null".to_owned()),
            ("half of it", good[..good.len() / 2].to_owned()),
            ("all but the last sign", good.trim_end_matches('}').to_owned()),
            ("the status twice", good.replacen('{', r#"{"status":"FAILED","#, 1)),
            ("a bare word", "success".to_owned()),
            ("an empty object", "{}".to_owned()),
        ] {
            cases.push(case(name, call, &body, lost(call, "answer_unreadable")));
        }
    }
    cases
}

fn balances() -> Vec<Case> {
    let mut cases = Vec::new();
    for (value, told) in [
        (json!(0), "0 paise"),
        (json!("1250.50"), "125050 paise"),
        (json!(1250.5), "125050 paise"),
        (Value::Null, "refused: answer_unreadable"),
        (json!("1,250.50"), "refused: answer_unreadable"),
        (json!([]), "refused: answer_unreadable"),
    ] {
        cases.push(case(format!("balance {value}"), Call::Balance, &set(&balance(), "/balance", value), told));
    }
    cases.push(case("balance missing", Call::Balance, &unset(&balance(), "/balance"), "refused: answer_unreadable"));
    cases
}

fn callbacks() -> Vec<Case> {
    let call = |name: &str, fields: &str, told: &str| raw(name, Call::Callback, fields.as_bytes().to_vec(), told);
    let ours = "about K7QX2M000017";
    let rest = "remark=Transaction+Successful&datetime=2026-11-20+13:50:00&callback_type=global_webhook";
    vec![
        call("success", &format!("orderid=K7QX2M000017&order_id=K7QX2M000017&status=success&{rest}"), ours),
        call("failed", &format!("orderid=K7QX2M000017&status=failed&{rest}"), ours),
        call("refund", &format!("order_id=K7QX2M000017&status=refund&{rest}"), ours),
        call("pending", &format!("orderid=K7QX2M000017&status=Pending&{rest}"), ours),
        call("two orders", "orderid=K7QX2M000017&order_id=K7QX2M000018&status=success", "not theirs"),
        call("another word", "orderid=K7QX2M000017&status=done", "not theirs"),
        call("without an order", "status=success", "not theirs"),
        call("without a status", "orderid=K7QX2M000017", "not theirs"),
    ]
}
