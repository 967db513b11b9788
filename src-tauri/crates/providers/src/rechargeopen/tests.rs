//! The Open API's answers, as the paper prints them or wrong in every way.

mod arbitrary;
mod lines;

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
