//! How customers pay, in the window: cash with what they hand over, UPI by a code, udhaar, a charge, and money given back.

use serde_json::json;

use crate::customers::add_from_sell;
use crate::looks::{look, look_and};
use crate::screen::{Screen, key};
use crate::shop::{FIRST_WORD, SETTLED, Sale, Shop};

/// 60 mm on a screen of 96 dots an inch.
const ARM_LENGTH_PX: f64 = 227.0;

/// What of tabs and form does not stand wholly between the header and the strip.
const HIDDEN: &str = "
  const top = document.querySelector('header').getBoundingClientRect().bottom;
  const end = document.getElementById('sell-strip').getBoundingClientRect().top;
  const parts = document.querySelectorAll('.bar [role=tab], #sell-form input, #sell-form button');
  const box = (part) => part.getBoundingClientRect();
  return [...parts].filter((part) => box(part).height > 0 && (box(part).top < top || box(part).bottom > end)).map((part) => part.id || part.innerText);
";
/// What of them something else lies on, once it is scrolled to.
const COVERED: &str = "
  const parts = document.querySelectorAll('#sell-form input, #sell-form button');
  return [...parts].filter((part) => part.getBoundingClientRect().height > 0).filter((part) => {
    part.scrollIntoView({ block: 'nearest' });
    const box = part.getBoundingClientRect();
    const there = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return there === null || !(part.contains(there) || part.parentElement.contains(there));
  }).map((part) => part.id || part.innerText);
";

/// At how many places the lines about the sale begin.
const BEGINNINGS: &str = "
  const lines = [...document.querySelectorAll('#sell-strip .facts > *')].flatMap((line) => [line, line.querySelector(':scope > :first-child:not(.dot)') ?? line]);
  return new Set(lines.map((line) => Math.round(line.getBoundingClientRect().left))).size;
";
/// The ways to pay whose names are cut.
const CUT: &str = "
  const names = [...document.querySelectorAll('#sell-strip .ways > .way > span:first-child')];
  return names.filter((name) => name.scrollWidth > name.clientWidth + 1).map((name) => name.textContent);
";

fn airtel(number: &str) -> Sale<'_> {
    Sale { number, operator: "Airtel", rupees: "299" }
}

fn settings(screen: &Screen<'_>) {
    screen.settings("payments");
    screen.find("field", &screen.words.say("upi_address"), None);
}

#[test]
fn cash_and_a_charge_say_what_goes_back() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("pay-cash", "en", data.path());
    let (screen, words) = (shop.screen(), &shop.words);
    let say = |key: &str| words.say(key);
    settings(&screen);
    let charge = say("settings_payments");
    screen.fill(&say("charge_take"), None, "2");
    screen.fill(&say("charge_most"), None, "1");
    screen.fill(&say("charge_by"), None, "Asha");
    screen.click("button", &say("save"), Some(&charge));
    screen.wait_text(&say("problem_charge_take_above_most"));
    screen.fill(&say("charge_most"), None, "10");
    screen.click("button", &say("save"), Some(&charge));
    screen.wait_text("₹ 10");
    look(&screen, "settings");
    screen.go(&say("nav_sell"));
    let button = screen.fill_in(airtel("98765 00001"));
    screen.wait_region(&say("strip_label"), &words.fill("pay_take", &[("amount", "₹ 301")]), FIRST_WORD);
    // Above the ceiling: a sentence beside the field, and nothing is lost.
    screen.keys("s");
    screen.wait_cursor(&say("charge_label"));
    screen.keys(&format!("11{}", key::ENTER));
    screen.wait_text(&words.fill("problem_charge_above", &[("amount", "₹ 10")]));
    screen.wait_cursor(&say("charge_label"));
    screen.wait_read();
    screen.fill(&say("charge_label"), None, &format!("2{}", key::ENTER));
    screen.wait_cursor(&button);
    screen.keys("t");
    screen.wait_cursor(&say("tendered_label"));
    // With less than is due nothing is sold; what was typed stays, and typing takes its place.
    screen.keys("300");
    screen.wait_text(&words.fill("tendered_short", &[("amount", "₹ 1")]));
    screen.keys(key::ENTER);
    screen.wait_cursor(&say("tendered_label"));
    screen.wait_read();
    look(&screen, "short");
    // A click leaves the cursor where it was; only its answer brings it back.
    screen.page.script("document.activeElement.blur(); return 0", &[]).expect("a page");
    screen.press(&button);
    screen.wait_cursor(&say("tendered_label"));
    screen.wait_read();
    screen.keys("500");
    screen.wait_text(&words.fill("pay_give_back", &[("amount", "₹ 199")]));
    look(&screen, "strip");
    screen.keys(key::ENTER);
    screen.wait_cursor(&button);
    screen.keys(key::ENTER);
    screen.wait_outcome("98765 00001", "outcome_done", SETTLED);
    screen.open_from_day_book("98765 00001");
    screen.wait_sale(&say("charge_label"), FIRST_WORD);
    screen.wait_sale("₹ 301", FIRST_WORD);
}

#[test]
fn a_upi_code_is_shown_and_a_person_says_that_the_money_came() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("pay-upi", "en", data.path());
    let (screen, words) = (shop.screen(), &shop.words);
    let say = |key: &str| words.say(key);
    settings(&screen);
    screen.fill(&say("upi_address"), None, &format!("verma@gmail.com{}", key::ENTER));
    screen.wait_text(&say("problem_upi_address_is_email"));
    screen.fill(&say("upi_address"), None, &format!("verma@okaxis{}", key::ENTER));
    screen.wait_text(&say("saved"));
    screen.go(&say("nav_sell"));
    screen.fill_in(airtel("98765 00001"));
    screen.keys("u");
    let received = words.fill("upi_send", &[("amount", "₹ 299")]);
    screen.wait_cursor(&received);
    let code = screen.find("svg[role=img]", &words.fill("pay_code_of", &[("amount", "₹ 299")]), None);
    let side = "const box = arguments[0].querySelector('path').getBoundingClientRect(); return Math.min(box.width, box.height)";
    let side = screen.page.script(side, &[code.value()]).expect("a size").as_f64().expect("a number");
    assert!(side >= ARM_LENGTH_PX, "the code is {side} px wide");
    screen.wait_text(&say("pay_code_nobody"));
    look_and(&screen, "code", |width| {
        assert_eq!(screen.page.script(BEGINNINGS, &[]).expect("the lines"), json!(1), "at {width}");
    });
    screen.wait_read();
    screen.keys(key::ENTER);
    screen.wait_outcome("98765 00001", "outcome_done", SETTLED);
    // The strip begins as this number paid last, and asks: no Enter typed before the code was seen says that the money came.
    screen.keys(&format!("{}9876500001{}", key::F8, key::ENTER));
    screen.wait_cursor(&say("repeat_no"));
    screen.wait_text(&say("pay_code_nobody"));
}

#[test]
fn udhaar_in_hindi() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("pay-udhaar", "hi", data.path());
    let (screen, words) = (shop.screen(), &shop.words);
    add_from_sell(&screen, "श्रीमती आशा पाटिल");
    let button = screen.fill_in(Sale { number: "98765 00001", operator: "एयरटेल", rupees: "299" });
    screen.keys("d");
    screen.wait_cursor(&words.fill("udhaar_send", &[("button", &button)]));
    let take = words.fill("pay_take", &[("amount", "₹ 299")]);
    assert!(!screen.text().contains(&take), "nothing is taken");
    look_and(&screen, "strip", |width| {
        assert_eq!(screen.page.script(CUT, &[]).expect("the ways"), json!([]), "cut at {width}");
    });
    screen.keys(key::ENTER);
    screen.wait_outcome("98765 00001", "outcome_done", SETTLED);
    // A second one would be more than the limit: it says by how much, on the strip, and nothing is lost.
    screen.keys(&format!("{}9876500001{}", key::F8, key::ENTER));
    screen.wait_cursor(&words.say("repeat_no"));
    screen.wait_read();
    screen.keys(key::ESC);
    screen.wait_cursor(&words.say("field_amount"));
    screen.keys(&format!("300{}", key::ENTER));
    let button = words.fill("recharge_button", &[("amount", "₹ 300")]);
    screen.wait_cursor(&button);
    screen.keys("d");
    screen.wait_cursor(&words.fill("udhaar_send", &[("button", &button)]));
    screen.keys(key::ENTER);
    screen.wait_region(&words.say("strip_label"), "₹ 99", FIRST_WORD);
    look_and(&screen, "limit", |width| {
        let hidden = screen.page.script(HIDDEN, &[]).expect("what is hidden");
        // The old shop's screen shows the whole form beside the strip at its tallest; the tabs above it are scrolled away.
        let is_tab = |id: &serde_json::Value| id.as_str().is_some_and(|id| id.starts_with("tab-"));
        let is_whole = hidden.as_array().is_some_and(|ids| ids.iter().all(is_tab));
        assert!(width < 1024 || is_whole, "hidden at {width}: {hidden}");
        let covered = screen.page.script(COVERED, &[]).expect("what is covered");
        assert_eq!(covered, json!([]), "covered at {width}");
    });
}
