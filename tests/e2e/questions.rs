//! Every question that guards something is answered by the same keys, and shows which answer Enter gives, also after a click.

use std::time::Duration;

use serde_json::json;

use crate::backup::{ask_to_restore, open_backups};
use crate::desk_form::wait_status;
use crate::screen::{Screen, key};
use crate::shop::{SETTLED, Shop};

const SOON: Duration = Duration::from_secs(40);
/// How the ring around the cursor is drawn, and the words it stands around.
const RING: &str = "const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
    return `${outlineStyle} ${outlineWidth} ${document.activeElement.textContent.replace(/\\s+/g, ' ').trim()}`";
/// The colours of the two answers: of all that can be seen there are exactly these.
const COLOURS: &str =
    "return [...document.querySelectorAll('.answers button')].filter((each) => each.checkVisibility())
    .map((each) => getComputedStyle(each).backgroundColor).join()";

fn is_asked(screen: &Screen<'_>) -> bool {
    let asked = "return document.querySelector('.answers') !== null";
    screen.page.script(asked, &[]).is_ok_and(|asked| asked == json!(true))
}

fn wait_answered(screen: &Screen<'_>) {
    screen.wait("the question to go", SOON, || (!is_asked(screen)).then_some(()));
}

/// Opens it by the mouse, looks at its answers, and leaves it by each of its keys that says no; gives the colours of the answers.
fn the_default_is_no(screen: &Screen<'_>, moment: &str, ask: &dyn Fn()) -> String {
    let say = |key: &str| screen.words.say(key);
    ask();
    screen.wait_cursor(&say("repeat_no"));
    screen.wait_read();
    screen.picture(moment);
    let ring = screen.page.script(RING, &[]).expect("a page");
    assert_eq!(ring, json!(format!("solid 4px {} {}Esc", say("repeat_no"), say("key_enter"))), "{moment}");
    let colours = screen.page.script(COLOURS, &[]).expect("a page").as_str().unwrap_or_default().to_owned();
    screen.keys(key::ENTER);
    wait_answered(screen);
    ask();
    screen.wait_cursor(&say("repeat_no"));
    screen.keys(key::ESC);
    wait_answered(screen);
    colours
}

#[test]
fn questions_of_all_kinds_have_one_default_and_one_look() {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start("questions", "hi", data.path());
    let (screen, say) = (shop.screen(), |key: &str| shop.words.say(key));
    screen.resize((1024, 768));
    open_backups(&screen);
    screen.press(&say("backup_now"));
    wait_status(&screen, &say("backup_done"), SETTLED);
    let restore = the_default_is_no(&screen, "restore", &|| ask_to_restore(&screen));
    screen.settings("mode");
    let mode = the_default_is_no(&screen, "mode", &|| screen.press(&say("switch_to_real")));
    assert_eq!(restore, mode, "one look");
    assert_eq!(restore.split("),").count(), 2, "{restore}");
    // The yes has a key of its own. Without a company it is refused inside the question.
    screen.press(&say("switch_to_real"));
    screen.wait_cursor(&say("repeat_no"));
    screen.wait_read();
    screen.keys(key::F4);
    screen.wait_text(&say("connect_provider"));
    screen.keys(key::ESC);
    wait_answered(&screen);
}
