//! The days of a list, chosen by a word.

use serde_json::json;

use crate::screen::Screen;
use crate::shop::FIRST_WORD;

/// Opens the days, whatever was done with them before.
pub fn open_days(screen: &Screen<'_>) {
    screen.wait("the days to open", FIRST_WORD, || {
        let is_open = screen.page.script("return document.querySelector('[role=grid]') !== null", &[]).ok()?;
        if is_open == json!(true) {
            return Some(());
        }
        let opener = screen.page.find("return document.querySelector('[aria-haspopup=dialog]')", &[]).ok()??;
        screen.click_on(&opener).ok();
        None
    });
}

/// Chooses days by a word.
pub fn choose_days(screen: &Screen<'_>, word: &str) {
    open_days(screen);
    screen.click("button", &screen.words.say(word), Some(&screen.words.say("period_label")));
}
