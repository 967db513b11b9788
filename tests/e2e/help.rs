//! Help in the real window: what an outcome means, the first tour, and the rehearsal.

use std::time::{SystemTime, UNIX_EPOCH};

use domain::{DAY_MS, Language, Mode, TerminalPrefix};
use journeys::month::Month;
use ledger::{ChainKey, Ledger, Opening};

use crate::looks::look;
use crate::screen::{Screen, key};
use crate::shop::{FIRST_WORD, SETTLED, Sale, Shop};

/// Waits until no dialog stands above the screen.
fn wait_closed(screen: &Screen<'_>) {
    screen.wait("the dialog to close", FIRST_WORD, || {
        screen.page.script("return document.querySelector('dialog:modal') === null", &[]).ok()?.as_bool()?.then_some(())
    });
}

/// Waits until a dialog stands above the screen.
fn wait_open(screen: &Screen<'_>) {
    screen.wait("a dialog", FIRST_WORD, || {
        screen.page.script("return document.querySelector('dialog:modal') !== null", &[]).ok()?.as_bool()?.then_some(())
    });
}

/// The card that is open says all of an outcome, in both languages.
fn card_says(screen: &Screen<'_>, outcome: &str) {
    let say = |key: &str| screen.words.say(key);
    screen.wait_text(&say(&format!("help_of_{outcome}")));
    screen.wait_text(&say(&format!("help_does_{outcome}")));
    let quoted = "return [...document.querySelectorAll('dialog blockquote')].map((each) => each.lang).join(' ')";
    let wanted = if screen.words.language == "hi" { "hi en" } else { "en hi" };
    assert_eq!(screen.text_of(quoted), wanted, "what is said to the customer, in every language, the counter's first");
}

fn outcomes_are_explained(name: &str, language: &'static str, operator: &str) {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start(name, language, data.path());
    let (screen, words) = (shop.screen(), &shop.words);
    let say = |key: &str| words.say(key);

    // The card quotes both languages: no letter of it is waited for. The letters that other languages add to Latin are in none of its words.
    let are_read = "const wanted = [...document.fonts].filter((each) => !each.unicodeRange.startsWith('U+100-'));
        return wanted.length > 5 && wanted.every((each) => each.status === 'loaded')";
    screen.wait("every font", FIRST_WORD, || screen.page.script(are_read, &[]).ok()?.as_bool()?.then_some(()));
    // Nothing is sold yet: the key leads to all of them.
    screen.keys(key::F1);
    screen.wait_text(&say("help_intro"));
    look(&screen, "help");
    screen.keys(key::F8);
    screen.wait_cursor(&say("field_number"));

    screen.sell(Sale { number: "98765 00012", operator, rupees: "199" });
    screen.wait_outcome("98765 00012", "outcome_unknown", SETTLED);
    screen.keys(key::F1);
    card_says(&screen, "no_answer");
    screen.wait_text(&say("verdict_not_yet"));
    screen.keys(key::ESC);
    wait_closed(&screen);
    screen.wait_cursor(&say("field_number"));

    // Under Pending the sign stands beside the word.
    screen.go(&say("nav_pending"));
    screen.press(&words.fill("what_now_of", &[("what", "98765 00012")]));
    card_says(&screen, "no_answer");
    screen.press(&say("close"));
    wait_closed(&screen);

    screen.sell(Sale { number: "98765 00004", operator, rupees: "199" });
    screen.wait_outcome("98765 00004", "outcome_failed", SETTLED);
    screen.keys(key::F1);
    card_says(&screen, "failed");
    look(&screen, "card");
    screen.click("link", &say("help_all"), None);
    screen.wait_text(&say("help_intro"));
}

#[test]
fn every_outcome_is_explained() {
    outcomes_are_explained("help", "en", "Airtel");
}

#[test]
fn every_outcome_is_explained_in_hindi() {
    outcomes_are_explained("help-hi", "hi", "एयरटेल");
}

/// Sells one of the prepared numbers, whether or not the counter suggests an operator.
fn sell_prepared(screen: &Screen<'_>, number: &str, operator: &str) {
    screen.sell(Sale { number, operator, rupees: "199" });
}

/// In a low window, too, the whole line of the tour stands beside the outcome.
fn wait_whole_line(screen: &Screen<'_>) {
    let cut =
        "const { scrollHeight, clientHeight } = document.querySelector('.told'); return scrollHeight - clientHeight";
    let is_whole = || (screen.page.script(cut, &[]).ok()?.as_i64()? <= 1).then_some(());
    screen.resize((911, 512));
    screen.wait("the whole line of the tour", SETTLED, is_whole);
    screen.resize((1280, 800));
}

fn the_tour_is_walked(name: &str, language: &'static str, operator: &str) {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start(name, language, data.path());
    let (screen, words) = (shop.screen(), &shop.words);
    let say = |key: &str| words.say(key);
    let number = |key: &str, number: &str| words.fill(key, &[("number", number)]);

    screen.wait_text(&say("tour_offer"));
    look(&screen, "offer");
    screen.press(&say("tour_begin"));
    screen.wait_text(&number("tour_number", "98765 00001"));
    sell_prepared(&screen, "98765 00001", operator);
    screen.wait_text(&say("tour_print"));
    look(&screen, "coach");
    wait_whole_line(&screen);

    // Left by its button, and gone on with where it was.
    screen.press(&say("tour_skip"));
    screen.settings("tour");
    screen.press(&say("tour_go_on"));
    screen.wait_text(&say("tour_print"));

    screen.wait_cursor(&say("field_number"));
    screen.wait_outcome("98765 00001", "outcome_done", SETTLED);
    screen.keys("p");
    wait_open(&screen);
    screen.keys(key::ESC);
    wait_closed(&screen);
    screen.wait_text(&say("tour_repeat"));
    screen.keys(key::F4);
    screen.wait_text(&say("tour_leave"));
    screen.wait_cursor(&say("repeat_no"));
    screen.wait_read();
    screen.keys(key::ENTER);
    screen.wait_text(&number("tour_number_waits", "98765 00002"));
    sell_prepared(&screen, "98765 00002", operator);
    screen.go(&say("nav_pending"));
    screen.wait("the sale that waited to end", SETTLED, || screen.text().contains(&say("tour_to_sell")).then_some(()));
    sell_prepared(&screen, "98765 00005", operator);
    screen.wait_text(&number("tour_open", "98765 00005"));
    screen.open_from_day_book("98765 00005");
    screen.wait_text(&say("tour_check"));
    // Asked twice within seconds, the company is not asked again.
    screen.wait("the sale to be taken back", SETTLED, || {
        screen.press(&say("check_now"));
        screen.text().contains(&say("tour_tell")).then_some(())
    });
    look(&screen, "told");
    screen.press(&words.fill("alarm_told", &[("end", "0005")]));
    screen.wait_text(&say("tour_end"));
    screen.press(&say("tour_finish"));
    screen.settings("tour");
    screen.find("button", &say("tour_begin"), None);
}

#[test]
fn the_first_tour_is_walked_by_keys() {
    the_tour_is_walked("tour", "en", "Airtel");
}

#[test]
fn the_first_tour_is_walked_by_keys_in_hindi() {
    the_tour_is_walked("tour-hi", "hi", "एयरटेल");
}

/// A folder whose shop sold with real money until yesterday, and practises today.
fn practising_folder(language: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
    let yesterday_ms = i64::try_from(now.as_millis()).expect("a time") - DAY_MS;
    let month = Month::of_days(yesterday_ms, 2);
    let spoken = Language::of_code(language).expect("a language");
    month.make_practice_folder(&data, spoken).expect("a shop");
    let key = ChainKey { id: "another".to_owned(), bytes: [3; 32] };
    let (mode, prefix) = (Mode::Real, TerminalPrefix::from_random(9));
    let opening = Opening { mode, key, prefix, now_ms: yesterday_ms - 4 * DAY_MS };
    let real = Ledger::open(&data.join("ledger.db"), opening).expect("real books");
    month.write(&real).expect("real sales");
    real.close();
    folder
}

/// What the line says of the customer at the counter: rupees and number; `None`: he buys nothing that this test sells. It sells of the
/// operator that the form chooses by itself for every made-up number.
fn customer(screen: &Screen<'_>, operator: &str) -> Option<(String, String)> {
    let line = screen.text_of("return document.querySelector('.coach p')?.innerText ?? ''");
    let (of, rest) = line.strip_prefix(&format!("{}, ", screen.words.say("service_prepaid")))?.split_once(": ")?;
    let numbers = |text: &str| -> Vec<String> {
        let is_figure = |sign: char| sign.is_ascii_digit() || " ,\u{a0}\u{202f}".contains(sign);
        let runs = text.split(|sign| !is_figure(sign)).map(|run| run.chars().filter(char::is_ascii_digit).collect());
        runs.filter(|run: &String| !run.is_empty()).collect()
    };
    let found = numbers(rest);
    let number = found.iter().find(|run| run.len() == 10)?.clone();
    let rupees = found.iter().find(|run| run.len() < 5)?.clone();
    (of == operator).then_some((rupees, number))
}

fn yesterday_is_rehearsed(name: &str, language: &'static str, operator: &str) {
    let folder = practising_folder(language);
    let shop = Shop::open(name, language, &folder.path().join("data"));
    let (screen, words) = (shop.screen(), &shop.words);
    let say = |key: &str| words.say(key);

    screen.settings("rehearse");
    screen.press(&say("rehearse_begin"));
    screen.find("button", &say("rehearse_next"), None);
    screen.wait_cursor(&say("field_number"));
    look(&screen, "customer");
    let (rupees, number) = screen.wait("a customer for a recharge", FIRST_WORD, || {
        let found = customer(&screen, operator);
        if found.is_none() {
            screen.keys(key::F7);
        }
        found
    });
    screen.sell(Sale { number: &number, operator, rupees: &rupees });
    screen.press(&say("rehearse_finish"));
    screen.wait_text(&say("score_title"));
    let wrong = words.fill("score_wrong", &[("amount", "0"), ("operator", "0"), ("number", "0")]);
    screen.wait_text(&wrong);
    look(&screen, "score");
    screen.press(&say("close"));
    wait_closed(&screen);
    screen.settings("rehearse");
    screen.find("button", &say("rehearse_begin"), None);
}

#[test]
fn yesterday_is_rehearsed_in_practice() {
    yesterday_is_rehearsed("rehearse", "en", "Airtel");
}

#[test]
fn yesterday_is_rehearsed_in_hindi() {
    yesterday_is_rehearsed("rehearse-hi", "hi", "एयरटेल");
}
