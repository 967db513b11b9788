//! Files that the window saves: the statement of the drawer on paper, and vouchers for Tally in Hindi.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::TempDir;

use crate::day_book::choose_days;
use crate::looks::look;
use crate::screen::Screen;
use crate::shop::{FIRST_WORD, Sale, Shop};

/// A file is made within this time, on any machine.
pub const MADE: Duration = Duration::from_secs(60);

/// A home with a folder for what is saved.
pub struct Home(TempDir);

impl Home {
    pub fn new() -> Home {
        let home = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(home.path().join("Downloads")).expect("a folder");
        fs::write(home.path().join("user-dirs.dirs"), "XDG_DOWNLOAD_DIR=\"$HOME/Downloads\"\n").expect("a file");
        Home(home)
    }

    pub fn downloads(&self) -> PathBuf {
        self.0.path().join("Downloads")
    }

    pub fn shop(&self, name: &str, language: &'static str, data: &Path) -> Shop {
        let path = self.0.path().display().to_string();
        Shop::open_with(name, language, data, &[("HOME", &path), ("XDG_CONFIG_HOME", &path)])
    }

    /// The one file that was saved with this ending, once it is there.
    pub fn file(&self, screen: &Screen<'_>, ending: &str) -> PathBuf {
        screen.wait(&format!("a file {ending}"), MADE, || (self.saved(ending).len() == 1).then_some(()));
        self.downloads().join(&self.saved(ending)[0])
    }

    /// The names of what was saved; a draft has none that ends so.
    pub fn saved(&self, ending: &str) -> Vec<String> {
        let files = fs::read_dir(self.downloads()).expect("a folder").flatten();
        let names = files.map(|entry| entry.file_name().to_string_lossy().into_owned());
        names.filter(|name| name.ends_with(ending)).collect()
    }
}

#[test]
fn the_statement_of_the_drawer_is_saved_as_paper_and_as_a_workbook() {
    let (data, home) = (tempfile::tempdir().expect("a folder"), Home::new());
    let shop = home.shop("export", "en", data.path());
    let screen = shop.screen();
    let say = |key: &str| shop.words.say(key);
    screen.answer_first_questions();
    screen.go(&say("nav_sell"));
    screen.sell(Sale { number: "98765 00001", operator: "Airtel", rupees: "299" });
    screen.wait_outcome("98765 00001", "outcome_done", FIRST_WORD);
    screen.go(&say("nav_day_book"));
    screen.click("tab", &say("tab_money"), None);
    screen.wait_text(&say("money_has"));
    screen.click("link", &say("account_cash"), None);
    screen.wait_text(&say("statement_carried"));
    screen.press("Save as file: Statement: Cash drawer");
    look(&screen, "kinds");
    screen.press(&say("export_pdf"));
    screen.wait("the paper", MADE, || (home.saved(".pdf").len() == 1).then_some(()));
    screen.wait_text(&home.downloads().display().to_string());
    look(&screen, "saved");
    screen.press("Save as file: Statement: Cash drawer");
    screen.press(&say("export_xlsx"));
    screen.wait("the workbook", MADE, || (home.saved(".xlsx").len() == 1).then_some(()));
    screen.find("button", &say("share_open_folder"), None);
    let paper = fs::read(home.downloads().join(&home.saved(".pdf")[0])).expect("a file");
    assert!(paper.starts_with(b"%PDF-"));
    // The same on A4 by the system's dialog.
    screen.press("Print: Statement: Cash drawer");
    screen.find("dialog", "Print on A4: Statement: Cash drawer", None);
    look(&screen, "pages");
    let rows = "return [...document.querySelectorAll('.print-pages tbody tr')].map((row) => row.innerText || row.textContent).join('|')";
    let rows = screen.page.script(rows, &[]).expect("what is printed");
    let rows = rows.as_str().unwrap_or_default();
    assert!(rows.contains("299.00") && rows.contains("Carried forward"), "{rows}");
    screen.press(&say("close"));
}

#[test]
fn vouchers_for_tally_are_saved_in_hindi_and_their_ledgers_have_names_of_the_shop() {
    let (data, home) = (tempfile::tempdir().expect("a folder"), Home::new());
    let shop = home.shop("tally", "hi", data.path());
    let screen = shop.screen();
    let say = |key: &str| shop.words.say(key);
    screen.answer_first_questions();
    screen.go(&say("nav_sell"));
    screen.sell(Sale { number: "98765 00001", operator: "एयरटेल", rupees: "299" });
    screen.wait_outcome("98765 00001", "outcome_done", FIRST_WORD);
    screen.settings("tally");
    screen.wait_text(&say("tally_ledgers"));
    screen.fill(&say("account_cash"), None, "");
    screen.click("button", &say("save"), Some(&say("settings_tally")));
    screen.wait_text(&say("problem_tally"));
    screen.fill(&say("account_cash"), None, "गल्ला");
    screen.click("button", &say("save"), Some(&say("settings_tally")));
    screen.wait_text(&say("saved"));
    look(&screen, "ledgers");
    choose_days(&screen, "period_today");
    screen.press(&format!("{}: {}", say("export_save"), say("tally_vouchers")));
    screen.press(&say("export_tally"));
    screen.wait("the vouchers", MADE, || (home.saved(".xml").len() == 1).then_some(()));
    screen.wait_text(&home.downloads().display().to_string());
    screen.picture("saved");
    let vouchers = fs::read_to_string(home.downloads().join(&home.saved(".xml")[0])).expect("a file");
    assert!(
        vouchers.contains("<LEDGERNAME>गल्ला</LEDGERNAME>") && vouchers.contains("<AMOUNT>-299.00</AMOUNT>"),
        "{vouchers}"
    );
}
