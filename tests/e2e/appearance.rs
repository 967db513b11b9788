//! The window as its shop likes it: dark, with large letters, and with number keys on the screen.

use std::time::Duration;

use serde_json::json;

use crate::looks::judge;
use crate::screen::{Screen, key};
use crate::shop::{FIRST_WORD, Shop};

const SOON: Duration = Duration::from_secs(40);
const TAB: &str = "\u{e004}";
const NUMBER: &str = "9876500001";
/// How the page says that it is drawn.
const DRAWN: &str =
    "const { theme, density, percent } = document.documentElement.dataset; return [theme, density, percent].join()";
/// Whether the strip's button is whole in the window.
const SEND_IS_SEEN: &str = "
  const at = document.getElementById('sell-send')?.getBoundingClientRect();
  return at !== undefined && at.top >= 0 && at.left >= 0 && at.bottom <= innerHeight && at.right <= innerWidth";
/// What is wider than the window, or laid over the number keys. A page that is drawn larger has parts of a pixel.
const IN_THE_WAY: &str = "
  const wide = document.documentElement.scrollWidth - innerWidth;
  const covered = [...document.querySelectorAll('#sell-pad button')].filter((key) => {
    const { left, top, width, height } = key.getBoundingClientRect();
    return !key.contains(document.elementFromPoint(left + width / 2, top + height / 2)) || Math.round(width) < 44 || Math.round(height) < 44;
  });
  return [wide > 1 ? `${wide} px too wide` : '', ...covered.map((key) => key.outerHTML)].join('')";
/// Ctrl and a key: the driver's own keys come one by one.
const WITH_CTRL: &str =
    "dispatchEvent(new KeyboardEvent('keydown', { key: arguments[0], ctrlKey: true, cancelable: true })); return 0";

fn wait_drawn(screen: &Screen<'_>, as_wanted: &str) {
    let drawn = || screen.page.script(DRAWN, &[]).ok().filter(|drawn| drawn == as_wanted).map(drop);
    screen.wait(&format!("the page drawn as {as_wanted}"), SOON, drawn);
}

fn wait_true(screen: &Screen<'_>, what: &str, script: &str) {
    screen.wait(what, SOON, || (screen.page.script(script, &[]).ok()? == json!(true)).then_some(()));
}

fn nobody_is_kept_out(screen: &Screen<'_>, moment: &str) {
    screen.picture(moment);
    let (looked_at, grave) = judge(screen);
    assert!(looked_at > 5 && grave.is_empty(), "{moment}: {grave:?}");
}

/// Tab walks through a dialog from control to control: WebKit stops at the dialog itself, too, where nothing shows the cursor.
fn every_stop_is_seen(screen: &Screen<'_>, opens: &str) {
    screen.press(opens);
    for _ in 0..5 {
        screen.keys(TAB);
        let at = screen.page.script("return document.activeElement.tagName", &[]).expect("a page");
        assert_eq!(at, json!("BUTTON"));
    }
    screen.keys(key::ESC);
}

/// Sells with the keys on the screen alone.
fn sell_by_touch(screen: &Screen<'_>) {
    let say = |key: &str| screen.words.say(key);
    let press = |keys: &str| keys.chars().for_each(|digit| screen.press(&digit.to_string()));
    press(NUMBER);
    let stands = "return document.getElementById('sell-number').value.replace(/\\s/g, '')";
    assert_eq!(screen.page.script(stands, &[]).expect("a page"), json!(NUMBER));
    screen.press(&say("pad_back"));
    press("1");
    screen.press(&say("key_enter"));
    screen.wait_cursor(&say("field_amount"));
    press("299");
    screen.press(&say("key_enter"));
    wait_true(screen, "the whole button that sends", SEND_IS_SEEN);
    assert_eq!(screen.page.script(IN_THE_WAY, &[]).expect("a page"), json!(""));
    nobody_is_kept_out(screen, "dark-strip-large");
    screen.wait_read();
    screen.press(&say("key_enter"));
    screen.wait_outcome("98765 00001", "outcome_done", FIRST_WORD);
}

#[test]
fn a_shop_in_the_evening_sells_by_touch_with_large_letters() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::open("appearance", "hi", data.path());
    let screen = shop.screen();
    let say = |key: &str| shop.words.say(key);
    screen.answer_first_questions();
    wait_drawn(&screen, "light,comfortable,100");
    screen.resize((1024, 768));
    screen.settings("look");
    let region = say("settings_look");
    screen.click("choice", &say("look_theme_dark"), Some(&region));
    screen.click("choice", &say("look_pad_always"), Some(&region));
    screen.click("choice", &say("look_density_compact"), Some(&region));
    wait_drawn(&screen, "dark,compact,100");
    nobody_is_kept_out(&screen, "dark-settings");
    screen.click("choice", &say("look_density_comfortable"), Some(&region));
    every_stop_is_seen(&screen, &say("switch_to_real"));
    for _ in 0..4 {
        screen.click("button", &say("look_size_larger"), Some(&region));
    }
    wait_drawn(&screen, "dark,comfortable,140");
    screen.go(&say("nav_sell"));
    sell_by_touch(&screen);
    // What was chosen is there again with the next start of the page, and the usual size one key away.
    screen.page.reload().expect("a page");
    wait_drawn(&screen, "dark,comfortable,140");
    screen.page.script(WITH_CTRL, &[json!("0")]).expect("a page");
    wait_drawn(&screen, "dark,comfortable,100");
    screen.page.script(WITH_CTRL, &[json!("-")]).expect("a page");
    wait_drawn(&screen, "dark,comfortable,90");
}
