//! Loading the wallet.

use domain::Word;
use serde_json::json;

use super::*;
use crate::{LoadParticulars, WalletLoad};

const LINK: &str = "upi://pay?pa=sampleqr0417@upi&pn=INEXOPAY&cu=INR&tn=WAL5550000000417&am=500&tr=WAL5550000000417";

fn request(fields: &[(&str, serde_json::Value)]) -> Start<WalletLoad> {
    load::read_request(Paise::new(50_000), &reply(&changed(LOAD_REQUEST, fields)))
}

fn status(fields: &[(&str, serde_json::Value)]) -> Standing<LoadParticulars> {
    load::read_status(&load_question(), &reply(&changed(LOAD_STATUS, fields)))
}

#[test]
fn a_load_begins_with_a_link_that_names_it() {
    let expected = WalletLoad {
        order_id: LOAD_ID.to_owned(),
        amount: Paise::new(50_000),
        upi_link: LINK.to_owned(),
        payee: "sampleqr0417@upi".to_owned(),
    };
    assert_eq!(request(&[]), Start::Started(expected.clone()));
    for fields in [
        [("data.amount", json!("500.00")), ("data.qr_url", json!(null))],
        [("data.upi_id", json!(GONE)), ("data.qr_url", json!(GONE))],
        [("data.status", json!("PENDING ")), ("data.qr_url", json!(["x"]))],
    ] {
        assert_eq!(request(&fields), Start::Started(expected.clone()), "{fields:?}");
    }
}

#[test]
fn a_link_that_pays_something_else_is_not_drawn() {
    let link = |from: &str, to: &str| LINK.replacen(from, to, 1);
    for (text, what) in [
        (link("am=500", "am=5000"), "another amount"),
        (link("am=500", "am=500.01"), "a paisa more"),
        (link("am=500", "am=5e2"), "an exponent"),
        (link("am=500", "xx=500"), "no amount"),
        (link("am=500", "am=500&am=900"), "two amounts"),
        (link("am=500", "am=500&AM=900"), "two amounts in two cases"),
        (link("am=500", "am=500&mam=1"), "a least amount"),
        (link("&tr=WAL5550000000417", "&tr=WAL5550000000418"), "another order in tr"),
        (link("tn=WAL5550000000417", "tn=WAL5550000000418"), "another order in tn"),
        (link("tn=WAL5550000000417", "tn=").replace("tr=WAL5550000000417", "tr="), "no order"),
        (link("tn=WAL5550000000417&", "").replace("&tr=WAL5550000000417", ""), "no field for the order"),
        (link("cu=INR", "cu=USD"), "another currency"),
        (link("pa=sampleqr0417@upi", "pa="), "nobody"),
        (link("pa=sampleqr0417@upi", "pa=sampleqr0418@upi"), "another payee than printed"),
        (link("pa=sampleqr0417@upi", "pa=a@upi&pa=sampleqr0417@upi"), "two payees"),
        (link("upi://pay?", "upi://mandate?"), "a mandate"),
        (link("upi://pay?", "https://pay?"), "a web address"),
        (link("upi://pay?", "UPI://pay?"), "another scheme"),
        (link("upi://pay?", "upi:pay?"), "no host"),
        (format!("{LINK}#am=900"), "a fragment"),
        (format!("{LINK}&note=\u{202e}"), "a strange sign"),
        (link("am=500", "am=5\t00"), "a tab that a reader may drop"),
        (format!("{LINK}&x={}", "y".repeat(600)), "a link too long for a code"),
        (String::new(), "nothing"),
    ] {
        let told = request(&[("data.tx_string", json!(text))]);
        assert!(matches!(told, Start::Unclear(_)), "{what}: {told:?}");
    }
    let one_reference = request(&[("data.tx_string", json!(link("tn=WAL5550000000417&", "")))]);
    assert!(matches!(one_reference, Start::Started(_)), "{one_reference:?}");
}

#[test]
fn a_load_of_another_amount_or_id_is_unclear() {
    for fields in [
        ("data.amount", json!(501)),
        ("data.amount", json!(null)),
        ("data.amount", json!("five hundred")),
        ("data.order_id", json!("WAL5550000000418")),
        ("data.order_id", json!(null)),
        ("order_id", json!("WAL5550000000418")),
        ("data.orderid", json!("WAL5550000000418")),
        ("data.status", json!("success")),
        ("data.status", json!("failed")),
        ("data.status", json!("paid")),
        ("data.status", json!(null)),
        ("data.tx_string", json!(null)),
        ("data.tx_string", json!([LINK])),
    ] {
        let told = request(std::slice::from_ref(&fields));
        assert!(matches!(told, Start::Unclear(_)), "{fields:?}: {told:?}");
    }
    let refused = load::read_request(
        Paise::new(50_000),
        &reply("{\"status\":\"FAILED\",\"status_code\":400,\"message\":\"Minimum amount is 100\"}"),
    );
    let words = "Minimum amount is 100".to_owned();
    assert_eq!(refused, Start::Rejected { words: words.clone(), trouble: Trouble::ProviderSays { words } });
}

#[test]
fn a_paid_load_tells_the_new_balance() {
    let expected = LoadParticulars {
        paid: Some(Paise::new(50_000)),
        new_balance: Some(Paise::new(281_075)),
        date_time: Some("2026-03-02 13:45:00".to_owned()),
        words: Some("Online Wallet Load via API - Success - UTR: SAMPLE0417".to_owned()),
    };
    assert_eq!(status(&[]), Standing::Says(Word::Succeeded, expected));
    for (printed, word) in [("SUCCESS ", Word::Succeeded), ("pending", Word::Accepted), ("Failed", Word::Failed)] {
        let told = status(&[("data.status", json!(printed))]);
        let Standing::Says(said, particulars) = told else { panic!("{printed}: {told:?}") };
        assert_eq!((said, particulars.paid.is_some()), (word, word == Word::Succeeded), "{printed}");
    }
    let unread = status(&[("data.new_balance", json!("soon"))]);
    assert!(matches!(unread, Standing::Says(_, LoadParticulars { new_balance: None, .. })), "{unread:?}");
}

#[test]
fn the_status_of_another_load_is_not_believed() {
    for fields in [
        ("data.order_id", json!("WAL5550000000418")),
        ("data.orderid", json!("WAL5550000000418")),
        ("order_id", json!("WAL5550000000418")),
        ("data.order_id", json!(null)),
        ("data.order_id", json!([LOAD_ID])),
    ] {
        let told = status(std::slice::from_ref(&fields));
        assert_eq!(told, Standing::SaysNothing(Trouble::AnswerNotOurs), "{fields:?}");
    }
    let unknown = status(&[("data.status", json!("paid"))]);
    assert_eq!(unknown, Standing::SaysNothing(Trouble::AnswerWordUnknown { words: "paid".to_owned() }));
    let none = load::read_status(&load_question(), &reply("{\"status\":false,\"message\":\"Order not found\"}"));
    assert_eq!(none, Standing::NoRecord("Order not found".to_owned()));
}

#[test]
fn a_load_that_was_paid_with_another_amount_tells_it_and_no_other_word_may_name_one() {
    for (printed, paise) in [(json!(499), 49_900), (json!("500.01"), 50_001), (json!(1), 100)] {
        let told = status(&[("data.amount", printed.clone())]);
        let Standing::Says(Word::Succeeded, particulars) = told else { panic!("{printed}: {told:?}") };
        assert_eq!(particulars.paid, Some(Paise::new(paise)), "{printed}");
    }
    for none in [json!(GONE), json!(null), json!(""), json!("1e2"), json!("much"), json!(0), json!(-500)] {
        let told = status(&[("data.amount", none.clone())]);
        assert_eq!(told, Standing::SaysNothing(Trouble::AnswerUnreadable), "{none}");
    }
    for word in ["pending", "failed", "refund"] {
        for other in [json!(499), json!(GONE), json!("1e2"), json!(0)] {
            let told = status(&[("data.status", json!(word)), ("data.amount", other.clone())]);
            assert_eq!(told, Standing::SaysNothing(Trouble::AnswerNotOurs), "{word} {other}");
        }
    }
    let elsewhere = status(&[("data.amount", json!(499)), ("data.order_id", json!("WAL5550000000418"))]);
    assert_eq!(elsewhere, Standing::SaysNothing(Trouble::AnswerNotOurs), "of another load it says nothing");
}
