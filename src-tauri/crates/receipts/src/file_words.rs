//! The words of files that leave the counter: titles of columns, what moved an account. `data/export.csv` has a column for each language.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use domain::{Language, Names, read_words};

static WORDS: LazyLock<BTreeMap<String, Names>> =
    LazyLock::new(|| read_words(include_str!("../data/export.csv")).collect());

/// The word of that key; empty where there is none.
pub fn file_word(key: &str, language: Language) -> &'static str {
    WORDS.get(key).map(|names| names.in_language(language)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use domain::{ComplaintOutcome, ComplaintReason, Outcome, Payment, Service};

    use super::*;

    #[test]
    fn every_word_is_there_in_every_language() {
        assert!(WORDS.values().all(Names::is_whole));
        let services = Service::ALL.iter().map(|(_, word)| format!("service_{word}"));
        let payments =
            [Payment::Cash, Payment::Upi, Payment::Udhaar].map(|payment| format!("pay_{}", payment.as_str()));
        let outcomes = [Outcome::Succeeded, Outcome::Waiting, Outcome::Failed, Outcome::Reversed]
            .map(|outcome| serde_json::to_value(outcome).unwrap())
            .map(|word| format!("outcome_{}", word.as_str().unwrap()));
        let reasons = ComplaintReason::ALL.iter().map(|(_, word)| format!("reason_{word}"));
        let ended = ComplaintOutcome::ALL.iter().map(|(_, word)| format!("ended_{word}"));
        for key in services.chain(payments).chain(outcomes).chain(reasons).chain(ended) {
            assert!(!file_word(&key, Language::EN).is_empty(), "{key}");
        }
    }
}
