//! Who is likely due again, in the window: a quiet line on Sell, the list with its keys, and out of it by a sale or by a person.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use domain::{Language, Service};
use journeys::earlier::{Earlier, earlier_folder};
use serde_json::Value;

use crate::looks::look;
use crate::screen::{Screen, key};
use crate::shop::{FIRST_WORD, SETTLED, Shop};

/// As long as a name may be.
const LONG_NAME: &str = "Ramchandra Vishwanath Lakshminarayanan Venkatasubramanian R.";
/// The arrow keys, as WebDriver writes them.
const DOWN: &str = "\u{e015}";
const UP: &str = "\u{e013}";
const STEADY: &str = "9876500001";
const NAMED: &str = "9876510001";

const SOLD: &[Earlier] = &[
    Earlier::airtel(STEADY, 299, &[112, 84, 56, 28]),
    Earlier::airtel(STEADY, 19, &[70, 9]),
    Earlier::airtel(NAMED, 859, &[252, 168, 84]),
    Earlier::airtel("9876520001", 299, &[83, 55, 27]),
    Earlier::airtel("9876530001", 239, &[86, 58, 30]),
    Earlier { service: Service::Dth, operator: "tata-play", ..Earlier::airtel("3012345678", 300, &[90, 60, 30]) },
    Earlier::airtel("9876540001", 299, &[200, 172, 144]),
];

fn opened(name: &str, language: &'static str, data: &Path, sold: &[Earlier]) -> Shop {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_millis();
    let (now_ms, spoken) = (i64::try_from(now).expect("a moment"), Language::of_code(language).expect("a language"));
    earlier_folder(data, spoken, now_ms, sold, &[(NAMED, LONG_NAME)]).expect("a folder of earlier sales");
    let shop = Shop::open(name, language, data);
    shop.screen().wait_cursor(&shop.words.say("field_number"));
    shop
}

/// The texts of the lines, from the top.
fn lines(screen: &Screen<'_>) -> Vec<String> {
    let all = "return [...document.querySelectorAll('#due-list [role=option]')]
        .sort((a, b) => a.ariaPosInSet - b.ariaPosInSet).map((row) => row.innerText)";
    let texts = screen.page.script(all, &[]).unwrap_or(Value::Null);
    texts.as_array().into_iter().flatten().filter_map(|text| text.as_str().map(str::to_owned)).collect()
}

fn wait_lines(screen: &Screen<'_>, count: usize) -> Vec<String> {
    screen.wait(&format!("{count} lines"), FIRST_WORD, || Some(lines(screen)).filter(|lines| lines.len() == count))
}

/// The message of the line that is chosen.
fn message(screen: &Screen<'_>) -> String {
    screen.text_of("return document.querySelector('[aria-labelledby=due-message]')?.innerText ?? ''")
}

/// What stands in a field of Sell.
fn value(screen: &Screen<'_>, field: &str) -> String {
    screen.text_of(&format!("return document.getElementById('sell-{field}')?.value ?? ''"))
}

fn open_list(screen: &Screen<'_>) {
    screen.go(&screen.words.say("nav_day_book"));
    screen.click("tab", &screen.words.say("tab_due"), None);
}

fn due_again_in_the_window(name: &str, language: &'static str) {
    let data = tempfile::tempdir().expect("a folder");
    let shop = opened(name, language, data.path(), SOLD);
    let (screen, words) = (shop.screen(), &shop.words);
    let say = |key: &str| words.say(key);

    // Three are due today, and the line on Sell leads to them.
    let link = || screen.text_of("return document.getElementById('sell-due')?.innerText ?? ''");
    screen.wait("the line on Sell", FIRST_WORD, || link().contains('3').then_some(()));
    look(&screen, "line");
    screen.click("link", link().trim(), None);
    let all = wait_lines(&screen, 5);
    assert!(all[0].contains("98765 00001"), "the surest of today first: {all:?}");
    assert!(all[1].contains(LONG_NAME) && all[1].contains("98765 10001"), "then the dearest: {all:?}");
    assert!(all[3].contains(&say("due_tomorrow")) && all[3].contains("98765 20001"), "{all:?}");
    assert!(all[4].contains("98765 30001"), "{all:?}");
    assert!(all.iter().all(|line| !line.contains("98765 40001")), "who has gone is not listed: {all:?}");

    // The first line is chosen, its message stands there, and arrows walk.
    assert!(
        message(&screen).contains("98765 00001") && message(&screen).contains("Sharma Telecom"),
        "{}",
        message(&screen)
    );
    screen.keys(DOWN);
    screen.keys(DOWN);
    screen.wait("the second line's message", FIRST_WORD, || message(&screen).contains(LONG_NAME).then_some(()));
    look(&screen, "list");
    screen.keys(UP);
    screen.wait("the first line's message", FIRST_WORD, || message(&screen).contains("98765 00001").then_some(()));
    screen.keys(DOWN);
    screen.wait("the second line's message", FIRST_WORD, || message(&screen).contains(LONG_NAME).then_some(()));

    // A key puts it away, another one puts it back, and a button does the same.
    screen.keys("x");
    wait_lines(&screen, 4);
    screen.wait_text(&words.fill("due_dismissed", &[("number", "98765 10001")]));
    look(&screen, "put-away");
    screen.keys("z");
    wait_lines(&screen, 5);
    screen.wait_text(&words.fill("due_back", &[("number", "98765 10001")]));
    screen
        .click_on(
            &screen.page.find("return document.getElementById('due-dismiss')", &[]).ok().flatten().expect("a button"),
        )
        .unwrap_or_else(|fault| screen.give_up(&fault));
    wait_lines(&screen, 4);

    // Enter fills Sell in, and nothing is sent before two more.
    let at = lines(&screen).iter().position(|line| line.contains("98765 00001")).expect("the line");
    let focus = format!(
        "document.getElementById('due-row-{at}').click(); document.getElementById('due-row-{at}').focus(); return 0"
    );
    screen.page.script(&focus, &[]).unwrap_or_else(|fault| screen.give_up(&fault.to_string()));
    screen.keys(key::ENTER);
    screen.wait_cursor(&say("field_amount"));
    assert_eq!((value(&screen, "number").as_str(), value(&screen, "amount").as_str()), ("98765 00001", "299"));
    screen.keys(key::ENTER);
    screen.wait_cursor(&words.fill("recharge_button", &[("amount", "₹ 299")]));
    screen.wait_read();
    screen.keys(key::ENTER);
    screen.wait_outcome("98765 00001", "outcome_done", SETTLED);

    // Who was sold to has left by itself.
    open_list(&screen);
    let rest = wait_lines(&screen, 3);
    assert!(rest.iter().all(|line| !line.contains("98765 00001")), "{rest:?}");
}

#[test]
fn who_is_due_again_is_listed_put_away_and_sold_to() {
    due_again_in_the_window("due", "en");
}

#[test]
fn who_is_due_again_in_hindi() {
    due_again_in_the_window("due-hi", "hi");
}

#[test]
fn where_nobody_is_due_the_list_says_when_somebody_will_be() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = opened("due-empty", "en", data.path(), &[Earlier::airtel(STEADY, 299, &[28])]);
    let screen = shop.screen();
    open_list(&screen);
    screen.wait_text(&shop.words.say("due_empty"));
    look(&screen, "nobody");
}
