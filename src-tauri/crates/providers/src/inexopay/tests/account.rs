//! The opening of bank accounts.

use domain::Word;
use serde_json::{Value, json};

use super::*;
use crate::{AccountKind, AccountPage, AccountParticulars};
use opening::Asked;

fn ask(asked: Asked, question: &AccountQuestion, body: &str) -> Standing<AccountParticulars> {
    opening::read_account(asked, question, &reply(body))
}

fn account(body: &str) -> Standing<AccountParticulars> {
    let by_pan = ask(Asked::ByPan, &account_question(), body);
    assert_eq!(by_pan, ask(Asked::ById, &account_question(), body), "an opening that is named is read alike");
    by_pan
}

fn page(txn_id: Option<&str>) -> AccountPage {
    let url = "https://nsdljiffy.co.in/jarvisjiffyBroker/accountOpen?signcs=SAMPLE0417".parse().unwrap();
    AccountPage { url, txn_id: txn_id.map(str::to_owned) }
}

#[test]
fn an_opening_is_begun_where_data_is_an_address() {
    let open = |fields: &[(&str, Value)]| opening::read_open(&order_id(), &reply(&changed(ACCOUNT_OPEN, fields)));
    assert_eq!(open(&[]), Start::Started(page(Some(TXN_ID))));
    for user in [json!(GONE), json!(null), json!([]), json!("none"), json!({}), json!({ "txn_id": null })] {
        assert_eq!(open(&[("user", user.clone())]), Start::Started(page(None)), "{user}");
    }
    assert_eq!(open(&[("user.txn_id", json!(417))]), Start::Started(page(Some("417"))));
    for data in [json!("Success"), json!("http://nsdljiffy.co.in/x"), json!({ "url": "https://nsdljiffy.co.in" })] {
        assert_eq!(open(&[("data", data.clone())]), Start::Unclear(Trouble::AnswerUnreadable), "{data}");
    }
    for other in [("orderid", json!(OTHER_ID)), ("order_id", json!(OTHER_ID)), ("user.orderid", json!(OTHER_ID))] {
        let told = open(std::slice::from_ref(&other));
        assert_eq!(told, Start::Unclear(Trouble::AnswerNotOurs), "{other:?}");
    }
    assert_eq!(
        open(&[("orderid", json!(ORDER_ID)), ("order_id", json!(ORDER_ID))]),
        Start::Started(page(Some(TXN_ID)))
    );
    let repeated = opening::read_open(&order_id(), &reply("{\"status\":false,\"message\":\"Duplicate orderid\"}"));
    assert_eq!(repeated, Start::Unclear(Trouble::DuplicateOrder));
    for (words, refused) in [
        ("CUSTOMER ALREADY EXISTS", true),
        ("Account already exists for this mobile number", true),
        ("Already exists", false),
        ("Order already exists for this customer", false),
        ("Customer already has a pending transaction", false),
        ("Duplicate customer order", false),
    ] {
        let body = json!({ "status": false, "message": words }).to_string();
        let told = opening::read_open(&order_id(), &reply(&body));
        let trouble = Trouble::ProviderSays { words: words.to_owned() };
        let rejected = Start::Rejected { words: words.to_owned(), trouble };
        assert_eq!(told, if refused { rejected } else { Start::Unclear(Trouble::DuplicateOrder) }, "{words}");
        let other = json!({ "status": false, "message": words, "orderid": OTHER_ID }).to_string();
        let told = opening::read_open(&order_id(), &reply(&other));
        assert_eq!(told, Start::Unclear(Trouble::AnswerNotOurs), "{words}");
    }
}

#[test]
fn the_link_of_an_unfinished_opening_names_our_order() {
    let resume =
        |fields: &[(&str, Value)]| opening::read_resume(&account_question(), &reply(&changed(ACCOUNT_LINK, fields)));
    assert_eq!(resume(&[]), Ok(page(Some(TXN_ID))));
    assert_eq!(resume(&[("txn_id", json!(null))]), Ok(page(Some(TXN_ID))));
    assert_eq!(resume(&[("status_in_db", json!(GONE))]), Ok(page(Some(TXN_ID))));
    for other in [("order_id", json!(OTHER_ID)), ("orderid", json!(OTHER_ID)), ("txn_id", json!("NSDLOTHER"))] {
        assert_eq!(resume(std::slice::from_ref(&other)), Err(Trouble::AnswerNotOurs), "{other:?}");
    }
    assert_eq!(resume(&[("order_id", json!(null))]), Err(Trouble::AnswerNotOurs));
    for status in ["failed", "success", "completed"] {
        let told = resume(&[("status_in_db", json!(status))]);
        assert_eq!(told, Err(Trouble::AnswerContradictsItself), "{status}");
    }
    let refused = opening::read_resume(&account_question(), &reply(ACCOUNT_LINK_REFUSED));
    let words = "Transaction status is failed. URL can only be retrieved for pending transactions.".to_owned();
    assert_eq!(refused, Err(Trouble::LinkExpired { words }), "a status in passing is not believed");
    for (message, code, expired) in [
        ("Link expired", 400, true),
        ("URL has expired", 400, true),
        ("Application is not pending", 400, true),
        ("Subscription expired", 403, false),
        ("Session expired", 400, false),
        ("URL expired", 401, false),
        ("URL expired", 403, false),
        ("Record Not Found", 400, false),
        ("Transaction not found. URL can only be retrieved for pending transactions.", 400, false),
    ] {
        let body = json!({ "status": false, "status_code": code, "message": message }).to_string();
        let told = opening::read_resume(&account_question(), &reply(&body));
        assert_eq!(matches!(told, Err(Trouble::LinkExpired { .. })), expired, "{message}: {told:?}");
    }
}

#[test]
fn a_completed_opening_is_read_as_printed() {
    let expected = AccountParticulars {
        txn_id: Some(TXN_ID.to_owned()),
        kind: Some(AccountKind::Current),
        date: Some("2026-03-02T08:15:00.000000Z".to_owned()),
        words: Some("Success".to_owned()),
    };
    assert_eq!(account(ACCOUNT), Standing::Says(Word::Succeeded, expected));
}

/// What the flags say, `None` for nothing.
fn expected(completed: &Value, status: &Value, refunded: &Value) -> Option<Word> {
    match (flag(refunded)?, flag(completed)?, flag(status)?) {
        (Some(true), _, _) => Some(Word::Refunded),
        (Some(false), Some(true), Some(true)) => Some(Word::Succeeded),
        (Some(false), Some(false), _) => Some(Word::Accepted),
        (Some(false), Some(true), Some(false) | None) | (Some(false), None, _) | (None, _, _) => None,
    }
}

/// A flag; `None` for what is no flag.
fn flag(value: &Value) -> Option<Option<bool>> {
    match value.to_string().trim_matches('"').trim() {
        "1" | "true" => Some(Some(true)),
        "0" | "false" => Some(Some(false)),
        "null" | "" => Some(None),
        _ => None,
    }
}

#[test]
fn of_all_combinations_of_the_flags_these_are_believed() {
    let values =
        [json!(0), json!(1), json!("0"), json!("1"), json!(true), json!(false), json!(null), json!(""), json!(2)];
    let mut believed = [0; 4];
    for completed in &values {
        for status in &values {
            for refunded in &values {
                let body = changed(
                    ACCOUNT,
                    &[
                        ("data.is_completed", completed.clone()),
                        ("data.status", status.clone()),
                        ("data.is_refunded", refunded.clone()),
                    ],
                );
                let told = match account(&body) {
                    Standing::Says(word, _) => Some(word),
                    Standing::SaysNothing(_) => None,
                    Standing::NoRecord(words) => panic!("{words}"),
                };
                let expected = expected(completed, status, refunded);
                assert_eq!(told, expected, "completed {completed}, status {status}, refunded {refunded}");
                match told {
                    Some(Word::Succeeded) => believed[0] += 1,
                    Some(Word::Accepted) => believed[1] += 1,
                    Some(Word::Refunded) => believed[2] += 1,
                    Some(Word::Failed) => panic!("the paper has no word for it"),
                    None => believed[3] += 1,
                }
            }
        }
    }
    assert_eq!(believed, [3 * 3 * 3, 3 * 3 * 8, 3 * 8 * 8, 9 * 9 * 9 - 27 - 72 - 192]);
}

#[test]
fn completed_without_a_good_status_is_unclear_and_a_refund_outweighs_completion() {
    let told = account(&changed(ACCOUNT, &[("data.status", json!(0))]));
    assert_eq!(told, Standing::SaysNothing(Trouble::AnswerContradictsItself));
    let told = account(&changed(ACCOUNT, &[("data.is_refunded", json!(1))]));
    assert!(matches!(told, Standing::Says(Word::Refunded, _)), "{told:?}");
    for missing in ["data.is_completed", "data.status", "data.is_refunded"] {
        let told = account(&changed(ACCOUNT, &[(missing, json!(GONE))]));
        assert_eq!(told, Standing::SaysNothing(Trouble::AnswerUnreadable), "without {missing}");
    }
    for odd in [json!([]), json!({}), json!(["1"])] {
        let told = account(&changed(ACCOUNT, &[("data.is_completed", odd.clone())]));
        assert_eq!(told, Standing::SaysNothing(Trouble::AnswerUnreadable), "{odd}");
    }
    let told = account(&changed(ACCOUNT, &[("data.is_completed", json!("yes"))]));
    assert_eq!(told, Standing::SaysNothing(Trouble::AnswerWordUnknown { words: "yes".to_owned() }));
}

#[test]
fn an_answer_about_another_opening_is_not_believed() {
    let not_ours = Standing::SaysNothing(Trouble::AnswerNotOurs);
    for other in [
        ("data.txn_id", json!("NSDLOTHER")),
        ("data.txn_id", json!(null)),
        ("data.txn_id", json!([TXN_ID])),
        ("data.pancard", json!("ZZZXZ1234R")),
        ("data.pancard", json!(null)),
        ("data.pancard", json!("")),
        ("data.orderid", json!(OTHER_ID)),
        ("order_id", json!(OTHER_ID)),
        ("txn_id", json!("NSDLOTHER")),
    ] {
        let told = account(&changed(ACCOUNT, std::slice::from_ref(&other)));
        // A list for the id is not even read.
        let as_expected = told == not_ours || told == Standing::SaysNothing(Trouble::AnswerUnreadable);
        assert!(as_expected, "{other:?}: {told:?}");
    }
    for pan in ["zzzxz1234q", " ZZZXZ1234Q "] {
        let told = account(&changed(ACCOUNT, &[("data.pancard", json!(pan))]));
        assert!(matches!(told, Standing::Says(Word::Succeeded, _)), "{pan}: {told:?}");
    }
}

#[test]
fn a_pan_that_either_side_shows_in_part_must_fit_where_both_show_it() {
    let question = |pan: Option<&str>, masked: &str| AccountQuestion {
        pan: pan.map(|pan| Pan::parse(pan).unwrap()),
        pan_masked: masked.to_owned(),
        ..account_question()
    };
    let whole = question(Some("ZZZXZ1234Q"), "•••••1234•");
    let masked = question(None, "•••••1234•");
    let unknown = question(None, "");
    for (printed, fits) in [
        ("ZZZXZ1234Q", [true, true, true]),
        ("zzzxz1234q", [true, true, true]),
        ("ZZZAZ1234Q", [false, true, true]),
        ("ZZZXZ1234R", [false, true, true]),
        ("ZZZXZ1235Q", [false, false, true]),
        ("XXXXXX234Q", [true, true, true]),
        ("******234Q", [true, true, true]),
        ("••••••234q", [true, true, true]),
        ("XXXXXX235Q", [false, false, true]),
        ("XXXXXX234R", [false, true, true]),
        ("XXXXX1234X", [true, true, true]),
        ("XXXXXXX34Q", [true, false, true]),
        ("ZZZXZXXXXQ", [true, false, true]),
        ("XXXXXXXXXX", [false, false, true]),
        ("••••••••••", [false, false, true]),
        ("•••", [false, false, false]),
        ("", [false, false, false]),
        ("ZZZXZ1234QQ", [false, false, false]),
        ("ZZZXZ12345", [false, false, false]),
        ("1234", [false, false, false]),
        ("Sample Name", [false, false, false]),
    ] {
        let body = changed(ACCOUNT, &[("data.pancard", json!(printed))]);
        let told = [&whole, &masked, &unknown].map(|question| {
            let told = ask(Asked::ById, question, &body);
            assert!(
                matches!(told, Standing::Says(Word::Succeeded, _) | Standing::SaysNothing(Trouble::AnswerNotOurs)),
                "{told:?}"
            );
            matches!(told, Standing::Says(..))
        });
        assert_eq!(told, fits, "{printed}");
    }
}

#[test]
fn without_the_pan_an_opening_is_known_by_its_ids() {
    let bare = AccountQuestion { pan: None, pan_masked: String::new(), ..account_question() };
    assert!(matches!(ask(Asked::ById, &bare, ACCOUNT), Standing::Says(Word::Succeeded, _)));
    let other = changed(ACCOUNT, &[("data.txn_id", json!("NSDLOTHER"))]);
    assert_eq!(ask(Asked::ById, &bare, &other), Standing::SaysNothing(Trouble::AnswerNotOurs));
    let lost = AccountQuestion { txn_id: None, ..bare };
    assert!(matches!(ask(Asked::ById, &lost, ACCOUNT), Standing::Says(Word::Succeeded, _)));
    assert_eq!(ask(Asked::ByPan, &lost, ACCOUNT), Standing::SaysNothing(Trouble::AnswerNotOurs));
    let named = changed(ACCOUNT, &[("data.orderid", json!(OTHER_ID))]);
    assert_eq!(ask(Asked::ById, &lost, &named), Standing::SaysNothing(Trouble::AnswerNotOurs));
    let page = opening::read_resume(&lost, &reply(ACCOUNT_LINK));
    assert!(page.is_ok_and(|page| page.txn_id.as_deref() == Some(TXN_ID)));
}

#[test]
fn an_enquiry_by_pan_is_about_our_opening_only_where_its_id_is_known() {
    let lost = AccountQuestion { txn_id: None, ..account_question() };
    assert_eq!(ask(Asked::ByPan, &lost, ACCOUNT), Standing::SaysNothing(Trouble::AnswerNotOurs));
    let found = ask(Asked::ById, &lost, ACCOUNT);
    let Standing::Says(Word::Succeeded, particulars) = found else { panic!("{found:?}") };
    assert_eq!(particulars.txn_id.as_deref(), Some(TXN_ID), "the id is learned from it");
}

#[test]
fn no_record_of_an_opening_is_told_as_such() {
    assert_eq!(account(ACCOUNT_NO_RECORD), Standing::NoRecord("Record Not Found".to_owned()));
    let reason_only = changed(ACCOUNT_NO_RECORD, &[("message", json!(null))]);
    assert_eq!(account(&reason_only), Standing::NoRecord("Record Not Found".to_owned()));
    let text = changed(ACCOUNT_NO_RECORD, &[("data", json!("none"))]);
    assert_eq!(account(&text), Standing::NoRecord("Record Not Found".to_owned()));
    let contradiction = changed(ACCOUNT, &[("status", json!(false)), ("message", json!("Record Not Found"))]);
    assert_eq!(account(&contradiction), Standing::SaysNothing(Trouble::AnswerContradictsItself));
    let good = changed(ACCOUNT, &[("message", json!("Record Not Found"))]);
    assert_eq!(account(&good), Standing::SaysNothing(Trouble::AnswerContradictsItself));
    let other = changed(ACCOUNT_NO_RECORD, &[("order_id", json!(OTHER_ID))]);
    assert_eq!(account(&other), Standing::SaysNothing(Trouble::AnswerNotOurs));
    let caller = changed(ACCOUNT_NO_RECORD, &[("message", json!("User not found"))]);
    assert!(matches!(account(&caller), Standing::SaysNothing(_)));
}
