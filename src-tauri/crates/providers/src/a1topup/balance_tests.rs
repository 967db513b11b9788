//! A1Topup's balance, of which the paper has no sample: read in every format, and only where it is surely money.

use domain::Paise;

use super::A1Topup;
use super::tests::reply;
use crate::{Company, Trouble};

fn balance(body: &str) -> Result<Paise, Trouble> {
    A1Topup.read_balance(&reply(body))
}

#[test]
fn a_balance_is_read_in_every_format() {
    for body in [
        "{\"status\":\"Success\",\"balance\":\"29.31\"}",
        "{\"balance\":\"29.31\"}",
        "{\"status\":\" SUCCESS \",\"balance\":29.31}",
        "{\"balance\": 29.3100 ,\"status\":null}",
        "<response><status>Success</status><balance>29.31</balance></response>",
        "<?xml version=\"1.0\"?>\r\n<r>\n<balance> 29.31 </balance>\n</r>",
        "Success,29.31",
        "\"success\",\"29.31\"",
        "29.31",
        "\u{feff} 29.31\r\n",
        "29.319",
        "Success,29.311",
        "{\"balance\":29.310000000000002}",
        "<r><balance>29.3199</balance></r>",
    ] {
        assert_eq!(balance(body), Ok(Paise::new(2_931)), "{body}");
    }
    for (body, paise) in [
        ("{\"balance\":29}", 2_900),
        ("{\"balance\":\"0\"}", 0),
        ("{\"balance\":-12.50}", -1_250),
        ("Success,29", 2_900),
        ("0.00", 0),
        ("-0.50", -50),
        ("3310.2500", 331_025),
    ] {
        assert_eq!(balance(body), Ok(Paise::new(paise)), "{body}");
    }
}

#[test]
fn what_is_not_surely_money_is_no_balance() {
    for body in [
        "",
        "29,31",
        ".50",
        "1e3",
        "29.31 29.31",
        "29.31,Success",
        "Success",
        "Success,",
        "Success,soon",
        ",29.31",
        "Success,29.31,",
        "Pending,29.31",
        "29.31\n30.31",
        "{}",
        "{\"status\":\"Success\"}",
        "{\"status\":\"Pending\",\"balance\":\"29.31\"}",
        "{\"status\":\"OK\",\"balance\":\"29.31\"}",
        "{\"balance\":\"\"}",
        "{\"balance\":null}",
        "{\"balance\":true}",
        "{\"balance\":[29.31]}",
        "{\"balance\":{\"balance\":29.31}}",
        "{\"balance\":1e3}",
        "{\"balance\":\"29.31\",\"balance\":\"30.31\"}",
        "{\"data\":{\"balance\":\"29.31\"}}",
        "[29.31]",
        "<r><balance>29.31</balance><balance>30.31</balance></r>",
        "<r><balance><b>29.31</b></balance></r>",
        "<r><status>Pending</status><balance>29.31</balance></r>",
        "<r><w><balance>29.31</balance></w></r>",
        "<balance>29.31</balance>",
        "<r></r>",
    ] {
        assert_eq!(balance(body), Err(Trouble::AnswerUnreadable), "{body}");
    }
}

#[test]
fn money_is_read_in_every_writing() {
    for (body, paise) in [
        ("29", 2_900),
        ("0", 0),
        ("\"1500\"", 150_000),
        ("1,000.00", 100_000),
        ("Rs 29.31", 2_931),
        ("Done,29.31", 2_931),
        ("{\"balance\":\"₹ 1,500\"}", 150_000),
    ] {
        assert_eq!(balance(body), Ok(Paise::new(paise)), "{body}");
    }
    assert_eq!(balance("<html><body>29.31</body></html>"), Err(Trouble::WebPageAtAddress));
}

#[test]
fn a_balance_that_is_refused_is_no_balance() {
    for body in [
        "{\"status\":\"Failure\",\"message\":\"Invalid username\",\"balance\":\"5\"}",
        "{\"status\":\"failure\",\"opid\":\"Invalid username\",\"balance\":5.00}",
        "<r><status>Failure</status><message>Invalid username</message><balance>5.00</balance></r>",
        "<r><status>Failure</status><opid>Invalid username</opid></r>",
        "Failure,Invalid username",
        ",Failure,Invalid username,,,",
        "Invalid username",
    ] {
        let refused = Trouble::CredentialsRefused { words: "Invalid username".to_owned() };
        assert_eq!(balance(body), Err(refused), "{body}");
    }
    assert_eq!(balance("Failure,29.31"), Err(Trouble::ProviderSays { words: "29.31".to_owned() }));
}

#[test]
fn an_answer_cut_in_an_envelope_is_no_balance() {
    for body in
        ["{\"status\":\"Success\",\"balance\":\"29.31\"}", "<r><status>Success</status><balance>29.31</balance></r>"]
    {
        for end in 0..body.len() {
            assert_eq!(balance(&body[..end]), Err(Trouble::AnswerUnreadable), "{}", &body[..end]);
        }
    }
}
