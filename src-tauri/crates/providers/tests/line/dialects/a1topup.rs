//! A1Topup: three formats, each of which may come whatever was asked for. We always ask for JSON.

use serde_json::{Value, json};

use super::shared::with_length;
use super::{Call, Case, ORDER_ID, case, fixture, raw, sample, set, spellings, unset};

const SLUG: &str = "a1topup";

/// The six names of the paper, in the order of its CSV.
const NAMES: [&str; 6] = ["txid", "status", "opid", "number", "amount", "orderid"];
const GOOD: [&str; 6] = ["5804117", "Success", "BR00071KX42A", "9812300045", "10", ORDER_ID];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Json,
    Xml,
    Csv,
}

const FORMATS: [Format; 3] = [Format::Json, Format::Xml, Format::Csv];

/// The good answer with these fields in place of its own.
fn six(format: Format, changes: &[(&str, &str)]) -> String {
    let value = |at: usize| changes.iter().find(|(name, _)| *name == NAMES[at]).map_or(GOOD[at], |(_, value)| value);
    let pairs = NAMES.iter().enumerate().map(|(at, name)| (*name, value(at)));
    match format {
        Format::Json => Value::Object(pairs.map(|(name, value)| (name.to_owned(), json!(value))).collect()).to_string(),
        Format::Xml => {
            let leaves: String = pairs.map(|(name, value)| format!("<{name}>{value}</{name}>")).collect();
            format!("<?xml version=\"1.0\"?>\n<response>{leaves}</response>")
        }
        Format::Csv => pairs.map(|(_, value)| value).collect::<Vec<_>>().join(","),
    }
}

pub fn cases() -> Vec<Case> {
    [
        samples(),
        words(),
        echoes(),
        blanks(),
        json_leaves(),
        contradictions(),
        refusals(),
        shapes(),
        balances(),
        callbacks(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The paper's answers, each in all three formats. It has no other for the status call.
fn samples() -> Vec<Case> {
    let mut cases = Vec::new();
    for (files, sold, found) in [
        (["recharge_success.json", "recharge_success.xml", "recharge_success.csv"], "succeeded", "says succeeded"),
        (
            ["recharge_failure.json", "recharge_failure.xml", "recharge_failure.csv"],
            "rejected: provider_says",
            "says failed",
        ),
        (["recharge_pending.json", "recharge_pending.xml", "recharge_pending.csv"], "accepted", "says accepted"),
        (
            ["not_whitelisted.json", "not_whitelisted.xml", "not_whitelisted.csv"],
            "rejected: address_not_listed",
            "says nothing: address_not_listed",
        ),
    ] {
        for file in files {
            cases.push(sample(SLUG, file, Call::Recharge, sold));
            cases.push(sample(SLUG, file, Call::Status, found));
        }
    }
    for file in ["not_whitelisted.json", "not_whitelisted.xml", "not_whitelisted.csv"] {
        cases.push(sample(SLUG, file, Call::Balance, "refused: address_not_listed"));
    }
    cases
}

fn words() -> Vec<Case> {
    let mut cases = Vec::new();
    for format in FORMATS {
        for (word, opid, sold, found) in [
            ("Success", "BR00071KX42A", "succeeded", "says succeeded"),
            ("Failure", "Invalid number", "rejected: provider_says", "says failed"),
            ("Pending", "in process", "accepted", "says accepted"),
        ] {
            for spelt in spellings(word) {
                let body = six(format, &[("status", &spelt), ("opid", opid)]);
                cases.push(case(format!("{format:?} {spelt:?}"), Call::Recharge, &body, sold));
                cases.push(case(format!("{format:?} {spelt:?}"), Call::Status, &body, found));
            }
        }
        for word in ["Flarp", "Succes", "Successor", "Holder", "0", "1", "true", "OK"] {
            let (name, body) = (format!("{format:?} {word:?} is no word"), six(format, &[("status", word)]));
            cases.push(case(name.clone(), Call::Recharge, &body, "unknown: answer_word_unknown"));
            cases.push(case(name, Call::Status, &body, "says nothing: answer_word_unknown"));
        }
    }
    cases
}

/// About another sale, whatever the word.
fn echoes() -> Vec<Case> {
    let mut cases = Vec::new();
    for format in FORMATS {
        for word in ["Success", "Failure", "Pending"] {
            for (name, field, value) in [
                ("another order", "orderid", "K7QX2M000018"),
                ("our order in small letters", "orderid", "k7qx2m000017"),
                ("our order, cut", "orderid", "K7QX2M00001"),
                ("another number", "number", "9812300046"),
                ("a number with another country", "number", "929812300045"),
                ("another amount", "amount", "11"),
                ("an amount in paise", "amount", "1000"),
                ("no amount at all", "amount", "ten"),
            ] {
                let (name, body) =
                    (format!("{format:?} {word} of {name}"), six(format, &[("status", word), (field, value)]));
                cases.push(case(name.clone(), Call::Recharge, &body, "unknown: answer_not_ours"));
                cases.push(case(name, Call::Status, &body, "says nothing: answer_not_ours"));
            }
        }
        for (field, value) in
            [("amount", "10.00"), ("amount", " 10 "), ("number", " 9812300045 "), ("orderid", " K7QX2M000017 ")]
        {
            let (name, body) = (format!("{format:?} {field} {value:?}"), six(format, &[(field, value)]));
            cases.push(case(name, Call::Recharge, &body, "succeeded"));
        }
    }
    cases
}

/// One of the six is empty.
fn blanks() -> Vec<Case> {
    let mut cases = Vec::new();
    for format in FORMATS {
        for (field, sold, found) in [
            ("txid", "succeeded", "says succeeded"),
            ("opid", "succeeded", "says succeeded"),
            ("number", "succeeded", "says nothing: provider_says"),
            ("amount", "succeeded", "says nothing: provider_says"),
        ] {
            let (name, body) = (format!("{format:?} {field} is empty"), six(format, &[(field, "")]));
            cases.push(case(name.clone(), Call::Recharge, &body, sold));
            cases.push(case(name, Call::Status, &body, found));
        }
        // Of a line, the order id is the end: without it the line has lost it.
        let cut = "unknown: answer_unreadable";
        let of_order = if format == Format::Csv { cut } else { "unknown: answer_not_ours" };
        cases.push(case(
            format!("{format:?} orderid is empty"),
            Call::Recharge,
            &six(format, &[("orderid", "")]),
            of_order,
        ));
        let of_word = if format == Format::Xml { cut } else { "unknown: answer_word_unknown" };
        cases.push(case(
            format!("{format:?} status is empty"),
            Call::Recharge,
            &six(format, &[("status", "")]),
            of_word,
        ));
    }
    cases
}

/// Nulls, leaves that are missing, and one kind of leaf for another.
fn json_leaves() -> Vec<Case> {
    let good = fixture(SLUG, "recharge_success.json");
    let unknown = "unknown: answer_word_unknown";
    let mut cases = Vec::new();
    for (field, sold) in [
        ("txid", "succeeded"),
        ("status", "unknown: answer_word_unknown"),
        ("opid", "succeeded"),
        ("number", "succeeded"),
        ("amount", "succeeded"),
        ("orderid", "unknown: answer_not_ours"),
    ] {
        let pointer = format!("/{field}");
        cases.push(case(format!("{field} is null"), Call::Recharge, &set(&good, &pointer, Value::Null), sold));
        cases.push(case(format!("{field} is missing"), Call::Recharge, &unset(&good, &pointer), sold));
    }
    for (name, pointer, value, sold) in [
        ("amount is a number", "/amount", json!(10), "succeeded"),
        ("number is a number", "/number", json!(9_812_300_045_i64), "succeeded"),
        ("txid is a number", "/txid", json!(5_804_117), "succeeded"),
        ("status is a number", "/status", json!(1), "unknown: answer_word_unknown"),
        ("status is true", "/status", json!(true), unknown),
        ("status is a list", "/status", json!(["Success"]), unknown),
        ("orderid is an object", "/orderid", json!({}), "unknown: answer_not_ours"),
    ] {
        cases.push(case(name, Call::Recharge, &set(&good, pointer, value), sold));
    }
    cases
}

/// The word says one thing and the reason in the place of the operator's id another.
fn contradictions() -> Vec<Case> {
    let mut cases = Vec::new();
    for format in FORMATS {
        for (word, opid, sold, found) in [
            (
                "Success",
                "Recharge failed",
                "unknown: answer_contradicts_itself",
                "says nothing: answer_contradicts_itself",
            ),
            ("Success", "Refunded", "unknown: answer_contradicts_itself", "says nothing: answer_contradicts_itself"),
            (
                "Failure",
                "Recharge successful",
                "unknown: answer_contradicts_itself",
                "says nothing: answer_contradicts_itself",
            ),
            (
                "Failure",
                "Under process",
                "unknown: answer_contradicts_itself",
                "says nothing: answer_contradicts_itself",
            ),
            ("Failure", "Recharge failed", "rejected: provider_says", "says failed"),
        ] {
            let (name, body) = (format!("{format:?} {word}: {opid}"), six(format, &[("status", word), ("opid", opid)]));
            cases.push(case(name.clone(), Call::Recharge, &body, sold));
            cases.push(case(name, Call::Status, &body, found));
        }
    }
    cases
}

/// About the call and not about the sale.
fn refusals() -> Vec<Case> {
    let mut cases = Vec::new();
    for format in FORMATS {
        for (words, sold, found) in [
            ("Invalid username or password", "rejected: credentials_refused", "says nothing: credentials_refused"),
            ("Insufficient balance", "rejected: wallet_empty", "says nothing: wallet_empty"),
            ("Invalid operator code", "rejected: provider_says", "says nothing: provider_says"),
            ("Duplicate order id", "unknown: duplicate_order", "says nothing: provider_says"),
            ("Order not found", "unknown: provider_says", "no record"),
        ] {
            let fields =
                [("status", "Failure"), ("opid", words), ("txid", ""), ("number", ""), ("amount", ""), ("orderid", "")];
            let (name, body) = (format!("{format:?} {words}"), six(format, &fields));
            cases.push(case(name.clone(), Call::Recharge, &body, sold));
            cases.push(case(name, Call::Status, &body, found));
        }
    }
    // Neither a reason nor our order.
    for body in [r#"{"status":"Failure"}"#, "<r><status>Failure</status></r>", ",Failure,,,,", ",Failure,0,,,"] {
        cases.push(case(format!("{body} is bare"), Call::Recharge, body, "unknown: answer_not_ours"));
    }
    // As bare text only the gate is heard.
    for (text, trouble) in [
        ("Invalid username or password", "credentials_refused"),
        ("Authentication fail!", "credentials_refused"),
        ("IP not whitelisted", "address_not_listed"),
        ("Insufficient balance", "wallet_empty"),
        ("Parameter is missing", "provider_says"),
        ("Order not found", "answer_unreadable"),
        ("Success", "answer_unreadable"),
        ("Failure", "answer_unreadable"),
        ("0=Success", "answer_unreadable"),
    ] {
        let how = if trouble == "answer_unreadable" { "unknown" } else { "rejected" };
        cases.push(case(format!("bare {text:?}"), Call::Recharge, text, format!("{how}: {trouble}")));
        cases.push(case(format!("bare {text:?}"), Call::Status, text, format!("says nothing: {trouble}")));
    }
    cases
}

/// What is none of the three formats, or not a whole one.
fn shapes() -> Vec<Case> {
    let (json, xml, csv) = (six(Format::Json, &[]), six(Format::Xml, &[]), six(Format::Csv, &[]));
    let mut cases = Vec::new();
    for (name, body) in [
        ("a list", format!("[{json}]")),
        ("single quotes", json.replace('"', "'")),
        ("misquoted as in the scan", json.replace("\",\"", "'\"")),
        ("half of the object", json[..json.len() / 2].to_owned()),
        ("the word twice in the object", json.replacen('{', r#"{"status":"Failure","#, 1)),
        ("the word twice in the document", xml.replace("<status>", "<status>Failure</status><status>")),
        ("half of the document", xml[..xml.len() / 2].to_owned()),
        ("two roots", format!("{xml}<response/>")),
        ("a document with a DTD", xml.replace("<response>", "<!DOCTYPE response [<!ENTITY a \"b\">]><response>")),
        ("elements inside of the word", xml.replace("Success", "<b>Success</b>")),
        ("five fields", csv.rsplit_once(',').unwrap().0.to_owned()),
        ("seven fields", format!("{csv},1")),
        ("half of the line", csv[..csv.len() / 2].to_owned()),
        ("two lines", format!("{csv}\n{csv}")),
        ("a quote that is not closed", csv.replace("Success", "\"Success")),
        ("divided by semicolons", csv.replace(',', ";")),
    ] {
        cases.push(case(name, Call::Recharge, &body, "unknown: answer_unreadable"));
    }
    let quoted = csv.split(',').map(|field| format!("\"{field}\"")).collect::<Vec<_>>().join(", ");
    cases.push(case("every field in quotes", Call::Recharge, &quoted, "succeeded"));
    cases.push(case("another root", Call::Recharge, &xml.replace("response>", "Recharge>"), "succeeded"));
    cases.push(case("an empty object", Call::Recharge, "{}", "unknown: answer_word_unknown"));
    cases.push(case("an empty document", Call::Recharge, "<response/>", "unknown: answer_unreadable"));
    let latin: Vec<u8> = csv.replace("BR00071KX42A", "BR\u{e9}").chars().map(|sign| sign as u8).collect();
    cases.push(raw("an operator's id in Latin-1", Call::Recharge, with_length(&latin), "succeeded"));
    cases
}

/// The paper has no sample of the balance, so it is read in every form in which it may come.
fn balances() -> Vec<Case> {
    let mut cases = Vec::new();
    for (body, told) in [
        (r#"{"status":"Success","balance":"47.15"}"#, "4715 paise"),
        (r#"{"status":"SUCCESS","balance":47.15}"#, "4715 paise"),
        (r#"{"balance":"47.15"}"#, "4715 paise"),
        (r#"{"status":"Success","balance":null}"#, "refused: balance_unreadable"),
        (r#"{"status":"Success"}"#, "refused: balance_unreadable"),
        (r#"{"status":"Pending","balance":"47.15"}"#, "refused: balance_unreadable"),
        (r#"{"status":"Success","balance":"1,204.50"}"#, "120450 paise"),
        (r#"{"status":"Success","balance":"12,04"}"#, "refused: balance_unreadable"),
        (r#"{"status":"Success","balance":{"main":"47.15"}}"#, "refused: balance_unreadable"),
        (r#"{"status":"Failure","message":"Invalid username"}"#, "refused: credentials_refused"),
        ("<r><status>Success</status><balance>47.15</balance></r>", "4715 paise"),
        ("<r><balance>47.15</balance></r>", "4715 paise"),
        ("<r><status>Success</status></r>", "refused: balance_unreadable"),
        ("Success,47.15", "4715 paise"),
        ("47.15", "4715 paise"),
        ("47", "4700 paise"),
        ("Rs. 1,204.50", "120450 paise"),
        ("47 or so", "refused: balance_unreadable"),
        ("Failure,Invalid password", "refused: credentials_refused"),
        ("Invalid username or password", "refused: credentials_refused"),
        ("IP not whitelisted", "refused: address_not_listed"),
    ] {
        cases.push(case(body, Call::Balance, body, told));
    }
    cases
}

fn callbacks() -> Vec<Case> {
    let call = |name: &str, fields: &str, told: &str| raw(name, Call::Callback, fields.as_bytes().to_vec(), told);
    vec![
        call("success", "txid=K7QX2M000017&status=Success&opid=BR00071KX42A", "about K7QX2M000017"),
        call("failure", "txid=K7QX2M000017&status=Failure&opid=", "about K7QX2M000017"),
        call("without our id", "status=Success&opid=BR00071KX42A", "not theirs"),
        call("without a status", "txid=K7QX2M000017", "not theirs"),
    ]
}
