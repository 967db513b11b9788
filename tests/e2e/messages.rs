//! The words of the screen, as its own message files have them.

use domain::{Language, long};
use serde_json::Value;

/// One language.
pub struct Messages {
    /// Its code.
    pub language: &'static str,
    all: Value,
}

impl Messages {
    /// Reads a language's file.
    pub fn read(language: &'static str) -> Messages {
        let folder = if language == long::CODE { "ui/generated/long/messages" } else { "ui/messages" };
        let file = journeys::root().join(folder).join(format!("{language}.json"));
        let text = std::fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        Messages { language, all: serde_json::from_str(&text).expect("messages are JSON") }
    }

    /// The circle of the shop in these tests.
    pub fn home_circle(&self) -> String {
        let names = &domain::circle("rajasthan").expect("a circle").names;
        Language::of_code(self.language)
            .map_or_else(|| long::lengthened(names.english()), |language| names.in_language(language).to_owned())
    }

    /// A message without holes.
    pub fn say(&self, key: &str) -> String {
        let message =
            self.all[key].as_str().unwrap_or_else(|| panic!("{} has no plain message '{key}'", self.language));
        assert!(!message.contains('{'), "the message '{key}' has holes: {message}");
        message.to_owned()
    }

    /// The longest piece of a message between its holes: enough to know it by.
    pub fn sentence(&self, key: &str) -> String {
        let message =
            self.all[key].as_str().unwrap_or_else(|| panic!("{} has no plain message '{key}'", self.language));
        let pieces = message.split(['{', '}']).step_by(2);
        pieces.max_by_key(|piece| piece.len()).unwrap_or_default().trim().to_owned()
    }

    /// The longest piece of one form of a message that has several.
    pub fn sentence_of(&self, key: &str, form: &str) -> String {
        let forms = self.all[key][0]["match"].as_object();
        let message = forms.and_then(|forms| forms.get(&format!("plural={form}"))).and_then(Value::as_str);
        let message = message.unwrap_or_else(|| panic!("{} has no form '{form}' of '{key}'", self.language));
        let pieces = message.split(['{', '}']).step_by(2);
        pieces.max_by_key(|piece| piece.len()).unwrap_or_default().trim().to_owned()
    }

    /// A message with its holes filled. Of one that has several forms it is the form for many.
    pub fn fill(&self, key: &str, holes: &[(&str, &str)]) -> String {
        let many = &self.all[key][0]["match"]["plural=other"];
        let message = self.all[key].as_str().or(many.as_str());
        let message = message.unwrap_or_else(|| panic!("{} has no message '{key}'", self.language));
        let filled =
            holes.iter().fold(message.to_owned(), |text, (hole, with)| text.replace(&format!("{{{hole}}}"), with));
        assert!(!filled.contains('{'), "the message '{key}' has more holes: {filled}");
        filled
    }
}
