//! The window with a shop in it: brought to a state, and photographed there.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use domain::Language;
use serde_json::json;

use super::catalogue::Scene;
use super::index::picture_name;
use super::wanted::{SIZES, Wanted};
use crate::axe::{judge, wear};
use crate::screen::{Screen, key};
use crate::shop::{Sale, Shop};

/// The part of the page that a person looks at moves to the top, so that no picture shows the end of an earlier state.
const TO_TOP: &str = "document.querySelectorAll('.screen').forEach((each) => each.scrollTo({ top: 0 })); return 0";
/// How much wider the page is than its window.
const WIDER: &str = "return Math.round(document.documentElement.scrollWidth - innerWidth)";

/// One shop in one language.
pub struct Stage<'a> {
    /// What is on the window.
    pub screen: Screen<'a>,
    /// What was found wrong.
    pub found: Vec<String>,
    wanted: &'a Wanted,
    folder: PathBuf,
}

impl<'a> Stage<'a> {
    /// A window that has just been opened.
    pub fn new(shop: &'a Shop, wanted: &'a Wanted, folder: &Path) -> Stage<'a> {
        let stage = Stage { screen: shop.screen(), found: Vec::new(), wanted, folder: folder.to_owned() };
        stage.screen.resize(SIZES[0]);
        stage
    }

    /// The states of a scene in their order, up to the last one that is wanted. A state that cannot be reached is told, and the next
    /// one is tried.
    pub fn play(&mut self, scene: &Scene) {
        self.answer_notices();
        let last = scene.states.iter().rposition(|state| self.wanted.has(scene.name, &state.name)).unwrap_or(0);
        for state in &scene.states[..=last] {
            println!("{} {}/{}", self.screen.words.language, scene.name, state.name);
            let stage = &*self;
            let reached = catch_unwind(AssertUnwindSafe(|| (state.reach)(stage)));
            if let Err(panic) = reached {
                let words = panic.downcast_ref::<String>().cloned().unwrap_or_default();
                let first: Vec<&str> = words.lines().take(2).collect();
                self.note(scene.name, &state.name, &format!("cannot be reached: {}", first.join(" ")));
                self.screen.page.keys(key::ESC).ok();
            } else if self.wanted.has(scene.name, &state.name) {
                self.photograph(scene.name, &state.name);
            }
        }
    }

    fn note(&mut self, scene: &str, state: &str, words: &str) {
        let line = format!("{scene}/{state}, {}: {words}", self.screen.words.language);
        println!("  {line}");
        self.found.push(line);
    }

    fn photograph(&mut self, scene: &str, state: &str) {
        // The size that is judged comes last: judging takes seconds, and what waits at a company may have ended by then.
        for size in self.wanted.sizes().into_iter().rev() {
            self.screen.resize(size);
            let wider = self.screen.page.script(WIDER, &[]).ok().and_then(|px| px.as_i64()).unwrap_or_default();
            if wider > 1 {
                self.note(scene, state, &format!("{wider} px wider than a window of {}", size.0));
            }
            for theme in self.wanted.themes() {
                wear(&self.screen, theme);
                let name = picture_name(scene, state, self.screen.words.language, theme, size);
                match self.screen.page.picture() {
                    Ok(bytes) => std::fs::write(self.folder.join(name), bytes).expect("a picture can be kept"),
                    Err(fault) => self.note(scene, state, &fault.to_string()),
                }
                if size == SIZES[0] || self.wanted.sizes().len() == 1 {
                    let (looked_at, grave) = judge(&self.screen);
                    let nothing = (looked_at <= 5).then(|| "axe-core saw nothing".to_owned());
                    for words in grave.into_iter().chain(nothing) {
                        self.note(scene, state, &format!("{theme}: {words}"));
                    }
                }
            }
        }
        self.screen.resize(SIZES[0]);
        wear(&self.screen, "light");
    }

    // ---- what the states are reached by -----------------------------------------------------------------------------------------

    /// A word of the screen.
    pub fn say(&self, key: &str) -> String {
        self.screen.words.say(key)
    }

    /// An operator as the screen calls it.
    pub fn operator(&self, id: &str) -> &'static str {
        let names = &domain::operator(id).expect("an operator").names;
        names.in_language(Language::of_code(self.screen.words.language).expect("a language"))
    }

    /// A recharge of somebody's phone.
    pub fn airtel<'b>(&self, number: &'b str) -> Sale<'b> {
        Sale { number, operator: self.operator("airtel"), rupees: "299" }
    }

    /// Goes to a place by its address.
    pub fn to(&self, address: &str) {
        let went = self.screen.page.script("location.hash = arguments[0]; return 0", &[json!(address)]);
        went.unwrap_or_else(|fault| self.screen.give_up(&fault.to_string()));
    }

    /// An empty form for a recharge at *Sell*, whatever stood there.
    pub fn fresh(&self) {
        self.screen.go(&self.say("nav_sell"));
        self.screen.keys(key::F8);
        self.press("#tab-prepaid");
        self.screen.wait_cursor(&self.say("field_number"));
    }

    /// Closes the dialog that is open.
    pub fn close(&self) {
        self.screen.keys(key::ESC);
        // A form in which something was typed asks first.
        let asks = self.screen.page.script("return document.querySelector('dialog:modal .lost') !== null", &[]);
        if asks.ok().and_then(|asks| asks.as_bool()) == Some(true) {
            self.screen.keys(key::ESC);
        }
        self.wait_true("no dialog", "return document.querySelector('dialog:modal') === null");
    }

    /// Waits until a script of the page gives true.
    pub fn wait_true(&self, what: &str, script: &str) {
        self.screen.wait(what, crate::shop::FIRST_WORD, || {
            self.screen.page.script(script, &[]).ok()?.as_bool()?.then_some(())
        });
    }

    /// Waits until this is on the page.
    pub fn wait_shown(&self, css: &str) {
        self.screen.wait(css, crate::shop::FIRST_WORD, || {
            let shown = "return [...document.querySelectorAll(arguments[0])].some((each) => each.checkVisibility())";
            self.screen.page.script(shown, &[json!(css)]).ok()?.as_bool()?.then_some(())
        });
    }

    /// Presses what this selects.
    pub fn press(&self, css: &str) {
        self.wait_shown(css);
        let press = "const each = document.querySelector(arguments[0]); each.focus(); each.click(); return 0";
        self.screen.page.script(press, &[json!(css)]).unwrap_or_else(|fault| self.screen.give_up(&fault.to_string()));
    }

    /// Puts the cursor into a field, with what stands there chosen.
    pub fn focus(&self, css: &str) {
        self.wait_shown(css);
        let focus = "const field = document.querySelector(arguments[0]); field.focus(); field.select?.(); return 0";
        self.screen.page.script(focus, &[json!(css)]).unwrap_or_else(|fault| self.screen.give_up(&fault.to_string()));
    }

    /// Scrolls the screen to its beginning.
    pub fn top(&self) {
        self.screen.page.script(TO_TOP, &[]).ok();
    }
}
