//! axe-core on every screen, in both languages and both themes: nothing that keeps a person out.

use serde_json::json;

pub use crate::axe::judge;
use crate::axe::judge_both;
use crate::screen::{Screen, key};
use crate::setting_places::setting_places;
use crate::shop::{FIRST_WORD, Sale, Shop};

/// A laptop's screen of 1366 × 768 at 150 %, a shop's old screen and its new one; the last is the one the window has at first.
pub const SIZES: &[(u32, u32)] = &[(911, 512), (1024, 768), (1280, 800)];

/// The forms of the services desk, each with words that it alone has.
const SERVICES: &[(&str, &str)] =
    &[("pan", "how_pan_2"), ("account", "agent_title"), ("aadhaar", "consent_title"), ("load", "load_hint")];

/// Looks at the screen with axe-core in both themes, and in each size, with a picture: nothing may keep a person out, and nothing may
/// be cut off at its side.
pub fn look(screen: &Screen<'_>, moment: &str) {
    look_and(screen, moment, |_| ());
}

/// The same, and whatever else is to be true in a window of each width.
pub fn look_and(screen: &Screen<'_>, moment: &str, also: impl Fn(u32)) {
    let grave = judge_both(screen);
    assert!(grave.is_empty(), "{moment}: {grave:?}");
    for size in SIZES {
        let wide = overflow(screen, *size);
        photograph(screen, &format!("{moment}-{}", size.0));
        assert_eq!(wide, None, "{moment} at {size:?}");
        also(size.0);
    }
}

/// A picture for whoever looks at it. On a build server nobody does; where a test gives up there, one is taken all the same.
fn photograph(screen: &Screen<'_>, moment: &str) {
    if std::env::var_os("CI").is_none() {
        screen.picture(moment);
    }
}

/// What is wrong with the page in a window of this size: nothing may be cut off at its side.
fn overflow(screen: &Screen<'_>, size: (u32, u32)) -> Option<String> {
    screen.resize(size);
    let wide = screen.page.script("return document.documentElement.scrollWidth - innerWidth", &[]).ok()?.as_i64()?;
    (wide > 0).then(|| format!("the page is {wide} px wider than the window"))
}

/// All screens of one shop, with what was found on each.
struct Walk<'a> {
    screen: Screen<'a>,
    found: Vec<String>,
}

impl Walk<'_> {
    fn look(&mut self, moment: &str) {
        let grave = judge_both(&self.screen);
        photograph(&self.screen, moment);
        for size in SIZES {
            self.found.extend(overflow(&self.screen, *size).map(|words| format!("{moment} at {size:?}: {words}")));
        }
        self.found.extend(grave.into_iter().map(|words| format!("{moment}: {words}")));
    }

    fn every_screen(&mut self, operator: &str) {
        let say = |key: &str| self.screen.words.say(key);
        let number = "98765 00002";
        let sale = Sale { number, operator, rupees: "299" };
        self.look("sell-empty");
        self.screen.fill_in(sale);
        self.look("sell-strip");
        self.screen.keys(key::ENTER);
        self.screen.wait_outcome(number, "outcome_pending", FIRST_WORD);
        self.look("sell-pending");
        self.screen.press(&say("print"));
        self.screen.wait_text("98765");
        self.look("receipt");
        self.screen.keys(key::ESC);
        for (name, moment) in [
            ("nav_pending", "pending"),
            ("nav_day_book", "day-book"),
            ("nav_services", "services"),
            ("nav_reports", "reports"),
            ("nav_settings", "settings"),
        ] {
            self.screen.go(&say(name));
            self.look(moment);
        }
        for place in setting_places() {
            self.screen.settings(&place);
            self.look(&format!("settings-{place}"));
        }
        for (part, words) in SERVICES {
            self.screen.page.script("location.hash = arguments[0]", &[json!(format!("services/{part}"))]).ok();
            self.screen.wait_text(&say(words));
            self.look(&format!("services-{part}"));
        }
        self.screen.open_from_day_book(number);
        self.screen.wait_sale(&say("event_submitted"), FIRST_WORD);
        self.look("sale-opened");
        self.screen.keys("?");
        self.look("keys");
    }
}

fn nobody_is_kept_out(name: &str, language: &'static str, operator: &str) {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::open(name, language, data.path());
    let mut walk = Walk { screen: shop.screen(), found: Vec::new() };
    walk.screen.choose_language();
    walk.look("first-start");
    walk.screen.answer_first_questions();
    walk.every_screen(operator);
    assert!(walk.found.is_empty(), "grave findings:\n  {}", walk.found.join("\n  "));
}

#[test]
fn nobody_is_kept_out_in_english() {
    nobody_is_kept_out("looks-en", "en", "Airtel");
}

#[test]
fn nobody_is_kept_out_in_hindi() {
    nobody_is_kept_out("looks-hi", "hi", "एयरटेल");
}

/// The judge itself is judged: a picture without words and grey on grey have to be found.
#[test]
fn axe_finds_planted_faults() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::open("planted", "en", data.path());
    let screen = shop.screen();
    screen.choose_language();
    let plant = "document.body.insertAdjacentHTML('beforeend', arguments[0])";
    let faults =
        "<button></button><p style='position:fixed;top:0;z-index:99;color:#888;background:#999'>unreadable</p>";
    screen.page.script(plant, &[json!(faults)]).expect("the page takes it");
    let (_, grave) = judge(&screen);
    for fault in ["button-name", "color-contrast"] {
        assert!(grave.iter().any(|words| words.contains(fault)), "{fault} was not found: {grave:?}");
    }
}
