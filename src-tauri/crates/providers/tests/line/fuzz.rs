//! Bytes that no provider wrote never decide anything.

use proptest::prelude::*;
use providers::{Answer, EnquiryAnswer, Reply, sellers};
use serde_json::{Map, Value};

use crate::order;

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        prop::sample::select(vec!["Success", "Failure", "Fail", "Pending", "0", "1", "2"]).prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
    ];
    // Capitals only: none of the papers' fields is spelt so.
    let key = "[A-Z]{0,6}";
    leaf.prop_recursive(4, 40, 9, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..9).prop_map(Value::from),
            prop::collection::vec((key, inner), 0..9)
                .prop_map(|fields| Value::Object(fields.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

fn body() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..400).prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
        "\\PC{0,200}",
        json().prop_map(|value| value.to_string()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bodies_say_nothing(body in body()) {
        for provider in sellers() {
            let reply = Reply { status: 200, server_time_ms: None, body: body.clone() };
            let order = order(provider, "K7QX2M000061", "9812300045");
            let answer = provider.read_recharge(&order, &reply);
            prop_assert!(matches!(answer, Answer::Unclear(_)), "{:?}", answer);
            let told = provider.read_enquiry(&order, &reply);
            prop_assert!(matches!(told, EnquiryAnswer::SaysNothing(_)), "{:?}", told);
            // A bare number is a wallet.
            let may_be_money = body.bytes().any(|sign| sign.is_ascii_digit());
            prop_assert!(may_be_money || provider.read_balance(&reply).is_err());
        }
    }
}
