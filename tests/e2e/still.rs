//! What stands still at *Sell*, and what is whole there: lists lie over, outcomes have one height, amounts one row, sums one line each.

use std::time::Duration;

use serde_json::{Value, json};

use crate::screen::{Screen, key};
use crate::shop::{FIRST_WORD, SETTLED, Sale, Shop};

const SOON: Duration = Duration::from_secs(40);
/// A shop's new screen, its old one, and a laptop's of 1366 × 768 at 150 %.
const SIZES: [(u32, u32); 3] = [(1280, 800), (1024, 768), (911, 512)];
/// A company that waits as long as the test does.
const LONG: &[(&str, &str)] = &[("GALLA_PRACTICE_PACE_MS", "3600000")];

/// Once the page has been drawn three times: the edges of an element, in whole px.
const EDGES: &str = "
  const done = arguments[arguments.length - 1];
  const look = () => {
    const at = document.querySelector(arguments[0])?.getBoundingClientRect();
    done(at === undefined ? null : [at.left, at.top, at.right, at.bottom].map(Math.round));
  };
  const draw = (left) => (left === 0 ? look() : requestAnimationFrame(() => draw(left - 1)));
  draw(3);
";
/// The list that is open, and whether what is seen at its middle is the list.
const IS_ON_TOP: &str = "
  const list = [...document.querySelectorAll('#sell-form [role=listbox]')].find((each) => each.checkVisibility());
  if (list === undefined) return false;
  const { left, top, width, height } = list.getBoundingClientRect();
  return [0.1, 0.5, 0.9].every((part) => list.contains(document.elementFromPoint(left + width / 2, top + height * part)));
";
/// What is wrong of how things stand: amounts that are cut, a shadow that a box cuts off, words that break.
const WRONG: &str = "
  const all = (css) => [...document.querySelectorAll(css)].filter((each) => each.checkVisibility());
  const wrong = [];
  const cutting = (each) => {
    const boxes = [];
    for (let box = each.parentElement; box !== null; box = box.parentElement) if (getComputedStyle(box).overflowY !== 'visible') boxes.push(box.getBoundingClientRect());
    return boxes;
  };
  const chips = all('.chips > button');
  for (const each of chips) {
    const { left, right, top, bottom } = each.getBoundingClientRect();
    for (const box of cutting(each)) {
      const isOut = bottom <= box.top + 1 || top >= box.bottom - 1;
      if (isOut || top < box.top - 1 || bottom > box.bottom + 1 || left < box.left - 1 || right > box.right + 1) wrong.push(`the amount '${each.textContent.trim()}' is cut`);
    }
  }
  if (new Set(chips.map((each) => Math.round(each.getBoundingClientRect().top))).size > 1) wrong.push('the amounts stand in two rows');
  for (const each of all('.outcome, #sell-strip')) {
    const { bottom } = each.getBoundingClientRect();
    for (const [, y, blur, spread] of getComputedStyle(each).boxShadow.matchAll(/[\\d.-]+px ([\\d.-]+)px ([\\d.-]+)px ([\\d.-]+)px/g)) {
      const reach = Number(y) + Number(blur) / 2 + Number(spread);
      for (const box of cutting(each)) if (bottom + reach > box.bottom + 1) wrong.push(`the shadow of '${each.className}' is cut by ${Math.round(bottom + reach - box.bottom)} px`);
    }
  }
  const lines = (each) => {
    const words = document.createRange();
    words.selectNodeContents(each);
    return new Set([...words.getClientRects()].map(({ top }) => Math.round(top / 6))).size;
  };
  for (const each of all('.day dt, .day dd')) if (lines(each) > 2 || each.scrollWidth > each.clientWidth + 1) wrong.push(`'${each.textContent}' breaks`);
  for (const each of all('.day')) if (each.scrollWidth > each.clientWidth + 1) wrong.push('the sums of the day are cut');
  if (innerWidth >= 900) for (const each of all('.outcome .title')) if (each.getClientRects().length > 0 && each.getBoundingClientRect().height > 1.6 * parseFloat(getComputedStyle(each).fontSize)) wrong.push(`'${each.textContent}' breaks`);
  if (innerWidth >= 900) for (const each of all('.outcome .sale')) if (each.scrollWidth > each.clientWidth + 1) wrong.push(`'${each.textContent}' is cut`);
  return wrong.join('; ');
";

/// Makes an amount too wide, cuts the strip's shadow off, and breaks a sum.
const PLANT: &str = "
  document.querySelector('.chips > button').style.width = '900px';
  document.querySelector('#sell-strip').parentElement.style.overflow = 'hidden';
  Object.assign(document.querySelector('.day dd').style, { whiteSpace: 'normal', width: '20px' });
  document.querySelector('.day dd').textContent = 'a b c d e f g';
  return 0";

fn airtel(number: &str) -> Sale<'_> {
    Sale { number, operator: "Airtel", rupees: "299" }
}

fn ask(screen: &Screen<'_>, script: &str) -> Value {
    screen.page.script(script, &[]).unwrap_or_else(|fault| screen.give_up(&fault.to_string()))
}

fn edges(screen: &Screen<'_>, css: &str) -> Value {
    screen.page.script_later(EDGES, &[json!(css)]).unwrap_or_else(|fault| screen.give_up(&fault.to_string()))
}

/// The edges once they stay.
fn rest(screen: &Screen<'_>, css: &str) -> Value {
    let mut before = edges(screen, css);
    screen.wait("the page to come to rest", SOON, || {
        let now = edges(screen, css);
        let is_at_rest = now == before;
        before = now;
        is_at_rest.then(|| before.clone())
    })
}

/// Everything that is wrong in each size, and where the named element stands in it.
fn look(screen: &Screen<'_>, moment: &str, css: &str) -> (Vec<String>, Vec<Value>) {
    let (mut wrong, mut places) = (Vec::new(), Vec::new());
    for size in SIZES {
        screen.resize(size);
        places.push(rest(screen, css));
        screen.picture(&format!("{moment}-{}", size.0));
        let told = ask(screen, WRONG);
        let told = told.as_str().unwrap_or_default();
        if !told.is_empty() {
            wrong.push(format!("{moment} at {size:?}: {told}"));
        }
    }
    (wrong, places)
}

#[test]
fn a_list_that_opens_lies_over_the_strip_and_moves_nothing() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("still-lists", "en", data.path());
    let screen = shop.screen();
    screen.sell(airtel("98765 00001"));
    screen.wait_outcome("98765 00001", "outcome_done", SETTLED);
    let button = screen.fill_in(airtel("98765 00011"));
    let (wrong, strips) = look(&screen, "strip", "#sell-strip");
    assert!(wrong.is_empty(), "{wrong:?}");
    let opened = |moment: &str| {
        for (size, strip) in SIZES.into_iter().zip(&strips) {
            screen.resize(size);
            assert_eq!(&rest(&screen, "#sell-strip"), strip, "{moment} at {size:?}");
            screen.picture(&format!("{moment}-{}", size.0));
            assert_eq!(ask(&screen, IS_ON_TOP), json!(true), "{moment} at {size:?}");
        }
    };
    screen.keys(key::F2);
    screen.wait("the recent numbers", SOON, || ask(&screen, IS_ON_TOP).as_bool()?.then_some(()));
    opened("recent");
    screen.keys(key::ESC);
    screen.resize(SIZES[0]);
    screen.click("field", &screen.words.say("field_operator"), None);
    screen.wait("the operators", SOON, || ask(&screen, IS_ON_TOP).as_bool()?.then_some(()));
    opened("operators");
    screen.keys(key::ESC);
    for (size, strip) in SIZES.into_iter().zip(&strips) {
        screen.resize(size);
        assert_eq!(&rest(&screen, "#sell-strip"), strip, "at {size:?} when it is closed");
    }
    assert!(screen.look("button", &button, None).is_some(), "the strip asks as before");
    // The judge is judged.
    screen.resize(SIZES[0]);
    assert_eq!(ask(&screen, WRONG), json!(""));
    ask(&screen, PLANT);
    let told = ask(&screen, WRONG);
    let told = told.as_str().unwrap_or_default();
    for wanted in ["is cut", "the shadow of", "breaks"] {
        assert!(told.contains(wanted), "{wanted}: {told}");
    }
}

/// Of one number it is done, of another it waits; their cards are as high, and what prints them is in one place.
#[test]
fn sending_waiting_and_done_have_one_height_and_their_buttons_one_place() {
    const PRINT: &str = ".outcome .print .button";
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::open_with("still-outcomes", "en", data.path(), LONG);
    let screen = shop.screen();
    screen.answer_first_questions();
    let mut seen = Vec::new();
    let mut wrong = Vec::new();
    for (number, outcome) in
        [("98765 00001", "outcome_done"), ("98765 00002", "outcome_pending"), ("98765 00012", "outcome_unknown")]
    {
        screen.resize(SIZES[0]);
        screen.sell(airtel(number));
        screen.wait_outcome(number, outcome, SETTLED);
        let (faults, cards) = look(&screen, outcome, ".outcome");
        let (_, buttons) = look(&screen, outcome, PRINT);
        wrong.extend(faults);
        seen.push((outcome, cards, buttons));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (outcome, cards, buttons) in &seen[1..] {
        assert_eq!((cards, buttons), (&seen[0].1, &seen[0].2), "{outcome}");
    }
}

/// A letter is a key in an amount as everywhere, and one that is none is not written and is told.
#[test]
fn an_amount_takes_no_letters() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("still-letters", "en", data.path());
    let (screen, say) = (shop.screen(), |key: &str| shop.words.say(key));
    screen.fill(&say("field_amount"), None, "29");
    screen.keys("xb");
    screen.wait_text(&shop.words.fill("amount_no_letters", &[("letters", "xb")]));
    // A letter of a word is no key, though by itself it would be one.
    screen.keys("op9");
    screen.wait_text(&shop.words.fill("amount_no_letters", &[("letters", "xbop")]));
    screen.wait_cursor(&say("field_amount"));
    assert_eq!(ask(&screen, "return document.querySelector('#sell-amount').value"), json!("299"));
    screen.keys("?");
    screen.find("dialog", &say("keys_title"), None);
    screen.keys(key::ESC);
    screen.keys("o");
    screen.wait_cursor(&say("field_operator"));
    assert_eq!(ask(&screen, "return document.querySelector('#sell-amount').value"), json!("299"));
}

/// What comes into a dialog by a choice moves nothing that stood there before.
#[test]
fn a_choice_in_a_dialog_moves_nothing_above_it() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::open_with("still-dialog", "en", data.path(), &[("GALLA_PRACTICE_PACE_MS", "500")]);
    let (screen, say) = (shop.screen(), |key: &str| shop.words.say(key));
    screen.answer_first_questions();
    screen.sell(airtel("98765 00012"));
    screen.wait_outcome("98765 00012", "outcome_unknown", SETTLED);
    screen.go(&say("nav_pending"));
    screen.wait("the button that ends it", SETTLED, || screen.look("button", &say("word_enter"), None).map(drop));
    for size in SIZES {
        screen.resize(size);
        screen.press(&say("word_enter"));
        screen.wait("the dialog", SOON, || screen.look("dialog", &say("word_title"), None).map(drop));
        screen.click("choice", &say("said_succeeded"), None);
        let before = (rest(&screen, "dialog h2"), rest(&screen, "dialog fieldset"), rest(&screen, "dialog .actions"));
        screen.click("choice", &say("said_failed"), None);
        let after = (rest(&screen, "dialog h2"), rest(&screen, "dialog fieldset"), rest(&screen, "dialog .actions"));
        screen.picture(&format!("failed-{}", size.0));
        assert_eq!(after, before, "at {size:?}");
        screen.keys(key::ESC);
        screen.wait("the question what becomes of what was typed", FIRST_WORD, || {
            screen.keys(key::ESC);
            ask(&screen, "return document.querySelector('dialog[open]') === null").as_bool()?.then_some(())
        });
    }
}
