//! Settings are found: by a word in any language, by keys alone, and the list at the left says where one is.

use serde_json::json;

use crate::looks::look;
use crate::screen::{Screen, key};
use crate::shop::{FIRST_WORD, Shop};

const DOWN: &str = "\u{e015}";
const GROUPS: [&str; 5] = ["providers", "shop", "language", "operators", "backup"];

fn marked(screen: &Screen<'_>) -> String {
    let at = "return document.querySelector('main nav [aria-current=true]')?.innerText ?? ''";
    screen.text_of(at).trim().to_owned()
}

fn wait_marked(screen: &Screen<'_>, place: &str) {
    screen.wait(place, FIRST_WORD, || (marked(screen) == screen.words.say(place)).then_some(()));
}

fn search(screen: &Screen<'_>, typed: &str) {
    screen.fill(&screen.words.say("settings_search"), None, typed);
}

/// Every group, in every size.
fn look_at_all(screen: &Screen<'_>) {
    for place in GROUPS {
        screen.settings(place);
        look(screen, place);
    }
}

#[test]
fn a_form_is_found_by_a_word_of_the_other_language() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("settings-find", "en", data.path());
    let (screen, words) = (shop.screen(), &shop.words);
    screen.go(&words.say("nav_settings"));
    search(&screen, &format!("कागज{}", key::ENTER));
    screen.wait_cursor(&words.say("settings_printer"));
    wait_marked(&screen, "settings_printer");
    screen.picture("found");
    // The next one of those that were found.
    screen.keys("/");
    screen.wait_cursor(&words.say("settings_search"));
    search(&screen, "tax");
    screen.keys(&format!("{DOWN}{}", key::ENTER));
    screen.wait("another place than the first", FIRST_WORD, || {
        (marked(&screen) != words.say("settings_printer")).then_some(())
    });
    // The list follows the wheel.
    screen.settings("providers");
    wait_marked(&screen, "settings_providers");
    let scroll = "window.dispatchEvent(new WheelEvent('wheel'));
        document.getElementById(arguments[0]).scrollIntoView({ block: 'start' });";
    screen.page.script(scroll, &[json!("settings-rates")]).expect("the page scrolls");
    wait_marked(&screen, "settings_rates");
    look_at_all(&screen);
}

#[test]
fn a_form_is_found_in_hindi() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("settings-find-hi", "hi", data.path());
    let (screen, words) = (shop.screen(), &shop.words);
    screen.go(&words.say("nav_settings"));
    search(&screen, &format!("margin{}", key::ENTER));
    screen.wait_cursor(&words.say("settings_rates"));
    screen.picture("found");
    look_at_all(&screen);
}
