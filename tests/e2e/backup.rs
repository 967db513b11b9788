//! Backups in *Settings*, in both languages, also when the ledger is damaged before the start.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::looks::{SIZES, judge};
use crate::screen::{Screen, key};
use crate::shop::{FIRST_WORD, SETTLED, Sale, Shop};

/// A sale before the backup and one after it.
const BEFORE: &str = "98765 00001";
const AFTER: &str = "98765 43210";

fn prepaid<'a>(number: &'a str, language: &str) -> Sale<'a> {
    Sale { number, operator: if language == "hi" { "एयरटेल" } else { "Airtel" }, rupees: "299" }
}

fn sell(screen: &Screen<'_>, number: &str) {
    screen.go(&screen.words.say("nav_sell"));
    screen.sell(prepaid(number, screen.words.language));
    screen.wait_outcome(number, "outcome_done", SETTLED);
}

/// Pictures at both sizes, nothing cut off at the side, and nothing that keeps a person out.
fn look(screen: &Screen<'_>, moment: &str) {
    for &(width, height) in SIZES {
        screen.resize((width, height));
        screen.picture(&format!("{moment}-{width}"));
        let wide = screen.page.script("return document.documentElement.scrollWidth - innerWidth", &[]);
        let wide = wide.ok().and_then(|wide| wide.as_i64());
        assert!(wide.is_some_and(|wide| wide <= 0), "{moment} is {wide:?} px wider than a window of {width}");
    }
    let (looked_at, grave) = judge(screen);
    assert!(looked_at > 5, "axe-core saw nothing on '{moment}'");
    assert!(grave.is_empty(), "{moment}: {grave:?}");
}

pub fn open_backups(screen: &Screen<'_>) {
    screen.settings("backup");
    screen.find("button", &screen.words.say("backup_now"), None);
}

fn back_up(screen: &Screen<'_>) {
    open_backups(screen);
    screen.press(&screen.words.say("backup_now"));
    let done = screen.words.say("backup_done");
    screen.wait("the backup to be done", SETTLED, || screen.status().contains(&done).then_some(()));
}

/// Touches the newest backup's button, and waits for the question.
pub fn ask_to_restore(screen: &Screen<'_>) {
    screen.press(&screen.words.say("backup_restore"));
    screen.wait_text(&screen.words.say("restore_nothing_sent"));
}

/// The sale stands in the day book and has an end.
fn stands_in_day_book(screen: &Screen<'_>, number: &str) {
    screen.open_from_day_book(number);
    screen.wait_sale(&screen.words.say("event_succeeded"), SETTLED);
}

fn restored(name: &str, language: &'static str) {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start(name, language, data.path());
    let (screen, words) = (shop.screen(), &shop.words);
    sell(&screen, BEFORE);
    back_up(&screen);
    look(&screen, "backed-up");
    // A stick that is not there: the sentence stands beside the field, and what was typed stays.
    screen.fill(&words.say("second_folder"), None, "/no/such/stick");
    screen.keys(key::ENTER);
    screen.wait_text(&words.say("problem_backup_folder_missing"));
    let typed = "return document.getElementById('second-folder').value";
    assert_eq!(screen.page.script(typed, &[]).expect("the field is there"), json!("/no/such/stick"));

    sell(&screen, AFTER);
    open_backups(&screen);
    ask_to_restore(&screen);
    look(&screen, "asked");
    screen.keys(key::ESC);
    screen.wait_cursor(&words.say("backup_restore"));
    assert!(!screen.text().contains(&words.say("restore_go")), "Esc goes back");
    ask_to_restore(&screen);
    screen.press(&words.say("restore_go"));
    screen.wait_text(&words.say("report_good"));
    screen.wait_text(&words.sentence("report_set_aside"));
    look(&screen, "restored");
    // What was sold since was put back, and the company has told what became of it.
    stands_in_day_book(&screen, BEFORE);
    stands_in_day_book(&screen, AFTER);
    screen.wait_sale(&words.say("event_recovered"), FIRST_WORD);
    screen.picture("put-back");
    open_backups(&screen);
    screen.click("button", &words.say("report_dismiss"), Some(&words.say("settings_backup")));
    let gone = || (!screen.text().contains(&words.say("report_good"))).then_some(());
    screen.wait("the report to go", FIRST_WORD, gone);
}

/// The practice ledger, wherever it lies in the data folder.
fn ledger_in(data: &Path) -> PathBuf {
    let file = data.join("practice.db");
    assert!(file.is_file(), "the practice ledger is not at {}", file.display());
    file
}

fn repaired(name: &str, language: &'static str) {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start(name, language, data.path());
    sell(&shop.screen(), BEFORE);
    back_up(&shop.screen());
    sell(&shop.screen(), AFTER);
    shop.app.pull_the_plug();
    let file = ledger_in(data.path());
    std::fs::write(&file, vec![0x5a; 64 * 1024]).expect("a ledger can be spoilt");
    for beside in ["db-wal", "db-shm"] {
        std::fs::remove_file(file.with_extension(beside)).ok();
    }

    let shop = Shop::open(name, language, data.path());
    let (screen, words) = (shop.screen(), &shop.words);
    screen.wait_text(&words.say("damage_title"));
    look(&screen, "damaged");
    // No key and no screen leads around it.
    screen.keys(key::F8);
    for nav in ["nav_pending", "nav_day_book", "nav_services", "nav_sell"] {
        screen.go(&words.say(nav));
        screen.wait_text(&words.say("damage_closed"));
        assert!(screen.look("field", &words.say("field_number"), None).is_none(), "{nav} lets nobody sell");
    }
    screen.press(&words.say("damage_repair"));
    screen.find("heading", &words.say("damage_repaired"), None);
    screen.wait_text(&words.say("report_good"));
    look(&screen, "repaired");
    screen.press(&words.say("damage_go_on"));
    screen.wait_cursor(&words.say("field_number"));
    stands_in_day_book(&screen, BEFORE);
    stands_in_day_book(&screen, AFTER);
    screen.wait_sale(&words.say("event_recovered"), FIRST_WORD);
    sell(&screen, "98765 00005");
}

#[test]
fn a_backup_is_made_and_restored() {
    restored("backup", "en");
}

#[test]
fn a_backup_is_made_and_restored_in_hindi() {
    restored("backup-hi", "hi");
}

#[test]
fn a_damaged_ledger_is_repaired_before_anything_is_sold() {
    repaired("damaged", "en");
}

#[test]
fn a_damaged_ledger_is_repaired_in_hindi() {
    repaired("damaged-hi", "hi");
}

/// A link in the place of the books is not read, so it stands for a disk that does not give them.
fn given_again(name: &str, language: &'static str) {
    let data = tempfile::tempdir().expect("a folder");
    let shop = Shop::first_start(name, language, data.path());
    sell(&shop.screen(), BEFORE);
    shop.app.pull_the_plug();
    let (file, away) = (ledger_in(data.path()), data.path().join("away"));
    std::fs::create_dir(&away).expect("a folder");
    let moved = |from: &Path, to: &Path| {
        for ending in ["db", "db-wal", "db-shm"] {
            std::fs::rename(from.with_extension(ending), to.with_extension(ending)).ok();
        }
    };
    moved(&file, &away.join("practice"));
    std::fs::write(data.path().join("elsewhere"), b"no books").expect("a file");
    std::os::unix::fs::symlink(data.path().join("elsewhere"), &file).expect("a link");

    let shop = Shop::open(name, language, data.path());
    let (screen, words) = (shop.screen(), &shop.words);
    screen.wait_text(&words.say("damage_unread_title"));
    screen.wait_cursor(&words.say("try_again"));
    look(&screen, "not-given");
    screen.keys(key::ENTER);
    screen.wait_text(&words.say("damage_unread_still"));
    std::fs::remove_file(&file).expect("the link goes");
    moved(&away.join("practice"), &file);
    screen.keys(key::ENTER);
    screen.wait_cursor(&words.say("field_number"));
    stands_in_day_book(&screen, BEFORE);
    sell(&screen, AFTER);
}

#[test]
fn books_that_the_disk_gives_again_are_opened_by_enter() {
    given_again("not-given", "en");
}

#[test]
fn books_that_the_disk_gives_again_are_opened_by_enter_in_hindi() {
    given_again("not-given-hi", "hi");
}
