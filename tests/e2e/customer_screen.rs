//! The customer sees it, too: in a window of his own on a second screen, or on this one turned round.

use std::time::Duration;

use serde_json::{Value, json};

use crate::looks::judge;
use crate::screen::{Screen, key};
use crate::shop::{FIRST_WORD, SETTLED, Sale, Shop};

const SOON: Duration = Duration::from_secs(40);
/// A second screen that is not there: the test has one only.
const SECOND: &str = "GALLA_SECOND_SCREEN";
const SIZES: &[(&str, u64, u64)] =
    &[("1024x600+0+0", 1024, 600), ("1280x800+0+0", 1280, 800), ("800x1280+0+0", 800, 1280)];
/// What is cut off, or wider or higher than the window.
const CUT: &str = "
  const cut = [...document.querySelectorAll('.body p, .body svg, .head span')].filter((part) => {
    const { left, top, right, bottom } = part.getBoundingClientRect();
    return part.checkVisibility() && (left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1 || (part.tagName === 'P' && part.scrollWidth > part.clientWidth + 1));
  });
  return cut.map((part) => part.outerHTML).join('\\n')";
/// Asks the program for something, as a page would that somebody had put in the place of ours.
const ASKS: &str = "
  const done = arguments[arguments.length - 1];
  window.__TAURI_INTERNALS__.invoke(arguments[0], arguments[1]).then((answer) => done(['answered', answer]), (fault) => done(['refused', String(fault)]));";
/// Words that no customer may read.
const SECRET: &[&str] = &["INSPAY", "A1Topup", "Paygrt", "INEXOPAY", "Recharge Open"];

/// The window beside the counter's, once it is there.
fn other_window(screen: &Screen<'_>, counter: &str) -> String {
    screen.wait("the customer's window", SOON, || {
        screen.page.windows().ok()?.into_iter().find(|window| window != counter)
    })
}

/// What stands before the customer. On the counter's own screen it lies above everything else.
const BEFORE_CUSTOMER: &str =
    "return (document.querySelector('nav') ? document.querySelector('dialog:modal') : document.body)?.innerText ?? ''";

fn customer_reads(screen: &Screen<'_>, words: &str) {
    let text = screen.wait(&format!("the customer to read '{words}'"), SOON, || {
        Some(screen.text_of(BEFORE_CUSTOMER)).filter(|text| text.contains(words))
    });
    for secret in SECRET {
        assert!(!text.contains(secret), "the customer reads {secret}: {text}");
    }
}

fn look_as_customer(screen: &Screen<'_>, moment: &str) {
    let cut = screen.page.script(CUT, &[]).expect("what is cut");
    screen.picture(moment);
    assert_eq!(cut, json!(""), "{moment}");
    let (_, grave) = judge(screen);
    assert!(grave.is_empty(), "{moment}: {grave:?}");
}

/// Whatever it asks of the program is refused.
fn may_ask_nothing(screen: &Screen<'_>) {
    for (command, with) in [
        ("counter_now", json!({})),
        ("show_customer", json!({})),
        ("close_customer_screen", json!({})),
        ("plugin:event|emit", json!({ "event": "sale-changed", "payload": null })),
    ] {
        let answer = screen.page.script_later(ASKS, &[json!(command), with]).expect("an answer");
        assert_eq!(answer[0], Value::from("refused"), "{command}: {answer}");
    }
}

fn one_customer(language: &'static str, operator: &str, (second, width, height): (&str, u64, u64)) {
    let data = tempfile::tempdir().expect("a folder");
    let name = format!("customer-{language}-{width}");
    let shop = Shop::open_with(&name, language, data.path(), &[(SECOND, second)]);
    shop.screen().answer_first_questions();
    let (screen, words) = (shop.screen(), &shop.words);
    let say = |key: &str| words.say(key);
    let go_to = |window: &str| screen.page.window(window).unwrap_or_else(|fault| screen.give_up(&fault.to_string()));
    let counter = screen.page.own_window().expect("the counter has a window");

    // The only other screen is taken without a question.
    screen.settings("customer-screen");
    screen.click("choice", &say("facing_second"), None);
    screen.wait_text(&say("facing_standing_open"));
    screen.picture("settings");
    let customer = other_window(&screen, &counter);
    go_to(&customer);
    customer_reads(&screen, &say("sight_welcome"));
    let size = "return [innerWidth, innerHeight]";
    let wanted = json!([width, height]);
    screen.wait("the size of the screen", SOON, || (screen.page.script(size, &[]).ok()? == wanted).then_some(()));
    look_as_customer(&screen, "idle");

    // Digit by digit, and then all of it before it is sent.
    go_to(&counter);
    screen.go(&say("nav_sell"));
    screen.keys(&format!("{}98765", key::F8));
    go_to(&customer);
    customer_reads(&screen, &say("sight_number"));
    customer_reads(&screen, "98765");
    go_to(&counter);
    let sale = Sale { number: "98765 00001", operator, rupees: "299" };
    screen.fill_in(sale);
    go_to(&customer);
    customer_reads(&screen, &say("sight_check"));
    for words in ["98765 00001", operator, "₹ 299"] {
        customer_reads(&screen, words);
    }
    look_as_customer(&screen, "asked");

    // The outcome, and at the first digit of the next one nothing of it any more.
    go_to(&counter);
    screen.keys(key::ENTER);
    screen.wait_outcome("98765 00001", "outcome_done", SETTLED);
    go_to(&customer);
    customer_reads(&screen, &say("outcome_done"));
    look_as_customer(&screen, "done");
    go_to(&counter);
    screen.keys("8");
    go_to(&customer);
    customer_reads(&screen, &say("sight_number"));
    assert!(!screen.text().contains("98765"), "the last customer's number stands there: {}", screen.text());

    may_ask_nothing(&screen);

    // Closed in Settings, and the counter sells on.
    go_to(&counter);
    screen.settings("customer-screen");
    screen.click("choice", &say("facing_off"), None);
    screen.wait("the window to close", SOON, || (screen.page.windows().ok()?.len() == 1).then_some(()));
    screen.go(&say("nav_sell"));
    screen.sell(Sale { number: "98765 00011", operator, rupees: "199" });
    screen.wait_outcome("98765 00011", "outcome_done", SETTLED);
}

#[test]
fn a_customer_follows_his_sale_in_english() {
    one_customer("en", "Airtel", SIZES[0]);
}

#[test]
fn a_customer_follows_his_sale_in_hindi() {
    one_customer("hi", "एयरटेल", SIZES[1]);
}

#[test]
fn a_customer_follows_his_sale_on_an_upright_screen() {
    one_customer("en", "Airtel", SIZES[2]);
}

#[test]
fn a_customer_pays_by_the_code_and_a_counter_that_loads_anew_finds_the_window() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::open_with("customer-code", "en", data.path(), &[(SECOND, SIZES[0].0)]);
    shop.screen().answer_first_questions();
    let (screen, words) = (shop.screen(), &shop.words);
    let say = |key: &str| words.say(key);
    screen.settings("payments");
    screen.fill(&say("upi_address"), None, &format!("verma@okaxis{}", key::ENTER));
    screen.wait_text(&say("saved"));
    screen.settings("customer-screen");
    screen.click("choice", &say("facing_second"), None);
    screen.wait_text(&say("facing_standing_open"));
    let counter = screen.page.own_window().expect("the counter has a window");
    let customer = other_window(&screen, &counter);
    screen.page.reload().expect("the page loads");
    screen.go(&say("nav_sell"));
    screen.fill_in(Sale { number: "98765 00001", operator: "Airtel", rupees: "299" });
    screen.keys("u");
    screen.page.window(&customer).expect("the customer's window");
    screen.find("svg[role=img]", &words.fill("pay_code_of", &[("amount", "₹ 299")]), None);
    customer_reads(&screen, &say("sight_scan"));
    assert!(!screen.text().contains("verma@okaxis"), "the code says it");
    look_as_customer(&screen, "code");
}

/// Taps twice in a breath where the strip's button lies, and tells what was hit.
const TAP_TWICE: &str = "
  const done = arguments[arguments.length - 1];
  const at = document.getElementById('sell-send').getBoundingClientRect();
  const tap = () => {
    const hit = document.elementFromPoint(at.x + at.width / 2, at.y + at.height / 2);
    // The click may take away what was hit.
    const { tagName } = hit.closest('dialog, button');
    hit.click();
    return tagName;
  };
  const first = tap();
  setTimeout(() => done([first, tap()]), 200);
";

#[test]
fn this_screen_is_turned_round_by_a_key_and_no_key_pressed_there_is_lost() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("customer-here", "en", data.path());
    let (screen, words) = (shop.screen(), &shop.words);
    let say = |key: &str| words.say(key);
    let turned = "return [...document.querySelectorAll('dialog:modal')].map((d) => getComputedStyle(d.firstElementChild).rotate).join()";
    // Off, the key does nothing.
    let button = screen.fill_in(Sale { number: "98765 00001", operator: "Airtel", rupees: "299" });
    screen.keys("v");
    screen.wait_cursor(&button);
    screen.settings("customer-screen");
    screen.click("choice", &say("facing_here"), None);
    screen.wait_text(&say("facing_here_hint"));
    screen.go(&say("nav_sell"));
    let button = screen.fill_in(Sale { number: "98765 00001", operator: "Airtel", rupees: "299" });
    screen.keys("v");
    customer_reads(&screen, &say("sight_check"));
    customer_reads(&screen, "98765 00001");
    assert_eq!(screen.page.script(turned, &[]).expect("a page"), json!("180deg"));
    screen.picture("turned");
    // Esc leads back, and sells nothing.
    let back = || {
        screen.wait("the counter", FIRST_WORD, || (screen.page.script(turned, &[]).ok()? == json!("")).then_some(()))
    };
    screen.keys(key::ESC);
    back();
    screen.wait_cursor(&button);
    screen.find("button", &button, None);
    // A customer who taps twice, where the button lies beneath, presses it with neither tap.
    screen.keys("v");
    customer_reads(&screen, &say("sight_check"));
    let taps = screen.page.script_later(TAP_TWICE, &[]).expect("a page");
    assert_eq!(taps, json!(["DIALOG", "DIALOG"]));
    back();
    screen.wait_cursor(&button);
    // Enter goes on as well: the sale that the customer has read is sent.
    screen.keys("v");
    customer_reads(&screen, &say("sight_check"));
    screen.keys(key::ENTER);
    back();
    screen.wait_outcome("98765 00001", "outcome_done", SETTLED);
    // Not turned.
    screen.settings("customer-screen");
    screen.click("choice", &say("facing_turned"), None);
    screen.go(&say("nav_sell"));
    screen.fill_in(Sale { number: "98765 00002", operator: "Airtel", rupees: "199" });
    screen.press(&say("facing_show"));
    customer_reads(&screen, "98765 00002");
    assert_eq!(screen.page.script(turned, &[]).expect("a page"), json!("none"));
    screen.keys(" ");
    screen.wait("the counter", FIRST_WORD, || (screen.page.script(turned, &[]).ok()? == json!("")).then_some(()));
}
