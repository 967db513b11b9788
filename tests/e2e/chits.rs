//! Paper mode in the real window: the line goes, two chits are written, the line comes back, and each is sold by one Enter.

use serde_json::json;

use crate::line::Line;
use crate::looks::look;
use crate::screen::{Screen, key};
use crate::shop::{FIRST_WORD, SETTLED, Sale, Shop};

const FIRST: &str = "98765 00001";
const SECOND: &str = "98765 00011";
const PACE_MS: u32 = 100;
/// A shop's old screen, its new one, and a laptop's.
const SIZES: [(u32, u32); 3] = [(1024, 768), (1280, 800), (1366, 768)];
/// The buttons of the last result that are not on top at their centres, once the page has been drawn three times: what follows its
/// size is laid out with the next picture. With none at all it tells so.
const COVERED: &str = "
  const done = arguments[arguments.length - 1];
  const look = () => {
    const buttons = [...document.querySelectorAll('.outcome button, .outcome a')].filter((each) => each.checkVisibility());
    const covered = buttons.filter((each) => {
      const at = each.getBoundingClientRect();
      return !each.contains(document.elementFromPoint(at.left + at.width / 2, at.top + at.height / 2));
    });
    done(buttons.length < 4 ? `${buttons.length} buttons` : covered.map((each) => each.textContent.trim()).join(', '));
  };
  const draw = (left) => (left === 0 ? look() : requestAnimationFrame(() => draw(left - 1)));
  draw(3);
";

fn wait_dialog_gone(screen: &Screen<'_>) {
    let gone = "return document.querySelector('dialog:modal') === null";
    screen.wait("the dialog to close", FIRST_WORD, || screen.page.script(gone, &[]).ok()?.as_bool()?.then_some(()));
}

/// Writes a chit of what stands in the form or was not sent, with the customer's number, and waits for its own number.
fn write_chit(screen: &Screen<'_>, number: &str, moment: &str) {
    let say = |key: &str| screen.words.say(key);
    screen.press(&say("chit_write"));
    screen.wait_cursor(&say("chit_phone"));
    screen.fill(&say("chit_phone"), None, &format!("12{}", key::ENTER));
    screen.wait_text(&say("problem_chit_phone"));
    look(screen, &format!("{moment}-wrong"));
    screen.fill(&say("chit_phone"), None, "9876522222");
    screen.click("choice", &say("chit_taken_cash"), None);
    screen.wait_text(&say("chit_hint_taken"));
    screen.press(&say("chit_write"));
    screen.wait_text(&screen.words.fill("chit_written", &[("number", number)]));
    screen.wait_cursor(&say("close"));
    look(screen, &format!("{moment}-written"));
    screen.press(&say("close"));
    wait_dialog_gone(screen);
    screen.wait_cursor(&say("field_number"));
}

/// Sells the chit that is offered next: its button fills in the form, and one Enter on the strip sends it.
fn sell_next(screen: &Screen<'_>, chit: &str, number: &str) {
    let next = screen.words.fill("chit_next", &[("number", chit), ("amount", "₹ 299")]);
    screen.wait("the next chit", SETTLED + SETTLED, || screen.look("button", &next, None).map(drop));
    screen.press(&next);
    screen.wait_cursor(&screen.words.fill("recharge_button", &[("amount", "₹ 299")]));
    let named = screen.words.fill("chit_named", &[("number", chit)]);
    screen.wait_region(&screen.words.say("strip_label"), &named, FIRST_WORD);
    screen.wait_read();
    screen.keys(key::ENTER);
    screen.wait_outcome(number, "outcome_done", SETTLED);
}

fn chits_are_written_and_sold(name: &str, language: &'static str, operator: &str) {
    let (data, line_folder) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let line = Line::start(line_folder.path(), PACE_MS);
    let port = line.port();
    let shop = Shop::first_start(name, language, data.path());
    let (screen, words) = (shop.screen(), &shop.words);
    let login = [("username", "practice"), ("token", "practice-token")];
    screen.connect("INSPAY", line.base_address("inspay"), &login);
    screen.wait_region("INSPAY", "12,480.50", FIRST_WORD);
    screen.switch_to_real();

    // The line goes. What is sold then is not sent, and a chit is offered.
    drop(line);
    screen.sell(Sale { number: FIRST, operator, rupees: "299" });
    screen.wait_outcome(FIRST, "outcome_not_sent", SETTLED);
    screen.wait_text(&words.say("chit_no_line"));
    look(&screen, "no-line");
    for size in SIZES {
        screen.resize(size);
        let covered = screen.page.script_later(COVERED, &[]).expect("a page");
        assert_eq!(covered, json!(""), "buttons of the red card at {size:?}");
    }
    write_chit(&screen, "1", "first");
    screen.fill_in(Sale { number: SECOND, operator, rupees: "299" });
    look(&screen, "no-line-strip");
    write_chit(&screen, "2", "second");
    screen.press(&words.say("chits_show"));
    screen.wait_text(&words.say("chit_line_down"));
    look(&screen, "list-down");
    // The question whether one is to be thrown away is left by Enter.
    screen.press(&words.say("chit_throw"));
    screen.wait_cursor(&words.say("repeat_no"));
    look(&screen, "throw-away");
    screen.wait_read();
    screen.keys(key::ENTER);
    screen.press(&words.say("close"));
    wait_dialog_gone(&screen);

    // The line is back. Nothing is sent by itself.
    let line = Line::start_at(line_folder.path(), PACE_MS, port);
    let next = words.fill("chit_next", &[("number", "1"), ("amount", "₹ 299")]);
    screen.wait("the first chit", SETTLED + SETTLED, || screen.look("button", &next, None).map(drop));
    look(&screen, "line-back");
    assert!(line.order_ids("9876500001").is_empty() && line.order_ids("9876500011").is_empty());
    sell_next(&screen, "1", FIRST);
    sell_next(&screen, "2", SECOND);
    for number in ["9876500001", "9876500011"] {
        assert_eq!(line.order_ids(number).len(), 1, "{number} was sent once");
    }
    let waits = words.say("chits_show");
    screen.wait("no chit to wait", FIRST_WORD, || screen.look("button", &waits, None).is_none().then_some(()));
    let cursor = screen.page.script("return document.activeElement?.id ?? ''", &[]);
    assert_eq!(cursor.ok(), Some(json!("sell-number")), "the next customer");
}

#[test]
fn chits_are_written_without_a_line_and_sold_with_one() {
    chits_are_written_and_sold("chits", "en", "Airtel");
}

#[test]
fn chits_are_written_without_a_line_and_sold_with_one_in_hindi() {
    chits_are_written_and_sold("chits-hi", "hi", "एयरटेल");
}
