//! Aadhaar verification. Of a number only the last four digits outlive the call.

use std::io;

use super::{is_digits, missing, refuse_call};
use crate::back_office::BackOffice;
use crate::book::AGENT_SLUG;
use crate::calendar::{now_ms, utc_stamp};
use crate::desk::{DeskLine, Otp};
use crate::dialect::Call;
use crate::reply::Reply;
use crate::said::{Said, object, text, whole};

/// The password that is right.
const RIGHT_OTP: &str = "123456";
/// A password that has expired, whoever sends it.
const EXPIRED_OTP: &str = "000000";
/// What a verified number costs the shop. The paper names no fee.
const FEE_PAISE: i64 = 300;
/// So many wrong passwords, and no other is looked at.
const MOST_WRONG: u32 = 3;

/// A made-up Aadhaar number that says what becomes of its verification.
#[derive(Debug, Clone, Copy)]
pub struct TestAadhaar {
    /// Twelve digits, the last of which is right by Verhoeff's rule.
    pub number: &'static str,
    /// What happens, in a few words for the shopkeeper who practises.
    pub says: &'static str,
    case: Case,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    Verified,
    Expired,
    NoMobile,
    EmptyWallet,
    Broken,
    NoAnswer,
    CutAnswer,
    WrongEcho,
    Unreachable,
}

/// The numbers that choose. Any other right number is verified. The password is 123456; 000000 has expired, and the third wrong one is
/// the last.
pub const TEST_AADHAAR: &[TestAadhaar] = &[
    test("999900000016", "Verified", Case::Verified),
    test("999900000028", "The password has always expired", Case::Expired),
    test("999900000037", "Refused: no mobile number is linked", Case::NoMobile),
    test("999900000044", "Refused: the wallet is empty", Case::EmptyWallet),
    test("999900000059", "The provider breaks down", Case::Broken),
    test("999900000063", "The password is sent, but no answer comes", Case::NoAnswer),
    test("999900000071", "The password is sent, but the answer is cut off", Case::CutAnswer),
    test("999900000085", "The password is sent, but the answer names another number", Case::WrongEcho),
    test("999900000092", "The provider cannot be reached", Case::Unreachable),
];

const fn test(number: &'static str, says: &'static str, case: Case) -> TestAadhaar {
    TestAadhaar { number, says, case }
}

fn case_of(number: &str) -> Case {
    TEST_AADHAAR.iter().find(|test| test.number == number).map_or(Case::Verified, |test| test.case)
}

/// Whether this is the Aadhaar number about which no call arrives.
pub fn is_unreachable(number: &str) -> bool {
    case_of(number) == Case::Unreachable
}

/// Sends a one-time password.
pub(super) fn send_otp(office: &BackOffice, call: &Call) -> io::Result<Reply> {
    if let Some(name) = missing(call, &["orderid", "aadhaar_number"]) {
        return Ok(refuse_call(400, &format!("Missing parameter: {name}")));
    }
    let (order_id, number) = (call.form.field("orderid"), call.form.field("aadhaar_number"));
    if !is_aadhaar(number) {
        return Ok(refuse("Invalid Aadhaar number"));
    }
    let case = case_of(number);
    match case {
        Case::NoMobile => return Ok(refuse("No mobile number is linked with this Aadhaar number")),
        Case::EmptyWallet => return Ok(refuse_call(402, "Insufficient balance")),
        Case::Broken => return Ok(refuse_call(500, "Internal server error")),
        Case::Unreachable => return Ok(Reply::Close),
        Case::Verified | Case::Expired | Case::NoAnswer | Case::CutAnswer | Case::WrongEcho => {}
    }
    let mut book = office.book();
    if book.desk().knows(order_id) {
        return Ok(refuse("Duplicate orderid"));
    }
    if book.balance_paise(AGENT_SLUG, now_ms()) < FEE_PAISE {
        return Ok(refuse_call(402, "Insufficient balance"));
    }
    let otp = Otp {
        serial: book.desk().next_serial(),
        order_id: order_id.to_owned(),
        tail: tail(number).to_owned(),
        is_expired: case == Case::Expired,
        at_ms: now_ms(),
        fee_paise: FEE_PAISE,
        wrong: 0,
        is_used: false,
    };
    book.note(DeskLine::Otp(otp.clone()))?;
    drop(book);
    let said = |number: &str| {
        let data =
            object([("request_id", text(request_id(&otp))), ("aadhaar", text(number)), ("status", text("pending"))]);
        said("Successfully generated One Time Password (OTP).", data, &otp)
    };
    Ok(match case {
        Case::NoAnswer => Reply::Close,
        Case::CutAnswer => Reply::Cut(said(number).to_string()),
        Case::WrongEcho => Reply::Whole(said("999900000016").to_string()),
        Case::Verified | Case::Expired | Case::NoMobile | Case::EmptyWallet | Case::Broken | Case::Unreachable => {
            Reply::Whole(said(number).to_string())
        }
    })
}

/// Looks at a one-time password.
pub(super) fn verify_otp(office: &BackOffice, call: &Call) -> io::Result<Reply> {
    if let Some(name) = missing(call, &["orderid", "request_id", "otp", "aadhaar_number"]) {
        return Ok(refuse_call(400, &format!("Missing parameter: {name}")));
    }
    let field = |name| call.form.field(name);
    let mut book = office.book();
    let Some(otp) = book.desk().otp(field("orderid")).cloned() else { return Ok(refuse("Record Not Found")) };
    if request_id(&otp) != field("request_id") || otp.tail != tail(field("aadhaar_number")) {
        return Ok(refuse("Invalid request_id or Aadhaar number"));
    }
    if otp.is_used {
        return Ok(refuse("OTP already used"));
    }
    if otp.wrong >= MOST_WRONG {
        return Ok(refuse("Maximum OTP attempts exceeded"));
    }
    if otp.is_expired || field("otp") == EXPIRED_OTP {
        return Ok(refuse("OTP Expired"));
    }
    if book.balance_paise(AGENT_SLUG, now_ms()) < otp.fee_paise {
        return Ok(refuse_call(402, "Insufficient balance"));
    }
    let is_right = field("otp") == RIGHT_OTP;
    book.note(DeskLine::Tried { serial: otp.serial, is_right })?;
    if !is_right {
        let is_last = otp.wrong + 1 >= MOST_WRONG;
        return Ok(refuse(if is_last { "Maximum OTP attempts exceeded" } else { "Invalid OTP" }));
    }
    let details = object([
        ("full_name", text("Practice Customer")),
        ("dob", text("01-01-2001")),
        ("gender", text("Female")),
        ("address", text("1 Practice Lane, Model Town, Example District, 110099")),
    ]);
    let data =
        object([("request_id", text(request_id(&otp))), ("status", text("verified")), ("aadhaar_details", details)]);
    Ok(Reply::Whole(said("Aadhaar verification successful", data, &otp).to_string()))
}

/// These answers write their `status` small.
fn said(message: &str, data: Said, otp: &Otp) -> Said {
    let meta = object([
        ("request_id", text(format!("7c15b0c5-6f72-4487-a61a-{:012x}", otp.serial))),
        ("time", text(format!("{}+00:00", utc_stamp(now_ms())))),
    ]);
    object([
        ("status_code", whole(200_u16)),
        ("status", text("success")),
        ("message", text(message)),
        ("data", data),
        ("meta", meta),
    ])
}

fn refuse(message: &str) -> Reply {
    let said = object([("status_code", whole(400_u16)), ("status", text("failed")), ("message", text(message))]);
    Reply::Whole(said.to_string())
}

fn request_id(otp: &Otp) -> String {
    format!("ADHRVFR{:08}_{:07x}", otp.serial, otp.at_ms & 0xfff_ffff)
}

fn tail(number: &str) -> &str {
    number.get(8..).unwrap_or_default()
}

/// Twelve digits, not beginning with 0 or 1, whose check digit is right.
fn is_aadhaar(number: &str) -> bool {
    is_digits(number, 12) && !number.starts_with(['0', '1']) && is_verhoeff(number)
}

/// Verhoeff's check: the digits' permuted values, multiplied in the group of a pentagon's symmetries, must give the neutral element.
fn is_verhoeff(number: &str) -> bool {
    const PERMUTED: [[u8; 10]; 8] = [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        [1, 5, 7, 6, 2, 8, 3, 0, 9, 4],
        [5, 8, 0, 3, 7, 9, 6, 1, 4, 2],
        [8, 9, 1, 6, 0, 4, 3, 5, 2, 7],
        [9, 4, 5, 3, 1, 2, 6, 8, 7, 0],
        [4, 2, 8, 6, 5, 7, 3, 9, 0, 1],
        [2, 7, 9, 3, 8, 0, 6, 4, 1, 5],
        [7, 0, 4, 6, 9, 1, 3, 2, 5, 8],
    ];
    let mut product = 0;
    for (place, digit) in number.bytes().rev().enumerate() {
        let digit = PERMUTED[place % 8][usize::from(digit - b'0')];
        product = times(product, digit);
    }
    product == 0
}

/// The product of two symmetries of the pentagon: 0 to 4 turn it, 5 to 9 turn it over.
fn times(first: u8, second: u8) -> u8 {
    let turned = if first < 5 { first + second % 5 } else { first + 5 - second % 5 } % 5;
    if (first < 5) == (second < 5) { turned } else { turned + 5 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digit_finds_every_wrong_digit_and_every_swap() {
        // The example of Verhoeff's own rule: 236 has the check digit 3.
        assert!(is_verhoeff("2363"));
        let right = "999900000016";
        assert!(is_aadhaar(right));
        for place in 0..right.len() {
            for digit in '0'..='9' {
                let mut other: Vec<char> = right.chars().collect();
                other[place] = digit;
                let other: String = other.into_iter().collect();
                assert_eq!(is_verhoeff(&other), other == right, "{other}");
            }
        }
        assert!(!is_verhoeff("999900000061"));
    }

    #[test]
    fn every_test_number_is_right_and_stands_once() {
        for (place, test) in TEST_AADHAAR.iter().enumerate() {
            assert!(is_aadhaar(test.number), "{}", test.number);
            assert!(TEST_AADHAAR[place + 1..].iter().all(|other| other.case != test.case), "{}", test.number);
        }
        assert!(!is_aadhaar("099900000012") && !is_aadhaar("99990000001") && !is_aadhaar("99990000001x"));
    }
}
