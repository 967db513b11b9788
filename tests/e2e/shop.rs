//! A shopkeeper in front of the window.

use std::path::Path;
use std::time::Duration;

use crate::app::App;
use crate::messages::Messages;
use crate::screen::{Screen, key};

/// Until the counter has an end for a sale: the provider's own delay, and the pause before it is asked.
pub const SETTLED: Duration = Duration::from_secs(60);
/// Until the first word about a sale.
pub const FIRST_WORD: Duration = Duration::from_secs(40);

/// Practice sales stay pending as long as this in these tests, long enough to be seen.
const PACE_MS: &str = "2000";

/// The program, the language it is in, and the test that runs it.
pub struct Shop {
    /// The program.
    pub app: App,
    /// Its words.
    pub words: Messages,
    name: String,
}

impl Shop {
    /// Opens the program on a folder for the first time and answers its first questions, ending on Sell in practice mode.
    pub fn first_start(name: &str, language: &'static str, data: &Path) -> Shop {
        let shop = Shop::open(name, language, data);
        shop.screen().answer_first_questions();
        shop
    }

    /// Opens the program on a folder it knows.
    pub fn open(name: &str, language: &'static str, data: &Path) -> Shop {
        Shop::open_with(name, language, data, &[])
    }

    /// The same, with variables of the environment.
    pub fn open_with(name: &str, language: &'static str, data: &Path, variables: &[(&str, &str)]) -> Shop {
        let app = App::start(data, &[&[("GALLA_PRACTICE_PACE_MS", PACE_MS)], variables].concat());
        Shop { app, words: Messages::read(language), name: name.to_owned() }
    }

    /// What is on the window.
    pub fn screen(&self) -> Screen<'_> {
        Screen { page: &self.app.page, words: &self.words, name: &self.name }
    }
}

/// A sale as it is asked for over the counter.
#[derive(Clone, Copy)]
pub struct Sale<'a> {
    /// As it is typed.
    pub number: &'a str,
    /// In the language of the screen; used when the counter does not suggest one.
    pub operator: &'a str,
    /// As it is typed.
    pub rupees: &'a str,
}

impl Screen<'_> {
    /// Waits for the first start and takes this language.
    pub fn choose_language(&self) {
        self.click("choice", &self.words.say("language_name"), None);
        self.find("heading", &self.words.say("first_title"), None);
    }

    /// Language, shop, and practice: as the first morning goes.
    pub fn answer_first_questions(&self) {
        let say = |key: &str| self.words.say(key);
        self.choose_language();
        self.fill(&say("shop_name"), None, "Sharma Telecom");
        self.fill(&say("shop_phone"), None, "9876543210");
        self.fill(&say("shop_address"), None, "12 Station Road, Jaipur");
        self.choose(&say("home_circle"), None, &self.words.home_circle());
        self.press(&say("first_practice"));
        self.wait_cursor(&say("field_number"));
    }

    /// Asks for a sale and goes wherever the cursor leads, up to the strip's button, which is returned unpressed.
    pub fn fill_in(&self, sale: Sale<'_>) -> String {
        self.keys(key::F8);
        self.wait_cursor(&self.words.say("field_number"));
        self.go_to_strip(sale)
    }

    /// The same, from *Number* in a form that holds something already.
    pub fn go_to_strip(&self, sale: Sale<'_>) -> String {
        let say = |key: &str| self.words.say(key);
        let button = self.words.fill("recharge_button", &[("amount", &format!("₹ {}", sale.rupees))]);
        let mut at = say("field_number");
        let circle = self.words.home_circle();
        let fields =
            [("field_operator", sale.operator), ("field_circle", circle.as_str()), ("field_amount", sale.rupees)];
        self.keys(&format!("{}{}", sale.number, key::ENTER));
        while !at.starts_with(&button) {
            let before = at.clone();
            at = self.wait(&format!("the cursor to leave '{before}'"), FIRST_WORD, || {
                let now = self.cursor();
                (!now.is_empty() && now != before).then_some(now)
            });
            if let Some((_, text)) = fields.iter().find(|(field, _)| at == say(field)) {
                self.keys(&format!("{text}{}", key::ENTER));
            } else if !at.starts_with(&button) {
                self.give_up(&format!("the cursor went to '{at}', not towards '{button}'"));
            }
        }
        button
    }

    /// The whole sale: filled in, looked at, sent.
    pub fn sell(&self, sale: Sale<'_>) {
        let button = self.fill_in(sale);
        self.find("button", &button, None);
        self.keys(key::ENTER);
        self.wait_cursor(&self.words.say("field_number"));
    }

    /// Waits until the status region has this outcome for this number.
    pub fn wait_outcome(&self, number: &str, outcome: &str, limit: Duration) {
        self.wait_outcome_of(number, &[outcome], limit);
    }

    /// Waits until the status region has one of these outcomes for this number. The number stands in the line below the
    /// outcome: elsewhere it may be told of keys that were not used, beside the outcome of another sale.
    pub fn wait_outcome_of(&self, number: &str, outcomes: &[&str], limit: Duration) {
        let outcomes: Vec<String> = outcomes.iter().map(|outcome| self.words.say(outcome)).collect();
        self.wait(&format!("{outcomes:?} for {number}"), limit, || {
            let status = self.status();
            let lines: Vec<&str> = status.lines().filter(|line| !line.trim().is_empty()).collect();
            let is_outcome = |line: &str| outcomes.iter().any(|outcome| line.contains(outcome.as_str()));
            lines.windows(2).any(|two| is_outcome(two[0]) && two[1].contains(number)).then_some(())
        });
    }

    /// Opens a sale from the day book's list.
    pub fn open_from_day_book(&self, number: &str) {
        self.go(&self.words.say("nav_day_book"));
        let row = "return [...document.querySelectorAll('main a[id^=row-]')]
            .find((e) => e.innerText.replace(/[\\s\\u00a0\\u202f]+/g, ' ').includes(arguments[0])) ?? null";
        self.wait(&format!("the day book's row of {number}"), FIRST_WORD, || {
            let row = self.page.find(row, &[number.into()]).ok().flatten()?;
            self.click_on(&row).ok()
        });
        self.find("region", &self.words.say("sale_label"), None);
    }

    /// Waits until the sale opened from the day book says this.
    pub fn wait_sale(&self, words: &str, limit: Duration) {
        self.wait_region(&self.words.say("sale_label"), words, limit);
    }

    /// Fills in a provider's form in the settings and saves it.
    pub fn connect(&self, provider: &str, base_address: &str, credentials: &[(&str, &str)]) {
        self.settings("providers");
        self.fill(&self.words.say("base_address"), Some(provider), base_address);
        for (field, value) in credentials {
            self.fill(field, Some(provider), value);
        }
        self.click("button", &self.words.say("save"), Some(provider));
        self.wait_region(provider, &self.words.say("saved"), FIRST_WORD);
    }

    /// From practice to real money, with the question in between.
    pub fn switch_to_real(&self) {
        let name = self.words.say("switch_to_real");
        self.settings("mode");
        self.press(&name);
        self.find("dialog", &self.words.say("to_real_title"), None);
        self.press(&name);
        self.wait("the question to close", FIRST_WORD, || {
            self.look("button", &self.words.say("switch_to_practice"), None).map(drop)
        });
    }
}
