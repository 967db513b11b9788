//! Pending: what waits, what is owed, and a person's word.

use crate::gallery::catalogue::{Scene, state};
use crate::screen::key;
use crate::shop::{FIRST_WORD, SETTLED};

/// The screen *Pending*.
pub fn scene() -> Scene {
    let states = vec![
        state("full", "Sales that wait, two that contradict, and money that is owed", |stage| {
            stage.screen.go(&stage.say("nav_pending"));
            stage.wait_shown("main article, main section");
            stage.top();
        }),
        state("end", "The end of a long list of what waits", |stage| {
            let down = "document.querySelectorAll('.screen').forEach((each) => each.scrollTo({ top: each.scrollHeight })); return true";
            stage.wait_true("the end of the list", down);
        }),
        state("word", "The form for what the company says", |stage| {
            stage.screen.wait("the button that ends it", SETTLED, || {
                stage.screen.look("button", &stage.say("word_enter"), None).map(drop)
            });
            stage.screen.press(&stage.say("word_enter"));
            stage.screen.find("dialog", &stage.say("word_title"), None);
            stage.screen.click("choice", &stage.say("said_succeeded"), None);
        }),
        state("word-problems", "The form with fields that are missing", |stage| {
            stage.screen.press(&stage.say("word_next"));
            stage.screen.wait_text(&stage.say("problem_word_missing"));
        }),
        state("word-confirm", "The last question before a person's word is booked", |stage| {
            stage.screen.fill(&stage.say("word_reference"), None, "BR99X");
            stage.screen.fill(&stage.say("word_by"), None, "Meena");
            stage.screen.press(&stage.say("word_next"));
            stage.screen.wait("the last four digits", FIRST_WORD, || {
                let wanted = [stage.say("word_last_four"), stage.say("word_last_four_order")];
                wanted.iter().find_map(|name| stage.screen.look("field", name, None))
            });
        }),
        state("closed", "Pending after the form was left", |stage| {
            // The first Esc leads back to the form.
            stage.screen.keys(key::ESC);
            stage.screen.find("button", &stage.say("word_next"), None);
            stage.close();
        }),
    ];
    Scene { name: "pending", states }
}
