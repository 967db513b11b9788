//! The program killed at any moment of a sale, its window and all, and started again on the same folder: what the window
//! had shown is there, the providers carried out each order once, and in the end everything is settled.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

use domain::{Mode, TerminalPrefix};
use ledger::{ChainKey, Ledger, Opening};
use rusqlite::{Connection, OpenFlags};
use serde_json::Value;

use crate::app::until;
use crate::screen::{Screen, key};
use crate::shop::{FIRST_WORD, SETTLED, Sale, Shop};

/// How many kills there are when nobody says how many.
const KILLS: u64 = 4;
/// Says how many.
const HOW_MANY: &str = "GALLA_WINDOW_KILLS";
const LEDGER: &str = "practice.db";
/// What the practice providers remember of requests and orders; it outlives the program as they would.
const BOOK: &str = "practice-providers.jsonl";

/// How a number ends, by which the practice providers choose what becomes of its sale, and until when after the second
/// Enter it is killed: a little longer than that sale takes. Each of them succeeds in the end.
const SALES: [(&str, u64); 4] = [("43210", 500), ("00011", 2_800), ("00002", 3_500), ("00006", 1_500)];

/// A sale as it stands in the books.
struct Sold {
    number: String,
    state: String,
    order_id: String,
}

/// What the practice providers know: requests and orders by order id.
#[derive(Default)]
struct Done {
    requests: BTreeMap<String, u64>,
    orders: BTreeMap<String, u64>,
}

fn books(path: &Path) -> Vec<Sold> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).expect("the ledger opens");
    let verdict: String = connection.query_row("PRAGMA integrity_check", (), |row| row.get(0)).expect("a verdict");
    assert_eq!(verdict, "ok", "the ledger is damaged");
    let query =
        "SELECT number, attempt.state, order_id FROM attempt JOIN sale ON sale.id = sale_id ORDER BY attempt.id";
    let mut statement = connection.prepare(query).expect("the ledger has its tables");
    let sold = |row: &rusqlite::Row<'_>| Ok(Sold { number: row.get(0)?, state: row.get(1)?, order_id: row.get(2)? });
    statement.query_map((), sold).expect("the sales").collect::<Result<_, _>>().expect("the sales")
}

/// The books of a program that is dead, from a copy: whoever opens the ledger first mends what the kill left, and that is
/// to be the program.
fn books_of_the_dead(data: &Path) -> Vec<Sold> {
    let copy = tempfile::tempdir().expect("a folder");
    for name in [LEDGER.to_owned(), format!("{LEDGER}-wal")] {
        // A ledger that was closed in peace has no second file.
        std::fs::copy(data.join(&name), copy.path().join(&name)).ok();
    }
    books(&copy.path().join(LEDGER))
}

fn done(data: &Path) -> Done {
    let text = std::fs::read_to_string(data.join(BOOK)).unwrap_or_default();
    let mut done = Done::default();
    // A line that the kill has cut short was never answered, and the practice providers forget it.
    for line in text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()) {
        for (kind, counts) in [("seen", &mut done.requests), ("order", &mut done.orders)] {
            if let Some(order_id) = line[kind]["order_id"].as_str() {
                *counts.entry(order_id.to_owned()).or_default() += 1;
            }
        }
    }
    done
}

/// What must hold at any moment: each order asked for once at the most, and none that the books do not know.
fn nothing_twice(sold: &[Sold], done: &Done) {
    for (order_id, times) in done.requests.iter().chain(&done.orders) {
        assert_eq!(*times, 1, "{order_id} was sent more than once");
        assert!(sold.iter().any(|sold| sold.order_id == *order_id), "{order_id} was sent and is not in the books");
    }
    let numbers: BTreeSet<&str> = sold.iter().map(|sold| sold.number.as_str()).collect();
    assert_eq!(numbers.len(), sold.len(), "one sale for each number: {numbers:?}");
}

/// What the window says of a sale, for as long as there is a window.
fn watch_until_killed(screen: &Screen<'_>, number: &str, killer: &std::thread::JoinHandle<()>) -> bool {
    let taken = ["outcome_sending", "outcome_pending", "outcome_unknown", "outcome_done"];
    let mut is_taken = false;
    while !killer.is_finished() {
        let status = screen.status();
        is_taken |= status.contains(number) && taken.iter().any(|word| status.contains(&screen.words.say(word)));
    }
    is_taken
}

/// Fills in a sale, kills everything so long after the second Enter is pressed, and tells whether the window had shown
/// the sale as taken.
fn killed_in_a_sale(shop: Shop, number: &str, after: Duration) -> bool {
    let screen = shop.screen();
    screen.fill_in(Sale { number, operator: "Airtel", rupees: "20" });
    let kill = shop.app.killer();
    // When the kill comes is what is tried out; nothing waits for it.
    let killer = std::thread::spawn(move || {
        std::thread::sleep(after);
        kill();
    });
    // Killed before the key has come, or while the driver answers, it does not answer.
    shop.app.page.keys(key::ENTER).ok();
    let is_shown = watch_until_killed(&screen, number, &killer);
    killer.join().expect("the kill");
    shop.app.gone();
    is_shown
}

/// What the window has to say after the start: that sales were on the line when some were, and nothing of a sale that is
/// none.
fn says_what_it_found(shop: &Shop, sold: &[Sold], number: &str) {
    let screen = shop.screen();
    screen.wait_cursor(&shop.words.say("field_number"));
    let understood = shop.words.say("understood");
    if sold.iter().any(|sold| sold.state == "submitted") {
        screen.press(&understood);
    } else {
        assert!(screen.look("button", &understood, None).is_none(), "nothing was on the line: {}", screen.text());
    }
    if !sold.iter().any(|sold| sold.number == number.replace(' ', "")) {
        assert!(!screen.text().contains(number), "a sale that is none is on the screen: {}", screen.text());
    }
}

/// Waits until everything that the providers carried out is done. What they never got stays open, and openly so.
fn all_settled(shop: &Shop, data: &Path) -> Vec<Sold> {
    let fits = |sold: &Sold, done: &Done| match done.orders.contains_key(&sold.order_id) {
        true => sold.state == "succeeded",
        false => matches!(sold.state.as_str(), "unknown" | "not_sent"),
    };
    let wrong = || {
        let done = done(data);
        let sold = books(&data.join(LEDGER));
        nothing_twice(&sold, &done);
        sold.iter().find(|sold| !fits(sold, &done)).map(|sold| format!("{}: {}", sold.order_id, sold.state))
    };
    let settled = until(SETTLED, || wrong().is_none().then_some(()));
    settled.unwrap_or_else(|| shop.screen().give_up(&format!("not settled: {:?}", wrong())));
    books(&data.join(LEDGER))
}

fn the_chain_holds(data: &Path) {
    let key = ChainKey { id: "practice".into(), bytes: [0; 32] };
    let opening = Opening { mode: Mode::Practice, key, prefix: TerminalPrefix::from_random(1), now_ms: 0 };
    let ledger = Ledger::open(&data.join(LEDGER), opening).expect("the ledger opens");
    let report = ledger.verify_chain().expect("the chain can be walked");
    assert_eq!((report.broken_at, report.other_key), (None, 0), "{report:?}");
    assert!(report.sealed > 0);
}

#[test]
fn killed_at_any_moment_of_a_sale_it_loses_none_and_sends_none_twice() {
    let kills = std::env::var(HOW_MANY).ok().and_then(|text| text.parse().ok()).unwrap_or(KILLS);
    let data = tempfile::tempdir().expect("a folder");
    let mut shop = Shop::first_start("killed", "en", data.path());
    let mut shown: Vec<String> = Vec::new();
    for round in 0..kills {
        let (ending, most_ms) = SALES[(round % 4) as usize];
        let number = format!("9{:04} {ending}", 1_000 + round);
        // A row of moments that comes near every moment, however many there are.
        let after = Duration::from_millis(round * 618 % 1_000 * most_ms / 1_000);
        if killed_in_a_sale(shop, &number, after) {
            shown.push(number.replace(' ', ""));
        }
        let sold = books_of_the_dead(data.path());
        let lost = shown.iter().find(|number| !sold.iter().any(|sold| sold.number == **number));
        assert_eq!(lost, None, "the window had shown it, and it is lost");
        nothing_twice(&sold, &done(data.path()));
        shop = Shop::open("killed", "en", data.path());
        says_what_it_found(&shop, &sold, &number);
    }
    let sold = all_settled(&shop, data.path());
    let newest = sold.iter().rev().find(|sold| sold.state == "succeeded");
    if let Some(newest) = newest {
        let (first, last) = newest.number.split_at(5);
        shop.screen().open_from_day_book(&format!("{first} {last}"));
        shop.screen().wait_sale(&newest.order_id, FIRST_WORD);
    }
    shop.app.pull_the_plug();
    the_chain_holds(data.path());
    let executed = done(data.path()).orders.len();
    let (begun, shown) = (sold.len(), shown.len());
    let figures = format!(
        "{kills} kills of the whole program: {shown} sales shown as taken, {begun} begun, {executed} carried out; 0 lost, 0 twice"
    );
    std::fs::write(journeys::root().join("tests/e2e/out/killed.txt"), figures).expect("the figures can be written");
}

/// The checks themselves: they see an order that was sent twice, and one that the books do not know.
#[test]
fn what_was_sent_twice_is_seen() {
    let sold = |order_id: &str| Sold { number: order_id.into(), state: "succeeded".into(), order_id: order_id.into() };
    let sent = |order_id: &str, times| Done { requests: [(order_id.to_owned(), times)].into(), ..Done::default() };
    let sees = |sold: Vec<Sold>, done: Done| std::panic::catch_unwind(|| nothing_twice(&sold, &done)).is_err();
    assert!(sees(vec![sold("A1")], sent("A1", 2)) && sees(vec![sold("A1")], sent("B1", 1)));
    assert!(sees(vec![sold("A1"), sold("A1")], sent("A1", 1)) && !sees(vec![sold("A1")], sent("A1", 1)));
}
