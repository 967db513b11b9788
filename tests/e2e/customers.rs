//! Customers and udhaar in the window: noted down from Sell, paid, put on paper, forgotten.

use serde_json::json;

use crate::looks::look;
use crate::screen::{Screen, key};
use crate::shop::{FIRST_WORD, SETTLED, Sale, Shop};

/// As long as a name may be.
const LONG_NAME: &str = "Ramchandra Vishwanath Lakshminarayanan Venkatasubramanian R.";
const NUMBER: &str = "9876500001";
/// Of the same customer.
const OTHER: &str = "9876510001";

fn open_tab(screen: &Screen<'_>) {
    screen.go(&screen.words.say("nav_day_book"));
    screen.click("tab", &screen.words.say("tab_customers"), None);
    screen.find("field", &screen.words.say("customers_search"), None);
}

/// Types a number at Sell and notes its customer down by the one press.
pub fn add_from_sell(screen: &Screen<'_>, name: &str) {
    let say = |key: &str| screen.words.say(key);
    screen.keys(&format!("{}{NUMBER}", key::F8));
    screen.press(&say("known_add"));
    screen.wait_cursor(&say("customer_name"));
    screen.keys(name);
    screen.fill(&say("customer_numbers"), None, &format!("{NUMBER}, {OTHER}"));
    screen.fill(&say("customer_limit_field"), None, "500");
    screen.press(&say("customer_save"));
    screen.wait_text(&say("problem_customer_by_missing"));
    screen.fill(&say("customer_by"), None, "Anil");
    screen.keys(key::ENTER);
    screen.wait_text(name);
}

/// Sells to a number, and its customer pays later.
fn sell_on_credit(screen: &Screen<'_>, number: &str, rupees: &str) {
    screen.fill_in(Sale { number, operator: "Airtel", rupees });
    screen.keys(&format!("d{}", key::ENTER));
}

fn pay(screen: &Screen<'_>, rupees: &str) {
    let say = |key: &str| screen.words.say(key);
    screen.press(&say("customer_pay"));
    screen.wait_cursor(&say("pay_amount"));
    screen.keys(&format!("{rupees}{}", key::ENTER));
}

#[test]
fn a_customer_is_noted_down_from_sell_pays_and_is_not_forgotten_while_owed() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("customers", "en", data.path());
    let (screen, words) = (shop.screen(), &shop.words);
    let say = |key: &str| words.say(key);
    open_tab(&screen);
    screen.wait_text(&say("customers_empty"));
    look(&screen, "empty");
    add_from_sell(&screen, LONG_NAME);
    screen.picture("known-at-sell");
    let owes = |rupees: &str| words.fill("customer_owes", &[("amount", rupees)]);
    sell_on_credit(&screen, NUMBER, "299");
    screen.wait_outcome("98765 00001", "outcome_done", SETTLED);
    sell_on_credit(&screen, OTHER, "250");
    let over = [("over", "₹ 49"), ("used", "₹ 299"), ("limit", "₹ 500")];
    screen.wait_text(&words.fill("problem_payment_over_limit", &over));
    screen.picture("over-limit");
    open_tab(&screen);
    // Found by digits, opened and left by the keyboard alone.
    screen.fill(&say("customers_search"), None, "0001");
    screen.wait_text(LONG_NAME);
    screen.keys(key::ENTER);
    screen.wait_region(&say("customer_label"), &owes("₹ 299"), FIRST_WORD);
    pay(&screen, "100");
    screen.wait_region(&say("customer_label"), &owes("₹ 199"), FIRST_WORD);
    pay(&screen, "100");
    screen.wait_text(&words.fill("pay_again_now", &[("amount", "₹ 100")]));
    look(&screen, "asked");
    screen.press(&say("pay_again_yes"));
    screen.wait_region(&say("customer_label"), &owes("₹ 99"), FIRST_WORD);
    look(&screen, "account");
    screen.press(&say("customer_remind"));
    let message = || screen.page.script("return document.getElementById('remind-text')?.value ?? ''", &[]).ok();
    screen.wait("the reminder", FIRST_WORD, || {
        message()?.as_str()?.contains("₹ 99 is due at Sharma Telecom").then_some(())
    });
    look(&screen, "reminder");
    // One Esc loses nothing that was typed.
    screen.wait("the cursor in the reminder", FIRST_WORD, || {
        let at = screen.page.script("return document.activeElement?.id", &[]).ok()?;
        (at == json!("remind-text")).then_some(())
    });
    screen.keys(&format!("!{}", key::ESC));
    screen.wait_text(&say("dialog_lost"));
    screen.keys(key::ESC);
    screen.wait("the reminder to close", FIRST_WORD, || {
        let there = screen.page.script("return document.getElementById('remind-text') !== null", &[]).ok()?;
        (there == json!(false)).then_some(())
    });
    screen.press(&say("customer_forget"));
    screen.press(&say("forget_yes"));
    screen.wait_text(&words.fill("problem_customer_owes", &[("amount", "₹ 99")]));
    screen.keys(key::ESC);
    pay(&screen, "ten");
    screen.wait_text(&say("problem_amount_not_a_number"));
    screen.fill(&say("pay_amount"), None, "200");
    screen.wait_text(&words.fill("pay_over", &[("amount", "₹ 101")]));
    screen.keys(key::ENTER);
    screen.wait_region(&say("customer_label"), &words.fill("customer_credit", &[("amount", "₹ 101")]), FIRST_WORD);
    screen.press(&say("customer_paper"));
    screen.wait_text("IN CREDIT");
    look(&screen, "paper");
    screen.keys(key::ESC);
    screen.keys(key::ESC);
    screen.wait("the list again", FIRST_WORD, || {
        screen.look("region", &say("customer_label"), None).is_none().then_some(())
    });
}

#[test]
fn a_customer_in_hindi_is_found_in_either_script_and_forgotten() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("customers-hindi", "hi", data.path());
    let screen = shop.screen();
    let say = |key: &str| shop.words.say(key);
    add_from_sell(&screen, "रमेश कुमार");
    open_tab(&screen);
    screen.fill(&say("customers_search"), None, "sunita");
    screen.wait_text(&say("customers_none"));
    screen.fill(&say("customers_search"), None, "ramesh");
    screen.wait_text("रमेश कुमार");
    screen.keys(key::ENTER);
    screen.wait_region(&say("customer_label"), &say("customer_even"), FIRST_WORD);
    look(&screen, "account");
    screen.press(&say("customer_forget"));
    screen.wait_text(&say("forget_backups"));
    look(&screen, "forget");
    screen.press(&say("forget_yes"));
    screen.page.script("location.hash = arguments[0]", &[json!("day-book/customers")]).ok();
    screen.fill(&say("customers_search"), None, " ");
    screen.wait_text(&say("customers_empty"));
}
