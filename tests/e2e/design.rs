//! The designer of slips, and a slip that leaves the counter without paper: in Hindi, because that is where letters break.

use std::fs;
use std::path::Path;
use std::time::Duration;

use serde_json::json;

use crate::export::Home;
use crate::looks::look;
use crate::screen::Screen;
use crate::shop::{FIRST_WORD, Sale, Shop};

const SOON: Duration = Duration::from_secs(40);
/// Gives a field for files a picture, as its dialog would: a black square with a white border, or what is no picture.
const CHOOSE: &str = "
  const [isPicture] = arguments, done = arguments[arguments.length - 1];
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 64;
  const pen = canvas.getContext('2d');
  pen.fillRect(8, 8, 48, 48);
  canvas.toBlob((blob) => {
    const files = new DataTransfer();
    files.items.add(new File([isPicture ? blob : 'no picture'], 'logo.png', { type: 'image/png' }));
    const field = document.getElementById('design-logo');
    field.files = files.files;
    field.dispatchEvent(new Event('change', { bubbles: true }));
    done(true);
  }, 'image/png');
";

fn text_of(screen: &Screen<'_>, css: &str) -> String {
    let text = "return document.querySelector(arguments[0])?.textContent ?? ''";
    let text = screen.page.script(text, &[json!(css)]).ok();
    text.and_then(|text| text.as_str().map(str::to_owned)).unwrap_or_default()
}

fn wait_said(screen: &Screen<'_>, css: &str, wanted: impl Fn(&str) -> bool) -> String {
    screen.wait(css, SOON, || Some(text_of(screen, css)).filter(|text| wanted(text)))
}

fn choose_logo(screen: &Screen<'_>, is_picture: bool) {
    screen.page.script_later(CHOOSE, &[json!(is_picture)]).unwrap_or_else(|fault| screen.give_up(&fault.to_string()));
}

fn has_logo(screen: &Screen<'_>) -> bool {
    let there = "return document.querySelector('form .logo img') !== null";
    screen.page.script(there, &[]).is_ok_and(|there| there == json!(true))
}

/// Every part of the settings has a button of this name.
fn save(screen: &Screen<'_>, shop: &Shop) {
    screen.click("button", &shop.words.say("save"), Some(&shop.words.say("settings_slip")));
}

/// Designs the shop's slips: a wrong GSTIN and a wrong file are refused beside their fields, and nothing typed is lost by that.
fn design(screen: &Screen<'_>, shop: &Shop) {
    let say = |key: &str| shop.words.say(key);
    screen.settings("slip");
    wait_said(screen, "aside figcaption", |text| text.contains("₹ 304"));
    screen.fill(&say("design_footer"), None, "धन्यवाद! फिर पधारें।");
    screen.fill(&say("design_gstin"), None, "27abcde1234f1z9");
    save(screen, shop);
    screen.wait_text(&say("problem_design_mistyped"));
    choose_logo(screen, false);
    screen.wait_text(&say("problem_design_not_a_picture"));
    screen.picture("refused");
    choose_logo(screen, true);
    screen.wait("the logo", SOON, || has_logo(screen).then_some(()));
    screen.fill(&say("design_gstin"), None, "27abcde1234f1z0");
    screen.click("choice", &say("design_line_phone"), None);
    let said = wait_said(screen, "aside figcaption", |text| text.contains("27ABCDE1234F1Z0"));
    assert!(said.contains("फिर पधारें।"), "{said}");
    screen.wait_text(&say("design_unsaved"));
    // What was typed stays while somebody sells in between.
    screen.go(&say("nav_sell"));
    screen.settings("slip");
    screen.wait_text(&say("design_unsaved"));
    look(screen, "design");
    save(screen, shop);
    screen.wait_text(&say("saved"));
}

/// By its first bytes a file says of what kind it is.
fn starts_with(file: &Path, kind: &[u8]) -> bool {
    fs::read(file).expect("a file").starts_with(kind)
}

#[test]
fn a_slip_is_designed_and_handed_on_in_hindi() {
    let (data, home) = (tempfile::tempdir().expect("a folder"), Home::new());
    let shop = home.shop("design", "hi", data.path());
    let screen = shop.screen();
    let say = |key: &str| shop.words.say(key);
    screen.answer_first_questions();
    design(&screen, &shop);
    screen.go(&say("nav_sell"));
    screen.sell(Sale { number: "98765 00001", operator: "एयरटेल", rupees: "299" });
    screen.wait_outcome("98765 00001", "outcome_done", FIRST_WORD);
    screen.press(&say("print"));
    let said = wait_said(&screen, "dialog figcaption", |text| text.contains("₹ 299"));
    assert!(said.contains("27ABCDE1234F1Z0") && said.contains("फिर पधारें।"), "{said}");
    screen.press(&say("share_copy_picture"));
    screen.wait_text(&say("share_picture_copied"));
    screen.press(&say("share_pdf"));
    screen.wait_text(&home.downloads().display().to_string());
    screen.picture("shared");
    assert!(starts_with(&home.file(&screen, ".pdf"), b"%PDF-"));
    screen.press(&say("share_picture"));
    assert!(starts_with(&home.file(&screen, ".png"), b"\x89PNG"));
    screen.find("button", &say("share_open_folder"), None);
}
