//! A provider connected for real: the real keyring, a provider in another process, and the power failing in the middle.

use std::time::Duration;

use crate::app::{App, galla, until};
use crate::line::Line;
use crate::looks::look;
use crate::shop::{FIRST_WORD, SETTLED, Sale, Shop};

/// Long enough that the power can fail while the provider thinks.
const THINKS_MS: u32 = 6_000;
/// Longer than a test: what waits goes on waiting.
const WAITS_MS: u32 = 600_000;

fn prepaid(number: &str) -> Sale<'_> {
    Sale { number, operator: "Airtel", rupees: "199" }
}

/// A shop in real mode whose INSPAY is this line.
pub fn connected(name: &str, data: &std::path::Path, line: &Line) -> Shop {
    let shop = Shop::first_start(name, "en", data);
    let screen = shop.screen();
    screen.connect("INSPAY", line.base_address("inspay"), &[("username", "practice"), ("token", "practice-token")]);
    screen.switch_to_real();
    screen.settings("wallets");
    screen.click("button", "Check balance", Some("INSPAY"));
    screen.wait_region("INSPAY", "12,480.50", FIRST_WORD);
    screen.picture("connected");
    shop
}

/// Kill -9 between "submitted" and the answer; the next start has to find out what became of it, and must not send again.
fn the_power_fails(name: &str, number: &str, is_on_the_line: bool) {
    let (data, line_folder) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let line = Line::start(line_folder.path(), THINKS_MS);
    let shop = connected(name, data.path(), &line);
    let bare = number.replace(' ', "");
    shop.screen().fill_in(prepaid(number));
    shop.screen().keys(crate::screen::key::ENTER);
    let sent = until(FIRST_WORD, || line.order_ids(&bare).first().cloned());
    let order_id = sent.unwrap_or_else(|| shop.screen().give_up("no request arrived at the provider"));
    shop.app.pull_the_plug();

    let shop = Shop::open(name, "en", data.path());
    let screen = shop.screen();
    screen.wait_cursor("Number");
    // The notice about what was on the line when the program ended. What had lost its answer before may be known as that already.
    if is_on_the_line {
        screen.find("button", &shop.words.say("understood"), None);
    }
    screen.open_from_day_book(number);
    screen.wait_sale(&shop.words.say("event_succeeded"), SETTLED);
    screen.wait_sale(&order_id, FIRST_WORD);
    screen.picture("found-out");
    assert_eq!(line.order_ids(&bare), [order_id], "one request for one sale");
}

#[test]
fn power_fails_while_the_provider_is_slow() {
    the_power_fails("slow", "98765 00011", true);
}

#[test]
fn power_fails_when_the_answer_was_lost() {
    the_power_fails("lost-answer", "98765 00006", false);
}

#[test]
fn a_real_sale_that_waits_is_told_before_practice_begins_and_while_it_lasts() {
    let (data, line_folder) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let line = Line::start(line_folder.path(), WAITS_MS);
    let shop = connected("practise", data.path(), &line);
    let (screen, words) = (shop.screen(), &shop.words);
    screen.sell(prepaid("98765 00002"));
    screen.wait_outcome("98765 00002", "outcome_pending", FIRST_WORD);
    screen.settings("mode");
    screen.press(&words.say("switch_to_practice"));
    screen.find("dialog", &words.say("to_practice_title"), None);
    screen.wait_text(&words.sentence_of("to_practice_waits", "one"));
    look(&screen, "asked");
    screen.press(&words.say("switch_to_practice"));
    screen.wait_text(&words.sentence_of("practice_pill_waits", "one"));
    look(&screen, "told");
}

#[test]
fn wrong_credentials_are_told_beside_the_provider() {
    let (data, line_folder) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let line = Line::start(line_folder.path(), 1_000);
    let shop = Shop::first_start("refused", "en", data.path());
    let screen = shop.screen();
    screen.connect("INSPAY", line.base_address("inspay"), &[("username", "practice"), ("token", "mistyped")]);
    screen.settings("wallets");
    screen.click("button", "Check balance", Some("INSPAY"));
    let sentence = shop.words.sentence("problem_credentials_refused");
    screen.wait_region("INSPAY", &sentence, FIRST_WORD);
    screen.picture("refused");
}

#[test]
fn an_unlisted_address_is_explained() {
    let (data, line_folder) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let line = Line::start(line_folder.path(), 1_000);
    let shop = Shop::first_start("unlisted", "en", data.path());
    let screen = shop.screen();
    screen.connect("INSPAY", line.base_address("inspay"), &[("username", "practice"), ("token", "not-listed")]);
    screen.settings("wallets");
    screen.click("button", "Check balance", Some("INSPAY"));
    screen.wait_region("INSPAY", &shop.words.sentence("problem_address_not_listed"), FIRST_WORD);
}

#[test]
fn a_second_copy_steps_back_and_the_first_goes_on() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("second-copy", "en", data.path());
    let mut second = std::process::Command::new(galla());
    second.arg("--data-dir").arg(data.path());
    let mut second = second.spawn().expect("the program starts");
    let ended = until(Duration::from_secs(30), || second.try_wait().expect("it is ours"));
    second.kill().ok();
    second.wait().expect("it was killed");
    assert!(ended.is_some(), "the second copy stays open beside the first");
    let screen = shop.screen();
    screen.sell(prepaid("98765 00001"));
    screen.wait_outcome("98765 00001", "outcome_done", FIRST_WORD);
}

/// Nothing of the first program is left that would be in the way of the second.
#[test]
fn a_killed_program_can_be_started_again() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("again", "en", data.path());
    let folder = App::pull_the_plug(shop.app);
    let shop = Shop::open("again", "en", &folder);
    shop.screen().wait_cursor("Number");
}
