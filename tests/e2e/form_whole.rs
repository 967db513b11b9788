//! Form, outcome and notices share one window, in each size, in each size of the letters: the form is whole, the outcome's buttons are one
//! press away, no notice is lost, and the ring around what has the cursor is seen.

use std::path::Path;
use std::time::Duration;

use serde_json::json;

use crate::axe::wear;
use crate::screen::{Screen, key};
use crate::shop::{SETTLED, Sale, Shop};

const TAB: &str = "\u{e004}";
const SOON: Duration = Duration::from_secs(40);
/// A shop's new screen and its old one, and a laptop's of 1366 × 768 at 150 %.
const SIZES: [(u32, u32); 3] = [(1280, 800), (1024, 768), (911, 512)];
/// Of the letters, in percent.
const LETTERS: [u32; 2] = [100, 140];
/// How many notices stand there.
const NOTICES: [u32; 3] = [0, 1, 2];
/// How a sale ends, by the end of its number.
const ENDS: [(&str, &str); 4] = [
    ("98765 00001", "outcome_done"),
    ("98765 00004", "outcome_failed"),
    ("98765 00008", "outcome_not_sent"),
    ("98765 00010", "outcome_failed"),
];
/// How it stands while its end is not known.
const WAITS: [(&str, &str); 2] = [("98765 00002", "outcome_pending"), ("98765 00012", "outcome_unknown")];
/// With the second, a company waits as long as the test with a sale that is pending.
const PACES: [&str; 2] = ["500", "3600000"];

/// Ctrl and a key: the driver's own keys come one by one.
const WITH_CTRL: &str =
    "dispatchEvent(new KeyboardEvent('keydown', { key: arguments[0], ctrlKey: true, cancelable: true })); return 0";
/// Has so many notices stand at *Sell*: the one about a file that was made anew, taken away or put there a second time.
const PLANT: &str = "
  const standing = document.querySelector('#sell-standing');
  window.notice ??= standing.querySelector('.notice');
  document.querySelectorAll('.planted').forEach((each) => each.remove());
  if (arguments[0] === 0) window.notice.remove();
  else if (!window.notice.isConnected) standing.prepend(window.notice);
  if (arguments[0] < 2) return 0;
  const second = window.notice.cloneNode(true);
  second.classList.add('planted');
  standing.append(second);
  return 0";
/// Once the page has been drawn three times: everything that is wrong. Lines are those of a label's own words.
const WRONG: &str = "
  const done = arguments[arguments.length - 1];
  const all = (css) => [...document.querySelectorAll(css)].filter((each) => each.checkVisibility());
  const named = (each) => each.getAttribute('aria-label') ?? (each.textContent.trim().replace(/\\s+/g, ' ') || each.id);
  const isOnTop = (each) => {
    const { left, top, width, height } = each.getBoundingClientRect();
    const on = document.elementFromPoint(left + width / 2, top + height / 2);
    return on !== null && (each.contains(on) || on.contains(each) && on.matches('label, .field'));
  };
  const isCut = (each) => getComputedStyle(each).display !== 'inline' && (each.scrollHeight > each.clientHeight + 1 || each.scrollWidth > each.clientWidth + 1);
  const lines = (label) => {
    const words = document.createRange();
    const text = [...label.childNodes].find((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== '');
    if (text === undefined) return 0;
    words.selectNodeContents(text);
    return new Set([...words.getClientRects()].map(({ top }) => Math.round(top / 4))).size;
  };
  const look = () => {
    const wrong = [];
    const fill = document.querySelector('.fill'), within = fill.getBoundingClientRect();
    const labels = all('#sell-form label'), boxes = all('#sell-form input');
    if (labels.length < 3 || boxes.length < 3) wrong.push(`${labels.length} labels, ${boxes.length} fields`);
    if (fill.scrollHeight > fill.clientHeight + 1) wrong.push(`the form has ${fill.clientHeight} of ${fill.scrollHeight} px`);
    for (const each of [...labels, ...boxes]) {
      const { top, bottom } = each.getBoundingClientRect();
      if (top < within.top - 1 || bottom > within.bottom + 1 || bottom > innerHeight) wrong.push(`'${named(each)}' is not whole`);
      else if (!isOnTop(each)) wrong.push(`'${named(each)}' is covered`);
    }
    for (const each of labels) {
      if (isCut(each)) wrong.push(`'${named(each)}' is cut`);
    }
    for (const each of all('#sell-form label, #sell-strip label')) {
      if (lines(each) > 2) wrong.push(`'${named(each)}' stands in ${lines(each)} lines`);
    }
    const outcome = all('.outcome');
    if (arguments[0] && outcome.length === 0) wrong.push('no outcome');
    for (const each of all('.outcome .title, .outcome .sale, .outcome button, .outcome a')) {
      if (!isOnTop(each)) wrong.push(`'${named(each)}' of the outcome is covered`);
    }
    const count = document.querySelectorAll('#sell-standing .notice').length;
    const told = all('.told .notice, .foot .alerts');
    if (count > 0 && told.length === 0) wrong.push(`${count} notices are hidden, and nothing opens them`);
    for (const each of all('.foot button')) {
      if (!isOnTop(each)) wrong.push(`'${named(each)}' of the lowest line is covered`);
    }
    done(wrong.join('; '));
  };
  const draw = (left) => (left === 0 ? look() : requestAnimationFrame(() => draw(left - 1)));
  draw(3);
";
/// Every control with the cursor in it, and how far its ring differs from what it is drawn on.
const RINGS: &str = "
  const light = ([red, green, blue]) => [red, green, blue].map((each) => each / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const colours = (text) => [...text.matchAll(/rgba?\\(([^)]+)\\)/g)].map(([, parts]) => parts.split(/[ ,/]+/).map(Number)).filter(([, , , alpha = 1]) => alpha > 0.9);
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const groundOf = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const [colour] = colours(getComputedStyle(at).backgroundColor);
      if (colour !== undefined) return colour;
    }
    return [255, 255, 255];
  };
  const near = (element) => [element, element.parentElement, element.parentElement?.parentElement].filter((each) => each !== null && each !== undefined);
  const drawn = (element) => near(element).map((each) => {
    const { outlineStyle, outlineColor, outlineWidth, outlineOffset, boxShadow, borderBottomColor, borderBottomWidth } = getComputedStyle(each);
    const outline = outlineStyle === 'none' || parseFloat(outlineWidth) < 2 ? '' : outlineColor;
    return { each, outline, isInside: parseFloat(outlineOffset) < 0, shadow: boxShadow, border: parseFloat(borderBottomWidth) >= 2 ? borderBottomColor : '' };
  });
  const wrong = [], seen = new Set();
  const controls = [...document.querySelectorAll('.shell button, .shell a[href], .shell input, .shell select')];
  for (const element of controls) {
    if (!element.checkVisibility() || element.disabled || element.tabIndex < 0 || element.matches('.skip') || element.closest('[inert]') !== null) continue;
    document.activeElement?.blur();
    const before = drawn(element);
    element.focus({ preventScroll: true });
    if (document.activeElement !== element) continue;
    const rings = drawn(element).flatMap((now, at) => {
      const was = before[at], ground = groundOf(now.isInside ? now.each : now.each.parentElement);
      const changed = [now.outline !== was.outline ? now.outline : '', now.shadow !== was.shadow ? now.shadow : '', now.border !== was.border ? now.border : ''];
      return changed.flatMap((text) => colours(text)).map((colour) => contrast(colour, ground));
    });
    const name = element.id || element.getAttribute('aria-label') || element.textContent.trim().replace(/\\s+/g, ' ');
    seen.add(name);
    const best = Math.max(0, ...rings);
    if (best < 3) wrong.push(`'${name}' ${best.toFixed(1)}`);
  }
  return [seen.size, wrong.join('; ')];
";

fn script_text(screen: &Screen<'_>, script: &str, with: serde_json::Value) -> String {
    let told = screen.page.script_later(script, &[with]).unwrap_or_else(|fault| screen.give_up(&fault.to_string()));
    told.as_str().unwrap_or_default().to_owned()
}

fn letters(screen: &Screen<'_>, percent: u32) {
    for pressed in std::iter::once("0").chain(std::iter::repeat_n("+", (percent / 10 - 10) as usize)) {
        screen.page.script(WITH_CTRL, &[json!(pressed)]).unwrap_or_else(|fault| screen.give_up(&fault.to_string()));
    }
}

/// Everything that is wrong in any size, with what stands there now.
fn look(screen: &Screen<'_>, moment: &str, has_outcome: bool) -> Vec<String> {
    let mut wrong = Vec::new();
    for size in SIZES {
        for percent in LETTERS {
            letters(screen, percent);
            screen.resize(size);
            for count in NOTICES {
                screen.page.script(PLANT, &[json!(count)]).unwrap_or_else(|fault| screen.give_up(&fault.to_string()));
                // The window has its size before the page is laid out in it.
                let mut told = script_text(screen, WRONG, json!(has_outcome));
                screen.wait("the page to come to rest", SOON, || {
                    let again = script_text(screen, WRONG, json!(has_outcome));
                    let is_at_rest = again == told;
                    told = again;
                    is_at_rest.then_some(())
                });
                if count != 1 {
                    screen.picture(&format!("{moment}-{}-{percent}-{count}", size.0));
                }
                if !told.is_empty() {
                    let words = screen.words.language;
                    wrong.push(format!(
                        "{moment}, {words}, {}x{}, {percent} %, {count} notices: {told}",
                        size.0, size.1
                    ));
                }
            }
        }
    }
    letters(screen, 100);
    screen.page.script(PLANT, &[json!(1)]).unwrap_or_else(|fault| screen.give_up(&fault.to_string()));
    wrong
}

/// The rings of all controls that are there, in both themes.
fn rings(screen: &Screen<'_>, moment: &str) -> Vec<String> {
    // A key was the last that was pressed, as where somebody walks by Tab.
    screen.keys(TAB);
    let look = || {
        let told = screen.page.script(RINGS, &[]).unwrap_or_else(|fault| screen.give_up(&fault.to_string()));
        (told[0].as_u64().unwrap_or_default(), told[1].as_str().unwrap_or_default().to_owned())
    };
    let in_theme = |theme: &str| {
        wear(screen, theme);
        let mut told = look();
        screen.wait("the page to come to rest", SOON, || {
            let again = look();
            let is_at_rest = again == told;
            told = again;
            is_at_rest.then_some(())
        });
        assert!(told.0 > 15, "{moment}: {} controls in {theme}", told.0);
        (!told.1.is_empty()).then(|| format!("{moment} in {theme}: {}", told.1))
    };
    let wrong = ["dark", "light"].into_iter().filter_map(in_theme).collect();
    screen.keys(key::F8);
    wrong
}

/// A window that has one notice from its start, because a file of the shop could not be read and was made anew.
fn open(name: &str, language: &'static str, data: &Path, pace: &str) -> Shop {
    std::fs::write(data.join("catalogue.json"), "{").expect("a file");
    let shop = Shop::open_with(name, language, data, &[("GALLA_PRACTICE_PACE_MS", pace)]);
    let screen = shop.screen();
    screen.answer_first_questions();
    let is_told = "return document.querySelector('#sell-standing .notice') !== null";
    screen.wait("a notice", SOON, || screen.page.script(is_told, &[]).ok()?.as_bool()?.then_some(()));
    shop
}

/// Sells to each number, and looks at what becomes of it.
fn outcomes(screen: &Screen<'_>, operator: &str, ends: &[(&str, &str)]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (number, outcome) in ends {
        screen.resize(SIZES[0]);
        screen.sell(Sale { number, operator, rupees: "299" });
        screen.wait_outcome(number, outcome, SETTLED);
        wrong.extend(look(screen, &number[number.len() - 2..], true));
    }
    wrong
}

/// How many lines a label of the strip has, in each size.
fn strip(screen: &Screen<'_>, operator: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    screen.resize(SIZES[0]);
    screen.fill_in(Sale { number: "98765 00011", operator, rupees: "299" });
    screen.wait_read();
    for size in SIZES {
        for percent in LETTERS {
            letters(screen, percent);
            screen.resize(size);
            let told = script_text(screen, WRONG, json!(false));
            screen.picture(&format!("strip-{}-{percent}", size.0));
            let lines = told.split("; ").filter(|each| each.contains(" lines"));
            wrong.extend(lines.map(|each| format!("the strip, {size:?}, {percent} %: {each}")));
        }
    }
    letters(screen, 100);
    wrong
}

fn the_form_is_whole(name: &str, language: &'static str, operator: &str) {
    let mut wrong = Vec::new();
    for (pace, ends) in PACES.into_iter().zip([&ENDS[..], &WAITS[..]]) {
        let data = tempfile::tempdir().expect("a folder");
        let shop = open(name, language, data.path(), pace);
        let screen = shop.screen();
        wrong.extend(look(&screen, "empty", false));
        wrong.extend(outcomes(&screen, operator, ends));
        screen.resize(SIZES[2]);
        wrong.extend(rings(&screen, "an outcome"));
        wrong.extend(strip(&screen, operator));
        wrong.extend(rings(&screen, "the strip"));
    }
    assert!(wrong.is_empty(), "{} states are wrong:\n  {}", wrong.len(), wrong.join("\n  "));
}

#[test]
fn the_form_is_whole_beside_every_outcome_and_notice_in_english() {
    the_form_is_whole("whole", "en", "Airtel");
}

#[test]
fn the_form_is_whole_beside_every_outcome_and_notice_in_hindi() {
    the_form_is_whole("whole-hi", "hi", "एयरटेल");
}

/// The judges are judged: a form that gives way, a covered button and a ring that nobody sees are found.
#[test]
fn what_is_planted_into_the_form_is_found() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("whole-planted", "en", data.path());
    let screen = shop.screen();
    assert_eq!(script_text(&screen, WRONG, json!(false)), "");
    let plant = |css: &str| {
        let script = "const style = document.createElement('style'); style.textContent = arguments[0]; document.head.append(style); return 0";
        screen.page.script(script, &[json!(css)]).expect("a page");
    };
    plant(
        ".work > .fill { max-height: 160px !important } .shell nav a:focus, .shell nav a { outline: none !important }",
    );
    let told = script_text(&screen, WRONG, json!(false));
    assert!(told.contains("the form has 160 of") && told.contains("is not whole"), "{told}");
    screen.keys(TAB);
    let told = screen.page.script(RINGS, &[]).expect("a page");
    assert!(told[1].as_str().is_some_and(|wrong| wrong.contains(&shop.words.say("nav_pending"))), "{told}");
}
