//! The shift by keyboard alone: opened, counted, closed, its slip, the missing rupee, and the closing seal.

use serde_json::json;

use crate::looks::look;
use crate::screen::{Screen, key};
use crate::shop::{FIRST_WORD, Sale, Shop};

/// A shop at its close.
struct Closing<'a> {
    screen: Screen<'a>,
}

impl<'a> Closing<'a> {
    fn at(shop: &'a Shop) -> Closing<'a> {
        let closing = Closing { screen: shop.screen() };
        closing.screen.go(&closing.say("nav_day_book"));
        closing.screen.click("tab", &closing.say("tab_close"), None);
        closing.screen.wait_text(&closing.say("closes_title"));
        closing
    }

    fn say(&self, key: &str) -> String {
        self.screen.words.say(key)
    }

    fn look(&self, moment: &str) {
        look(&self.screen, moment);
    }

    fn focus(&self, css: &str) {
        let focus = "const field = document.querySelector(arguments[0]); field.focus(); field.select?.(); return true";
        self.screen.page.script(focus, &[json!(css)]).unwrap_or_else(|fault| self.screen.give_up(&fault.to_string()));
    }

    /// Types a sum into the form, by keyboard: the line of the sum, and then Enter on to the button.
    fn count_sum(&self, rupees: &str) {
        self.focus("#count-sum");
        self.screen.keys(rupees);
        self.screen.keys(key::ENTER);
        self.screen.keys(key::ENTER);
        self.screen.keys(key::ENTER);
    }

    /// The slip of the close, which opens by itself; gives its seal.
    fn slip(&self, moment: &str) -> String {
        self.screen.find("dialog", &self.say("close_slip_title"), None);
        let seal = self.screen.wait("the slip", FIRST_WORD, || self.screen.signs());
        self.look(moment);
        self.screen.keys(key::ESC);
        seal
    }

    /// While the drawer is counted no other tab tells what it should hold, and what was typed stays.
    fn is_blind(&self) {
        self.screen.click("tab", &self.say("tab_money"), None);
        self.screen.wait_text(&self.say("money_hidden"));
        let drawer = "return document.querySelector('section[aria-labelledby=money-has] tbody tr').textContent";
        let drawer = self.screen.page.script(drawer, &[]).expect("the accounts");
        assert!(drawer.as_str().is_some_and(|text| !text.contains("₹ 2,000")), "{drawer}");
        self.look("blind");
        self.screen.click("tab", &self.say("tab_close"), None);
        self.screen.wait_text(&self.say("shift_count_title"));
        let typed = self.screen.page.script("return document.querySelector('#count-sum').value", &[]);
        assert_eq!(typed.expect("what was typed"), json!("0"));
    }

    /// The next opening is short: that is shown before, and wants a reason.
    fn opens_short(&self) {
        self.screen.wait_text(&self.say("shift_open_title"));
        self.count_sum("1380");
        self.screen.wait_text("₹ 21 short");
        self.look("opens-short");
        self.focus("#close-by");
        self.screen.keys(key::ENTER);
        self.screen.wait_text("write down why");
        self.screen.wait_cursor(&self.say("close_reason"));
        self.screen.keys("Change for the tea");
        self.screen.keys(key::ENTER);
        self.screen.wait_text("Opened with ₹ 1,380");
    }
}

#[test]
fn a_shift_is_opened_counted_and_closed_by_keyboard() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("close", "en", data.path());
    let closing = Closing::at(&shop);
    closing.look("none");
    // By notes: Enter goes from line to line.
    closing.focus("#count-50000");
    closing.screen.keys("two");
    closing.focus("#count-sum");
    closing.screen.keys(key::ENTER);
    closing.screen.keys(key::ENTER);
    closing.screen.keys(key::ENTER);
    closing.screen.wait_text(&closing.say("problem_count_not_a_number"));
    closing.look("not-a-number");
    closing.focus("#count-50000");
    closing.screen.keys("2");
    closing.screen.keys(key::ENTER);
    closing.screen.keys("5");
    closing.screen.wait_text("₹ 2,000");
    closing.count_sum("");
    closing.screen.wait_text("Opened with ₹ 2,000");
    closing.look("open");
    // A count of nothing is asked about; what is expected is not told before.
    closing.count_sum("0");
    closing.screen.wait_text("₹ 0: is that right?");
    closing.is_blind();
    closing.count_sum("1401");
    closing.screen.wait_text("₹ 599 short");
    closing.screen.wait_text(&closing.say("missing_title"));
    closing.look("short");
    // More than a small difference needs a reason, which is told beside its field.
    closing.focus("#close-by");
    closing.screen.keys(key::ENTER);
    closing.screen.wait_text("write down why");
    closing.screen.wait_cursor(&closing.say("close_reason"));
    closing.screen.keys("Milk for the neighbour");
    closing.screen.keys(key::ENTER);
    let seal = closing.slip("slip");
    closing.screen.wait_text("Shift 1-");
    closing.focus("#seal-signs");
    closing.screen.keys(&seal.to_lowercase().replace('-', " "));
    closing.screen.keys(key::ENTER);
    closing.screen.wait_text("everything before it is still what it was");
    closing.look("closed");
    closing.opens_short();
}

/// In Hindi: a sale in the drawer, a count that is short by exactly that sale, and the sale named.
#[test]
fn a_close_in_hindi_names_what_is_missing() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("close-hi", "hi", data.path());
    let closing = Closing::at(&shop);
    closing.count_sum("500");
    closing.screen.wait_text("₹ 500 से शुरू");
    let number = "98765 00001";
    shop.screen().sell(Sale { number, operator: "एयरटेल", rupees: "299" });
    shop.screen().wait_outcome(number, "outcome_done", FIRST_WORD);
    closing.screen.go(&closing.say("nav_day_book"));
    closing.screen.click("tab", &closing.say("tab_close"), None);
    closing.screen.wait_text(&closing.say("shift_count_title"));
    closing.count_sum("500");
    closing.screen.wait_text("₹ 299 कम");
    closing.screen.wait_text(&closing.say("mistake_not_paid_in_cash"));
    closing.screen.wait_text(number);
    closing.look("named");
    closing.focus("#close-reason");
    closing.screen.keys("यूपीआई से आया");
    closing.screen.keys(key::ENTER);
    closing.slip("slip-hi");
}
