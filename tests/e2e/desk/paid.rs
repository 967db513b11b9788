//! How an order of the desk is paid, in both languages.

use super::*;
use crate::looks::look;

/// Waits out the pause after a code came up, in which no key says that the money has come.
fn wait_read(screen: &Screen<'_>) {
    let asks = "return document.querySelector('form section[aria-busy=true]') !== null";
    screen.wait("the pause after a code", FIRST_WORD, || {
        (screen.page.script(asks, &[]).ok()? == serde_json::json!(false)).then_some(())
    });
}

/// An order is paid as a sale is: less cash than is due begins nothing, a code is shown, and udhaar is for a known customer.
fn paid_as_a_sale_is(name: &str, language: &'static str) {
    let data = tempfile::tempdir().expect("a folder");
    let (shop, _browser) = shop_at_services(name, language, data.path());
    let (screen, words) = (shop.screen(), &shop.words);
    let say = |key: &str| words.say(key);
    let start = [("start", say("start_pan")), ("amount", "₹ 150".to_owned())];
    let start = start.each_ref().map(|(hole, with)| (*hole, with.as_str()));
    screen.settings("payments");
    screen.fill(&say("upi_address"), None, &format!("verma@okaxis{}", key::ENTER));
    screen.wait_text(&say("saved"));
    screen.go(&say("nav_services"));
    screen.press(&say("service_pan_card"));
    screen.wait_cursor(&say("deskfield_mobile"));
    fill(&screen, &[("deskfield_mobile", "9876500001"), ("deskfield_charge", "150")]);
    screen.keys(key::ENTER);
    let button = words.fill("start_for", &start);
    screen.wait_cursor(&button);
    screen.keys("t");
    screen.wait_cursor(&say("tendered_label"));
    screen.keys(&format!("100{}", key::ENTER));
    let short = words.fill("tendered_short", &[("amount", "₹ 50")]);
    screen.wait_region(&say("strip_label"), &short, FIRST_WORD);
    screen.press(&button);
    screen.wait_cursor(&say("tendered_label"));
    look(&screen, "short");
    screen.keys(&format!("200{}", key::ENTER));
    screen.wait_cursor(&button);
    screen.wait_region(&say("strip_label"), &words.fill("pay_give_back", &[("amount", "₹ 50")]), FIRST_WORD);
    screen.keys("u");
    let received = words.fill("upi_start", &start);
    screen.wait_cursor(&received);
    screen.find("svg[role=img]", &words.fill("pay_code_of", &[("amount", "₹ 150")]), None);
    look(&screen, "code");
    wait_read(&screen);
    screen.keys(key::ENTER);
    wait_status(&screen, &say("order_started"), FIRST_WORD);
    screen.click("link", &say("order_details"), None);
    screen.wait_sale(&say("pay_upi"), FIRST_WORD);
    screen.wait_sale(&say("pay_code_note"), FIRST_WORD);
}

#[test]
fn an_order_is_paid_as_a_sale_is() {
    paid_as_a_sale_is("desk-paid", "en");
}

#[test]
fn an_order_is_paid_as_a_sale_is_in_hindi() {
    paid_as_a_sale_is("desk-paid-hi", "hi");
}
