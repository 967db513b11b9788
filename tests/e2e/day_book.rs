//! The day book in the window, over days with hundreds of sales: filtered, sorted, walked, and scrolled to its end.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use domain::Language;
use journeys::month::Month;
use serde_json::{Value, json};

pub use crate::days::choose_days;
use crate::days::open_days;
use crate::looks::look;
use crate::screen::{Screen, key};
use crate::shop::{FIRST_WORD, Shop};

/// The texts of the rows that are in the page, from the top.
const ROWS: &str =
    "return [...document.querySelectorAll('[role=table] [role=row]')].filter((row) => row.querySelector('a'))
    .sort((a, b) => a.ariaRowIndex - b.ariaRowIndex).map((row) => row.innerText)";

/// Opens a shop in the middle of a made-up week, at its day book.
fn opened(name: &str, language: &'static str, data: &Path) -> Shop {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_millis();
    let week = Month::of_days(i64::try_from(now).expect("a moment"), 7);
    week.make_practice_folder(data, Language::of_code(language).expect("a language")).expect("a made-up week");
    let shop = Shop::open(name, language, data);
    let screen = shop.screen();
    screen.wait_cursor(&shop.words.say("field_number"));
    screen.go(&shop.words.say("nav_day_book"));
    shop
}

fn rows(screen: &Screen<'_>) -> Vec<String> {
    let texts = screen.page.script(ROWS, &[]).unwrap_or(Value::Null);
    texts.as_array().into_iter().flatten().filter_map(|text| text.as_str().map(str::to_owned)).collect()
}

/// How many sales the list has.
fn count(screen: &Screen<'_>) -> Option<i64> {
    let count = "return document.querySelector('[role=table]')?.ariaRowCount ?? null";
    Some(screen.page.script(count, &[]).ok()?.as_str()?.parse::<i64>().ok()? - 1)
}

fn wait_count(screen: &Screen<'_>, what: &str, is_right: impl Fn(i64) -> bool) -> i64 {
    screen.wait(what, FIRST_WORD, || count(screen).filter(|count| is_right(*count)))
}

fn sorted_by(screen: &Screen<'_>) -> Option<(String, String)> {
    let sorted = "const head = document.querySelector('[role=columnheader][aria-sort]');
        return head && [head.innerText.trim(), head.getAttribute('aria-sort')]";
    let sorted = screen.page.script(sorted, &[]).ok()?;
    Some((sorted[0].as_str()?.to_owned(), sorted[1].as_str()?.to_owned()))
}

#[test]
fn a_filter_narrows_list_and_sums_and_outlives_a_reload() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = opened("day-book-filter", "en", data.path());
    let (screen, say) = (shop.screen(), |key: &str| shop.words.say(key));
    choose_days(&screen, "period_always");
    let all = wait_count(&screen, "a week of sales", |count| count > 1_000);
    screen.press(&say("filter_button"));
    let panel = say("filter_title");
    screen.click("button", &say("total_failed"), Some(&panel));
    let failed = wait_count(&screen, "fewer sales", |count| count < all);
    let has_failed =
        || rows(&screen).iter().all(|row| row.contains(&say("state_failed")) || row.contains(&say("state_not_sent")));
    screen.wait("failed sales alone", FIRST_WORD, || (!rows(&screen).is_empty() && has_failed()).then_some(()));
    look(&screen, "panel");
    // What cannot be an amount is named beside it, and stays.
    screen.fill(&say("filter_least"), Some(&panel), "2x");
    screen.wait_text(&say("problem_money_no_amount"));
    screen.fill(&say("filter_least"), Some(&panel), "200");
    let dear = wait_count(&screen, "fewer sales still", |count| count < failed);
    screen.keys(key::ESC);
    screen.wait_cursor(&say("filter_button"));
    shop.app.page.reload().expect("the page loads again");
    assert_eq!(wait_count(&screen, "the same sales after a reload", |count| count == dear), dear);
    look(&screen, "chips");
    let chip = shop.words.fill("filter_remove", &[("what", &say("total_failed"))]);
    screen.press(&chip);
    wait_count(&screen, "more sales without the outcome", |count| count > dear && count < all);
    screen.press(&say("filter_clear"));
    wait_count(&screen, "all sales again", |count| count == all);
}

#[test]
fn a_list_is_sorted_by_its_columns_and_read_to_its_end() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = opened("day-book-list", "en", data.path());
    let (screen, say) = (shop.screen(), |key: &str| shop.words.say(key));
    choose_days(&screen, "period_always");
    let all = wait_count(&screen, "a week of sales", |count| count > 1_000);
    let table = say("col_amount");
    for direction in ["descending", "ascending"] {
        screen.press(&table);
        let is_sorted = || (sorted_by(&screen)? == (table.clone(), direction.to_owned())).then_some(());
        screen.wait(&format!("the list to be {direction}"), FIRST_WORD, is_sorted);
    }
    screen.press(&say("col_time"));
    screen.press(&say("col_time"));
    // The oldest sale stands first, and the newest at the end, which is read when it comes into sight.
    let first = screen.wait("rows", FIRST_WORD, || rows(&screen).into_iter().next());
    let to_end = "const box = document.querySelector('[role=rowgroup]'); box.scrollTop = box.scrollHeight; return 0";
    let last = "return [...document.querySelectorAll('[role=row]')].some((row) => row.ariaRowIndex === arguments[0] && row.querySelector('a'))";
    let last_index = (all + 1).to_string();
    screen.wait("the last row", FIRST_WORD, || {
        // A list that was sorted just now goes to its beginning once it is read.
        screen.page.script(to_end, &[]).ok()?;
        screen.page.script(last, &[json!(last_index)]).ok()?.as_bool()?.then_some(())
    });
    assert!(!rows(&screen).contains(&first), "what is out of sight is not in the page");
    let rows_in_page = "return document.querySelectorAll('[role=row]').length";
    assert!(shop.app.page.script(rows_in_page, &[]).expect("a count").as_u64().expect("a number") < 60);
}

#[test]
fn arrows_walk_the_list_while_the_sale_beside_it_follows() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = opened("day-book-walk", "en", data.path());
    let (screen, say) = (shop.screen(), |key: &str| shop.words.say(key));
    screen.resize((1280, 800));
    choose_days(&screen, "period_always");
    wait_count(&screen, "a week of sales", |count| count > 1_000);
    let id = |at: usize| {
        let ids = "return [...document.querySelectorAll('[role=table] a')].map((a) => a.id)[arguments[0]]";
        screen.page.script(ids, &[json!(at)]).ok().and_then(|id| id.as_str().map(str::to_owned)).unwrap_or_default()
    };
    let opened_row = || {
        let current = "return document.querySelector('[role=table] a[aria-current]')?.id ?? null";
        Some(screen.page.script(current, &[]).ok()?.as_str()?.to_owned())
    };
    let wait_opened = |row: &str| {
        screen.wait(&format!("{row} to be open"), FIRST_WORD, || (opened_row()? == row).then_some(()));
    };
    let (first, second, third) = (id(0), id(1), id(2));
    screen.page.script("document.getElementById(arguments[0]).focus(); return 0", &[json!(first)]).expect("a row");
    screen.keys(key::ENTER);
    wait_opened(&first);
    screen.find("region", &say("sale_label"), None);
    screen.keys(DOWN);
    wait_opened(&second);
    screen.keys(DOWN);
    wait_opened(&third);
    look(&screen, "walked");
    screen.resize((1280, 800));
    screen.keys(key::ESC);
    let cursor = || Some(screen.page.script("return document.activeElement?.id", &[]).ok()?.as_str()?.to_owned());
    screen.wait("the cursor on the row", FIRST_WORD, || (cursor()? == third && opened_row().is_none()).then_some(()));
}

/// Down, as WebDriver writes it.
const DOWN: &str = "\u{e015}";
/// Left, as WebDriver writes it.
const LEFT: &str = "\u{e012}";

#[test]
fn days_are_chosen_in_hindi_by_word_by_typing_and_in_the_calendar() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = opened("day-book-days", "hi", data.path());
    let (screen, say) = (shop.screen(), |key: &str| shop.words.say(key));
    choose_days(&screen, "period_last_year");
    screen.wait_text(&say("days_empty"));
    // At night today has no sales yet.
    choose_days(&screen, "period_yesterday");
    wait_count(&screen, "sales of yesterday", |count| count > 0);
    // Back from day to day, until one has a sale of another day that was taken back on it.
    let taken_back = shop.words.sentence_of("taken_back_title_day", "one");
    let more = shop.words.sentence_of("taken_back_title_day", "other");
    for _ in 0..7 {
        let shown = screen.text();
        if shown.contains(&taken_back) || shown.contains(&more) {
            break;
        }
        let before = day_line(&screen);
        screen.press(&say("period_before"));
        screen.wait("the day before", FIRST_WORD, || (day_line(&screen) != before).then_some(()));
        wait_count(&screen, "its sales", |count| count > 0);
    }
    screen.wait_text(&say("taken_back_apart"));
    look(&screen, "taken-back");
    let days = say("period_label");
    open_days(&screen);
    look(&screen, "days");
    screen.fill(&say("period_from"), Some(&days), &format!("31-02-2026{}", key::ENTER));
    screen.wait_text(&say("problem_money_no_such_day"));
    screen.fill(&say("period_from"), Some(&days), &format!("01-01-2026{}", key::ENTER));
    wait_count(&screen, "a year of sales", |count| count > 200);
    open_days(&screen);
    let cursor_day =
        "document.querySelector('[role=grid] [tabindex=\"0\"]').focus(); return document.activeElement.ariaLabel";
    let from = screen.page.script(cursor_day, &[]).expect("a day in the calendar");
    screen.keys(LEFT);
    let to = screen.page.script("return document.activeElement.ariaLabel", &[]).expect("another day");
    assert_ne!(from, to);
    screen.keys(&format!("{0}{0}", key::ENTER));
    screen.wait("that day alone", FIRST_WORD, || day_line(&screen).contains(to.as_str()?).then_some(()));
}

/// What the days are called.
fn day_line(screen: &Screen<'_>) -> String {
    let line = "return document.querySelector('[aria-haspopup=dialog]').innerText.trim()";
    screen.page.script(line, &[]).ok().and_then(|line| line.as_str().map(str::to_owned)).unwrap_or_default()
}
