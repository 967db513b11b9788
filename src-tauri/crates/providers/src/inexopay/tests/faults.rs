//! Answers that are no answers, for all fourteen calls alike: nothing is decided by them.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

fn decides_nothing(reader: &Reader, body: &str, what: &str) {
    let told = (reader.read)(&reply(body));
    assert!(matches!(told, Told::Nothing(_)), "{} took {what} for {told:?}", reader.key);
}

#[test]
fn what_is_no_object_decides_nothing() {
    let long = format!("{{\"status\":\"SUCCESS\",\"message\":\"{}", "x".repeat(1_000_000));
    let nested = format!("{{\"status\":\"SUCCESS\",\"data\":{}", "[".repeat(100_000));
    for reader in &READERS {
        for body in [
            "",
            " ",
            "null",
            "true",
            "200",
            "\"SUCCESS\"",
            "[]",
            "[\"SUCCESS\", 200]",
            "SUCCESS",
            "<html><body>SUCCESS</body></html>",
            "<!DOCTYPE html><title>502 Bad Gateway</title>",
            "{}",
            "{\"status\":\"SUCCESS\"}{\"status\":\"SUCCESS\"}",
            "{'status':'SUCCESS'}",
            "status=SUCCESS&status_code=200",
            &long,
            &nested,
        ] {
            decides_nothing(reader, body, &body[..body.len().min(40)]);
        }
        decides_nothing(reader, &format!("[{}]", reader.sample), "a list of answers");
        decides_nothing(reader, &format!("{}x", reader.sample), "an answer with a tail");
        decides_nothing(reader, &format!("<html><body>{}</body></html>", reader.sample), "an answer in HTML");
    }
}

#[test]
fn a_cut_answer_decides_nothing_wherever_it_is_cut() {
    for reader in &READERS {
        let whole = reader.sample.trim_end();
        for cut in 0..whole.len() {
            decides_nothing(reader, &whole[..cut], &format!("the first {cut} bytes"));
        }
        for body in [ONBOARDING_REFUSED, PAN_REFUSED, ACCOUNT_NO_RECORD, ACCOUNT_LINK_REFUSED, PAN_RESUME_REFUSED] {
            let whole = body.trim_end();
            (0..whole.len()).for_each(|cut| decides_nothing(reader, &whole[..cut], "a cut refusal"));
        }
    }
}

#[test]
fn a_wrong_charset_decides_nothing_and_a_mark_before_the_answer_does_not_matter() {
    for reader in &READERS {
        for (low, high) in [(true, false), (false, true)] {
            let wide = reader.sample.bytes().flat_map(|byte| if low { [byte, 0] } else { [0, byte] });
            let mark: &[u8] = if high { &[0xfe, 0xff] } else { &[0xff, 0xfe] };
            let bytes: Vec<u8> = mark.iter().copied().chain(wide).collect();
            decides_nothing(reader, &String::from_utf8_lossy(&bytes), "UTF-16");
        }
        let marked = format!("\u{feff}{}", reader.sample);
        assert_eq!((reader.read)(&reply(&marked)), Told::Good, "{}", reader.key);
    }
    // Latin-1: the words are damaged, the rest is read.
    let mut latin = json!({ "status": "FAILED", "message": "caf" }).to_string().into_bytes();
    let at = latin.windows(3).position(|window| window == b"caf").unwrap() + 3;
    latin.insert(at, 0xe9);
    let told = (READERS[9].read)(&reply(&String::from_utf8_lossy(&latin)));
    assert_eq!(told, Told::Refused(Trouble::ProviderSays { words: "caf\u{fffd}".to_owned() }));
}

#[test]
fn a_field_that_stands_twice_decides_nothing() {
    for reader in &READERS {
        let twice = reader.sample.replacen('{', "{\"status\": \"FAILED\", ", 1);
        decides_nothing(reader, &twice, "two words");
        let twice = reader.sample.replacen('{', "{\"message\": \"x\", \"message\": \"y\", ", 1);
        decides_nothing(reader, &twice, "two messages");
    }
}

#[test]
fn success_without_what_it_is_about_decides_nothing() {
    for reader in READERS.iter().filter(|reader| !["balance", "account_incomplete"].contains(&reader.key)) {
        for data in [json!(GONE), json!(null), json!([]), json!({}), json!(""), json!("x"), json!(7), json!([{}])] {
            // An API status of which everything is missing is still one: it decides nothing anywhere.
            if reader.key == "api_status" && data == json!({}) {
                continue;
            }
            decides_nothing(reader, &changed(reader.sample, &[("data", data.clone())]), &format!("data {data}"));
        }
    }
    for (key, field) in [("balance", "balance"), ("account_incomplete", "account_url")] {
        let reader = READERS.iter().find(|reader| reader.key == key).unwrap();
        for value in [json!(GONE), json!(null), json!(""), json!([]), json!({}), json!(true)] {
            decides_nothing(reader, &changed(reader.sample, &[(field, value.clone())]), &format!("{field} {value}"));
        }
    }
}

#[test]
fn a_list_or_an_object_for_a_word_decides_nothing() {
    for reader in &READERS {
        for odd in [json!([]), json!({}), json!(["SUCCESS"]), json!({ "status": "SUCCESS" })] {
            for field in ["status", "status_code", "error_code"] {
                decides_nothing(reader, &changed(reader.sample, &[(field, odd.clone())]), &format!("{field} {odd}"));
            }
        }
    }
}

#[test]
fn what_is_only_shown_may_be_anything() {
    for reader in &READERS {
        for odd in [json!([]), json!({ "a": 1 }), json!(12.5), json!(null), json!(true), json!("\u{1f600}")] {
            let body = changed(reader.sample, &[("message", odd.clone()), ("meta", odd.clone()), ("new", odd.clone())]);
            assert_eq!((reader.read)(&reply(&body)), Told::Good, "{}: {odd}", reader.key);
        }
    }
}

/// Leaves that stand in the paper's answers, and others.
fn leaf() -> impl Strategy<Value = Value> {
    let words = [
        "SUCCESS",
        "success",
        "FAILED",
        "failed",
        "pending",
        "refund",
        "verified",
        ORDER_ID,
        OTHER_ID,
        NUMBER,
        TXN_ID,
        LOAD_ID,
        REQUEST_ID,
        "107",
        "500",
        "200",
        "400",
        "Record Not Found",
        "https://connect.inspay.in/x",
        "",
    ];
    prop_oneof![
        8 => prop::sample::select(words.to_vec()).prop_map(|word| json!(word)),
        2 => prop::sample::select(vec![json!(0), json!(1), json!(200), json!(400), json!(500), json!(107)]),
        2 => prop::sample::select(vec![json!(true), json!(false), json!(null), json!([]), json!({})]),
        1 => any::<i64>().prop_map(|number| json!(number)),
        1 => (any::<i32>(), 0..1_000_u16)
            .prop_map(|(whole, parts)| serde_json::from_str(&format!("{whole}.{parts:03}")).unwrap()),
        1 => ".{0,12}".prop_map(|text| json!(text)),
    ]
}

/// Fields of the envelope and of `data`.
fn fields(names: &'static [&'static str]) -> impl Strategy<Value = serde_json::Map<String, Value>> {
    let names = prop::sample::select(names);
    prop::collection::hash_map(names, leaf(), 0..9)
        .prop_map(|fields| fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

/// The word of a leaf as the paper may print it.
fn word(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.trim().to_lowercase(),
        Some(Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_never_decide(bytes in prop::collection::vec(any::<u8>(), 0..200), status in 0_u16..1_000) {
        let body = String::from_utf8_lossy(&bytes).into_owned();
        for reader in &READERS {
            prop_assert!(matches!((reader.read)(&with_status(status, &body)), Told::Nothing(_)), "{}", reader.key);
        }
    }

    #[test]
    fn one_damaged_byte_never_turns_an_answer_into_a_refusal(place in 0_usize..2_000, byte in 32_u8..127) {
        for reader in &READERS {
            let mut bytes = reader.sample.as_bytes().to_vec();
            let place = place % bytes.len();
            bytes[place] = byte;
            let told = (reader.read)(&reply(&String::from_utf8_lossy(&bytes)));
            prop_assert!(matches!(told, Told::Good | Told::Nothing(_)), "{}: {told:?}", reader.key);
        }
    }

    #[test]
    fn only_our_order_and_the_papers_words_settle_a_pan_application(
        mut answer in fields(&["status", "status_code", "error_code", "message", "order_id", "number", "amount"]),
        data in fields(&["status", "orderid", "order_id", "txid", "amount", "opid", "number"]),
    ) {
        answer.insert("data".to_owned(), Value::Object(data.clone()));
        let body = Value::Object(answer.clone()).to_string();
        let good = ["success", "true"].contains(&word(answer.get("status")).as_str());
        let both = |name: &str| [word(answer.get(name)), word(data.get(name))];
        let ids: Vec<String> = [word(data.get("orderid"))].into_iter().chain(both("order_id")).collect();
        let only = |values: &[String], own: &str| values.iter().all(|value| value.is_empty() || value == own);
        let ours = only(&ids, &ORDER_ID.to_lowercase()) && only(&both("number"), NUMBER);
        match pan::read_status(&pan_question(), &reply(&body)) {
            Standing::Says(said, _) => {
                prop_assert!(good && ours && ids.iter().any(|id| !id.is_empty()), "{body}");
                let expected = match said {
                    domain::Word::Succeeded => "success",
                    domain::Word::Failed => "failed",
                    domain::Word::Refunded => "refund",
                    domain::Word::Accepted => "pending",
                };
                prop_assert_eq!(word(data.get("status")), expected);
            }
            Standing::NoRecord(_) => prop_assert!(!good && ours, "{body}"),
            Standing::SaysNothing(_) => {}
        }
    }
}
