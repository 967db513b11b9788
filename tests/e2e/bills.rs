//! Bills, with everything in *Settings* that they need: operators found, fields grown, codes confirmed, a check-up,
//! callbacks.

use std::io::{Read, Write};
use std::net::TcpStream;

use crate::screen::{Screen, key};
use crate::shop::{FIRST_WORD, SETTLED, Shop};

/// A bill of a discom that wants more than number and amount, up to the amount; the cursor is in the field after it.
fn type_bill(screen: &Screen<'_>, fields: &[(&str, &str)]) {
    let say = |key: &str| screen.words.say(key);
    screen.click("tab", &say("service_electricity"), None);
    screen.wait_cursor(&say("field_number"));
    screen.keys(&format!("170012345678{}", key::ENTER));
    screen.wait_cursor(&say("field_operator"));
    // Misspelt as it is said.
    screen.keys("mahavitran");
    screen.wait_text("MSEDCL");
    screen.keys(key::ENTER);
    screen.wait_cursor(&say("extra_billing_unit"));
    for (field, text) in fields {
        screen.fill(&say(field), None, text);
    }
    screen.fill(&say("field_amount"), None, "1847");
    screen.keys(key::ENTER);
}

#[test]
fn a_bill_grows_its_fields_and_sends_them() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("bill", "en", data.path());
    let (screen, words) = (shop.screen(), &shop.words);
    type_bill(&screen, &[("extra_billing_unit", "4021")]);
    // The cursor goes to what is missing, and nothing typed is lost.
    screen.wait_cursor(&words.say("extra_processing_cycle"));
    screen.picture("missing");
    screen.wait_read();
    screen.keys(&format!("03{}", key::ENTER));
    screen.wait_cursor(&words.say("field_amount"));
    screen.keys(key::ENTER);
    let button = words.fill("pay_button", &[("amount", "₹ 1,847")]);
    screen.wait_cursor(&button);
    screen.picture("strip");
    screen.keys(key::ENTER);
    screen.wait_outcome("1700 1234 5678", "outcome_done", SETTLED);
    screen.picture("done");
    screen.open_from_day_book("1700 1234 5678");
    screen.wait_sale("4021", FIRST_WORD);
    screen.press(&words.say("technical"));
    screen.wait_sale("value1=4021", FIRST_WORD);
    screen.wait_sale("value2=03", FIRST_WORD);
    screen.picture("opened");
}

#[test]
fn a_bill_in_hindi() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("bill-hindi", "hi", data.path());
    let screen = shop.screen();
    type_bill(&screen, &[("extra_billing_unit", "4021"), ("extra_processing_cycle", "3")]);
    screen.wait_cursor(&shop.words.fill("pay_button", &[("amount", "₹ 1,847")]));
    screen.picture("strip");
    screen.keys(key::ENTER);
    screen.wait_outcome("1700 1234 5678", "outcome_done", SETTLED);
    screen.picture("done");
}

#[test]
fn a_refused_sale_is_tried_elsewhere_and_the_screen_says_so() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("elsewhere", "en", data.path());
    let screen = shop.screen();
    screen.sell(crate::shop::Sale { number: "98765 00003", operator: "Airtel", rupees: "299" });
    let next = "now trying A1Topup";
    screen.wait(next, SETTLED, || screen.status().contains(next).then_some(()));
    screen.picture("trying");
    screen.wait("the end of it", SETTLED, || {
        screen.status().contains(&shop.words.say("nothing_charged_safe")).then_some(())
    });
    screen.open_from_day_book("98765 00003");
    for provider in ["INSPAY", "A1Topup", "Recharge Open API", "Paygrt"] {
        screen.wait_sale(provider, FIRST_WORD);
    }
    screen.picture("attempts");
}

#[test]
fn settings_check_every_provider_and_confirm_a_doubtful_code() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("five", "en", data.path());
    let (screen, words) = (shop.screen(), &shop.words);
    screen.settings("providers");
    for provider in ["INSPAY", "A1Topup", "Recharge Open API", "Paygrt", "INEXOPAY"] {
        screen.find("region", provider, None);
    }
    screen.settings("check-up");
    screen.press(&words.say("check_all"));
    let last = words.fill("check_up_of", &[("provider", "INEXOPAY")]);
    screen.wait("the last check-up", SETTLED, || {
        let shown = screen
            .page
            .script("return !!document.querySelector(`[aria-label=\"${arguments[0]}\"]`)", &[last.clone().into()]);
        shown.is_ok_and(|shown| shown == true).then_some(())
    });
    screen.picture("check-up");
    screen.settings("providers");
    screen.click("button", &words.say("api_status"), Some("INEXOPAY"));
    screen.wait_region("INEXOPAY", "203.0.113.7", FIRST_WORD);
}

/// One plain HTTP call; gives the status line.
fn call(address: &str, path: &str, origin: bool) -> String {
    let mut stream = TcpStream::connect(address).expect("the door is open");
    let origin = if origin { "Origin: https://example.com\r\n" } else { "" };
    write!(stream, "GET /{path} HTTP/1.1\r\nHost: {address}\r\n{origin}Connection: close\r\n\r\n")
        .expect("a call is sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer comes");
    answer.lines().next().unwrap_or_default().to_owned()
}

#[test]
fn callbacks_are_off_until_they_are_turned_on() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("callbacks", "en", data.path());
    let (screen, words) = (shop.screen(), &shop.words);
    let free = std::net::TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr()).expect("a free port");
    let address = free.to_string();
    assert!(TcpStream::connect(&address).is_err(), "nobody listens there yet");
    screen.settings("callbacks");
    screen.fill(&words.say("callbacks_address"), None, &address);
    screen.click("choice", &words.say("callbacks_switch"), None);
    screen.wait_text(&words.fill("callbacks_listening", &[("address", &address)]));
    screen.picture("on");
    assert!(call(&address, "guess", false).contains("404"));
    assert!(call(&address, "guess", true).contains("403"));
    screen.click("choice", &words.say("callbacks_switch"), None);
    screen.wait_text(&words.say("callbacks_silent"));
    assert!(TcpStream::connect(&address).is_err(), "and nobody any more");
}
