//! Answers that are about the call and not about the sale.

use super::*;

#[test]
fn a_duplicate_means_that_the_first_request_arrived() {
    let phrases = [
        "Duplicate orderid",
        "DUPLICATE ORDER ID",
        "Orderid already exists",
        "order id already used",
        "Already processed",
        "Order already received",
    ];
    for phrase in phrases {
        for field in ["opid", "message"] {
            let answer = recharge(&changed(FAILURE, &[(field, json!(phrase))]));
            assert_eq!(answer, Answer::Unclear(Trouble::DuplicateOrder), "{field}: {phrase}");
        }
        let bare = json!({ "status": "Failure", "message": phrase }).to_string();
        assert_eq!(recharge(&bare), Answer::Unclear(Trouble::DuplicateOrder), "{phrase}");
    }
}

#[test]
fn a_refusal_of_the_call_itself_is_sorted_by_its_words() {
    let refused = |message: &str| match recharge(&json!({ "status": "Failure", "message": message }).to_string()) {
        Answer::Rejected(_, trouble) => trouble,
        other => panic!("{message}: {other:?}"),
    };
    let words = |words: &str| words.to_owned();
    assert_eq!(
        recharge(NOT_WHITELISTED),
        recharge(&changed(NOT_WHITELISTED, &[("txid", json!(null)), ("opid", json!(null))]))
    );
    assert_eq!(refused("IP not whitelisted"), Trouble::AddressNotListed { words: words("IP not whitelisted") });
    assert_eq!(
        refused("Invalid username or token"),
        Trouble::CredentialsRefused { words: words("Invalid username or token") }
    );
    assert_eq!(refused("Insufficient balance"), Trouble::WalletEmpty { words: words("Insufficient balance") });
    assert_eq!(refused("Invalid operator code"), Trouble::ProviderSays { words: words("Invalid operator code") });
    // What is no sentence of the gate must be about our very order.
    let down = Trouble::ProviderSays { words: words("Operator is down") };
    let said = |order: Value| {
        recharge(&json!({ "status": "Failure", "message": "Operator is down", "orderid": order }).to_string())
    };
    assert_eq!(said(json!(null)), Answer::Unclear(down.clone()));
    assert!(matches!(said(json!(ORDER_ID)), Answer::Rejected(_, trouble) if trouble == down));
}

#[test]
fn an_enquiry_that_fails_says_nothing_about_the_sale() {
    let listed = Trouble::AddressNotListed { words: "IP not whitelisted".to_owned() };
    assert_eq!(enquiry(NOT_WHITELISTED), EnquiryAnswer::SaysNothing(listed));
    for message in ["Invalid username or token", "Server busy", "Failure", "Insufficient balance"] {
        let told = enquiry(&json!({ "status": "Failure", "orderid": ORDER_ID, "message": message }).to_string());
        assert!(matches!(told, EnquiryAnswer::SaysNothing(_)), "{message}: {told:?}");
    }
    for missing in ["orderid", "number", "amount"] {
        for body in [STATUS_SUCCESS, STATUS_FAILURE, STATUS_PENDING] {
            let told = enquiry(&changed(body, &[(missing, json!(null)), ("opid", json!(null))]));
            assert_eq!(told, EnquiryAnswer::SaysNothing(Trouble::AnswerNotOurs), "without {missing}");
        }
    }
}

#[test]
fn no_record_is_believed_only_of_a_failed_enquiry_about_an_order() {
    let says = |fields: Value| enquiry(&fields.to_string());
    for words in [
        "No record found",
        "Transaction not found",
        "No such order",
        "Order does not exist",
        "Invalid orderid",
        "NO DATA FOUND",
    ] {
        assert_eq!(says(json!({ "status": "Failure", "message": words })), EnquiryAnswer::NoRecord(words.to_owned()));
        let echoing = says(json!({ "status": "Failure", "orderid": ORDER_ID, "opid": words }));
        assert_eq!(echoing, EnquiryAnswer::NoRecord(words.to_owned()));
        for status in ["Success", "Pending"] {
            let told = says(json!({ "status": status, "message": words }));
            assert!(matches!(told, EnquiryAnswer::SaysNothing(_)), "{status}, {words}: {told:?}");
        }
        let other = says(json!({ "status": "Failure", "orderid": "K7QX2M000018", "message": words }));
        assert_eq!(other, EnquiryAnswer::SaysNothing(Trouble::AnswerNotOurs));
    }
    for words in [
        "User not found",
        "Username does not exist",
        "Token not found",
        "IP not found",
        "404 page not found",
        "No such method",
    ] {
        let told = says(json!({ "status": "Failure", "message": words }));
        assert!(matches!(told, EnquiryAnswer::SaysNothing(_)), "{words} is not about the order: {told:?}");
    }
    let echoed = changed(STATUS_FAILURE, &[("opid", json!("Transaction not found"))]);
    assert!(matches!(enquiry(&echoed), EnquiryAnswer::NoRecord(_)), "whatever is repeated, it proves nothing");
}

#[test]
fn a_balance_that_is_refused_is_no_balance() {
    let refused = |message: &str| {
        Inspay.read_balance(&reply(&json!({ "status": "Failure", "message": message, "balance": "5" }).to_string()))
    };
    assert!(matches!(refused("IP not whitelisted"), Err(Trouble::AddressNotListed { .. })));
    assert!(matches!(refused("Invalid token"), Err(Trouble::CredentialsRefused { .. })));
    for balance in ["-", "10,00", "NaN", "1e3", "₹"] {
        let told = Inspay.read_balance(&reply(&json!({ "status": "Success", "balance": balance }).to_string()));
        assert_eq!(told, Err(Trouble::AnswerUnreadable), "{balance}");
    }
    for (balance, paise) in [("-12", -1_200), ("29.311", 2_931), ("1234.4999999998", 123_449), ("7.1054E-15", 0)] {
        let body = format!("{{\"status\":\"success\",\"balance\":{balance}}}");
        assert_eq!(Inspay.read_balance(&reply(&body)), Ok(Paise::new(paise)), "{balance}");
    }
}

#[test]
fn a_callback_names_our_order() {
    let told = |text: &str| {
        let hint = Inspay.read_callback(&Fields::read(text.as_bytes()))?;
        assert_eq!(hint.cost, Default::default(), "it tells nothing of the cost");
        Some(hint.order_id)
    };
    for text in [
        "txid=K7QX2M000017&status=Success&opid=BR00071KX42A",
        "status=Failure&opid=&txid=K7QX2M000017",
        "TXID=%20K7QX2M000017+&Status=whatever",
        "txid=K7QX2M000017&txid=K7QX2M000018&status=Success",
    ] {
        assert_eq!(told(text).as_deref(), Some(ORDER_ID), "{text}");
    }
    for text in [
        "",
        "txid=K7QX2M000017",
        "txid=K7QX2M000017&status=",
        "status=Success",
        "txid=+&status=Success",
        "orderid=K7QX2M000017&status=Success",
        "TNO=K7QX2M000017&ST=1",
        "api_ref_id=K7QX2M000017&recharge_status=Success",
    ] {
        assert_eq!(told(text), None, "{text}");
    }
}
