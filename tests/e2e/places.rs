//! Nothing moves under the mouse: the place of every target of Sell and of the frame, before and after each outcome, notice and error,
//! in windows of four sizes.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::json;

use crate::screen::{Screen, key};
use crate::shop::{FIRST_WORD, SETTLED, Sale, Shop};

/// A laptop's screen of 1366 × 768 at 150 %, a shop's old screen and its new one, and a laptop's.
const SIZES: [(u32, u32); 4] = [(911, 512), (1024, 768), (1280, 800), (1366, 768)];
const SOON: Duration = Duration::from_secs(40);
/// So far a target may be off, in px: less than anybody sees.
const EXACT: i64 = 1;
/// Every target by its name, with its left and upper edge. What comes with an outcome or a notice is no target of before; the tiles are
/// a list whose newest stands first; the wallet is as wide as its figure.
const PLACES: &str = "
  const apart = '.stage, .told, .tiles, .alarm, .purse, .backup, dialog, .skip, [hidden], [inert]';
  const nameOf = (e) => e.id || e.getAttribute('aria-label') || `${e.tagName} ${e.textContent.replace(/[\\d\\s\\u00a0\\u202f]+/g, ' ').trim()}`;
  const places = {};
  for (const e of document.querySelectorAll('button, a[href], input, select, [role=tab], [role=combobox]')) {
    if (e.closest(apart) || !e.checkVisibility()) continue;
    const at = e.getBoundingClientRect();
    places[nameOf(e)] = [Math.round(at.left), Math.round(at.top)];
  }
  return places;
";
/// The targets that are in the window and lie below something else: a card never covers the form.
const COVERED: &str = "
  const top = document.querySelector('#sell-number');
  const at = top.getBoundingClientRect();
  const on = document.elementFromPoint(at.left + at.width / 2, at.top + at.height / 2);
  return on === top ? '' : `Number lies below ${on?.outerHTML.slice(0, 120)}`;
";

/// What is loud is read whole: whose money it is, and how much.
const LOUD: &str = "
  const told = document.querySelector('.alarm a');
  return told === null || told.scrollHeight <= told.clientHeight + 1 ? '' : `the bar's sentence is cut: ${told.textContent}`;
";

/// The result is whole, and not scrolled.
const WHOLE: &str =
    "const stage = document.querySelector('.stage:has(.outcome)'); return stage.scrollHeight <= stage.clientHeight + 1";
/// The question stands in lines, and in no column beside its answers.
const IN_LINES: &str = "return document.querySelector('#sell-strip .question').getBoundingClientRect().width >= 360";

/// Until the page has been drawn three times: what follows its size is laid out with the next picture.
const DRAWN: &str = "
  const done = arguments[arguments.length - 1];
  const draw = (left) => (left === 0 ? done(0) : requestAnimationFrame(() => draw(left - 1)));
  draw(3);
";

type Places = BTreeMap<String, (i64, i64)>;

/// The places once they stay: after another size the page is laid out in more than one step.
fn look(screen: &Screen<'_>) -> Places {
    let mut before = places_now(screen);
    screen.wait("the page to come to rest", FIRST_WORD, || {
        let now = places_now(screen);
        let is_at_rest = now == before;
        before.clone_from(&now);
        is_at_rest.then_some(now)
    })
}

fn places_now(screen: &Screen<'_>) -> Places {
    screen.page.script_later(DRAWN, &[]).unwrap_or_else(|fault| screen.give_up(&fault.to_string()));
    let found = screen.page.script(PLACES, &[]).unwrap_or_else(|fault| screen.give_up(&fault.to_string()));
    let found = found.as_object().expect("places").iter();
    found.map(|(name, at)| (name.clone(), (at[0].as_i64().expect("px"), at[1].as_i64().expect("px")))).collect()
}

/// The places in each size of the window.
struct Before<'a> {
    screen: Screen<'a>,
    places: Vec<Places>,
    faults: Vec<String>,
}

impl<'a> Before<'a> {
    fn note(screen: Screen<'a>) -> Before<'a> {
        let in_size = |size| {
            screen.resize(size);
            look(&screen)
        };
        let places: Vec<Places> = SIZES.into_iter().map(in_size).collect();
        for places in &places {
            for wanted in ["sell-number", "sell-operator", "sell-amount", "tab-prepaid"] {
                assert!(places.contains_key(wanted), "{wanted} is a target: {places:?}");
            }
            assert!(places.len() > 18, "{places:?}");
        }
        Before { screen, places, faults: Vec::new() }
    }

    /// Everything is where it was, though this stands on the screen now.
    fn compare(&mut self, moment: &str) {
        for (before, size) in self.places.iter().zip(SIZES) {
            self.screen.resize(size);
            self.screen.picture(&format!("{moment}-{}", size.0));
            let now = look(&self.screen);
            let kept = before.iter().filter(|(name, _)| now.contains_key(*name)).count();
            assert!(kept * 10 >= before.len() * 9, "{moment}: most targets are gone: {now:?}");
            let moved = before.iter().filter_map(|(name, was)| {
                let is = now.get(name)?;
                let is_off = (is.0 - was.0).abs() > EXACT || (is.1 - was.1).abs() > EXACT;
                is_off.then(|| format!("{moment} at {size:?}: '{name}' went from {was:?} to {is:?}"))
            });
            self.faults.extend(moved);
            for judge in [COVERED, LOUD] {
                let told = self.screen.page.script(judge, &[]).unwrap_or_default();
                let told = told.as_str().unwrap_or_default();
                if !told.is_empty() {
                    self.faults.push(format!("{moment} at {size:?}: {told}"));
                }
            }
        }
    }
}

fn prepaid(number: &str) -> Sale<'_> {
    Sale { number, operator: "Airtel", rupees: "299" }
}

/// A sale is taken back while its customer is gone: it stands on top until somebody says that the customer was told.
fn taken_back(before: &mut Before<'_>) {
    let words = before.screen.words;
    let screen = &before.screen;
    screen.sell(prepaid("98765 00005"));
    screen.wait_outcome("98765 00005", "outcome_done", SETTLED);
    screen.open_from_day_book("98765 00005");
    screen.wait("the sale to be taken back", SETTLED, || {
        screen.press(&words.say("check_now"));
        screen.text().contains(&words.say("event_reversed")).then_some(())
    });
    let told = words.fill("alarm_told", &[("end", "0005")]);
    // It stands above the money that waits to be given back, because its customer has left and knows nothing.
    screen.wait("what is to be told", SETTLED, || screen.look("button", &told, None).map(drop));
    screen.go(&words.say("nav_sell"));
    screen.keys(key::F8);
    before.compare("taken-back");
    let screen = &before.screen;
    // It is to be read before it takes an answer.
    let is_heard = "return document.querySelector('.alarm button')?.ariaDisabled !== 'true'";
    screen.wait("an answer to be taken", SOON, || screen.page.script(is_heard, &[]).ok()?.as_bool()?.then_some(()));
    screen.press(&told);
    screen.wait("nothing to be told", SOON, || screen.look("button", &told, None).is_none().then_some(()));
    screen.open_from_day_book("98765 00005");
    screen.wait_sale(&words.say("event_customer_told"), FIRST_WORD);
}

#[test]
fn nothing_moves_under_the_mouse_whatever_is_told() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("places", "en", data.path());
    let words = &shop.words;
    let mut before = Before::note(shop.screen());
    // Errors, in the empty form and in a full one.
    before.screen.keys(&format!("123{}", key::ENTER));
    before.screen.wait_text(&words.fill("problem_number_too_short", &[("digits", "3"), ("wanted", "10")]));
    before.compare("short-number");
    before.screen.wait_read();
    before.screen.keys(&format!("{}00000 00000{}", key::F8, key::ENTER));
    before.screen.wait_text(&words.say("problem_number_is_nobodys"));
    before.compare("nobodys-number");
    before.screen.keys(key::F8);
    before.screen.wait_read();
    let button = before.screen.fill_in(prepaid("98765 00008"));
    before.compare("strip");
    before.screen.keys(key::ESC);
    before.screen.wait_cursor(&words.say("field_amount"));
    before.screen.keys(&format!("0{}", key::ENTER));
    before.screen.wait_text(&words.say("problem_amount_zero"));
    before.compare("no-amount");
    before.screen.wait_read();
    // What is longest to tell: nobody was reached, and the money goes back.
    before.screen.keys(&format!("299{}", key::ENTER));
    before.screen.wait_cursor(&button);
    before.screen.wait_read();
    before.screen.keys(key::ENTER);
    before.screen.wait_outcome("98765 00008", "outcome_not_sent", SETTLED);
    before.compare("not-sent");
    for size in SIZES.into_iter().filter(|(width, _)| *width >= 1024) {
        before.screen.resize(size);
        before
            .screen
            .wait("the whole result", SOON, || before.screen.page.script(WHOLE, &[]).ok()?.as_bool()?.then_some(()));
    }
    // The last result is one line beside the next number, and typed digits go there wherever the cursor is.
    before.screen.page.script("document.activeElement.blur(); return 0", &[]).expect("a page");
    before.screen.keys("98");
    before.screen.wait_cursor(&words.say("field_number"));
    before.screen.wait("one line of the last sale", SOON, || {
        let is_line =
            "return document.querySelector('.outcome') === null && document.querySelector('.stage .line') !== null";
        before.screen.page.script(is_line, &[]).ok()?.as_bool()?.then_some(())
    });
    before.compare("next-number");
    before.screen.keys(key::F8);
    before.screen.sell(prepaid("98765 00012"));
    before.screen.wait_outcome("98765 00012", "outcome_unknown", SETTLED);
    before.compare("no-answer");
    taken_back(&mut before);
    assert!(before.faults.is_empty(), "{} targets moved:\n  {}", before.faults.len(), before.faults.join("\n  "));
}

/// Which button Enter presses is the same and is seen, however the question was reached; the yes has a key of its own.
#[test]
fn the_question_whether_to_sell_again_has_one_answer_that_is_near() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("again-asked", "en", data.path());
    let (screen, say) = (shop.screen(), |key: &str| shop.words.say(key));
    screen.sell(prepaid("98765 00001"));
    screen.wait_outcome("98765 00001", "outcome_done", FIRST_WORD);
    let asked = |keys: &str| {
        screen.keys(key::F8);
        screen.wait_cursor(&say("field_number"));
        // A click somewhere: the page would draw no ring by itself.
        screen.click("tab", &say("service_prepaid"), None);
        screen.keys(keys);
        screen.wait_cursor(&say("repeat_no"));
        screen.wait_read();
        let drawn = "const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
            return `${outlineStyle} ${outlineWidth} ${document.activeElement.textContent.replace(/\\s+/g, ' ').trim()}`";
        screen.page.script(drawn, &[]).ok().and_then(|drawn| drawn.as_str().map(str::to_owned)).unwrap_or_default()
    };
    let typed = asked(&format!("9876500001{}", key::ENTER));
    screen.picture("typed");
    let by_key = asked(key::F4);
    screen.picture("by-key");
    assert_eq!(typed, by_key);
    assert_eq!(typed, format!("solid 4px {} {}Esc", say("repeat_no"), say("key_enter")));
    for size in SIZES.into_iter().chain([(1920, 1080)]) {
        screen.resize(size);
        screen.wait("the question in lines", SOON, || screen.page.script(IN_LINES, &[]).ok()?.as_bool()?.then_some(()));
    }
    screen.keys(key::ENTER);
    screen.wait_cursor(&say("field_number"));
    let rows = "return document.querySelectorAll('aside .tile').length";
    assert_eq!(screen.page.script(rows, &[]).expect("a page"), json!(1), "Enter sold nothing");
    let typed = "return [document.querySelector('#sell-number').value, document.querySelector('#sell-amount').value]";
    assert_eq!(
        screen.page.script(typed, &[]).expect("a page"),
        json!(["", ""]),
        "what is typed next is the next customer's"
    );
}
