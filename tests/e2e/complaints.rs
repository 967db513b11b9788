//! Complaints in the window: opened beside a sale, noted, put on the clipboard for the company, closed, and listed in *Reports*.

use serde_json::json;

use crate::export::Home;
use crate::looks::look;
use crate::screen::{Screen, key};
use crate::shop::{FIRST_WORD, SETTLED, Sale, Shop};

const NUMBER: &str = "98765 00001";
const LONG_NAME: &str = "Ramchandra Vishwanath Lakshminarayanan Venkatasubramanian R.";

/// A sale that is done, opened in the day book.
fn sold<'a>(shop: &'a Shop) -> Screen<'a> {
    let screen = shop.screen();
    screen.sell(Sale { number: NUMBER, operator: "Airtel", rupees: "299" });
    screen.wait_outcome(NUMBER, "outcome_done", SETTLED);
    screen.open_from_day_book(NUMBER);
    screen
}

fn open(screen: &Screen<'_>) {
    let say = |key: &str| screen.words.say(key);
    screen.press(&say("complaint_open"));
    screen.wait_cursor(&say("complaint_reason"));
    screen.fill(&say("complaint_next_day"), None, "01-01-2020");
    screen.press(&say("complaint_save"));
    screen.wait_text(&say("problem_word_in_past"));
    screen.wait_text(&say("problem_word_missing"));
    look(screen, "refused");
    screen.fill(&say("complaint_by"), None, LONG_NAME);
    screen.fill(&say("complaint_reference"), None, "CMP-77");
    screen.fill(&say("complaint_next_step"), None, "Call the helpline once more");
    let today =
        "return [...document.querySelectorAll('dialog input')].find((each) => each.id === 'complaint-day').value";
    let today = screen.page.script(today, &[]).ok().and_then(|day| day.as_str().map(str::to_owned));
    screen.fill(&say("complaint_next_day"), None, &today.expect("the day of today"));
    screen.press(&say("complaint_save"));
    screen.wait_text("CMP-77");
}

/// What the window puts on the clipboard, kept where the test can read it: the invisible screen has no owner of a clipboard.
const KEEP: &str =
    "navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); }; return true";

fn copies(screen: &Screen<'_>) {
    let say = |key: &str| screen.words.say(key);
    screen.page.script(KEEP, &[]).expect("a clipboard");
    screen.press(&say("complaint_pack"));
    screen.find("dialog", &say("complaint_pack"), None);
    let is_shown = || screen.look("button", &say("complaint_pack_copy"), None).map(drop);
    screen.wait("the pack", FIRST_WORD, is_shown);
    look(screen, "pack");
    screen.press(&say("complaint_pack_copy"));
    screen.wait_text(&say("copied"));
    let copied = screen.page.script("return window.copied ?? ''", &[json!(null)]).expect("what was copied");
    let copied = copied.as_str().unwrap_or_default();
    assert!(copied.contains("CMP-77") && copied.contains("9876500001"), "{copied}");
    screen.keys(key::ESC);
}

#[test]
fn a_complaint_is_opened_noted_copied_and_closed() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("complaints", "en", data.path());
    let say = |key: &str| shop.words.say(key);
    let screen = sold(&shop);
    open(&screen);
    look(&screen, "open");
    copies(&screen);
    screen.press(&say("complaint_add_note"));
    screen.wait_cursor(&say("complaint_note"));
    screen.keys("They wait for the operator.");
    // What was typed is there again after Esc, and after a reload of the page.
    screen.keys(key::ESC);
    screen.page.reload().expect("the page loads again");
    screen.press(&say("complaint_add_note"));
    screen.wait_cursor(&say("complaint_note"));
    screen.wait_text(&say("complaint_taken_up"));
    screen.press(&say("complaint_save"));
    screen.wait_text("They wait for the operator.");
    screen.go(&say("nav_reports"));
    screen.click("tab", &say("reports_complaints"), None);
    screen.wait_text(NUMBER);
    look(&screen, "list");
    screen.press(&say("complaint_close"));
    screen.find("dialog", &say("complaint_close_title"), None);
    screen.press(&say("complaint_close"));
    screen.wait_text(&say("complaint_choose_outcome"));
    screen.click("choice", &say("complaint_outcome_refused"), None);
    screen.page.script("document.querySelector('#complaint-form').requestSubmit(); return true", &[]).expect("a form");
    screen.wait_text(&say("complaints_none"));
    look(&screen, "empty");
    screen.click("choice", &say("complaints_closed"), None);
    screen.wait_text(&say("complaint_outcome_refused"));
    look(&screen, "closed");
}

#[test]
fn a_complaint_is_kept_in_hindi() {
    let data = tempfile::tempdir().expect("a folder");
    let home = Home::new();
    let shop = home.shop("complaints-hi", "hi", data.path());
    shop.screen().answer_first_questions();
    let say = |key: &str| shop.words.say(key);
    let screen = sold(&shop);
    open(&screen);
    look(&screen, "open");
    screen.go(&say("nav_pending"));
    screen.click("link", &say("complaints_look"), None);
    screen.wait_text(NUMBER);
    screen.wait_text(&say("complaint_next_today"));
    look(&screen, "list");
    screen.press(&shop.words.fill("export_of", &[("what", &say("export_complaints"))]));
    screen.press(&say("export_csv"));
    let saved = std::fs::read_to_string(home.file(&screen, ".csv")).expect("a file");
    assert!(saved.contains("9876500001") && saved.contains("CMP-77") && saved.contains("299.00"), "{saved}");
    screen.wait_text(&home.downloads().display().to_string());
    screen.picture("saved");
}
