mod gate;

use std::collections::BTreeSet;

use super::*;

/// The words of all sellers, with those that only one seller uses.
fn files() -> Vec<&'static str> {
    let folder = env!("CARGO_MANIFEST_DIR");
    let read = |path: String| &*std::fs::read_to_string(format!("{folder}/src/{path}")).unwrap().leak();
    let of_sellers = crate::sellers().into_iter().map(|seller| format!("{}/vocabulary.csv", seller.descriptor().slug));
    std::iter::once("vocabulary.csv".to_owned()).chain(of_sellers).map(read).collect()
}

#[test]
fn every_line_of_every_vocabulary_is_read_once_and_has_a_source() {
    for file in files() {
        let entries: Vec<Entry> = catalogue::read(file);
        assert_eq!(entries.len() + 1, file.lines().count(), "a line cannot be read");
        let mut known = BTreeSet::new();
        for entry in &entries {
            assert!(!entry.source.trim().is_empty() && !words_of(&entry.phrase).is_empty(), "{entry:?}");
            let stands_alone = |word: &str| !word.contains('{') || (word.starts_with('{') && word.ends_with('}'));
            assert!(entry.phrase.split(' ').all(stands_alone), "a noun that touches its template: {entry:?}");
            assert!(
                known.insert((entry.class, entry.phrase.clone(), format!("{:?}", entry.place))),
                "twice: {entry:?}"
            );
        }
    }
}

#[test]
fn a_status_is_a_whole_word() {
    for (class, words) in [
        (
            Class::Done,
            &["Success", "SUCCESS", " success. ", "Successful", "Completed", "Done", "Recharge Successful"][..],
        ),
        (
            Class::Working,
            &[
                "Pending",
                "Process",
                "Processing",
                "In Process",
                "in-process",
                "InProcess",
                "Under Process",
                "Initiated",
                "Queued",
                "Hold",
                "On Hold",
                "Accepted",
                "Suspense",
                "Request Accepted",
                "Transaction is pending",
                "In Progress",
                "Submitted",
            ],
        ),
        (
            Class::Refused,
            &[
                "Failure",
                "FAILED",
                "Fail",
                "Rejected",
                "Declined",
                "Cancelled",
                "Canceled",
                "Unsuccessful",
                "Not Successful",
                "Txn Failed",
                "Recharge Failed",
                "Aborted",
            ],
        ),
        (
            Class::GivenBack,
            &["Refund", "Refunded", "Reversed", "Reversal", "Amount Refunded", "Refund Success", "Returned"],
        ),
    ] {
        for word in words {
            assert_eq!(common().status(word), Some(class), "{word}");
        }
    }
}

#[test]
fn a_word_that_nobody_can_know_is_no_status() {
    for word in [
        "Flarp",
        "",
        "0",
        "1",
        "true",
        "OK",
        "Succes",
        "Holder",
        "Successor",
        "Pendingly",
        "Recharge",
        "null",
        "Success Failure",
    ] {
        assert_eq!(common().status(word), None, "{word}");
    }
}

/// What a sentence says beside a word: whether it denies a failure, and whether it denies a success.
#[test]
fn a_sentence_takes_belief_away_only_when_it_says_the_opposite_of_this_order() {
    for (words, denies_failure, denies_success) in [
        ("Recharge success", true, false),
        ("Recharge in process", true, false),
        ("Your request is pending", true, false),
        ("Under process", true, false),
        ("Transaction is on hold", true, false),
        ("Transaction failed, status pending at operator", true, true),
        ("Recharge failed, refund is in process", false, true),
        ("Recharge failed", false, true),
        ("Unsuccessful", false, true),
        ("Transaction could not be completed", false, true),
        ("Amount refunded", false, true),
        ("Reversed", false, true),
        ("Failed, amount credited successfully", false, true),
        // Each sentence, and each field, by itself.
        ("Recharge failed, pending at operator", true, true),
        ("in process · recharge failed", true, true),
        ("Transaction Successful · recharge failed", true, true),
        ("Recharge failed · Recharge success", true, true),
        ("Recharge failed. Refund in process", false, true),
        ("Recharge could not be completed successfully", false, true),
        ("Your request has been accepted", true, false),
        ("Your request has not been accepted", false, false),
        ("Recharge is not done", false, true),
        ("Recharge is not done yet", true, false),
        ("Failed, amount refunded successfully", false, true),
        ("Recharge failed, refund if debited", false, true),
        ("Invalid number", false, false),
        ("BR00071KX42A", false, false),
        ("", false, false),
        // General sentences.
        ("Request taken. In case of failure you get the refund within 2 working days.", false, false),
        ("Recharge done. Refund, if any, within 48 hours.", true, false),
        ("Recharge Done, refund if failed", true, false),
        ("Amount will be refunded in case of failure", false, false),
        ("Failed transactions are refunded automatically", false, false),
        ("If failed, the amount will be reversed", false, false),
        // Other words with the same letters.
        ("Invalid Processing Cycle", false, false),
        ("Policy holder name mismatch", false, false),
        ("Card holder not found", false, false),
        ("No pending bill", false, false),
        ("No pending bill found", false, false),
        ("Bill is not pending", false, false),
        ("No bill dues are there", false, false),
        ("Holding company", false, false),
    ] {
        let said = common().said(words);
        assert_eq!(
            (said.denies_failure(), said.denies_success()),
            (denies_failure, denies_success),
            "{words}: {said:?}"
        );
    }
}

#[test]
fn who_lost_track_is_heard() {
    for words in [
        "Request timeout",
        "Operator response timed out",
        "Time out",
        "No response from operator",
        "Internal Server Error",
        "Internal error",
        "Exception",
        "System.NullReferenceException: Object reference not set to an instance of an object.",
        "Something went wrong, please check status",
        "Please check status",
        "Check transaction status after some time",
        "Please try after some time",
        "Try again later",
        "Unable to connect to operator",
        "Gateway error",
        "Gateway Timeout",
        "Server busy",
        "Technical issue at operator end",
        "Unknown error",
        "Connection reset by peer",
        "Response not received from operator",
        "An error occurred",
        "Failed. Timeout",
        "Failure: Request timeout",
    ] {
        assert!(common().said(words).lost_track(), "{words}");
    }
    for words in [
        "Invalid number",
        "Recharge failed",
        "Insufficient balance",
        "Invalid Processing Cycle",
        "Invalid transaction time",
        "Amount not allowed",
    ] {
        assert!(!common().said(words).may_have_lost_track(), "{words}");
    }
}

#[test]
fn no_such_order_is_heard_in_every_wording_and_nothing_else_is() {
    for words in [
        "Record not found",
        "Transaction not found",
        "Transaction Not Found",
        "Order id not found",
        "Txid not found",
        "Recharge not found",
        "Data not found",
        "Invalid api_ref_id",
        "No record found",
        "No records found",
        "No such transaction",
        "Transaction does not exist",
        "Order does not exist",
        "Order id doesn't exist",
        "Invalid order id",
        "Invalid OrderId",
        "Invalid transaction id",
        "No data found",
        "No data",
        "Not found",
        "Invalid Transaction Reference Number",
        "Reference number not found",
        "No transaction found",
        "Unknown order",
        "Request id not found",
        "Details not found",
        "Transaction details not found",
        "No recharge found",
        "Wrong order id",
        "Ref ID not found",
        "No transaction found with this order id",
        "txn not found",
        "Txn does not exists",
        "This order id is not found in our system",
    ] {
        assert!(common().said(words).no_order(), "{words}: {:?}", common().said(words));
    }
    for words in [
        "User not found",
        "Invalid username",
        "Invalid number",
        "Operator not found",
        "Invalid transaction amount",
        "Invalid transaction pin",
        "IP address not found",
        "Page not found",
        "Insufficient balance",
        "No pending bill found",
        "Customer not found",
        "Recharge failed",
        "Invalid Processing Cycle",
        "Invalid recharge amount",
        "order · Invalid number",
        "TRN · Invalid operator code",
    ] {
        assert!(!common().said(words).no_order(), "{words}: {:?}", common().said(words));
    }
}
