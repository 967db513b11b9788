//! *Check a slip*: the twelve signs of a slip typed back, a slip of nobody, and a code scanned where numbers are typed.

use serde_json::json;

use crate::looks::judge;
use crate::screen::{Screen, key};
use crate::shop::{FIRST_WORD, Sale, Shop};

fn text_of(screen: &Screen<'_>, css: &str) -> String {
    let text = "return document.querySelector(arguments[0])?.textContent ?? ''";
    let text = screen.page.script(text, &[json!(css)]).ok();
    text.and_then(|text| text.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Sells, and gives the signs on the slip.
fn signs_of_a_sale(screen: &Screen<'_>, shop: &Shop) -> String {
    screen.sell(Sale { number: "98765 00001", operator: "Airtel", rupees: "299" });
    screen.wait_outcome("98765 00001", "outcome_done", FIRST_WORD);
    screen.press(&shop.words.say("print"));
    let signs = screen.wait("the signs", FIRST_WORD, || screen.signs().filter(|signs| signs.len() == 14));
    screen.picture("slip");
    screen.keys(key::ESC);
    signs
}

fn check(screen: &Screen<'_>, text: &str, verdict: &str) {
    let focus = "const field = document.querySelector('#slip-text'); field.focus(); field.select(); return true";
    screen.page.script(focus, &[]).unwrap_or_else(|fault| screen.give_up(&fault.to_string()));
    screen.keys(text);
    screen.keys(key::ENTER);
    screen.wait("the verdict", FIRST_WORD, || (text_of(screen, ".verdict strong") == verdict).then_some(()));
}

#[test]
fn a_slip_is_checked_by_its_signs_and_a_code_leads_there_from_sell() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("slips", "en", data.path());
    let screen = shop.screen();
    let say = |key: &str| shop.words.say(key);
    let signs = signs_of_a_sale(&screen, &shop);
    screen.go(&say("nav_day_book"));
    screen.press(&say("slip_check"));
    screen.find("dialog", &say("slip_check_title"), None);
    check(&screen, &signs.to_lowercase(), "GENUINE");
    assert!(screen.text().contains("98765 00001") && screen.text().contains("₹ 299"), "{}", screen.text());
    let (looked_at, grave) = judge(&screen);
    assert!(looked_at > 5 && grave.is_empty(), "{grave:?}");
    screen.picture("genuine");
    let last = if signs.ends_with('7') { '8' } else { '7' };
    check(&screen, &format!("{}{last}", &signs[..13]), "CANNOT BE READ");
    screen.picture("mistyped");
    screen.keys(key::ESC);
    screen.go(&say("nav_sell"));
    screen.wait_cursor(&say("field_number"));
    screen.keys("GALLA1*K7QX2M000017*29900*DONE*1795199400*6HTGZ6*H5P0");
    screen.keys(key::ENTER);
    screen.find("dialog", &say("slip_check_title"), None);
    screen.wait("the verdict", FIRST_WORD, || (text_of(&screen, ".verdict strong") == "CANNOT BE READ").then_some(()));
    screen.picture("from-sell");
}
