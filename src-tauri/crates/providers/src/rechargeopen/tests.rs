//! The Open API's answers, as the paper prints them and in every way they can go wrong.

use domain::{OrderId, Paise, Service, Word};
use proptest::prelude::*;

use super::RechargeOpen;
use super::status::Fault;
use crate::{Answer, Company, EnquiryAnswer, Order, Particulars, Provider, Reply, Trouble};

const ACCEPTED: &str = include_str!("fixtures/recharge_accepted.txt");
const REFUSED: &str = include_str!("fixtures/recharge_refused.txt");
pub(super) const STATUS_SUCCESS: &str = include_str!("fixtures/status_success.txt");
pub(super) const STATUS_FAILED: &str = include_str!("fixtures/status_failed.txt");
pub(super) const STATUS_HOLD: &str = include_str!("fixtures/status_hold.txt");
pub(super) const STATUS_REFUNDED: &str = include_str!("fixtures/status_refunded.txt");
const BALANCE: &str = include_str!("fixtures/balance.txt");
const ALL: [&str; 7] = [ACCEPTED, REFUSED, STATUS_SUCCESS, STATUS_FAILED, STATUS_HOLD, STATUS_REFUNDED, BALANCE];

/// The nine codes that say that the request was not accepted.
const NOT_ACCEPTED: [&str; 9] = ["9001", "9002", "9003", "9004", "9005", "9006", "9007", "9008", "9999"];

pub(super) fn order() -> Order {
    Order {
        order_id: OrderId::parse("K7QX2M000017").unwrap(),
        service: Service::Prepaid,
        code: "A".to_owned(),
        number: "9812300045".to_owned(),
        amount: Paise::new(1_000),
        circle_code: None,
        extras: Default::default(),
        special: false,
        submitted_at_ms: 1_795_170_000_000,
    }
}

pub(super) fn reply(body: &str) -> Reply {
    Reply { status: 200, server_time_ms: None, body: body.to_owned() }
}

pub(super) fn recharge(body: &str) -> Answer {
    RechargeOpen.read_recharge(&order(), &reply(body))
}

pub(super) fn enquiry(body: &str) -> EnquiryAnswer {
    RechargeOpen.read_enquiry(&order(), &reply(body))
}

pub(super) fn balance(body: &str) -> Result<Paise, Trouble> {
    RechargeOpen.read_balance(&reply(body))
}

fn words(words: &str) -> Particulars {
    Particulars { words: Some(words.to_owned()), ..Particulars::default() }
}

pub(super) fn told(said: &str, provider_ref: &str, operator_ref: Option<&str>) -> Particulars {
    Particulars {
        provider_ref: Some(provider_ref.to_owned()),
        operator_ref: operator_ref.map(str::to_owned),
        ..words(said)
    }
}

pub(super) const UNREADABLE: Trouble = Trouble::AnswerUnreadable;

#[test]
fn answers_are_read_as_printed() {
    assert_eq!(recharge(ACCEPTED), Answer::Accepted(words("Success")));
    let said = "Invalid Message Format";
    assert_eq!(recharge(REFUSED), Answer::Rejected(words(said), Trouble::ProviderSays { words: said.to_owned() }));

    let success = told("Success", "7304", Some("PG60417ABC"));
    assert_eq!(enquiry(STATUS_SUCCESS), EnquiryAnswer::Says(Word::Succeeded, success));
    let failed = told("Failed", "7305", Some("PG60418ABD"));
    assert_eq!(enquiry(STATUS_FAILED), EnquiryAnswer::Says(Word::Failed, failed));
    assert_eq!(enquiry(STATUS_HOLD), EnquiryAnswer::Says(Word::Accepted, told("Hold", "7306", None)));
    let refunded = told("Refunded", "7307", Some("PG60419ABE"));
    assert_eq!(enquiry(STATUS_REFUNDED), EnquiryAnswer::Says(Word::Refunded, refunded));

    assert_eq!(balance(BALANCE), Ok(Paise::new(120_450)));
}

#[test]
fn accepted_is_never_success_whatever_the_words() {
    for said in ["Success", "SUCCESS", "Recharge Successful", "Request Accepted", "Successfully Inserted", "OK"] {
        assert_eq!(recharge(&format!("0={said}")), Answer::Accepted(words(said)), "{said}");
        assert!(matches!(enquiry(&format!("0={said}")), EnquiryAnswer::SaysNothing(_)), "{said}");
        assert!(matches!(enquiry(&format!("0={said}=7304=PG1")), EnquiryAnswer::SaysNothing(_)), "{said}");
    }
}

#[test]
fn accepted_beside_a_refusal_contradicts_itself() {
    for said in ["Failed", "Refunded", "Invalid token", "Insufficient balance", "Record not found"] {
        assert_eq!(recharge(&format!("0={said}")), Answer::Unclear(Trouble::AnswerContradictsItself), "{said}");
    }
    for said in ["Timeout", "Internal error", "Duplicate request"] {
        assert!(matches!(recharge(&format!("0={said}")), Answer::Unclear(_)), "{said}");
    }
}

#[test]
fn accepted_is_said_in_plain_words() {
    for said in ["1", "0", "A", "1000.00", "...", "सफल", "Success\u{fffd}", "=", "Success=", "Success=7304=PG1"] {
        assert_eq!(recharge(&format!("0={said}")), Answer::Unclear(UNREADABLE), "{said}");
    }
}

#[test]
fn blanks_around_an_answer_do_not_matter() {
    for around in ["", " ", "\r\n", "\n\n", "\t", "\u{feff}", "\u{feff}\r\n", "\u{a0}", "\u{3000}"] {
        let wrapped = |body: &str| format!("{around}{}{around}", body.trim());
        for body in [ACCEPTED, REFUSED] {
            assert_eq!(recharge(&wrapped(body)), recharge(body), "{around:?}");
        }
        for body in [STATUS_SUCCESS, STATUS_FAILED, STATUS_HOLD, STATUS_REFUNDED] {
            assert_eq!(enquiry(&wrapped(body)), enquiry(body), "{around:?}");
        }
        assert_eq!(balance(&wrapped(BALANCE)), balance(BALANCE), "{around:?}");
    }
    let spaced = enquiry("1= Success = 7304 = PG60417ABC");
    assert_eq!(spaced, enquiry(STATUS_SUCCESS), "blanks around the parts");
}

#[test]
fn the_nine_codes_are_failures_of_the_call() {
    for (fault, code, said) in Fault::ALL {
        let body = format!("{code}={said}");
        match recharge(&body) {
            Answer::Rejected(particulars, trouble) => {
                assert!(NOT_ACCEPTED.contains(&code), "{body}");
                assert_eq!(particulars, words(said));
                let said = said.to_owned();
                let expected = match code {
                    "9003" | "9007" | "9999" => Trouble::CredentialsRefused { words: said },
                    _ => Trouble::ProviderSays { words: said },
                };
                assert_eq!(trouble, expected, "{fault:?}");
            }
            Answer::Unclear(Trouble::DuplicateOrder) => assert_eq!(code, "9009"),
            Answer::Unclear(Trouble::ProviderSays { words }) => {
                assert_eq!((code, words.as_str()), ("9998", "Internal Error"));
            }
            other => panic!("{body}: {other:?}"),
        }
    }
    assert_eq!(Fault::ALL.len(), NOT_ACCEPTED.len() + 2);
}

#[test]
fn a_reseller_may_have_words_of_his_own() {
    let said = "Your wallet balance is insufficient";
    let empty = Trouble::WalletEmpty { words: said.to_owned() };
    let listed = Trouble::AddressNotListed { words: "IP not whitelisted".to_owned() };
    for code in NOT_ACCEPTED {
        assert_eq!(recharge(&format!("{code}={said}")), Answer::Rejected(words(said), empty.clone()), "{code}");
        let refused = recharge(&format!("{code}=IP not whitelisted"));
        assert_eq!(refused, Answer::Rejected(words("IP not whitelisted"), listed.clone()), "{code}");
        for phrase in ["DUPLICATE REQUEST", "Already processed", "Trn no must be unique", "Repeated request"] {
            let answer = recharge(&format!("{code}={phrase}"));
            assert_eq!(answer, Answer::Unclear(Trouble::DuplicateOrder), "{code}={phrase}");
        }
    }
    for said in [said, "Failed", "Success", "x"] {
        for code in ["9009", "9998"] {
            assert!(matches!(recharge(&format!("{code}={said}")), Answer::Unclear(_)), "{code}={said}");
        }
    }
}

#[test]
fn a_refusal_in_the_words_of_success_contradicts_itself() {
    for (_, code, _) in Fault::ALL {
        for said in ["Success", "SUCCESSFUL", "Recharge succeeded", "Pending", "On Hold", "In process", "Processing"] {
            let body = format!("{code}={said}");
            assert_eq!(recharge(&body), Answer::Unclear(Trouble::AnswerContradictsItself), "{body}");
            assert_eq!(enquiry(&body), EnquiryAnswer::SaysNothing(Trouble::AnswerContradictsItself), "{body}");
        }
        for said in ["Not successful", "Unsuccessful", "Threshold exceeded", "Household limit", "Failed"] {
            let answer = recharge(&format!("{code}={said}"));
            assert_ne!(answer, Answer::Unclear(Trouble::AnswerContradictsItself), "{code}={said}");
        }
    }
}

#[test]
fn only_the_papers_codes_count() {
    let unknown = [
        "1",
        "2",
        "3",
        "4",
        "5",
        "6",
        "7",
        "8",
        "9",
        "10",
        "00",
        "000",
        "+0",
        "-0",
        "0.0",
        "0x0",
        "٠",
        "०",
        "０",
        "O",
        "-1",
        "9000",
        "9010",
        "9997",
        "10000",
        "09001",
        "+9001",
        "-9001",
        "9001.0",
        "9 001",
        "９００１",
        "null",
        "true",
        "Success",
        "Status",
        "ST",
        "\"0\"",
    ];
    for code in unknown {
        for said in ["Success", "Failed", "Message", "1000.00"] {
            let body = format!("{code}={said}");
            let unknown = Trouble::AnswerWordUnknown { words: body.clone() };
            assert_eq!(recharge(&body), Answer::Unclear(unknown.clone()), "{body}");
            assert_eq!(enquiry(&body), EnquiryAnswer::SaysNothing(unknown), "{body}");
            assert_eq!(balance(&body), Err(UNREADABLE), "{body}");
        }
    }
    let no_standing =
        ["0", "7", "8", "9", "10", "01", "+1", "-1", "1.0", "１", "१", "9001", "9008", "9009", "9999", "Success"];
    for code in no_standing {
        for said in ["Success", "Failed", "Refunded", "Hold"] {
            let told = enquiry(&format!("{code}={said}=7304=PG60417ABC"));
            let unknown = Trouble::AnswerWordUnknown { words: format!("{code}={said}") };
            assert_eq!(told, EnquiryAnswer::SaysNothing(unknown), "{code}={said}");
        }
    }
}

#[test]
fn a_balance_is_money_that_is_there() {
    for (printed, paise) in [
        ("1000.00", 100_000),
        ("0", 0),
        ("0.00", 0),
        ("12", 1_200),
        ("7.5", 750),
        ("3.1000", 310),
        ("5.009", 500),
        ("1234.4999999998", 123_449),
        ("7.1E-15", 0),
    ] {
        assert_eq!(balance(&format!("0={printed}")), Ok(Paise::new(paise)), "{printed}");
    }
    for printed in ["-1.00", "-0.01", "10,00", "-0.001", "Rs", "1e3", "NaN", "+5", "", " ", "Success", "5=", "5=6"] {
        assert_eq!(balance(&format!("0={printed}")), Err(UNREADABLE), "{printed}");
    }
    for body in ["1000.00", "1=1000.00", "00=1000.00", "=1000.00", "BAL=1000.00"] {
        assert_eq!(balance(body), Err(UNREADABLE), "{body}");
    }
    for (_, code, said) in Fault::ALL {
        let refused = balance(&format!("{code}={said}"));
        let said = said.to_owned();
        let expected = match code {
            "9003" | "9007" | "9999" => Trouble::CredentialsRefused { words: said },
            _ => Trouble::ProviderSays { words: said },
        };
        assert_eq!(refused, Err(expected), "{code}");
    }
}

#[test]
fn an_answer_cut_anywhere_decides_nothing() {
    for (_, code, said) in Fault::ALL {
        let body = format!("{code}={said}");
        for end in 0..body.len() {
            let cut = &body[..end];
            assert_eq!(recharge(cut), Answer::Unclear(UNREADABLE), "{cut}");
            assert_eq!(enquiry(cut), EnquiryAnswer::SaysNothing(UNREADABLE), "{cut}");
            assert_eq!(balance(cut), Err(UNREADABLE), "{cut}");
        }
    }
    let accepted = ACCEPTED.trim_end();
    for end in 0..accepted.len() {
        assert_eq!(recharge(&accepted[..end]), Answer::Unclear(UNREADABLE), "{}", &accepted[..end]);
    }
    for body in ALL.map(str::trim_end) {
        for end in 0..body.len() {
            let cut = &body[..end];
            assert!(!matches!(recharge(cut), Answer::Succeeded(_) | Answer::Rejected(..)), "{cut}");
            match (enquiry(cut), enquiry(body)) {
                (EnquiryAnswer::SaysNothing(_), _) => {}
                // Only ids are behind the second divider: where the sale stands was said before it.
                (EnquiryAnswer::Says(word, _), EnquiryAnswer::Says(whole, _)) => {
                    assert!(word == whole && cut.matches('=').count() >= 2, "{cut}");
                }
                other => panic!("{cut}: {other:?}"),
            }
        }
    }
}

#[test]
fn what_is_not_one_line_of_the_paper_is_unreadable() {
    let big = format!("0={}", "S".repeat(1 << 20));
    let blanks = " ".repeat(1 << 20);
    let page = "<!DOCTYPE html><html><body><p class=\"ok\">0=Success</p></body></html>".to_owned();
    let utf16: String =
        String::from_utf8_lossy(&"0=Success".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>())
            .into_owned();
    assert_eq!(recharge(&page), Answer::Unclear(Trouble::WebPageAtAddress));
    assert_eq!(balance(&page), Err(Trouble::WebPageAtAddress));
    let mut bodies = vec![big, blanks, utf16, "0=Success1=Success=7304=PG1".to_owned()];
    bodies.extend(
        [
            "",
            " ",
            "=",
            "==",
            "===",
            "====",
            "0",
            "1",
            "9001",
            "Success",
            "Failed",
            "0:Success",
            "0,Success",
            "0&#61;Success",
            "0%3DSuccess",
            "=Success",
            "=9001=Invalid",
            "0=",
            "9001=",
            "9008= ",
            "0=Success\n1=Success",
            "0=Success\r\n\r\n<html></html>0=Success",
            "9001=Invalid\u{0}",
            "0=Success0=Success",
            "9001=Invalid Message Format9001=Invalid Message Format",
        ]
        .map(str::to_owned),
    );
    for body in bodies {
        let start: String = body.chars().take(40).collect();
        assert!(matches!(recharge(&body), Answer::Unclear(_)), "{start}");
        assert!(matches!(enquiry(&body), EnquiryAnswer::SaysNothing(_)), "{start}");
        assert_eq!(balance(&body), Err(UNREADABLE), "{start}");
    }
    for body in ["{\"status\":\"0\"}", "{\"Status\":\"1=Success=1=2\"}", "<a href=\"x\">1=Success=1</a>", "[0]"] {
        assert!(!matches!(recharge(body), Answer::Accepted(_) | Answer::Rejected(..)), "{body}");
        assert!(matches!(enquiry(body), EnquiryAnswer::SaysNothing(_)), "{body}");
    }
}

#[test]
fn words_in_another_charset_do_not_change_a_code() {
    let latin = String::from_utf8_lossy(b"2=\xc9chec de l'op\xe9rateur=7305=PG1").into_owned();
    assert!(matches!(enquiry(&latin), EnquiryAnswer::Says(Word::Failed, _)), "{latin}");
    let latin = String::from_utf8_lossy(b"\xb2=Success=7305=PG1").into_owned();
    assert!(matches!(enquiry(&latin), EnquiryAnswer::SaysNothing(_)), "{latin}");
    let latin = String::from_utf8_lossy(b"9004=Montant refus\xe9").into_owned();
    assert!(matches!(recharge(&latin), Answer::Rejected(..)), "{latin}");
}

fn part() -> impl Strategy<Value = String> {
    let known = [
        "0",
        "1",
        "2",
        "3",
        "4",
        "5",
        "6",
        "9001",
        "9008",
        "9009",
        "9998",
        "9999",
        "Success",
        "Failed",
        "Hold",
        "Refunded",
        "1000.00",
        "7304",
        "PG60417ABC",
        "",
        " ",
    ];
    prop_oneof![6 => prop::sample::select(known.to_vec()).prop_map(str::to_owned), 1 => "\\PC{0,10}", 1 => "[0-9]{1,5}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_texts_never_decide_anything(text in "(?s).{0,200}") {
        // A text can only be believed when it begins as the paper's do, which a random one does not.
        prop_assume!(!text.trim_start().starts_with(|sign: char| sign.is_ascii_digit()));
        prop_assert!(matches!(recharge(&text), Answer::Unclear(_)));
        prop_assert!(matches!(enquiry(&text), EnquiryAnswer::SaysNothing(_)));
        prop_assert!(balance(&text).is_err());
    }

    #[test]
    fn only_the_papers_lines_are_believed(parts in prop::collection::vec(part(), 0..6)) {
        let text = parts.join("=");
        let line = text.trim();
        let divided: Vec<&str> = line.split('=').map(str::trim).collect();
        let code = line.split('=').next().unwrap_or_default().trim();
        match recharge(&text) {
            Answer::Succeeded(_) => prop_assert!(false, "nothing succeeds at once: {text}"),
            Answer::Accepted(_) => {
                // What is printed behind the number may be nothing.
                let fits = matches!(divided.as_slice(), [_, _] | [_, _, _] | [_, _, _, ""]);
                prop_assert!(code == "0" && fits && !divided[1].is_empty());
            }
            Answer::Rejected(..) => prop_assert!(NOT_ACCEPTED.contains(&code) && divided.len() >= 2 && divided[1] != "Success"),
            Answer::Unclear(_) => {}
        }
        match enquiry(&text) {
            EnquiryAnswer::Says(word, _) => {
                let expected = match code {
                    "1" => Word::Succeeded,
                    "2" | "3" => Word::Failed,
                    "5" => Word::Refunded,
                    _ => Word::Accepted,
                };
                prop_assert!(["1", "2", "3", "4", "5", "6"].contains(&code) && word == expected);
                prop_assert!((3..=4).contains(&divided.len()) && !divided[1].is_empty());
                prop_assert!(word != Word::Succeeded || !divided[2].is_empty());
            }
            EnquiryAnswer::NoRecord(_) => prop_assert!(code == "9008" && divided.len() == 2),
            EnquiryAnswer::SaysNothing(_) => {}
        }
        if let Ok(read) = balance(&text) {
            prop_assert!(code == "0" && divided.len() == 2 && read >= Paise::ZERO);
        }
    }
}
