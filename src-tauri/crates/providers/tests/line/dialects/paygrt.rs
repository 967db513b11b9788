//! Paygrt: an envelope whose `status` and two fields in `data` must agree.

use serde_json::{Value, json};

use super::shared::with_length;
use super::{Call, Case, ORDER_ID, case, fixture, raw, sample, set, spellings, unset};

const SLUG: &str = "paygrt";

pub fn cases() -> Vec<Case> {
    [
        samples(),
        words(),
        agreements(),
        enquiries(),
        leaves(),
        echoes(),
        refusals(),
        shapes(),
        balances(),
        lists(),
        callbacks(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The recorded answers as they stand, and one of each other kind.
fn samples() -> Vec<Case> {
    vec![
        sample(SLUG, "recharge_success.json", Call::Recharge, "succeeded"),
        sample(SLUG, "recharge_pending.json", Call::Recharge, "accepted"),
        sample(SLUG, "recharge_fail.json", Call::Recharge, "rejected: wallet_empty"),
        sample(SLUG, "status_success.json", Call::Status, "says succeeded"),
        sample(SLUG, "balance.json", Call::Balance, "331025 paise"),
        sample(SLUG, "operators.json", Call::List, "3 operators"),
    ]
}

/// The status word in the spellings of people, the code beside it unchanged.
fn words() -> Vec<Case> {
    let mut cases = Vec::new();
    let status = fixture(SLUG, "status_success.json");
    for (word, found) in [("Success", "says succeeded"), ("Pending", "says accepted"), ("Fail", "says failed")] {
        for spelt in spellings(word) {
            let body = set(&status, "/data/recharge_status", spelt.as_str());
            cases.push(case(format!("{spelt:?}"), Call::Status, &body, found));
        }
    }
    for (file, word, sold) in [("success", "Success", "succeeded"), ("pending", "Pending", "accepted")] {
        let recharge = fixture(SLUG, &format!("recharge_{file}.json"));
        for spelt in spellings(word) {
            let body = set(&recharge, "/data/recharge_status", spelt.as_str());
            cases.push(case(format!("{spelt:?}"), Call::Recharge, &body, sold));
        }
    }
    let recharge = fixture(SLUG, "recharge_success.json");
    for word in ["Flarp", "Succes", "Holder", "0", "1", "2", "true"] {
        let name = format!("{word:?} is no word");
        let body = set(&recharge, "/data/recharge_status", word);
        cases.push(case(name.clone(), Call::Recharge, &body, "unknown: answer_word_unknown"));
        let body = set(&status, "/data/recharge_status", word);
        cases.push(case(name, Call::Status, &body, "says nothing: answer_word_unknown"));
    }
    cases
}

/// Every combination of the three places in a recharge answer.
fn agreements() -> Vec<Case> {
    // With a sentence and an envelope that say nothing themselves.
    let good = set(&fixture(SLUG, "recharge_success.json"), "/data/message", "Recharge");
    let good = set(&good, "/message", "Answer");
    let mut cases = Vec::new();
    for envelope in ["0", "1"] {
        for (code, of_code) in [("0", "Success"), ("1", "Fail"), ("2", "Pending")] {
            for word in ["Success", "Fail", "Pending", ""] {
                let body = set(&set(&good, "/status", envelope), "/data/status_code", code);
                let body = set(&body, "/data/recharge_status", word);
                let agrees = word.is_empty() || word == of_code;
                let told = match (envelope, code) {
                    ("0", "0") if agrees => "succeeded",
                    ("0", "2") if agrees => "accepted",
                    ("1", "1") if agrees => "rejected: provider_says",
                    _ => "unknown: answer_contradicts_itself",
                };
                cases.push(case(format!("status {envelope}, code {code}, word {word:?}"), Call::Recharge, &body, told));
            }
        }
    }
    for (pointer, value) in [
        ("/status", json!("2")),
        ("/status", json!("")),
        ("/status", json!("Success")),
        ("/status", Value::Null),
        ("/data/status_code", json!("3")),
        ("/data/status_code", json!("00")),
        ("/data/status_code", json!("")),
        ("/data/status_code", Value::Null),
    ] {
        let name = format!("{pointer} is {value}");
        cases.push(case(name, Call::Recharge, &set(&good, pointer, value), "unknown: answer_word_unknown"));
    }
    for (pointer, sold) in
        [("/status", "unknown: answer_word_unknown"), ("/data/status_code", "unknown: answer_word_unknown")]
    {
        cases.push(case(format!("{pointer} is missing"), Call::Recharge, &unset(&good, pointer), sold));
    }
    let missing = "unknown: provider_says";
    cases.push(case("/data is missing", Call::Recharge, &unset(&good, "/data"), missing));
    cases.push(case("/data is null", Call::Recharge, &set(&good, "/data", Value::Null), missing));
    cases
}

/// What an enquiry's envelope says is about the enquiry.
fn enquiries() -> Vec<Case> {
    let good = fixture(SLUG, "status_success.json");
    let mut cases = Vec::new();
    for (envelope, word, code, told) in [
        ("0", "Success", Some("0"), "says succeeded"),
        ("0", "Fail", Some("1"), "says failed"),
        ("0", "Pending", Some("2"), "says accepted"),
        ("0", "Success", Some("1"), "says nothing: answer_contradicts_itself"),
        ("0", "Fail", Some("0"), "says nothing: answer_contradicts_itself"),
        ("0", "Success", Some("9"), "says nothing: answer_word_unknown"),
        ("1", "Success", None, "says nothing: answer_contradicts_itself"),
        ("1", "Fail", None, "says failed"),
        ("1", "Pending", None, "says nothing: answer_contradicts_itself"),
        ("2", "Success", None, "says nothing: answer_word_unknown"),
        ("", "Success", None, "says nothing: answer_word_unknown"),
    ] {
        let body = set(&set(&good, "/status", envelope), "/data/recharge_status", word);
        let body = code.map_or(body.clone(), |code| set(&body, "/data/status_code", code));
        cases.push(case(format!("status {envelope:?}, word {word}, code {code:?}"), Call::Status, &body, told));
    }
    cases
}

/// Nulls, leaves that are missing, and one kind of leaf for another.
fn leaves() -> Vec<Case> {
    let (good, status) = (fixture(SLUG, "recharge_success.json"), fixture(SLUG, "status_success.json"));
    let mut cases = Vec::new();
    for (leaf, sold) in [
        ("txn_id", "succeeded"),
        ("operator_id", "succeeded"),
        ("recharge_number", "succeeded"),
        ("recharge_amount", "succeeded"),
        ("recharge_status", "succeeded"),
        ("message", "succeeded"),
        ("remaining_balance", "succeeded"),
        ("api_ref_id", "unknown: answer_not_ours"),
    ] {
        let pointer = format!("/data/{leaf}");
        cases.push(case(format!("{leaf} is null"), Call::Recharge, &set(&good, &pointer, Value::Null), sold));
        cases.push(case(format!("{leaf} is missing"), Call::Recharge, &unset(&good, &pointer), sold));
    }
    for leaf in ["api_ref_id", "recharge_status"] {
        let body = set(&status, &format!("/data/{leaf}"), Value::Null);
        cases.push(case(format!("{leaf} is null"), Call::Status, &body, "says nothing: provider_says"));
    }
    let (unreadable, unknown) = ("unknown: answer_unreadable", "unknown: answer_word_unknown");
    for (pointer, value, sold) in [
        ("/status", json!(0), "succeeded"),
        ("/data/status_code", json!(0), "succeeded"),
        ("/data/txn_id", json!(6_204_417), "succeeded"),
        ("/data/recharge_number", json!(9_812_300_045_i64), "succeeded"),
        ("/data/recharge_amount", json!(10), "succeeded"),
        ("/data/remaining_balance", json!("plenty"), "succeeded"),
        ("/data/status_code", json!(false), unknown),
        ("/data/status_code", json!(["0"]), unknown),
        ("/data/api_ref_id", json!({}), "unknown: answer_not_ours"),
        ("/data", json!([]), "unknown: provider_says"),
        ("/data", json!("Success"), unreadable),
        ("/status", json!({}), unknown),
    ] {
        cases.push(case(format!("{pointer} is {value}"), Call::Recharge, &set(&good, pointer, value), sold));
    }
    cases
}

/// About another sale, whatever the word.
fn echoes() -> Vec<Case> {
    let mut cases = Vec::new();
    for file in ["recharge_success", "recharge_pending", "recharge_fail"] {
        let good = fixture(SLUG, &format!("{file}.json"));
        for (leaf, value) in [
            ("api_ref_id", json!("K7QX2M000018")),
            ("api_ref_id", json!(ORDER_ID.to_lowercase())),
            ("recharge_number", json!("9812300046")),
            ("recharge_number", json!("+929812300045")),
            ("recharge_amount", json!("11.00")),
            ("recharge_amount", json!("1000")),
            ("recharge_amount", json!("ten")),
        ] {
            let body = set(&good, &format!("/data/{leaf}"), value.clone());
            cases.push(case(format!("{file} of {leaf} {value}"), Call::Recharge, &body, "unknown: answer_not_ours"));
        }
    }
    let status = fixture(SLUG, "status_success.json");
    for (leaf, value) in
        [("api_ref_id", "K7QX2M000018"), ("recharge_number", "9812300046"), ("recharge_amount", "11.00")]
    {
        let body = set(&status, &format!("/data/{leaf}"), value);
        cases.push(case(format!("another {leaf}"), Call::Status, &body, "says nothing: answer_not_ours"));
    }
    cases
}

/// A failure in these words, and an enquiry that failed in them.
fn refusals() -> Vec<Case> {
    let mut cases = Vec::new();
    let fail = fixture(SLUG, "recharge_fail.json");
    for (words, sold, found) in [
        ("Insufficient Merchant Balance", "rejected: wallet_empty", "says nothing: wallet_empty"),
        ("Invalid api-key", "rejected: credentials_refused", "says nothing: credentials_refused"),
        ("IP not whitelisted", "rejected: address_not_listed", "says nothing: address_not_listed"),
        ("Invalid operator", "rejected: provider_says", "says nothing: provider_says"),
        ("Duplicate api_ref_id", "unknown: duplicate_order", "says nothing: provider_says"),
        ("api_ref_id already exists", "unknown: duplicate_order", "says nothing: provider_says"),
        ("No record found", "unknown: provider_says", "no record"),
        ("Transaction not found", "unknown: provider_says", "no record"),
    ] {
        cases.push(case(words, Call::Recharge, &set(&fail, "/data/message", words), sold));
        let without = json!({ "message": words, "data": null, "status": "1" }).to_string();
        cases.push(case(words, Call::Status, &without, found));
        // Without data only the gate is heard.
        let is_gate = sold.starts_with("rejected");
        let heard = if is_gate { "rejected" } else { "unknown" };
        let no_answer = format!("{heard}: {}", found.strip_prefix("says nothing: ").unwrap_or("provider_says"));
        cases.push(case(format!("{words}, without data"), Call::Recharge, &without, no_answer));
    }
    // Neither a reason nor our order.
    let bare = r#"{"data":{"status_code":"1"},"status":"1"}"#;
    cases.push(case("a bare failure", Call::Recharge, bare, "unknown: answer_not_ours"));
    cases.extend(denials());
    let denied = json!({ "message": "No record found", "data": { "recharge_status": "Success" }, "status": "1" });
    cases.push(case("no record of a success", Call::Status, &denied.to_string(), "says nothing: provider_says"));
    let good = json!({ "message": "No record found", "data": null, "status": "0" }).to_string();
    cases.push(case("no record, under a good envelope", Call::Status, &good, "no record"));
    cases
}

/// The word says one thing and the sentence beside it another.
fn denials() -> Vec<Case> {
    let (good, fail) = (fixture(SLUG, "recharge_success.json"), fixture(SLUG, "recharge_fail.json"));
    let status = fixture(SLUG, "status_success.json");
    let (unknown, nothing) = ("unknown: answer_contradicts_itself", "says nothing: answer_contradicts_itself");
    let failed = set(&status, "/data/recharge_status", "Fail");
    vec![
        case("success, refunded", Call::Recharge, &set(&good, "/data/message", "Amount refunded"), unknown),
        case("failed, on hold", Call::Recharge, &set(&fail, "/data/message", "Transaction is on hold"), unknown),
        case("failed in an envelope of success", Call::Recharge, &set(&fail, "/message", "Success"), unknown),
        case("found as success, reversed", Call::Status, &set(&status, "/data/message", "Reversed"), nothing),
        case("found as failed, successful", Call::Status, &set(&failed, "/data/message", "Successful"), nothing),
        case("found as failed, and why", Call::Status, &set(&failed, "/data/message", "Invalid number"), "says failed"),
    ]
}

/// What is not one envelope.
fn shapes() -> Vec<Case> {
    let good = fixture(SLUG, "recharge_success.json");
    let mut cases = Vec::new();
    for (name, body) in [
        ("a list", format!("[{good}]")),
        ("null", "null".to_owned()),
        ("single quotes", good.replace('"', "'")),
        ("half of it", good[..good.len() / 2].to_owned()),
        ("all but the last sign", good.trim().trim_end_matches('}').to_owned()),
        ("the status twice", good.trim().replacen('{', r#"{"status":"1","#, 1)),
        ("the code twice", good.replacen("\"api_ref_id\"", "\"status_code\":\"1\",\"api_ref_id\"", 1)),
        ("XML", "<string xmlns=\"http://tempuri.org/\">Success</string>".to_owned()),
        ("a bare word", "Success".to_owned()),
    ] {
        cases.push(case(name, Call::Recharge, &body, "unknown: answer_unreadable"));
    }
    cases.push(case(
        "the data without its envelope",
        Call::Recharge,
        r#"{"status_code":"0"}"#,
        "unknown: provider_says",
    ));
    let latin: Vec<u8> =
        good.replace("Recharge Successful", "Recharge Successful \u{e9}").chars().map(|sign| sign as u8).collect();
    cases.push(raw("a word in Latin-1", Call::Recharge, with_length(&latin), "succeeded"));
    cases
}

fn balances() -> Vec<Case> {
    let good = fixture(SLUG, "balance.json");
    let mut cases = Vec::new();
    for (pointer, value, told) in [
        ("/data/balance", json!("0.0000"), "0 paise"),
        ("/data/balance", json!(12), "1200 paise"),
        ("/data/balance", json!("12.0050"), "1200 paise"),
        ("/data/balance", Value::Null, "refused: balance_unreadable"),
        ("/data/balance", json!("1,204.50"), "120450 paise"),
        ("/status", json!("2"), "refused: balance_unreadable"),
        ("/status", Value::Null, "refused: balance_unreadable"),
        ("/data", Value::Null, "refused: balance_unreadable"),
    ] {
        cases.push(case(format!("{pointer} is {value}"), Call::Balance, &set(&good, pointer, value), told));
    }
    let refused = |words: &str| json!({ "message": words, "data": null, "status": "1" }).to_string();
    cases.push(case("refused", Call::Balance, &refused("Invalid api-key"), "refused: credentials_refused"));
    cases.push(case("not listed", Call::Balance, &refused("IP not whitelisted"), "refused: address_not_listed"));
    cases
}

fn lists() -> Vec<Case> {
    let good = fixture(SLUG, "operators.json");
    let mut cases = Vec::new();
    for (name, body, told) in [
        ("null", set(&good, "/data", Value::Null), "refused: answer_unreadable"),
        ("an object", set(&good, "/data", json!({})), "refused: answer_unreadable"),
        (
            "a row that is a list",
            set(&good, "/data", json!([["Airtel", "AT", "Mobile"]])),
            "refused: answer_unreadable",
        ),
        (
            "a row without a code",
            set(&good, "/data", json!([{ "operator_name": "Airtel" }])),
            "refused: answer_unreadable",
        ),
        (
            "refused",
            json!({ "message": "Invalid api-key", "data": null, "status": "1" }).to_string(),
            "refused: credentials_refused",
        ),
        ("no status", unset(&good, "/status"), "refused: answer_unreadable"),
    ] {
        cases.push(case(name, Call::List, &body, told));
    }
    cases
}

fn callbacks() -> Vec<Case> {
    let call = |name: &str, fields: &str, told: &str| raw(name, Call::Callback, fields.as_bytes().to_vec(), told);
    vec![
        call(
            "success",
            "api_ref_id=K7QX2M000017&txn_id=6204417&operator_id=PG60417ABC&recharge_status=Success",
            "about K7QX2M000017",
        ),
        call("fail", "api_ref_id=K7QX2M000017&txn_id=&operator_id=&recharge_status=Fail", "about K7QX2M000017"),
        call("without our id", "txn_id=6204417&recharge_status=Success", "not theirs"),
        call("without a status", "api_ref_id=K7QX2M000017&txn_id=6204417", "not theirs"),
    ]
}
