//! A1Topup's answers in each of the three formats, right or wrong in every way.

mod arbitrary;
mod requests;

use domain::{OrderId, Paise, Service, Word};
use proptest::prelude::*;

use super::A1Topup;
use crate::{
    Access, Answer, BadField, Company, EnquiryAnswer, Fields, Method, Order, Particulars, Provider, Reply, Trouble,
};

/// The paper's answers in its three formats: success, failure, pending.
pub(super) const FIXTURES: [(Format, [&str; 3]); 3] = [
    (
        Format::Csv,
        [
            include_str!("fixtures/recharge_success.csv"),
            include_str!("fixtures/recharge_failure.csv"),
            include_str!("fixtures/recharge_pending.csv"),
        ],
    ),
    (
        Format::Json,
        [
            include_str!("fixtures/recharge_success.json"),
            include_str!("fixtures/recharge_failure.json"),
            include_str!("fixtures/recharge_pending.json"),
        ],
    ),
    (
        Format::Xml,
        [
            include_str!("fixtures/recharge_success.xml"),
            include_str!("fixtures/recharge_failure.xml"),
            include_str!("fixtures/recharge_pending.xml"),
        ],
    ),
];
const NOT_WHITELISTED: [&str; 3] = [
    include_str!("fixtures/not_whitelisted.csv"),
    include_str!("fixtures/not_whitelisted.json"),
    include_str!("fixtures/not_whitelisted.xml"),
];

pub(super) const NUMBER: &str = "9812300045";
pub(super) const ORDER_ID: &str = "K7QX2M000017";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Csv,
    Json,
    Xml,
}

impl Format {
    pub(super) const ALL: [Format; 3] = [Format::Csv, Format::Json, Format::Xml];

    /// An answer of these six values: txid, status, opid, number, amount, orderid.
    pub(super) fn print(self, values: [&str; 6]) -> String {
        let names = ["txid", "status", "opid", "number", "amount", "orderid"];
        match self {
            Format::Csv => {
                values.map(|value| if value.contains([',', '"']) { quoted(value) } else { value.to_owned() }).join(",")
            }
            Format::Json => {
                let fields = names.into_iter().zip(values);
                let object: serde_json::Map<String, serde_json::Value> =
                    fields.map(|(name, value)| (name.to_owned(), value.into())).collect();
                serde_json::Value::from(object).to_string()
            }
            Format::Xml => {
                let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
                let inner: String = names
                    .into_iter()
                    .zip(values)
                    .map(|(name, value)| format!("<{name}>{}</{name}>", escaped(value)))
                    .collect();
                format!("<recharge>{inner}</recharge>")
            }
        }
    }
}

fn quoted(value: &str) -> String {
    format!("\"{}\"", value.replace('"', "\"\""))
}

pub(super) fn order() -> Order {
    Order {
        order_id: OrderId::parse(ORDER_ID).unwrap(),
        service: Service::Prepaid,
        code: "RC".to_owned(),
        number: NUMBER.to_owned(),
        amount: Paise::new(1_000),
        circle_code: Some("14".to_owned()),
        extras: Default::default(),
        special: false,
        submitted_at_ms: 1_795_170_000_000,
    }
}

pub(super) fn reply(body: &str) -> Reply {
    Reply { status: 200, server_time_ms: None, body: body.to_owned() }
}

pub(super) fn recharge(body: &str) -> Answer {
    A1Topup.read_recharge(&order(), &reply(body))
}

pub(super) fn enquiry(body: &str) -> EnquiryAnswer {
    A1Topup.read_enquiry(&order(), &reply(body))
}

fn particulars(provider_ref: &str, operator_ref: Option<&str>, words: Option<&str>) -> Particulars {
    Particulars {
        provider_ref: Some(provider_ref.to_owned()),
        operator_ref: operator_ref.map(str::to_owned),
        words: words.map(str::to_owned),
        balance: None,
    }
}

const WORDS: [&str; 3] = ["Success", "Failure", "Pending"];
const WHOLE: [&str; 6] = ["5804117", "Success", "BR00071KX42A", NUMBER, "10", ORDER_ID];

/// The whole answer with one word for the status and some values changed, in every format.
fn changed(status: &str, values: &[(usize, &str)]) -> [String; 3] {
    let mut whole = WHOLE;
    whole[1] = status;
    for (place, value) in values {
        whole[*place] = value;
    }
    Format::ALL.map(|format| format.print(whole))
}

#[test]
fn answers_are_read_alike_in_all_three_formats() {
    for (format, [success, failure, pending]) in FIXTURES {
        let succeeded = particulars("5804117", Some("BR00071KX42A"), None);
        assert_eq!(recharge(success), Answer::Succeeded(succeeded.clone()), "{format:?}");
        assert_eq!(enquiry(success), EnquiryAnswer::Says(Word::Succeeded, succeeded), "{format:?}");
        let failed = particulars("5804118", None, Some("Invalid number"));
        let trouble = Trouble::ProviderSays { words: "Invalid number".to_owned() };
        assert_eq!(recharge(failure), Answer::Rejected(failed.clone(), trouble), "{format:?}");
        assert_eq!(enquiry(failure), EnquiryAnswer::Says(Word::Failed, failed), "{format:?}");
        let accepted = particulars("5804119", None, Some("in process"));
        assert_eq!(recharge(pending), Answer::Accepted(accepted.clone()), "{format:?}");
        assert_eq!(enquiry(pending), EnquiryAnswer::Says(Word::Accepted, accepted), "{format:?}");
    }
}

#[test]
fn status_words_are_read_in_any_case_and_with_stray_blanks() {
    for (word, expected) in WORDS.into_iter().zip([Word::Succeeded, Word::Failed, Word::Accepted]) {
        for spelt in [word.to_uppercase(), word.to_lowercase(), format!("  {word}\u{a0} ")] {
            for body in changed(&spelt, &[]) {
                let told = enquiry(&body);
                assert!(matches!(&told, EnquiryAnswer::Says(said, _) if *said == expected), "{body}: {told:?}");
                let as_expected = match (recharge(&body), expected) {
                    (Answer::Succeeded(_), word) => word == Word::Succeeded,
                    (Answer::Accepted(_), word) => word == Word::Accepted,
                    (Answer::Rejected(..), word) => word == Word::Failed,
                    (Answer::Unclear(_), _) => false,
                };
                assert!(as_expected, "{body}");
            }
        }
    }
}

#[test]
fn small_differences_in_spelling_do_not_matter() {
    for values in [
        [(4, "10.00")],
        [(4, "10.0")],
        [(4, " 10 ")],
        [(5, " K7QX2M000017 ")],
        [(3, "9812300045 ")],
        [(0, "")],
        [(2, "")],
    ] {
        for body in changed("Success", &values) {
            assert!(matches!(recharge(&body), Answer::Succeeded(_)), "{body}");
            assert!(matches!(enquiry(&body), EnquiryAnswer::Says(Word::Succeeded, _)), "{body}");
        }
    }
    for body in changed("Success", &[]) {
        for wrapped in [format!("\u{feff}{body}"), format!("\r\n {body}\r\n"), format!("\u{feff}\n{body}\n\n")] {
            assert!(matches!(recharge(&wrapped), Answer::Succeeded(_)), "{wrapped:?}");
        }
    }
}

#[test]
fn a_word_that_nobody_can_know_decides_nothing() {
    for word in ["", "Flarp", "Succes", "Successor", "0", "true", "Ѕuccess", "SUCCESS FAILURE", "Pend ing"] {
        for body in changed(word, &[]) {
            let answer = recharge(&body);
            let unknown = Trouble::AnswerWordUnknown { words: word.to_owned() };
            let nothing = matches!(&answer, Answer::Unclear(trouble) if *trouble == unknown || (word.is_empty() && *trouble == Trouble::AnswerUnreadable));
            assert!(nothing, "{body}: {answer:?}");
            assert!(matches!(enquiry(&body), EnquiryAnswer::SaysNothing(_)), "{body}");
        }
    }
}

#[test]
fn an_answer_about_something_else_is_not_believed() {
    let others = [
        (5, "K7QX2M000018"),
        (5, "54 5477"),
        (5, "k7qx2m000017"),
        (5, "•••"),
        (3, "9812300046"),
        (3, "+929812300045"),
        (3, "9809812300045"),
        (3, "•••45"),
        (4, "11"),
        (4, "10.01"),
        (4, "1000"),
        (4, "-10"),
        (4, "ten"),
        (4, "1e1"),
    ];
    for other in others {
        for word in WORDS {
            for body in changed(word, &[other]) {
                assert_eq!(recharge(&body), Answer::Unclear(Trouble::AnswerNotOurs), "{body}");
                assert_eq!(enquiry(&body), EnquiryAnswer::SaysNothing(Trouble::AnswerNotOurs), "{body}");
            }
        }
    }
}

#[test]
fn good_news_must_name_our_order() {
    for word in ["Success", "Pending"] {
        for blank in ["", " "] {
            for body in changed(word, &[(5, blank), (3, blank), (4, blank)]) {
                assert_eq!(recharge(&body), Answer::Unclear(Trouble::AnswerNotOurs), "{body}");
            }
        }
        for body in changed(word, &[(3, ""), (4, "")]) {
            assert!(!matches!(recharge(&body), Answer::Unclear(_)), "order id and word are enough: {body}");
        }
    }
    for place in [3, 4, 5] {
        for word in WORDS {
            for body in changed(word, &[(place, "")]) {
                assert!(
                    matches!(enquiry(&body), EnquiryAnswer::SaysNothing(_)),
                    "an enquiry's answer is whole: {body}"
                );
            }
        }
    }
}

#[test]
fn a_refusal_of_the_call_itself_is_sorted_by_its_words() {
    let listed = Trouble::AddressNotListed { words: "IP not whitelisted".to_owned() };
    for body in NOT_WHITELISTED {
        assert!(matches!(recharge(body), Answer::Rejected(_, trouble) if trouble == listed), "{body}");
        assert_eq!(enquiry(body), EnquiryAnswer::SaysNothing(listed.clone()), "{body}");
        assert_eq!(A1Topup.read_balance(&reply(body)), Err(listed.clone()), "{body}");
    }
    let refused = |words: &str| Format::ALL.map(|format| format.print(["", "Failure", words, "", "", ""]));
    for (words, expected) in [
        ("Invalid username", Trouble::CredentialsRefused { words: "Invalid username".to_owned() }),
        ("Wrong password, try again", Trouble::CredentialsRefused { words: "Wrong password, try again".to_owned() }),
        ("Insufficient balance", Trouble::WalletEmpty { words: "Insufficient balance".to_owned() }),
        ("Invalid \"number\" & amount", Trouble::ProviderSays { words: "Invalid \"number\" & amount".to_owned() }),
    ] {
        for body in refused(words) {
            assert!(matches!(recharge(&body), Answer::Rejected(_, trouble) if trouble == expected), "{body}");
            assert_eq!(enquiry(&body), EnquiryAnswer::SaysNothing(expected.clone()), "{body}");
            assert_eq!(A1Topup.read_balance(&reply(&body)), Err(expected.clone()), "{body}");
        }
    }
}

#[test]
fn a_duplicate_means_that_the_first_request_arrived() {
    for phrase in [
        "Duplicate orderid",
        "DUPLICATE ORDER ID",
        "Orderid already exists",
        "Already processed",
        "orderid must be unique",
    ] {
        for values in [WHOLE, ["", "", "", "", "", ""]] {
            let [txid, _, _, number, amount, orderid] = values;
            for format in Format::ALL {
                let body = format.print([txid, "Failure", phrase, number, amount, orderid]);
                assert_eq!(recharge(&body), Answer::Unclear(Trouble::DuplicateOrder), "{body}");
            }
        }
    }
}

#[test]
fn no_record_is_believed_only_of_a_failed_enquiry_about_an_order() {
    for format in Format::ALL {
        let says =
            |status: &str, words: &str, orderid: &str| enquiry(&format.print(["", status, words, "", "", orderid]));
        for words in ["No record found", "Transaction not found", "No such order", "Invalid orderid"] {
            assert_eq!(says("Failure", words, ""), EnquiryAnswer::NoRecord(words.to_owned()), "{format:?}");
            assert_eq!(says("Failure", words, ORDER_ID), EnquiryAnswer::NoRecord(words.to_owned()), "{format:?}");
            assert_eq!(says("Failure", words, "K7QX2M000018"), EnquiryAnswer::SaysNothing(Trouble::AnswerNotOurs));
            for status in ["Success", "Pending"] {
                assert!(matches!(says(status, words, ""), EnquiryAnswer::SaysNothing(_)), "{format:?} {status}");
            }
            assert!(matches!(enquiry(words), EnquiryAnswer::SaysNothing(_)), "a bare text is no answer");
        }
        for words in ["User not found", "Username does not exist", "IP not found", "404 page not found", "Failure"] {
            assert!(matches!(says("Failure", words, ""), EnquiryAnswer::SaysNothing(_)), "{format:?} {words}");
        }
    }
    for body in changed("Failure", &[(2, "Transaction not found")]) {
        assert!(
            matches!(enquiry(&body), EnquiryAnswer::NoRecord(_)),
            "whatever is repeated, it proves nothing: {body}"
        );
    }
}
