//! The money book: vouchers by keyboard, what the shop has, the statement of an account, and the one figure of the header.

use serde_json::{Value, json};

use crate::looks::look_and;
use crate::screen::{Screen, key};
use crate::shop::{FIRST_WORD, Sale, Shop};

/// So many vouchers are on a page.
const PAGE: usize = 40;

/// A shop at its money book.
struct Money<'a> {
    screen: Screen<'a>,
}

impl<'a> Money<'a> {
    fn at(shop: &'a Shop) -> Money<'a> {
        let money = Money { screen: shop.screen() };
        money.screen.go(&money.say("nav_day_book"));
        money.screen.click("tab", &money.say("tab_money"), None);
        money.screen.wait_text(&money.say("money_has"));
        money
    }

    fn say(&self, key: &str) -> String {
        self.screen.words.say(key)
    }

    /// Looks at the screen; of what the shop has nothing may be cut off at its side either.
    fn look(&self, moment: &str) {
        look_and(&self.screen, moment, |width| {
            let cut = "return [...document.querySelectorAll('section[aria-labelledby=money-has] .scroll')].map((each) => each.scrollWidth - each.clientWidth)";
            let cut = self.screen.page.script(cut, &[]).expect("the widths of what the shop has");
            // A width is rounded.
            let fits = |more: &Value| more.as_i64().is_some_and(|more| more < 2);
            assert!(cut.as_array().is_some_and(|cut| cut.iter().all(fits)), "{moment} at {width}: {cut}");
        });
    }

    /// Opens the form and chooses what the voucher is for, by its letter.
    fn begin(&self, letter: &str) {
        self.screen.keys("n");
        self.screen.find("dialog", &self.say("voucher_new"), None);
        self.screen.keys(letter);
    }

    fn fill(&self, field: &str, text: &str) {
        self.screen.fill(&self.say(field), None, text);
    }

    fn choose(&self, field: &str, option: &str) {
        self.screen.choose(&self.say(field), None, option);
    }

    /// Writes what stands in the form, and waits until it is written.
    fn write(&self) {
        self.screen.keys(key::ENTER);
        self.written();
    }

    fn written(&self) {
        let dialog = self.say("voucher_new");
        let is_gone = || self.screen.look("dialog", &dialog, None).is_none().then_some(());
        self.screen.wait("the voucher to be written", FIRST_WORD, is_gone);
    }

    /// How many vouchers are in the list.
    fn vouchers(&self) -> usize {
        let rows = "return document.querySelectorAll('section[aria-labelledby=money-vouchers] li').length";
        self.screen.page.script(rows, &[]).ok().and_then(|rows| rows.as_u64()).map_or(0, |rows| rows as usize)
    }

    fn wait_vouchers(&self, count: usize) {
        self.screen.wait(&format!("{count} vouchers"), FIRST_WORD, || (self.vouchers() == count).then_some(()));
    }
}

#[test]
fn a_shop_writes_its_vouchers_by_keyboard() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("money", "en", data.path());
    let money = Money::at(&shop);
    money.look("empty");
    money.begin("s");
    money.choose("voucher_opening_of", &money.say("account_cash"));
    money.fill("voucher_opening_amount", "2000");
    money.write();
    money.wait_vouchers(1);
    money.screen.wait_text("₹ 2,000.00");
    // What is missing is told beside its field, and what was typed stays.
    money.begin("o");
    money.screen.wait_cursor(&money.say("voucher_amount"));
    money.screen.keys("60.50");
    money.screen.keys(key::ENTER);
    money.screen.wait_text(&money.say("problem_money_reason_missing"));
    money.look("reason-missing");
    money.screen.wait_cursor(&money.say("voucher_reason"));
    money.screen.keys("Tea for the shop");
    money.write();
    money.wait_vouchers(2);
    // More than the drawer has is asked about.
    money.begin("b");
    money.screen.keys("5000");
    money.screen.keys(key::ENTER);
    money.screen.wait_text("₹ 1,939.50");
    money.look("drawer-has-less");
    money.screen.press(&money.say("voucher_write_anyway"));
    money.written();
    money.wait_vouchers(3);
    money.screen.wait_text("−₹ 3,060.50");
    taken_back(&money);
    statement(&money);
    header(&money);
}

/// The wrong voucher is taken back, and stays in the list.
fn taken_back(money: &Money<'_>) {
    let banked = "section[aria-labelledby=money-vouchers] li:first-child .acts > button";
    money.screen.page.script("document.querySelector(arguments[0]).click()", &[json!(banked)]).expect("a button");
    money.fill("voucher_reason", "500 was meant");
    money.screen.press(&money.say("voucher_take_back"));
    money.screen.wait_text(&money.say("voucher_mended"));
    money.wait_vouchers(4);
    money.look("taken-back");
}

fn statement(money: &Money<'_>) {
    money.screen.click("link", &money.say("account_cash"), None);
    money.screen.wait_text(&money.say("statement_carried"));
    money.screen.wait_text("Tea for the shop");
    money.look("statement");
    money.fill("statement_from", "31-02-2026");
    money.screen.keys(key::ENTER);
    money.screen.wait_text(&money.say("problem_money_no_such_day"));
    money.screen.keys(key::ESC);
    money.screen.wait_text(&money.say("money_vouchers"));
}

/// One figure stands in the header, before the first sale of all wallets, and opens to each of them.
fn header(money: &Money<'_>) {
    let label = money.say("wallets");
    let open = "const button = [...document.querySelectorAll('header button')].find((each) => each.textContent.includes(arguments[0]));
        button.focus(); button.click(); return button.textContent";
    let told = money.screen.page.script(open, &[json!(label)]).expect("the figure of the header");
    assert!(told.as_str().is_some_and(|told| told.contains('₹')), "{told}");
    let rows = "return document.querySelectorAll('#purse-all:not([hidden]) li').length";
    money
        .screen
        .wait("all wallets", FIRST_WORD, || (money.screen.page.script(rows, &[]).ok()?.as_u64()? >= 4).then_some(()));
    money.look("header");
    money.screen.keys(key::ESC);
    money
        .screen
        .wait("the wallets to close", FIRST_WORD, || (money.screen.page.script(rows, &[]).ok()? == 0).then_some(()));
}

/// In Hindi: a sale in the drawer, the largest sum there is, and more vouchers than a page has.
#[test]
fn the_money_book_in_hindi_holds_forty_vouchers_and_huge_sums() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("money-hi", "hi", data.path());
    let number = "98765 00001";
    shop.screen().sell(Sale { number, operator: "एयरटेल", rupees: "299" });
    shop.screen().wait_outcome(number, "outcome_done", FIRST_WORD);
    let money = Money::at(&shop);
    money.screen.wait_text("₹ 299.00");
    money.begin("s");
    money.choose("voucher_opening_of", &money.say("account_bank"));
    money.fill("voucher_opening_amount", "99,99,99,999");
    money.write();
    money.screen.wait_text("₹ 99,99,99,999.00");
    money.begin("s");
    money.choose("voucher_opening_of", &money.say("account_upi"));
    money.fill("voucher_opening_amount", "-99,99,99,999");
    money.write();
    money.screen.wait_text("−₹ 99,99,99,999.00");
    money.look("huge");
    for written in 2..=PAGE {
        money.begin("i");
        money.screen.wait_cursor(&money.say("voucher_amount"));
        money.screen.keys(&format!("{}\t", 100 + written));
        money.screen.keys("सुबह की छुट्टी, दुकान के गल्ले में रखने के लिए घर से लाया पैसा");
        money.write();
    }
    money.wait_vouchers(PAGE + 1);
    // Whoever comes back sees one page, and can turn to the next.
    money.screen.click("tab", &money.say("tab_sales"), None);
    money.screen.click("tab", &money.say("tab_money"), None);
    money.wait_vouchers(PAGE);
    money.look("forty");
    money.screen.press(&money.say("show_older"));
    money.wait_vouchers(PAGE + 1);
    money.screen.click("link", &money.say("account_cash"), None);
    money.screen.wait_text("98765 00001");
    money.look("statement");
    money.screen.click("tab", &money.say("tab_sales"), None);
    money.screen.wait_text(&money.say("paid_cash"));
    money.look("sales");
    money.screen.open_from_day_book(number);
    let open = "document.querySelectorAll('main details').forEach((details) => { details.open = true; }); return 0";
    money.screen.wait("the entries", FIRST_WORD, || {
        money.screen.page.script(open, &[]).ok()?;
        money.screen.text().contains(&money.say("account_cash")).then_some(())
    });
    money.look("sale");
}
