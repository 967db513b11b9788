//! What the window costs while nobody does anything: open sales are looked at, not painted again and again.

use std::time::Duration;

use serde_json::json;

use crate::shop::{FIRST_WORD, Sale, Shop};

/// Sales that stay open longer than this test lasts.
const OPEN: usize = 8;
const FOREVER_MS: &str = "3600000";
/// So long the page is watched, and so often a span of seconds may change in that time: it goes by a clock of ten seconds.
const WATCHED: Duration = Duration::from_secs(20);
const CHANGES: u64 = 4;

/// Since when each sale is open hangs on nothing but the clock: how often the one that changes most often does.
const WATCH: &str = "
  const [ms] = arguments, done = arguments[arguments.length - 1];
  const counts = [];
  for (const since of document.querySelectorAll('main article dl div:first-child dd')) {
    const at = counts.push(0) - 1;
    new MutationObserver(() => counts[at] += 1).observe(since, { subtree: true, childList: true, characterData: true });
  }
  const moving = () => document.getAnimations().filter((each) => each.playState === 'running').length;
  setTimeout(() => done({ changes: Math.max(...counts), moving: moving() }), ms);
";

#[test]
fn open_sales_are_not_painted_every_second() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("idle", "en", data.path());
    drop(shop);
    let shop = Shop::open_with("idle", "en", data.path(), &[("GALLA_PRACTICE_PACE_MS", FOREVER_MS)]);
    let screen = shop.screen();
    screen.wait_cursor(&shop.words.say("field_number"));
    for at in 0..OPEN {
        screen.sell(Sale { number: &format!("98{at:03}00002"), operator: "Airtel", rupees: "20" });
    }
    screen.go(&shop.words.say("nav_pending"));
    screen.wait("the open sales", FIRST_WORD, || {
        let shown = screen.page.script("return document.querySelectorAll('main article').length", &[]).ok()?;
        (shown == json!(OPEN)).then_some(())
    });
    let ms = u64::try_from(WATCHED.as_millis()).expect("seconds");
    let seen = screen.page.script_later(WATCH, &[json!(ms)]).unwrap_or_else(|fault| screen.give_up(&fault.to_string()));
    assert_eq!(seen["moving"], json!(0), "something moves on a screen at rest");
    let changes = seen["changes"].as_u64().unwrap_or(u64::MAX);
    assert!((1..=CHANGES).contains(&changes), "{changes} changes in {} s", WATCHED.as_secs());
}

/// The screens, and what of them has a place in the address.
const PLACES: [&str; 18] = [
    "sell",
    "pending",
    "day-book",
    "day-book/money",
    "day-book/customers",
    "day-book/due",
    "day-book/close",
    "services",
    "reports",
    "reports/companies",
    "reports/match",
    "reports/complaints",
    "settings",
    "settings/shop-and-slip",
    "settings/screen",
    "settings/lists",
    "settings/safety",
    "sell",
];
/// So often a screen at rest may ask for one thing while it is watched. What is looked at every few seconds is asked for once.
const ASKS: u64 = 3;

/// From now on the page counts what it asks the counter for.
const COUNT: &str = "
  const ask = window.fetch;
  window.asked = {};
  window.fetch = (...all) => {
    const what = String(all[0]?.url ?? all[0]).split('/').pop();
    window.asked[what] = (window.asked[what] ?? 0) + 1;
    return ask(...all);
  };";
/// Goes to a place, lets it come to rest, and tells what it asked for most often after that.
const REST: &str = "
  const [place] = arguments, done = arguments[arguments.length - 1];
  location.hash = place;
  setTimeout(() => { window.asked = {}; }, 700);
  setTimeout(() => done(Object.entries(window.asked).sort((a, b) => b[1] - a[1])[0] ?? ['', 0]), 2000);";

/// An answer that is itself a reason to ask keeps the computer busy for as long as its screen is open.
#[test]
fn a_screen_at_rest_does_not_ask_without_end() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("asks", "en", data.path());
    let screen = shop.screen();
    screen.page.script(COUNT, &[]).expect("the page counts");
    for place in PLACES {
        let most =
            screen.page.script_later(REST, &[json!(place)]).unwrap_or_else(|fault| screen.give_up(&fault.to_string()));
        let times = most[1].as_u64().unwrap_or(u64::MAX);
        assert!(times <= ASKS, "{place} asks for {} {times} times", most[0]);
    }
    // The control: what was counted is what is asked for.
    screen.page.script("window.asked = {}", &[]).expect("the page counts anew");
    screen.go(&shop.words.say("nav_pending"));
    screen.wait("the questions of a screen", FIRST_WORD, || {
        let counted = screen.page.script("return window.asked.owed ?? 0", &[]).ok()?;
        (counted.as_u64()? > 0).then_some(())
    });
}

/// The page as it is shipped, without a script: it tells what to do, in both languages. With one, however late it comes, nothing
/// of that is left.
#[test]
fn a_page_whose_script_does_not_run_says_so() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("silent", "en", data.path());
    let screen = shop.screen();
    let told = "has not opened in this window yet";
    assert!(!screen.page.script("return document.body.textContent", &[]).expect("a page").to_string().contains(told));
    let file = journeys::root().join("ui/dist/index.html");
    let page = std::fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    // A script that comes in this way does not run.
    screen.page.script("document.documentElement.innerHTML = arguments[0]", &[json!(page)]).expect("the page takes it");
    let shown = "return document.getElementById('silent').checkVisibility({ visibilityProperty: true })";
    assert_eq!(
        screen.page.script(shown, &[]).expect("it is there"),
        json!(false),
        "not before the script had its time"
    );
    screen
        .wait("the words about it", FIRST_WORD, || (screen.page.script(shown, &[]).ok()? == json!(true)).then_some(()));
    let text = screen.text();
    assert!(text.contains(told) && text.contains("अभी खुला नहीं है"), "{text}");
    screen.picture("told");
    // The script was only slow: the words go by themselves.
    let run = "const script = document.createElement('script'); script.type = 'module';
        script.src = `${document.querySelector('script[type=module]').src}?late`; document.head.append(script);";
    screen.page.script(run, &[]).expect("the page takes it");
    screen.wait("the words about it to go", FIRST_WORD, || {
        let gone = screen.page.script("return document.getElementById('silent') === null", &[]).ok()?;
        (gone == json!(true)).then_some(())
    });
}
