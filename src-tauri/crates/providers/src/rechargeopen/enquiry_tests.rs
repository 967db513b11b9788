//! How much an enquiry's answer says about a sale.

use domain::Word;

use super::status::Fault;
use super::tests::{
    STATUS_FAILED, STATUS_HOLD, STATUS_REFUNDED, STATUS_SUCCESS, UNREADABLE, balance, enquiry, recharge, told,
};
use crate::{Answer, EnquiryAnswer, Particulars, Trouble};

#[test]
fn every_standing_is_read_with_any_description_that_does_not_deny_it() {
    let codes = [
        ("1", Word::Succeeded),
        ("2", Word::Failed),
        ("3", Word::Failed),
        ("4", Word::Accepted),
        ("5", Word::Refunded),
        ("6", Word::Accepted),
    ];
    let good = ["Success", "SUCCESS", "Recharge Successful", "Transaction succeeded", "Done", "Completed"];
    let open = ["Hold", "On hold", "PENDING", "In process", "Under processing", "Queued at operator"];
    let bad = [
        "Failed",
        "FAILURE",
        "Refunded",
        "Refund successful",
        "Reversed",
        "Rejected by operator",
        "Unsuccessful",
        "Not Successful",
        "Declined",
        "Cancelled",
        "Failed, refund success",
    ];
    let any = ["OK", "Threshold", "सफल", "See operator"];
    for (code, word) in codes {
        for said in good.iter().chain(&open).chain(&bad).chain(&any) {
            let agrees = match word {
                Word::Succeeded => !open.contains(said) && !bad.contains(said),
                Word::Accepted => !good.contains(said) && !bad.contains(said),
                Word::Failed | Word::Refunded => !good.contains(said) && !open.contains(said),
            };
            let expected = if agrees {
                EnquiryAnswer::Says(word, told(said, "7304", Some("PG1")))
            } else {
                EnquiryAnswer::SaysNothing(Trouble::AnswerContradictsItself)
            };
            assert_eq!(enquiry(&format!("{code}={said}=7304=PG1")), expected, "{code}={said}");
        }
    }
    for both in ["Success, Failed", "Failed (success)", "Pending success", "Success then refunded"] {
        let contradiction = EnquiryAnswer::SaysNothing(Trouble::AnswerContradictsItself);
        assert_eq!(enquiry(&format!("1={both}=7304=PG1")), contradiction, "{both}");
    }
}

#[test]
fn a_standing_must_have_its_whole_shape() {
    for code in ["1", "2", "3", "4", "5", "6"] {
        for rest in [
            "=",
            "==",
            "===",
            "==7304=PG1",
            "= =7304=PG1",
            "=Flarp==PG1",
            "=Flarp= =PG1",
            "=Flarp=7304",
            "=Flarp=7304=PG1=",
            "=Flarp=7304=PG1=more",
            "=A=B=7304=PG1",
            "=Flarp=7304=PG1\n2=Failed=7304=PG1",
            "=Fla\u{0}rp=7304=PG1",
            "=Flarp=7304\t=PG1",
            "=1=7304=PG1",
            "=D=7304=PG1",
            "=...=7304=PG1",
            "=Flarp=PG=PG1",
            "=Flarp=!=PG1",
            "=Flarp=७३=PG1",
            "=Flarp=7304\u{fffd}=PG1",
            "=Flarp=7304=PG\u{fffd}",
            "=Flarp=7304=нет",
        ] {
            assert_eq!(enquiry(&format!("{code}{rest}")), EnquiryAnswer::SaysNothing(UNREADABLE), "{code}{rest:?}");
        }
        assert_eq!(enquiry(code), EnquiryAnswer::SaysNothing(UNREADABLE), "{code}");
        let short = Trouble::AnswerWordUnknown { words: format!("{code}=Flarp") };
        assert_eq!(enquiry(&format!("{code}=Flarp")), EnquiryAnswer::SaysNothing(short), "{code}");
        for tail in ["=Flarp=7304=", "=Flarp=7304= "] {
            let standing = enquiry(&format!("{code}{tail}"));
            assert!(matches!(standing, EnquiryAnswer::Says(_, Particulars { operator_ref: None, .. })), "{code}{tail}");
        }
    }
    for body in [STATUS_SUCCESS, STATUS_FAILED, STATUS_HOLD, STATUS_REFUNDED] {
        assert!(matches!(recharge(body), Answer::Unclear(_)), "a standing is no answer to a recharge call");
        assert_eq!(balance(body), Err(UNREADABLE));
    }
}

#[test]
fn a_shorter_standing_needs_a_code_and_words_that_plainly_agree() {
    for (body, word) in [
        ("1=Success=7304", Word::Succeeded),
        ("2=Failed=7304", Word::Failed),
        ("3=Failed==", Word::Failed),
        ("3=Failed=0=", Word::Failed),
        ("4=Hold==", Word::Accepted),
        ("5=Refunded==", Word::Refunded),
    ] {
        assert!(matches!(enquiry(body), EnquiryAnswer::Says(said, _) if said == word), "{body}");
    }
    for body in ["1=Success==", "1=Success=0=", "1=Success=0", "1=Success", "3=See operator=="] {
        assert!(matches!(enquiry(body), EnquiryAnswer::SaysNothing(_)), "{body}");
    }
}

#[test]
fn no_such_order_and_lost_track_are_no_failure_under_any_code() {
    for code in ["2", "3", "7", "9001", "9008"] {
        for tail in ["=0=", "=0", "==", "=7304=PG1", ""] {
            let body = format!("{code}=Record not found{tail}");
            assert!(matches!(enquiry(&body), EnquiryAnswer::NoRecord(_)), "{body}");
            let body = format!("{code}=Request timeout{tail}");
            assert!(matches!(enquiry(&body), EnquiryAnswer::SaysNothing(_)), "{body}");
            assert!(matches!(recharge(&body), Answer::Unclear(_)), "{body}");
        }
    }
}

#[test]
fn an_enquiry_that_fails_says_nothing_about_the_sale() {
    for (_, code, said) in Fault::ALL {
        let found = enquiry(&format!("{code}={said}"));
        let said = said.to_owned();
        let expected = match code {
            "9008" => EnquiryAnswer::NoRecord(said),
            "9003" | "9007" | "9999" => EnquiryAnswer::SaysNothing(Trouble::CredentialsRefused { words: said }),
            _ => EnquiryAnswer::SaysNothing(Trouble::ProviderSays { words: said }),
        };
        assert_eq!(found, expected, "{code}");
        for shape in [format!("{code}=Failed=7304=PG1"), format!("{code}=Invalid=x"), format!("{code}=Failed==")] {
            assert!(matches!(enquiry(&shape), EnquiryAnswer::SaysNothing(_)), "{shape}");
        }
        for said in ["Failed", "Refunded", "Transaction failed", "2", "No record found"] {
            let found = enquiry(&format!("{code}={said}"));
            assert!(!matches!(found, EnquiryAnswer::Says(..)), "{code}={said}: {found:?}");
            let is_no_record = code == "9008" || said == "No record found";
            assert_eq!(matches!(found, EnquiryAnswer::NoRecord(_)), is_no_record, "{code}={said}: {found:?}");
        }
    }
    for said in ["Invalid username", "IP not whitelisted", "Login expired"] {
        let found = enquiry(&format!("9008={said}"));
        assert!(matches!(found, EnquiryAnswer::SaysNothing(_)), "{said} is about the caller: {found:?}");
    }
}
