//! Companies side by side over a made-up month, another order of them, today's weather on the strip and the usual wait of a sale.

use std::time::{SystemTime, UNIX_EPOCH};

use domain::{Language, series};
use journeys::month::Month;

use crate::day_book::choose_days;
use crate::looks::look;
use crate::screen::Screen;
use crate::shop::{FIRST_WORD, SETTLED, Sale, Shop};

/// An operator of which nothing waits at the end of the made-up month.
const OPERATOR: &str = "vi";
/// Numbers of its series. The practice companies refuse those with this ending.
const REFUSED: [&str; 2] = ["61279 00004", "62690 00004"];
const NEXT: &str = "61279 43217";

fn companies_are_compared(screen: &Screen<'_>) {
    let say = |key: &str| screen.words.say(key);
    screen.go(&say("nav_reports"));
    screen.click("tab", &say("reports_companies"), None);
    choose_days(screen, "period_always");
    for row in ["companies_median", "companies_given_back", "companies_earned", "companies_best"] {
        screen.wait_text(&say(row));
    }
    look(screen, "companies");
    screen.choose(&say("companies_service"), None, &say("service_gas"));
    screen.wait_text(&say("companies_few"));
    choose_days(screen, "period_yesterday");
    screen.choose(&say("companies_service"), None, &say("service_data_card"));
    screen.wait_text(&say("companies_empty"));
    look(screen, "none");
}

/// The order is changed from its sentence, after a question.
fn another_order_is_taken(screen: &Screen<'_>) {
    let say = |key: &str| screen.words.say(key);
    screen.press(&say("order_change"));
    screen.wait_text(&say("order_question_more"));
    look(screen, "order");
    screen.click("button", &say("order_change"), None);
    screen.wait_text(&say("order_next"));
    screen.go(&say("nav_sell"));
    screen.go(&say("nav_reports"));
    screen.click("tab", &say("reports_companies"), None);
    screen.wait_text(&say("order_put_away"));
    assert!(screen.look("button", &say("order_change"), None).is_none(), "it was put away");
}

/// How tall the line of the weather is, whether it says something or not.
fn line_height(screen: &Screen<'_>) -> f64 {
    let height = "return document.querySelector('#sell-strip .weather').getBoundingClientRect().height";
    screen.page.script(height, &[]).ok().and_then(|height| height.as_f64()).unwrap_or_default()
}

fn the_weather_is_told(screen: &Screen<'_>, language: &'static str) {
    assert_eq!(series::operator_of(&NEXT.replace(' ', "")), Some(OPERATOR), "the counter suggests it");
    let names = &domain::operator(OPERATOR).expect("the operator").names;
    let operator = names.in_language(Language::of_code(language).expect("a language"));
    let place = screen.words.fill("weather_place", &[("operator", operator)]);
    let sale = |number| Sale { number, operator, rupees: "299" };
    screen.go(&screen.words.say("nav_sell"));
    screen.fill_in(sale(NEXT));
    let before = line_height(screen);
    for number in REFUSED {
        screen.sell(sale(number));
        screen.wait_outcome(number, "outcome_failed", SETTLED);
    }
    screen.fill_in(sale(NEXT));
    screen.wait_text(&place);
    assert!(before > 0.0 && (line_height(screen) - before).abs() < 0.5, "the line has moved something");
    look(screen, "weather");
}

fn a_month(name: &str, language: &'static str) {
    let folder = tempfile::tempdir().expect("a folder");
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("a time");
    let month = Month::up_to(i64::try_from(now.as_millis()).expect("a time"));
    let spoken = Language::of_code(language).expect("a language");
    month.make_practice_folder(&folder.path().join("data"), spoken).expect("a month");
    let shop = Shop::open(name, language, &folder.path().join("data"));
    let screen = shop.screen();
    screen.wait_cursor(&screen.words.say("field_number"));
    companies_are_compared(&screen);
    another_order_is_taken(&screen);
    the_weather_is_told(&screen, language);
    screen.go(&screen.words.say("nav_pending"));
    // What is scrolled out of sight is not painted, and its text can be read all the same.
    let all = || screen.page.script("return document.body.textContent", &[]).ok()?.as_str().map(str::to_owned);
    let wait = screen.words.sentence("usual_wait");
    screen.wait("the usual wait", FIRST_WORD, || all()?.contains(&wait).then_some(()));
    look(&screen, "pending");
}

#[test]
fn companies_are_compared_and_the_weather_is_told() {
    a_month("companies", "en");
}

#[test]
fn companies_are_compared_and_the_weather_is_told_in_hindi() {
    a_month("companies-hi", "hi");
}
