//! The Recharge Open API: one line, parts divided by `=`.

use super::shared::with_length;
use super::{Call, Case, case, raw, sample};

const SLUG: &str = "rechargeopen";

/// "Error Codes", with what each means in answer to a recharge, an enquiry and a balance call.
const CODES: [(&str, &str, &str, &str, &str); 11] = [
    (
        "9001",
        "Invalid Message Format",
        "rejected: provider_says",
        "says nothing: provider_says",
        "refused: provider_says",
    ),
    (
        "9002",
        "Invalid Mobile Number",
        "rejected: provider_says",
        "says nothing: provider_says",
        "refused: provider_says",
    ),
    (
        "9003",
        "Invalid SMS Password",
        "rejected: credentials_refused",
        "says nothing: credentials_refused",
        "refused: credentials_refused",
    ),
    (
        "9004",
        "Invalid Transaction Amount",
        "rejected: provider_says",
        "says nothing: provider_says",
        "refused: provider_says",
    ),
    ("9005", "Invalid Member Type", "rejected: provider_says", "says nothing: provider_says", "refused: provider_says"),
    (
        "9006",
        "Invalid Transaction Format",
        "rejected: provider_says",
        "says nothing: provider_says",
        "refused: provider_says",
    ),
    (
        "9007",
        "Invalid User ID or Password",
        "rejected: credentials_refused",
        "says nothing: credentials_refused",
        "refused: credentials_refused",
    ),
    ("9008", "Invalid Transaction Reference Number", "rejected: provider_says", "no record", "refused: provider_says"),
    (
        "9009",
        "Duplicate Transaction Reference Number",
        "unknown: duplicate_order",
        "says nothing: provider_says",
        "refused: provider_says",
    ),
    ("9998", "Internal Error", "unknown: provider_says", "says nothing: provider_says", "refused: provider_says"),
    (
        "9999",
        "Invalid Access",
        "rejected: credentials_refused",
        "says nothing: credentials_refused",
        "refused: credentials_refused",
    ),
];

pub fn cases() -> Vec<Case> {
    [samples(), codes(), standings(), contradictions(), shapes(), balances(), callbacks()]
        .into_iter()
        .flatten()
        .collect()
}

/// The answers of the paper.
fn samples() -> Vec<Case> {
    vec![
        sample(SLUG, "recharge_accepted.txt", Call::Recharge, "accepted"),
        sample(SLUG, "recharge_refused.txt", Call::Recharge, "rejected: provider_says"),
        sample(SLUG, "status_success.txt", Call::Status, "says succeeded"),
        sample(SLUG, "status_hold.txt", Call::Status, "says accepted"),
        sample(SLUG, "status_failed.txt", Call::Status, "says failed"),
        sample(SLUG, "status_refunded.txt", Call::Status, "says refunded"),
        sample(SLUG, "balance.txt", Call::Balance, "120450 paise"),
        sample(SLUG, "callback.txt", Call::Callback, "about K7QX2M000017"),
    ]
}

/// All eleven, in answer to each call, as printed, in capitals, in small letters and with blanks around them.
fn codes() -> Vec<Case> {
    let mut cases = Vec::new();
    for (code, words, sold, found, read) in CODES {
        for said in [words.to_owned(), words.to_uppercase(), words.to_lowercase(), format!(" {words}  ")] {
            let line = format!("{code}={said}\r\n");
            cases.push(case(format!("{code} {said:?}"), Call::Recharge, &line, sold));
            cases.push(case(format!("{code} {said:?}"), Call::Status, &line, found));
        }
        cases.push(case(code, Call::Balance, &format!("{code}={words}"), read));
        // Words of a reseller's own do not make a refusal of an internal error, or of a repetition.
        let own = match code {
            "9009" => "unknown: duplicate_order",
            "9998" => "unknown: wallet_empty",
            _ => "rejected: wallet_empty",
        };
        cases.push(case(format!("{code} in own words"), Call::Recharge, &format!("{code}=Insufficient Balance"), own));
        let cut = &words[..words.len() / 2];
        cases.push(case(format!("{code} cut"), Call::Recharge, &format!("{code}={cut}"), "unknown: answer_unreadable"));
        cases.push(case(
            format!("{code} cut"),
            Call::Status,
            &format!("{code}={cut}"),
            "says nothing: answer_unreadable",
        ));
    }
    for line in
        ["9000=Invalid", "9010=Invalid", "10=Failed", "-1=Failed", "00=Success", "success=0", "1=Success", "2=Failed"]
    {
        cases.push(case(format!("{line:?} is no code"), Call::Recharge, line, "unknown: answer_word_unknown"));
    }
    cases
}

/// "Transaction Status Response".
fn standings() -> Vec<Case> {
    let mut cases = Vec::new();
    for (code, words, told) in [
        ("1", "Success", "says succeeded"),
        ("2", "Failed", "says failed"),
        ("3", "Failed", "says failed"),
        ("4", "Hold", "says accepted"),
        ("5", "Refunded", "says refunded"),
        ("6", "Hold", "says accepted"),
    ] {
        for said in [
            words.to_owned(),
            words.to_uppercase(),
            words.to_lowercase(),
            format!(" {words} "),
            "See operator".to_owned(),
        ] {
            cases.push(case(format!("{code} {said:?}"), Call::Status, &format!("{code}={said}=7304=PG60417ABC"), told));
        }
        cases.push(case(
            format!("{code} without an operator's id"),
            Call::Status,
            &format!("{code}={words}=7304="),
            told,
        ));
        let nothing = "says nothing: answer_unreadable";
        // Good news has a number; of the rest, code and words that agree are enough.
        let numberless = if code == "1" { nothing } else { told };
        cases.push(case(
            format!("{code} without an id"),
            Call::Status,
            &format!("{code}={words}==PG60417ABC"),
            numberless,
        ));
        cases.push(case(format!("{code} of three parts"), Call::Status, &format!("{code}={words}=7304"), told));
        let other = format!("{code}=See operator=7304");
        cases.push(case(format!("{code} of three parts, in other words"), Call::Status, &other, nothing));
        cases.push(case(format!("{code} of five parts"), Call::Status, &format!("{code}={words}=7304=PG=1"), nothing));
        let unknown = "says nothing: answer_word_unknown";
        cases.push(case(format!("{code} of two parts"), Call::Status, &format!("{code}={words}"), unknown));
    }
    for code in ["0", "7", "01", "1.0", "+1", "one", "9001"] {
        let line = format!("{code}=Success=7304=PG60417ABC");
        cases.push(case(format!("{code:?} is no standing"), Call::Status, &line, "says nothing: answer_word_unknown"));
    }
    cases
}

/// The code says one thing and its description another.
fn contradictions() -> Vec<Case> {
    let mut cases = Vec::new();
    for (line, told) in [
        ("1=Failed=7304=PG60417ABC", "says nothing: answer_contradicts_itself"),
        ("1=Refunded=7304=PG60417ABC", "says nothing: answer_contradicts_itself"),
        ("1=Pending=7304=PG60417ABC", "says nothing: answer_contradicts_itself"),
        ("2=Success=7304=PG60417ABC", "says nothing: answer_contradicts_itself"),
        ("3=In Process=7304=", "says nothing: answer_contradicts_itself"),
        ("4=Success=7304=PG60417ABC", "says nothing: answer_contradicts_itself"),
        ("6=Failed=7304=", "says nothing: answer_contradicts_itself"),
        ("5=Success=7304=PG60417ABC", "says nothing: answer_contradicts_itself"),
        ("9001=Success", "says nothing: answer_contradicts_itself"),
        ("5=Refund Successful=7304=", "says refunded"),
        ("2=Not Successful=7304=", "says failed"),
    ] {
        cases.push(case(line, Call::Status, line, told));
    }
    cases.push(case("9001=Success", Call::Recharge, "9001=Success", "unknown: answer_contradicts_itself"));
    cases.push(case("9004=Pending", Call::Recharge, "9004=Pending", "unknown: answer_contradicts_itself"));
    cases.push(case("0=Failed", Call::Recharge, "0=Failed", "unknown: answer_contradicts_itself"));
    cases
}

/// What is not one line of the paper.
fn shapes() -> Vec<Case> {
    let mut cases = Vec::new();
    for body in [
        "0",
        "=",
        "0=",
        "=Success",
        "0==",
        "0=Suc",
        "0=Success=",
        "0=Success=7304=PG60417ABC",
        "0\r\n=Success",
        "0=Suc\u{0}cess",
        "0=Success\n9001=Invalid Message Format",
        "Success",
        r#"{"status":"Success"}"#,
        "null",
        "<status>0</status>",
    ] {
        cases.push(case(format!("{body:?}"), Call::Recharge, body, "unknown: answer_unreadable"));
    }
    for body in ["", "1", "1=", "1=Success=", "1==7304=PG", "{}", "<r>1=Success=7304=PG</r>\n"] {
        cases.push(case(format!("{body:?}"), Call::Status, body, "says nothing: answer_unreadable"));
    }
    cases.push(case("in quotes", Call::Recharge, "\"0=Success\"", "accepted"));
    cases.push(case("in a list", Call::Recharge, r#"["0=Success"]"#, "unknown: answer_unreadable"));
    cases.push(raw("a word in Latin-1", Call::Recharge, with_length(b"0=Succ\xe8s"), "unknown: answer_unreadable"));
    let long = format!("0=Success{}", "s".repeat(400));
    cases.push(case("a line of 400 signs", Call::Recharge, &long, "unknown: answer_unreadable"));
    cases
}

fn balances() -> Vec<Case> {
    let mut cases = Vec::new();
    for (line, told) in [
        ("0=0.00", "0 paise"),
        ("0=1000", "100000 paise"),
        (" 0=12.5 \r\n", "1250 paise"),
        ("0=", "refused: balance_unreadable"),
        ("0=-5.00", "refused: balance_unreadable"),
        ("0=1,000.00", "100000 paise"),
        ("0=10,00", "refused: balance_unreadable"),
        ("0=Success", "refused: balance_unreadable"),
        ("1=1000.00", "refused: balance_unreadable"),
        ("1000.00", "refused: balance_unreadable"),
        ("0=1000.00=7304=PG", "refused: balance_unreadable"),
        ("9001=1000.00", "refused: provider_says"),
    ] {
        cases.push(case(line, Call::Balance, line, told));
    }
    cases
}

fn callbacks() -> Vec<Case> {
    let call = |name: &str, fields: &str, told: &str| raw(name, Call::Callback, fields.as_bytes().to_vec(), told);
    vec![
        call("failed", "ID=GAL&TNO=K7QX2M000017&ST=2&STMSG=Failed&TID=7304&OPRTID=", "about K7QX2M000017"),
        call("without our reference", "ID=GAL&ST=1&STMSG=Success", "not theirs"),
        call("without a status", "ID=GAL&TNO=K7QX2M000017", "not theirs"),
    ]
}
