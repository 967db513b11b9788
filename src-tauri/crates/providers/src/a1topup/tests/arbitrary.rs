//! Whatever arrives: only our order, in the paper's words, is believed.

use super::*;

fn value() -> impl Strategy<Value = String> {
    let known = [
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
    prop_oneof![8 => prop::sample::select(known.to_vec()).prop_map(str::to_owned), 1 => "\\PC{0,12}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_texts_never_decide_anything(text in "(?s).{0,200}") {
        prop_assert!(matches!(recharge(&text), Answer::Unclear(_)));
        prop_assert!(matches!(enquiry(&text), EnquiryAnswer::SaysNothing(_)));
        // A bare number is a wallet.
        prop_assert!(text.bytes().any(|sign| sign.is_ascii_digit()) || A1Topup.read_balance(&reply(&text)).is_err());
    }

    #[test]
    fn only_our_order_and_the_papers_words_are_believed(values in prop::collection::vec(value(), 6), which in 0_usize..3) {
        let [txid, status, opid, number, amount, orderid] = [0, 1, 2, 3, 4, 5].map(|place| values[place].trim());
        let body = Format::ALL[which].print([txid, status, opid, number, amount, orderid]);
        let word = status.to_lowercase();
        let ours = |value: &str, wanted: &[&str]| value.is_empty() || wanted.contains(&value);
        let agrees = ours(orderid, &[ORDER_ID]) && ours(number, &[NUMBER]) && ours(amount, &["10", "10.00"]);
        match recharge(&body) {
            Answer::Succeeded(_) => prop_assert!(word == "success" && agrees && orderid == ORDER_ID),
            Answer::Accepted(_) => prop_assert!(word == "pending" && agrees && orderid == ORDER_ID),
            Answer::Rejected(..) => prop_assert!(word == "failure" && agrees),
            Answer::Unclear(_) => {}
        }
        let whole = agrees && orderid == ORDER_ID && number == NUMBER && !amount.is_empty();
        match enquiry(&body) {
            EnquiryAnswer::Says(Word::Succeeded, _) => prop_assert!(word == "success" && whole),
            EnquiryAnswer::Says(Word::Accepted, _) => prop_assert!(word == "pending" && whole),
            EnquiryAnswer::Says(Word::Failed, _) => prop_assert!(word == "failure" && whole),
            EnquiryAnswer::Says(Word::Refunded, _) => prop_assert!(false, "the paper has no such word"),
            EnquiryAnswer::NoRecord(_) => {
                let may_fail = ["failure", "no record found", ""].contains(&word.as_str());
                prop_assert!(may_fail && ours(orderid, &[ORDER_ID, "0"]));
            }
            EnquiryAnswer::SaysNothing(_) => {}
        }
    }
}
