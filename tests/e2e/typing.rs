//! Typing ahead in the real window: keys as a keyboard sends them, at the speed of fast fingers and of scanners, on an idle
//! computer and on a busy one. Every sale that was typed stands in the ledger, with its own number and amount, and no other.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use serde_json::json;

use crate::app::until;
use crate::screen::key;
use crate::shop::{FIRST_WORD, SETTLED, Shop};

/// Milliseconds from one key to the next.
const GAPS_MS: [u64; 6] = [1, 5, 12, 25, 50, 120];
/// How many sales are typed when nobody says how many, and the variable that says it.
const SALES: usize = 36;
const HOW_MANY: &str = "GALLA_TYPED_SALES";
/// So many are typed in one breath.
const BREATH: usize = 3;

/// A number and an amount.
pub type Sold = (String, i64);

fn books(data: &Path) -> Connection {
    let file = data.join("practice.db");
    let connection = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY).expect("the ledger opens");
    connection.busy_timeout(Duration::from_secs(5)).expect("a ledger waits");
    connection
}

/// The sales of the practice ledger, in their order.
pub fn ledger(data: &Path) -> Vec<Sold> {
    sold_after(data, 0)
}

/// The same, without those up to this one.
pub fn sold_after(data: &Path, sale_id: i64) -> Vec<Sold> {
    let books = books(data);
    let sql = "SELECT number, amount_paise FROM sale WHERE id > ?1 ORDER BY id";
    let mut all = books.prepare(sql).expect("it has its tables");
    let rows = all.query_map([sale_id], |row| Ok((row.get(0)?, row.get(1)?))).expect("the sales");
    rows.collect::<Result<_, _>>().expect("the sales")
}

/// The newest sale of the practice ledger; 0 where there is none.
pub fn newest(data: &Path) -> i64 {
    books(data).query_row("SELECT ifnull(max(id), 0) FROM sale", (), |row| row.get(0)).expect("a number")
}

/// Presses keys through the screen's own keyboard; `\n` is Enter, an escape a new sale.
pub fn press(text: &str, gap_ms: u64) {
    let mut keyboard = Command::new("xdotool");
    keyboard.args(["key", "--delay", &gap_ms.to_string()]);
    keyboard.args(text.chars().map(|sign| match sign {
        '\n' => "Return".to_owned(),
        '\x1b' => "F8".to_owned(),
        ' ' => "space".to_owned(),
        sign => sign.to_string(),
    }));
    assert!(keyboard.status().expect("xdotool is installed").success(), "the keys could not be sent");
}

/// The windows that are on the screen.
pub fn windows_on_screen() -> Vec<String> {
    let found = Command::new("xdotool").args(["search", "--onlyvisible", "--name", "^Galla$"]).output();
    let ids = String::from_utf8(found.expect("xdotool is installed").stdout).expect("numbers");
    ids.lines().map(str::to_owned).collect()
}

/// Gives the only window the keyboard, as a desktop does with the one in front.
pub fn take_keyboard() -> String {
    let only = || <[String; 1]>::try_from(windows_on_screen()).ok();
    let [window] = until(FIRST_WORD, only).expect("one window is on the screen");
    let focused = Command::new("xdotool").args(["windowfocus", "--sync", &window]).status();
    assert!(focused.expect("xdotool is installed").success(), "the window takes no keyboard");
    window
}

/// All processors are busy for as long as this lives.
struct Load {
    over: Arc<AtomicBool>,
}

impl Load {
    fn on() -> Load {
        let over = Arc::new(AtomicBool::new(false));
        let threads = std::thread::available_parallelism().map_or(2, usize::from) * 2;
        for _ in 0..threads {
            let over = over.clone();
            std::thread::spawn(move || {
                while !over.load(Ordering::Relaxed) {
                    std::hint::spin_loop();
                }
            });
        }
        Load { over }
    }
}

impl Drop for Load {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
    }
}

/// The next sales: numbers that nobody has had, and an amount that is not the one before.
pub fn sales(from: usize, count: usize) -> Vec<Sold> {
    (from..from + count).map(|at| (format!("98115{:05}", 10_000 + at), 1_000 + (at as i64 % 9) * 100)).collect()
}

pub fn keys_of(sales: &[Sold]) -> String {
    let keys = |(number, paise): &Sold| format!("{} {}\n{}\n\n", &number[..5], &number[5..], paise / 100);
    sales.iter().map(keys).collect()
}

#[test]
fn what_is_typed_ahead_is_sold_as_it_was_typed() {
    let wanted: usize = std::env::var(HOW_MANY).ok().and_then(|text| text.parse().ok()).unwrap_or(SALES);
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("typing", "en", data.path());
    let screen = shop.screen();
    take_keyboard();
    let mut typed: Vec<Sold> = Vec::new();
    let mut round = 0;
    while typed.len() < wanted {
        let gap_ms = GAPS_MS[round / 2 % GAPS_MS.len()];
        let load = (round % 2 == 1).then(Load::on);
        let breath = sales(typed.len(), BREATH.min(wanted - typed.len()));
        press(&keys_of(&breath), gap_ms);
        typed.extend(breath);
        let all = || (ledger(data.path()).len() >= typed.len()).then_some(());
        if until(SETTLED, all).is_none() || ledger(data.path()) != typed {
            let (load, sold) = (load.is_some(), ledger(data.path()));
            screen.give_up(&format!("{gap_ms} ms a key, busy {load}: typed {typed:?}, sold {sold:?}"));
        }
        round += 1;
    }
    // Nothing comes after it either.
    screen.wait_outcome(&spaced(&typed[wanted - 1].0), "outcome_done", FIRST_WORD);
    screen.wait_cursor(&shop.words.say("field_number"));
    assert_eq!(ledger(data.path()), typed);
    assert!(!screen.text().contains(&shop.words.sentence("keys_unused")), "{}", screen.text());
    let figures = format!("{wanted} sales typed ahead, a key each 1 to 120 ms, idle and busy: 0 wrong, 0 lost");
    std::fs::write(journeys::root().join("tests/e2e/out/typing.txt"), figures).expect("the figures can be written");
}

fn spaced(number: &str) -> String {
    format!("{} {}", &number[..5], &number[5..])
}

#[test]
fn a_question_is_not_answered_by_what_was_typed_before_it() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("typed-question", "en", data.path());
    let screen = shop.screen();
    take_keyboard();
    let first = sales(0, 1);
    press(&keys_of(&first), 5);
    screen.wait_outcome(&spaced(&first[0].0), "outcome_done", SETTLED);
    // The same sale again, and in the same breath the next customer.
    let breath = [first.clone(), sales(1, 1)].concat();
    press(&keys_of(&breath), 5);
    screen.wait_cursor(&shop.words.say("repeat_no"));
    screen.wait_text(&shop.words.sentence("keys_unused"));
    assert_eq!(ledger(data.path()), first, "nothing but the first is sold");
    screen.picture("asked");
    // A person has read it: no, and the customer after it.
    screen.wait_read();
    screen.keys(key::ENTER);
    screen.wait_cursor(&shop.words.say("field_number"));
    press(&keys_of(&breath[1..]), 5);
    screen.wait_outcome(&spaced(&breath[1].0), "outcome_done", FIRST_WORD);
    assert_eq!(ledger(data.path()), [first, sales(1, 1)].concat());
}

/// In one moment of the page, so that nothing can have come to rest in between: Enter in Number, an amount, its two Enters, the next
/// number's beginning, and a click on another screen. Tells whether the click's press was kept from the page, and where it is then.
const BREATH_AND_CLICK: &str = "
    const press = (key) => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, code: key, bubbles: true, cancelable: true }));
    ['Enter', '4', '1', 'Enter', 'Enter', '9', '8'].forEach(press);
    const there = arguments[0];
    const mouse = (name) => there.dispatchEvent(new MouseEvent(name, { bubbles: true, cancelable: true, button: 0 }));
    const pressed = mouse('mousedown');
    there.click();
    return [pressed, location.hash];";

/// First everything that was typed, then the other screen; and nothing of it is lost.
#[test]
fn a_click_elsewhere_comes_after_the_keys_before_it() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("typed-click", "en", data.path());
    let (screen, say) = (shop.screen(), |key: &str| shop.words.say(key));
    screen.keys("9811510001");
    screen.wait("the operator that is suggested", FIRST_WORD, || {
        let operator = "return document.getElementById('sell-operator').value !== ''";
        screen.page.script(operator, &[]).ok()?.as_bool()?.then_some(())
    });
    let hash = screen.page.script("return location.hash", &[]).expect("the page tells");
    let there = screen.find("link", &say("nav_pending"), None);
    let seen = screen.page.script(BREATH_AND_CLICK, &[there.value()]).expect("the page takes it");
    assert_eq!(seen, json!([false, hash]), "the click overtook the keys");
    screen.wait("the other screen", SETTLED, || {
        let current = "return document.querySelector('nav [aria-current]')?.innerText ?? ''";
        screen.page.script(current, &[]).ok()?.as_str()?.contains(&say("nav_pending")).then_some(())
    });
    assert_eq!(ledger(data.path()), [("9811510001".to_owned(), 4_100)], "what was typed before the click is sold");
    screen.go(&say("nav_sell"));
    screen.wait("what was begun", FIRST_WORD, || {
        let typed = "return document.getElementById('sell-number').value";
        (screen.page.script(typed, &[]).ok()? == json!("98")).then_some(())
    });
    assert!(!screen.text().contains(&shop.words.sentence("keys_unused")), "{}", screen.text());
}

/// In one moment of the page: Enter in Number, an input method that puts its sign into the field as a browser lets it, and the keys
/// after it. Tells what stands in the field when the input method has ended.
const BREATH_AND_COMPOSITION: &str = "
    const done = arguments[arguments.length - 1];
    const field = document.activeElement;
    const tell = (event) => document.activeElement.dispatchEvent(event);
    const press = (key) => tell(new KeyboardEvent('keydown', { key, code: key, bubbles: true, cancelable: true }));
    const composition = (name, data) => tell(new CompositionEvent(name, { data, bubbles: true, cancelable: true }));
    press('Enter');
    composition('compositionstart', '');
    composition('compositionupdate', '४');
    field.setRangeText('४', field.value.length, field.value.length, 'end');
    tell(new InputEvent('input', { inputType: 'insertCompositionText', data: '४', isComposing: true, bubbles: true }));
    // Long enough for the cursor to go, if it were let go.
    setTimeout(() => {
      const held = [document.activeElement === field, document.getElementById('sell-amount').value];
      composition('compositionend', '4');
      field.setRangeText('4', field.value.length - 1, field.value.length, 'end');
      tell(new InputEvent('input', { inputType: 'insertFromComposition', data: '4', bubbles: true }));
      ['1', 'Enter', 'Enter'].forEach(press);
      done([...held, field.value]);
    }, 500);";

/// What it makes goes where the cursor is by then, and out of the field in which it began.
#[test]
fn a_composition_keeps_its_place_among_the_keys() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("typed-composition", "en", data.path());
    let screen = shop.screen();
    screen.keys("9811510001");
    screen.wait("the operator that is suggested", FIRST_WORD, || {
        let operator = "return document.getElementById('sell-operator').value !== ''";
        screen.page.script(operator, &[]).ok()?.as_bool()?.then_some(())
    });
    let seen = screen.page.script_later(BREATH_AND_COMPOSITION, &[]).expect("the page takes it");
    assert_eq!(seen, json!([true, "", "98115 10001"]));
    screen.wait_outcome("98115 10001", "outcome_done", SETTLED);
    assert_eq!(ledger(data.path()), [("9811510001".to_owned(), 4_100)]);
    assert!(!screen.text().contains(&shop.words.sentence("keys_unused")), "{}", screen.text());
}

#[test]
fn the_enter_that_ends_a_composition_is_no_enter() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("composition", "en", data.path());
    let screen = shop.screen();
    screen.keys("9811510001");
    let enter = "const field = document.activeElement;
        for (const isComposing of [true, false])
          field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', keyCode: 229, which: 229, isComposing, bubbles: true, cancelable: true }));
        return document.activeElement === field";
    let stays = screen.page.script(enter, &[]).expect("the page takes it");
    assert_eq!(stays, json!(true));
    screen.keys(key::ENTER);
    screen.wait_cursor(&shop.words.say("field_amount"));
    assert!(ledger(data.path()).is_empty());
}
