//! How soon the window answers: from a key to the frame after it, the longest frame while somebody sells fast, and each screen from the
//! click to the frame that shows it. The figures are written down for `cargo xtask bench`; what is asserted is that they were taken.

use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::line::Line;
use crate::real::connected;
use crate::shop::{FIRST_WORD, SETTLED, Shop};
use crate::typing::{keys_of, newest, press, sales, sold_after, take_keyboard};

/// How many sales are typed when nobody says how many, and the variable that says it.
const SALES: usize = 4;
const HOW_MANY: &str = "GALLA_PAINTED_SALES";
/// The variable that names large books, over which the sales are typed.
const BOOKS: &str = "GALLA_LARGE_BOOKS";
/// Milliseconds from one key to the next: ten a second is a fast hand.
const GAP_MS: u64 = 100;

/// From now on the page writes down each key and each frame. A frame is over when its paint is: a message that was sent within it comes
/// after that.
const LISTEN: &str = "
  const seen = window.seenFrames = { pressed: 0, keys: [], frames: [] };
  const painted = (then) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = then;
    port2.postMessage(0);
  });
  addEventListener('keydown', (event) => {
    seen.pressed += 1;
    painted(() => seen.keys.push(performance.now() - event.timeStamp));
  }, true);
  let last = performance.now();
  const frame = (now) => { seen.frames.push(now - last); last = now; requestAnimationFrame(frame); };
  requestAnimationFrame(frame);";

/// Clicks one way of the navigation after the other, and waits until its screen stands there and nothing of it is still awaited.
const SCREENS: &str = "
  const done = arguments[arguments.length - 1], opened = {};
  const painted = () => new Promise((then) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = then;
    port2.postMessage(0);
  }));
  const there = (link) => link.ariaCurrent !== null && !document.querySelector('main[aria-busy=true], main [aria-busy=true]');
  (async () => {
    for (const link of document.querySelectorAll('header nav a, nav a')) {
      const begun = performance.now();
      link.click();
      do await painted(); while (!there(link) && performance.now() - begun < 20000);
      opened[link.innerText.trim()] = performance.now() - begun;
    }
    done(opened);
  })();";

/// What the page's own clock says of its start, in ms since it was asked for, and when that was.
const PHASES: &str = "
  const mark = (name) => performance.getEntriesByName(name)[0]?.startTime ?? null;
  const page = performance.getEntriesByType('navigation')[0];
  return { origin: performance.timeOrigin, read: page?.responseEnd ?? null, script: mark('script'), painted: mark('first-contentful-paint'),
    state: mark('state'), usable: mark('usable'), rest: mark('rest') };";

/// How a start went, part by part; each from the program's own beginning.
fn phases(of: &str, shop: &Shop) -> String {
    let seen = shop.screen().page.script(PHASES, &[]).expect("the page tells");
    let before = seen["origin"].as_f64().expect("a page has an origin") - shop.app.began_ms();
    let parts = [
        ("the page is read", "read"),
        ("its script has run", "script"),
        ("first paint", "painted"),
        ("first state", "state"),
        ("usable", "usable"),
        ("the rest is read", "rest"),
    ];
    let told = parts.map(|(name, key)| match seen[key].as_f64() {
        Some(ms) => format!("{name} {:.0}", before + ms),
        None => format!("{name} not told"),
    });
    format!("a start {of}, ms from the process: web view {before:.0}, {}", told.join(", "))
}

/// Opens the counter on a folder that is known, and waits until all of its page is read.
fn started(data: &Path) -> Shop {
    let shop = Shop::open("paint", "en", data);
    shop.screen().wait_cursor(&shop.words.say("field_number"));
    shop.screen().wait("the rest of the page", FIRST_WORD, || {
        let whole = "return performance.getEntriesByName('rest').length > 0";
        (shop.screen().page.script(whole, &[]).ok()? == true).then_some(())
    });
    shop
}

/// The starts of a counter that has sold nothing, and of one that sells for real with its logins in a keychain.
fn starts() -> Vec<String> {
    let data = tempfile::tempdir().expect("a folder");
    drop(Shop::first_start("paint", "en", data.path()));
    let empty = phases("with empty books", &started(data.path()));
    let (data, line) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let line = Line::start(line.path(), 0);
    drop(connected("paint", data.path(), &line));
    vec![empty, phases("for real, with a keychain", &started(data.path()))]
}

/// A folder that practises over the books that are named; over empty ones where none are.
fn books_to_sell_from() -> TempDir {
    let data = tempfile::tempdir().expect("a folder");
    drop(Shop::first_start("paint", "en", data.path()));
    if let Some(large) = std::env::var_os(BOOKS) {
        std::fs::copy(large, data.path().join("practice.db")).expect("the large books are there");
    }
    data
}

/// What a counter would be told of a figure that misses its aim.
fn verdict(is_met: bool) -> &'static str {
    if is_met { "" } else { "  over the aim" }
}

fn at(sorted: &[f64], hundredths: usize) -> f64 {
    sorted.get((sorted.len() * hundredths / 100).min(sorted.len().saturating_sub(1))).copied().unwrap_or_default()
}

fn sorted(of: &Value) -> Vec<f64> {
    let mut all: Vec<f64> = of.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    all.sort_by(f64::total_cmp);
    all
}

#[test]
fn keys_frames_and_screens_are_timed() {
    let asked: Option<usize> = std::env::var(HOW_MANY).ok().and_then(|text| text.parse().ok());
    let wanted = asked.unwrap_or(SALES);
    let mut figures = if asked.is_some() { starts() } else { Vec::new() };
    let data = books_to_sell_from();
    let newest = newest(data.path());
    let shop = started(data.path());
    figures.push(phases(&format!("with {newest} sales in the books"), &shop));
    let screen = shop.screen();
    take_keyboard();
    screen.page.script(LISTEN, &[]).expect("the page listens");
    let typed = sales(0, wanted);
    // The customers come one after the other, each when the one before has an end.
    for (at, sale) in typed.iter().enumerate() {
        press(&keys_of(std::slice::from_ref(sale)), GAP_MS);
        let begun = || (sold_after(data.path(), newest).len() > at).then_some(());
        screen.wait("the sale in the books", SETTLED, begun);
        screen.wait_cursor(&shop.words.say("field_number"));
    }
    let counted = "const seen = window.seenFrames; return seen.keys.length === seen.pressed ? seen : null";
    let seen = screen.wait("a frame after each key", FIRST_WORD, || {
        screen.page.script(counted, &[]).ok().filter(|seen| !seen.is_null())
    });
    let (keys, frames) = (sorted(&seen["keys"]), sorted(&seen["frames"]));
    assert_eq!(keys.len(), keys_of(&typed).len(), "each key that was pressed is heard once");
    let opened = screen.page.script_later(SCREENS, &[]).unwrap_or_else(|fault| screen.give_up(&fault.to_string()));
    let opened: Vec<(String, f64)> =
        opened.as_object().into_iter().flatten().filter_map(|(n, ms)| Some((n.clone(), ms.as_f64()?))).collect();
    assert!(opened.len() >= 5 && opened.iter().all(|(_, ms)| *ms < 20_000.0), "a screen does not open: {opened:?}");
    figures.extend(told(wanted, &keys, &frames, &opened));
    let figures = figures.join("\n");
    println!("{figures}");
    std::fs::write(journeys::root().join("tests/e2e/out/paint.txt"), figures).expect("the figures can be written");
    // Nothing that was measured may have gone wrong.
    screen.page.script("location.hash = 'sell'", &[]).expect("the page goes");
    screen.wait_cursor(&shop.words.say("field_number"));
    assert_eq!(sold_after(data.path(), newest), typed);
}

/// Keys, frames and screens in words.
fn told(sales: usize, keys: &[f64], frames: &[f64], opened: &[(String, f64)]) -> [String; 3] {
    let over = |most: f64| frames.iter().filter(|ms| **ms > most).count();
    let screens: Vec<String> = opened.iter().map(|(name, ms)| format!("{name} {ms:.0}")).collect();
    [
        format!(
            "{sales} sales: from a key to the frame after it {:.0} ms in the middle, {:.0} at most, {:.0} for 95 of 100 (aim: at most 50){}",
            at(keys, 50),
            at(keys, 100),
            at(keys, 95),
            verdict(at(keys, 95) <= 50.0)
        ),
        format!(
            "of {} frames {} took over 50 ms and {} over 100, the longest {:.0} ms (aim: at most 100){}",
            frames.len(),
            over(50.0),
            over(100.0),
            at(frames, 100),
            verdict(over(100.0) == 0)
        ),
        format!(
            "screens, ms from the click to the frame that shows them: {} (aim: at most 150){}",
            screens.join(", "),
            verdict(opened.iter().all(|(_, ms)| *ms <= 150.0))
        ),
    ]
}
