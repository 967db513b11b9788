//! The window in a language that nobody speaks: every letter has an accent, and every sentence is a third longer. So a word that is not
//! translated is seen at once, and so is one that does not fit.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::desk::{Browser, REGISTRATION, fill, press_start, wait_status};
use crate::screen::{Screen, key};
use crate::setting_places::setting_places;
use crate::shop::{FIRST_WORD, SETTLED, Sale, Shop};

const JUDGE: &str = include_str!("long.js");

/// A shop's old screen and its new one.
const SIZES: &[(u32, u32)] = &[(1024, 768), (1280, 800)];

/// What is data, wherever it stands: typed by this test, told by a company, or the same in every language. So are the companies' own
/// names.
const DATA: &[&str] = &[
    "Sharma Telecom",
    "12 Station Road, Jaipur",
    "Meena",
    "Ramesh",
    "Practice Customer",
    "Practice Lane, Model Town, Example District",
    "Female",
    // What the simulator has the companies say.
    "Invalid number",
    "recharge failed",
    "Failed",
    "Practice plan",
    "ACTIVE",
    "galla.practice@invalid",
    // The gap in the name of a ledger in Tally.
    "{name}",
];

/// What may hold data. Each has its reason.
const HOLDERS: &[(&str, &str)] = &[
    (".key", "what stands on a key"),
    (".badge", "the two letters of a company's badge"),
    (".row .who small", "a company's short name"),
    ("[placeholder='https://']", "how an address begins"),
    ("code", "codes and addresses"),
    ("pre", "what was sent and received, as it was"),
];

/// What may be cut. Each has its reason.
const CUT: &[(&str, &str)] = &[
    (".skip", "it comes into the window when the keyboard reaches it"),
    (".one .name", "a company's name; the whole of it is in the title"),
    (".one .said", "how long its wallet lasts; the whole of it is in the title"),
    (".tile .x", "a tile has three lines of it; the sale behind the tile has all"),
    (".noted small", "a note below a chosen name; the whole of it is in its hint"),
    (".search .input", "its name for the ear says the whole"),
    (".row .cell small", "a row has one line of it; the sale beside the list has all"),
    (".scroll .figures th, .scroll .figures td", "the table is scrolled from side to side"),
    (".tools select", "it shows the whole when it is opened"),
    (".outcome .sale", "it stands beside its buttons; the whole of it is in the title"),
    (".alarm a", "it has two lines; the whole of it is in the title"),
    ("select[data-hint]", "it shows the whole when it is opened, and in its hint"),
];

/// The page that `npm run build-long` makes.
fn page() -> PathBuf {
    let page = journeys::root().join("ui/generated/long/page");
    assert!(
        page.join("index.html").is_file(),
        "{} is not built: run `cargo xtask test --only ui-build`",
        page.display()
    );
    page
}

/// With the words by which a company's own paper calls the fields of its login: they stand in small print below the field.
fn data() -> Vec<&'static str> {
    let companies: Vec<_> = providers::registry().into_iter().map(|company| company.descriptor()).collect();
    let names = companies.iter().map(|company| company.name);
    let labels = companies.iter().flat_map(|company| company.credentials.iter().map(|field| field.label));
    let mut all: Vec<_> = names.chain(labels).chain(DATA.iter().copied()).collect();
    // A word that is part of another comes after it.
    all.sort_by_key(|word| std::cmp::Reverse(word.len()));
    all
}

fn selector(list: &[(&str, &str)]) -> String {
    let all: Vec<&str> = list.iter().map(|(selector, _)| *selector).collect();
    if all.is_empty() { "no-such-element".to_owned() } else { all.join(", ") }
}

/// All screens of one shop, with what was found on each.
struct Walk<'a> {
    screen: Screen<'a>,
    found: Vec<String>,
}

impl Walk<'_> {
    /// One screen, at every size.
    fn look(&mut self, moment: &str) {
        let page = self.screen.page;
        for &(width, height) in SIZES {
            self.screen.resize((width, height));
            self.screen.picture(&format!("{moment}-{width}"));
            let arguments = [json!(data()), json!(selector(HOLDERS)), json!(selector(CUT))];
            let report = page.script(JUDGE, &arguments).unwrap_or_else(|fault| self.screen.give_up(&fault.to_string()));
            assert!(
                report["count"].as_u64().is_some_and(|count| count > 3),
                "nothing was seen on '{moment}': {report}"
            );
            let faults = report["found"].as_array().cloned().unwrap_or_default();
            for fault in faults.iter().filter_map(Value::as_str) {
                // Shown when the walk fails, even where it gives up on its way.
                println!("{moment} at {width}: {fault}");
                self.found.push(format!("{moment} at {width}: {fault}"));
            }
        }
    }

    fn say(&self, key: &str) -> String {
        self.screen.words.say(key)
    }

    fn to(&self, part: &str) {
        self.screen.page.script("location.hash = arguments[0]", &[json!(part)]).ok();
    }

    fn first_start(&mut self) {
        self.screen.choose_language();
        self.look("first-language");
        self.screen.press(&self.say("first_practice"));
        self.screen.wait_text(&self.say("problem_shop_name_missing"));
        self.look("first-problems");
        self.screen.answer_first_questions();
    }

    fn sell(&mut self) {
        self.look("sell-empty");
        let sale = |number| Sale { number, operator: "Airtel", rupees: "299" };
        self.screen.sell(sale("98765 00012"));
        self.screen.wait_outcome("98765 00012", "outcome_unknown", FIRST_WORD);
        self.look("sell-unknown");
        self.screen.fill_in(sale("98765 00002"));
        self.look("sell-strip");
        self.screen.keys(key::ENTER);
        self.screen.wait_outcome("98765 00002", "outcome_pending", FIRST_WORD);
        self.look("sell-pending");
        self.screen.sell(sale("98765 00004"));
        self.screen.wait_outcome("98765 00004", "outcome_failed", SETTLED);
        self.look("sell-failed");
        self.screen.sell(sale("98765 43210"));
        self.screen.wait_outcome("98765 43210", "outcome_done", SETTLED);
        self.look("sell-done");
        self.screen.press(&self.say("print"));
        self.screen.find("dialog", &self.say("receipt_title"), None);
        self.screen.wait_text("98765");
        self.look("receipt");
        self.screen.keys(key::ESC);
        self.screen.keys(key::F4);
        self.screen.find("button", &self.screen.words.fill("repeat_yes", &[("amount", "₹ 299")]), None);
        self.look("sell-question");
        self.screen.wait_read();
        self.screen.press(&self.say("repeat_no"));
        self.screen.keys("?");
        self.screen.find("dialog", &self.say("keys_title"), None);
        self.look("keys");
        self.screen.keys(key::ESC);
    }

    fn lists(&mut self) {
        self.screen.go(&self.say("nav_pending"));
        self.look("pending");
        self.screen.wait("the button that ends it", SETTLED, || {
            self.screen.look("button", &self.say("word_enter"), None).map(drop)
        });
        self.look("pending-open");
        self.screen.press(&self.say("word_enter"));
        self.screen.click("choice", &self.say("said_succeeded"), None);
        self.screen.press(&self.say("word_next"));
        self.screen.wait_text(&self.say("problem_word_missing"));
        self.look("word");
        self.screen.fill(&self.say("word_reference"), None, "BR99X");
        self.screen.fill(&self.say("word_by"), None, "Meena");
        self.screen.press(&self.say("word_next"));
        self.screen.wait("the question", FIRST_WORD, || {
            self.screen.look("button", &self.say("word_book_succeeded"), None).map(drop)
        });
        self.look("word-confirm");
        self.screen.fill(&self.say("word_last_four"), None, "0012");
        self.screen.press(&self.say("word_book_succeeded"));
        let booked = || self.screen.look("button", &self.say("word_book_succeeded"), None).is_none().then_some(());
        self.screen.wait("the word to be booked", FIRST_WORD, booked);
        self.screen.open_from_day_book("98765 00012");
        self.screen.wait_sale("Meena", FIRST_WORD);
        self.look("sale-opened");
        self.screen.press(&self.say("word_enter_mend"));
        self.look("sale-mend");
        self.screen.press(&self.say("cancel"));
        self.screen.go(&self.say("nav_day_book"));
        self.look("day-book");
        self.screen.go(&self.say("nav_reports"));
        self.look("reports");
    }

    fn services(&mut self) {
        self.screen.go(&self.say("nav_services"));
        self.look("services");
        self.to("services/pan");
        self.screen.wait_text(&self.say("how_pan_2"));
        fill(&self.screen, &[("deskfield_mobile", "987654321"), ("deskfield_charge", "150")]);
        press_start(&self.screen, "start_pan");
        self.look("pan-problem");
        fill(&self.screen, &[("deskfield_mobile", "9876543210")]);
        press_start(&self.screen, "start_pan");
        wait_status(&self.screen, &self.say("order_started"), FIRST_WORD);
        self.look("pan-started");
        self.screen.go(&self.say("nav_services"));
        self.screen.wait_text(&self.say("desk_unfinished"));
        self.look("services-unfinished");
        self.to("services/account");
        self.screen.wait_text(&self.say("agent_title"));
        self.screen.press(&self.say("register"));
        self.screen.wait_text(&self.say("deskfault_state_missing"));
        self.look("agent");
        fill(&self.screen, REGISTRATION);
        self.screen.choose(&self.say("deskfield_state"), None, &self.screen.words.home_circle());
        self.screen.press(&self.say("register"));
        self.screen.find("field", &self.say("deskfield_first_name"), None);
        press_start(&self.screen, "start_account");
        self.screen.wait_text(&self.say("deskfault_last_name_missing"));
        self.look("account");
        self.to("services/load");
        self.screen.wait_text(&self.say("load_hint"));
        fill(&self.screen, &[("deskfield_amount", "1000")]);
        self.screen.keys(key::ENTER);
        self.screen.wait_cursor(&self.screen.words.fill("show_qr_for", &[("amount", "₹ 1,000")]));
        self.screen.keys(key::ENTER);
        self.look("load");
        self.identity_check();
    }

    fn identity_check(&mut self) {
        self.to("services/aadhaar");
        self.screen.wait_text(&self.say("consent_title"));
        self.look("consent");
        self.screen.click("choice", &self.say("deskfield_consent"), None);
        fill(&self.screen, &[("deskfield_consent_by", "Ramesh"), ("deskfield_charge", "20")]);
        fill(&self.screen, &[("deskfield_aadhaar", "999900000016")]);
        press_start(&self.screen, "send_otp");
        wait_status(&self.screen, &self.say("otp_sent"), FIRST_WORD);
        fill(&self.screen, &[("deskfield_otp", "111111")]);
        self.screen.press(&self.say("verify"));
        self.screen.wait_text(&self.screen.words.sentence_of("problem_otp_wrong", "other"));
        self.look("otp");
        fill(&self.screen, &[("deskfield_otp", "123456")]);
        self.screen.press(&self.say("verify"));
        wait_status(&self.screen, &self.say("verified"), FIRST_WORD);
        self.look("person");
        self.screen.press(&self.say("done"));
    }

    fn settings(&mut self) {
        self.screen.go(&self.say("nav_settings"));
        for part in setting_places() {
            self.screen.settings(&part);
            self.look(&format!("settings-{part}"));
        }
        self.screen.settings("backup");
        self.screen.press(&self.say("backup_now"));
        wait_status(&self.screen, &self.say("backup_done"), SETTLED);
        self.look("settings-backup");
        self.screen.press(&self.screen.words.sentence("backup_restore_of"));
        self.screen.wait_text(&self.say("restore_nothing_sent"));
        self.look("restore");
        self.screen.keys(key::ESC);
        self.screen.settings("mode");
        self.screen.press(&self.say("switch_to_real"));
        self.screen.find("dialog", &self.say("to_real_title"), None);
        self.look("to-real");
        self.screen.keys(key::ESC);
    }
}

#[test]
fn no_screen_has_a_word_that_is_not_translated_or_does_not_fit() {
    let data = tempfile::tempdir().expect("a folder");
    let browser = Browser::new(data.path());
    let folder = data.path().join("galla");
    let page = page().display().to_string();
    let variables = [("PATH", browser.path.as_str()), ("GALLA_LONG_PAGE", page.as_str())];
    let shop = Shop::open_with("long", domain::long::CODE, &folder, &variables);
    let mut walk = Walk { screen: shop.screen(), found: Vec::new() };
    walk.first_start();
    walk.sell();
    walk.services();
    walk.lists();
    walk.settings();
    let mut found = walk.found;
    shop.app.pull_the_plug();
    std::fs::write(folder.join("practice.db"), vec![0x5a; 64 * 1024]).expect("a ledger can be spoilt");
    for beside in ["practice.db-wal", "practice.db-shm"] {
        std::fs::remove_file(folder.join(beside)).ok();
    }
    let shop = Shop::open_with("long", domain::long::CODE, &folder, &variables);
    let mut walk = Walk { screen: shop.screen(), found: Vec::new() };
    walk.screen.wait_text(&shop.words.say("damage_title"));
    walk.look("damage");
    walk.screen.press(&shop.words.say("damage_repair"));
    walk.screen.find("heading", &shop.words.say("damage_repaired"), None);
    walk.look("repaired");
    found.extend(walk.found);
    assert!(found.is_empty(), "{} findings, as told above", found.len());
}

/// The judge itself is judged: a word that is not translated, and one that is cut, have to be found.
#[test]
fn planted_words_are_found() {
    let data = tempfile::tempdir().expect("a folder");
    let page = page().display().to_string();
    let shop = Shop::open_with("long-planted", domain::long::CODE, data.path(), &[("GALLA_LONG_PAGE", &page)]);
    let mut walk = Walk { screen: shop.screen(), found: Vec::new() };
    walk.screen.choose_language();
    walk.look("clean");
    assert_eq!(walk.found, Vec::<String>::new());
    let plant = "document.querySelector('main').insertAdjacentHTML('beforeend', arguments[0])";
    let sins = "<p>Sell</p><button aria-label='Close' style='position:fixed;left:9px;top:9px'>×</button>\
                <p style='width:40px;overflow:hidden;white-space:nowrap'>ŠéļļŠéļļŠéļļŠéļļ</p>\
                <p style='position:fixed;left:calc(100% - 20px);top:40px;white-space:nowrap'>ÓŋÓŋÓŋÓŋÓŋ</p>";
    walk.screen.page.script(plant, &[json!(sins)]).expect("the page takes it");
    walk.look("planted");
    for sin in ["text \"Sell\"", "aria-label \"Close\"", "\"ŠéļļŠéļļ", "\"ÓŋÓŋ"] {
        let sizes = walk.found.iter().filter(|fault| fault.contains(sin)).count();
        assert!(sizes >= SIZES.len(), "{sin} was not found at every size: {:?}", walk.found);
    }
}
