//! The reports of a made-up month: charts that say what they show, each also a table, and a day that opens the day book.

use domain::Language;
use journeys::month::Month;
use serde_json::json;
use till::{Clock, SystemClock};

use crate::day_book::choose_days;
use crate::looks::look;
use crate::screen::{Screen, key};
use crate::shop::{FIRST_WORD, Shop};

/// Enough sales for every chart, and few enough to be written while somebody waits.
const SALES: usize = 700;
/// The charts of the screen; each can be a table.
const CHARTS: [&str; 6] = ["days", "months", "outcomes", "heat", "operators", "customers"];

fn open(name: &str, language: &'static str) -> (tempfile::TempDir, Shop) {
    let data = tempfile::tempdir().expect("a folder");
    let month = Month { sales: SALES, ..Month::up_to(SystemClock.now_ms()) };
    let spoken = Language::of_code(language).expect("a language");
    month.make_practice_folder(data.path(), spoken).expect("a month");
    let shop = Shop::open(name, language, data.path());
    (data, shop)
}

fn count(screen: &Screen<'_>, css: &str) -> u64 {
    let script = "return document.querySelectorAll(arguments[0]).length";
    screen.page.script(script, &[json!(css)]).ok().and_then(|found| found.as_u64()).unwrap_or(0)
}

/// Goes to the reports and waits until all charts are there. Of all days: on the first of a month this one has no sales yet.
fn go_to_reports(screen: &Screen<'_>) {
    screen.go(&screen.words.say("nav_reports"));
    choose_days(screen, "period_always");
    screen
        .wait("the charts", FIRST_WORD, || (count(screen, ".charts [role=img]") == CHARTS.len() as u64).then_some(()));
}

/// Every chart becomes a table by the keyboard, and a chart again.
fn all_as_tables(screen: &Screen<'_>, moment: &str) {
    let press = |chart: &str| {
        let focus = "document.querySelector(`section[aria-labelledby='${arguments[0]}-title'] button`).focus()";
        screen.page.script(focus, &[json!(chart)]).unwrap_or_else(|fault| screen.give_up(&fault.to_string()));
        screen.keys(key::ENTER);
    };
    CHARTS.iter().for_each(|chart| press(chart));
    screen.wait("the tables", FIRST_WORD, || (count(screen, ".charts [role=img]") == 0).then_some(()));
    look(screen, moment);
    CHARTS.iter().for_each(|chart| press(chart));
}

#[test]
fn charts_say_what_they_show_and_are_tables_too() {
    let (_data, shop) = open("reports", "en");
    let screen = shop.screen();
    go_to_reports(&screen);
    look(&screen, "reports-overview");
    all_as_tables(&screen, "reports-tables");
    screen.choose(&screen.words.say("report_by"), None, &screen.words.say("report_weekday"));
    screen.wait_text("Saturday");
    // Yesterday is over: at night today has no sales yet.
    choose_days(&screen, "period_yesterday");
    let day = "return [...document.querySelectorAll('section[aria-labelledby=month-title] tbody button')].length";
    screen.wait("one day alone", FIRST_WORD, || (screen.page.script(day, &[]).ok()?.as_u64()? == 1).then_some(()));
    let open = "document.querySelector('section[aria-labelledby=month-title] tbody button').click()";
    screen.page.script(open, &[]).expect("the day opens");
    screen.find("heading", &screen.words.say("nav_day_book"), None);
}

#[test]
fn reports_in_hindi() {
    let (_data, shop) = open("reports-hindi", "hi");
    let screen = shop.screen();
    go_to_reports(&screen);
    look(&screen, "reports-overview-hi");
    all_as_tables(&screen, "reports-tables-hi");
}
