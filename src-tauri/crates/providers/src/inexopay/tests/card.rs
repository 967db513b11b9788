//! PAN applications.

use domain::Word;
use serde_json::json;

use super::*;
use crate::{PanPage, PanParticulars};

fn request(body: &str) -> Start<PanPage> {
    pan::read_request(&order_id(), NUMBER, &reply(body))
}

fn status(body: &str) -> Standing<PanParticulars> {
    pan::read_status(&pan_question(), &reply(body))
}

fn says_nothing<T>(trouble: Trouble) -> Standing<T> {
    Standing::SaysNothing(trouble)
}

#[test]
fn an_application_that_is_initiated_is_begun_and_has_a_page() {
    let url = "https://connect.inspay.in/nsdl/pan?process_id=3417&txid=61234417&mode=K".parse().unwrap();
    assert_eq!(request(PAN_REQUEST), Start::Started(PanPage { url, txid: Some("61234417".to_owned()) }));
    let url = "https://connect.inspay.in/nsdl/pan_inc?process_id=3417&txid=61234418".parse().unwrap();
    let resumed = pan::read_resume(&order_id(), &reply(PAN_RESUME));
    assert_eq!(resumed, Ok(PanPage { url, txid: Some("61234418".to_owned()) }));
}

#[test]
fn an_application_is_refused_in_the_papers_words() {
    let words = "Mobile number is not valid".to_owned();
    let trouble = Trouble::ProviderSays { words: words.clone() };
    assert_eq!(request(PAN_REFUSED), Start::Rejected { words, trouble });
    let words = "URL Expired, please try again with a new request".to_owned();
    let resumed = pan::read_resume(&order_id(), &reply(PAN_RESUME_REFUSED));
    assert_eq!(resumed, Err(Trouble::LinkExpired { words }), "it says nothing of the application");
}

#[test]
fn a_repeated_order_id_means_that_the_first_request_arrived() {
    for words in ["Duplicate orderid", "Order ID already exists", "orderid must be unique", "Repeated order"] {
        let told = request(&changed(PAN_REFUSED, &[("message", json!(words))]));
        assert_eq!(told, Start::Unclear(Trouble::DuplicateOrder), "{words}");
    }
}

#[test]
fn a_page_must_name_our_order_and_number() {
    for other in [
        ("data.orderid", json!(OTHER_ID)),
        ("data.order_id", json!(OTHER_ID)),
        ("orderid", json!(OTHER_ID)),
        ("order_id", json!(OTHER_ID)),
        ("order_id", json!(17)),
        ("order_id", json!([ORDER_ID])),
        ("data.order_id", json!({ "id": ORDER_ID })),
        ("data.number", json!("9812300046")),
        ("number", json!(9_812_300_046_i64)),
    ] {
        for body in [PAN_REQUEST, PAN_REFUSED] {
            if body == PAN_REFUSED && other.0.starts_with("data.") {
                let nested = changed(body, &[("data", json!({})), other.clone()]);
                assert_eq!(request(&nested), Start::Unclear(Trouble::AnswerNotOurs), "{other:?}");
                continue;
            }
            let told = request(&changed(body, std::slice::from_ref(&other)));
            assert_eq!(told, Start::Unclear(Trouble::AnswerNotOurs), "{other:?}");
        }
    }
    for nameless in [json!(GONE), json!(null), json!("")] {
        let told = request(&changed(PAN_REQUEST, &[("data.orderid", nameless.clone())]));
        assert_eq!(told, Start::Unclear(Trouble::AnswerNotOurs), "{nameless}");
        let told = pan::read_resume(&order_id(), &reply(&changed(PAN_RESUME, &[("data.orderid", nameless)])));
        assert_eq!(told, Err(Trouble::AnswerNotOurs));
        let elsewhere = changed(PAN_REQUEST, &[("data.orderid", json!(null)), ("order_id", json!(ORDER_ID))]);
        assert!(matches!(request(&elsewhere), Start::Started(_)));
    }
}

#[test]
fn a_page_is_an_https_address() {
    for url in [
        json!("http://connect.inspay.in/nsdl/pan"),
        json!("javascript:alert(1)"),
        json!("file:///etc/passwd"),
        json!("data:text/html,x"),
        json!("https://user@connect.inspay.in/"),
        json!("https://:word@connect.inspay.in/"),
        json!("https://connect.inspay.in@example.invalid/"),
        json!("//connect.inspay.in/nsdl"),
        json!("connect.inspay.in"),
        json!("https://"),
        json!(""),
        json!(null),
        json!(["https://connect.inspay.in/"]),
        json!(7),
    ] {
        let told = request(&changed(PAN_REQUEST, &[("data.url", url.clone())]));
        assert_eq!(told, Start::Unclear(Trouble::AnswerUnreadable), "{url}");
    }
    let practice = request(&changed(PAN_REQUEST, &[("data.url", json!("http://127.0.0.1:4455/inexopay/page/1"))]));
    assert!(matches!(practice, Start::Started(_)), "{practice:?}");
}

#[test]
fn the_status_of_an_application_is_read_with_fee_and_acknowledgement() {
    let expected = PanParticulars {
        fee: Some(Paise::new(10_700)),
        acknowledgement: Some("OPSAMPLE0417".to_owned()),
        txid: Some("612344".to_owned()),
        updated_at: Some("2026-03-02 13:45:00".to_owned()),
        words: Some("Status fetched from portal".to_owned()),
    };
    assert_eq!(status(PAN_STATUS), Standing::Says(Word::Succeeded, expected));
}

#[test]
fn only_the_inner_word_says_how_an_application_stands() {
    for (printed, word) in [
        ("Success", Word::Succeeded),
        (" SUCCESS\r\n", Word::Succeeded),
        ("Failed", Word::Failed),
        ("FAILURE", Word::Failed),
        ("refund", Word::Refunded),
        ("Refunded", Word::Refunded),
        ("Pending ", Word::Accepted),
        ("initiated", Word::Accepted),
        ("Incomplete", Word::Accepted),
    ] {
        let told = status(&changed(PAN_STATUS, &[("data.status", json!(printed))]));
        let Standing::Says(said, particulars) = told else { panic!("{printed}: {told:?}") };
        assert_eq!(said, word, "{printed}");
        assert_eq!(
            particulars.acknowledgement.is_some(),
            word == Word::Succeeded,
            "{printed}: no proof before success"
        );
    }
    for printed in ["", "true", "1", "200", "successful", "not success", "fetched", "Success!", "успех"] {
        let told = status(&changed(PAN_STATUS, &[("data.status", json!(printed))]));
        assert_eq!(told, says_nothing(Trouble::AnswerWordUnknown { words: printed.to_owned() }), "{printed}");
    }
    for odd in [json!(null), json!(GONE), json!(true), json!(1), json!([]), json!({ "status": "Success" })] {
        let told = status(&changed(PAN_STATUS, &[("data.status", odd.clone())]));
        assert!(matches!(told, Standing::SaysNothing(_)), "{odd}: {told:?}");
    }
}

#[test]
fn the_reason_of_a_failure_stands_where_the_acknowledgement_would() {
    let failed = [("data.status", json!("Failed")), ("data.opid", json!("Invalid OTP")), ("reference", json!(null))];
    let Standing::Says(Word::Failed, particulars) = status(&changed(PAN_STATUS, &failed)) else { panic!() };
    assert_eq!(particulars.words.as_deref(), Some("Invalid OTP · Status fetched from portal"));
    assert_eq!(particulars.acknowledgement, None);
}

#[test]
fn a_status_about_something_else_is_not_believed() {
    for other in [
        ("data.orderid", json!(OTHER_ID)),
        ("data.order_id", json!(OTHER_ID)),
        ("order_id", json!(OTHER_ID)),
        ("orderid", json!(OTHER_ID)),
        ("data.orderid", json!([ORDER_ID])),
        ("order_id", json!(true)),
        ("data.number", json!("9812300046")),
        ("number", json!("9812300046")),
        ("number", json!("+919812300045")),
    ] {
        let told = status(&changed(PAN_STATUS, std::slice::from_ref(&other)));
        assert_eq!(told, says_nothing(Trouble::AnswerNotOurs), "{other:?}");
        let refused = [("status", json!(false)), ("status_code", json!(400)), ("message", json!("Record Not Found"))];
        let told = status(&changed(&changed(PAN_STATUS, &refused), std::slice::from_ref(&other)));
        assert_eq!(told, says_nothing(Trouble::AnswerNotOurs), "refused, {other:?}");
    }
    for missing in [["order_id", "data.orderid"], ["number", "data.number"]] {
        let told = status(&changed(PAN_STATUS, &missing.map(|name| (name, json!(GONE)))));
        assert_eq!(told, says_nothing(Trouble::AnswerNotOurs), "without {missing:?}");
        for name in missing {
            let told = status(&changed(PAN_STATUS, &[(name, json!(null))]));
            assert!(matches!(told, Standing::Says(Word::Succeeded, _)), "once is enough: {name}");
        }
    }
    let number = changed(PAN_STATUS, &[("data.number", json!(9_812_300_045_i64)), ("data.txid", json!(612_344))]);
    assert!(matches!(status(&number), Standing::Says(Word::Succeeded, _)), "numbers for texts");
}

#[test]
fn two_fees_or_two_acknowledgements_contradict_each_other() {
    for fields in [("amount", json!("107.01")), ("data.amount", json!(1070)), ("reference", json!("OPSAMPLE0418"))] {
        let told = status(&changed(PAN_STATUS, std::slice::from_ref(&fields)));
        assert_eq!(told, says_nothing(Trouble::AnswerContradictsItself), "{fields:?}");
    }
    for fee in [json!("free"), json!(-107), json!("1e2"), json!(107.005)] {
        let told = status(&changed(PAN_STATUS, &[("amount", fee.clone()), ("data.amount", json!(null))]));
        assert_eq!(told, says_nothing(Trouble::AnswerUnreadable), "{fee}");
    }
    let Standing::Says(_, particulars) = status(&changed(PAN_STATUS, &[("amount", json!(GONE))])) else { panic!() };
    assert_eq!(particulars.fee, Some(Paise::new(10_700)));
}

#[test]
fn no_record_is_believed_only_of_a_refused_enquiry() {
    let says = |fields: serde_json::Value| status(&fields.to_string());
    for words in ["Record Not Found", "No record found", "Order not found", "Transaction does not exist"] {
        for refusal in [json!({ "status": false }), json!({ "status": "FAILED", "status_code": 400 })] {
            let mut refusal = refusal;
            refusal["message"] = json!(words);
            assert_eq!(says(refusal.clone()), Standing::NoRecord(words.to_owned()), "{refusal}");
            refusal["data"] = json!("Record Not Found");
            assert_eq!(says(refusal.clone()), Standing::NoRecord(words.to_owned()), "{refusal}");
            refusal["data"] = json!({ "status": "Success", "orderid": ORDER_ID });
            assert_eq!(says(refusal), says_nothing(Trouble::AnswerContradictsItself));
        }
        let good = changed(PAN_STATUS, &[("message", json!(words))]);
        assert_eq!(status(&good), says_nothing(Trouble::AnswerContradictsItself), "{words}");
        for code in [401, 402, 403, 405, 500] {
            let told = says(json!({ "status": false, "status_code": code, "message": words }));
            assert!(matches!(told, Standing::SaysNothing(_)), "{code}: {told:?}");
        }
    }
    for words in ["User not found", "API key not found", "IP not whitelisted", "Server busy", ""] {
        let told = says(json!({ "status": false, "message": words }));
        assert!(matches!(told, Standing::SaysNothing(_)), "{words}: {told:?}");
    }
}
