//! Due again: the line at Sell, the list with its message, and a line that was put away.

use crate::gallery::catalogue::{Scene, state};
use crate::screen::key;

/// The arrow key, as WebDriver writes it.
const DOWN: &str = "\u{e015}";
/// Which line of the list is chosen.
const CHOSEN: &str = "document.querySelector('#due-list [aria-selected=true]')?.ariaPosInSet";

/// Who is likely due again.
pub fn scene() -> Scene {
    let states = vec![
        state("line", "The line at Sell that tells how many are due", |stage| {
            stage.fresh();
            stage.wait_shown("#sell-due");
        }),
        state("list", "Who is due, and the message to the first of them", |stage| {
            stage.press("#sell-due");
            stage.wait_shown("#due-list [role=option]");
        }),
        state("long-name", "The message to somebody with a long name and a large amount", |stage| {
            stage.screen.keys(DOWN);
            stage.screen.keys(DOWN);
            stage.wait_true("the second line", &format!("return {CHOSEN} === '2'"));
        }),
        state("put-away", "A line that was put away", |stage| {
            stage.screen.keys("x");
            stage.wait_shown("#due-undo");
        }),
        state("filled", "Sell, with the sale of somebody who is due", |stage| {
            stage.focus("#due-row-0");
            stage.press("#due-row-0");
            stage.screen.keys(key::ENTER);
            stage.screen.wait_cursor(&stage.say("field_amount"));
        }),
    ];
    Scene { name: "due", states }
}
