//! The shift: opened by a count, counted, short, closed, and its seal looked at.

use crate::gallery::catalogue::{Scene, state};
use crate::gallery::stage::Stage;
use crate::screen::key;
use crate::shop::FIRST_WORD;

/// Types a sum and goes on by keyboard: out of the line, to the button, and presses it.
fn count(stage: &Stage<'_>, rupees: &str) {
    stage.focus("#count-sum");
    stage.screen.keys(&format!("{rupees}{0}{0}{0}", key::ENTER));
}

/// The tab *Shift*.
pub fn scene() -> Scene {
    let states = vec![
        state("none", "Close while no shift is open", |stage| {
            stage.to("day-book/close");
            stage.screen.wait_text(&stage.say("closes_title"));
        }),
        state("open", "An open shift", |stage| {
            count(stage, "9999999");
            stage.screen.wait_text(&stage.words_with("shift_opened_with", "₹ 99,99,999"));
        }),
        state("counted", "A count that is short, with what explains it", |stage| {
            count(stage, "9999400");
            stage.screen.wait_text(&stage.say("missing_title"));
        }),
        state("reason", "A close that wants a reason", |stage| {
            stage.focus("#close-by");
            stage.screen.keys(key::ENTER);
            stage.screen.wait_cursor(&stage.say("close_reason"));
        }),
        state("slip", "The slip of a close", |stage| {
            stage.screen.keys(&format!("Milk for the neighbour{}", key::ENTER));
            stage.screen.find("dialog", &stage.say("close_slip_title"), None);
            stage.screen.wait("the slip", FIRST_WORD, || stage.screen.signs());
        }),
        state("closed", "Shifts that are closed", |stage| {
            stage.close();
            stage.top();
        }),
    ];
    Scene { name: "close", states }
}
