//! The customer's money of a sale that came to nothing, in the window: handed back, owed, sold for again, and kept as credit.

use serde_json::json;

use crate::looks::look;
use crate::screen::{Screen, key};
use crate::shop::{FIRST_WORD, SETTLED, Sale, Shop};

/// Practice refuses it at once.
const REFUSED: &str = "98765 00004";
/// Practice lets it wait, and then refuses it.
const REFUSED_LATER: &str = "98765 00003";
const SUM: &[(&str, &str)] = &[("amount", "₹ 299")];

fn airtel(number: &str) -> Sale<'_> {
    Sale { number, operator: "Airtel", rupees: "299" }
}

fn airtel_in_hindi(number: &str) -> Sale<'_> {
    Sale { number, operator: "एयरटेल", rupees: "299" }
}

/// A sale that fails before its customer's eyes, and whose money stays in the shop all the same.
fn owe(screen: &Screen<'_>, sale: Sale<'_>) {
    screen.sell(sale);
    screen.wait_outcome(sale.number, "outcome_failed", SETTLED);
    screen.wait_text(&screen.words.fill("hand_back", SUM));
    screen.press(&screen.words.say("not_given_back"));
    screen.wait_text(&screen.words.fill("money_owed", SUM));
}

/// Answers the notice of a sale that failed elsewhere, once it takes an answer. Its button says by the number's `end` whose money it is.
fn answer(screen: &Screen<'_>, button: &str, end: &str) {
    let name = screen.words.fill(button, &[("end", end)]);
    let is_heard = "return [...document.querySelectorAll('button')].some((each) => each.textContent.trim() === arguments[0] && each.ariaDisabled !== 'true')";
    let is_heard = || screen.page.script(is_heard, &[json!(name)]).ok()?.as_bool()?.then_some(());
    screen.wait("the notice to take an answer", FIRST_WORD, is_heard);
    screen.press(&name);
}

/// Waits until the list of money owed is gone.
fn wait_settled(screen: &Screen<'_>) {
    let title = screen.words.fill("owed_title", SUM);
    screen.wait("nothing to be owed", FIRST_WORD, || (!screen.text().contains(&title)).then_some(()));
}

#[test]
fn money_that_was_not_given_back_stays_in_sight_until_it_is() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("pay-back", "en", data.path());
    let (screen, words) = (shop.screen(), &shop.words);
    screen.sell(airtel(REFUSED));
    screen.wait_text(&words.fill("hand_back", SUM));
    look(&screen, "given-back");
    screen.press(&words.say("not_given_back"));
    screen.wait_text(&words.fill("money_owed", SUM));
    screen.go(&words.say("nav_pending"));
    screen.wait_text(&words.fill("owed_title", SUM));
    // What is empty is said of the sales alone.
    screen.wait_text(&words.say("pending_none_waits"));
    assert!(!screen.text().contains(&words.say("pending_empty")), "something waits");
    look(&screen, "owed");
    screen.press(&words.fill("give_back_cash", SUM));
    screen.wait_text(&words.fill("money_given_back", SUM));
    screen.press(&words.say("print"));
    screen.wait_text("MONEY GIVEN BACK");
    screen.picture("slip");
}

#[test]
fn a_sale_that_fails_while_another_screen_is_open_is_told_there() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("pay-elsewhere", "en", data.path());
    let (screen, words) = (shop.screen(), &shop.words);
    screen.sell(airtel(REFUSED_LATER));
    screen.go(&words.say("nav_reports"));
    let told = words.fill("hand_back_of", &[("operator", "Airtel"), ("number", REFUSED_LATER), ("amount", "₹ 299")]);
    screen.wait("the notice", SETTLED, || screen.text().contains(&told).then_some(()));
    look(&screen, "told");
    // The list says so too, until somebody has said what became of the money.
    screen.go(&words.say("nav_day_book"));
    screen.wait_text(&words.fill("line_give_back", SUM));
    look(&screen, "list");
    answer(&screen, "alarm_given_cash", "0003");
    screen.wait_text(&words.fill("line_given_back", SUM));
    assert!(!screen.text().contains(&told), "it was answered");
    // The next one is kept. Its number ends as the one before, which still stands beside it.
    let end = "600003";
    screen.sell(airtel("98766 00003"));
    screen.go(&words.say("nav_settings"));
    screen.wait("the notice", SETTLED, || {
        screen.look("button", &words.fill("alarm_not_given", &[("end", end)]), None).map(drop)
    });
    answer(&screen, "alarm_not_given", end);
    screen.go(&words.say("nav_pending"));
    screen.wait_text(&words.fill("owed_title", SUM));
}

#[test]
fn money_owed_is_sold_for_again_in_hindi() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("pay-again", "hi", data.path());
    let (screen, words) = (shop.screen(), &shop.words);
    owe(&screen, airtel_in_hindi(REFUSED));
    screen.go(&words.say("nav_pending"));
    look(&screen, "owed");
    screen.click("link", &words.say("sell_again"), None);
    let button = words.fill("recharge_button", SUM);
    screen.wait_cursor(&button);
    let used = words.fill("pay_instead", SUM);
    screen.wait_region(&words.say("strip_label"), &used, FIRST_WORD);
    look(&screen, "strip");
    // The customer names another number: the money goes with them.
    screen.keys(key::ESC);
    screen.wait_cursor(&words.say("field_amount"));
    screen.keys(key::ESC);
    screen.wait_cursor(&words.say("field_number"));
    screen.go_to_strip(airtel_in_hindi("98765 00001"));
    screen.wait_region(&words.say("strip_label"), &used, FIRST_WORD);
    screen.keys(key::ENTER);
    screen.wait_outcome("98765 00001", "outcome_done", SETTLED);
    screen.go(&words.say("nav_pending"));
    screen.wait_text(&words.say("pending_empty"));
    wait_settled(&screen);
}

#[test]
fn money_owed_becomes_a_customers_credit_in_hindi() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("pay-credit", "hi", data.path());
    let (screen, words) = (shop.screen(), &shop.words);
    let say = |key: &str| words.say(key);
    screen.keys(&format!("{}9876500004", key::F8));
    screen.press(&say("known_add"));
    screen.wait_cursor(&say("customer_name"));
    screen.keys(&format!("सीता{}", key::ENTER));
    screen.wait_text("सीता");
    owe(&screen, airtel_in_hindi(REFUSED));
    screen.go(&say("nav_pending"));
    let keep = words.fill("keep_as_credit", &[("name", "सीता")]);
    screen.find("button", &keep, None);
    look(&screen, "owed");
    screen.press(&keep);
    wait_settled(&screen);
    screen.go(&say("nav_day_book"));
    screen.click("tab", &say("tab_customers"), None);
    screen.wait_text(&words.fill("customer_credit", SUM));
    look(&screen, "credit");
}
