//! What stands around the answers, for all fourteen calls alike.

use serde_json::{Value, json};

use super::*;
use crate::Company;

fn words(words: &str) -> String {
    words.to_owned()
}

#[test]
fn there_is_a_reader_for_every_declared_call() {
    let declared: Vec<&str> = super::super::Inexopay.descriptor().paths.iter().map(|path| path.key).collect();
    assert_eq!(READERS.map(|reader| reader.key).to_vec(), declared);
    for path in super::super::Inexopay.descriptor().paths {
        assert!(path.default.starts_with("/api/") && !path.label.is_empty(), "{path:?}");
        assert_eq!(declared.iter().filter(|key| **key == path.key).count(), 1);
    }
}

#[test]
fn every_sample_of_the_paper_is_read() {
    for reader in READERS {
        assert_eq!((reader.read)(&reply(reader.sample)), Told::Good, "{}", reader.key);
    }
}

#[test]
fn success_is_read_in_every_spelling() {
    for reader in READERS {
        for status in [
            json!(true),
            json!("true"),
            json!("TRUE"),
            json!("SUCCESS"),
            json!("success"),
            json!("Success "),
            json!(" sUCCESS\r\n"),
        ] {
            for (code, other) in [
                (json!(GONE), json!(GONE)),
                (json!(200), json!(GONE)),
                (json!(GONE), json!(200)),
                (json!("200"), json!(GONE)),
                (json!(GONE), json!(" 200 ")),
                (json!(200), json!("200")),
                (json!(null), json!("")),
            ] {
                let fields = [("status", status.clone()), ("status_code", code.clone()), ("error_code", other.clone())];
                let body = changed(reader.sample, &fields);
                assert_eq!((reader.read)(&reply(&body)), Told::Good, "{}: {fields:?}", reader.key);
            }
        }
    }
}

/// How a refusal is told, by what the call is for.
fn refused(kind: Kind, trouble: Trouble) -> Told {
    match kind {
        Kind::Begins => Told::Refused(trouble),
        Kind::Fetches | Kind::Asks => Told::Nothing(trouble),
    }
}

#[test]
fn a_refusal_is_read_in_every_spelling() {
    let trouble = Trouble::ProviderSays { words: words("Pincode is not valid") };
    for reader in READERS {
        for status in [json!(false), json!("false"), json!("FAILED"), json!("failed"), json!("Failed "), json!(GONE)] {
            for (name, code) in [
                ("status_code", json!(400)),
                ("status_code", json!("400")),
                ("error_code", json!(400)),
                ("error_code", json!(" 400")),
                ("error_code", json!(405)),
                ("error_code", json!(null)),
            ] {
                if status == GONE && code.is_null() {
                    continue;
                }
                let body = changed(
                    "{}",
                    &[("status", status.clone()), (name, code.clone()), ("message", json!("Pincode is not valid"))],
                );
                for http in [200, 400, 405] {
                    let told = (reader.read)(&with_status(http, &body));
                    assert_eq!(told, refused(reader.kind, trouble.clone()), "{} {http}: {body}", reader.key);
                }
            }
        }
    }
}

#[test]
fn a_code_chooses_the_sentence() {
    let listed = |text: &str| Trouble::AddressNotListed { words: words(text) };
    let says = |text: &str| Trouble::ProviderSays { words: words(text) };
    for (code, message, trouble) in [
        (400, "Missing orderid", says("Missing orderid")),
        (400, "Insufficient balance", Trouble::WalletEmpty { words: words("Insufficient balance") }),
        (401, "Invalid API key", Trouble::CredentialsRefused { words: words("Invalid API key") }),
        (401, "No.", Trouble::CredentialsRefused { words: words("No.") }),
        (401, "", Trouble::CredentialsRefused { words: words("HTTP 401") }),
        (402, "Please recharge", Trouble::WalletEmpty { words: words("Please recharge") }),
        (402, "", Trouble::WalletEmpty { words: words("HTTP 402") }),
        (403, "IP not whitelisted", listed("IP not whitelisted")),
        (403, "Your subscription has expired", says("Your subscription has expired")),
        (403, "Account not approved", says("Account not approved")),
        (403, "", Trouble::ProviderError { status: 403 }),
        (405, "Method Not Allowed", says("Method Not Allowed")),
        (400, "", Trouble::ProviderError { status: 400 }),
    ] {
        let in_body = json!({ "status": "FAILED", "status_code": code, "message": message }).to_string();
        let over_http = json!({ "status": false, "message": message }).to_string();
        for reader in READERS {
            let expected = refused(reader.kind, trouble.clone());
            assert_eq!((reader.read)(&reply(&in_body)), expected, "{}: {in_body}", reader.key);
            assert_eq!((reader.read)(&with_status(code, &over_http)), expected, "{} {code}", reader.key);
            // Without a word of the envelope nothing is refused, but the sentence is the same.
            let bare = json!({ "message": message }).to_string();
            assert_eq!((reader.read)(&with_status(code, &bare)), Told::Nothing(trouble.clone()), "{}", reader.key);
        }
    }
}

#[test]
fn an_http_status_without_a_readable_body_refuses_nothing() {
    for reader in READERS {
        for body in ["", "<html>Forbidden</html>", "Forbidden", "[]", "{\"status\":", "null"] {
            for (http, trouble) in [
                (400, Trouble::ProviderError { status: 400 }),
                (401, Trouble::CredentialsRefused { words: words("HTTP 401") }),
                (402, Trouble::WalletEmpty { words: words("HTTP 402") }),
                (403, Trouble::WallBetween { status: 403 }),
                (405, Trouble::ProviderError { status: 405 }),
                (500, Trouble::ProviderError { status: 500 }),
            ] {
                assert_eq!((reader.read)(&with_status(http, body)), Told::Nothing(trouble), "{} {http}", reader.key);
            }
        }
    }
}

#[test]
fn a_server_error_refuses_nothing_even_in_the_papers_words() {
    let failed = json!({ "status": "FAILED", "message": "Internal server error" }).to_string();
    let with_code = json!({ "status": false, "status_code": 500, "message": "Internal server error" }).to_string();
    let trouble = Trouble::ProviderSays { words: words("Internal server error") };
    for reader in READERS {
        assert_eq!((reader.read)(&with_status(500, &failed)), Told::Nothing(trouble.clone()), "{}", reader.key);
        assert_eq!((reader.read)(&reply(&with_code)), Told::Nothing(trouble.clone()), "{}", reader.key);
        assert_eq!((reader.read)(&with_status(500, &with_code)), Told::Nothing(trouble.clone()), "{}", reader.key);
    }
}

#[test]
fn an_http_status_that_the_paper_does_not_have_says_nothing() {
    let refusal = json!({ "status": "FAILED", "status_code": 400, "message": "No" }).to_string();
    for reader in READERS {
        for status in [100, 301, 302, 409, 422, 429, 502, 503, 504] {
            let trouble = match status {
                301 | 302 => Trouble::WebPageAtAddress,
                status => Trouble::ProviderError { status },
            };
            for body in [reader.sample, &refusal, ""] {
                let told = (reader.read)(&with_status(status, body));
                assert_eq!(told, Told::Nothing(trouble.clone()), "{} {status}", reader.key);
            }
        }
    }
}

#[test]
fn what_contradicts_itself_is_not_believed() {
    for reader in READERS {
        for fields in [
            vec![("status", json!("SUCCESS")), ("status_code", json!(400))],
            vec![("status", json!(true)), ("error_code", json!(500))],
            vec![("status", json!(false)), ("status_code", json!(200))],
            vec![("status", json!("FAILED")), ("status_code", json!(GONE)), ("error_code", json!("200"))],
            vec![("status_code", json!(200)), ("error_code", json!(400))],
            vec![("status", json!(false)), ("status_code", json!(401)), ("error_code", json!(402))],
        ] {
            let told = (reader.read)(&reply(&changed(reader.sample, &fields)));
            assert_eq!(told, Told::Nothing(Trouble::AnswerContradictsItself), "{}: {fields:?}", reader.key);
        }
        for http in [400, 401, 402, 403, 405, 500] {
            let told = (reader.read)(&with_status(http, reader.sample));
            assert_eq!(told, Told::Nothing(Trouble::AnswerContradictsItself), "{}: HTTP {http}", reader.key);
        }
    }
}

/// Statuses and codes as they might stand, and whether the paper has them.
const STATUSES: [(&str, Option<bool>); 12] = [
    ("SUCCESS", Some(true)),
    ("true", Some(true)),
    ("FAILED", Some(false)),
    ("false", Some(false)),
    ("Failure", None),
    ("error", None),
    ("OK", None),
    ("1", None),
    ("0", None),
    ("pending", None),
    ("SUCCESSFUL", None),
    ("", None),
];

#[test]
fn of_all_words_and_codes_only_the_papers_decide() {
    let mut decided = 0;
    for (status, word) in STATUSES {
        for code in ["", "200", "400", "401", "402", "403", "405", "500", "201", "0", "-400", "400.0", "4e2", "٤٠٠"]
        {
            let fields = [("status", json!(status)), ("status_code", json!(code)), ("message", json!("Said"))];
            let told = super::READERS[9].read.to_owned()(&reply(&changed(PAN_REQUEST, &fields)));
            let refuses = ["400", "401", "402", "403", "405"].contains(&code);
            let as_expected = match told {
                Told::Good => word == Some(true) && ["", "200"].contains(&code),
                Told::Refused(_) => {
                    (word == Some(false) && (refuses || code.is_empty())) || (status.is_empty() && refuses)
                }
                Told::NoRecord => false,
                Told::Nothing(_) => true,
            };
            decided += usize::from(!matches!(told, Told::Nothing(_)));
            assert!(as_expected, "{status:?} {code:?}: {told:?}");
        }
    }
    assert_eq!(decided, 2 * 2 + 2 * 6 + 5);
}

#[test]
fn an_unknown_word_is_named_or_explained() {
    let told = |fields: &[(&str, Value)]| (READERS[9].read)(&reply(&changed("{}", fields)));
    let unknown = |word: &str| Told::Nothing(Trouble::AnswerWordUnknown { words: words(word) });
    assert_eq!(told(&[("status", json!("Queued"))]), unknown("queued"));
    assert_eq!(told(&[("status", json!("SUCCESS")), ("status_code", json!(201))]), unknown("201"));
    let explained = told(&[("status", json!("error")), ("message", json!("Invalid API key"))]);
    assert_eq!(explained, Told::Nothing(Trouble::CredentialsRefused { words: words("Invalid API key") }));
    assert_eq!(told(&[]), Told::Nothing(Trouble::AnswerUnreadable));
    assert_eq!(told(&[("status_code", json!(200))]), Told::Nothing(Trouble::AnswerUnreadable));
    let bare = told(&[("message", json!("IP not whitelisted"))]);
    assert_eq!(bare, Told::Nothing(Trouble::AddressNotListed { words: words("IP not whitelisted") }));
}
