//! Whatever arrives: only our order, in words that agree, is believed.

use super::*;

fn leaf() -> impl Strategy<Value = Value> {
    let words = [
        "0",
        "1",
        "2",
        "Success",
        "FAIL",
        " pending",
        "No record found",
        "Duplicate",
        ORDER_ID,
        NUMBER,
        "10.00",
        "11",
        "",
    ];
    prop_oneof![
        8 => prop::sample::select(words.to_vec()).prop_map(|word| json!(word)),
        1 => (0_i64..3).prop_map(|number| json!(number)),
        1 => ".{0,12}".prop_map(|text| json!(text)),
        1 => prop::sample::select(vec![json!(null), json!(true), json!([]), json!({}), json!(["0"])]),
    ]
}

/// What a leaf says; nothing where it says nothing or cannot be meant.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_lowercase(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn only_our_order_and_words_that_agree_are_believed(
        status in leaf(),
        message in leaf(),
        data in prop::collection::hash_map(prop::sample::select(vec!["api_ref_id", "recharge_number", "recharge_amount", "recharge_status", "message", "status_code"]), leaf(), 0..7)
    ) {
        let body = json!({ "message": message, "data": data, "status": status });
        let said = |name: &str| text(&body["data"][name]);
        let ours = ["", &ORDER_ID.to_lowercase()].contains(&said("api_ref_id").as_str())
            && ["", NUMBER].contains(&said("recharge_number").as_str())
            && ["", "10.00"].contains(&said("recharge_amount").as_str());
        let named = ours && !said("api_ref_id").is_empty();
        let (outer, code, word) = (text(&body["status"]), said("status_code"), said("recharge_status"));
        let (outer, code, word) = (outer.as_str(), code.as_str(), word.as_str());
        match recharge(&body.to_string()) {
            Answer::Succeeded(_) => prop_assert!(named && outer == "0" && code == "0" && ["", "success"].contains(&word)),
            Answer::Accepted(_) => prop_assert!(named && outer == "0" && code == "2" && ["", "pending"].contains(&word)),
            Answer::Rejected(..) => prop_assert!(ours && outer == "1" && code == "1" && ["", "fail"].contains(&word)),
            Answer::Unclear(_) => {}
        }
        match enquiry(&body.to_string()) {
            EnquiryAnswer::Says(Word::Succeeded, _) => prop_assert!(named && outer == "0" && ["", "0"].contains(&code) && word == "success"),
            EnquiryAnswer::Says(Word::Accepted, _) => prop_assert!(named && outer == "0" && ["", "2"].contains(&code) && word == "pending"),
            EnquiryAnswer::Says(Word::Failed, _) => prop_assert!(named && ["0", "1"].contains(&outer) && ["", "1"].contains(&code) && word == "fail"),
            EnquiryAnswer::Says(Word::Refunded, _) => prop_assert!(false, "the paper has no such word"),
            EnquiryAnswer::NoRecord(_) => prop_assert!(["0", "1"].contains(&outer) && ["", "1"].contains(&code) && ["", "fail"].contains(&word)),
            EnquiryAnswer::SaysNothing(_) => {}
        }
    }
}
