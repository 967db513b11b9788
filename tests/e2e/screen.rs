//! The screen as a shopkeeper knows it: fields and buttons by their names, what it says, where the cursor is.

use std::path::PathBuf;
use std::time::Duration;

use serde_json::{Value, json};

use crate::app::{last_words, until};
use crate::driver::{Driver, Element, Fault};
use crate::messages::Messages;

const FIND: &str = include_str!("find.js");
/// How long a person waits for a screen before thinking that it hangs. Slow machines run these tests too.
const PATIENCE: Duration = Duration::from_secs(40);

/// Scrolls an element into view, since the driver does not scroll inside a part of the page, and a person with a wheel does; then
/// waits until it has been in one place for some paintings, or for two seconds at most. A page that is not shown paints nothing.
const STILL: &str = "
  const [element] = arguments, done = arguments[arguments.length - 1];
  element.scrollIntoView({ block: 'center', behavior: 'instant' });
  const place = () => { const at = element.getBoundingClientRect(); return [at.x, at.y, at.width, at.height].join(); };
  let last = place(), same = 0;
  const look = () => {
    const now = place();
    same = now === last ? same + 1 : 0;
    last = now;
    if (same >= 3 || !element.isConnected) done(element.isConnected); else requestAnimationFrame(look);
  };
  setTimeout(() => done(document.hidden), 2000);
  requestAnimationFrame(look);
";
/// Notes what the next press of a button of the mouse comes down on, where that is neither the element nor its label.
const WATCH: &str = "
  const [element] = arguments;
  window.cameDownBeside = null;
  const note = ({ target }) => {
    const label = target.closest('label');
    const isOn = element.contains(target) || target.contains(element) && target !== document.body && target !== document.documentElement
      || label !== null && (label.contains(element) || label.htmlFor !== '' && label.htmlFor === element.id);
    if (!isOn) window.cameDownBeside = target.outerHTML.slice(0, 120);
  };
  document.removeEventListener('mousedown', window.noteOfClick, true);
  window.noteOfClick = note;
  document.addEventListener('mousedown', note, { capture: true, once: true });
";

/// How wide the page is, in px of the window.
const INNER: &str = "return Math.round(innerWidth * Number(document.documentElement.dataset.percent ?? 100) / 100)";

/// Keys without a letter, as WebDriver writes them.
pub mod key {
    /// Send, go on.
    pub const ENTER: &str = "\u{e007}";
    /// One step back.
    pub const ESC: &str = "\u{e00c}";
    /// What an outcome means.
    pub const F1: &str = "\u{e031}";
    /// Takes away what is chosen.
    pub const BACKSPACE: &str = "\u{e003}";
    /// The recent numbers.
    pub const F2: &str = "\u{e032}";
    /// Repeats the last sale.
    pub const F4: &str = "\u{e034}";
    /// The next customer of a rehearsal.
    pub const F7: &str = "\u{e037}";
    /// The cursor to Number.
    pub const F8: &str = "\u{e038}";
}

/// A page with words on it.
pub struct Screen<'a> {
    /// The page.
    pub page: &'a Driver,
    /// The words of the language it is in.
    pub words: &'a Messages,
    /// The test's name, for its pictures.
    pub name: &'a str,
}

impl Screen<'_> {
    /// What is of this role and bears this name, in a region where one is given; `None` when it is not there now.
    pub fn look(&self, role: &str, name: &str, region: Option<&str>) -> Option<Element> {
        self.page.find(FIND, &[json!(role), json!(name), json!(region)]).ok().flatten()
    }

    /// The same, waiting for it.
    pub fn find(&self, role: &str, name: &str, region: Option<&str>) -> Element {
        self.wait(&format!("{role} '{name}'"), PATIENCE, || self.look(role, name, region))
    }

    /// Clicks it.
    pub fn click(&self, role: &str, name: &str, region: Option<&str>) {
        let mut said = "it is not there".to_owned();
        let clicked = until(PATIENCE, || {
            let element = self.look(role, name, region)?;
            self.click_on(&element).map_err(|fault| said = fault).ok()
        });
        clicked.unwrap_or_else(|| self.give_up(&format!("{role} '{name}' cannot be clicked: {said}")));
    }

    /// Clicks an element once it stands still, and tells when the click came down beside it: the driver looks where it is, and
    /// clicks there a moment later.
    pub fn click_on(&self, element: &Element) -> Result<(), String> {
        let words = |fault: Fault| fault.to_string();
        let still = self.page.script_later(STILL, &[element.value()]).map_err(words)?;
        if still != json!(true) {
            return Err("it does not stand still".to_owned());
        }
        self.page.script(WATCH, &[element.value()]).map_err(words)?;
        self.page.click(element).map_err(words)?;
        // A click that took the page or the element away was on it.
        match self.page.script("return window.cameDownBeside ?? null", &[]) {
            Ok(Value::String(other)) => Err(format!("the click came down on {other}")),
            _ => Ok(()),
        }
    }

    /// Presses a button.
    pub fn press(&self, name: &str) {
        self.click("button", name, None);
    }

    /// Goes to a screen by the navigation.
    pub fn go(&self, name: &str) {
        self.click("link", name, None);
        self.wait(&format!("the screen '{name}'"), PATIENCE, || {
            let current = "return document.querySelector('nav [aria-current]')?.innerText ?? ''";
            (self.text_of(current).trim() == name).then_some(())
        });
    }

    /// A place of Settings: only the places of its group are shown beside it.
    pub fn settings(&self, place: &str) {
        self.go(&self.words.say("nav_settings"));
        let go = "location.hash = arguments[0]";
        self.page
            .script(go, &[json!(format!("settings/{place}"))])
            .unwrap_or_else(|fault| self.give_up(&fault.to_string()));
        // Its heading takes the cursor, also where the place stood on the screen before.
        let shown = "return document.activeElement?.id === arguments[0] && document.activeElement.checkVisibility()";
        self.wait(&format!("the settings '{place}'"), PATIENCE, || {
            let there = self.page.script(shown, &[json!(format!("settings-{place}"))]);
            there.is_ok_and(|there| there == json!(true)).then_some(())
        });
    }

    /// Gives the window a size, and waits until the page has it. A large window draws its page larger, so that the page has fewer px
    /// of its own.
    pub fn resize(&self, (width, height): (u32, u32)) {
        let inner = || self.page.script(INNER, &[]).ok()?.as_u64();
        // Asked for again and again, because X may lose one of two that come close together.
        self.wait("the window to have its size", PATIENCE, || {
            self.page.resize(width, height).ok()?;
            (inner()?.abs_diff(width.into()) <= 2).then_some(())
        });
    }

    /// Puts the cursor into a field and replaces what stands there.
    pub fn fill(&self, field: &str, region: Option<&str>, text: &str) {
        let element = self.find("field", field, region);
        let select = "arguments[0].scrollIntoView({ block: 'center' }); arguments[0].focus(); arguments[0].select?.();";
        self.page.script(select, &[element.value()]).unwrap_or_else(|fault| self.give_up(&fault.to_string()));
        self.keys(if text.is_empty() { key::BACKSPACE } else { text });
    }

    /// Chooses from a list: by typing where it is a combobox, by its option where it is a plain one.
    pub fn choose(&self, field: &str, region: Option<&str>, option: &str) {
        let element = self.find("field", field, region);
        let plain = self.page.script("return arguments[0].tagName === 'SELECT'", &[element.value()]);
        if plain.is_ok_and(|plain| plain == json!(true)) {
            let pick = "const option = [...arguments[0].options].find((o) => o.textContent.trim() === arguments[1]);
                arguments[0].value = option.value; arguments[0].dispatchEvent(new Event('change', { bubbles: true }));";
            self.page
                .script(pick, &[element.value(), json!(option)])
                .unwrap_or_else(|fault| self.give_up(&fault.to_string()));
        } else {
            self.fill(field, region, option);
            self.click("option", option, None);
        }
    }

    /// Presses keys where the cursor is.
    pub fn keys(&self, keys: &str) {
        self.page.keys(keys).unwrap_or_else(|fault| self.give_up(&format!("keys: {fault}")));
    }

    /// The name of what the cursor is in.
    pub fn cursor(&self) -> String {
        self.text_of(
            "const e = document.activeElement; if (!e || e === document.body) return '';
             const label = e.id && document.querySelector(`label[for=\"${CSS.escape(e.id)}\"]`);
             const name = (label || null)?.textContent ?? e.getAttribute('aria-label') ?? e.innerText ?? '';
             return name.replace(/[\\s\\u00a0\\u202f]+/g, ' ').trim();",
        )
    }

    /// Waits until the cursor is there.
    pub fn wait_cursor(&self, name: &str) {
        self.wait(&format!("the cursor in '{name}'"), PATIENCE, || self.cursor().starts_with(name).then_some(()));
    }

    /// Waits out the pause after a question, in which no key is taken for an answer.
    pub fn wait_read(&self) {
        self.wait("the pause after a question", PATIENCE, || {
            let heard =
                "return document.querySelector('#sell-work[aria-busy=true], .answers[aria-busy=true]') === null";
            self.page.script(heard, &[]).ok()?.as_bool()?.then_some(())
        });
    }

    /// What the screen tells aloud: the text of every status region.
    pub fn status(&self) -> String {
        self.text_of(
            "return [...document.querySelectorAll('[role=status]')].filter((e) => e.checkVisibility())
               .map((e) => e.innerText).join('\\n')",
        )
    }

    /// Everything that can be read on the screen; an open dialog hides what is behind it.
    pub fn text(&self) -> String {
        self.text_of("return ([...document.querySelectorAll('dialog:modal')].at(-1) ?? document.body).innerText")
    }

    /// The signs that prove the paper on the screen: a line of groups of four.
    pub fn signs(&self) -> Option<String> {
        let is_group = |group: &str| group.len() == 4 && group.chars().all(|sign| sign.is_ascii_alphanumeric());
        let are_signs = |line: &&str| line.contains('-') && line.split('-').all(is_group);
        self.text().lines().map(str::trim).find(are_signs).map(str::to_owned)
    }

    /// Waits until this can be read anywhere.
    pub fn wait_text(&self, words: &str) {
        self.wait(&format!("the words '{words}'"), PATIENCE, || self.text().contains(words).then_some(()));
    }

    /// Waits until a region says this.
    pub fn wait_region(&self, region: &str, words: &str, limit: Duration) {
        self.wait(&format!("'{words}' in {region}"), limit, || {
            let text = self.page.script("return arguments[0].innerText", &[self.look("region", region, None)?.value()]);
            same_spaces(text.ok()?.as_str()?).contains(words).then_some(())
        });
    }

    /// Waits for something, and gives up with a picture and what could be read.
    pub fn wait<T>(&self, what: &str, limit: Duration, ask: impl FnMut() -> Option<T>) -> T {
        until(limit, ask).unwrap_or_else(|| self.give_up(&format!("not there after {} s: {what}", limit.as_secs())))
    }

    /// Fails the test and leaves a picture; where there is nothing left to take one of, the program's last words.
    pub fn give_up(&self, words: &str) -> ! {
        if let Err(fault) = self.page.script("return true", &[]) {
            panic!("{words}\nthe page does not answer any more: {fault}\nthe programs' last words:\n{}", last_words());
        }
        let picture = self.picture("gave-up");
        panic!("{words}\npicture: {}\ncursor: {:?}\non the screen:\n{}", picture.display(), self.cursor(), self.text());
    }

    /// Takes a picture.
    pub fn picture(&self, moment: &str) -> PathBuf {
        let folder = journeys::root().join("tests/e2e/out");
        std::fs::create_dir_all(&folder).expect("pictures have a folder");
        let file = folder.join(format!("{}-{moment}.png", self.name));
        // What was just said has to be painted too; a page that is not shown paints nothing and is not waited for.
        let painted = "const done = arguments[arguments.length - 1]; setTimeout(done, 1000);
            requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50)))";
        self.page.script_later(painted, &[]).ok();
        if let Ok(bytes) = self.page.picture() {
            std::fs::write(&file, bytes).expect("a picture can be kept");
        }
        file
    }

    /// Text out of the page.
    pub fn text_of(&self, script: &str) -> String {
        let value = self.page.script(script, &[]).unwrap_or(Value::Null);
        same_spaces(value.as_str().unwrap_or_default())
    }
}

fn same_spaces(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}
