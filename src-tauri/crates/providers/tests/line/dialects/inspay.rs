//! INSPAY: JSON with one status word.

use serde_json::{Value, json};

use super::shared::with_length;
use super::{Call, Case, ORDER_ID, case, fixture, raw, sample, set, spellings, unset};

const SLUG: &str = "inspay";

pub fn cases() -> Vec<Case> {
    [samples(), words(), leaves(), echoes(), contradictions(), refusals(), shapes(), balances(), callbacks()]
        .into_iter()
        .flatten()
        .collect()
}

/// The answers of the paper.
fn samples() -> Vec<Case> {
    vec![
        sample(SLUG, "recharge_success.json", Call::Recharge, "succeeded"),
        sample(SLUG, "recharge_failure.json", Call::Recharge, "rejected: provider_says"),
        sample(SLUG, "recharge_pending.json", Call::Recharge, "accepted"),
        sample(SLUG, "not_whitelisted.json", Call::Recharge, "rejected: address_not_listed"),
        sample(SLUG, "not_whitelisted.json", Call::Status, "says nothing: address_not_listed"),
        sample(SLUG, "not_whitelisted.json", Call::Balance, "refused: address_not_listed"),
        sample(SLUG, "status_success.json", Call::Status, "says succeeded"),
        sample(SLUG, "status_failure.json", Call::Status, "says failed"),
        sample(SLUG, "status_pending.json", Call::Status, "says accepted"),
        sample(SLUG, "balance.json", Call::Balance, "4715 paise"),
    ]
}

fn words() -> Vec<Case> {
    let mut cases = Vec::new();
    for (word, file, sold, found) in [
        ("Success", "success", "succeeded", "says succeeded"),
        ("Failure", "failure", "rejected: provider_says", "says failed"),
        ("Pending", "pending", "accepted", "says accepted"),
    ] {
        let recharge = fixture(SLUG, &format!("recharge_{file}.json"));
        let status = fixture(SLUG, &format!("status_{file}.json"));
        for spelt in spellings(word) {
            let name = format!("{spelt:?}");
            cases.push(case(name.clone(), Call::Recharge, &set(&recharge, "/status", spelt.as_str()), sold));
            cases.push(case(name, Call::Status, &set(&status, "/status", spelt.as_str()), found));
        }
    }
    // Words that nobody can know.
    for word in ["", "Flarp", "Succes", "Successor", "Holder", "0", "1", "true", "OK"] {
        let (recharge, status) = (fixture(SLUG, "recharge_success.json"), fixture(SLUG, "status_failure.json"));
        let name = format!("{word:?} is no word");
        let unknown = "unknown: answer_word_unknown";
        cases.push(case(name.clone(), Call::Recharge, &set(&recharge, "/status", word), unknown));
        cases.push(case(name, Call::Status, &set(&status, "/status", word), "says nothing: answer_word_unknown"));
    }
    cases
}

/// Nulls, leaves that are missing, and one kind of leaf for another.
fn leaves() -> Vec<Case> {
    let mut cases = Vec::new();
    let good = fixture(SLUG, "recharge_success.json");
    for (leaf, sold) in [
        ("txid", "succeeded"),
        ("status", "unknown: answer_word_unknown"),
        ("opid", "succeeded"),
        ("message", "succeeded"),
        ("opcode", "succeeded"),
        ("number", "succeeded"),
        ("amount", "succeeded"),
        ("orderid", "unknown: answer_not_ours"),
    ] {
        let pointer = format!("/{leaf}");
        cases.push(case(format!("{leaf} is null"), Call::Recharge, &set(&good, &pointer, Value::Null), sold));
        cases.push(case(format!("{leaf} is blank"), Call::Recharge, &set(&good, &pointer, "  "), sold));
        cases.push(case(format!("{leaf} is missing"), Call::Recharge, &unset(&good, &pointer), sold));
    }
    let status = fixture(SLUG, "status_success.json");
    for leaf in ["number", "amount", "orderid"] {
        let told = "says nothing: provider_says";
        let pointer = format!("/{leaf}");
        cases.push(case(format!("{leaf} is null"), Call::Status, &set(&status, &pointer, Value::Null), told));
        cases.push(case(format!("{leaf} is missing"), Call::Status, &unset(&status, &pointer), told));
    }
    for (name, pointer, value, sold, found) in [
        ("amount is a number", "/amount", json!(10), "succeeded", "says succeeded"),
        ("number is a number", "/number", json!(9_812_300_045_i64), "succeeded", "says succeeded"),
        ("txid is a number", "/txid", json!(7_730_012_045_i64), "succeeded", "says succeeded"),
        ("opid is a number", "/opid", json!(71_042), "succeeded", "says succeeded"),
        ("amount with paise", "/amount", json!("10.00"), "succeeded", "says succeeded"),
        (
            "status is a number",
            "/status",
            json!(1),
            "unknown: answer_word_unknown",
            "says nothing: answer_word_unknown",
        ),
        ("status is true", "/status", json!(true), "unknown: answer_word_unknown", "says nothing: answer_word_unknown"),
        (
            "status is a list",
            "/status",
            json!(["Success"]),
            "unknown: answer_word_unknown",
            "says nothing: answer_word_unknown",
        ),
        ("orderid is an object", "/orderid", json!({}), "unknown: answer_not_ours", "says nothing: provider_says"),
    ] {
        cases.push(case(name, Call::Recharge, &set(&good, pointer, value.clone()), sold));
        cases.push(case(name, Call::Status, &set(&status, pointer, value), found));
    }
    cases
}

/// About another sale, whatever the word.
fn echoes() -> Vec<Case> {
    let mut cases = Vec::new();
    for word in ["success", "failure", "pending"] {
        let recharge = fixture(SLUG, &format!("recharge_{word}.json"));
        let status = fixture(SLUG, &format!("status_{word}.json"));
        for (name, pointer, value) in [
            ("another order", "/orderid", json!("K7QX2M000018")),
            ("our order in small letters", "/orderid", json!(ORDER_ID.to_lowercase())),
            ("our order, cut", "/orderid", json!("K7QX2M00001")),
            ("an order with a blank inside", "/orderid", json!("K7QX2M 000017")),
            ("another number", "/number", json!("9812300046")),
            ("a number with another country", "/number", json!("+929812300045")),
            ("another amount", "/amount", json!("11")),
            ("an amount in paise", "/amount", json!("1000")),
            ("no amount at all", "/amount", json!("ten")),
            ("an amount with a comma", "/amount", json!("10,00")),
        ] {
            let name = format!("{word} of {name}");
            cases.push(case(
                name.clone(),
                Call::Recharge,
                &set(&recharge, pointer, value.clone()),
                "unknown: answer_not_ours",
            ));
            cases.push(case(name, Call::Status, &set(&status, pointer, value), "says nothing: answer_not_ours"));
        }
    }
    cases
}

/// The word says one thing and the sentence beside it another.
fn contradictions() -> Vec<Case> {
    let (success, failure) = (fixture(SLUG, "recharge_success.json"), fixture(SLUG, "recharge_failure.json"));
    let (found, lost) = (fixture(SLUG, "status_success.json"), fixture(SLUG, "status_failure.json"));
    let unknown = "unknown: answer_contradicts_itself";
    let nothing = "says nothing: answer_contradicts_itself";
    vec![
        case("Success that failed", Call::Recharge, &set(&success, "/message", "Recharge failed"), unknown),
        case("Success that was refunded", Call::Recharge, &set(&success, "/opid", "Amount refunded"), unknown),
        case("Failure that went well", Call::Recharge, &set(&failure, "/message", "Recharge success"), unknown),
        case("Failure in process", Call::Recharge, &set(&failure, "/message", "Recharge in process"), unknown),
        case("Success that failed", Call::Status, &set(&found, "/opid", "Recharge failed"), nothing),
        case("Failure that went well", Call::Status, &set(&lost, "/opid", "Recharge success"), nothing),
        case("Failure in process", Call::Status, &set(&lost, "/opid", "in process"), nothing),
        case(
            "Failure whose money went back",
            Call::Recharge,
            &set(&failure, "/message", "Failed, amount refunded successfully"),
            "rejected: provider_says",
        ),
    ]
}

fn refused(words: &str) -> String {
    json!({ "txid": "", "status": "Failure", "opid": "", "message": words }).to_string()
}

/// About the call and not about the sale.
fn refusals() -> Vec<Case> {
    let mut cases = Vec::new();
    for (words, sold, found) in [
        ("Invalid username or token", "rejected: credentials_refused", "says nothing: credentials_refused"),
        ("Insufficient balance", "rejected: wallet_empty", "says nothing: wallet_empty"),
        ("Invalid operator code", "rejected: provider_says", "says nothing: provider_says"),
        ("Duplicate order id", "unknown: duplicate_order", "says nothing: provider_says"),
        ("Order id already exists", "unknown: duplicate_order", "says nothing: provider_says"),
        ("Order not found", "unknown: provider_says", "no record"),
        ("No record found", "unknown: provider_says", "no record"),
        ("User not found", "rejected: credentials_refused", "says nothing: credentials_refused"),
        ("Recharge failed", "unknown: provider_says", "says nothing: provider_says"),
        ("Request timeout", "unknown: provider_says", "says nothing: provider_says"),
    ] {
        cases.push(case(words, Call::Recharge, &refused(words), sold));
        cases.push(case(words, Call::Status, &refused(words), found));
    }
    // Neither a reason nor our order: whoever wrote it, the company's paper has no such failure.
    let bare = "unknown: answer_not_ours";
    for body in [r#"{"status":"Failure"}"#, r#"{"status":"failure","code":"upstream timeout"}"#, &refused(" ")] {
        cases.push(case(format!("{body} is bare"), Call::Recharge, body, bare));
    }
    let no_record_yet = set(&refused("Order not found"), "/status", "Pending");
    cases.push(case("not found, and pending", Call::Status, &no_record_yet, "says nothing: provider_says"));
    cases
}

/// What is not one JSON object of the paper.
fn shapes() -> Vec<Case> {
    let (good, status) = (fixture(SLUG, "recharge_success.json"), fixture(SLUG, "status_success.json"));
    let twice = good.trim().replacen('{', r#"{"status":"Failure","#, 1);
    let mut cases = Vec::new();
    for (name, body) in [
        ("a list", format!("[{good}]")),
        ("null", "null".to_owned()),
        ("true", "true".to_owned()),
        ("single quotes", good.replace('"', "'")),
        ("a comma at the end", good.trim().replace('}', ",}")),
        ("the word twice", twice),
        ("half of it", good[..good.len() / 2].to_owned()),
        ("all but the last sign", good.trim().trim_end_matches('}').to_owned()),
        ("CSV", "7730012045,Success,BR00071KX42A,9812300045,10,K7QX2M000017".to_owned()),
        ("a line of the Open API", "0=Success".to_owned()),
        ("a bare word", "Success".to_owned()),
        ("a warning of PHP that swallows it", format!("Warning: Undefined index {}", good.trim())),
    ] {
        cases.push(case(name, Call::Recharge, &body, "unknown: answer_unreadable"));
    }
    cases.push(case("an empty object", Call::Recharge, "{}", "unknown: answer_word_unknown"));
    cases.push(case("an empty object", Call::Status, "{}", "says nothing: answer_not_ours"));
    cases.push(case("half of it", Call::Status, &status[..status.len() / 2], "says nothing: answer_unreadable"));
    let latin = good.replace("Recharge success", "Recharge success \u{e9}");
    let bytes: Vec<u8> = latin.chars().map(|sign| sign as u8).collect();
    cases.push(raw("a word in Latin-1", Call::Recharge, with_length(&bytes), "succeeded"));
    cases
}

fn balances() -> Vec<Case> {
    let good = fixture(SLUG, "balance.json");
    let mut cases = Vec::new();
    for (name, value, told) in [
        ("nothing in it", json!("0.00"), "0 paise"),
        ("whole rupees", json!("47"), "4700 paise"),
        ("a number", json!(47), "4700 paise"),
        ("null", Value::Null, "refused: balance_unreadable"),
        ("blank", json!(""), "refused: balance_unreadable"),
        ("grouped", json!("1,204.50"), "120450 paise"),
        ("in rupees", json!("Rs. 1,204.50"), "120450 paise"),
        ("grouped otherwise", json!("12,04"), "refused: balance_unreadable"),
        ("a third decimal", json!("47.155"), "4715 paise"),
        ("with an exponent", json!("4e3"), "refused: balance_unreadable"),
    ] {
        cases.push(case(name, Call::Balance, &set(&good, "/balance", value), told));
    }
    cases.push(case("missing", Call::Balance, &unset(&good, "/balance"), "refused: balance_unreadable"));
    cases.push(case("Pending", Call::Balance, &set(&good, "/status", "Pending"), "refused: balance_unreadable"));
    cases.push(case("another word", Call::Balance, &set(&good, "/status", "OK"), "refused: balance_unreadable"));
    let words = "Invalid username or token";
    cases.push(case("refused", Call::Balance, &refused(words), "refused: credentials_refused"));
    cases
}

fn callbacks() -> Vec<Case> {
    let call = |name: &str, fields: &str, told: &str| raw(name, Call::Callback, fields.as_bytes().to_vec(), told);
    let ours = "about K7QX2M000017";
    vec![
        call("success", "txid=K7QX2M000017&status=Success&opid=BR00071KX42A", ours),
        call("failure", "txid=K7QX2M000017&status=Failure&opid=", ours),
        call("without our id", "status=Success&opid=BR00071KX42A", "not theirs"),
        call("without a status", "txid=K7QX2M000017", "not theirs"),
        call("empty", "", "not theirs"),
    ]
}
