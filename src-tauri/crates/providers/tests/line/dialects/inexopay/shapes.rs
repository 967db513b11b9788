//! How it is printed: echoes, leaves, contradictions, links, the wallet.

use super::*;

/// About something else than what was asked.
pub(super) fn echoes() -> Vec<Case> {
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
        (Call::LoadWallet, load_started(), "/data/amount", json!(501)),
        (Call::LoadWallet, load_started(), "/data/order_id", json!("WAL5550000000418")),
        (Call::LoadStatus, load_status(), "/data/order_id", json!("WAL5550000000418")),
        (Call::LoadStatus, load_status(), "/data/order_id", Value::Null),
        (Call::AccountStatus, account(), "/data/txn_id", json!("NSDLSAMPLE0418")),
        (Call::AccountStatus, account(), "/data/pancard", json!("ZZZXZ1234R")),
        (Call::AccountStatus, account(), "/data/pancard", Value::Null),
        (Call::AccountDetails, account(), "/data/txn_id", json!("NSDLSAMPLE0418")),
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
pub(super) fn leaves() -> Vec<Case> {
    let mut cases = Vec::new();
    for (call, body, pointer, value, told) in [
        (Call::ApplyForPan, pan_started(), "/status_code", Value::Null, "started"),
        (Call::ApplyForPan, pan_started(), "/status_code", json!("200"), "started"),
        (Call::ApplyForPan, pan_started(), "/data/txid", json!(61_234_417), "started"),
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
        (Call::LoadStatus, load_status(), "/data/amount", json!("500.00"), "says succeeded"),
        (Call::LoadStatus, load_status(), "/data/amount", json!(501), "says succeeded"),
        (Call::LoadStatus, load_status(), "/data/amount", Value::Null, "says nothing: answer_unreadable"),
        (Call::LoadStatus, load_status(), "/data/amount", json!(0), "says nothing: answer_unreadable"),
        (Call::LoadStatus, load_status(), "/data/new_balance", Value::Null, "says succeeded"),
        (Call::LoadStatus, load_status(), "/data", Value::Null, "says nothing: answer_not_ours"),
        (Call::LoadWallet, load_started(), "/data/tx_string", Value::Null, "unclear: answer_unreadable"),
        (Call::LoadWallet, load_started(), "/data/amount", json!("500.00"), "started"),
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
pub(super) fn contradictions() -> Vec<Case> {
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
            &link("sampleqr0417@", "other@"),
            "unclear: answer_contradicts_itself",
        ),
        case("the link pays more", Call::LoadWallet, &link("am=500", "am=5000"), "unclear: answer_not_ours"),
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
        ("two acknowledgements", "/data/opid", json!("OPSAMPLE0418")),
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
pub(super) fn shapes() -> Vec<Case> {
    let mut cases = Vec::new();
    for (call, good) in
        [(Call::ApplyForPan, pan_started()), (Call::PanStatus, pan_status()), (Call::LoadStatus, load_status())]
    {
        for (name, body) in [
            ("a list", format!("[{good}]")),
            ("null", "null".to_owned()),
            ("half of it", good[..good.len() / 2].to_owned()),
            ("all but the last sign", good.trim().trim_end_matches('}').to_owned()),
            ("the status twice", good.replacen('{', r#"{"status":"FAILED","#, 1)),
            ("a bare word", "success".to_owned()),
            ("an empty object", "{}".to_owned()),
        ] {
            cases.push(case(name, call, &body, lost(call, "answer_unreadable")));
        }
    }
    cases
}

pub(super) fn balances() -> Vec<Case> {
    let mut cases = Vec::new();
    for (value, told) in [
        (json!(0), "0 paise"),
        (json!("1250.50"), "125050 paise"),
        (json!(1250.5), "125050 paise"),
        (Value::Null, "refused: balance_unreadable"),
        (json!("1,250.50"), "refused: balance_unreadable"),
        (json!([]), "refused: balance_unreadable"),
    ] {
        cases.push(case(format!("balance {value}"), Call::Balance, &set(&balance(), "/balance", value), told));
    }
    cases.push(case("balance missing", Call::Balance, &unset(&balance(), "/balance"), "refused: balance_unreadable"));
    cases
}
