//! The services desk: an application finished in the browser, an account, an identity check, a load of the wallet; in both
//! languages.

mod paid;
mod person;

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

pub use crate::desk_form::{REGISTRATION, fill, press_start, wait_status};
use crate::screen::{Screen, key};
use crate::shop::{FIRST_WORD, SETTLED, Shop};

/// The key that leaves a field, as WebDriver writes it.
const TAB: &str = "\u{e004}";
/// A made-up Aadhaar number whose check digit fits.
const AADHAAR: &str = "999900000016";

/// A browser that opens nothing and writes down what it was to open.
pub struct Browser {
    /// The search path on which it stands first.
    pub path: String,
    opened: PathBuf,
}

impl Browser {
    /// Puts it in front of whatever browser the computer has.
    pub fn new(folder: &Path) -> Browser {
        let (bin, opened) = (folder.join("bin"), folder.join("opened"));
        std::fs::create_dir_all(&bin).expect("a folder for the browser");
        let program = bin.join("xdg-open");
        std::fs::write(&program, format!("#!/bin/sh\necho \"$1\" >> '{}'\n", opened.display())).expect("a browser");
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).expect("a program may be run");
        let path = std::env::var("PATH").unwrap_or_default();
        Browser { path: format!("{}:{path}", bin.display()), opened }
    }

    /// The page that was opened last, once there are so many.
    pub fn page(&self, screen: &Screen<'_>, count: usize) -> String {
        screen.wait("the browser to be asked", FIRST_WORD, || {
            let text = std::fs::read_to_string(&self.opened).ok()?;
            let pages: Vec<&str> = text.lines().collect();
            (pages.len() >= count).then(|| pages.last().map(|page| (*page).to_owned())).flatten()
        })
    }
}

/// The customer presses a button of the practice page.
fn press_on_page(page: &str, button: &str) {
    let address = page.split('?').next().unwrap_or(page);
    ureq::post(format!("{address}/{button}")).send_empty().expect("the customer's page takes it");
}

/// A shop in front of its services, and its browser.
fn shop_at_services(name: &str, language: &'static str, data: &Path) -> (Shop, Browser) {
    let browser = Browser::new(data);
    let shop = Shop::open_with(name, language, &data.join("galla"), &[("PATH", &browser.path)]);
    shop.screen().answer_first_questions();
    shop.screen().go(&shop.words.say("nav_services"));
    (shop, browser)
}

/// Presses *Check now* where it is to be seen: the watcher may have been quicker.
fn ask_now(screen: &Screen<'_>) {
    if let Some(button) = screen.look("button", &screen.words.say("check_now"), None) {
        screen.click_on(&button).ok();
    }
}

fn begin_pan(screen: &Screen<'_>, mobile: &str) {
    let say = |key: &str| screen.words.say(key);
    screen.go(&say("nav_services"));
    screen.press(&say("service_pan_card"));
    screen.wait_cursor(&say("deskfield_mobile"));
    fill(screen, &[("deskfield_mobile", mobile), ("deskfield_charge", "150")]);
    screen.keys(key::ENTER);
    let button = screen.words.fill("start_for", &[("start", &say("start_pan")), ("amount", "₹ 150")]);
    screen.wait_cursor(&button);
    screen.keys(key::ENTER);
}

fn pan_card(name: &str, language: &'static str) {
    let data = tempfile::tempdir().expect("a folder");
    let (shop, browser) = shop_at_services(name, language, data.path());
    let (screen, words) = (shop.screen(), &shop.words);
    let say = |key: &str| words.say(key);
    screen.picture("home");
    // Enter does not pass a field that has to be filled in.
    screen.press(&say("service_pan_card"));
    screen.wait_cursor(&say("deskfield_mobile"));
    screen.keys(key::ENTER);
    screen.wait_text(&say("problem_number_missing"));
    screen.wait_cursor(&say("deskfield_mobile"));
    // Nine digits are told beside the field, and nothing is lost.
    fill(&screen, &[("deskfield_mobile", "987654321"), ("deskfield_charge", "150")]);
    press_start(&screen, "start_pan");
    screen.wait_text(&words.fill("problem_number_too_short", &[("digits", "9"), ("wanted", "10")]));
    screen.picture("too-short");
    begin_pan(&screen, "9876543210");
    wait_status(&screen, &say("order_started"), FIRST_WORD);
    screen.picture("started");
    screen.wait_cursor(&say("open_page"));
    screen.press(&say("open_page"));
    let page = browser.page(&screen, 1);
    assert!(page.starts_with("http://127.0.0.1:"), "practice stays on this computer: {page}");
    // Left half way: it is listed, and can be gone on with.
    screen.go(&say("nav_services"));
    screen.wait_text(&say("desk_unfinished"));
    screen.picture("unfinished");
    screen.click("button", &say("open_page"), None);
    let again = browser.page(&screen, 2);
    press_on_page(&again, "finish");
    open_newest_order(&screen);
    screen.wait("the acknowledgement", SETTLED, || {
        ask_now(&screen);
        screen.text().contains("OPB").then_some(())
    });
    wait_status(&screen, &say("order_done_pan"), FIRST_WORD);
    screen.picture("acknowledged");
    screen.press(&say("print"));
    screen.wait_text("OPB");
    screen.picture("slip");
    screen.keys(key::ESC);
}

/// Opens the order that the tile or the list shows first.
fn open_newest_order(screen: &Screen<'_>) {
    let script =
        "const all = [...document.querySelectorAll('main a[href^=\"#services/order/\"]')]; return all[0] ?? null";
    screen.wait("an order in the list", FIRST_WORD, || {
        let link = screen.page.find(script, &[]).ok().flatten()?;
        screen.click_on(&link).ok()
    });
}

#[test]
fn a_pan_card_from_the_counter_to_its_acknowledgement() {
    pan_card("desk-pan", "en");
}

#[test]
fn a_pan_card_in_hindi() {
    pan_card("desk-pan-hi", "hi");
}

#[test]
fn a_price_stays_as_it_was_saved() {
    let data = tempfile::tempdir().expect("a folder");
    let (shop, _browser) = shop_at_services("desk-price", "en", data.path());
    let (screen, words) = (shop.screen(), &shop.words);
    let charge = words.fill("charge_of", &[("product", "PAN card, new")]);
    screen.settings("desk");
    screen.fill(&charge, None, "175");
    screen.keys(&format!("{}{TAB}{TAB}", key::ENTER));
    screen.wait_region(&words.say("settings_desk"), "₹ 68", FIRST_WORD);
    // A comma that groups nothing is no amount, and nothing is saved for it.
    screen.fill(&charge, None, "107,50");
    screen.keys(&format!("{}{TAB}", key::ENTER));
    screen.wait_text(&words.say("deskfault_money_form"));
    screen.picture("wrong");
    screen.go(&words.say("nav_services"));
    screen.press(&words.say("service_pan_card"));
    screen.wait_cursor(&words.say("deskfield_mobile"));
    let button = words.fill("start_for", &[("start", &words.say("start_pan")), ("amount", "₹ 175")]);
    screen.find("button", &button, None);
}

#[test]
fn a_link_that_has_expired_says_so() {
    let data = tempfile::tempdir().expect("a folder");
    let (shop, browser) = shop_at_services("desk-expired", "en", data.path());
    let (screen, words) = (shop.screen(), &shop.words);
    begin_pan(&screen, "9876500013");
    screen.wait_cursor(&words.say("open_page"));
    screen.press(&words.say("open_page"));
    browser.page(&screen, 1);
    // The page that came with the order was opened; a second one cannot be had.
    screen.press(&words.say("open_page"));
    screen.wait_text(&words.say("link_expired"));
    screen.picture("told");
    // A second application of the same number is asked about.
    begin_pan(&screen, "9876500013");
    screen.wait_text(&words.sentence("order_open_since"));
    screen.picture("second");
    screen.press(&words.say("for_somebody_else"));
    wait_status(&screen, &words.say("order_started"), FIRST_WORD);
}

fn bank_account(name: &str, language: &'static str) {
    let data = tempfile::tempdir().expect("a folder");
    let (shop, browser) = shop_at_services(name, language, data.path());
    let (screen, words) = (shop.screen(), &shop.words);
    let say = |key: &str| words.say(key);
    screen.press(&say("service_bank_account"));
    screen.wait_text(&say("agent_title"));
    // Everything that can be wrong, at once.
    fill(&screen, REGISTRATION);
    fill(&screen, &[("deskfield_name", "Ramesh"), ("deskfield_email", "ramesh @example.in")]);
    fill(&screen, &[("deskfield_pincode", "000000"), ("deskfield_pan", "ABCDE1234")]);
    screen.press(&say("register"));
    for fault in
        ["deskfault_name_one_word", "deskfault_email_spaces", "deskfault_pincode_form", "deskfault_state_missing"]
    {
        screen.wait_text(&say(fault));
    }
    screen.picture("register-wrong");
    fill(&screen, &[("deskfield_name", "Ramesh Sharma"), ("deskfield_email", "ramesh@example.in")]);
    fill(&screen, &[("deskfield_pincode", "302001"), ("deskfield_pan", "zzzps1234q")]);
    screen.choose(&say("deskfield_state"), None, &words.home_circle());
    screen.press(&say("register"));
    screen.find("field", &say("deskfield_first_name"), None);
    fill(&screen, &[("deskfield_first_name", "R."), ("deskfield_email", "asha@example.in")]);
    fill(&screen, &[("deskfield_mobile", "9876543211"), ("deskfield_pan", "ZZZPV5678R")]);
    fill(&screen, &[("deskfield_pincode", "302002"), ("deskfield_charge", "0")]);
    press_start(&screen, "start_account");
    screen.wait_text(&say("deskfault_name_dots"));
    screen.wait_text(&say("deskfault_last_name_missing"));
    screen.picture("account-wrong");
    fill(&screen, &[("deskfield_first_name", "Asha"), ("deskfield_last_name", "Verma")]);
    press_start(&screen, "start_account");
    wait_status(&screen, &say("order_started"), FIRST_WORD);
    screen.picture("started");
    screen.press(&say("open_page"));
    press_on_page(&browser.page(&screen, 1), "finish");
    screen.wait("the account", SETTLED, || {
        ask_now(&screen);
        screen.status().contains(&say("order_done_account")).then_some(())
    });
    screen.picture("done");
    assert!(screen.text().contains("Asha Verma"), "the slip needs the name: {}", screen.text());
}

#[test]
fn a_bank_account_from_registration_to_the_open_account() {
    bank_account("desk-account", "en");
}

#[test]
fn a_bank_account_in_hindi() {
    bank_account("desk-account-hi", "hi");
}

fn wallet_load(name: &str, language: &'static str) {
    let data = tempfile::tempdir().expect("a folder");
    let (shop, _browser) = shop_at_services(name, language, data.path());
    let (screen, words) = (shop.screen(), &shop.words);
    let say = |key: &str| words.say(key);
    for (amount, shown, told) in [("1000", "₹ 1,000", None), ("103", "₹ 103", Some("told_other_amount"))] {
        screen.go(&say("nav_services"));
        screen.press(&say("service_wallet_load"));
        screen.wait_cursor(&say("deskfield_amount"));
        fill(&screen, &[("deskfield_amount", amount)]);
        screen.keys(key::ENTER);
        screen.wait_cursor(&words.fill("show_qr_for", &[("amount", shown)]));
        screen.keys(key::ENTER);
        screen.wait("the code", FIRST_WORD, || {
            let code = "return Math.max(0, ...[...document.querySelectorAll('main svg path')].map((e) => e.getAttribute('d').length))";
            screen.page.script(code, &[]).ok()?.as_u64().filter(|signs| *signs > 1_000)
        });
        screen.picture(&format!("qr-{amount}"));
        wait_status(&screen, &say("load_done"), SETTLED);
        if let Some(told) = told {
            screen.wait_text(&words.sentence(told));
        }
        screen.picture(&format!("loaded-{amount}"));
    }
}

#[test]
fn a_load_of_the_wallet_is_drawn_paid_and_told() {
    wallet_load("desk-load", "en");
}

#[test]
fn a_load_of_the_wallet_in_hindi() {
    wallet_load("desk-load-hi", "hi");
}
