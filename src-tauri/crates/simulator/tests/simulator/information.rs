//! The company that tells and sells nothing.

use simulator::{INFORMATION_KEY, INFORMATION_SLUG};

use crate::line::{Line, NEVER};

fn ask(line: &Line, call: &str, form: &str) -> serde_json::Value {
    let login = format!("Authorization: Bearer {INFORMATION_KEY}\r\n");
    line.post(INFORMATION_SLUG, &format!("/v1/{call}"), &login, form).json()
}

#[test]
fn the_same_number_is_told_the_same_again() {
    let line = Line::open(NEVER);
    let bill = || ask(&line, "bill", "service=electricity&operator=msedcl&number=170023456789");
    assert_eq!(bill(), bill());
    assert_eq!((bill()["status"].as_str(), bill()["number"].as_str()), (Some("ok"), Some("170023456789")));
    assert_eq!(ask(&line, "bill", "service=gas&number=77771")["amount"], "0", "nothing is due");
    let number = |digits: &str| ask(&line, "number", &format!("service=prepaid&number={digits}"));
    assert_eq!(
        (number("9812300045")["operator"].as_str(), number("9812300045")["circle"].as_str()),
        (Some("jio"), Some("kolkata"))
    );
    for unknown in [
        number("9812300040"),
        number(""),
        ask(&line, "bill", "service=gas&number=77770"),
        ask(&line, "plans", "service=gas"),
    ] {
        assert_eq!(unknown["status"], "unknown");
    }
    assert!(
        ask(&line, "plans", "service=prepaid&operator=jio")["plans"].as_array().is_some_and(|plans| plans.len() > 3)
    );
}

#[test]
fn who_has_no_login_is_refused_and_nothing_is_sold() {
    let line = Line::open(NEVER);
    let refused = line.post(INFORMATION_SLUG, "/v1/bill", "", "number=1&service=gas");
    assert_eq!(refused.status, Some(401));
    assert!(refused.body.contains("\"status\":\"refused\""), "{}", refused.body);
    assert!(line.simulator.requests().is_empty());
}
