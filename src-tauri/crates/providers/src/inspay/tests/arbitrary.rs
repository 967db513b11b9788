//! Whatever arrives: only our order, in the paper's words, is believed.

use super::*;

/// What a leaf says, and nothing for a leaf that the paper cannot mean.
fn text(value: Option<&Value>) -> Option<Option<String>> {
    match value {
        None | Some(Value::Null) => Some(None),
        Some(Value::Array(list)) if list.is_empty() => Some(None),
        Some(Value::Object(fields)) if fields.is_empty() => Some(None),
        Some(Value::String(text)) => Some(Some(text.trim().to_owned()).filter(|text| !text.is_empty())),
        Some(Value::Number(number)) if number.is_i64() || number.is_u64() => Some(Some(number.to_string())),
        Some(_) => None,
    }
}

fn leaf() -> impl Strategy<Value = Value> {
    let words = [
        "Success",
        "success ",
        "FAILURE",
        "Pending",
        "No record found",
        "Duplicate",
        ORDER_ID,
        NUMBER,
        "10",
        "10.00",
        "11",
        "0",
        "",
    ];
    prop_oneof![
        8 => prop::sample::select(words.to_vec()).prop_map(|word| json!(word)),
        1 => any::<i64>().prop_map(|number| json!(number)),
        1 => Just(json!(10)),
        1 => ".{0,12}".prop_map(|text| json!(text)),
        1 => prop::sample::select(vec![json!(null), json!(true), json!([]), json!({}), json!(["Success"])]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn only_our_order_and_the_papers_words_are_believed(
        leaves in prop::collection::hash_map(prop::sample::select(vec!["txid", "status", "opid", "message", "number", "amount", "orderid"]), leaf(), 0..8)
    ) {
        let answer: Value = serde_json::to_value(&leaves).unwrap();
        let field = |name: &str| text(answer.get(name));
        let is = |name: &str, wanted: &str| field(name) == Some(Some(wanted.to_owned()));
        let absent = |name: &str| field(name) == Some(None);
        let word = field("status").flatten().unwrap_or_default().to_lowercase();
        let ours = |name: &str, wanted: &str| absent(name) || is(name, wanted);
        let amount = absent("amount") || ["10", "10.00"].iter().any(|amount| is("amount", amount));
        let agrees = ours("orderid", ORDER_ID) && ours("number", NUMBER) && amount;
        match recharge(&answer.to_string()) {
            Answer::Succeeded(_) => prop_assert!(word == "success" && agrees && is("orderid", ORDER_ID)),
            Answer::Accepted(_) => prop_assert!(word == "pending" && agrees && is("orderid", ORDER_ID)),
            Answer::Rejected(..) => prop_assert!(word == "failure" && agrees),
            Answer::Unclear(_) => {}
        }
        let whole = agrees && is("orderid", ORDER_ID) && is("number", NUMBER) && !absent("amount");
        match enquiry(&answer.to_string()) {
            EnquiryAnswer::Says(Word::Succeeded, _) => prop_assert!(word == "success" && whole),
            EnquiryAnswer::Says(Word::Accepted, _) => prop_assert!(word == "pending" && whole),
            EnquiryAnswer::Says(Word::Failed, _) => prop_assert!(word == "failure" && whole),
            EnquiryAnswer::Says(Word::Refunded, _) => prop_assert!(false, "the paper has no such word"),
            EnquiryAnswer::NoRecord(_) => {
                let may_fail = ["failure", "no record found", ""].contains(&word.as_str());
                prop_assert!(may_fail && (ours("orderid", ORDER_ID) || is("orderid", "0")));
            }
            EnquiryAnswer::SaysNothing(_) => {}
        }
    }
}
