//! The languages of screen and slip.
//!
//! A language is a column of the tables in `data` and of the slip's words. The head of `states.csv` says which there are, and a test
//! holds every other table against it. Nothing else lists them.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A language that the window and the slips speak, by its code: `en`, `hi`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, specta::Type)]
#[specta(transparent)]
pub struct Language(&'static str);

static LANGUAGES: LazyLock<Vec<Language>> = LazyLock::new(|| {
    let head = include_str!("../data/states.csv").lines().next().unwrap_or_default();
    let written = head.split(',').filter_map(|column| column.trim().strip_prefix("name_")).map(Language);
    written.chain(long::spoken()).collect()
});

/// Every language, English first.
pub fn languages() -> &'static [Language] {
    &LANGUAGES
}

impl Language {
    /// The language that is always there. Every text that is sent to a company is in it.
    pub const EN: Language = Language("en");

    /// The language of that code.
    pub fn of_code(code: &str) -> Option<Language> {
        languages().iter().copied().find(|language| language.0 == code)
    }

    /// Its code.
    pub fn code(self) -> &'static str {
        self.0
    }
}

impl Default for Language {
    fn default() -> Language {
        Language::EN
    }
}

impl fmt::Display for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)
    }
}

impl Serialize for Language {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Language, D::Error> {
        let code = String::deserialize(deserializer)?;
        Language::of_code(&code).ok_or_else(|| de::Error::custom("nobody here speaks this language"))
    }
}

/// What something is called, in every language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, specta::Type)]
#[serde(transparent)]
pub struct Names(BTreeMap<Language, String>);

impl Names {
    /// The same name in every language, because somebody typed it.
    pub fn alike(name: &str) -> Names {
        Names(languages().iter().map(|language| (*language, name.to_owned())).collect())
    }

    /// The names in the columns of one row. Columns of other things are skipped.
    pub(crate) fn of_columns<'a>(columns: impl Iterator<Item = (&'a str, &'a str)>) -> Names {
        let mut names = BTreeMap::new();
        for (column, text) in columns {
            let language = Language::of_code(column.strip_prefix("name_").unwrap_or(column));
            names.extend(language.map(|language| (language, text.trim().to_owned())));
        }
        names.extend(names.get(&Language::EN).and_then(|english| long::name_of(english)));
        Names(names)
    }

    /// The name in a language. Where there is none, the English one.
    pub fn in_language(&self, language: Language) -> &str {
        self.0.get(&language).or_else(|| self.0.get(&Language::EN)).map_or("", String::as_str)
    }

    /// The English name, which is the one that is sent.
    pub fn english(&self) -> &str {
        self.in_language(Language::EN)
    }

    /// Whether it has a name in every language.
    pub fn is_whole(&self) -> bool {
        languages().iter().all(|language| self.0.get(language).is_some_and(|name| !name.is_empty()))
    }

    /// The name in each language, English first.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        languages().iter().map(|language| self.in_language(*language))
    }
}

/// A language that nobody speaks: English, with accents and a third longer. With it a test sees which words of the window
/// are not translated, and which do not fit. No release has it. A debug build has it only after [`speak_long`] was called.
///
/// [`speak_long`]: long::speak
#[cfg(debug_assertions)]
pub mod long {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::Language;

    /// Its code, which no real language has.
    pub const CODE: &str = "qps";

    static SPOKEN: AtomicBool = AtomicBool::new(false);

    /// Makes it one of the languages. The caller does this before anything asks for the languages.
    pub fn speak() {
        SPOKEN.store(true, Ordering::Relaxed);
    }

    pub(super) fn spoken() -> Option<Language> {
        SPOKEN.load(Ordering::Relaxed).then_some(Language(CODE))
    }

    /// The name in it. No table has a column for it, so it is made of the English name.
    pub(super) fn name_of(english: &str) -> Option<(Language, String)> {
        Some((spoken()?, lengthened(english)))
    }

    const PLAIN: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const ACCENTED: &str = "áƀçđéƒğĥíĵķļɱñóþɋřšţúʋŵɣýžÁƁÇĐÉƑĞĤÍĴĶĻƜÑÓÞɊŘŠŢÚƲŴƔÝŽ";

    /// Puts accents on every letter, and adds a third more letters, as `ui/long-words.js` does with the sentences.
    pub fn lengthened(english: &str) -> String {
        let accented = |sign: char| {
            let at = PLAIN.chars().position(|plain| plain == sign);
            at.and_then(|at| ACCENTED.chars().nth(at)).unwrap_or(sign)
        };
        let letters = english.chars().filter(|sign| sign.is_alphabetic()).count();
        let more: String = "ŏ".repeat(letters.div_ceil(3));
        format!("[{} {more}]", english.chars().map(accented).collect::<String>())
    }
}

/// A release has only the languages of its tables.
#[cfg(not(debug_assertions))]
mod long {
    use super::Language;

    pub(super) fn spoken() -> Option<Language> {
        None
    }

    pub(super) fn name_of(_: &str) -> Option<(Language, String)> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{circles, desk_products, india_states, operators};

    #[test]
    fn english_comes_first_and_is_what_a_shop_begins_in() {
        assert_eq!(languages().first(), Some(&Language::EN));
        assert_eq!(Language::default(), Language::EN);
        assert!(languages().len() > 1 && languages().is_sorted_by_key(|language| *language != Language::EN));
    }

    #[test]
    fn a_language_crosses_by_its_code_and_an_unknown_one_is_refused() {
        for language in languages() {
            assert_eq!(Language::of_code(language.code()), Some(*language));
        }
        assert_eq!(Language::of_code("tlh"), None);
        assert_eq!(Language::of_code(""), None);
    }

    #[test]
    fn every_thing_has_a_name_in_every_language() {
        let named = operators().iter().map(|one| &one.names);
        let named = named.chain(circles().iter().map(|one| &one.names));
        let named = named.chain(india_states().iter().map(|one| &one.names));
        for names in named.chain(desk_products().iter().map(|one| &one.names)) {
            assert!(names.is_whole(), "{names:?}");
        }
    }

    #[test]
    fn no_program_speaks_the_long_language_unless_it_was_told_to() {
        assert_eq!(Language::of_code(long::CODE), None);
        assert_eq!(long::lengthened("Delhi 7"), "[Đéļĥí 7 ŏŏ]");
    }
}
