//! Sales in practice mode: every outcome there is, as the shopkeeper reads it.

use serde_json::json;

use crate::line::Line;
use crate::screen::key;
use crate::shop::{FIRST_WORD, SETTLED, Sale, Shop};

/// What the screen says about a sale, in its order. The last one stays. An ordinary number comes first, so that test numbers
/// and order ids do not count side by side: what becomes of a sale hangs on its number alone.
const OUTCOMES: &[(&str, &[&str])] = &[
    ("98765 43210", &["outcome_done"]),
    ("98765 00001", &["outcome_done"]),
    ("98765 00002", &["outcome_pending", "outcome_done"]),
    ("98765 00003", &["outcome_pending", "outcome_failed"]),
    ("98765 00004", &["outcome_failed"]),
    ("98765 00005", &["outcome_done"]),
    ("98765 00006", &["outcome_unknown", "outcome_done"]),
    ("98765 00007", &["outcome_unknown", "outcome_done"]),
    ("98765 00008", &["outcome_not_sent"]),
    ("98765 00009", &["outcome_unknown", "outcome_done"]),
    ("98765 00010", &["outcome_failed"]),
    ("98765 00011", &["outcome_sending", "outcome_done"]),
    ("98765 00012", &["outcome_unknown"]),
];

fn prepaid(number: &str) -> Sale<'_> {
    Sale { number, operator: "Airtel", rupees: "299" }
}

#[test]
fn every_outcome_is_told_as_it_is() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("outcomes", "en", data.path());
    let screen = shop.screen();
    for (number, told) in OUTCOMES {
        screen.sell(prepaid(number));
        let last = told.last().expect("something is told");
        if told.len() > 1 {
            // The first word may be gone before anybody looks; the journal keeps it (below).
            screen.wait_outcome_of(number, told, FIRST_WORD);
        }
        screen.wait_outcome(number, last, SETTLED);
        screen.find("button", "Print", None);
        let may_retry = matches!(*last, "outcome_failed" | "outcome_not_sent");
        if may_retry {
            // The other providers are tried first, and refuse it as well.
            let safe = shop.words.say("nothing_charged_safe");
            screen.wait("every provider's refusal", SETTLED, || screen.status().contains(&safe).then_some(()));
        }
        let status = screen.status();
        let says_safe = status.contains(&shop.words.say("nothing_charged_safe"));
        assert_eq!(says_safe, may_retry, "{number}: safe to try again, or not? {status}");
        assert_eq!(screen.look("button", &shop.words.say("try_again"), None).is_some(), may_retry, "{number}");
    }
    assert!(screen.text().contains("Practice"), "the practice pill is on the screen");
    screen.picture("all-told");
    the_lost_one_waits_for_a_person(&shop);
    the_journal_keeps_what_passed(&shop);
    the_reversed_one_is_found_out(&shop);
}

/// Waiting and silence, seen or not: they stand in the journal of the sale.
fn the_journal_keeps_what_passed(shop: &Shop) {
    let passed = OUTCOMES.iter().filter(|(_, told)| told.len() > 1);
    for (number, told) in passed {
        let event = match told[0] {
            "outcome_pending" => "event_accepted",
            "outcome_unknown" => "event_lost_track",
            _ => "event_submitted",
        };
        shop.screen().open_from_day_book(number);
        shop.screen().wait_sale(&shop.words.say(event), FIRST_WORD);
    }
}

/// Silence is not failure: the lost sale is still open, and nobody is told that it may be sent again.
fn the_lost_one_waits_for_a_person(shop: &Shop) {
    let screen = shop.screen();
    screen.go("Pending");
    // What is below the window's edge is not read; whose money is owed stands first.
    screen.wait("the sale that was lost", FIRST_WORD, || {
        let down = "document.querySelector('main li:last-child article, main ul:last-of-type > li:last-child')?.scrollIntoView(); return 0";
        screen.page.script(down, &[]).ok()?;
        screen.text().contains("98765 00012").then_some(())
    });
    screen.wait_text(&shop.words.say("verdict_not_yet"));
    assert!(!screen.text().contains(&shop.words.say("verdict_safe")), "a lost sale must not look safe to repeat");
    screen.picture("lost");
}

fn the_reversed_one_is_found_out(shop: &Shop) {
    let screen = shop.screen();
    screen.open_from_day_book("98765 00005");
    screen.press("Check now");
    screen.wait_sale(&shop.words.say("event_reversed"), FIRST_WORD);
    screen.picture("reversed");
}

#[test]
fn a_failure_shows_the_providers_own_words() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("failure", "en", data.path());
    let screen = shop.screen();
    screen.sell(prepaid("98765 00004"));
    screen.wait_outcome("98765 00004", "outcome_failed", FIRST_WORD);
    assert!(screen.status().contains("Invalid number"), "{}", screen.status());
}

#[test]
fn a_sale_in_hindi() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("hindi", "hi", data.path());
    let screen = shop.screen();
    screen.sell(Sale { number: "98765 00002", operator: "एयरटेल", rupees: "299" });
    screen.wait_outcome("98765 00002", "outcome_pending", FIRST_WORD);
    screen.picture("pending");
    screen.wait_outcome("98765 00002", "outcome_done", SETTLED);
    screen.picture("done");
}

/// Nobody answers about this number. Half a minute later the shopkeeper may enter what the company's portal says.
#[test]
fn a_persons_word_in_hindi_ends_what_asking_does_not_and_is_mended() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("word-hi", "hi", data.path());
    let (screen, say) = (shop.screen(), |key: &str| shop.words.say(key));
    screen.sell(Sale { number: "98765 00012", operator: "एयरटेल", rupees: "299" });
    screen.wait_outcome("98765 00012", "outcome_unknown", FIRST_WORD);
    screen.go(&say("nav_pending"));
    screen.wait("the hour from which on it can be ended", FIRST_WORD, || {
        screen.text().contains(&shop.words.sentence("word_from")).then_some(())
    });
    screen.picture("too-early");
    screen.wait("the button that ends it", SETTLED, || screen.look("button", &say("word_enter"), None).map(drop));
    screen.press(&say("word_enter"));
    screen.click("choice", &say("said_succeeded"), None);
    screen.fill(&say("word_reference"), None, "BR99X");
    screen.press(&say("word_next"));
    screen.wait_text(&say("problem_word_missing"));
    screen.fill(&say("word_by"), None, "सुनीता");
    screen.press(&say("word_next"));
    // The cursor is on the no; what is typed there goes into the field, and no Enter books anything.
    screen.wait_cursor(&say("word_back"));
    screen.wait_read();
    screen.keys(&format!("0021{}", key::ENTER));
    screen.wait_cursor(&say("word_back"));
    screen.keys(key::F4);
    screen.wait_text(&say("problem_word_not_this_number"));
    screen.picture("confirm");
    screen.press(&say("word_back"));
    screen.wait("what was typed is still there", FIRST_WORD, || {
        let value = "return document.getElementById('word-reference')?.value === 'BR99X'";
        shop.app.page.script(value, &[]).ok()?.as_bool()?.then_some(())
    });
    screen.press(&say("word_next"));
    screen.fill(&say("word_last_four"), None, "0012");
    screen.press(&say("word_book_succeeded"));
    screen.wait_text(&say("pending_empty"));
    screen.open_from_day_book("98765 00012");
    screen.wait_sale("सुनीता", FIRST_WORD);
    screen.wait_sale(&say("event_person_said"), FIRST_WORD);
    screen.picture("done");
    // It was the wrong row of the portal: the same form mends it.
    screen.press(&say("word_enter_mend"));
    screen.click("choice", &say("said_failed"), None);
    screen.fill(&say("word_reference"), None, "BR98X");
    screen.fill(&say("word_by"), None, "सुनीता");
    screen.press(&say("word_next"));
    screen.fill(&say("word_last_four"), None, "0012");
    screen.press(&say("word_book_failed"));
    screen.wait_sale("BR98X", FIRST_WORD);
    screen.wait_sale(&say("reason_declared_failed"), FIRST_WORD);
    screen.picture("mended");
    screen.press(&say("print"));
    screen.wait_text("दुकानदार के कहे पर");
    screen.picture("slip");
}

/// Switches a habit of the practice companies, and waits until it says so.
fn switch(shop: &Shop, habit: &str, on: bool) {
    let screen = shop.screen();
    let open = "document.querySelectorAll('main details').forEach((each) => { each.open = true; }); return true";
    screen.wait("the habits to be unfolded", FIRST_WORD, || {
        shop.app.page.script(open, &[]).ok()?;
        screen.text().contains(&shop.words.say(habit)).then_some(())
    });
    screen.click("choice", &shop.words.say(habit), None);
    screen.wait(&format!("{habit} to be switched"), FIRST_WORD, || {
        let is_on = "return [...document.querySelectorAll('[role=switch]')]
            .find((each) => each.closest('label').innerText.includes(arguments[0]))?.checked ?? null";
        let is_on = shop.app.page.script(is_on, &[json!(shop.words.say(habit))]).ok()?;
        (is_on == json!(on)).then_some(())
    });
}

/// At once and without a new start; and with real money there is nothing of it.
#[test]
fn practice_companies_get_habits_on_the_screen_and_real_ones_do_not() {
    let (data, line_folder) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let line = Line::start(line_folder.path(), 1_000);
    let shop = Shop::first_start("habits", "en", data.path());
    let (screen, say) = (shop.screen(), |key: &str| shop.words.say(key));
    let title = say("habits_title");
    screen.sell(prepaid("98765 00004"));
    screen.wait_outcome("98765 00004", "outcome_failed", FIRST_WORD);
    screen.settings("mode");
    screen.find("heading", &title, None);
    for habit in ["habit_php_warning", "habit_html_behind", "habit_lost_track"] {
        switch(&shop, habit, true);
    }
    screen.picture("on");
    screen.go(&say("nav_sell"));
    screen.sell(prepaid("98765 00001"));
    screen.wait_outcome("98765 00001", "outcome_done", FIRST_WORD);
    screen.sell(Sale { rupees: "199", ..prepaid("98766 00004") });
    screen.wait_outcome("98766 00004", "outcome_unknown", FIRST_WORD);
    screen.settings("mode");
    for habit in ["habit_php_warning", "habit_html_behind", "habit_lost_track"] {
        switch(&shop, habit, false);
    }
    screen.go(&say("nav_sell"));
    screen.sell(Sale { rupees: "249", ..prepaid("98767 00004") });
    screen.wait_outcome("98767 00004", "outcome_failed", FIRST_WORD);
    screen.connect("INSPAY", line.base_address("inspay"), &[("username", "practice"), ("token", "practice-token")]);
    screen.switch_to_real();
    assert!(screen.look("heading", &title, None).is_none(), "practice's own switches stand over real money");
    for call in ["'practice_habits', {}", "'set_practice_habit', { habit: 'bom', on: true }"] {
        let call = format!(
            "const done = arguments[arguments.length - 1];
             window.__TAURI_INTERNALS__.invoke({call}).then(() => done('taken'), (refused) => done(refused.kind));"
        );
        let said = screen.page.script_later(&call, &[]).unwrap_or_else(|fault| screen.give_up(&fault.to_string()));
        assert_eq!(said, json!("not_allowed_now"), "{call}");
    }
}

#[test]
fn a_dish_is_recharged() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("dth", "en", data.path());
    let screen = shop.screen();
    screen.click("tab", &shop.words.say("service_dth"), None);
    screen.wait_cursor("Number");
    screen.sell(Sale { number: "3021200001", operator: "Tata Play", rupees: "350" });
    screen.wait_outcome("3021 2000 01", "outcome_done", FIRST_WORD);
    screen.picture("done");
}

#[test]
fn a_pending_slip_says_so_and_bears_the_order_id() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("slip", "en", data.path());
    let screen = shop.screen();
    screen.sell(prepaid("98765 00002"));
    screen.wait_outcome("98765 00002", "outcome_pending", FIRST_WORD);
    screen.press("Print");
    screen.wait_text("PENDING");
    let slip = screen.text();
    screen.picture("pending");
    let order_id = order_id_on(&slip).unwrap_or_else(|| screen.give_up("the slip bears no order id"));
    screen.keys(key::ESC);
    screen.open_from_day_book("98765 00002");
    screen.wait_sale(&order_id, FIRST_WORD);
}

/// Capitals and digits, at least eight of them and both kinds: nothing else on a slip looks like that.
fn order_id_on(slip: &str) -> Option<String> {
    let is_id = |word: &&str| {
        word.len() >= 8
            && word.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase())
            && word.contains(|c: char| c.is_ascii_digit())
            && word.contains(|c: char| c.is_ascii_uppercase())
    };
    slip.split_whitespace().find(is_id).map(str::to_owned)
}

#[test]
fn a_reload_in_the_middle_of_a_sale_changes_nothing() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("reload", "en", data.path());
    let screen = shop.screen();
    screen.sell(prepaid("98765 00011"));
    screen.wait_outcome("98765 00011", "outcome_sending", FIRST_WORD);
    shop.app.page.reload().expect("the page loads again");
    screen.wait_cursor("Number");
    screen.open_from_day_book("98765 00011");
    screen.wait_sale(&shop.words.say("event_succeeded"), SETTLED);
    let submitted = shop.words.say("event_submitted");
    assert_eq!(screen.text().matches(&submitted).count(), 1, "sent once: {}", screen.text());
}

/// Two keys for what is asked for most often, and a second sale in the book.
#[test]
fn the_last_sale_again_takes_two_keys() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("again", "en", data.path());
    let screen = shop.screen();
    screen.sell(prepaid("98765 00001"));
    screen.wait_outcome("98765 00001", "outcome_done", FIRST_WORD);
    screen.keys(key::F4);
    // It was sold a moment ago: Enter would leave it, and F4 once more is the yes.
    screen.wait_cursor(&shop.words.say("repeat_no"));
    screen.wait_read();
    screen.picture("asked");
    screen.keys(key::F4);
    screen.wait_cursor("Number");
    screen.go("Day book");
    let rows = "return document.querySelectorAll('main a[id^=row-]').length";
    screen.wait("two sales in the day book", FIRST_WORD, || (shop.app.page.script(rows, &[]).ok()? == 2).then_some(()));
}
