//! Commission in the real window: a rule by keyboard, the question about sales of before, what companies told, tax kept back.

use crate::looks::judge;
use crate::screen::{Screen, key};
use crate::shop::{FIRST_WORD, Sale, Shop};

/// The window of an old screen and of a new one.
const SIZES: [(u32, u32); 2] = [(1024, 768), (1280, 800)];

fn open_rates(screen: &Screen<'_>) {
    screen.settings("rates");
    screen.find("field", &screen.words.say("rate_provider"), Some(&screen.words.say("settings_rates")));
}

/// A picture in every size, with whatever keeps somebody out.
fn look(screen: &Screen<'_>, moment: &str) {
    let (looked_at, grave) = judge(screen);
    assert!(looked_at > 5 && grave.is_empty(), "{moment}: {grave:?}");
    for (width, height) in SIZES {
        screen.resize((width, height));
        let wide = "return document.documentElement.scrollWidth - innerWidth";
        let wide = screen.page.script(wide, &[]).ok().and_then(|wide| wide.as_i64()).unwrap_or_default();
        assert!(wide <= 0, "{moment}: the page is {wide} px wider than the window");
        screen.picture(&format!("{moment}-{width}"));
    }
}

fn change(screen: &Screen<'_>, operator: &str) {
    screen.press(&screen.words.fill("rate_change_of", &[("what", operator)]));
    screen.wait_cursor(&screen.words.say("rate_kind"));
}

/// A sale, then another percentage from before it: asked about, booked again, and seen in the day book.
fn a_rule_is_set_and_asked_about(shop: &Shop, operator: &str) {
    let (screen, words) = (shop.screen(), &shop.words);
    let say = |key: &str| words.say(key);
    screen.sell(Sale { number: "98765 00001", operator, rupees: "299" });
    screen.wait_outcome("98765 00001", "outcome_done", FIRST_WORD);
    open_rates(&screen);
    look(&screen, "rules");
    change(&screen, operator);
    // What is wrong stands beside its field, and nothing typed is lost.
    screen.fill(&say("rate_percent_label"), None, "250");
    screen.fill(&say("rate_from_label"), None, &format!("31-02-2026{}", key::ENTER));
    screen.wait_text(&say("problem_commission_too_much"));
    screen.wait_text(&say("problem_word_day"));
    look(&screen, "wrong");
    screen.fill(&say("rate_by"), None, "Asha");
    screen.fill(&say("rate_from_label"), None, " ");
    screen.fill(&say("rate_percent_label"), None, &format!("2.5{}", key::ENTER));
    screen.wait_text(&say("again_question"));
    screen.wait_cursor(&say("word_back"));
    look(&screen, "asked");
    screen.press(&say("again_yes"));
    screen.wait_text("2.5%");
    change(&screen, operator);
    screen.wait_text("Asha");
    look(&screen, "history");
    screen.keys(key::ESC);
    screen.open_from_day_book("98765 00001");
    screen.wait_sale(&say("event_commission_corrected"), FIRST_WORD);
    screen.wait_sale("7.47", FIRST_WORD);
}

/// A rule by slabs for the whole service, with a fault in one of them first.
fn slabs_are_typed(screen: &Screen<'_>) {
    let say = |key: &str| screen.words.say(key);
    let step =
        |place: &str, what: &str| format!("{}: {}", screen.words.fill("slab_of", &[("place", place)]), say(what));
    open_rates(screen);
    change(screen, &screen.words.fill("rate_whole", &[("service", &say("service_prepaid"))]));
    screen.choose(&say("rate_kind"), None, &say("rate_slabs"));
    screen.fill(&step("1", "slab_pays"), None, "1.5");
    screen.press(&say("slab_add"));
    screen.wait_cursor(&step("2", "slab_from"));
    screen.keys("0");
    screen.fill(&step("2", "slab_pays"), None, &format!("3{}", key::ENTER));
    screen.wait_text(&say("problem_commission_not_increasing"));
    look(screen, "slabs");
    screen.fill(&step("2", "slab_from"), None, &format!("200{}", key::ENTER));
    screen.wait_text("₹ 200");
}

/// A whole column is set by one press, and made as it was by another.
fn a_column_is_set_and_taken_back(screen: &Screen<'_>) {
    let say = |key: &str| screen.words.say(key);
    open_rates(screen);
    screen.press(&say("column_set"));
    screen.choose(&say("rate_kind"), None, &say("rate_percent"));
    screen.fill(&say("rate_percent_label"), None, "4.25");
    screen.press(&say("column_do"));
    screen.wait_text(&say("column_undo"));
    screen.wait_text("4.25%");
    look(screen, "column");
    screen.press(&say("column_undo"));
    screen.wait("the column as it was", FIRST_WORD, || (!screen.text().contains("4.25%")).then_some(()));
    screen.wait_text("₹ 200");
}

/// A company that tells what it really paid: a button makes it the rule.
fn what_is_told_becomes_the_rule(screen: &Screen<'_>, operator: &str) {
    let say = |key: &str| screen.words.say(key);
    let told = say("told_title");
    open_rates(screen);
    screen.choose(&say("rate_provider"), None, "Paygrt");
    change(screen, operator);
    screen.fill(&say("rate_percent_label"), None, &format!("5{}", key::ENTER));
    screen.wait_text("5%");
    screen.go(&say("nav_sell"));
    for number in ["98765 10001", "98765 20001"] {
        screen.sell(Sale { number, operator, rupees: "299" });
        screen.wait_outcome(number, "outcome_done", FIRST_WORD);
    }
    open_rates(screen);
    screen.wait_region(&told, &say("told_change"), FIRST_WORD);
    screen.click("button", &say("told_list"), None);
    look(screen, "told");
    screen.press(&say("told_change"));
    screen.wait_cursor(&say("cancel"));
    look(screen, "told-asked");
    screen.press(&say("again_yes"));
    screen.wait("the two to agree", FIRST_WORD, || (!screen.text().contains(&say("told_change"))).then_some(()));
    screen.picture("told-agrees");
}

/// Tax that a statement shows; the same again is asked about.
fn tax_is_written_down(screen: &Screen<'_>) {
    let say = |key: &str| screen.words.say(key);
    let region = say("tds_title");
    let write = || {
        screen.fill(&say("tds_reference"), Some(&region), "Q2");
        screen.fill(&say("tds_amount"), Some(&region), &format!("1250.50{}", key::ENTER));
    };
    write();
    screen.wait_region(&region, "1,250.50", FIRST_WORD);
    screen.wait_region(&region, &say("tds_saved"), FIRST_WORD);
    write();
    screen.wait_text(&say("tds_again"));
    look(screen, "tax-twice");
    screen.press(&say("tds_again"));
    screen.wait_region(&region, "2,501.00", FIRST_WORD);
    look(screen, "tax");
}

fn commission(name: &str, language: &'static str, operator: &str) {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start(name, language, data.path());
    a_rule_is_set_and_asked_about(&shop, operator);
    let screen = shop.screen();
    slabs_are_typed(&screen);
    a_column_is_set_and_taken_back(&screen);
    what_is_told_becomes_the_rule(&screen, operator);
    tax_is_written_down(&screen);
}

#[test]
fn commission_is_set_asked_about_and_booked_again() {
    commission("commission-en", "en", "Airtel");
}

#[test]
fn commission_in_hindi() {
    commission("commission-hi", "hi", "एयरटेल");
}
