//! Lines that are not the paper's: cut, in another shape, in another charset.

use super::*;

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
